-- What the guard chain keeps: answers to forms already sent, and the trail of changes.

-- A form is answered once: its nonce, and where the first answer sent the person.
CREATE TABLE once_answers (
  nonce     bytes NOT NULL,
  location  text NOT NULL,
  at        instant NOT NULL,
  PRIMARY KEY (nonce)
);
CREATE INDEX once_answers_by_age ON once_answers (at);

-- Every change: who did what to which record, and when. Rows are added, never changed.
CREATE TABLE audit_entries (
  id       audit_entry_id PRIMARY KEY,
  at       instant NOT NULL,
  account  int,                     -- absent: nobody signed in; the command line or a job
  act      text NOT NULL,           -- what was done, such as grant.change
  record   int,                     -- id of the record the act was on
  request  text NOT NULL            -- as in the server's log; command: off the web
) LEDGER;
CREATE INDEX audit_entries_of_record ON audit_entries (act, record, id);
