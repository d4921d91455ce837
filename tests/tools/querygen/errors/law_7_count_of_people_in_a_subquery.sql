-- expect: 4:4: error: a count about people must be people_count: 'n'

-- It does something.
-- boxes_sizes() :many
--   purpose "a test"
SELECT b.id, (SELECT count(*) FROM members m WHERE m.box_id = b.id) AS "n:int" FROM boxes b;
