-- How people come in: sessions with a hat, an end for whoever is away and one for everybody, passwords, second factors, devices.
-- Nothing here keeps where anyone was: no network address, no place.

CREATE ENUM sign_in_kind (
  link            'a link',
  password        'a password',
  demo            'the demo''s button',
  invitation      'an invitation',
  passkey         'a passkey',          -- has its place here; not built yet
  single_sign_on  'another service'     -- the same
);

ALTER TABLE sessions ADD COLUMN hat_role int NOT NULL DEFAULT 0;  -- bits: which of the account's roles are on
ALTER TABLE sessions ADD COLUMN hat_of int NOT NULL DEFAULT 0;    -- of a partner, group or co-funder: its id
ALTER TABLE sessions ADD COLUMN used_at instant;                  -- last seen, to a minute
ALTER TABLE sessions ADD COLUMN device text;                      -- "Firefox on Windows": a session stays in the browser that it began in
ALTER TABLE sessions ADD COLUMN kind sign_in_kind;
ALTER TABLE sessions ADD COLUMN factor_at instant;                -- when the second factor was given
-- Sessions from before know nothing of this: whoever was in signs in once more.
UPDATE sessions SET ends_at = made_at;

ALTER TABLE sign_in_links ADD COLUMN made_at instant;             -- a clock put back before it makes the link no younger
CREATE INDEX sign_in_links_by_end ON sign_in_links (ends_at);

-- Someone asked for a link. The row has a keyed hash of the address, no address: what a stranger typed is kept nowhere.
CREATE TABLE sign_in_requests (
  mac      bytes NOT NULL,
  made_at  instant NOT NULL,
  PRIMARY KEY (mac)
) ABOUT PEOPLE FLEETING;

CREATE TABLE passwords (
  id          password_id PRIMARY KEY,
  account_id  account_id NOT NULL REFERENCES accounts ON DELETE CASCADE,
  hash        text NOT NULL SECRET, -- Argon2id, with its own salt and cost
  set_at      instant NOT NULL,
  UNIQUE (account_id)
) ABOUT PEOPLE SUBJECT account_id;

CREATE ENUM second_factor_kind (
  totp     'a code from an app',
  passkey  'a passkey'              -- has its place here; not built yet
);

CREATE TABLE second_factors (
  id          second_factor_id PRIMARY KEY,
  account_id  account_id NOT NULL REFERENCES accounts ON DELETE CASCADE,
  kind        second_factor_kind NOT NULL,
  secret      bytes NOT NULL SECRET,  -- sealed with the person's key
  made_at     instant NOT NULL,
  UNIQUE (account_id)
) ABOUT PEOPLE SUBJECT account_id;

-- The step of the newest code that was taken: a code works once, whatever the clock says later.
CREATE TABLE code_steps (
  account_id  account_id NOT NULL REFERENCES accounts ON DELETE CASCADE,
  step        int NOT NULL,
  PRIMARY KEY (account_id)
) ABOUT PEOPLE FLEETING;

CREATE TABLE recovery_codes (
  id          recovery_code_id PRIMARY KEY,
  account_id  account_id NOT NULL REFERENCES accounts ON DELETE CASCADE,
  hash        bytes NOT NULL SECRET,  -- of 80 random bits
  made_at     instant NOT NULL,
  spent_at    instant
) ABOUT PEOPLE SUBJECT account_id;
CREATE INDEX recovery_codes_of_account ON recovery_codes (account_id, hash);

-- Browsers that an account signed in with before: guesses elsewhere do not shut these out.
CREATE TABLE known_devices (
  token_hash  bytes NOT NULL,
  account_id  account_id NOT NULL REFERENCES accounts ON DELETE CASCADE,
  seen_on     day NOT NULL,
  PRIMARY KEY (token_hash, account_id)
) ABOUT PEOPLE FLEETING;
CREATE INDEX known_devices_of_account ON known_devices (account_id);
CREATE INDEX known_devices_by_day ON known_devices (seen_on);

-- Sessions that ended because they came from another browser than they began in.
CREATE TABLE session_alarms (
  id          session_alarm_id PRIMARY KEY,
  account_id  account_id NOT NULL REFERENCES accounts ON DELETE CASCADE,
  device      text NOT NULL,        -- where the session belonged
  elsewhere   text NOT NULL,        -- where it turned up
  at          instant NOT NULL
) ABOUT PEOPLE FLEETING;
CREATE INDEX session_alarms_of_account ON session_alarms (account_id, at DESC);
CREATE INDEX session_alarms_by_time ON session_alarms (at);

-- A new address, until the mail that went there was answered.
CREATE TABLE address_changes (
  token_hash  bytes NOT NULL,
  account_id  account_id NOT NULL REFERENCES accounts ON DELETE CASCADE,
  email       text NOT NULL,
  made_at     instant NOT NULL,
  ends_at     instant NOT NULL,
  PRIMARY KEY (token_hash)
) ABOUT PEOPLE FLEETING;
CREATE INDEX address_changes_of_account ON address_changes (account_id);
CREATE INDEX address_changes_by_end ON address_changes (ends_at);

-- How often a sign-in failed in an hour, of everyone together: enough to see an attack, and nobody in it.
CREATE TABLE sign_in_failures (
  hour   instant NOT NULL,
  count  int NOT NULL,
  PRIMARY KEY (hour)
) UNAUDITED "counts of guesses, about nobody";

-- Whoever runs the server let someone back in who had lost their second factor: directors see it.
CREATE TABLE rescues (
  id          rescue_id PRIMARY KEY,
  account_id  account_id NOT NULL REFERENCES accounts ON DELETE CASCADE,
  at          instant NOT NULL
) ABOUT PEOPLE SUBJECT account_id;
CREATE INDEX rescues_of_account ON rescues (account_id);
CREATE INDEX rescues_newest ON rescues (at DESC, id DESC);
