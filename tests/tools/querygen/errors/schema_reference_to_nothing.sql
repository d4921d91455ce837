-- expect: 2:59: error: no table 'u' with an id
CREATE TABLE t (id t_id PRIMARY KEY, u_id t_id REFERENCES u);
