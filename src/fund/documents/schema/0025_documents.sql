-- Documents of partners and of grants: annual accounts, a policy, a signed agreement. Never anything about the people whom
-- partners advise. What was withdrawn can be put back for thirty days; then its bytes are deleted and its row tells that it was.

CREATE TABLE documents (
  id            document_id PRIMARY KEY,
  partner_id    partner_id REFERENCES partner_records ON DELETE CASCADE, -- whose it is; or
  grant_id      grant_id REFERENCES grant_records ON DELETE CASCADE,     -- what it belongs to: everyone with a seat in it
  title         text NOT NULL,
  kind          text NOT NULL,        -- in their own words: "Annual accounts"
  on_day        day NOT NULL,         -- the day that it is of
  file_id       file_id NOT NULL REFERENCES files,
  withdrawn_at  instant
);
CREATE INDEX documents_of_partner ON documents (partner_id, on_day DESC, id DESC) WHERE partner_id IS NOT NULL;
CREATE INDEX documents_of_grant ON documents (grant_id, on_day DESC, id DESC) WHERE grant_id IS NOT NULL;
CREATE INDEX documents_withdrawn ON documents (withdrawn_at) WHERE withdrawn_at IS NOT NULL;
CREATE INDEX documents_of_file ON documents (file_id);

CREATE ENUM document_act (
  added      'Added',
  withdrawn  'Withdrawn',
  put_back   'Put back',
  deleted    'Deleted, thirty days after it was withdrawn'
);

-- What happened to a document, oldest first. Rows are added, never changed.
CREATE TABLE document_history (
  id           document_entry_id PRIMARY KEY,
  document_id  document_id NOT NULL REFERENCES documents ON DELETE CASCADE,
  act          document_act NOT NULL,
  at           instant NOT NULL,
  account      int,                   -- absent: the clock
  by_fund      flag NOT NULL          -- someone of the fund's own, not of the organisation
) LEDGER;
CREATE INDEX document_history_of ON document_history (document_id, id);
