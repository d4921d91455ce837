-- expect: 5:35: error: the engines differ on where rows without this key stand

-- It does something.
-- boxes_of() :many
SELECT s.id FROM shown s ORDER BY s.box_id;
