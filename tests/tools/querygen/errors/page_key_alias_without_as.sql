-- expect: 5:20: error: expected AS before

-- It does something.
-- boxes_page() :page 10
--   sort length : length(b.name) "length:int", b.id
SELECT b.id FROM boxes b;
