-- expect: 5:11: error: expected a reason in "quotes" after 'each'

-- It does something.
-- boxes_of() :many
--   plan each
SELECT b.id FROM boxes b;
