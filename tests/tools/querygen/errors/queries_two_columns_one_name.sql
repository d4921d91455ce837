-- expect: 5:16: error: two columns are called 'name'

-- It does something.
-- names() :many
SELECT b.name, s.name FROM boxes b JOIN shown s ON s.box_id = b.id;
