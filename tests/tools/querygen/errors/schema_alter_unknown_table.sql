-- expect: 2:13: error: no table 't'
ALTER TABLE t ADD COLUMN a int;
