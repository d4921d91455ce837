-- expect: 5:39: error: each engine has its own word for a search

-- It does something.
-- boxes_of(words text) :many
SELECT b.id FROM boxes b WHERE b.name MATCH :words;
