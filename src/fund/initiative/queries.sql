-- The initiative's own row, and the figures of its first page. Only the initiative's own grants count in a figure; grants
-- that other funders made are in the lists, with their funder named.

-- The one row; none before `init`.
-- initiative_find() :maybe as initiative_row
--   scan ok "one row"
SELECT i.id, i.name, i.demo, i.as_at FROM initiatives i;

-- A new initiative.
-- initiative_add(name text, demo flag, as_at day?, at instant) :exec
INSERT INTO initiatives (name, demo, as_at, made_at) VALUES (:name, :demo, :as_at, :at);

-- The initiative as a funder: its own grants are made by it.
-- initiative_funder_add(name text, name_key text) :insert
INSERT INTO funders (name, name_key, own) VALUES (:name, :name_key, 1);

-- The initiative as a funder.
-- initiative_own_funder() :maybe
--   scan ok "there are few funders"
SELECT f.id FROM funders f WHERE f.own = 1 ORDER BY f.id LIMIT 1;

-- ---- Figures ----

-- Grants, seats and distinct partners (two figures, D1), and money.
-- own_figures() :one
--   ask ahead
--   scan ok "there are few funders"
WITH own AS MATERIALIZED (
  SELECT g.id, g.asked, g.awarded FROM grants g WHERE g.funder_id IN (SELECT f.id FROM funders f WHERE f.own = 1))
SELECT (SELECT count(*) FROM own) AS "grants:int",
       (SELECT coalesce(sum(o.asked), 0) FROM own o) AS "asked:pence",
       (SELECT coalesce(sum(o.awarded), 0) FROM own o) AS "awarded:pence",
       (SELECT count(*) FROM own o JOIN grant_seats s ON s.grant_id = o.id) AS "seats:int",
       (SELECT count(DISTINCT s.partner_id) FROM own o JOIN grant_seats s ON s.grant_id = o.id) AS "partners:int";

-- Who leads each own grant that told what the work really costs, in the order they were added.
-- own_needs_leads() :many
--   ask ahead
--   reads grant_needs "who told theirs, and nothing of what"
--   scan ok "there are few funders"
--   sort ok "own grants alone"
SELECT (SELECT s.partner_id FROM grant_seats s WHERE s.grant_id = g.id ORDER BY s.kind, s.id LIMIT 1) AS "lead:partner_id?"
FROM grants g JOIN grant_needs n ON n.grant_id = g.id
WHERE g.funder_id IN (SELECT f.id FROM funders f WHERE f.own = 1) ORDER BY g.id;

-- What the work really costs, only as one sum over the first own grants that told it, beside what those were awarded
-- (A6); rules.c says over how many. Nothing here compares one grant's need with its award: whoever can change an award
-- would read the need off the answer.
-- own_needs(first int) :one
--   reads grant_needs "one total over whole groups of grants and partners; never a grant's own"
--   scan ok "there are few funders"
WITH told AS MATERIALIZED (
  SELECT g.id, g.awarded, n.needed FROM grants g JOIN grant_needs n ON n.grant_id = g.id
  WHERE g.funder_id IN (SELECT f.id FROM funders f WHERE f.own = 1)
  ORDER BY g.id LIMIT :first)
SELECT count(*) AS "grants:int", coalesce(sum(t.needed), 0) AS "needed:pence", coalesce(sum(t.awarded), 0) AS "awarded:pence"
FROM told t;

-- Own grants in each nation or region. A grant in two counts in both.
-- own_grants_by_region() :many
--   ask ahead
--   scan ok "there are few funders"
--   sort ok "twelve rows"
SELECT r.region, count(*) AS "grants:int"
FROM grants g JOIN grant_regions r ON r.grant_id = g.id
WHERE g.funder_id IN (SELECT f.id FROM funders f WHERE f.own = 1)
GROUP BY r.region ORDER BY r.region;

-- Own grants that influence, by method; a grant may use several (A3).
-- own_grants_by_method() :many
--   ask ahead
--   scan ok "there are few funders"
--   sort ok "six rows"
SELECT m.method, count(*) AS "grants:int"
FROM grants g JOIN grant_methods m ON m.grant_id = g.id
WHERE g.funder_id IN (SELECT f.id FROM funders f WHERE f.own = 1)
GROUP BY m.method ORDER BY count(*) DESC, m.method;

-- How many own grants influence.
-- own_grants_influencing() :count
--   ask ahead
--   scan ok "there are few funders"
SELECT count(*) FROM grants g
WHERE g.funder_id IN (SELECT f.id FROM funders f WHERE f.own = 1)
  AND EXISTS (SELECT 1 FROM grant_methods m WHERE m.grant_id = g.id);

-- Money by restriction, off the lines of own grants (A14).
-- own_money_by_restriction() :many
--   ask ahead
--   scan ok "there are few funders"
--   sort ok "three rows"
SELECT l.restriction, sum(l.amount) AS "amount:pence"
FROM grants g JOIN grant_lines l ON l.grant_id = g.id
WHERE g.funder_id IN (SELECT f.id FROM funders f WHERE f.own = 1)
GROUP BY l.restriction ORDER BY l.restriction;

-- Own grants whose money ends in a time, soonest first.
-- own_grants_ending(from day, to day, most int) :many
--   ask ahead
--   scan ok "there are few funders"
--   sort ok "own grants alone"
SELECT g.id, g.title, g.awarded, g.ends_on,
       (SELECT p.name FROM partners p
        WHERE p.id = (SELECT s.partner_id FROM grant_seats s WHERE s.grant_id = g.id ORDER BY s.kind, s.id LIMIT 1)) AS "lead:text?",
       (SELECT count(*) FROM grant_seats s WHERE s.grant_id = g.id) AS "seats:int"
FROM grants g
WHERE g.funder_id IN (SELECT f.id FROM funders f WHERE f.own = 1) AND g.ends_on >= :from AND g.ends_on < :to
ORDER BY g.ends_on!, g.id LIMIT :most;

-- How many end in a time.
-- own_grants_ending_count(from day, to day) :count
--   ask ahead
--   scan ok "there are few funders"
SELECT count(*) FROM grants g
WHERE g.funder_id IN (SELECT f.id FROM funders f WHERE f.own = 1) AND g.ends_on >= :from AND g.ends_on < :to;

-- The imports that were published last.
-- newest_imports() :many
--   ask ahead
--   scan ok "walks the newest until five are found"
SELECT i.id, i.funder_name, i.rows_written, i.published_at FROM imports i
WHERE i.published_at IS NOT NULL ORDER BY i.started_at DESC, i.id DESC LIMIT 5;
