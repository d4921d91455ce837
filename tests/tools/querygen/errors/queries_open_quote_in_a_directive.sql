-- expect: 5:14: error: a quote that does not end

-- It does something.
-- boxes_all() :many
--   scan ok "few
SELECT b.id FROM boxes b;
