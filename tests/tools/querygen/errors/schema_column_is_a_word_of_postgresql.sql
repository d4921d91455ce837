-- expect: 2:17: error: 'user' cannot be a name on PostgreSQL
CREATE TABLE t (user text);
