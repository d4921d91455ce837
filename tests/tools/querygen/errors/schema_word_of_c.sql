-- expect: 2:38: error: 'default' cannot be a name
CREATE TABLE t (id t_id PRIMARY KEY, default int);
