-- expect: 3:4: error: say what the statement is for

-- box(box_id) :one
SELECT b.name FROM boxes b WHERE b.id = :box_id;
