-- expect: 6:28: error: no parameter 'size'

-- It does something.
-- boxes_page() :page 10
--   filter size int : b.size = :size
--   filter big : b.size > :size
--   sort name : b.name, b.id
SELECT b.id FROM boxes b;
