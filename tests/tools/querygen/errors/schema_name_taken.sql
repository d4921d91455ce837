-- expect: 3:14: error: 't' is taken
CREATE TABLE t (a int);
CREATE TABLE t (b int);
