-- Files of grants from outside. An import's records are hidden (grants, partners and programmes are views) until
-- published_at is set: one short step, whatever the size. Undoing an import clears it again.

CREATE ENUM import_state (
  waiting    'Waiting its turn',     -- sent in, and not yet begun
  reading    'Reading the file',
  refused    'Refused',
  ready      'Checked, ready to publish',
  writing    'Writing',
  published  'Published',
  undone     'Undone'
);

CREATE TABLE imports (
  id                import_id PRIMARY KEY,
  funder_name       text NOT NULL,     -- who made the grants, as whoever imports them says
  funder_id         funder_id REFERENCES funders, -- empty until grants are written
  made_funder       flag NOT NULL DEFAULT 0, -- the funder was new with this import
  file_funder_id    text,              -- as in the file, such as GB-CHC-1000147
  file_name         text NOT NULL,
  file_hash         bytes,             -- BLAKE2b-256; empty until its turn comes
  state             import_state NOT NULL,
  started_at        instant NOT NULL,
  published_at      instant,
  read_done         int NOT NULL DEFAULT 0, -- how far reading is, of read_of
  read_of           int NOT NULL DEFAULT 0,
  rows_read         int NOT NULL DEFAULT 0, -- grants in the file
  rows_written      int NOT NULL DEFAULT 0,
  already_here      int NOT NULL DEFAULT 0, -- grants that were here before and stay as they are
  new_partners      int NOT NULL DEFAULT 0,
  matched_partners  int NOT NULL DEFAULT 0,
  errors            int NOT NULL DEFAULT 0,
  warnings          int NOT NULL DEFAULT 0
);
CREATE INDEX imports_newest ON imports (started_at DESC, id DESC);
