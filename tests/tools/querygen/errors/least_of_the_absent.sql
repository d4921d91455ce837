-- expect: 5:8: error: the engines differ on the least of values that are absent

-- It does something.
-- boxes_of() :many
SELECT min(b.size, b.made_on) AS "less:int?" FROM boxes b;
