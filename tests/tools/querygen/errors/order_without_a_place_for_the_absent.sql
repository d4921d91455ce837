-- expect: 5:43: error: the engines differ on where rows without this key stand

-- It does something.
-- boxes_of() :many
SELECT b.id FROM boxes b ORDER BY b.name, b.size;
