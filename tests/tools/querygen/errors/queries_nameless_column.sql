-- expect: 5:8: error: a column whose name cannot be one in C

-- It does something.
-- boxes_total() :one
SELECT sum(size) FROM boxes;
