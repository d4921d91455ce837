-- Every statement of programmes, their questions and their purposes.

-- ---- Lists ----

-- Programmes as staff list them.
-- programmes_list(today day) :page 25 as programme_card
--   scan ok "there are few programmes"
--   filter funder funder_id : p.funder_id = :funder
--   filter open             : (p.closed_on IS NULL OR p.closed_on > :today)
--   sort name : p.name_key, p.id
SELECT p.id, p.name, p.code, p.cap, p.one_off, p.duration_months, p.reporting, p.closed_on,
       (p.closed_on IS NULL OR p.closed_on > :today) AS "open:flag",
       (SELECT f.name FROM funders f WHERE f.id = p.funder_id) AS "funder:text",
       (SELECT count(*) FROM programme_questions q WHERE q.programme_id = p.id AND q.removed_at IS NULL) AS "questions:int"
FROM programmes p;

-- Programmes of one funder for a select.
-- programmes_of_funder(funder_id, most int) :many as programme_option
--   ask ahead
--   sort ok "a funder has few programmes"
SELECT p.id, p.name, f.name AS funder, f.own FROM programmes p JOIN funders f ON f.id = p.funder_id
WHERE p.funder_id = :funder_id ORDER BY p.name_key, p.id LIMIT :most;

-- Programmes of every funder for a select.
-- programmes_first(most int) :many as programme_option
--   ask ahead
--   scan ok "a select's worth, along the name's index"
SELECT p.id, p.name, f.name AS funder, f.own FROM programmes p JOIN funders f ON f.id = p.funder_id
ORDER BY p.name_key, p.id LIMIT :most;

-- Funders that may have programmes, the initiative itself first; none that came with an import that is not published.
-- programme_funders() :many
--   ask ahead
--   scan ok "there are few funders"
--   sort ok "there are few funders"
SELECT f.id, f.name, f.own FROM funders f
WHERE NOT EXISTS (SELECT 1 FROM imports i WHERE i.funder_id = f.id AND i.made_funder = 1 AND i.published_at IS NULL)
ORDER BY f.own DESC, f.name_key, f.id;

-- ---- One programme ----

-- All of one programme.
-- programme_find(programme_id) :maybe as programme_row
SELECT p.id, p.funder_id, p.name, p.name_key, p.code, p.purpose, p.criteria, p.cap, p.one_off, p.duration_months, p.reporting,
       p.closed_on, p.version, f.name AS funder, f.own
FROM programmes p JOIN funders f ON f.id = p.funder_id WHERE p.id = :programme_id;

-- What its grants come to.
-- programme_totals(programme_id) :one
SELECT count(*) AS "grants:int", coalesce(sum(g.awarded), 0) AS "awarded:pence" FROM grants g WHERE g.programme_id = :programme_id;

-- Its newest grants.
-- programme_grants(programme_id, most int) :many
SELECT g.id, g.title, g.awarded, g.awarded_on FROM grants g
WHERE g.programme_id = :programme_id ORDER BY g.awarded_on DESC, g.id DESC LIMIT :most;

-- Another programme of the funder that has the name.
-- programme_named(funder_id, name_key text, except programme_id?) :maybe
SELECT p.id, p.name FROM programmes p
WHERE p.funder_id = :funder_id AND p.name_key = :name_key AND (:except IS NULL OR p.id <> :except) ORDER BY p.id LIMIT 1;

-- A new programme.
-- programme_add(funder_id, name text, name_key text, code text?, purpose text?, criteria text?, cap pence?, one_off flag,
--      duration_months int?, reporting reporting_weight?, closed_on day?) :insert
INSERT INTO programme_records (funder_id, name, name_key, code, purpose, criteria, cap, one_off, duration_months, reporting, closed_on)
VALUES (:funder_id, :name, :name_key, :code, :purpose, :criteria, :cap, :one_off, :duration_months, :reporting, :closed_on);

-- A change, made to the version that was seen; 0 when it is no longer that one.
-- programme_change(programme_id, version int, name text, name_key text, code text?, purpose text?, criteria text?, cap pence?,
--      one_off flag, duration_months int?, reporting reporting_weight?, closed_on day?) :exec
UPDATE programme_records SET name = :name, name_key = :name_key, code = :code, purpose = :purpose, criteria = :criteria, cap = :cap,
       one_off = :one_off, duration_months = :duration_months, reporting = :reporting, closed_on = :closed_on, version = version + 1
WHERE id = :programme_id AND version = :version;

-- ---- Questions ----

-- Its questions, in order.
-- programme_questions(programme_id) :many as programme_question
SELECT q.id, q.position, q.question, q.why, q.who_reads FROM programme_questions q
WHERE q.programme_id = :programme_id AND q.removed_at IS NULL ORDER BY q.position, q.id;

-- Those taken out, the last one first.
-- programme_questions_removed(programme_id, most int) :many as programme_question
--   sort ok "a programme has few questions"
SELECT q.id, q.position, q.question, q.why, q.who_reads FROM programme_questions q
WHERE q.programme_id = :programme_id AND q.removed_at IS NOT NULL ORDER BY q.removed_at! DESC, q.id DESC LIMIT :most;

-- A question at the end.
-- programme_question_add(programme_id, question text, why text, who_reads text) :insert
INSERT INTO programme_questions (programme_id, position, question, why, who_reads)
VALUES (:programme_id, (SELECT coalesce(max(q.position), 0) + 1 FROM programme_questions q WHERE q.programme_id = :programme_id),
        :question, :why, :who_reads);

-- A question is asked no more; 0 when it is not of that programme, or is out already.
-- programme_question_remove(programme_question_id, programme_id, at instant) :exec
UPDATE programme_questions SET removed_at = :at
WHERE id = :programme_question_id AND programme_id = :programme_id AND removed_at IS NULL;

-- It is asked again, where it stood; 0 when it is not of that programme, or is back already.
-- programme_question_back(programme_question_id, programme_id) :exec
UPDATE programme_questions SET removed_at = NULL
WHERE id = :programme_question_id AND programme_id = :programme_id AND removed_at IS NOT NULL;

-- A question's place.
-- programme_question_place(programme_question_id, position int) :exec
UPDATE programme_questions SET position = :position WHERE id = :programme_question_id;

-- ---- Purposes ----

-- What its grants can be tagged with.
-- programme_purposes(programme_id) :many as programme_purpose
SELECT p.id, p.name, EXISTS (SELECT 1 FROM grant_purposes g WHERE g.purpose_id = p.id) AS "used:flag"
FROM programme_purposes p WHERE p.programme_id = :programme_id ORDER BY p.name;

-- A purpose to tag grants with; none is added when it is there.
-- programme_purpose_add(programme_id, name text) :insert
--   conflict ok
INSERT INTO programme_purposes (programme_id, name) VALUES (:programme_id, :name);

-- A purpose goes; 0 when it is not of that programme, or a grant is tagged with it.
-- programme_purpose_remove(purpose_id, programme_id) :exec
DELETE FROM programme_purposes WHERE id = :purpose_id AND programme_id = :programme_id
  AND NOT EXISTS (SELECT 1 FROM grant_purposes g WHERE g.purpose_id = :purpose_id);
