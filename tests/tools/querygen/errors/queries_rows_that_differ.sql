-- expect: 8:4: error: the columns are not those of the other statement with row 'box'

-- It does something.
-- boxes_all() :many as box
SELECT b.id, b.name FROM boxes b;

-- It does something.
-- box_one(box_id) :one as box
SELECT b.id FROM boxes b WHERE b.id = :box_id;
