-- expect: 2:46: error: no column 'b'
CREATE TABLE t (a int NOT NULL, PRIMARY KEY (b));
