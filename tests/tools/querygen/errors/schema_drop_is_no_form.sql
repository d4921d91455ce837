-- expect: 2:1: error: expected CREATE, ALTER, INSERT or UPDATE, found 'DROP'
DROP TABLE t;
