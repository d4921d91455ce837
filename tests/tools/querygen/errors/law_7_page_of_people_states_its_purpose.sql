-- expect: 4:4: error: a list about people must state its purpose: 'members_page'

-- It does something.
-- members_page() :page 10
--   sort name : m.name, m.id
SELECT m.id, m.name FROM members m;
