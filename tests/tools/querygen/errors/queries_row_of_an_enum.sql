-- expect: 4:4: error: this row's name is an enum's: 'colour'

-- It does something.
-- boxes_all() :many as colour
SELECT b.id FROM boxes b;
