-- expect: 3:20: error: 't_id' is a type already
CREATE TABLE t (id t_id PRIMARY KEY);
CREATE TABLE u (id t_id PRIMARY KEY);
