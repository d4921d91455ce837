-- Grants: what is funded, with whom, for how long, for how much. Rows A1, A3, A14, D1, D2.

-- A decision cycle.
CREATE TABLE rounds (
  id          round_id PRIMARY KEY,
  name        text NOT NULL,
  decided_on  day NOT NULL,
  UNIQUE (name)
);

-- Advice bodies of a place acting together (D2). Members are the seats of its grants.
CREATE TABLE partnerships (
  id            partnership_id PRIMARY KEY,
  name          text NOT NULL,
  name_key      text NOT NULL,
  strategy      text,               -- the advice strategy, in their words
  agreement_on  day,                -- when the members agreed how to work together
  version       int NOT NULL DEFAULT 1
);
CREATE INDEX partnerships_by_name ON partnerships (name_key, id);
CREATE TABLE partnership_regions (
  partnership_id  partnership_id NOT NULL REFERENCES partnerships ON DELETE CASCADE,
  region          region NOT NULL,
  PRIMARY KEY (partnership_id, region)
);
CREATE INDEX partnership_regions_by_region ON partnership_regions (region, partnership_id);

CREATE TABLE grant_records (
  id              grant_id PRIMARY KEY,
  reference       text NOT NULL,    -- 360G-... for imported ones
  funder_id       funder_id NOT NULL REFERENCES funders,
  programme_id    programme_id NOT NULL REFERENCES programme_records,
  round_id        round_id REFERENCES rounds,
  partnership_id  partnership_id REFERENCES partnerships,
  title           text NOT NULL,
  title_key       text NOT NULL,
  description     text NOT NULL,
  search          text NOT NULL,    -- reference and partners' names; kept by the actions that change them
  asked           pence,
  awarded         pence NOT NULL,   -- the ledger's total
  awarded_on      day NOT NULL,
  starts_on       day,
  ends_on         day,
  methods_words   text,             -- how they influence, in their own words
  import_id       import_id REFERENCES imports,
  version         int NOT NULL DEFAULT 1,
  made_at         instant NOT NULL,
  UNIQUE (reference, funder_id)     -- in this order: an import asks whether any funder's grant has a reference
) BEHIND grants;
CREATE INDEX grant_records_newest ON grant_records (awarded_on DESC, id DESC);
CREATE INDEX grant_records_by_title ON grant_records (title_key, id);
CREATE INDEX grant_records_by_amount ON grant_records (awarded DESC, id DESC);
CREATE INDEX grant_records_by_end ON grant_records (ends_on, id);
-- A filter by programme or funder keeps every sort: the list walks an index, however rare the match. The first of each
-- ends in import_id, so that "how many" is counted in the index alone.
CREATE INDEX grant_records_of_programme ON grant_records (programme_id, awarded_on DESC, id DESC, import_id);
CREATE INDEX grant_records_of_programme_by_title ON grant_records (programme_id, title_key, id);
CREATE INDEX grant_records_of_programme_by_amount ON grant_records (programme_id, awarded DESC, id DESC);
CREATE INDEX grant_records_of_programme_by_end ON grant_records (programme_id, ends_on, id);
CREATE INDEX grant_records_of_funder ON grant_records (funder_id, awarded_on DESC, id DESC, import_id);
CREATE INDEX grant_records_of_funder_by_title ON grant_records (funder_id, title_key, id);
CREATE INDEX grant_records_of_funder_by_amount ON grant_records (funder_id, awarded DESC, id DESC);
CREATE INDEX grant_records_of_funder_by_end ON grant_records (funder_id, ends_on, id);
CREATE INDEX grant_records_of_partnership ON grant_records (partnership_id);
CREATE INDEX grant_records_of_round ON grant_records (round_id);
CREATE INDEX grant_records_of_import ON grant_records (import_id);
CREATE VIEW grants AS SELECT * FROM grant_records
  WHERE +import_id IS NULL OR +import_id IN (SELECT id FROM imports WHERE published_at > 0);
CREATE SEARCH grant_search ON grant_records (title, description, search);

-- What the work really costs, as the partner told it in confidence (law 8): kept apart from the ask.
CREATE TABLE grant_needs (
  grant_id  grant_id NOT NULL REFERENCES grant_records ON DELETE CASCADE,
  needed    pence NOT NULL,
  PRIMARY KEY (grant_id)
) PROTECTED;

CREATE ENUM award_kind (
  award       'Award',
  uplift      'Uplift',             -- money added unasked
  variation   'Variation',          -- an agreed change
  correction  'Correction'          -- a slip of the pen
);
-- Each change of an award. A ledger: rows are added, never changed; grants.awarded is their sum.
CREATE TABLE award_entries (
  id          award_entry_id PRIMARY KEY,
  grant_id    grant_id NOT NULL REFERENCES grant_records ON DELETE CASCADE,
  kind        award_kind NOT NULL,
  amount      pence NOT NULL,
  decided_on  day NOT NULL,
  reason      text,
  made_at     instant NOT NULL
) LEDGER;
CREATE INDEX award_entries_of_grant ON award_entries (grant_id, decided_on, id);

CREATE ENUM seat_kind (
  lead    'Lead partner',           -- holds the agreement
  member  'Member',
  network 'Network'
);
-- A partner's seat in a grant (D1): distinct partners and seats are two figures.
CREATE TABLE grant_seats (
  id          seat_id PRIMARY KEY,
  grant_id    grant_id NOT NULL REFERENCES grant_records ON DELETE CASCADE,
  partner_id  partner_id NOT NULL REFERENCES partner_records,
  kind        seat_kind NOT NULL,
  share       pence,                -- the money split; every member may see all of it
  UNIQUE (grant_id, partner_id)
);
CREATE INDEX grant_seats_of_grant ON grant_seats (grant_id, kind, id);
CREATE INDEX grant_seats_of_partner ON grant_seats (partner_id, grant_id);

-- A seat that was taken out, with all it takes to put it back, once. A ledger: rows stay.
CREATE TABLE grant_seats_removed (
  id           removed_seat_id PRIMARY KEY,
  grant_id     grant_id NOT NULL REFERENCES grant_records ON DELETE CASCADE,
  partner_id   partner_id NOT NULL REFERENCES partner_records ON DELETE CASCADE,
  kind         seat_kind NOT NULL,
  share        pence,
  removed_at   instant NOT NULL,
  removed_by   account_id REFERENCES accounts,
  put_back_at  instant              -- absent: it is out
);
CREATE INDEX grant_seats_removed_of_grant ON grant_seats_removed (grant_id);
CREATE INDEX grant_seats_removed_of_partner ON grant_seats_removed (partner_id);

-- What search finds a grant by, for the statements that keep grant_records.search: its reference, then its partners'
-- names, those of an import too that is not published yet.
CREATE VIEW grant_search_texts AS
  SELECT g.id, g.reference || coalesce((SELECT char(10) || group_concat(p.name, char(10))
                                        FROM grant_seats s JOIN partner_records p ON p.id = s.partner_id
                                        WHERE s.grant_id = g.id), '') AS search
  FROM grant_records g;

CREATE TABLE grant_regions (
  grant_id  grant_id NOT NULL REFERENCES grant_records ON DELETE CASCADE,
  region    region NOT NULL,
  PRIMARY KEY (grant_id, region)
);
CREATE INDEX grant_regions_by_region ON grant_regions (region, grant_id);

CREATE ENUM influencing_method (
  organising      'Community organising',
  litigation      'Strategic litigation',
  advocacy        'Political advocacy',
  communications  'Strategic communications',
  direct_action   'Direct action',
  campaigning     'Local or national campaigning'
);
-- How a grant influences (A3). The fund codes the work afterwards; nobody has to fit a box.
CREATE TABLE grant_methods (
  grant_id  grant_id NOT NULL REFERENCES grant_records ON DELETE CASCADE,
  method    influencing_method NOT NULL,
  PRIMARY KEY (grant_id, method)
);
CREATE INDEX grant_methods_by_method ON grant_methods (method, grant_id);

CREATE TABLE grant_purposes (
  grant_id    grant_id NOT NULL REFERENCES grant_records ON DELETE CASCADE,
  purpose_id  purpose_id NOT NULL REFERENCES programme_purposes,
  PRIMARY KEY (grant_id, purpose_id)
);
CREATE INDEX grant_purposes_by_purpose ON grant_purposes (purpose_id, grant_id);

CREATE ENUM restriction (
  unrestricted 'Unrestricted',
  core         'Core costs',
  restricted   'Restricted to the work described'
);
-- What the award pays for, line by line (A14). Overhead has no cap.
CREATE TABLE grant_lines (
  id           grant_line_id PRIMARY KEY,
  grant_id     grant_id NOT NULL REFERENCES grant_records ON DELETE CASCADE,
  label        text NOT NULL,
  restriction  restriction NOT NULL,
  amount       pence NOT NULL
);
CREATE INDEX grant_lines_of_grant ON grant_lines (grant_id, id);

-- Columns of an imported file that no field of ours holds, kept as they came.
CREATE TABLE grant_extras (
  grant_id  grant_id NOT NULL REFERENCES grant_records ON DELETE CASCADE,
  name      text NOT NULL,
  value     text NOT NULL,
  PRIMARY KEY (grant_id, name)
);
