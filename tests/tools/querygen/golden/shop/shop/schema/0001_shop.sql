-- A small shop: every form that a migration knows.

-- What a thing is made of.
CREATE ENUM material (
  wood   'Wood',
  paper  'Paper, and "card"', -- recycled where we can
  stone  'Stone, the mason''s'
);

-- Who makes things.
CREATE TABLE makers (
  id        maker_id PRIMARY KEY,
  name      text NOT NULL,
  name_key  text NOT NULL,            -- folded, for sorting
  local     flag NOT NULL DEFAULT 1,
  UNIQUE (name_key)
);
CREATE INDEX makers_by_name ON makers (name_key, id);

-- Things for sale. Withdrawn ones are hidden.
CREATE TABLE thing_records (
  id         thing_id PRIMARY KEY,
  maker_id   maker_id NOT NULL REFERENCES makers ON DELETE CASCADE,
  title      text NOT NULL,
  words      text,
  material   material NOT NULL DEFAULT @material.wood,
  price      pence NOT NULL DEFAULT -1,
  made_on    day,
  weight     real,
  discount   percent,
  picture    bytes,
  seen_at    instant,
  withdrawn  flag NOT NULL DEFAULT 0
) BEHIND things;
CREATE INDEX thing_records_by_day ON thing_records (made_on, id DESC);
CREATE INDEX thing_records_dear ON thing_records (price DESC, id DESC) WHERE withdrawn = 0;
-- What customers see.
CREATE VIEW things AS SELECT * FROM thing_records WHERE withdrawn = 0;
CREATE SEARCH thing_search ON thing_records (title, words);

-- What we paid: for the owner alone.
CREATE TABLE costs (
  thing_id  thing_id NOT NULL REFERENCES thing_records,
  paid      pence NOT NULL,
  PRIMARY KEY (thing_id)
) PROTECTED;

-- What was sold. Rows stay as they are.
CREATE TABLE sales (
  id        sale_id PRIMARY KEY,
  thing_id  thing_id NOT NULL REFERENCES thing_records ON DELETE CASCADE,
  price     pence NOT NULL
) LEDGER;
-- Who stands at the till; forgotten when a backup comes back.
CREATE TABLE baskets (
  token  bytes NOT NULL,
  PRIMARY KEY (token)
) FLEETING;
-- What was done.
CREATE TABLE deeds (
  id    deed_id PRIMARY KEY,
  deed  text NOT NULL
) LEDGER;

--@ sqlite
CREATE TRIGGER costs_are_kept BEFORE DELETE ON costs
BEGIN SELECT RAISE(ABORT, 'costs are kept'); END;
--@ end
--@ postgresql
CREATE FUNCTION costs_are_kept() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'costs are kept'; END $$ LANGUAGE plpgsql;
--@ end
