-- expect: 4:4: error: the kind does not fit: 'it has not one column'

-- It does something.
-- boxes_all() :count
SELECT b.id, b.name FROM boxes b;
