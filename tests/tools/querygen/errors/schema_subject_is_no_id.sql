-- expect: 2:89: error: no id column 'name' in 'guests'
CREATE TABLE guests (id guest_id PRIMARY KEY, name text NOT NULL) ABOUT PEOPLE SUBJECT  name;
