-- expect: 4:4: error: reads a protected table: 'secrets'

-- It does something.
-- boxes_in_need_away() :exec
DELETE FROM boxes WHERE id IN (SELECT s.box_id FROM secrets s WHERE s.need > 100);
