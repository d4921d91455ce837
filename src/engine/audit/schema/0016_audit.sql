-- The keys' marks, and the audit log as a chain: what each change was, sealed, and each entry signed (laws 8 and 9).

-- Which key file is this database's: a mark of it, never the keys.
CREATE TABLE vaults (
  id           vault_id PRIMARY KEY,
  fingerprint  bytes NOT NULL,      -- of the file's signing and look-up keys; stays when master keys are changed
  made_at      instant NOT NULL
) UNAUDITED "made once, with the keys";

-- A person's key, wrapped by a master key of the key file. Destroying it makes unreadable all that it sealed.
CREATE TABLE subject_keys (
  subject       int NOT NULL,       -- an account's id; 0: the initiative itself
  master        int NOT NULL,       -- the number of the master key
  wrapped       bytes,              -- absent: destroyed
  made_at       instant NOT NULL,
  destroyed_at  instant,
  PRIMARY KEY (subject)
) UNAUDITED "keys are wrapped anew and destroyed; the act that does so has its entry";

ALTER TABLE once_answers UNAUDITED "where a form's first answer led, for a day";
ALTER TABLE audit_entries UNAUDITED "it is the log";
ALTER TABLE audit_entries ADD COLUMN kind text;                        -- what record is: grant, partner, account
ALTER TABLE audit_entries ADD COLUMN unrecorded int NOT NULL DEFAULT 0; -- rows that bulk work changed, whose values are not kept
ALTER TABLE audit_entries ADD COLUMN changes_hash bytes;               -- BLAKE2b-256 of its changes; absent without any
ALTER TABLE audit_entries ADD COLUMN hash bytes;                       -- of the entry before and this one; absent before the chain began
ALTER TABLE audit_entries ADD COLUMN signature bytes;                  -- Ed25519 over id, time and hash
CREATE INDEX audit_entries_of_kind ON audit_entries (kind, record, id);
CREATE INDEX audit_entries_of_account ON audit_entries (account, id);
CREATE INDEX audit_entries_of_act ON audit_entries (act, id);
CREATE INDEX audit_entries_by_time ON audit_entries (at, id);

CREATE ENUM audit_change_kind (
  changed  'Changed',
  added    'Added',                 -- the row is new; each value it came with is a change from nothing
  removed  'Removed'
);
-- One value that changed. Sealed with the key of whom it is about, so that forgetting a person is destroying a key.
CREATE TABLE audit_changes (
  id           audit_change_id PRIMARY KEY,
  entry_id     audit_entry_id NOT NULL REFERENCES audit_entries,
  subject      int NOT NULL,        -- whose key; 0: the initiative's
  table_name   text NOT NULL,
  table_row    int NOT NULL,        -- the row's id
  column_name  text NOT NULL,
  kind         audit_change_kind NOT NULL,
  was          bytes,               -- sealed; absent: nothing, or a secret
  became       bytes
) LEDGER UNAUDITED "it is the log";
CREATE INDEX audit_changes_of_entry ON audit_changes (entry_id, id);
CREATE INDEX audit_changes_of_row ON audit_changes (table_name, table_row, entry_id);
