-- Mails that wait, that went and that did not: see src/engine/mail/README.md.

CREATE ENUM mail_kind (
  urgent    'At once',                 -- someone waits for it: a sign-in link
  needed    'In working hours',        -- what must reach the person, by day
  optional  'As the person chose'      -- may be gathered, or declined
);

CREATE ENUM mail_state (
  waiting   'Waits',
  held      'Waits for a digest',
  sending   'Is being sent',           -- claimed; a mail server knows nothing of it yet
  handed    'Is being handed over',    -- its words are on their way: a server may have it
  sent      'Sent',
  gathered  'Sent in a digest',
  unsure    'Perhaps sent',            -- handed over, and no answer came: a person decides
  failed    'Not sent',
  dropped   'Given up',                -- a person gave it up
  returned  'Came back'
);

CREATE ENUM mail_choice (
  each    'Each one, in working hours',
  daily   'Once a day, all together',
  weekly  'Once a week, all together',
  none    'None of these'
);

CREATE ENUM address_state (
  slow     'Mails to it are delayed',
  failing  'Mails to it come back'
);

-- FLEETING: a backup keeps none of it. A sign-in link in a mail that waits must not lie in a backup, and a restore must
-- not send again what went after the backup was made.
CREATE TABLE outbox (
  id             mail_id PRIMARY KEY,
  token          text NOT NULL,             -- random; in the Message-ID, so that nobody can forge a bounce
  kind           mail_kind NOT NULL,
  state          mail_state NOT NULL,
  account        int,                       -- whose choice holds; absent: someone without an account
  to_name        text NOT NULL,
  to_address     text NOT NULL,
  reply_name     text,
  reply_address  text,
  subject        text NOT NULL,
  why            text NOT NULL,             -- why this person gets it
  summary        text,                      -- its line in a digest
  path           text,                      -- where on this site it can be read or acted on
  body           text,                      -- HTML; absent once a secret mail was sent
  secret         flag NOT NULL,             -- holds a link that signs in
  notice         flag NOT NULL,             -- is itself about a mail that failed: nobody is told when it fails too
  made_at        instant NOT NULL,
  due_at         instant NOT NULL,          -- not before
  tries          int NOT NULL DEFAULT 0,
  tried_at       instant,                   -- the first try: three days from here it is given up
  ended_at       instant,                   -- sent, failed or given up
  said           text,                      -- what the mail server said last
  digest_id      mail_id,                   -- the digest that it went in
  told           flag NOT NULL DEFAULT 0    -- that it failed has been told
) ABOUT PEOPLE FLEETING;
CREATE INDEX outbox_due ON outbox (state, due_at, id);
CREATE INDEX outbox_by_state ON outbox (state, id);
CREATE INDEX outbox_of_account ON outbox (account, state, id);
CREATE INDEX outbox_by_end ON outbox (ended_at);

-- What mail servers said of an address. FLEETING: what is true will be said again.
CREATE TABLE mail_addresses (
  address  text NOT NULL,                   -- folded
  state    address_state NOT NULL,
  since    instant NOT NULL,
  said     text NOT NULL,
  PRIMARY KEY (address)
) ABOUT PEOPLE FLEETING;

-- How someone with an account wants what is optional; no row: each.
CREATE TABLE mail_choices (
  account  account_id NOT NULL,
  choice   mail_choice NOT NULL,
  token    text NOT NULL SECRET,            -- in the link at the end of optional mails, that unsubscribes
  PRIMARY KEY (account),
  UNIQUE (token)
) ABOUT PEOPLE SUBJECT account;
