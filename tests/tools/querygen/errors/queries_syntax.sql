-- expect: 5:32: error: near "WHERE": syntax error

-- It does something.
-- boxes_all() :many
SELECT b.id FROM boxes b WHERE WHERE b.id = 1;
