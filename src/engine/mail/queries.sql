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
-- mail_choice_find(account account_id) :maybe
--   purpose "to write as often as the person wants"
SELECT c.choice, c.token FROM mail_choices c WHERE c.account = :account;

-- The first time that someone gets a mail which is optional.
-- mail_choice_begin(account account_id, token text) :exec
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

-- ---- Sending ----

-- A process ended while it sent: a server has seen nothing of these, so they wait again.
-- outbox_unclaim() :exec
UPDATE outbox SET state = @mail_state.waiting WHERE state = @mail_state.sending;

-- And of these a server may have all: a person decides.
-- outbox_unsure(ended_at instant, said text) :exec
UPDATE outbox SET state = @mail_state.unsure, ended_at = :ended_at, said = :said WHERE state = @mail_state.handed;

-- Whether a process left any of them.
-- outbox_claimed() :maybe
--   purpose "to find what a process that ended had begun"
SELECT o.id FROM outbox o WHERE o.state IN (@mail_state.sending, @mail_state.handed) LIMIT 1;

-- The next mail to send; by night and at weekends only what someone waits for.
-- outbox_next(now instant) :maybe
--   purpose "to send it"
SELECT o.id FROM outbox o WHERE o.state = @mail_state.waiting AND o.due_at <= :now ORDER BY o.due_at, o.id LIMIT 1;

-- What is not urgent and is due waits until people may be written to again.
-- outbox_put_off(now instant, until instant) :exec
UPDATE outbox SET due_at = :until WHERE state = @mail_state.waiting AND due_at <= :now AND kind <> @mail_kind.urgent;

-- One mail, by its number.
-- mail_find(mail_id) :maybe as mail_row
--   purpose "to show it, to those who may, and to settle what became of it"
SELECT o.id, o.token, o.kind, o.state, o.account, o.to_name, o.to_address, o.reply_name, o.reply_address, o.subject, o.why, o.summary,
       o.path, o.body, o.secret, o.notice, o.made_at, o.due_at, o.tries, o.tried_at, o.ended_at, o.said, o.digest_id
FROM outbox o WHERE o.id = :mail_id;

-- The durable mark before anything is sent; 0: someone else has it.
-- outbox_claim(mail_id, now instant) :exec
UPDATE outbox SET state = @mail_state.sending, tries = tries + 1, tried_at = coalesce(tried_at, :now)
WHERE id = :mail_id AND state = @mail_state.waiting;

-- The durable mark before a server gets the words.
-- outbox_hand(mail_id) :exec
UPDATE outbox SET state = @mail_state.handed WHERE id = :mail_id AND state = @mail_state.sending;

-- It came to an end: sent, failed, unsure, given up or came back. A secret body goes with all but the unsure.
-- outbox_end(mail_id, state mail_state, ended_at instant, said text?, keep_body flag) :exec
UPDATE outbox SET state = :state, ended_at = :ended_at, said = :said, body = CASE WHEN :keep_body = 1 THEN body END WHERE id = :mail_id;

-- Holdfast itself broke off over it: a server may have all of it only if it was handed over. A secret body goes, as above.
-- outbox_break(mail_id, ended_at instant, said text) :exec
UPDATE outbox SET state = CASE WHEN state = @mail_state.handed THEN @mail_state.unsure ELSE @mail_state.failed END,
  ended_at = :ended_at, said = :said, body = CASE WHEN secret = 0 OR state = @mail_state.handed THEN body END
WHERE id = :mail_id;

-- It goes again, later.
-- outbox_again(mail_id, due_at instant, said text?) :exec
UPDATE outbox SET state = @mail_state.waiting, due_at = :due_at, said = :said WHERE id = :mail_id;

-- A server that stops takes back a claim: nothing was handed over.
-- outbox_let_go(mail_id) :exec
UPDATE outbox SET state = @mail_state.waiting, tries = tries - 1 WHERE id = :mail_id;

-- What was said of an address.
-- mail_address_find(address text) :maybe
--   purpose "not to write to an address that sends everything back, and to tell staff"
SELECT a.state, a.since, a.said FROM mail_addresses a WHERE a.address = :address;

-- An address is slow, or sends mails back.
-- mail_address_put(address text, state address_state, since instant, said text) :exec
INSERT INTO mail_addresses (address, state, since, said) VALUES (:address, :state, :since, :said)
ON CONFLICT (address) DO UPDATE SET state = :state, since = :since, said = :said;

-- ---- Digests ----

-- The next person whose digest is due.
-- digest_next(now instant) :maybe
--   purpose "to send it"
SELECT o.id, o.account FROM outbox o WHERE o.state = @mail_state.held AND o.due_at <= :now ORDER BY o.due_at, o.id LIMIT 1;

-- What waits for one person's digest, oldest first.
-- digest_of(account int) :many
--   purpose "to send it"
SELECT o.id, o.to_name, o.to_address, o.subject, o.why, o.summary, o.path FROM outbox o
WHERE o.account = :account AND o.state = @mail_state.held ORDER BY o.id;

-- One mail alone goes as it is.
-- digest_let_go(mail_id, now instant) :exec
UPDATE outbox SET state = @mail_state.waiting, due_at = :now WHERE id = :mail_id AND state = @mail_state.held;

-- These went in a digest.
-- digest_gather(account int, digest_id mail_id, now instant) :exec
UPDATE outbox SET state = @mail_state.gathered, digest_id = :digest_id, ended_at = :now
WHERE account = :account AND state = @mail_state.held;

-- ---- How often ----

-- Whose choice a link at the end of a mail is for.
-- mail_choice_by_token(token text) :maybe
--   purpose "to let the person choose, by the link in their mail"
SELECT c.account, c.choice FROM mail_choices c WHERE c.token = :token;

-- The person chose.
-- mail_choice_set(account account_id, choice mail_choice) :exec
UPDATE mail_choices SET choice = :choice WHERE account = :account;

-- What waits for this person goes by the new choice.
-- outbox_retime(account int, state mail_state, due_at instant) :exec
UPDATE outbox SET state = :state, due_at = :due_at
WHERE account = :account AND state IN (@mail_state.waiting, @mail_state.held) AND kind = @mail_kind.optional;

-- What waits for this person is not wanted any more.
-- outbox_unwanted(account int) :exec
DELETE FROM outbox
WHERE account = :account AND state IN (@mail_state.waiting, @mail_state.held) AND kind = @mail_kind.optional;

-- ---- Sweeping ----

-- Mails that ended some time ago.
-- outbox_forget(before instant) :exec
DELETE FROM outbox WHERE ended_at < :before;

-- Secret mails that nobody settled keep no words.
-- outbox_forget_secrets(before instant) :exec
--   scan ok "the outbox holds three months"
UPDATE outbox SET body = NULL WHERE secret = 1 AND body IS NOT NULL AND made_at < :before AND state <> @mail_state.waiting;

-- ---- What staff see ----

-- Mails, newest first.
-- mails_list() :page 50 as mail_card
--   filter state mail_state : o.state = :state
--   purpose "for directors to see what was sent, what waits and what failed"
--   scan ok "newest first, along the ids, no further than a page"
--   scan ok "walks the newest by their number"
--   sort newest : o.id desc
SELECT o.id, o.kind, o.state, o.to_name, o.to_address, o.subject, o.made_at, o.due_at, o.ended_at, o.tries, o.said FROM outbox o;

-- A mail that waits for someone to decide: not sent, or perhaps sent.
-- mail_to_settle() :maybe
--   purpose "to ask directors to look at it"
SELECT o.id FROM outbox o WHERE o.state IN (@mail_state.failed, @mail_state.unsure) LIMIT 1;

-- Addresses that mail servers say something of.
-- mail_addresses_list() :many
--   purpose "for directors to mend addresses"
--   scan ok "few addresses fail"
SELECT a.address, a.state, a.since, a.said FROM mail_addresses a ORDER BY a.state DESC, a.address LIMIT 200;

-- Failed mails of which nobody was told.
-- mails_untold() :many
--   purpose "to tell directors and who sent it"
SELECT o.id, o.subject, o.to_name, o.said FROM outbox o
WHERE o.state IN (@mail_state.failed, @mail_state.returned) AND o.told = 0 AND o.notice = 0 ORDER BY o.id LIMIT 100;

-- They were told.
-- mail_told(mail_id) :exec
UPDATE outbox SET told = 1 WHERE id = :mail_id;

-- A person wants it sent again: from the beginning, with three days to go.
-- mail_send_again(mail_id, now instant) :exec
UPDATE outbox SET state = @mail_state.waiting, due_at = :now, tried_at = NULL, tries = 0, ended_at = NULL, told = 0
WHERE id = :mail_id AND state IN (@mail_state.failed, @mail_state.unsure, @mail_state.returned, @mail_state.dropped, @mail_state.waiting)
  AND body IS NOT NULL;

-- A person gives it up.
-- mail_give_up(mail_id, now instant) :exec
UPDATE outbox SET state = @mail_state.dropped, ended_at = :now, body = CASE WHEN secret = 0 THEN body END
WHERE id = :mail_id AND state IN (@mail_state.failed, @mail_state.unsure, @mail_state.waiting, @mail_state.held);

-- A person has heard that it came.
-- mail_arrived(mail_id, now instant) :exec
UPDATE outbox SET state = @mail_state.sent, ended_at = :now, body = CASE WHEN secret = 0 THEN body END
WHERE id = :mail_id AND state = @mail_state.unsure;
