-- The pool: who pays in, what they pledged, what came, and what goes out. Money in and money out meet only as totals: no
-- statement here joins a contribution to a grant (A16).

-- Everyone who pays into the pool or made grants that are here, by name; the initiative itself left out, and whoever came
-- with an import that is not published.
-- funders_list() :many as funder_card
--   scan ok "there are few funders"
SELECT f.id, f.name,
       (SELECT coalesce(sum(p.amount), 0) FROM pledges p WHERE p.funder_id = f.id) AS "pledged:pence",
       (SELECT coalesce(sum(c.amount), 0) FROM contributions c WHERE c.funder_id = f.id) AS "received:pence",
       (SELECT min(p.from_on) FROM pledges p WHERE p.funder_id = f.id) AS "from_on:day?",
       (SELECT max(p.to_on) FROM pledges p WHERE p.funder_id = f.id) AS "to_on:day?",
       EXISTS (SELECT 1 FROM pledges p WHERE p.funder_id = f.id)
         OR EXISTS (SELECT 1 FROM contributions c WHERE c.funder_id = f.id) AS "in_pool:flag",
       (SELECT g.id FROM grants g WHERE g.funder_id = f.id ORDER BY g.awarded_on DESC, g.id DESC LIMIT 1) IS NOT NULL AS "has_grants:flag"
FROM funders f
WHERE f.own = 0
  AND NOT EXISTS (SELECT 1 FROM imports i WHERE i.funder_id = f.id AND i.made_funder = 1 AND i.published_at IS NULL)
ORDER BY f.name_key;

-- One funder, unless it came with an import that is not published.
-- funder_find(funder_id) :maybe as funder_row
--   scan ok "there are few imports"
SELECT f.id, f.name, f.identifier, f.own, f.about, f.version,
       (SELECT g.id FROM grants g WHERE g.funder_id = f.id ORDER BY g.awarded_on DESC, g.id DESC LIMIT 1) IS NOT NULL AS "has_grants:flag"
FROM funders f
WHERE f.id = :funder_id
  AND NOT EXISTS (SELECT 1 FROM imports i WHERE i.funder_id = f.id AND i.made_funder = 1 AND i.published_at IS NULL);

-- What a funder pledged, oldest first. A ledger.
-- funder_pledges(funder_id) :many as pledge_row
SELECT p.id, p.amount, p.pledged_on, p.from_on, p.to_on, p.earmark, p.reason
FROM pledges p WHERE p.funder_id = :funder_id ORDER BY p.pledged_on, p.id;

-- What came from a funder, oldest first. A ledger.
-- funder_contributions(funder_id) :many as contribution_row
SELECT c.id, c.amount, c.received_on, c.reason
FROM contributions c WHERE c.funder_id = :funder_id ORDER BY c.received_on, c.id;

-- The pool as a whole. running: awards of grants that have not ended.
-- pool_balance(today day) :one
--   scan ok "the pool's ledgers are short, and its own grants are found by funder"
SELECT (SELECT coalesce(sum(p.amount), 0) FROM pledges p) AS "pledged:pence",
       (SELECT coalesce(sum(c.amount), 0) FROM contributions c) AS "received:pence",
       (SELECT count(*) FROM funders f WHERE f.own = 0 AND EXISTS (SELECT 1 FROM pledges p WHERE p.funder_id = f.id))
         AS "funders:int",
       (SELECT coalesce(sum(g.awarded), 0) FROM grants g WHERE g.funder_id IN (SELECT f.id FROM funders f WHERE f.own = 1))
         AS "awarded:pence",
       (SELECT coalesce(sum(g.awarded), 0) FROM grants g
        WHERE g.funder_id IN (SELECT f.id FROM funders f WHERE f.own = 1) AND g.ends_on >= :today) AS "running:pence";

-- All pledges with their funders, for the timeline: largest funder first.
-- pool_pledges() :many
--   ask ahead
--   scan ok "a pool has few pledges"
--   sort ok "a pool has few pledges"
SELECT f.id AS funder_id, f.name, p.amount, p.from_on, p.to_on
FROM pledges p JOIN funders f ON f.id = p.funder_id
ORDER BY (SELECT sum(t.amount) FROM pledges t WHERE t.funder_id = f.id)! DESC, f.id, p.from_on, p.id;

-- The initiative's grants by programme: how many, how much, over what time.
-- pool_grants_by_programme() :many
--   scan ok "there are few funders"
--   sort ok "there are few programmes"
SELECT p.id, p.name, count(*) AS "grants:int", sum(g.awarded) AS "awarded:pence",
       min(coalesce(g.starts_on, g.awarded_on)) AS "from_on:day", max(coalesce(g.ends_on, g.awarded_on)) AS "to_on:day"
FROM grants g JOIN programmes p ON p.id = g.programme_id
WHERE g.funder_id IN (SELECT f.id FROM funders f WHERE f.own = 1)
GROUP BY p.id, p.name ORDER BY sum(g.awarded)! DESC, p.id;

-- A new funder; a name that is here already is refused.
-- funder_add(name text, name_key text, identifier text?, own flag, about text?) :insert
--   conflict ok
INSERT INTO funders (name, name_key, identifier, own, about) VALUES (:name, :name_key, :identifier, :own, :about);

-- A funder's fields, when nobody changed it since.
-- funder_change(funder_id, version int, name text, name_key text, identifier text?, about text?) :exec
--   conflict ok
UPDATE funders SET name = :name, name_key = :name_key, identifier = :identifier, about = :about, version = version + 1
WHERE id = :funder_id AND version = :version;

-- Whether another funder has a name.
-- funder_of_key(name_key text) :maybe
SELECT f.id FROM funders f WHERE f.name_key = :name_key;

-- A promise to the pool. Added, never changed.
-- pledge_add(funder_id, amount pence, pledged_on day, from_on day, to_on day, earmark text?, reason text?, at instant) :exec
INSERT INTO pledges (funder_id, amount, pledged_on, from_on, to_on, earmark, reason, made_at)
VALUES (:funder_id, :amount, :pledged_on, :from_on, :to_on, :earmark, :reason, :at);

-- Money that came in. Added, never changed.
-- contribution_add(funder_id, amount pence, received_on day, reason text?, at instant) :exec
INSERT INTO contributions (funder_id, amount, received_on, reason, made_at)
VALUES (:funder_id, :amount, :received_on, :reason, :at);
