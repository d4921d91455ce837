-- expect: 4:4: error: a statement of another sort

-- It does something.
-- boxes_of() :many
--@ sqlite
SELECT b.id FROM boxes b;
--@ end
