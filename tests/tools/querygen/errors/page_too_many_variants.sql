-- expect: 4:4: error: more than 4096 variants

-- It does something.
-- boxes_page() :page 10
--   filter f0 : b.size > 0
--   filter f1 : b.size > 1
--   filter f2 : b.size > 2
--   filter f3 : b.size > 3
--   filter f4 : b.size > 4
--   filter f5 : b.size > 5
--   filter f6 : b.size > 6
--   filter f7 : b.size > 7
--   filter f8 : b.size > 8
--   filter f9 : b.size > 9
--   filter f10 : b.size > 10
--   sort name : b.name, b.id
SELECT b.id FROM boxes b;
