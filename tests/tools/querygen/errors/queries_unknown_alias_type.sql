-- expect: 5:21: error: no type 'pounds'

-- It does something.
-- boxes_total() :one
SELECT sum(size) AS "total:pounds" FROM boxes;
