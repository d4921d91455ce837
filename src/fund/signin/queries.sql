-- Every statement of signing in. They name people, so each says what it lists them for.

-- ---- Sessions ----

-- Whose session this is: one statement for every page, which looks into few tables. place: belongs to an organisation;
-- places: to several.
-- session_viewer(token_hash bytes, soon instant) :maybe
--   purpose "to know who asks"
SELECT a.id, a.name, a.roles, s.secret, s.hat_role, s.hat_of, s.made_at, s.ends_at, s.used_at, s.device, s.kind, s.factor_at,
  EXISTS (SELECT 1 FROM second_factors f WHERE f.account_id = a.id) AS "enrolled:flag",
  (EXISTS (SELECT 1 FROM partner_people m WHERE m.account_id = a.id AND m.until_on IS NULL)
   OR EXISTS (SELECT 1 FROM group_people m WHERE m.account_id = a.id AND m.until_on IS NULL)
   OR EXISTS (SELECT 1 FROM funder_people m WHERE m.account_id = a.id AND m.until_on IS NULL)) AS "place:flag",
  EXISTS (SELECT 1 FROM (SELECT m.id FROM partner_people m WHERE m.account_id = a.id AND m.until_on IS NULL
                         UNION ALL SELECT m.id FROM group_people m WHERE m.account_id = a.id AND m.until_on IS NULL
                         UNION ALL SELECT m.id FROM funder_people m WHERE m.account_id = a.id AND m.until_on IS NULL) o LIMIT 1 OFFSET 1) AS "places:flag"
FROM sessions s JOIN accounts a ON a.id = s.account_id
WHERE s.token_hash = :token_hash AND s.made_at <= :soon AND a.left_on IS NULL;

-- What an organisation's hat is called, while they belong there.
-- session_place(account_id, hat_role int, hat_of int) :maybe
--   purpose "to say on every page for whom they are here"
SELECT o.name AS "name:text" FROM (
  SELECT p.name FROM partner_people m JOIN partners p ON p.id = m.partner_id
  WHERE :hat_role = 128 AND m.account_id = :account_id AND m.partner_id = :hat_of AND m.until_on IS NULL
  UNION ALL SELECT g.name FROM group_people m JOIN autonomous_groups g ON g.id = m.group_id
  WHERE :hat_role = 256 AND m.account_id = :account_id AND m.group_id = :hat_of AND m.until_on IS NULL
  UNION ALL SELECT f.name FROM funder_people m JOIN funders f ON f.id = m.funder_id
  WHERE :hat_role = 512 AND m.account_id = :account_id AND m.funder_id = :hat_of AND m.until_on IS NULL) o;

-- A session begins.
-- session_add(token_hash bytes, account_id, secret bytes, now instant, ends_at instant, hat_role int, hat_of int, device text,
--     kind sign_in_kind, factor_at instant?) :exec
INSERT INTO sessions (token_hash, account_id, secret, made_at, ends_at, hat_role, hat_of, used_at, device, kind, factor_at)
VALUES (:token_hash, :account_id, :secret, :now, :ends_at, :hat_role, :hat_of, :now, :device, :kind, :factor_at);

-- The same session under a new token.
-- session_renew(old_hash bytes, token_hash bytes, secret bytes) :exec
UPDATE sessions SET token_hash = :token_hash, secret = :secret WHERE token_hash = :old_hash;

-- A session's second factor is given.
-- session_factor(token_hash bytes, now instant) :exec
UPDATE sessions SET factor_at = :now WHERE token_hash = :token_hash;

-- A session puts on another hat, and ends no later than that hat's sessions do.
-- session_hat(token_hash bytes, hat_role int, hat_of int, seconds int) :exec
UPDATE sessions SET hat_role = :hat_role, hat_of = :hat_of, 
  ends_at = CASE WHEN made_at + :seconds < ends_at THEN made_at + :seconds ELSE ends_at END WHERE token_hash = :token_hash;

-- A session was used.
-- session_used(token_hash bytes, at instant) :exec
UPDATE sessions SET used_at = :at WHERE token_hash = :token_hash AND used_at < :at;

-- A session ends.
-- session_end(token_hash bytes) :exec
DELETE FROM sessions WHERE token_hash = :token_hash;

-- Whose a session is that is about to end by itself.
-- session_owner(token_hash bytes) :maybe
--   purpose "to tell them that it turned up in another browser"
SELECT s.account_id, s.device, a.name, a.email FROM sessions s JOIN accounts a ON a.id = s.account_id WHERE s.token_hash = :token_hash;

-- All sessions of an account but one end (an empty hash: all).
-- sessions_end_but(account_id, token_hash bytes) :exec
DELETE FROM sessions WHERE account_id = :account_id AND token_hash <> :token_hash;

-- Sessions that ended by themselves.
-- sessions_forget(now instant) :exec
DELETE FROM sessions WHERE ends_at <= :now;

-- Sessions that may have been idle for too long, whatever their hat.
-- sessions_idle(before instant) :many
--   purpose "to end them"
--   scan ok "once a minute, over those who are signed in"
SELECT s.token_hash, s.used_at, s.hat_role FROM sessions s WHERE s.used_at <= :before;

-- Where an account is signed in, newest first.
-- sessions_of(account_id, now instant) :many
--   purpose "for the person to see where they are signed in"
--   sort ok "a person has few"
SELECT s.token_hash, s.made_at, s.used_at, s.device, s.kind, s.hat_role FROM sessions s
WHERE s.account_id = :account_id AND s.ends_at > :now ORDER BY s.used_at DESC NULLS LAST, s.made_at DESC;

-- The roles of the fund's own that an account has.
-- account_roles(account_id) :maybe
--   purpose "to choose the hat that they begin with"
SELECT a.roles, a.name, a.email FROM accounts a WHERE a.id = :account_id AND a.left_on IS NULL;

-- The organisation's hat that someone without a role of the fund begins with.
-- account_place(account_id) :maybe
--   purpose "to choose the hat that they begin with"
--   scan ok "a person has few"
--   sort ok "a person has few"
SELECT m.role AS "role:int", m.of + 0 AS "of:int" FROM (
  SELECT 128 AS role, m.partner_id AS of, m.id AS id FROM partner_people m WHERE m.account_id = :account_id AND m.until_on IS NULL
  UNION ALL SELECT 256, m.group_id, m.id FROM group_people m WHERE m.account_id = :account_id AND m.until_on IS NULL
  UNION ALL SELECT 512, m.funder_id, m.id FROM funder_people m WHERE m.account_id = :account_id AND m.until_on IS NULL) m
ORDER BY m.role!, m.id! LIMIT 1;

-- A session turned up in another browser.
-- session_alarm_add(account_id, device text, elsewhere text, at instant) :insert
INSERT INTO session_alarms (account_id, device, elsewhere, at) VALUES (:account_id, :device, :elsewhere, :at);

-- Sessions of an account that turned up elsewhere, of late.
-- session_alarms_of(account_id) :many
--   purpose "for the person to see that it happened"
SELECT x.device, x.elsewhere, x.at FROM session_alarms x WHERE x.account_id = :account_id ORDER BY x.at DESC LIMIT 5;

-- Alarms of long ago.
-- session_alarms_forget(before instant) :exec
DELETE FROM session_alarms WHERE at <= :before;

-- ---- Devices ----

-- An account signed in from a browser.
-- device_add(token_hash bytes, account_id, today day) :exec
--   conflict ok
INSERT INTO known_devices (token_hash, account_id, seen_on) VALUES (:token_hash, :account_id, :today);

-- The same, again.
-- device_seen(token_hash bytes, account_id, today day) :exec
UPDATE known_devices SET seen_on = :today WHERE token_hash = :token_hash AND account_id = :account_id;

-- Whether an account signed in from this browser before.
-- device_known(token_hash bytes, account_id) :maybe
--   purpose "so that guesses elsewhere do not shut the person out"
SELECT d.account_id FROM known_devices d WHERE d.token_hash = :token_hash AND d.account_id = :account_id;

-- No browser is known for an account any more.
-- devices_forget_of(account_id) :exec
DELETE FROM known_devices WHERE account_id = :account_id;

-- No other browser than this is known for an account any more.
-- devices_forget_others(account_id, token_hash bytes) :exec
DELETE FROM known_devices WHERE account_id = :account_id AND token_hash <> :token_hash;

-- Browsers not seen for long.
-- devices_forget(before day) :exec
DELETE FROM known_devices WHERE seen_on <= :before;

-- ---- Links ----

-- A link that signs in, once.
-- link_add(token_hash bytes, account_id, now instant, ends_at instant) :exec
INSERT INTO sign_in_links (token_hash, account_id, made_at, ends_at) VALUES (:token_hash, :account_id, :now, :ends_at);

-- Whose link it is, while it is good.
-- link_account(token_hash bytes, now instant, soon instant) :maybe
--   purpose "to sign in who holds the link"
SELECT l.account_id FROM sign_in_links l JOIN accounts a ON a.id = l.account_id
WHERE l.token_hash = :token_hash AND l.ends_at > :now AND l.made_at <= :soon AND l.spent_at IS NULL AND a.left_on IS NULL;

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

-- An account's links work no more.
-- links_forget_of(account_id) :exec
DELETE FROM sign_in_links WHERE account_id = :account_id;

-- Someone asks for a link.
-- request_add(mac bytes, now instant) :exec
--   conflict ok
INSERT INTO sign_in_requests (mac, made_at) VALUES (:mac, :now);

-- What was asked and not yet answered.
-- requests_open() :many
--   purpose "to find the accounts among them, and to write to those"
--   scan ok "they are answered within seconds"
SELECT q.mac FROM sign_in_requests q;

-- All that was asked until now is answered.
-- request_answered(mac bytes) :exec
DELETE FROM sign_in_requests WHERE mac = :mac;

-- Every address that may sign in.
-- addresses_all() :many
--   purpose "to find for which accounts a link was asked: requests hold no address"
--   scan ok "a fund has few accounts, and this runs outside of pages"
SELECT a.id, a.name, a.email FROM accounts a WHERE a.left_on IS NULL AND a.shredded_at IS NULL;

-- ---- Passwords ----

-- What a password is checked against; one statement whether or not the address has an account, and one row in each case.
-- sign_in_by_email(email text, device_hash bytes) :one
--   purpose "to check a password"
SELECT a.id AS account_id?, p.hash AS hash?,
  EXISTS (SELECT 1 FROM known_devices d WHERE d.token_hash = :device_hash AND d.account_id = a.id) AS "known:flag"
FROM (SELECT 1 AS one) o LEFT JOIN accounts a ON a.email = :email AND a.left_on IS NULL LEFT JOIN passwords p ON p.account_id = a.id;

-- The password of an account.
-- password_of(account_id) :maybe
--   purpose "to check the present one before it changes"
SELECT p.id, p.hash, p.set_at FROM passwords p WHERE p.account_id = :account_id;

-- A first password.
-- password_add(account_id, hash text, now instant) :insert
INSERT INTO passwords (account_id, hash, set_at) VALUES (:account_id, :hash, :now);

-- How the present session began.
-- session_began(token_hash bytes) :maybe
--   purpose "to let who just answered a mail do without the password they forgot"
SELECT s.made_at, s.kind FROM sessions s WHERE s.token_hash = :token_hash;

-- Another one.
-- password_set(account_id, hash text, now instant) :exec
UPDATE passwords SET hash = :hash, set_at = :now WHERE account_id = :account_id;

-- None any more.
-- password_forget(account_id) :exec
DELETE FROM passwords WHERE account_id = :account_id;

-- Failures of an hour, more of them.
-- failures_more(hour instant, count int) :exec
UPDATE sign_in_failures SET count = count + :count WHERE hour = :hour;

-- The first of an hour.
-- failures_first(hour instant, count int) :exec
INSERT INTO sign_in_failures (hour, count) VALUES (:hour, :count);

-- Hours of long ago.
-- failures_forget(before instant) :exec
DELETE FROM sign_in_failures WHERE hour <= :before;

-- ---- Second factor ----

-- The second factor of an account.
-- factor_of(account_id) :maybe
--   purpose "to check a code"
SELECT f.id, f.kind, f.secret, f.made_at FROM second_factors f WHERE f.account_id = :account_id;

-- A second factor.
-- factor_add(account_id, kind second_factor_kind, secret bytes, now instant) :insert
INSERT INTO second_factors (account_id, kind, secret, made_at) VALUES (:account_id, :kind, :secret, :now);

-- None any more.
-- factor_forget(account_id) :exec
DELETE FROM second_factors WHERE account_id = :account_id;

-- The newest step of which a code was taken.
-- code_step_of(account_id) :maybe
--   purpose "so that a code works once"
SELECT c.step FROM code_steps c WHERE c.account_id = :account_id;

-- A code of that step was taken; 0 when one of it, or a newer one, was before.
-- code_step_take(account_id, step int) :exec
UPDATE code_steps SET step = :step WHERE account_id = :account_id AND step < :step;

-- The first step of an account; 0 when it has one.
-- code_step_first(account_id, step int) :exec
--   conflict ok
INSERT INTO code_steps (account_id, step) VALUES (:account_id, :step);

-- A new factor, new steps.
-- code_steps_forget(account_id) :exec
DELETE FROM code_steps WHERE account_id = :account_id;

-- A recovery code.
-- recovery_add(account_id, hash bytes, now instant) :insert
INSERT INTO recovery_codes (account_id, hash, made_at) VALUES (:account_id, :hash, :now);

-- A recovery code is spent; 0: there is none such, or it was.
-- recovery_spend(account_id, hash bytes, at instant) :exec
UPDATE recovery_codes SET spent_at = :at WHERE account_id = :account_id AND hash = :hash AND spent_at IS NULL;

-- An account's recovery codes work no more.
-- recovery_forget(account_id) :exec
DELETE FROM recovery_codes WHERE account_id = :account_id;

-- The recovery codes that are left.
-- recovery_left(account_id) :many
--   purpose "for the person to see how many are left"
SELECT c.hash FROM recovery_codes c WHERE c.account_id = :account_id AND c.spent_at IS NULL ORDER BY c.hash;

-- ---- Own page ----

-- What a person's own page shows of them.
-- person_self(account_id) :maybe
--   purpose "for the person's own page"
SELECT a.name, a.email, a.version, p.set_at AS password_at?, f.made_at AS factor_at?
FROM accounts a LEFT JOIN passwords p ON p.account_id = a.id LEFT JOIN second_factors f ON f.account_id = a.id WHERE a.id = :account_id;

-- The name, as the person wants it.
-- person_name_set(account_id, name text, name_key text) :exec
UPDATE accounts SET name = :name, name_key = :name_key, version = version + 1 WHERE id = :account_id;

-- Someone wants another address.
-- address_change_add(token_hash bytes, account_id, email text, now instant, ends_at instant) :exec
INSERT INTO address_changes (token_hash, account_id, email, made_at, ends_at) VALUES (:token_hash, :account_id, :email, :now, :ends_at);

-- The change that a link confirms, while it is good.
-- address_change_of(token_hash bytes, now instant, soon instant) :maybe
--   purpose "to change the address of who asked for it"
SELECT c.account_id, c.email, a.email AS old FROM address_changes c JOIN accounts a ON a.id = c.account_id
WHERE c.token_hash = :token_hash AND c.ends_at > :now AND c.made_at <= :soon AND a.left_on IS NULL;

-- The address that was asked for and not yet confirmed.
-- address_change_open(account_id, now instant) :maybe
--   purpose "for the person's own page"
SELECT c.email FROM address_changes c WHERE c.account_id = :account_id AND c.ends_at > :now ORDER BY c.made_at DESC LIMIT 1;

-- The address changes; 0 when another account has it.
-- address_set(account_id, email text) :exec
--   conflict ok
UPDATE accounts SET email = :email, version = version + 1 WHERE id = :account_id;

-- Whatever was asked about an address is settled.
-- address_changes_forget_of(account_id) :exec
DELETE FROM address_changes WHERE account_id = :account_id;

-- Changes that nobody confirmed.
-- address_changes_forget(now instant) :exec
DELETE FROM address_changes WHERE ends_at <= :now;

-- Somebody was let back in from the command line.
-- rescue_add(account_id, at instant) :insert
INSERT INTO rescues (account_id, at) VALUES (:account_id, :at);

-- Who was let back in of late.
-- rescues_since(since instant) :many
--   purpose "for directors to see that somebody was let back in"
SELECT r.at, a.name FROM rescues r JOIN accounts a ON a.id = r.account_id WHERE r.at >= :since ORDER BY r.at DESC, r.id DESC LIMIT 10;

-- When an account was last let back in.
-- rescue_of(account_id) :maybe
--   purpose "for the person's own page"
--   sort ok "there are few"
SELECT r.at FROM rescues r WHERE r.account_id = :account_id ORDER BY r.at DESC LIMIT 1;

-- The account of an address, folded.
-- account_by_address(email text) :maybe
--   purpose "to let back in whom the command line names"
SELECT a.id, a.name FROM accounts a WHERE a.email = :email AND a.left_on IS NULL;

-- An account of a demo: the person of an address; in a demo of before it had people, the one that has certain roles and no others.
-- demo_account(email text, roles int) :maybe
--   purpose "the demo's one-click sign-in"
--   scan ok "in a demo, which has a handful"
--   sort ok "in a demo, which has a handful"
SELECT a.id FROM accounts a WHERE (a.email = :email OR (a.roles = :roles AND :roles <> 0)) AND a.left_on IS NULL
ORDER BY a.email <> :email, a.id LIMIT 1;

-- Law 10: whether this database is a demo, by its own mark.
-- initiative_is_demo() :maybe
--   scan ok "there is one"
SELECT i.demo FROM initiatives i ORDER BY i.id LIMIT 1;
