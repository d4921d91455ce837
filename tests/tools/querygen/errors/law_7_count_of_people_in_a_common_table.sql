-- expect: 4:4: error: a count about people must be people_count: 'n'

-- It does something.
-- boxes_sizes() :many
--   purpose "a test"
WITH t AS (SELECT box_id, count(*) AS n FROM members GROUP BY box_id) SELECT t.n AS "n:int" FROM t;
