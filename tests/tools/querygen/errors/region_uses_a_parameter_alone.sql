-- expect: 4:13: error: parameter 'size' is used on one engine alone

-- It does something.
-- boxes_of(size int) :many
SELECT b.id FROM boxes b
--@ sqlite
WHERE b.size = :size;
--@ end
