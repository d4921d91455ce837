-- expect: 5:26: error: only the first of several sort keys may be absent

-- It does something.
-- boxes_page() :page 10
--   sort name : b.name, n.id
SELECT b.id FROM boxes b LEFT JOIN notes n ON n.id = b.size;
