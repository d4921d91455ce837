-- expect: 5:13: error: filter 'sort' stands twice

-- It does something.
-- boxes_page() :page 10
--   filter sort : b.size > 1
--   sort name : b.name, b.id
SELECT b.id FROM boxes b;
