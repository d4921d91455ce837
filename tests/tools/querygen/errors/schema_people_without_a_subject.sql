-- expect: 2:14: error: 'guests' is about people and does not say whose it is
CREATE TABLE guests (id guest_id PRIMARY KEY, name text NOT NULL) ABOUT PEOPLE;
