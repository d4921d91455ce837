-- expect: 7:7: error: no such column: b.weight

-- It does something.
-- boxes_all() :many
SELECT b.id
FROM boxes b
WHERE b.weight > 1;
