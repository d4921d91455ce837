-- expect: 2:31: error: no view 'shown'
CREATE TABLE t (a int) BEHIND shown;
