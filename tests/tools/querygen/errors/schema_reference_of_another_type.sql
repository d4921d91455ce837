-- expect: 3:55: error: 'b' is int, but ids of t are t_id
CREATE TABLE t (id t_id PRIMARY KEY);
CREATE TABLE u (id u_id PRIMARY KEY, b int REFERENCES t);
