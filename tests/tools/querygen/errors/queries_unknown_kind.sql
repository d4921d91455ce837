-- expect: 4:16: error: expected a kind, found ':lots'

-- It does something.
-- boxes_all() :lots
SELECT b.id FROM boxes b;
