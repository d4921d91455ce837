-- Whom the fund tells of what it did by itself.

-- Accounts that have a role.
-- directors_of(role int) :many as directors
--   purpose "to tell directors of mails that did not arrive"
--   scan ok "a fund has few accounts"
SELECT a.id, a.name, a.email FROM accounts a WHERE (a.roles & :role) <> 0 ORDER BY a.id;
