-- The pool: who pays into it, what they pledged, what came. Row A16.

-- A funding partner; the initiative itself is one, marked own. Imported grants name the funder that made them.
CREATE TABLE funders (
  id          funder_id PRIMARY KEY,
  name        text NOT NULL,
  name_key    text NOT NULL,        -- case-folded, for sorting and matching
  identifier  text,                 -- organisation id as in open data, such as GB-CHC-1000147
  own         flag NOT NULL,        -- the initiative itself
  about       text,
  version     int NOT NULL DEFAULT 1,
  UNIQUE (name_key)
);
CREATE INDEX funders_by_name ON funders (name_key, id);

-- A promise to the pool. Rows are added, never changed: a withdrawal is a negative pledge with a reason.
CREATE TABLE pledges (
  id         pledge_id PRIMARY KEY,
  funder_id  funder_id NOT NULL REFERENCES funders,
  amount     pence NOT NULL,
  pledged_on day NOT NULL,
  from_on    day NOT NULL,          -- the time it is for
  to_on      day NOT NULL,
  earmark    text,                  -- empty: for the pool as a whole
  reason     text,                  -- why, when it is negative
  made_at    instant NOT NULL
) LEDGER;
CREATE INDEX pledges_of_funder ON pledges (funder_id, pledged_on, id);

-- Money that came in. A ledger: corrections are rows of their own.
CREATE TABLE contributions (
  id           contribution_id PRIMARY KEY,
  funder_id    funder_id NOT NULL REFERENCES funders,
  amount       pence NOT NULL,
  received_on  day NOT NULL,
  reason       text,                -- why, when it is negative
  made_at      instant NOT NULL
) LEDGER;
CREATE INDEX contributions_of_funder ON contributions (funder_id, received_on, id);
