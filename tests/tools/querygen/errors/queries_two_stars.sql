-- expect: 4:4: error: more than one *

-- It does something.
-- boxes_all() :many
SELECT b.*, n.* FROM boxes b JOIN notes n ON n.id = b.size;
