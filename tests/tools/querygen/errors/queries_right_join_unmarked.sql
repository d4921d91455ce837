-- expect: 5:8: error: nobody can know whether this may be absent: 'name'

-- It does something.
-- names() :many
SELECT b.name, n.words FROM boxes b RIGHT JOIN notes n ON n.id = b.size;
