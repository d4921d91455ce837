-- expect: 4:27: error: no enum member '@colour.green'
CREATE ENUM colour (red 'Red');
CREATE TABLE t (c colour NOT NULL);
INSERT INTO t (c) VALUES (@colour.green);
