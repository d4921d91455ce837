-- expect: 4:19: error: no type 'money'

-- It does something.
-- boxes_all(most money) :many
SELECT b.id FROM boxes b WHERE b.size < :most;
