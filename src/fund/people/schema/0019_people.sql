-- Who belongs where, since when and until when: memberships of organisations, invitations, absences, leaving, and who looks
-- after which grant. Nothing here says anything about anyone's identity (E4). Rows B1, E4, H15.

-- Someone who left keeps their row: what they did stays theirs in the trail. Nobody signs in to an account with left_on set.
ALTER TABLE accounts ADD COLUMN name_key text NOT NULL DEFAULT ''; -- case-folded, for sorting and finding
ALTER TABLE accounts ADD COLUMN version int NOT NULL DEFAULT 1;
ALTER TABLE accounts ADD COLUMN left_on day;
ALTER TABLE accounts ADD COLUMN left_roles int;       -- the roles they had, to give them back when it was a slip
ALTER TABLE accounts ADD COLUMN shredded_at instant;  -- name and address are gone, and the key of what the trail keeps
ALTER TABLE accounts COLUMN name_key UNAUDITED "the name, folded";
UPDATE accounts SET name_key = lower(name);
CREATE INDEX accounts_by_name ON accounts (name_key, id);
CREATE INDEX accounts_newest ON accounts (made_at DESC, id DESC);
CREATE INDEX accounts_directors ON accounts (id) WHERE roles & 8 = 8; -- there is always one

-- What someone may do for the fund itself, as forms offer it; accounts.roles keeps them as bits (people.h).
CREATE ENUM fund_role (
  director          'Director: all of it, and who may come in',
  grant_manager     'Grant manager: grants, partners and their people',
  finance           'Finance: pledges and contributions',
  learning_lead     'Learning lead: what is learnt, and what leaves of it',
  viewer            'Viewer: sees what staff see, changes nothing',
  payments          'Payments: pays what was agreed',
  panel             'Panel: reads and decides together with the others',
  learning_partner  'Learning partner: independent of the fund'
);

-- A group that speaks for itself within a host organisation.
CREATE TABLE autonomous_groups (
  id          group_id PRIMARY KEY,
  partner_id  partner_id NOT NULL REFERENCES partner_records, -- the host
  name        text NOT NULL,
  name_key    text NOT NULL UNAUDITED "the name, folded",
  about       text,                 -- in their own words
  version     int NOT NULL DEFAULT 1,
  made_at     instant NOT NULL,
  UNIQUE (partner_id, name_key)
);
CREATE INDEX autonomous_groups_by_name ON autonomous_groups (name_key, id);

-- People of organisations. In force while until_on is empty; a row stays when it ended, and coming back is a new row.
-- The main contact is whom the fund writes to; they invite their colleagues.
CREATE TABLE partner_people (
  id          partner_person_id PRIMARY KEY,
  account_id  account_id NOT NULL REFERENCES accounts,
  partner_id  partner_id NOT NULL REFERENCES partner_records,
  main        flag NOT NULL DEFAULT 0,
  since_on    day NOT NULL,
  until_on    day
) ABOUT PEOPLE SUBJECT account_id;
CREATE UNIQUE INDEX partner_people_once ON partner_people (account_id, partner_id) WHERE until_on IS NULL;
CREATE UNIQUE INDEX partner_people_one_main ON partner_people (partner_id) WHERE main = 1 AND until_on IS NULL;
CREATE INDEX partner_people_of_partner ON partner_people (partner_id, until_on, id);
CREATE INDEX partner_people_of_account ON partner_people (account_id, until_on, id);

CREATE TABLE group_people (
  id          group_person_id PRIMARY KEY,
  account_id  account_id NOT NULL REFERENCES accounts,
  group_id    group_id NOT NULL REFERENCES autonomous_groups,
  main        flag NOT NULL DEFAULT 0,
  since_on    day NOT NULL,
  until_on    day
) ABOUT PEOPLE SUBJECT account_id;
CREATE UNIQUE INDEX group_people_once ON group_people (account_id, group_id) WHERE until_on IS NULL;
CREATE UNIQUE INDEX group_people_one_main ON group_people (group_id) WHERE main = 1 AND until_on IS NULL;
CREATE INDEX group_people_of_group ON group_people (group_id, until_on, id);
CREATE INDEX group_people_of_account ON group_people (account_id, until_on, id);

CREATE TABLE funder_people (
  id          funder_person_id PRIMARY KEY,
  account_id  account_id NOT NULL REFERENCES accounts,
  funder_id   funder_id NOT NULL REFERENCES funders,
  main        flag NOT NULL DEFAULT 0,
  since_on    day NOT NULL,
  until_on    day
) ABOUT PEOPLE SUBJECT account_id;
CREATE UNIQUE INDEX funder_people_once ON funder_people (account_id, funder_id) WHERE until_on IS NULL;
CREATE UNIQUE INDEX funder_people_one_main ON funder_people (funder_id) WHERE main = 1 AND until_on IS NULL;
CREATE INDEX funder_people_of_funder ON funder_people (funder_id, until_on, id);
CREATE INDEX funder_people_of_account ON funder_people (account_id, until_on, id);

-- Someone asked in, with one hat: a role of the fund's own, or a place in an organisation. The link works once. Fleeting, so
-- that neither a backup brings back an invitation that was taken back, nor the trail keeps the address of who never came.
CREATE TABLE invitations (
  id            invitation_id PRIMARY KEY,
  token_hash    bytes NOT NULL,     -- BLAKE2b-256 of the link's token; a new one each time it is sent
  name          text NOT NULL,
  email         text NOT NULL,      -- folded
  role          int NOT NULL,       -- bits: people.h; of an organisation: its one bit
  partner_id    partner_id REFERENCES partner_records ON DELETE CASCADE,
  group_id      group_id REFERENCES autonomous_groups ON DELETE CASCADE,
  funder_id     funder_id REFERENCES funders ON DELETE CASCADE,
  main          flag NOT NULL DEFAULT 0,
  made_at       instant NOT NULL,
  made_by       account_id REFERENCES accounts,   -- absent: the command line
  sent_at       instant NOT NULL,
  ends_at       instant NOT NULL,
  accepted_at   instant,
  accepted_by   account_id REFERENCES accounts,
  withdrawn_at  instant,
  UNIQUE (token_hash)
) ABOUT PEOPLE FLEETING;
CREATE INDEX invitations_open ON invitations (sent_at DESC, id DESC) WHERE accepted_at IS NULL AND withdrawn_at IS NULL;
CREATE INDEX invitations_of_email ON invitations (email, id);
CREATE INDEX invitations_of_partner ON invitations (partner_id, id);
CREATE INDEX invitations_of_group ON invitations (group_id, id);
CREATE INDEX invitations_of_funder ON invitations (funder_id, id);
CREATE INDEX invitations_made_by ON invitations (made_by);
CREATE INDEX invitations_accepted_by ON invitations (accepted_by);
CREATE INDEX invitations_by_end ON invitations (ends_at);

-- Away, and who covers. Both days are days of the absence; it ends by itself, or sooner by moving until_on.
CREATE TABLE absences (
  id          absence_id PRIMARY KEY,
  account_id  account_id NOT NULL REFERENCES accounts,
  cover_id    account_id NOT NULL REFERENCES accounts,
  from_on     day NOT NULL,
  until_on    day NOT NULL,
  made_at     instant NOT NULL
) ABOUT PEOPLE SUBJECT account_id;
CREATE INDEX absences_of_account ON absences (account_id, until_on, from_on, cover_id);
CREATE INDEX absences_of_cover ON absences (cover_id, until_on, from_on, account_id);

-- A contact handed from one person to another: of an organisation (its main contact), or of grants (their grant manager).
CREATE TABLE contact_handovers (
  id          handover_id PRIMARY KEY,
  partner_id  partner_id REFERENCES partner_records,   -- all three absent: of grants, see grant_managers
  group_id    group_id REFERENCES autonomous_groups,
  funder_id   funder_id REFERENCES funders,
  from_id     account_id REFERENCES accounts,        -- absent: nobody, or several people
  to_id       account_id NOT NULL REFERENCES accounts,
  made_at     instant NOT NULL,
  undone_at   instant
) ABOUT PEOPLE SUBJECT to_id;
CREATE INDEX contact_handovers_of_partner ON contact_handovers (partner_id);
CREATE INDEX contact_handovers_of_group ON contact_handovers (group_id);
CREATE INDEX contact_handovers_of_funder ON contact_handovers (funder_id);
CREATE INDEX contact_handovers_from ON contact_handovers (from_id);
CREATE INDEX contact_handovers_to ON contact_handovers (to_id);

-- Who looks after a grant: its named contact (B1). Rows are ended, never changed otherwise; one is in force at a time.
CREATE TABLE grant_managers (
  id          grant_manager_id PRIMARY KEY,
  grant_id    grant_id NOT NULL REFERENCES grant_records ON DELETE CASCADE,
  account_id  account_id NOT NULL REFERENCES accounts,
  since_on    day NOT NULL,
  until_on    day,
  begun_by    handover_id REFERENCES contact_handovers,
  ended_by    handover_id REFERENCES contact_handovers
) ABOUT PEOPLE SUBJECT account_id;
CREATE UNIQUE INDEX grant_managers_one ON grant_managers (grant_id) WHERE until_on IS NULL;
CREATE INDEX grant_managers_of_grant ON grant_managers (grant_id, id);
CREATE INDEX grant_managers_of_account ON grant_managers (account_id, until_on, grant_id);
CREATE INDEX grant_managers_begun ON grant_managers (begun_by);
CREATE INDEX grant_managers_ended ON grant_managers (ended_by);
