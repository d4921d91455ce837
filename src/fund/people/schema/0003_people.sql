-- Accounts and sign-in, as far as the first issue needs them. Nothing here says anything about anyone's identity.

CREATE TABLE accounts (
  id       account_id PRIMARY KEY,
  name     text NOT NULL,
  email    text NOT NULL,
  roles    int NOT NULL,            -- bits: people.h
  made_at  instant NOT NULL,
  UNIQUE (email)
) ABOUT PEOPLE;

CREATE TABLE sessions (
  token_hash  bytes NOT NULL,       -- BLAKE2b-256 of the cookie's token
  account_id  account_id NOT NULL REFERENCES accounts ON DELETE CASCADE,
  secret      bytes NOT NULL,       -- signs this session's forms
  made_at     instant NOT NULL,
  ends_at     instant NOT NULL,
  PRIMARY KEY (token_hash)
) ABOUT PEOPLE FLEETING;
CREATE INDEX sessions_by_end ON sessions (ends_at);
CREATE INDEX sessions_of_account ON sessions (account_id);

-- A link that signs someone in, once: it shows a button, and the button's POST spends it.
CREATE TABLE sign_in_links (
  token_hash  bytes NOT NULL,
  account_id  account_id NOT NULL REFERENCES accounts ON DELETE CASCADE,
  ends_at     instant NOT NULL,
  spent_at    instant,              -- kept for a minute, for a second press of the button
  PRIMARY KEY (token_hash)
) ABOUT PEOPLE FLEETING;
CREATE INDEX sign_in_links_of_account ON sign_in_links (account_id);
