-- expect: 4:4: error: a page has at least one sort

-- It does something.
-- boxes_page() :page 10
SELECT b.id FROM boxes b;
