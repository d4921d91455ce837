-- Every statement of accounts. They name people, so each says what it lists them for.

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
