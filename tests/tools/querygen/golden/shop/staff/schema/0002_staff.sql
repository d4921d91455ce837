-- Who works here, and what a later migration may do.
CREATE TABLE staff (
  id       staff_id PRIMARY KEY,
  name     text NOT NULL,
  boss_id  staff_id REFERENCES staff,
  from_on  day NOT NULL
) ABOUT PEOPLE;
ALTER TABLE staff SUBJECT id;
ALTER TABLE staff ADD COLUMN door_code text SECRET; -- opens the back door
ALTER TABLE staff COLUMN from_on SECRET;
ALTER TABLE makers COLUMN name_key UNAUDITED "the name, folded";
ALTER TABLE deeds UNAUDITED "it is a log itself";
CREATE SEARCH staff_search ON staff (name);
-- When someone works.
CREATE TABLE shifts (
  staff_id  staff_id NOT NULL REFERENCES staff,
  on_day    day NOT NULL,
  PRIMARY KEY (staff_id, on_day)
) ABOUT PEOPLE SUBJECT staff_id;
-- What the till printed.
CREATE TABLE receipts (
  id     receipt_id PRIMARY KEY,
  words  text NOT NULL UNAUDITED "long"
) UNAUDITED "made again from sales";
ALTER ENUM material ADD glass 'Glass'; -- breaks
ALTER TABLE makers ADD COLUMN greeted_by staff_id REFERENCES staff; -- who met them
INSERT INTO makers (name, name_key) VALUES ('The house itself', 'house itself');
UPDATE makers SET local = 1;
ALTER TABLE thing_records ADD COLUMN shelf text; -- where it stands; things shows it too
