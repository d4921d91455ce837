-- expect: 2:43: error: no type 'money'
CREATE TABLE t (id t_id PRIMARY KEY, cost money);
