-- Every statement of accounts and sign-in. They name people, so each says what it lists them for.

-- Whose session this is: one statement for every page.
-- session_viewer(token_hash bytes, now instant) :maybe
--   purpose "to know who asks"
SELECT a.id, a.name, a.roles, s.secret FROM sessions s JOIN accounts a ON a.id = s.account_id
WHERE s.token_hash = :token_hash AND s.ends_at > :now;

-- A session begins.
-- session_add(token_hash bytes, account_id, secret bytes, made_at instant, ends_at instant) :exec
INSERT INTO sessions (token_hash, account_id, secret, made_at, ends_at) VALUES (:token_hash, :account_id, :secret, :made_at, :ends_at);

-- A session ends: the one whose forms are signed with a secret.
-- session_end(account_id, secret bytes) :exec
DELETE FROM sessions WHERE account_id = :account_id AND secret = :secret;

-- Sessions that ended by themselves.
-- sessions_forget(now instant) :exec
DELETE FROM sessions WHERE ends_at <= :now;

-- A new account.
-- account_add(name text, email text, roles int, at instant) :insert
INSERT INTO accounts (name, email, roles, made_at) VALUES (:name, :email, :roles, :at);

-- The account of an address, folded.
-- account_by_email(email text) :maybe
--   purpose "to make a sign-in link for whom it is asked"
SELECT a.id, a.name, a.roles FROM accounts a WHERE a.email = :email;

-- Everyone who may sign in, by address.
-- accounts_list() :many
--   purpose "for whoever runs the server to see who may come in"
--   scan ok "a fund has few accounts"
SELECT a.email, a.name, a.roles FROM accounts a ORDER BY a.email;

-- An account of a demo that has certain roles and no others.
-- account_of_roles(roles int) :maybe
--   purpose "the demo's one-click sign-in"
--   scan ok "in a demo, which has a handful"
SELECT a.id FROM accounts a WHERE a.roles = :roles ORDER BY a.id LIMIT 1;

-- A link that signs in, once.
-- link_add(token_hash bytes, account_id, ends_at instant) :exec
INSERT INTO sign_in_links (token_hash, account_id, ends_at) VALUES (:token_hash, :account_id, :ends_at);

-- Whose link it is, while it is good.
-- link_account(token_hash bytes, now instant) :maybe
--   purpose "to sign in who holds the link"
SELECT l.account_id FROM sign_in_links l WHERE l.token_hash = :token_hash AND l.ends_at > :now AND l.spent_at IS NULL;

-- The link is spent; 0 when it was.
-- link_spend(token_hash bytes, at instant) :exec
UPDATE sign_in_links SET spent_at = :at WHERE token_hash = :token_hash AND spent_at IS NULL;

-- A link that an account spent since some moment.
-- link_spent_by(token_hash bytes, account_id, since instant) :maybe
--   purpose "to let on who pressed the button twice"
SELECT l.account_id FROM sign_in_links l
WHERE l.token_hash = :token_hash AND l.account_id = :account_id AND l.spent_at > :since;

-- Links that nobody used, and those spent some time ago.
-- links_forget(now instant, spent_before instant) :exec
--   scan ok "there are few, and they go"
DELETE FROM sign_in_links WHERE ends_at <= :now OR spent_at <= :spent_before;

-- Law 10: whether this database is a demo, by its own mark.
-- initiative_is_demo() :maybe
--   scan ok "there is one"
SELECT i.demo FROM initiatives i ORDER BY i.id LIMIT 1;
