-- expect: 5:36: error: arms of a compound disagree about 'id'

-- It does something.
-- ids() :many
SELECT b.id FROM boxes b UNION ALL SELECT n.id FROM notes n;
