-- expect: 4:4: error: reads a protected table: 'secrets'

-- It does something.
-- notes_of_needs() :exec
INSERT INTO notes (words) SELECT s.need FROM secrets s;
