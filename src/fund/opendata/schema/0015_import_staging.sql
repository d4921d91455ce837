-- Where an import waits between the file and the register: its grants as they stood in the file, the organisations found in
-- them, and what is wrong. Emptied once it is published, refused or undone; problems stay to be read until it is undone, or
-- 30 days after it was refused: they quote the file.

CREATE TABLE import_rows (
  import_id  import_id NOT NULL REFERENCES imports ON DELETE CASCADE,
  position   int NOT NULL,
  reference  text NOT NULL,
  record     bytes NOT NULL,        -- record.h
  PRIMARY KEY (import_id, position),
  UNIQUE (import_id, reference)
);

-- An organisation in the file: all rows that share a number with it.
CREATE TABLE import_partners (
  id           import_partner_id PRIMARY KEY,
  import_id    import_id NOT NULL REFERENCES imports ON DELETE CASCADE,
  same_as      import_partner_id,   -- a later row showed that it is that one
  partner_id   partner_id,          -- the partner here that it is; empty: none yet
  was_here     flag NOT NULL DEFAULT 0, -- it was matched, not made by this import
  name         text NOT NULL,
  name_key     text NOT NULL,
  other_names  text,
  website      text,
  postcode     text
);
CREATE INDEX import_partners_of_import ON import_partners (import_id, id);
CREATE INDEX import_partners_by_name ON import_partners (import_id, name_key, id);

CREATE TABLE import_numbers (
  import_id          import_id NOT NULL REFERENCES imports ON DELETE CASCADE,
  scheme             identifier_scheme NOT NULL,
  value              text NOT NULL,
  import_partner_id  import_partner_id NOT NULL REFERENCES import_partners ON DELETE CASCADE,
  PRIMARY KEY (import_id, scheme, value)
);
CREATE INDEX import_numbers_of_partner ON import_numbers (import_partner_id, scheme, value);

CREATE TABLE import_problems (
  import_id    import_id NOT NULL REFERENCES imports ON DELETE CASCADE,
  position     int NOT NULL,
  error        flag NOT NULL,
  sheet        text,
  file_row     int,
  column_name  text,
  say          text NOT NULL,
  PRIMARY KEY (import_id, position)
);

-- The columns that no field of ours holds and that its grants keep: for whoever decides whether to publish.
CREATE TABLE import_extras (
  import_id  import_id NOT NULL REFERENCES imports ON DELETE CASCADE,
  name       text NOT NULL,
  PRIMARY KEY (import_id, name)
);
