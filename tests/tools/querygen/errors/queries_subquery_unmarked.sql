-- expect: 5:8: error: nobody can know whether this may be absent: 'name'

-- It does something.
-- names() :many
SELECT (SELECT b.name FROM boxes b WHERE b.id = n.id) AS name FROM notes n;
