-- expect: 8:4: error: another statement is called so: 'boxes_all'

-- It does something.
-- boxes_all() :many
SELECT b.id FROM boxes b;

-- It does something.
-- boxes_all() :many
SELECT b.id FROM boxes b;
