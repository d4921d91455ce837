-- expect: 3:13: error: 't' has no id, so that * is one column more on PostgreSQL
CREATE TABLE t (name text NOT NULL, PRIMARY KEY (name));
CREATE VIEW v AS SELECT * FROM t;
