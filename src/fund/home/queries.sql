-- What the pages of everyone who is not staff ask for. Each statement names the columns that its reader may see: nothing of what
-- a partner told in confidence, no notes of staff, and of another organisation no more than its name and its part of a shared grant.

-- ---- A partner ----

-- A partner's own record, as its people see it.
-- home_partner(partner_id) :maybe
SELECT p.id, p.name, p.other_names, p.about, p.affinity, p.solicitors, p.website, p.postcode
FROM partners p WHERE p.id = :partner_id;

-- The numbers it is known by.
-- home_numbers(partner_id) :many
SELECT n.scheme, n.value FROM partner_identifiers n WHERE n.partner_id = :partner_id ORDER BY n.scheme, n.value;

-- Where it works.
-- home_regions(partner_id) :many
SELECT r.region FROM partner_regions r WHERE r.partner_id = :partner_id ORDER BY r.region;

-- Its registrations.
-- home_registrations(partner_id) :many
SELECT r.category, r.level FROM partner_registrations r WHERE r.partner_id = :partner_id ORDER BY r.category;

-- Its grants with its own part, those that end last first.
-- home_grants(partner_id, most int) :many
--   sort ok "one partner's seats"
SELECT g.id, g.title, g.description, g.awarded, g.starts_on, g.ends_on, s.kind, s.share
FROM grant_seats s JOIN grants g ON g.id = s.grant_id
WHERE s.partner_id = :partner_id ORDER BY g.ends_on DESC NULLS LAST, g.id DESC LIMIT :most;

-- Everyone in those grants with their parts, grant by grant (D2: each member sees all of the split).
-- home_seats_of_all(partner_id) :many
--   sort ok "one partner's seats"
SELECT o.grant_id, o.partner_id, o.share
FROM grant_seats s JOIN grant_seats o ON o.grant_id = s.grant_id
WHERE s.partner_id = :partner_id ORDER BY o.grant_id, o.kind, o.id;

-- One grant in which it has a seat.
-- home_grant(grant_id, partner_id) :maybe
SELECT g.id, g.reference, g.title, g.description, g.awarded, g.awarded_on, g.starts_on, g.ends_on, g.methods_words,
       s.kind, s.share, f.name AS funder,
       (SELECT p.name FROM programmes p WHERE p.id = g.programme_id) AS "programme:text?",
       (SELECT p.one_off FROM programmes p WHERE p.id = g.programme_id) AS "one_off:flag?"
FROM grant_seats s JOIN grants g ON g.id = s.grant_id JOIN funders f ON f.id = g.funder_id
WHERE s.grant_id = :grant_id AND s.partner_id = :partner_id;

-- Who has a seat in it and each one's part, lead partner first (D2).
-- home_split(grant_id) :many
SELECT s.partner_id, s.kind, s.share, p.name
FROM grant_seats s JOIN partners p ON p.id = s.partner_id
WHERE s.grant_id = :grant_id ORDER BY s.kind, s.id;

-- How the award came about, oldest first. The form says that partners may read the reason.
-- home_ledger(grant_id) :many
SELECT a.kind, a.amount, a.decided_on, a.reason
FROM award_entries a WHERE a.grant_id = :grant_id ORDER BY a.decided_on, a.id;

-- What the money may be used for.
-- home_lines(grant_id) :many
SELECT l.label, l.restriction, l.amount FROM grant_lines l WHERE l.grant_id = :grant_id ORDER BY l.id;

-- Who looks after each of its grants, and who covers when they are away.
-- home_contacts(partner_id, today day) :many
--   purpose "for a partner to know whom to call (B1)"
--   sort ok "one partner's grants"
SELECT m.grant_id, g.ends_on, a.id, a.name, a.email, b.until_on AS away_until?, c.id AS cover_id?, c.name AS cover?, c.email AS cover_email?
FROM grant_seats s JOIN grants g ON g.id = s.grant_id
  JOIN grant_managers m ON m.grant_id = g.id AND m.until_on IS NULL
  JOIN accounts a ON a.id = m.account_id AND a.left_on IS NULL
  LEFT JOIN absences b ON b.id = (SELECT x.id FROM absences x WHERE x.account_id = a.id AND x.from_on <= :today AND x.until_on >= :today
                                  ORDER BY x.until_on DESC, x.id DESC LIMIT 1)
  LEFT JOIN accounts c ON c.id = b.cover_id AND c.left_on IS NULL
WHERE s.partner_id = :partner_id ORDER BY g.ends_on DESC NULLS LAST, g.id DESC;

-- ---- People of one organisation, seen by each other ----

-- Who comes in for a partner.
-- home_partner_people(partner_id) :many as home_colleague
--   purpose "for colleagues to know who else comes in for their organisation"
--   sort ok "an organisation has a few people"
SELECT a.id, a.name, m.main, m.since_on FROM partner_people m JOIN accounts a ON a.id = m.account_id
WHERE m.partner_id = :partner_id AND m.until_on IS NULL ORDER BY m.main DESC, a.name_key, a.id;

-- Who comes in for a group.
-- home_group_people(group_id) :many as home_colleague
--   purpose "for colleagues to know who else comes in for their group"
--   sort ok "a group has a few people"
SELECT a.id, a.name, m.main, m.since_on FROM group_people m JOIN accounts a ON a.id = m.account_id
WHERE m.group_id = :group_id AND m.until_on IS NULL ORDER BY m.main DESC, a.name_key, a.id;

-- Who comes in for a co-funder.
-- home_funder_people(funder_id) :many as home_colleague
--   purpose "for colleagues to know who else comes in for their organisation"
--   sort ok "a funder has a few people"
SELECT a.id, a.name, m.main, m.since_on FROM funder_people m JOIN accounts a ON a.id = m.account_id
WHERE m.funder_id = :funder_id AND m.until_on IS NULL ORDER BY m.main DESC, a.name_key, a.id;

-- ---- A group, a co-funder, the learning partner ----

-- A group that speaks for itself, with its host's name.
-- home_group(group_id) :maybe
SELECT g.id, g.name, g.about, p.name AS host FROM autonomous_groups g JOIN partners p ON p.id = g.partner_id WHERE g.id = :group_id;

-- A co-funder's own record.
-- home_funder(funder_id) :maybe
SELECT f.id, f.name, f.about FROM funders f WHERE f.id = :funder_id;

-- What it pledged, oldest first.
-- home_pledges(funder_id) :many
SELECT p.amount, p.pledged_on, p.from_on, p.to_on, p.earmark, p.reason
FROM pledges p WHERE p.funder_id = :funder_id ORDER BY p.pledged_on, p.id;

-- What came from it, oldest first.
-- home_contributions(funder_id) :many
SELECT c.amount, c.received_on, c.reason
FROM contributions c WHERE c.funder_id = :funder_id ORDER BY c.received_on, c.id;

-- The fund's programmes in its own words, without a record of any grant.
-- home_programmes() :many
--   scan ok "a fund has few programmes"
--   sort ok "a fund has few programmes"
SELECT p.name, p.purpose, p.criteria
FROM programmes p WHERE p.funder_id IN (SELECT f.id FROM funders f WHERE f.own = 1) ORDER BY p.name_key, p.id;

-- ---- "Something here is wrong" ----

-- What a partner said, newest first.
-- remarks_of_partner(partner_id, most int) :many as remark_row
--   purpose "for an organisation to see what it told the fund and what came of it"
SELECT r.id, r.grant_id, r.said, r.said_at, r.answer, r.answered_at, a.name AS by, n.name AS answerer?
FROM remarks r JOIN accounts a ON a.id = r.said_by LEFT JOIN accounts n ON n.id = r.answered_by
WHERE r.partner_id = :partner_id ORDER BY r.id DESC LIMIT :most;

-- What a partner said about one grant, newest first.
-- remarks_of_grant(partner_id, grant_id, most int) :many as remark_row
--   purpose "for an organisation to see what it told the fund about a grant and what came of it"
SELECT r.id, r.grant_id, r.said, r.said_at, r.answer, r.answered_at, a.name AS by, n.name AS answerer?
FROM remarks r JOIN accounts a ON a.id = r.said_by LEFT JOIN accounts n ON n.id = r.answered_by
WHERE r.grant_id = :grant_id AND r.partner_id = :partner_id ORDER BY r.id DESC LIMIT :most;

-- What a group said, newest first.
-- remarks_of_group(group_id, most int) :many as remark_row
--   purpose "for a group to see what it told the fund and what came of it"
SELECT r.id, r.grant_id, r.said, r.said_at, r.answer, r.answered_at, a.name AS by, n.name AS answerer?
FROM remarks r JOIN accounts a ON a.id = r.said_by LEFT JOIN accounts n ON n.id = r.answered_by
WHERE r.group_id = :group_id ORDER BY r.id DESC LIMIT :most;

-- What a co-funder said, newest first.
-- remarks_of_funder(funder_id, most int) :many as remark_row
--   purpose "for a co-funder to see what it told the fund and what came of it"
SELECT r.id, r.grant_id, r.said, r.said_at, r.answer, r.answered_at, a.name AS by, n.name AS answerer?
FROM remarks r JOIN accounts a ON a.id = r.said_by LEFT JOIN accounts n ON n.id = r.answered_by
WHERE r.funder_id = :funder_id ORDER BY r.id DESC LIMIT :most;

-- Remarks that nobody has answered, oldest first: the fund's clock runs.
-- remarks_open(most int) :many as remark_told
--   purpose "for staff to answer what organisations say is wrong"
--   scan ok "walks the index of those that wait"
SELECT r.id, r.partner_id, r.funder_id, r.grant_id, r.said, r.said_at, r.answer, r.answered_at, a.name AS by, n.name AS answerer?,
       p.name AS partner?, g.name AS group_name?, f.name AS funder?, t.title AS grant_title?
FROM remarks r JOIN accounts a ON a.id = r.said_by LEFT JOIN accounts n ON n.id = r.answered_by
  LEFT JOIN partners p ON p.id = r.partner_id LEFT JOIN autonomous_groups g ON g.id = r.group_id
  LEFT JOIN funders f ON f.id = r.funder_id LEFT JOIN grants t ON t.id = r.grant_id
WHERE r.answered_at IS NULL ORDER BY r.id LIMIT :most;

-- Those answered last.
-- remarks_answered(most int) :many as remark_told
--   purpose "for staff to see what was answered"
--   scan ok "walks back from the newest until a page's worth is found"
SELECT r.id, r.partner_id, r.funder_id, r.grant_id, r.said, r.said_at, r.answer, r.answered_at, a.name AS by, n.name AS answerer?,
       p.name AS partner?, g.name AS group_name?, f.name AS funder?, t.title AS grant_title?
FROM remarks r JOIN accounts a ON a.id = r.said_by LEFT JOIN accounts n ON n.id = r.answered_by
  LEFT JOIN partners p ON p.id = r.partner_id LEFT JOIN autonomous_groups g ON g.id = r.group_id
  LEFT JOIN funders f ON f.id = r.funder_id LEFT JOIN grants t ON t.id = r.grant_id
WHERE r.answered_at IS NOT NULL ORDER BY r.id DESC LIMIT :most;

-- One remark, for the page that answers it.
-- remark_find(remark_id) :maybe as remark_told
--   purpose "for staff to answer it"
SELECT r.id, r.partner_id, r.funder_id, r.grant_id, r.said, r.said_at, r.answer, r.answered_at, a.name AS by, n.name AS answerer?,
       p.name AS partner?, g.name AS group_name?, f.name AS funder?, t.title AS grant_title?
FROM remarks r JOIN accounts a ON a.id = r.said_by LEFT JOIN accounts n ON n.id = r.answered_by
  LEFT JOIN partners p ON p.id = r.partner_id LEFT JOIN autonomous_groups g ON g.id = r.group_id
  LEFT JOIN funders f ON f.id = r.funder_id LEFT JOIN grants t ON t.id = r.grant_id
WHERE r.id = :remark_id;

-- Who said a remark, for the mail that tells of the answer; nobody when they left.
-- remark_sayer(remark_id) :maybe
--   purpose "to write to them that it is answered"
SELECT a.id, a.name, a.email, r.grant_id
FROM remarks r JOIN accounts a ON a.id = r.said_by AND a.left_on IS NULL AND a.shredded_at IS NULL WHERE r.id = :remark_id;

-- Whether any remark waits: the oldest.
-- remark_waiting() :maybe
--   purpose "to say on the first page that someone waits for an answer"
--   scan ok "the first of the index of those that wait"
SELECT r.id, r.said_at FROM remarks r WHERE r.answered_at IS NULL ORDER BY r.id LIMIT 1;

-- A remark.
-- remark_add(partner_id partner_id?, group_id group_id?, funder_id funder_id?, grant_id grant_id?, said text, said_by account_id, at instant) :insert
INSERT INTO remarks (partner_id, group_id, funder_id, grant_id, said, said_by, said_at)
VALUES (:partner_id, :group_id, :funder_id, :grant_id, :said, :said_by, :at);

-- The fund's answer; 0 when someone answered it already.
-- remark_answer(remark_id, answer text, by account_id, at instant) :exec
UPDATE remarks SET answer = :answer, answered_by = :by, answered_at = :at WHERE id = :remark_id AND answered_at IS NULL;
