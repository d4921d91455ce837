-- expect: 6:14: error: nobody can know whether this may be absent: 'need'

-- It does something.
-- needs() :many
--   reads secrets "a test"
SELECT b.id, s.need FROM boxes b LEFT JOIN secrets s ON s.box_id = b.id;
