-- Every statement of partners.

-- ---- Lists: without words, by words, by a register's number. One card for all. ----

-- Partners as staff list them. registered: ten times the category and the least level.
-- partners_list() :page 25 as partner_card
--   filter region region          : EXISTS (SELECT 1 FROM partner_regions fr WHERE fr.partner_id = p.id AND fr.region = :region)
--   filter registered int         : EXISTS (SELECT 1 FROM partner_registrations fl WHERE fl.partner_id = p.id
--                                     AND fl.category = :registered / 10 AND fl.level >= :registered % 10)
--   filter solicitors             : p.solicitors = 1
--   sort name   : p.name_key, p.id
--   sort newest : p.made_at desc, p.id desc
SELECT p.id, p.name, p.solicitors, p.made_at,
       (SELECT group_concat(o.label, ', ') FROM (SELECT e.label FROM partner_regions r JOIN region e ON e.id = r.region
                                                 WHERE r.partner_id = p.id ORDER BY r.region) o) AS "regions:text?",
       (SELECT group_concat(o.value, ', ') FROM (SELECT n.value FROM partner_identifiers n
                                                 WHERE n.partner_id = p.id ORDER BY n.scheme, n.value) o) AS "numbers:text?",
       (SELECT r.level FROM partner_registrations r WHERE r.partner_id = p.id AND r.category = @iaa_category.immigration) AS "immigration:iaa_level?",
       (SELECT r.level FROM partner_registrations r WHERE r.partner_id = p.id AND r.category = @iaa_category.asylum) AS "asylum:iaa_level?",
       (SELECT count(*) FROM grant_seats s JOIN grants g ON g.id = s.grant_id WHERE s.partner_id = p.id) AS "seats:int"
FROM partners p;

-- Partners whose name, other names or own description hold words.
-- partners_found(words text) :page 25 as partner_card
--   plan each newest "common words are found otherwise than rare ones; in another order nobody asks for common ones"
--   sort ok "asked only when few are found; by newest the index is walked"
--   filter region region          : EXISTS (SELECT 1 FROM partner_regions fr WHERE fr.partner_id = p.id AND fr.region = :region)
--   filter registered int         : EXISTS (SELECT 1 FROM partner_registrations fl WHERE fl.partner_id = p.id
--                                     AND fl.category = :registered / 10 AND fl.level >= :registered % 10)
--   filter solicitors             : p.solicitors = 1
--   sort best   : s.rank AS "best:real", s.rowid AS "best_id:int"
--   sort name   : p.name_key, p.id
--   sort newest : s.rowid AS "newest_id:int" desc
SELECT p.id, p.name, p.solicitors, p.made_at,
       (SELECT group_concat(o.label, ', ') FROM (SELECT e.label FROM partner_regions r JOIN region e ON e.id = r.region
                                                 WHERE r.partner_id = p.id ORDER BY r.region) o) AS "regions:text?",
       (SELECT group_concat(o.value, ', ') FROM (SELECT n.value FROM partner_identifiers n
                                                 WHERE n.partner_id = p.id ORDER BY n.scheme, n.value) o) AS "numbers:text?",
       (SELECT r.level FROM partner_registrations r WHERE r.partner_id = p.id AND r.category = @iaa_category.immigration) AS "immigration:iaa_level?",
       (SELECT r.level FROM partner_registrations r WHERE r.partner_id = p.id AND r.category = @iaa_category.asylum) AS "asylum:iaa_level?",
       (SELECT count(*) FROM grant_seats s JOIN grants g ON g.id = s.grant_id WHERE s.partner_id = p.id) AS "seats:int"
--@ sqlite
FROM partner_search s JOIN partners p ON p.id = s.rowid WHERE s.partner_search MATCH :words;
--@ end
--@ postgresql
FROM (SELECT f.rowid, partner_search_rank(f.words, q) AS rank
      FROM partner_search f CROSS JOIN search_query(:words) q WHERE f.words @@ q) s JOIN partners p ON p.id = s.rowid;
--@ end

-- Partners that a register knows by a number; company: the same with the zeros that companies' numbers have.
-- partners_numbered(number text, company text) :page 25 as partner_card
--   sort ok "a number belongs to one or two"
--   filter region region          : EXISTS (SELECT 1 FROM partner_regions fr WHERE fr.partner_id = p.id AND fr.region = :region)
--   filter registered int         : EXISTS (SELECT 1 FROM partner_registrations fl WHERE fl.partner_id = p.id
--                                     AND fl.category = :registered / 10 AND fl.level >= :registered % 10)
--   filter solicitors             : p.solicitors = 1
--   sort name : p.name_key, p.id
SELECT p.id, p.name, p.solicitors, p.made_at,
       (SELECT group_concat(o.label, ', ') FROM (SELECT e.label FROM partner_regions r JOIN region e ON e.id = r.region
                                                 WHERE r.partner_id = p.id ORDER BY r.region) o) AS "regions:text?",
       (SELECT group_concat(o.value, ', ') FROM (SELECT n.value FROM partner_identifiers n
                                                 WHERE n.partner_id = p.id ORDER BY n.scheme, n.value) o) AS "numbers:text?",
       (SELECT r.level FROM partner_registrations r WHERE r.partner_id = p.id AND r.category = @iaa_category.immigration) AS "immigration:iaa_level?",
       (SELECT r.level FROM partner_registrations r WHERE r.partner_id = p.id AND r.category = @iaa_category.asylum) AS "asylum:iaa_level?",
       (SELECT count(*) FROM grant_seats s JOIN grants g ON g.id = s.grant_id WHERE s.partner_id = p.id) AS "seats:int"
FROM partners p WHERE p.id IN (SELECT n.partner_id FROM partner_identifiers n WHERE n.value IN (:number, :company));

-- How many rows words were found in, hidden ones too, counting no further than a cap, and the first of them.
-- partners_hits(words text, cap int) :one
--   plan each "common words are found otherwise than rare ones"
SELECT count(*) AS "rows:int", min(h.id) AS "first:int?"
FROM (SELECT s.rowid AS id FROM partner_search s
--@ sqlite
      WHERE partner_search MATCH :words
--@ end
--@ postgresql
      WHERE s.words @@ search_query(:words)
--@ end
      LIMIT :cap) h;

-- One that people see among the first so many; where the very first is hidden.
-- partners_hit_seen(words text, cap int) :maybe
--   plan each "common words are found otherwise than rare ones"
SELECT p.id FROM (SELECT s.rowid AS id FROM partner_search s
--@ sqlite
      WHERE partner_search MATCH :words
--@ end
--@ postgresql
      WHERE s.words @@ search_query(:words)
--@ end
      LIMIT :cap) h
CROSS JOIN partners p ON p.id = h.id LIMIT 1;

-- The vocabulary of the search near a word, for mending slips.
-- partner_words(low text, high text, shortest int, longest int) :many
SELECT v.term AS "term:text", v.doc AS "seen:int" FROM partner_search_vocabulary v
WHERE v.term >= :low AND v.term < :high AND length(v.term) BETWEEN :shortest AND :longest
ORDER BY v.term;

-- Partners for a select, by name.
-- partners_first(most int) :many as partner_option
--   scan ok "a select's worth, along the name's index"
SELECT p.id, p.name FROM partners p ORDER BY p.name_key, p.id LIMIT :most;

-- Partners for a select that hold words.
-- partners_matching(words text, most int) :many as partner_option
--   plan each "common words are found otherwise than rare ones"
--   sort ok "at most a select's worth"
SELECT p.id, p.name FROM partner_search s JOIN partners p ON p.id = s.rowid
--@ sqlite
WHERE s.partner_search MATCH :words
--@ end
--@ postgresql
WHERE s.words @@ search_query(:words)
--@ end
ORDER BY p.name_key, p.id LIMIT :most;

-- ---- One partner ----

-- Whether people see such a partner.
-- partner_exists(partner_id) :maybe
SELECT p.id FROM partners p WHERE p.id = :partner_id;

-- All of one partner.
-- partner_find(partner_id) :maybe as partner_row
--   ask ahead
SELECT p.id, p.name, p.name_key, p.other_names, p.about, p.affinity, p.solicitors, p.website, p.postcode, p.version, p.made_at
FROM partners p WHERE p.id = :partner_id;

-- The numbers it is known by.
-- partner_numbers(partner_id) :many
--   ask ahead
SELECT n.scheme, n.value FROM partner_identifiers n WHERE n.partner_id = :partner_id ORDER BY n.scheme, n.value;

-- Where it works.
-- partner_regions_of(partner_id) :many
--   ask ahead
SELECT r.region FROM partner_regions r WHERE r.partner_id = :partner_id ORDER BY r.region;

-- Its registrations with the Immigration Advice Authority.
-- partner_registrations_of(partner_id) :many
--   ask ahead
SELECT r.category, r.level FROM partner_registrations r WHERE r.partner_id = :partner_id ORDER BY r.category;

-- Its grants, with its own seat in each, newest first (D1: one row a seat).
-- partner_seats(partner_id, most int) :many
--   ask ahead
--   sort ok "one partner's seats"
SELECT g.id, g.title, g.awarded, g.awarded_on, g.starts_on, g.ends_on, s.kind, s.share, pr.name AS programme, f.name AS funder
FROM grant_seats s JOIN grants g ON g.id = s.grant_id
  JOIN programmes pr ON pr.id = g.programme_id JOIN funders f ON f.id = g.funder_id
WHERE s.partner_id = :partner_id ORDER BY g.awarded_on DESC, g.id DESC LIMIT :most;

-- Everyone in those grants, the partner too, with the split: in the same order (D2: each sees all of it).
-- partner_co_seats(partner_id, most int) :many
--   ask ahead
--   sort ok "one partner's seats"
SELECT o.grant_id, p.id, p.name, o.kind, o.share
FROM (SELECT g.id, g.awarded_on FROM grant_seats s JOIN grants g ON g.id = s.grant_id
      WHERE s.partner_id = :partner_id ORDER BY g.awarded_on DESC, g.id DESC LIMIT :most) m
  JOIN grant_seats o ON o.grant_id = m.id JOIN partners p ON p.id = o.partner_id
ORDER BY m.awarded_on! DESC, m.id! DESC, o.kind, p.name_key, p.id;

-- What its seats come to: distinct grants are as many as seats, for a partner has one seat in a grant.
-- partner_totals(partner_id) :one
--   ask ahead
SELECT count(*) AS "seats:int", coalesce(sum(CASE WHEN s.kind = @seat_kind.lead THEN 1 ELSE 0 END), 0) AS "leads:int", count(s.share) AS "shares:int",
       coalesce(sum(s.share), 0) AS "share:pence"
FROM grant_seats s JOIN grants g ON g.id = s.grant_id WHERE s.partner_id = :partner_id;

-- ---- Who is it already? ----

-- Partners of the same name, other than one.
-- partners_named(name_key text, except partner_id?) :many as partner_option
SELECT p.id, p.name FROM partners p WHERE p.name_key = :name_key AND (:except IS NULL OR p.id <> :except) ORDER BY p.id LIMIT 10;

-- The partner that a register's number belongs to.
-- partner_of_identifier(scheme identifier_scheme, value text) :maybe as partner_option
SELECT p.id, p.name FROM partner_identifiers n JOIN partners p ON p.id = n.partner_id
WHERE n.scheme = :scheme AND n.value = :value;

-- ---- Adding and changing ----

-- A new partner.
-- partner_add(name text, name_key text, other_names text?, about text?, affinity text?, solicitors flag, website text?, postcode text?,
--           at instant) :insert
INSERT INTO partner_records (name, name_key, other_names, about, affinity, solicitors, website, postcode, made_at)
VALUES (:name, :name_key, :other_names, :about, :affinity, :solicitors, :website, :postcode, :at);

-- A change, made to the version that was seen; 0 when it is no longer that one.
-- partner_change(partner_id, version int, name text, name_key text, other_names text?, about text?, affinity text?, solicitors flag,
--           website text?, postcode text?) :exec
UPDATE partner_records SET name = :name, name_key = :name_key, other_names = :other_names, about = :about, affinity = :affinity,
       solicitors = :solicitors, website = :website, postcode = :postcode, version = version + 1
WHERE id = :partner_id AND version = :version;

-- A number that a partner is known by; 0 when another has it (one of a hidden import, as the others were asked about before).
-- partner_identifier_add(partner_id, scheme identifier_scheme, value text) :exec
--   conflict ok
INSERT INTO partner_identifiers (partner_id, scheme, value) VALUES (:partner_id, :scheme, :value);

-- Clears the numbers, to write those of the form.
-- partner_identifiers_clear(partner_id) :exec
DELETE FROM partner_identifiers WHERE partner_id = :partner_id;

-- A region it works in.
-- partner_region_add(partner_id, region) :exec
INSERT INTO partner_regions (partner_id, region) VALUES (:partner_id, :region);

-- Clears the regions, to write those of the form.
-- partner_regions_clear(partner_id) :exec
DELETE FROM partner_regions WHERE partner_id = :partner_id;

-- A registration.
-- partner_registration_add(partner_id, category iaa_category, level iaa_level) :exec
INSERT INTO partner_registrations (partner_id, category, level) VALUES (:partner_id, :category, :level);

-- Clears the registrations, to write those of the form.
-- partner_registrations_clear(partner_id) :exec
DELETE FROM partner_registrations WHERE partner_id = :partner_id;

-- Grants are found by the names of their partners: written again for the grants of one.
-- partner_grants_search_write(partner_id) :exec
--   reads partner_records "a grant of a hidden import is found by its partners once it is published"
UPDATE grant_records SET search = (SELECT t.search FROM grant_search_texts t WHERE t.id = grant_records.id)
WHERE id IN (SELECT s.grant_id FROM grant_seats s WHERE s.partner_id = :partner_id);
