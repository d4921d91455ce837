-- expect: 3:22: error: no column 'b'
CREATE TABLE t (a int);
ALTER TABLE t COLUMN b SECRET;
