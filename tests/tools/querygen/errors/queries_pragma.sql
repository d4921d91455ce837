-- expect: 5:1: error: a statement of another sort

-- It does something.
-- off() :exec
PRAGMA foreign_keys = OFF;
