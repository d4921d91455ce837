-- expect: 2:45: error: column 'a' stands twice
CREATE TABLE t (id t_id PRIMARY KEY, a int, a text);
