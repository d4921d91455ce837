-- expect: 5:21: error: no such column: b.weight

-- It does something.
-- boxes_page() :page 10
--   filter heavy : b.weight > 1
--   sort name : b.name, b.id
SELECT b.id FROM boxes b;
