-- Every statement of the first run.

-- How far it is, by the records themselves; account: who looks.
-- start_state(account int) :one
--   purpose "to tell a director what is still to be set up"
--   scan ok "each looks for one row"
--   sort ok "each looks for one row"
SELECT EXISTS (SELECT 1 FROM accounts a WHERE a.id = :account AND a.name <> a.email) AS "you:flag",
       EXISTS (SELECT 1 FROM settings s WHERE s.contact_mail IS NOT NULL OR s.contact_phone IS NOT NULL) AS "fund:flag",
       EXISTS (SELECT 1 FROM funders f JOIN programmes p ON p.funder_id = f.id WHERE f.own = 1) AS "programmes:flag",
       EXISTS (SELECT 1 FROM pledges) OR EXISTS (SELECT 1 FROM start_names n JOIN funders f ON f.id = n.funder_id) AS "funders:flag",
       EXISTS (SELECT 1 FROM accounts a WHERE a.id <> :account) OR EXISTS (SELECT 1 FROM invitations) AS "colleagues:flag",
       EXISTS (SELECT 1 FROM grants) AS "import:flag";

-- The steps that were passed over.
-- start_skipped() :many
--   ask ahead
--   scan ok "at most six"
SELECT s.step FROM start_skips s ORDER BY s.step;

-- A step is passed over.
-- start_skip(step start_step, at instant) :exec
--   conflict ok
INSERT INTO start_skips (step, skipped_at) VALUES (:step, :at);

-- It is taken up again.
-- start_take_up(step start_step) :exec
DELETE FROM start_skips WHERE step = :step;

-- Who looks, for the first step.
-- start_account(account_id) :maybe
--   purpose "to let someone say how they are called"
SELECT a.name, a.email, a.version FROM accounts a WHERE a.id = :account_id;

-- How someone is called. 0: it was changed first.
-- start_account_change(account_id, version int, name text, name_key text) :exec
UPDATE accounts SET name = :name, name_key = :name_key, version = version + 1 WHERE id = :account_id AND version = :version;

-- The funder that the fund's own grants are made by.
-- start_own_funder() :maybe
--   scan ok "there are few funders"
SELECT f.id FROM funders f WHERE f.own = 1 LIMIT 1;

-- A programme from the samples.
-- start_programme_add(funder_id, name text, name_key text, purpose text?, criteria text?, cap pence?, duration_months int?, reporting reporting_weight?) :insert
INSERT INTO programme_records (funder_id, name, name_key, purpose, criteria, cap, one_off, duration_months, reporting)
VALUES (:funder_id, :name, :name_key, :purpose, :criteria, :cap, 0, :duration_months, :reporting);

-- It came from the samples.
-- start_sample_add(programme_id) :exec
INSERT INTO start_samples (programme_id) VALUES (:programme_id);

-- Programmes from the samples that nobody has changed or used: these can be taken back.
-- start_samples_left() :many
--   scan ok "a few"
--   sort ok "a few"
SELECT p.id, p.name FROM start_samples s CROSS JOIN programmes p ON p.id = s.programme_id
WHERE p.version = 1 AND NOT EXISTS (SELECT 1 FROM grants g WHERE g.programme_id = p.id)
  AND NOT EXISTS (SELECT 1 FROM programme_questions q WHERE q.programme_id = p.id) ORDER BY p.id;

-- One of them is taken back.
-- start_sample_remove(programme_id) :exec
DELETE FROM programme_records WHERE id = :programme_id;

-- A co-funder, by its name alone; what it pledges comes on its own page.
-- start_funder_add(name text, name_key text) :insert
--   conflict ok
INSERT INTO funders (name, name_key, own) VALUES (:name, :name_key, 0);

-- It was named in the first run.
-- start_name_add(funder_id) :exec
INSERT INTO start_names (funder_id) VALUES (:funder_id);

-- The co-funders named so far.
-- start_names_list() :many
--   scan ok "a few"
--   sort ok "a few"
SELECT f.id, f.name FROM start_names n CROSS JOIN funders f ON f.id = n.funder_id ORDER BY f.name_key, f.id;
