-- Rounds can be renamed, and grants filtered by round; a filter by region is asked of an index alone.

ALTER TABLE rounds ADD COLUMN version int NOT NULL DEFAULT 1;

-- With import_id, so that a filter by region is asked of the index alone, and only what is shown is read.
DROP INDEX grant_records_newest;
CREATE INDEX grant_records_newest ON grant_records (awarded_on DESC, id DESC, import_id);

-- The same for rounds, which imported grants have not: partial, so that an import pays nothing for them.
DROP INDEX grant_records_of_round;
CREATE INDEX grant_records_of_round ON grant_records (round_id, awarded_on DESC, id DESC, import_id) WHERE round_id IS NOT NULL;
CREATE INDEX grant_records_of_round_by_title ON grant_records (round_id, title_key, id) WHERE round_id IS NOT NULL;
CREATE INDEX grant_records_of_round_by_amount ON grant_records (round_id, awarded DESC, id DESC) WHERE round_id IS NOT NULL;
CREATE INDEX grant_records_of_round_by_end ON grant_records (round_id, ends_on, id) WHERE round_id IS NOT NULL;
