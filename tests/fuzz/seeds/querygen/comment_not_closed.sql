-- a
-- q() :one
SELECT "n:int" AS "n:int" /* never closed