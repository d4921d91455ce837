-- Grant programmes as data: each with its own rules, editable without code. Rows A1, A2.

CREATE ENUM reporting_weight (
  conversation 'A conversation',
  light        'One page a year',
  standard     'One page every half year'
);

CREATE TABLE programme_records (
  id               programme_id PRIMARY KEY,
  funder_id        funder_id NOT NULL REFERENCES funders,
  name             text NOT NULL,
  name_key         text NOT NULL,
  code             text,            -- as in open data
  purpose          text,            -- what it is for
  criteria         text,            -- who and what it funds; seen before anyone writes a word
  cap              pence,           -- the most one grant may be; empty: none
  one_off          flag NOT NULL DEFAULT 0, -- no renewal is ever asked about
  duration_months  int,
  reporting        reporting_weight,
  closed_on        day,
  import_id        import_id REFERENCES imports,
  version          int NOT NULL DEFAULT 1
) BEHIND programmes;
CREATE INDEX programme_records_by_name ON programme_records (name_key, id);
CREATE INDEX programme_records_of_funder ON programme_records (funder_id, name_key);
CREATE INDEX programme_records_of_import ON programme_records (import_id);
CREATE VIEW programmes AS SELECT * FROM programme_records
  WHERE +import_id IS NULL OR +import_id IN (SELECT id FROM imports WHERE published_at > 0);

-- Why a question is asked and who reads the answer stand beside it.
CREATE TABLE programme_questions (
  id            programme_question_id PRIMARY KEY,
  programme_id  programme_id NOT NULL REFERENCES programme_records ON DELETE CASCADE,
  position      int NOT NULL,
  question      text NOT NULL,
  why           text NOT NULL,
  who_reads     text NOT NULL,
  removed_at    instant             -- asked no more; can be put back
);
CREATE INDEX programme_questions_in_order ON programme_questions (programme_id, position, id);

-- Purposes to tag grants with, such as new post, upskilling, pilot, core.
CREATE TABLE programme_purposes (
  id            purpose_id PRIMARY KEY,
  programme_id  programme_id NOT NULL REFERENCES programme_records ON DELETE CASCADE,
  name          text NOT NULL,
  UNIQUE (programme_id, name)
);
