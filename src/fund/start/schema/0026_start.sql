-- The first run. How far it is comes from the records themselves; here are only the steps that were passed over, and what was
-- taken over from samples, so that it can be taken back.

CREATE ENUM start_step (
  you         'You',
  fund        'The fund',
  programmes  'Programmes',
  funders     'Co-funders',
  colleagues  'Colleagues',
  import      'Grants'
);

CREATE TABLE start_skips (
  step        start_step NOT NULL,
  skipped_at  instant NOT NULL,
  PRIMARY KEY (step)
);

CREATE TABLE start_samples (
  programme_id  programme_id NOT NULL REFERENCES programme_records ON DELETE CASCADE,
  PRIMARY KEY (programme_id)
);

CREATE TABLE start_names (
  funder_id  funder_id NOT NULL REFERENCES funders ON DELETE CASCADE,
  PRIMARY KEY (funder_id)
);
