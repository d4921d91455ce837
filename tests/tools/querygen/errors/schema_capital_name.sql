-- expect: 2:14: error: 'Things' cannot be a name
CREATE TABLE Things (a int);
