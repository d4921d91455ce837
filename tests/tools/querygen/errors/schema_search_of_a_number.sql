-- expect: 3:23: error: no text column 'a' in 't'
CREATE TABLE t (id t_id PRIMARY KEY, a int);
CREATE SEARCH s ON t (a);
