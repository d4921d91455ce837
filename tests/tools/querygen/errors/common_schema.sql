-- The schema that the statements of this suite are checked against.
CREATE ENUM colour (red 'Red', blue 'Blue');
CREATE TABLE boxes (
  id       box_id PRIMARY KEY,
  name     text NOT NULL,
  colour   colour NOT NULL,
  size     int,
  made_on  day
);
CREATE TABLE secrets (
  box_id  box_id NOT NULL REFERENCES boxes,
  need    pence NOT NULL,
  PRIMARY KEY (box_id)
) PROTECTED;
CREATE TABLE hidden (
  id      hidden_id PRIMARY KEY,
  box_id  box_id REFERENCES boxes,
  name    text NOT NULL
) BEHIND shown;
CREATE VIEW shown AS SELECT * FROM hidden WHERE box_id IS NOT NULL;
CREATE VIEW side_door AS SELECT id, name FROM hidden;
CREATE TABLE members (
  id      member_id PRIMARY KEY,
  name    text NOT NULL,
  box_id  box_id REFERENCES boxes
) ABOUT PEOPLE SUBJECT id;
CREATE VIEW member_names AS SELECT id, name FROM members;
CREATE TABLE notes (
  id      note_id PRIMARY KEY,
  words   text NOT NULL,
  author  text ABOUT PEOPLE
);
