-- expect: 2:14: error: 'grant' cannot be a name on PostgreSQL
CREATE TABLE grant (a int);
