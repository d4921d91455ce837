-- expect: 4:4: error: reads a table that stands behind a view: 'hidden'

-- It does something.
-- notes_of_hidden() :exec
INSERT INTO notes (words) SELECT h.name FROM "hidden" h;
