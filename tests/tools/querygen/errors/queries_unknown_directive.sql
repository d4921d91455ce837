-- expect: 5:6: error: expected a directive, found 'porpoise'

-- It does something.
-- boxes_all() :many
--   porpoise "a slip"
SELECT b.id FROM boxes b;
