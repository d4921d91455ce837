-- expect: 4:4: error: reads a protected table: 'secrets'

-- It does something.
-- boxes_page() :page 10
--   sort name : b.name, b.id
--   sort need : (SELECT s.need FROM secrets s WHERE s.box_id = b.id) AS "need:pence", b.id
SELECT b.id FROM boxes b;
