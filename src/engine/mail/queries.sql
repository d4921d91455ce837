-- Every statement of the outbox. It holds addresses, so each says what it lists them for.

-- A mail is queued.
-- outbox_add(token text, kind mail_kind, state mail_state, account int?, to_name text, to_address text, reply_name text?,
--     reply_address text?, subject text, why text, summary text?, path text?, body text, secret flag, notice flag,
--     made_at instant, due_at instant) :insert
INSERT INTO outbox (token, kind, state, account, to_name, to_address, reply_name, reply_address, subject, why, summary, path,
                    body, secret, notice, made_at, due_at)
VALUES (:token, :kind, :state, :account, :to_name, :to_address, :reply_name, :reply_address, :subject, :why, :summary, :path,
        :body, :secret, :notice, :made_at, :due_at);

-- How someone wants what is optional.
-- mail_choice_find(account int) :maybe
--   purpose "to write as often as the person wants"
SELECT c.choice, c.token FROM mail_choices c WHERE c.account = :account;

-- The first time that someone gets a mail which is optional.
-- mail_choice_begin(account int, token text) :exec
--   conflict ok
INSERT INTO mail_choices (account, choice, token) VALUES (:account, @mail_choice.each, :token);

-- What waits for an address does not go.
-- outbox_forget_waiting(address text) :exec
--   scan ok "someone leaves; the outbox holds three months"
DELETE FROM outbox WHERE to_address = :address
  AND state IN (@mail_state.waiting, @mail_state.held, @mail_state.failed, @mail_state.unsure, @mail_state.dropped);

-- What went to it keeps no words.
-- outbox_forget_bodies(address text) :exec
--   scan ok "someone leaves; the outbox holds three months"
UPDATE outbox SET body = NULL, to_name = '' WHERE to_address = :address;

-- What was said of an address goes.
-- mail_address_forget(address text) :exec
DELETE FROM mail_addresses WHERE address = :address;
