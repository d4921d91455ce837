-- expect: 5:12: error: it does not read 'secrets'

-- It does something.
-- boxes_all() :many
--   reads secrets "habit"
SELECT b.id FROM boxes b;
