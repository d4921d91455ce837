-- expect: 4:4: error: a page

-- It does something.
-- boxes_page() :page 10
--   sort name : b.name, b.id
SELECT b.id FROM boxes b UNION SELECT c.id FROM boxes c;
