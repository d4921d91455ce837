-- expect: 4:4: error: a count about people must be people_count: 'authors'

-- It does something.
-- author_count() :one
SELECT count(DISTINCT author) AS "authors:int" FROM notes;
