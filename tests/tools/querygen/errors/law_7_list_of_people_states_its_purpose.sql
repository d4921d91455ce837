-- expect: 4:4: error: a list about people must state its purpose: 'members_all'

-- It does something.
-- members_all() :many
SELECT m.name FROM members m;
