-- expect: 4:4: error: the kind does not fit: 'it changes nothing'

-- It does something.
-- boxes_all() :exec
SELECT b.id FROM boxes b;
