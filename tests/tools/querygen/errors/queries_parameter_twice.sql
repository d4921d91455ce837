-- expect: 4:24: error: parameter 'size' stands twice

-- It does something.
-- boxes_all(size int, size int) :many
SELECT b.id FROM boxes b WHERE b.size = :size;
