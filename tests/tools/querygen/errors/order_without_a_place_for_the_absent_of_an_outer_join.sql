-- expect: 5:89: error: the engines differ on where rows without this key stand

-- It does something.
-- boxes_of() :many
SELECT b.id, s.name AS name? FROM boxes b LEFT JOIN shown s ON s.box_id = b.id ORDER BY s.name;
