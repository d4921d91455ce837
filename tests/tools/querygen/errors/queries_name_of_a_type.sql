-- expect: 4:4: error: a type is called so: 'colour'

-- It does something.
-- colour() :many
SELECT b.id FROM boxes b;
