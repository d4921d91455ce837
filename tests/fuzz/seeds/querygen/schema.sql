-- All that a migration may hold.
CREATE ENUM seat_kind (
  lead   'Lead partner', -- holds the agreement
  member 'It''s a member'
);
ALTER ENUM seat_kind ADD network 'Network';
CREATE TABLE seats (
  id       seat_id PRIMARY KEY,
  kind     seat_kind NOT NULL DEFAULT @seat_kind.lead,
  title    text NOT NULL, -- in words
  given    pence NOT NULL DEFAULT 0,
  ends_on  day, made_at instant, open flag, share percent, blob bytes, weight real,
  parent   seat_id REFERENCES seats ON DELETE CASCADE,
  UNIQUE (title, kind)
) PROTECTED;
CREATE TABLE visits (seat seat_id NOT NULL REFERENCES seats, who text ABOUT PEOPLE, PRIMARY KEY (seat, who));
CREATE UNIQUE INDEX seats_by_title ON seats (title, given DESC) WHERE open = 1;
CREATE VIEW open_seats AS SELECT id, title FROM seats WHERE open = 1;
CREATE SEARCH seat_search ON seats (title);
ALTER TABLE seats ADD COLUMN note text;
INSERT INTO seats (title) VALUES ('a;b');
UPDATE seats SET note = 'x' WHERE title = 'a;b';
