-- Who works here, and what a later migration may do.
CREATE TABLE staff (
  id       staff_id PRIMARY KEY,
  name     text NOT NULL,
  boss_id  staff_id REFERENCES staff,
  from_on  day NOT NULL
) ABOUT PEOPLE;
ALTER ENUM material ADD glass 'Glass'; -- breaks
ALTER TABLE makers ADD COLUMN greeted_by staff_id REFERENCES staff; -- who met them
INSERT INTO makers (name, name_key) VALUES ('The house itself', 'house itself');
UPDATE makers SET local = 1;
