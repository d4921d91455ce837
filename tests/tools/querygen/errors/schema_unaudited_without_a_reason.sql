-- expect: 2:33: error: expected the reason in "quotes", found ';'
CREATE TABLE t (a int) UNAUDITED;
