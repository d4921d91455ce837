-- expect: 4:4: error: reads a protected table: 'secrets'

-- It does something.
-- need_of(box_id) :maybe
SELECT s.need FROM secrets s WHERE s.box_id = :box_id;
