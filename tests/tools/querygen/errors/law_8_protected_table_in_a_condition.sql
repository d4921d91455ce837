-- expect: 4:4: error: reads a protected table: 'secrets'

-- It does something.
-- boxes_in_need() :many
SELECT b.id FROM boxes b WHERE EXISTS (SELECT 1 FROM secrets s WHERE s.box_id = b.id AND s.need > 100);
