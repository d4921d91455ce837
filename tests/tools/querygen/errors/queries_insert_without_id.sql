-- expect: 4:4: error: the kind does not fit: 'its table has no id'

-- It does something.
-- secret_add(box_id, need pence) :insert
INSERT INTO secrets (box_id, need) VALUES (:box_id, :need);
