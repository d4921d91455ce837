-- expect: 5:11: error: expected a reason in "quotes"

-- It does something.
-- boxes_all() :many
--   scan ok
SELECT b.id FROM boxes b;
