-- expect: 4:4: error: a count about people must be people_count: 'place'

-- It does something.
-- members_in_order() :many
--   purpose "a test"
SELECT m.id, row_number() OVER (ORDER BY m.name) AS "place:int" FROM members m;
