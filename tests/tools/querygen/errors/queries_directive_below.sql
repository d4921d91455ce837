-- expect: 6:6: error: a directive without a header above it

-- It does something.
-- boxes_all() :many
SELECT b.id FROM boxes b;
--   scan ok "few"
