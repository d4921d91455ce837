-- expect: 2:13: error: no table 't'
ALTER TABLE t UNAUDITED "it does not matter";
