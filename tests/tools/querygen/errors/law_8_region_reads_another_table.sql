-- expect: 4:4: error: read on PostgreSQL alone: 'secrets'

-- It does something.
-- boxes_of() :many
SELECT b.id FROM boxes b
--@ postgresql
JOIN secrets s ON s.box_id = b.id;
--@ end
