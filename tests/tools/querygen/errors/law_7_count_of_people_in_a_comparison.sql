-- expect: 4:4: error: a comparison with a count about people must state its purpose: 'box_full'

-- It does something.
-- box_full(box_id) :maybe
SELECT b.name FROM boxes b WHERE b.id = :box_id AND (SELECT count(*) FROM members m WHERE m.box_id = b.id) > 2;
