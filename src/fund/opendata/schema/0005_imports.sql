-- Files of grants from outside. An import's records are hidden (grants, partners and programmes are views) until
-- published_at is set: one short step, whatever the size. Undoing an import clears it again.

CREATE ENUM import_state (
  reading    'Reading the file',
  refused    'Refused',
  ready      'Checked, ready to publish',
  writing    'Writing',
  published  'Published',
  undone     'Undone'
);

CREATE TABLE imports (
  id            import_id PRIMARY KEY,
  funder_id     funder_id NOT NULL REFERENCES funders,
  file_name     text NOT NULL,
  file_hash     bytes NOT NULL,
  state         import_state NOT NULL,
  started_at    instant NOT NULL,
  published_at  instant,
  rows_read     int NOT NULL DEFAULT 0,
  rows_written  int NOT NULL DEFAULT 0
);
CREATE INDEX imports_newest ON imports (started_at DESC, id DESC);
