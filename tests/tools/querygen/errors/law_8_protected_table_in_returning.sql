-- expect: 4:4: error: reads a protected table: 'secrets'

-- It does something.
-- need_seen(box_id) :one
UPDATE secrets SET need = need WHERE box_id = :box_id RETURNING need;
