-- expect: 4:4: error: ask ahead is for what reads and is no page

-- It does something.
-- boxes_clear(box_id) :exec
--   ask ahead
DELETE FROM boxes WHERE id = :box_id;
