-- Every statement of imports: the life of a file, staging, matching, writing, undoing.

-- ---- The import itself ----

-- A new import, before its file is read.
-- import_add(funder_name text, file_name text, at instant) :insert
INSERT INTO imports (funder_name, file_name, state, started_at)
VALUES (:funder_name, :file_name, @import_state.waiting, :at);

-- One import.
-- import_find(import_id) :maybe as import_row
SELECT i.id, i.funder_name, i.funder_id, i.made_funder, i.file_funder_id, i.file_name, i.state, i.started_at, i.published_at,
       i.read_done, i.read_of, i.rows_read, i.rows_written, i.already_here, i.new_partners, i.matched_partners, i.errors,
       i.warnings
FROM imports i WHERE i.id = :import_id;

-- Imports, newest first.
-- imports_list() :page 25 as import_row
--   sort newest : i.started_at desc, i.id desc
SELECT i.id, i.funder_name, i.funder_id, i.made_funder, i.file_funder_id, i.file_name, i.state, i.started_at, i.published_at,
       i.read_done, i.read_of, i.rows_read, i.rows_written, i.already_here, i.new_partners, i.matched_partners, i.errors,
       i.warnings
FROM imports i;

-- When the same file was imported before, and is public.
-- import_same_file(import_id) :maybe
--   scan ok "there are few imports"
SELECT o.started_at FROM imports i JOIN imports o ON o.file_hash = i.file_hash AND o.id <> i.id
WHERE i.id = :import_id AND o.state = @import_state.published ORDER BY o.id LIMIT 1;

-- How far reading is.
-- import_read_so_far(import_id, read_done int, read_of int, rows_read int) :exec
UPDATE imports SET read_done = :read_done, read_of = :read_of, rows_read = :rows_read WHERE id = :import_id;

-- What reading came to.
-- import_read_over(import_id, state import_state, file_funder_id text?, rows_read int, already_here int, new_partners int, matched_partners int, errors int, warnings int) :exec
UPDATE imports SET state = :state, file_funder_id = :file_funder_id, rows_read = :rows_read, already_here = :already_here,
       new_partners = :new_partners, matched_partners = :matched_partners, errors = :errors, warnings = :warnings
WHERE id = :import_id;

-- Its turn has come: the file is here. 0 rows when it was not waiting.
-- import_begin(import_id, file_hash bytes) :exec
UPDATE imports SET state = @import_state.reading, file_hash = :file_hash
WHERE id = :import_id AND state = @import_state.waiting;

-- The state alone, from one to the next; 0 rows when it was in another.
-- import_state_change(import_id, was import_state, becomes import_state) :exec
UPDATE imports SET state = :becomes WHERE id = :import_id AND state = :was;

-- How far writing is.
-- import_written_so_far(import_id, rows_written int) :exec
UPDATE imports SET rows_written = :rows_written WHERE id = :import_id;

-- The funder whose grants they are.
-- import_funder_set(import_id, funder_id, made flag) :exec
UPDATE imports SET funder_id = :funder_id, made_funder = :made WHERE id = :import_id;

-- The one step that makes an import's records visible.
-- import_publish(import_id, at instant, rows_written int, already_here int) :exec
UPDATE imports SET published_at = :at, state = @import_state.published, rows_written = :rows_written, already_here = :already_here
WHERE id = :import_id AND state = @import_state.writing;

-- The one step that hides them again.
-- import_hide(import_id) :exec
UPDATE imports SET published_at = NULL, state = @import_state.undone WHERE id = :import_id;

-- Imports that a server which is gone had been given and never began.
-- imports_waiting(newest import_id) :many
--   scan ok "there are few imports"
SELECT i.id FROM imports i WHERE i.state = @import_state.waiting AND i.id <= :newest ORDER BY i.id;

-- The newest import of all.
-- import_newest() :maybe
--   scan ok "takes the first"
SELECT i.id FROM imports i ORDER BY i.id DESC LIMIT 1;

-- Imports that were cut off, or undone or refused with something left to remove.
-- imports_to_tidy() :many
--   scan ok "there are few imports"
--   reads grant_records "looks for what a killed import left, which no view shows"
--   reads partner_records "looks for what a killed import left, which no view shows"
--   reads programme_records "looks for what a killed import left, which no view shows"
SELECT i.id, i.state FROM imports i
WHERE i.state IN (@import_state.reading, @import_state.writing)
   OR (i.state IN (@import_state.undone, @import_state.refused)
       AND (EXISTS (SELECT 1 FROM import_rows r WHERE r.import_id = i.id)
            OR EXISTS (SELECT 1 FROM import_partners p WHERE p.import_id = i.id)
            OR (i.state = @import_state.undone AND EXISTS (SELECT 1 FROM import_problems p WHERE p.import_id = i.id))
            OR EXISTS (SELECT 1 FROM grant_records g WHERE g.import_id = i.id)
            OR EXISTS (SELECT 1 FROM partner_records p WHERE p.import_id = i.id)
            OR EXISTS (SELECT 1 FROM programme_records p WHERE p.import_id = i.id)))
   OR (i.state = @import_state.published AND EXISTS (SELECT 1 FROM import_rows r WHERE r.import_id = i.id))
ORDER BY i.id;

-- An import without any trace: after a dry run.
-- import_delete(import_id) :exec
DELETE FROM imports WHERE id = :import_id;

-- ---- Problems ----

-- One problem of a file.
-- import_problem_add(import_id, position int, error flag, sheet text?, file_row int?, column_name text?, say text) :exec
INSERT INTO import_problems (import_id, position, error, sheet, file_row, column_name, say)
VALUES (:import_id, :position, :error, :sheet, :file_row, :column_name, :say);

-- The problems of one import, errors first.
-- import_problems_of(import_id) :many as import_problem_row
--   sort ok "at most 2,000, read once a page"
SELECT p.error, p.sheet, p.file_row, p.column_name, p.say
FROM import_problems p WHERE p.import_id = :import_id ORDER BY p.error DESC, p.position;

-- Some problems of an import, gone: what they quote stays no longer than what they are about.
-- import_drop_problems(import_id, most int) :exec
DELETE FROM import_problems WHERE import_id = :import_id AND position IN
  (SELECT p.position FROM import_problems p WHERE p.import_id = :import_id LIMIT :most);

-- Refused imports that began before a moment and still have their problems.
-- imports_refused_before(before instant) :many
--   scan ok "there are few imports"
SELECT i.id FROM imports i
WHERE i.state = @import_state.refused AND i.started_at < :before
  AND EXISTS (SELECT 1 FROM import_problems p WHERE p.import_id = i.id)
ORDER BY i.id;

-- ---- Staging ----

-- A column that no field of ours holds and that will be kept with its grants.
-- import_extra_add(import_id, name text) :exec
--   conflict ok
INSERT INTO import_extras (import_id, name) VALUES (:import_id, :name);

-- Those columns, by name.
-- import_extras_of(import_id) :many as import_extra_row
SELECT x.name FROM import_extras x WHERE x.import_id = :import_id ORDER BY x.name;

-- A grant as it stood in the file; a reference that came before is refused.
-- import_row_add(import_id, position int, reference text, record bytes) :exec
--   conflict ok
INSERT INTO import_rows (import_id, position, reference, record) VALUES (:import_id, :position, :reference, :record);

-- The next staged grants after a position.
-- import_rows_after(import_id, position int, most int) :many
SELECT r.position, r.record FROM import_rows r
WHERE r.import_id = :import_id AND r.position > :position ORDER BY r.position LIMIT :most;

-- Whether a funder's grant of that reference is here.
-- import_grant_here(funder_id, reference text) :maybe
SELECT g.id FROM grants g WHERE g.funder_id = :funder_id AND g.reference = :reference;

-- Staged grants that are here already, but of another funder; 360G identifiers alone, which are the only ones of their
-- kind anywhere.
-- import_rows_elsewhere(import_id, funder_id funder_id?) :many
--   scan ok "of imports alone, which are few"
--   sort ok "there are few funders"
SELECT f.name, min(r.reference) AS "reference:text", count(*) AS "how_many:int"
FROM import_rows r CROSS JOIN grants g ON g.reference = r.reference JOIN funders f ON f.id = g.funder_id
WHERE r.import_id = :import_id AND r.reference >= '360G-' AND r.reference < '360G.'
  AND (:funder_id IS NULL OR g.funder_id <> :funder_id)
GROUP BY f.id ORDER BY f.name;

-- How many staged grants are here already, of this funder.
-- import_rows_here(import_id, funder_id) :count
--   scan ok "of imports alone, which are few"
SELECT count(*) FROM import_rows r
WHERE r.import_id = :import_id
  AND EXISTS (SELECT 1 FROM grants g WHERE g.funder_id = :funder_id AND g.reference = r.reference);

-- Which organisation of this file has a number.
-- import_number_find(import_id, scheme identifier_scheme, value text) :maybe
SELECT n.import_partner_id FROM import_numbers n
WHERE n.import_id = :import_id AND n.scheme = :scheme AND n.value = :value;

-- A number of an organisation in the file.
-- import_number_add(import_id, scheme identifier_scheme, value text, import_partner_id) :exec
--   conflict ok
INSERT INTO import_numbers (import_id, scheme, value, import_partner_id)
VALUES (:import_id, :scheme, :value, :import_partner_id);

-- The numbers of an organisation that was shown to be another's, moved to that one.
-- import_numbers_move(was import_partner_id, becomes import_partner_id) :exec
UPDATE import_numbers SET import_partner_id = :becomes WHERE import_partner_id = :was;

-- The numbers of an organisation in the file.
-- import_numbers_of(import_partner_id) :many
SELECT n.scheme, n.value FROM import_numbers n WHERE n.import_partner_id = :import_partner_id ORDER BY n.scheme, n.value;

-- An organisation in the file.
-- import_partner_find(import_partner_id) :one as import_partner_row
SELECT p.id, p.partner_id, p.was_here, p.name, p.name_key, p.other_names, p.website, p.postcode
FROM import_partners p WHERE p.id = :import_partner_id;

-- A new organisation in the file.
-- import_partner_add(import_id, partner_id partner_id?, was_here flag, name text, name_key text, other_names text?, website text?, postcode text?) :insert
INSERT INTO import_partners (import_id, partner_id, was_here, name, name_key, other_names, website, postcode)
VALUES (:import_id, :partner_id, :was_here, :name, :name_key, :other_names, :website, :postcode);

-- Two organisations were one.
-- import_partner_same(import_partner_id, same_as import_partner_id) :exec
UPDATE import_partners SET same_as = :same_as WHERE id = :import_partner_id;

-- Which partner it is.
-- import_partner_is(import_partner_id, partner_id, was_here flag) :exec
UPDATE import_partners SET partner_id = :partner_id, was_here = :was_here WHERE id = :import_partner_id;

-- What later rows told of it.
-- import_partner_more(import_partner_id, other_names text?, website text?, postcode text?) :exec
UPDATE import_partners SET other_names = :other_names, website = :website, postcode = :postcode WHERE id = :import_partner_id;

-- The next organisations of the file after one, without those that were shown to be another.
-- import_partners_after(import_id, after int, most int) :many as import_partner_row
SELECT p.id, p.partner_id, p.was_here, p.name, p.name_key, p.other_names, p.website, p.postcode
FROM import_partners p WHERE p.import_id = :import_id AND p.id > :after AND p.same_as IS NULL
ORDER BY p.id LIMIT :most;

-- How many organisations of the file are partners here.
-- import_partners_here(import_id) :count
SELECT count(*) FROM import_partners p WHERE p.import_id = :import_id AND p.same_as IS NULL AND p.was_here = 1;

-- How many are new.
-- import_partners_new(import_id) :count
SELECT count(*) FROM import_partners p WHERE p.import_id = :import_id AND p.same_as IS NULL AND p.was_here = 0;

-- Organisations of the file that have the name of a partner here but no number in common.
-- import_partners_named_as_here(import_id, most int) :many
--   scan ok "of imports alone, which are few"
SELECT p.name, h.name AS here FROM import_partners p CROSS JOIN partners h
WHERE p.import_id = :import_id AND p.same_as IS NULL AND p.was_here = 0 AND h.name_key = p.name_key
ORDER BY p.id LIMIT :most;

-- Organisations of the file that have a name in common but no number.
-- import_partners_named_alike(import_id, most int) :many
SELECT min(p.name) AS "name:text", count(*) AS "how_many:int" FROM import_partners p
WHERE p.import_id = :import_id AND p.same_as IS NULL
GROUP BY p.name_key HAVING count(*) > 1 ORDER BY p.name_key LIMIT :most;

-- The partner here that has a number.
-- partner_of_number(scheme identifier_scheme, value text) :maybe
--   scan ok "of imports alone, which are few"
SELECT n.partner_id, p.name FROM partner_identifiers n JOIN partners p ON p.id = n.partner_id
WHERE n.scheme = :scheme AND n.value = :value;

-- ---- Writing ----

-- The funder of a name.
-- import_funder_of_name(name_key text) :maybe
SELECT f.id, f.name, f.identifier FROM funders f WHERE f.name_key = :name_key;

-- A funder that was not here.
-- import_funder_add(name text, name_key text, identifier text?) :insert
INSERT INTO funders (name, name_key, identifier, own) VALUES (:name, :name_key, :identifier, 0);

-- A partner that was not here, hidden until its import is published.
-- import_write_partner(name text, name_key text, other_names text?, website text?, postcode text?, import_id, at instant) :insert
INSERT INTO partner_records (name, name_key, other_names, website, postcode, import_id, made_at)
VALUES (:name, :name_key, :other_names, :website, :postcode, :import_id, :at);

-- Whether people see a partner, or will with an import.
-- import_partner_there(partner_id, import_id) :maybe
--   reads partner_records "this import's own partners are hidden until it is published"
SELECT p.id, p.name_key FROM partner_records p
WHERE p.id = :partner_id AND (p.import_id IS NULL OR p.import_id = :import_id
      OR p.import_id IN (SELECT i.id FROM imports i WHERE i.published_at IS NOT NULL));

-- A number of that partner.
-- import_write_number(partner_id, scheme identifier_scheme, value text) :exec
--   conflict ok
INSERT INTO partner_identifiers (partner_id, scheme, value) VALUES (:partner_id, :scheme, :value);

-- The funder's programme of a name, seen or of this import.
-- import_programme_find(funder_id, name_key text, import_id) :maybe
--   scan ok "of imports alone, which are few"
--   reads programme_records "this import's own programmes are hidden until it is published"
SELECT p.id, p.code FROM programme_records p
WHERE p.funder_id = :funder_id AND p.name_key = :name_key AND (p.import_id IS NULL OR p.import_id = :import_id
      OR p.import_id IN (SELECT i.id FROM imports i WHERE i.published_at IS NOT NULL))
ORDER BY p.id LIMIT 1;

-- A programme that was not here.
-- import_write_programme(funder_id, name text, name_key text, code text?, import_id) :insert
INSERT INTO programme_records (funder_id, name, name_key, code, import_id)
VALUES (:funder_id, :name, :name_key, :code, :import_id);

-- A programme of this import turned out to go by several codes: it has none, and its grants keep theirs.
-- import_programme_no_code(programme_id, import_id) :exec
--   reads programme_records "this import's own programmes are hidden until it is published"
UPDATE programme_records SET code = NULL WHERE id = :programme_id AND import_id = :import_id;

-- A grant, hidden until its import is published; one that is here already stays as it is.
-- import_write_grant(reference text, funder_id, programme_id, title text, title_key text, description text, search text, asked pence?, awarded pence, awarded_on day, starts_on day?, ends_on day?, import_id, at instant) :insert
--   conflict ok
INSERT INTO grant_records (reference, funder_id, programme_id, title, title_key, description, search, asked, awarded, awarded_on,
                           starts_on, ends_on, import_id, made_at)
VALUES (:reference, :funder_id, :programme_id, :title, :title_key, :description, :search, :asked, :awarded, :awarded_on,
        :starts_on, :ends_on, :import_id, :at);

-- The first entry of its ledger.
-- import_write_award(grant_id, amount pence, decided_on day, at instant) :exec
INSERT INTO award_entries (grant_id, kind, amount, decided_on, made_at)
VALUES (:grant_id, @award_kind.award, :amount, :decided_on, :at);

-- A partner's seat in it.
-- import_write_seat(grant_id, partner_id) :exec
--   conflict ok
INSERT INTO grant_seats (grant_id, partner_id, kind) VALUES (:grant_id, :partner_id, @seat_kind.lead);

-- A region it is for.
-- import_write_region(grant_id, region) :exec
INSERT INTO grant_regions (grant_id, region) VALUES (:grant_id, :region);

-- A column that no field of ours holds.
-- import_write_extra(grant_id, name text, value text) :exec
--   conflict ok
INSERT INTO grant_extras (grant_id, name, value) VALUES (:grant_id, :name, :value);

-- ---- Undoing and tidying, some rows at a time ----

-- A grant outside the import in which one of its partners has a seat.
-- import_partner_needed(import_id) :maybe
--   reads grant_records "looks at hidden grants too, so that none is left without its partner"
--   reads partner_records "the import's own partners"
SELECT g.title, p.name FROM partner_records p
JOIN grant_seats s ON s.partner_id = p.id JOIN grant_records g ON g.id = s.grant_id
WHERE p.import_id = :import_id AND (g.import_id IS NULL OR g.import_id <> :import_id) LIMIT 1;

-- A grant outside the import that is in one of its programmes.
-- import_programme_needed(import_id) :maybe
--   scan ok "an import is undone rarely, and nearly every grant is one of another's programme: it ends at the first"
--   reads grant_records "looks at hidden grants too, so that none is left without its programme"
--   reads programme_records "the import's own programmes"
SELECT g.title, p.name FROM programme_records p JOIN grant_records g ON g.programme_id = p.id
WHERE p.import_id = :import_id AND (g.import_id IS NULL OR g.import_id <> :import_id) LIMIT 1;

-- Another import on its way that counts on a partner of this one, or that is writing and so may count on anything of it.
-- import_in_the_way(import_id) :maybe
--   scan ok "there are few imports"
--   reads partner_records "the import's own partners"
SELECT i.file_name, i.state FROM imports i
WHERE i.id <> :import_id
  AND (i.state = @import_state.writing
       OR (i.state IN (@import_state.reading, @import_state.ready)
           AND EXISTS (SELECT 1 FROM import_partners o JOIN partner_records p ON p.id = o.partner_id
                       WHERE o.import_id = i.id AND p.import_id = :import_id)))
ORDER BY i.id LIMIT 1;

-- Seats that people see, of partners that they do not.
-- seats_of_hidden_partners() :count
--   scan ok "for verify alone"
SELECT count(*) FROM grant_seats s JOIN grants g ON g.id = s.grant_id
WHERE NOT EXISTS (SELECT 1 FROM partners p WHERE p.id = s.partner_id);

-- Grants that people see, in programmes that they do not.
-- grants_of_hidden_programmes() :count
--   scan ok "for verify alone"
SELECT count(*) FROM grants g WHERE NOT EXISTS (SELECT 1 FROM programmes p WHERE p.id = g.programme_id);

-- Grants of an import that someone has changed since it was published.
-- import_grants_changed(import_id) :count
--   reads grant_records "counts the import's own grants"
SELECT count(*) FROM grant_records g WHERE g.import_id = :import_id AND g.version > 1;

-- Removes some of its grants, with all that belongs to them.
-- import_drop_grants(import_id, most int) :exec
--   reads grant_records "removes what is hidden"
DELETE FROM grant_records WHERE id IN (SELECT g.id FROM grant_records g WHERE g.import_id = :import_id LIMIT :most);

-- Removes some of its partners.
-- import_drop_partners(import_id, most int) :exec
--   reads partner_records "removes what is hidden"
DELETE FROM partner_records WHERE id IN (SELECT p.id FROM partner_records p WHERE p.import_id = :import_id LIMIT :most);

-- Removes some of its programmes.
-- import_drop_programmes(import_id, most int) :exec
--   reads programme_records "removes what is hidden"
DELETE FROM programme_records WHERE id IN (SELECT p.id FROM programme_records p WHERE p.import_id = :import_id LIMIT :most);

-- Removes a funder that came with an import, unless something else is its by now.
-- import_drop_funder(funder_id) :exec
--   scan ok "of imports alone, which are few"
--   reads grant_records "a funder with any grant stays"
--   reads programme_records "a funder with any programme stays"
DELETE FROM funders WHERE id = :funder_id AND own = 0
  AND NOT EXISTS (SELECT 1 FROM grant_records g WHERE g.funder_id = funders.id)
  AND NOT EXISTS (SELECT 1 FROM programme_records p WHERE p.funder_id = funders.id)
  AND NOT EXISTS (SELECT 1 FROM imports i WHERE i.funder_id = funders.id)
  AND NOT EXISTS (SELECT 1 FROM pledges p WHERE p.funder_id = funders.id)
  AND NOT EXISTS (SELECT 1 FROM contributions c WHERE c.funder_id = funders.id);

-- Forgets which funder it had, so that the funder can go.
-- import_funder_forget(import_id) :exec
UPDATE imports SET funder_id = NULL, made_funder = 0 WHERE id = :import_id;

-- Removes some of its staged grants.
-- import_drop_rows(import_id, most int) :exec
DELETE FROM import_rows WHERE import_id = :import_id AND position IN
  (SELECT r.position FROM import_rows r WHERE r.import_id = :import_id LIMIT :most);

-- Removes some of its organisations, with their numbers.
-- import_drop_import_partners(import_id, most int) :exec
DELETE FROM import_partners WHERE id IN (SELECT p.id FROM import_partners p WHERE p.import_id = :import_id LIMIT :most);
