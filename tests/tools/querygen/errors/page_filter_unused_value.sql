-- expect: 5:13: error: filter 'size' does not use its value

-- It does something.
-- boxes_page() :page 10
--   filter size int : b.size > 1
--   sort name : b.name, b.id
SELECT b.id FROM boxes b;
