-- expect: 2:40: error: no type 'people_count'
CREATE TABLE t (id t_id PRIMARY KEY, n people_count);
