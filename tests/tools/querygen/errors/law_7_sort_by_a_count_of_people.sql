-- expect: 4:4: error: nobody sorts by a count about people: 'members'

-- It does something.
-- boxes_page() :page 10
--   purpose "to see which are full"
--   sort members : (SELECT count(*) FROM members m WHERE m.box_id = b.id) AS "members:int", b.id
SELECT b.id FROM boxes b;
