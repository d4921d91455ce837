-- expect: 5:16: error: no such sort 'oldest'

-- Boxes a page at a time.
-- boxes_listed() :page 10
--   plan each oldest "why"
--   sort newest : b.id desc
SELECT b.id FROM boxes b;
