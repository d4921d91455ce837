-- expect: 5:39: error: IS compares values on SQLite alone

-- It does something.
-- boxes_of(size int?) :many
SELECT b.id FROM boxes b WHERE b.size IS :size;
