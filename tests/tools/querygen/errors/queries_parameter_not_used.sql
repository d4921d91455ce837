-- expect: 4:14: error: parameter 'size' is not used

-- It does something.
-- boxes_all(size int) :many
SELECT b.id FROM boxes b;
