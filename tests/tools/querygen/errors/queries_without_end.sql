-- expect: 5:24: error: a statement without an end

-- It does something.
-- boxes_all() :many
SELECT b.id FROM boxes b
