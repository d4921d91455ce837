-- expect: 5:8: error: an expression needs a type: 'total'

-- It does something.
-- boxes_total() :one
SELECT sum(size) AS total FROM boxes;
