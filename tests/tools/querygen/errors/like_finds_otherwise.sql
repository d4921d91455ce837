-- expect: 5:39: error: the engines differ on what a pattern finds

-- It does something.
-- boxes_of(words text) :many
SELECT b.id FROM boxes b WHERE b.name LIKE :words;
