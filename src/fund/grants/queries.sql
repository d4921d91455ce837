-- Grants, their seats, money and places, and the regional partnerships that hold them.
-- SELECTs read the view `grants`, which leaves out what an import has not published.

-- ---- Lists ----

-- Grants as staff list them. likelihood: without it SQLite thinks so little of live grants that it sorts them all.
-- grants_list(today day) :page 25 as grant_card
--   filter programme programme_id : g.programme_id = :programme
--   filter round round_id : g.round_id = :round
--   filter region region : EXISTS (SELECT 1 FROM grant_regions r WHERE r.grant_id = g.id AND r.region = :region)
--   filter funder funder_id : g.funder_id = :funder
--   scan ok "grants that run are counted along the table, and no further than the cap"
--   filter live : +g.ends_on >= :today
--   sort newest : g.awarded_on desc, g.id desc
--   sort title : g.title_key, g.id
--   sort amount : g.awarded desc, g.id desc
--   sort ends : g.ends_on, g.id
SELECT g.id, g.reference, g.title, g.awarded, g.awarded_on, g.starts_on, g.ends_on,
       (SELECT f.name FROM funders f WHERE f.id = g.funder_id) AS "funder:text",
       (SELECT p.name FROM programmes p WHERE p.id = g.programme_id) AS "programme:text?",
       (SELECT p.name FROM partners p
        WHERE p.id = (SELECT s.partner_id FROM grant_seats s WHERE s.grant_id = g.id ORDER BY s.kind, s.id LIMIT 1)) AS "lead:text?",
       (SELECT count(*) FROM grant_seats s WHERE s.grant_id = g.id) AS "seats:int",
       (SELECT group_concat(o.label, ', ') FROM (SELECT e.label FROM grant_regions r JOIN region e ON e.id = r.region
                                                 WHERE r.grant_id = g.id ORDER BY r.region) o) AS "regions:text?"
FROM grants g;

-- How many grants people see in a region, counting no further than a cap. In the index alone while no grant is hidden,
-- which is asked once.
-- grants_in_region_count(region, cap int) :count
--   ask ahead
--   reads grant_records "no import has written a grant that is still hidden"
--   scan ok "there are few imports"
SELECT count(*) FROM (SELECT 1 FROM grant_regions r
                      WHERE r.region = :region
                        AND (NOT EXISTS (SELECT 1 FROM imports i CROSS JOIN grant_records h ON h.import_id = i.id
                                         WHERE i.published_at IS NULL OR i.published_at <= 0)
                             OR (SELECT g.id FROM grants g WHERE g.id = r.grant_id) IS NOT NULL)
                      LIMIT :cap) seen;

-- A grant that is hidden with its import, if there is any.
-- grant_hidden() :maybe
--   reads grant_records "only whether there is one"
--   scan ok "there are few imports"
SELECT h.id FROM imports i CROSS JOIN grant_records h ON h.import_id = i.id
WHERE i.published_at IS NULL OR i.published_at <= 0 LIMIT 1;

-- Grants that words were found in. Best first and the sorts by column look at every hit, so they are asked only for
-- few hits (list.c decides); newest first walks the index backwards, however many there are.
-- grants_found(today day, match text) :page 25 as grant_card
--   plan each newest "common words are found otherwise than rare ones; in another order nobody asks for common ones"
--   filter programme programme_id : g.programme_id = :programme
--   filter round round_id : g.round_id = :round
--   filter region region : EXISTS (SELECT 1 FROM grant_regions r WHERE r.grant_id = g.id AND r.region = :region)
--   filter funder funder_id : g.funder_id = :funder
--   filter live : +g.ends_on >= :today
--   sort best : f.rank AS "rank:real", g.id
--   sort newest : f.rowid AS "place:int" desc
--   sort title : g.title_key, g.id
--   sort amount : g.awarded desc, g.id desc
--   sort ends : g.ends_on, g.id
--   sort ok "only of few hits"
SELECT g.id, g.reference, g.title, g.awarded, g.awarded_on, g.starts_on, g.ends_on,
       (SELECT f2.name FROM funders f2 WHERE f2.id = g.funder_id) AS "funder:text",
       (SELECT p.name FROM programmes p WHERE p.id = g.programme_id) AS "programme:text?",
       (SELECT p.name FROM partners p
        WHERE p.id = (SELECT s.partner_id FROM grant_seats s WHERE s.grant_id = g.id ORDER BY s.kind, s.id LIMIT 1)) AS "lead:text?",
       (SELECT count(*) FROM grant_seats s WHERE s.grant_id = g.id) AS "seats:int",
       (SELECT group_concat(o.label, ', ') FROM (SELECT e.label FROM grant_regions r JOIN region e ON e.id = r.region
                                                 WHERE r.grant_id = g.id ORDER BY r.region) o) AS "regions:text?"
--@ sqlite
FROM grant_search f JOIN grants g ON g.id = f.rowid
WHERE grant_search MATCH :match;
--@ end
--@ postgresql
FROM (SELECT s.rowid, grant_search_rank(s.words, q) AS rank
      FROM grant_search s CROSS JOIN search_query(:match) q WHERE s.words @@ q) f JOIN grants g ON g.id = f.rowid;
--@ end

-- How many rows words were found in, hidden ones too, counting no further than a cap, and the first of them.
-- grants_hits(match text, cap int) :one
--   plan each "common words are found otherwise than rare ones"
SELECT count(*) AS "rows:int", min(h.id) AS "first:int?"
FROM (SELECT f.rowid AS id FROM grant_search f
--@ sqlite
      WHERE grant_search MATCH :match
--@ end
--@ postgresql
      WHERE f.words @@ search_query(:match)
--@ end
      LIMIT :cap) h;

-- One that people see among the first so many; where the very first is hidden.
-- grants_hit_seen(match text, cap int) :maybe
--   plan each "common words are found otherwise than rare ones"
SELECT g.id FROM (SELECT f.rowid AS id FROM grant_search f
--@ sqlite
      WHERE grant_search MATCH :match
--@ end
--@ postgresql
      WHERE f.words @@ search_query(:match)
--@ end
      LIMIT :cap) h
CROSS JOIN grants g ON g.id = h.id LIMIT 1;

-- The vocabulary of the search near a word, for mending slips.
-- grant_words(low text, high text, shortest int, longest int) :many
SELECT v.term AS "term:text", v.doc AS "seen:int" FROM grant_search_vocabulary v
WHERE v.term >= :low AND v.term < :high AND length(v.term) BETWEEN :shortest AND :longest
ORDER BY v.term;

-- Funders to filter by: those whose newest grant is here. (For EXISTS PostgreSQL reads all grants, once.)
-- grant_funder_choices() :many
--   ask ahead
--   scan ok "there are few funders"
SELECT f.id, f.name FROM funders f
WHERE f.own = 1 OR (SELECT g.id FROM grants g WHERE g.funder_id = f.id ORDER BY g.awarded_on DESC, g.id DESC LIMIT 1)
      IS NOT NULL
ORDER BY f.own DESC, f.name_key;

-- ---- One grant ----

-- A grant with the names of what it belongs to.
-- grant_find(grant_id) :maybe as grant_row
--   ask ahead
SELECT g.id, g.reference, g.title, g.description, g.asked, g.awarded, g.awarded_on, g.starts_on, g.ends_on,
       g.methods_words, g.version, g.funder_id, g.programme_id, g.round_id, g.partnership_id, g.import_id,
       f.name AS funder!, f.own AS own!,
       (SELECT p.name FROM programmes p WHERE p.id = g.programme_id) AS "programme:text?",
       (SELECT p.one_off FROM programmes p WHERE p.id = g.programme_id) AS "one_off:flag?",
       (SELECT r.name FROM rounds r WHERE r.id = g.round_id) AS "round_name:text?",
       (SELECT p.name FROM partnerships p WHERE p.id = g.partnership_id) AS "partnership:text?",
       (SELECT i.file_name FROM imports i WHERE i.id = g.import_id) AS "import_file:text?"
FROM grants g JOIN funders f ON f.id = g.funder_id
WHERE g.id = :grant_id;

-- Whether there is such a grant.
-- grant_exists(grant_id) :maybe
SELECT g.id FROM grants g WHERE g.id = :grant_id;

-- What decides who may see a grant: that it is there, and whether a partner has a seat in it.
-- grant_seen(grant_id, partner_id partner_id?) :maybe
SELECT EXISTS (SELECT 1 FROM grant_seats s WHERE s.grant_id = g.id AND s.partner_id = :partner_id) AS "seat:flag"
FROM grants g WHERE g.id = :grant_id;

-- Its seats, lead partner first.
-- grant_seats_of(grant_id) :many as seat_row
--   ask ahead
SELECT s.id, s.partner_id, s.kind, s.share, p.name
FROM grant_seats s JOIN partners p ON p.id = s.partner_id
WHERE s.grant_id = :grant_id ORDER BY s.kind, s.id;

-- Its ledger, oldest first.
-- grant_ledger_of(grant_id) :many as award_row
--   ask ahead
SELECT a.kind, a.amount, a.decided_on, a.reason
FROM award_entries a WHERE a.grant_id = :grant_id ORDER BY a.decided_on, a.id;

-- What the award pays for, line by line.
-- grant_lines_of(grant_id) :many as line_row
--   ask ahead
SELECT l.label, l.restriction, l.amount FROM grant_lines l WHERE l.grant_id = :grant_id ORDER BY l.id;

-- Where the work is.
-- grant_regions_of(grant_id) :many
--   ask ahead
SELECT r.region FROM grant_regions r WHERE r.grant_id = :grant_id ORDER BY r.region;

-- How it influences, as the fund codes it.
-- grant_methods_of(grant_id) :many
--   ask ahead
SELECT m.method FROM grant_methods m WHERE m.grant_id = :grant_id ORDER BY m.method;

-- Its purposes.
-- grant_purposes_of(grant_id) :many
--   ask ahead
--   sort ok "a grant has few"
SELECT p.id, p.name FROM grant_purposes g JOIN programme_purposes p ON p.id = g.purpose_id
WHERE g.grant_id = :grant_id ORDER BY p.name;

-- Columns of its file that no field of ours holds.
-- grant_extras_of(grant_id) :many
--   ask ahead
SELECT x.name, x.value FROM grant_extras x WHERE x.grant_id = :grant_id ORDER BY x.name;

-- ---- Choices in forms ----

-- Decision cycles, newest first.
-- round_choices() :many
--   ask ahead
--   scan ok "a fund has few rounds"
--   sort ok "a fund has few rounds"
SELECT r.id, r.name FROM rounds r ORDER BY r.decided_on DESC, r.id DESC;

-- Partnerships by name.
-- partnership_choices() :many
--   scan ok "a fund has few partnerships"
SELECT p.id, p.name FROM partnerships p ORDER BY p.name_key, p.id;

-- A partner's name, for the sentence about its seat.
-- seat_partner(partner_id) :maybe
SELECT p.name FROM partners p WHERE p.id = :partner_id;

-- One seat of a grant.
-- seat_find(seat_id, grant_id) :maybe as seat_row
SELECT s.id, s.partner_id, s.kind, s.share, p.name
FROM grant_seats s JOIN partners p ON p.id = s.partner_id WHERE s.id = :seat_id AND s.grant_id = :grant_id;

-- ---- Changing grants ----

-- The initiative as a funder: what is added here is its own.
-- grant_own_funder() :maybe
--   scan ok "there are few funders"
SELECT f.id FROM funders f WHERE f.own = 1 ORDER BY f.id LIMIT 1;

-- The next number for a reference that the fund does not choose.
-- grant_next_number() :one
--   reads grant_records "a hidden grant's number is taken too"
SELECT coalesce(max(g.id), 0) + 1 AS "number:int" FROM grant_records g;

-- A new grant; a reference that the funder has used is refused.
-- grant_add(reference text, funder_id, programme_id, round_id round_id?, partnership_id partnership_id?, title text, title_key text, description text, asked pence?, awarded pence, awarded_on day, starts_on day?, ends_on day?, methods_words text?, at instant) :insert
--   conflict ok
INSERT INTO grant_records (reference, funder_id, programme_id, round_id, partnership_id, title, title_key, description, search,
                           asked, awarded, awarded_on, starts_on, ends_on, methods_words, made_at)
VALUES (:reference, :funder_id, :programme_id, :round_id, :partnership_id, :title, :title_key, :description, :reference,
        :asked, :awarded, :awarded_on, :starts_on, :ends_on, :methods_words, :at);

-- A grant's plain fields, when nobody changed it since; 0 rows: someone did.
-- grant_change(grant_id, version int, programme_id, round_id round_id?, partnership_id partnership_id?, title text, title_key text, description text, asked pence?, awarded_on day, starts_on day?, ends_on day?, methods_words text?) :exec
UPDATE grant_records SET programme_id = :programme_id, round_id = :round_id, partnership_id = :partnership_id, title = :title,
       title_key = :title_key, description = :description, asked = :asked, awarded_on = :awarded_on, starts_on = :starts_on,
       ends_on = :ends_on, methods_words = :methods_words, version = version + 1
WHERE id = :grant_id AND version = :version;

-- Takes a grant's version for a change of what belongs to it; 0 rows: someone changed it first.
-- grant_take(grant_id, version int) :exec
UPDATE grant_records SET version = version + 1 WHERE id = :grant_id AND version = :version;

-- A change of seats, which no form with a version makes.
-- grant_touch(grant_id) :exec
UPDATE grant_records SET version = version + 1 WHERE id = :grant_id;

-- The award as the sum of its ledger.
-- grant_award_sum(grant_id) :exec
UPDATE grant_records
SET awarded = (SELECT coalesce(sum(a.amount), 0) FROM award_entries a WHERE a.grant_id = :grant_id)
WHERE id = :grant_id;

-- What search finds a grant by, written anew.
-- grant_search_words(grant_id) :exec
--   reads partner_records "a grant of a hidden import is found by its partners once it is published"
UPDATE grant_records SET search = (SELECT t.search FROM grant_search_texts t WHERE t.id = :grant_id)
WHERE id = :grant_id;

-- What the work really costs, told in confidence. Nothing in this module reads it.
-- grant_need_set(grant_id, needed pence) :exec
INSERT INTO grant_needs (grant_id, needed) VALUES (:grant_id, :needed);

-- An entry in a grant's ledger.
-- award_add(grant_id, kind award_kind, amount pence, decided_on day, reason text?, at instant) :exec
INSERT INTO award_entries (grant_id, kind, amount, decided_on, reason, made_at)
VALUES (:grant_id, :kind, :amount, :decided_on, :reason, :at);

-- A seat; a partner has one in a grant.
-- seat_add(grant_id, partner_id, kind seat_kind, share pence?) :exec
--   conflict ok
INSERT INTO grant_seats (grant_id, partner_id, kind, share) VALUES (:grant_id, :partner_id, :kind, :share);

-- A seat taken out.
-- seat_remove(seat_id, grant_id) :exec
DELETE FROM grant_seats WHERE id = :seat_id AND grant_id = :grant_id;

-- Keeps what a seat was before it is taken out, so that it can be put back.
-- seat_removed_keep(seat_id, by account_id?, at instant) :insert
INSERT INTO grant_seats_removed (grant_id, partner_id, kind, share, removed_at, removed_by)
SELECT s.grant_id, s.partner_id, s.kind, s.share, :at, :by FROM grant_seats s WHERE s.id = :seat_id;

-- A seat that was taken out of a grant and is still out.
-- seat_removed_find(removed_seat_id, grant_id) :maybe as removed_seat_row
SELECT r.id, r.partner_id, r.kind, r.share, p.name
FROM grant_seats_removed r JOIN partners p ON p.id = r.partner_id
WHERE r.id = :removed_seat_id AND r.grant_id = :grant_id AND r.put_back_at IS NULL;

-- It is put back; 0 rows: it was already.
-- seat_removed_put_back(removed_seat_id, at instant) :exec
UPDATE grant_seats_removed SET put_back_at = :at WHERE id = :removed_seat_id AND put_back_at IS NULL;

-- A seat's part of the award.
-- seat_share(seat_id, grant_id, share pence?) :exec
UPDATE grant_seats SET share = :share WHERE id = :seat_id AND grant_id = :grant_id;

-- A region the work is in.
-- grant_region_add(grant_id, region) :exec
--   conflict ok
INSERT INTO grant_regions (grant_id, region) VALUES (:grant_id, :region);

-- All of them out.
-- grant_regions_clear(grant_id) :exec
DELETE FROM grant_regions WHERE grant_id = :grant_id;

-- A way of influencing.
-- grant_method_add(grant_id, method influencing_method) :exec
--   conflict ok
INSERT INTO grant_methods (grant_id, method) VALUES (:grant_id, :method);

-- All of them out.
-- grant_methods_clear(grant_id) :exec
DELETE FROM grant_methods WHERE grant_id = :grant_id;

-- A purpose, if it is one of the grant's programme.
-- grant_purpose_add(grant_id, purpose_id, programme_id) :exec
--   conflict ok
INSERT INTO grant_purposes (grant_id, purpose_id)
SELECT :grant_id, p.id FROM programme_purposes p WHERE p.id = :purpose_id AND p.programme_id = :programme_id;

-- All of them out.
-- grant_purposes_clear(grant_id) :exec
DELETE FROM grant_purposes WHERE grant_id = :grant_id;

-- What the award pays for.
-- grant_line_add(grant_id, label text, restriction, amount pence) :exec
INSERT INTO grant_lines (grant_id, label, restriction, amount) VALUES (:grant_id, :label, :restriction, :amount);

-- All lines out, before the new ones.
-- grant_lines_clear(grant_id) :exec
DELETE FROM grant_lines WHERE grant_id = :grant_id;

-- ---- What `holdfast verify` counts ----

-- Grants whose award is not the sum of their ledger: there must be none.
-- grants_ledger_mismatch_count() :count
--   scan ok "verify looks at every grant"
--   reads grant_records "verify looks at hidden grants too"
SELECT count(*) FROM grant_records g
WHERE g.awarded <> (SELECT coalesce(sum(a.amount), 0) FROM award_entries a WHERE a.grant_id = g.id);

-- Grants whose parts come to more than the award: it was cut and the members have not split it anew.
-- grants_splits_over_count() :count
--   scan ok "verify looks at every grant"
--   reads grant_records "verify looks at hidden grants too"
SELECT count(*) FROM grant_records g
WHERE g.awarded < (SELECT coalesce(sum(s.share), 0) FROM grant_seats s WHERE s.grant_id = g.id);

-- Grants whose lines come to more than the award: it was cut after they were entered.
-- grants_lines_over_count() :count
--   scan ok "verify looks at every grant"
--   reads grant_records "verify looks at hidden grants too"
SELECT count(*) FROM grant_records g
WHERE g.awarded < (SELECT coalesce(sum(l.amount), 0) FROM grant_lines l WHERE l.grant_id = g.id);

-- ---- Rounds ----

-- Decision cycles, newest first, with the initiative's grants that were decided in each.
-- rounds_list() :many as round_card
--   scan ok "a fund has few rounds"
--   sort ok "a fund has few rounds"
SELECT r.id, r.name, r.decided_on,
       (SELECT count(*) FROM grants g WHERE g.round_id = r.id) AS "grants:int",
       (SELECT coalesce(sum(g.awarded), 0) FROM grants g WHERE g.round_id = r.id) AS "awarded:pence"
FROM rounds r ORDER BY r.decided_on DESC, r.id DESC;

-- One round.
-- round_find(round_id) :maybe as round_row
SELECT r.id, r.name, r.decided_on, r.version,
       (SELECT count(*) FROM grants g WHERE g.round_id = r.id) AS "grants:int"
FROM rounds r WHERE r.id = :round_id;

-- A round's fields; a name that another has is refused.
-- round_change(round_id, version int, name text, decided_on day) :exec
--   conflict ok
UPDATE rounds SET name = :name, decided_on = :decided_on, version = version + 1
WHERE id = :round_id AND version = :version;

-- A round that no grant is filed under goes; 0 rows: one is by now.
-- round_remove(round_id) :exec
--   reads grant_records "a hidden grant keeps its round too"
DELETE FROM rounds WHERE id = :round_id AND NOT EXISTS (SELECT 1 FROM grant_records g WHERE g.round_id = :round_id);

-- A new round; a name that is here already is refused.
-- round_add(name text, decided_on day) :insert
--   conflict ok
INSERT INTO rounds (name, decided_on) VALUES (:name, :decided_on);

-- ---- Partnerships ----

-- Regional partnerships by name, with how many partners are in them and their money.
-- partnerships_list() :page 50 as partnership_card
--   filter region region : EXISTS (SELECT 1 FROM partnership_regions r WHERE r.partnership_id = p.id AND r.region = :region)
--   scan ok "a fund has few partnerships"
--   sort name : p.name_key, p.id
--   sort amount : (SELECT coalesce(sum(g.awarded), 0) FROM grants g WHERE g.partnership_id = p.id) AS "awarded_by:int" desc, p.id desc
--   sort agreed : p.agreement_on desc, p.id desc
--   sort ok "a fund has few partnerships"
SELECT p.id, p.name, p.agreement_on,
       (SELECT group_concat(o.label, ', ') FROM (SELECT e.label FROM partnership_regions r JOIN region e ON e.id = r.region
                                                 WHERE r.partnership_id = p.id ORDER BY r.region) o) AS "regions:text?",
       (SELECT count(DISTINCT s.partner_id) FROM grants g JOIN grant_seats s ON s.grant_id = g.id
        WHERE g.partnership_id = p.id) AS "members:int",
       (SELECT coalesce(sum(g.awarded), 0) FROM grants g WHERE g.partnership_id = p.id) AS "awarded:pence"
FROM partnerships p;

-- One partnership.
-- partnership_find(partnership_id) :maybe as partnership_row
SELECT p.id, p.name, p.strategy, p.agreement_on, p.version FROM partnerships p WHERE p.id = :partnership_id;

-- Where it works.
-- partnership_regions_of(partnership_id) :many
SELECT r.region FROM partnership_regions r WHERE r.partnership_id = :partnership_id ORDER BY r.region;

-- Its grants, newest first.
-- partnership_grants(partnership_id) :many
--   sort ok "a partnership has few grants"
SELECT g.id, g.title, g.awarded, g.awarded_on, g.ends_on FROM grants g
WHERE g.partnership_id = :partnership_id ORDER BY g.awarded_on DESC, g.id DESC;

-- Its members: each partner once, with its money from all the partnership's grants. Every member may see all of it.
-- partnership_members(partnership_id) :many
--   sort ok "a partnership has few members"
SELECT p.id, p.name, min(s.kind) AS "kind:seat_kind", sum(s.share) AS "share:pence?", p.solicitors,
       count(*) AS "seats:int"
FROM grants g JOIN grant_seats s ON s.grant_id = g.id JOIN partners p ON p.id = s.partner_id
WHERE g.partnership_id = :partnership_id
GROUP BY p.id, p.name, p.name_key, p.solicitors ORDER BY min(s.kind)!, p.name_key, p.id;

-- How many of its members are registered, by category and level.
-- partnership_coverage(partnership_id) :many
--   sort ok "at most six rows"
SELECT r.category, r.level, count(*) AS "members:int"
FROM partner_registrations r
WHERE r.partner_id IN (SELECT s.partner_id FROM grants g JOIN grant_seats s ON s.grant_id = g.id
                       WHERE g.partnership_id = :partnership_id)
GROUP BY r.category, r.level ORDER BY r.category, r.level;

-- A new partnership.
-- partnership_add(name text, name_key text, strategy text?, agreement_on day?) :insert
INSERT INTO partnerships (name, name_key, strategy, agreement_on) VALUES (:name, :name_key, :strategy, :agreement_on);

-- A partnership's fields, when nobody changed it since.
-- partnership_change(partnership_id, version int, name text, name_key text, strategy text?, agreement_on day?) :exec
UPDATE partnerships SET name = :name, name_key = :name_key, strategy = :strategy, agreement_on = :agreement_on,
       version = version + 1
WHERE id = :partnership_id AND version = :version;

-- A region it works in.
-- partnership_region_add(partnership_id, region) :exec
--   conflict ok
INSERT INTO partnership_regions (partnership_id, region) VALUES (:partnership_id, :region);

-- All of them out.
-- partnership_regions_clear(partnership_id) :exec
DELETE FROM partnership_regions WHERE partnership_id = :partnership_id;
