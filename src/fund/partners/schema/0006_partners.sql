-- Organisations the fund works with. Rows D1, D2, E14 (on organisations only, never on people).

CREATE TABLE partner_records (
  id          partner_id PRIMARY KEY,
  name        text NOT NULL,
  name_key    text NOT NULL,        -- case-folded, without "the", for sorting and matching
  other_names text,                 -- one a line; found by search
  about       text,                 -- what they do, in their own words
  affinity    text,                 -- shared identity or experience they serve, in their own words
  solicitors  flag NOT NULL DEFAULT 0, -- advises through solicitors or accredited caseworkers
  website     text,
  postcode    text,                 -- empty when an address could put people at risk
  import_id   import_id REFERENCES imports,
  version     int NOT NULL DEFAULT 1,
  made_at     instant NOT NULL
) BEHIND partners;
CREATE INDEX partner_records_by_name ON partner_records (name_key, id);
CREATE INDEX partner_records_solicitors ON partner_records (name_key, id) WHERE solicitors = 1;
CREATE INDEX partner_records_newest ON partner_records (made_at DESC, id DESC);
CREATE INDEX partner_records_of_import ON partner_records (import_id);
-- Which imports are seen is asked by every statement that reads a view like the one below; > 0 so that the index answers.
CREATE INDEX imports_published ON imports (published_at, id);
CREATE VIEW partners AS SELECT * FROM partner_records
  WHERE +import_id IS NULL OR +import_id IN (SELECT id FROM imports WHERE published_at > 0);
CREATE SEARCH partner_search ON partner_records (name, other_names, about, affinity);
--@ sqlite
-- A word in the name counts for more than one in the description.
INSERT INTO partner_search (partner_search, rank) VALUES ('rank', 'bm25(10.0, 6.0, 1.0, 3.0)');
--@ end

CREATE ENUM identifier_scheme (
  charity    'Charity number (England and Wales)',
  company    'Company number',
  scottish   'Scottish charity number',
  ni         'Northern Ireland charity number',
  own        'The fund''s own reference',
  other      'Another register'
);

-- Every number an organisation is known by. Normalised (partners.h); one organisation each.
CREATE TABLE partner_identifiers (
  partner_id  partner_id NOT NULL REFERENCES partner_records ON DELETE CASCADE,
  scheme      identifier_scheme NOT NULL,
  value       text NOT NULL,        -- 1164883, 01234567, SC012345, 100012; own: as the fund writes it; other: with its prefix
  PRIMARY KEY (scheme, value)
);
CREATE INDEX partner_identifiers_by_value ON partner_identifiers (value, partner_id); -- typed into a search
CREATE INDEX partner_identifiers_of_partner ON partner_identifiers (partner_id, scheme, value);

CREATE TABLE partner_regions (
  partner_id  partner_id NOT NULL REFERENCES partner_records ON DELETE CASCADE,
  region      region NOT NULL,
  PRIMARY KEY (partner_id, region)
);
CREATE INDEX partner_regions_by_region ON partner_regions (region, partner_id);

CREATE ENUM iaa_level (
  level1 'Level 1: advice and assistance',
  level2 'Level 2: casework',
  level3 'Level 3: advocacy and representation'
);
CREATE ENUM iaa_category (
  immigration 'Immigration',
  asylum      'Asylum and protection'
);
-- Registration with the Immigration Advice Authority, by level and category.
CREATE TABLE partner_registrations (
  partner_id  partner_id NOT NULL REFERENCES partner_records ON DELETE CASCADE,
  category    iaa_category NOT NULL,
  level       iaa_level NOT NULL,
  PRIMARY KEY (partner_id, category)
);
CREATE INDEX partner_registrations_by_level ON partner_registrations (category, level, partner_id);
