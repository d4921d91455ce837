-- expect: 5:8: error: the alias gives another type than the column, which is 'box_id'

-- It does something.
-- boxes_all() :many
SELECT b.id AS "id:note_id" FROM boxes b;
