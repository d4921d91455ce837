-- expect: 5:59: error: no parameter 'sise'

-- It does something.
-- boxes_all(size int) :many
SELECT b.id FROM boxes b WHERE b.size = :size OR b.size = :sise;
