-- expect: 2:13: error: no such table: main.t
CREATE VIEW v AS SELECT a FROM t;
