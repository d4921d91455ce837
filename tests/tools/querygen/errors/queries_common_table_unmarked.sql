-- expect: 5:50: error: nobody can know whether this may be absent: 'name'

-- It does something.
-- names() :many
WITH some AS (SELECT b.name FROM boxes b) SELECT s.name FROM some s;
