-- expect: 4:4: error: the kind does not fit: 'it gives no rows'

-- It does something.
-- boxes_clear() :many
DELETE FROM boxes;
