-- expect: 4:4: error: a comparison with a count about people must state its purpose: 'box_full'

-- It does something.
-- box_full() :maybe
SELECT m.box_id FROM members m GROUP BY m.box_id HAVING count(*) > 2;
