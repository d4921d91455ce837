-- expect: 4:4: error: a count about people must be people_count: 'n'

-- It does something.
-- name_count() :one
SELECT count(*) AS "n:int" FROM member_names;
