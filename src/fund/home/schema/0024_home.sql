-- What an organisation says is wrong in what the fund keeps about it, and what the fund answers. Row D2: each member says
-- it to the fund directly, not by way of the lead partner.

CREATE TABLE remarks (
  id           remark_id PRIMARY KEY,
  partner_id   partner_id REFERENCES partner_records ON DELETE CASCADE,    -- whose remark it is: one of these three
  group_id     group_id REFERENCES autonomous_groups ON DELETE CASCADE,
  funder_id    funder_id REFERENCES funders ON DELETE CASCADE,
  grant_id     grant_id REFERENCES grant_records ON DELETE CASCADE,        -- about this grant; absent: the organisation's own record
  said         text NOT NULL,       -- in their words
  said_by      account_id NOT NULL REFERENCES accounts,
  said_at      instant NOT NULL,
  answer       text,                -- what was done about it; absent: nobody has answered yet
  answered_by  account_id REFERENCES accounts,
  answered_at  instant
) ABOUT PEOPLE SUBJECT said_by;
CREATE INDEX remarks_of_partner ON remarks (partner_id, id DESC);
CREATE INDEX remarks_of_group ON remarks (group_id, id DESC);
CREATE INDEX remarks_of_funder ON remarks (funder_id, id DESC);
CREATE INDEX remarks_of_grant ON remarks (grant_id);
CREATE INDEX remarks_open ON remarks (id) WHERE answered_at IS NULL;
CREATE INDEX remarks_said_by ON remarks (said_by);
CREATE INDEX remarks_answered_by ON remarks (answered_by);
