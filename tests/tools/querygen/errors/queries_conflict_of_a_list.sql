-- expect: 4:4: error: conflict ok is for :exec and :insert

-- It does something.
-- boxes_all() :many
--   conflict ok
SELECT b.id FROM boxes b;
