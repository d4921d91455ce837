-- a
-- q() :exec
ATTACH 'x' AS y;

-- b
-- r() :exec
PRAGMA writable_schema = 1;

-- c
-- s() :one
SELECT load_extension('x') AS "n:int";
