-- expect: 5:85: error: the engines differ on where rows without this key stand

-- It does something.
-- boxes_of() :many
SELECT b.colour, sum(b.size) AS "size:int?" FROM boxes b GROUP BY b.colour ORDER BY sum(b.size);
