-- expect: 4:4: error: a count about people must be people_count: 'members'

-- It does something.
-- box_members(box_id) :one
SELECT count(*) AS "members:int" FROM members m WHERE m.box_id = :box_id;
