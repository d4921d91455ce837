-- expect: 5:26: error: only the first of several sort keys may be absent

-- It does something.
-- boxes_page() :page 10
--   sort size : b.name, b.size
SELECT b.id FROM boxes b;
