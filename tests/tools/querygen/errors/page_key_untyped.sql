-- expect: 5:18: error: a sort key that is no column needs a type

-- It does something.
-- boxes_page() :page 10
--   sort name : lower(b.name), b.id
SELECT b.id FROM boxes b;
