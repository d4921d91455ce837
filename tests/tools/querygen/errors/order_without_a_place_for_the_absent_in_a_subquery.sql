-- expect: 5:65: error: the engines differ on where rows without this key stand

-- It does something.
-- boxes_of() :many
SELECT (SELECT o.id FROM boxes o WHERE o.name = b.name ORDER BY o.size DESC LIMIT 1) AS "first:box_id" FROM boxes b;
