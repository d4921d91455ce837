-- expect: 4:4: error: only a page has filters and sorts

-- It does something.
-- boxes_all() :many
--   sort name : b.name, b.id
SELECT b.id FROM boxes b;
