-- expect: 4:4: error: reads a protected table: 'secrets'

-- It does something.
-- box_size(box_id) :exec
UPDATE boxes SET size = (SELECT s.need FROM secrets s WHERE s.box_id = boxes.id) WHERE id = :box_id;
