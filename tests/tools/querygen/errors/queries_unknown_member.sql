-- expect: 5:43: error: no enum member '@colour.green'

-- It does something.
-- boxes_green() :many
SELECT b.id FROM boxes b WHERE b.colour = @colour.green;
