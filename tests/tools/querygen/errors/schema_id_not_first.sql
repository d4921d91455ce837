-- expect: 2:27: error: an id is a table's first column
CREATE TABLE t (a int, id t_id PRIMARY KEY);
