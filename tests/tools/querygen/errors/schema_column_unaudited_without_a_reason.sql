-- expect: 3:33: error: expected the reason in "quotes", found ';'
CREATE TABLE t (a int);
ALTER TABLE t COLUMN a UNAUDITED;
