-- expect: 4:4: error: reads a table that stands behind a view: 'hidden'

-- It does something.
-- boxes_page() :page 10
--   sort held : (SELECT count(*) FROM hidden h WHERE h.box_id = b.id) AS "held:int", b.id
SELECT b.id FROM boxes b;
