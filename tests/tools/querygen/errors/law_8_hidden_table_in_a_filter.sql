-- expect: 4:4: error: reads a table that stands behind a view: 'hidden'

-- It does something.
-- boxes_page() :page 10
--   filter held : EXISTS (SELECT 1 FROM hidden h WHERE h.box_id = b.id)
--   sort name : b.name, b.id
SELECT b.id FROM boxes b;
