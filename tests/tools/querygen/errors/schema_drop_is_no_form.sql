-- expect: 2:6: error: expected INDEX: only an index holds nothing of its own, found 'TABLE'
DROP TABLE t;
