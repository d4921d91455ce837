-- expect: 4:4: error: no such table: crates

-- It does something.
-- crates_all() :many
SELECT c.id FROM crates c;
