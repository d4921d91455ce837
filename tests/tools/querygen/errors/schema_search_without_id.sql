-- expect: 3:20: error: no table 't' with an id
CREATE TABLE t (a text);
CREATE SEARCH s ON t (a);
