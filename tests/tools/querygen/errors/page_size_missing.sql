-- expect: 4:17: error: a page has between 1 and 1000 rows

-- It does something.
-- boxes_page() :page
--   sort name : b.name, b.id
SELECT b.id FROM boxes b;
