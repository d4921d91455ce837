-- expect: 4:4: error: a page has no ORDER BY or LIMIT of its own

-- It does something.
-- boxes_page() :page 10
--   sort name : b.name, b.id
SELECT b.id FROM boxes b ORDER BY b.name;
