-- expect: 2:14: error: 'place' numbers the rows of a table without an id
CREATE TABLE t (name text NOT NULL, place text, PRIMARY KEY (name));
