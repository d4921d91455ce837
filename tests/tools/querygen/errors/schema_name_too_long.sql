-- expect: 2:14: error: 'a_table_with_a_name_that_is_much_longer_than_anybody_needs' cannot be a name on PostgreSQL
CREATE TABLE a_table_with_a_name_that_is_much_longer_than_anybody_needs (a int);
