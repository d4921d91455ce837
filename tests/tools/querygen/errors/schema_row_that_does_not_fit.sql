-- expect: 3:1: error: NOT NULL constraint failed: t.a
CREATE TABLE t (a int NOT NULL);
INSERT INTO t (a) VALUES (NULL);
