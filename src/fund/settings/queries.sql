-- Every statement of the settings.

-- What every page shows: one statement, so that a change is there at once.
-- settings_shown() :maybe
--   ask ahead
--   scan ok "there is one of each"
SELECT i.name, s.accent, s.accent_dark, s.contact_mail, s.contact_phone, s.contact_words, l.hash AS logo?
FROM initiatives i CROSS JOIN settings s LEFT JOIN logos l ON l.id = s.logo_id LIMIT 1;

-- All of them; the name is empty before there is an initiative.
-- settings_find() :one as settings_row
--   scan ok "there is one"
SELECT coalesce((SELECT i.name FROM initiatives i LIMIT 1), '') AS "name:text", s.name_version, s.accent, s.accent_dark, s.look_version, s.logo_id, s.logo_before_id, s.logo_version,
       s.contact_mail, s.contact_phone, s.contact_words, s.contact_version, s.nation, s.week, s.days_version, s.reply_days,
       s.quiet, s.quiet_from, s.quiet_until, s.quiet_days_off, s.promise_version, s.keep_left, s.keep_problems, s.keep_mails,
       s.keep_version, s.file_most_mb, s.files_of_one_mb, s.files_version
FROM settings s LIMIT 1;

-- The fund's name. 0: somebody changed it first.
-- settings_name_version(version int) :exec
--   scan ok "there is one"
UPDATE settings SET name_version = name_version + 1 WHERE name_version = :version;

-- The name itself.
-- settings_name_change(name text) :exec
--   scan ok "there is one"
UPDATE initiatives SET name = :name WHERE name <> :name;

-- And of the funder that the fund's own grants are made by.
-- settings_own_funder_change(name text, name_key text) :exec
--   scan ok "there are few funders"
--   conflict ok
UPDATE funders SET name = :name, name_key = :name_key, version = version + 1 WHERE own = 1;

-- Colours. 0: somebody changed them first.
-- settings_look_change(version int, accent text?, accent_dark text?) :exec
--   scan ok "there is one"
UPDATE settings SET accent = :accent, accent_dark = :accent_dark, look_version = look_version + 1
WHERE look_version = :version;

-- The logo, and the one before it. 0: somebody changed it first.
-- settings_logo_change(version int, logo logo_id?, before logo_id?) :exec
--   scan ok "there is one"
UPDATE settings SET logo_id = :logo, logo_before_id = :before, logo_version = logo_version + 1
WHERE logo_version = :version;

-- A logo.
-- logo_add(hash text, type text, width int, height int, content bytes, at instant) :insert
INSERT INTO logos (hash, type, width, height, content, added_at)
VALUES (:hash, :type, :width, :height, :content, :at);

-- A logo by its hash, without its bytes.
-- logo_by_hash(hash text) :maybe
SELECT l.id, l.width, l.height FROM logos l WHERE l.hash = :hash;

-- A logo's bytes, for whoever has its address.
-- logo_content(hash text) :maybe
SELECT l.type, l.content FROM logos l WHERE l.hash = :hash;

-- A logo's hash and size, for the page that changes it.
-- logo_find(logo_id) :maybe
SELECT l.hash, l.width, l.height, l.added_at FROM logos l WHERE l.id = :logo_id;

-- Logos that are neither shown nor ready to be put back.
-- logos_forget() :exec
--   scan ok "there are two or three"
DELETE FROM logos WHERE id NOT IN (SELECT s.logo_id FROM settings s WHERE s.logo_id IS NOT NULL)
  AND id NOT IN (SELECT s.logo_before_id FROM settings s WHERE s.logo_before_id IS NOT NULL);

-- How the fund is reached. 0: somebody changed it first.
-- settings_contact_change(version int, mail text?, phone text?, words text?) :exec
--   scan ok "there is one"
UPDATE settings SET contact_mail = :mail, contact_phone = :phone, contact_words = :words, contact_version = contact_version + 1
WHERE contact_version = :version;

-- When the fund works. 0: somebody changed it first.
-- settings_days_change(version int, nation, week int) :exec
--   scan ok "there is one"
UPDATE settings SET nation = :nation, week = :week, days_version = days_version + 1 WHERE days_version = :version;

-- Days on which the fund is closed, soonest first.
-- closed_days() :many
--   scan ok "a few a year"
SELECT c.on_day, c.words FROM closed_days c ORDER BY c.on_day;

-- A day on which it is closed.
-- closed_day_add(on_day day, words text) :exec
--   conflict ok
INSERT INTO closed_days (on_day, words) VALUES (:on_day, :words);

-- It is open that day after all.
-- closed_day_remove(on_day day) :exec
DELETE FROM closed_days WHERE on_day = :on_day;

-- Closed all the same, for another reason.
-- closed_day_words(on_day day, words text) :exec
UPDATE closed_days SET words = :words WHERE on_day = :on_day;

-- What is promised, and when mails wait. 0: somebody changed it first.
-- settings_promise_change(version int, reply_days int, quiet flag, quiet_from int, quiet_until int, quiet_days_off flag) :exec
--   scan ok "there is one"
UPDATE settings SET reply_days = :reply_days, quiet = :quiet, quiet_from = :quiet_from, quiet_until = :quiet_until,
                    quiet_days_off = :quiet_days_off, promise_version = promise_version + 1
WHERE promise_version = :version;

-- How long things are kept. 0: somebody changed it first.
-- settings_keep_change(version int, keep_left int, keep_problems int, keep_mails int) :exec
--   scan ok "there is one"
UPDATE settings SET keep_left = :keep_left, keep_problems = :keep_problems, keep_mails = :keep_mails,
                    keep_version = keep_version + 1
WHERE keep_version = :version;

-- How much may be added. 0: somebody changed it first.
-- settings_files_change(version int, file_most_mb int, files_of_one_mb int) :exec
--   scan ok "there is one"
UPDATE settings SET file_most_mb = :file_most_mb, files_of_one_mb = :files_of_one_mb, files_version = files_version + 1
WHERE files_version = :version;
