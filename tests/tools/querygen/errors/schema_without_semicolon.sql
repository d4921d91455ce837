-- expect: 3:1: error: expected ;, found 'CREATE'
CREATE TABLE t (a int)
CREATE TABLE u (a int);
