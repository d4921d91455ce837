-- expect: 2:1: error: no such table: main.t
CREATE INDEX i ON t (a);
