-- expect: 4:4: error: reads a table that stands behind a view: 'hidden'

-- It does something.
-- hidden_all() :many
SELECT h.id FROM 'hidden' h;
