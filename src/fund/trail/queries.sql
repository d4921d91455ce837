-- What the audit log says, for people to read. Values come sealed, each with its key as the vault wraps it.

-- A record's history, newest first: entries on it, and entries that changed its own row in what people see. kinds: the names of
-- its kind, as a JSON list. by: of a person, what they did as well; 0: nobody.
-- history_page(kinds text, table_name text, record int, by int) :page 25 as trail_entry
--   purpose "to say who changed a record"
--   sort newest : e.id desc
SELECT e.id, e.at, e.account, a.name AS name?, e.act, e.kind, e.record, e.unrecorded
FROM audit_entries e LEFT JOIN accounts a ON a.id = e.account
WHERE e.id IN (SELECT o.id FROM audit_entries o WHERE o.record = :record
--@ sqlite
                                                      AND o.kind IN (SELECT value FROM json_each(:kinds))
--@ end
--@ postgresql
                                                      AND o.kind IN (SELECT value FROM list_words(:kinds))
--@ end
               UNION SELECT o.id FROM audit_entries o WHERE o.account = :by
               UNION SELECT c.entry_id FROM audit_changes c WHERE c.table_name = :table_name AND c.table_row = :record
                     AND c.column_name <> 'version');

-- Everything, newest first.
-- trail_page() :page 25 as trail_entry
--   purpose "for directors to see who did what"
--   scan ok "the newest come first, and few are asked for"
--   filter person int       : e.account = :person
--   filter act text         : e.act = :act
--   filter since int        : e.id >= :since
--   filter until int        : e.id < :until
--   sort newest : e.id desc
SELECT e.id, e.at, e.account, a.name AS name?, e.act, e.kind, e.record, e.unrecorded
FROM audit_entries e LEFT JOIN accounts a ON a.id = e.account;

-- The first entry of some time or after: days are asked for, and entries are walked by their ids.
-- trail_first_since(from_at instant) :maybe
SELECT e.id FROM audit_entries e WHERE e.at >= :from_at ORDER BY e.at, e.id LIMIT 1;

-- What some entries changed, the newest first. ids: a JSON list. A few thousand at most, and the reader is told when that is not all.
-- trail_changes(ids text, most int) :many
SELECT c.entry_id, c.subject, c.table_name, c.table_row, c.column_name, c.kind, c.was, c.became, k.master AS master?, k.wrapped AS wrapped?
FROM audit_changes c LEFT JOIN subject_keys k ON k.subject = c.subject
WHERE c.entry_id IN (SELECT value FROM json_each(:ids)) ORDER BY c.entry_id DESC, c.id DESC LIMIT :most;

-- People who have done something that stands in the log, to filter by.
-- trail_people() :many
--   purpose "for directors to see what one person did"
--   scan ok "a fund has few accounts"
SELECT a.id, a.name FROM accounts a ORDER BY a.name, a.id LIMIT 500;

-- Names of records that changes speak of. ids: a JSON list.
-- names_of_grants(ids text) :many as trail_name
SELECT g.id + 0 AS "id:int", g.title AS name FROM grants g WHERE g.id IN (SELECT value FROM json_each(:ids)) ORDER BY g.id;

-- Names of partners.
-- names_of_partners(ids text) :many as trail_name
SELECT p.id + 0 AS "id:int", p.name FROM partners p WHERE p.id IN (SELECT value FROM json_each(:ids)) ORDER BY p.id;

-- Names of programmes.
-- names_of_programmes(ids text) :many as trail_name
SELECT p.id + 0 AS "id:int", p.name FROM programmes p WHERE p.id IN (SELECT value FROM json_each(:ids)) ORDER BY p.id;

-- Names of funders.
-- names_of_funders(ids text) :many as trail_name
SELECT f.id + 0 AS "id:int", f.name FROM funders f WHERE f.id IN (SELECT value FROM json_each(:ids)) ORDER BY f.id;

-- Names of rounds.
-- names_of_rounds(ids text) :many as trail_name
SELECT r.id + 0 AS "id:int", r.name FROM rounds r WHERE r.id IN (SELECT value FROM json_each(:ids)) ORDER BY r.id;

-- Names of partnerships.
-- names_of_partnerships(ids text) :many as trail_name
SELECT p.id + 0 AS "id:int", p.name FROM partnerships p WHERE p.id IN (SELECT value FROM json_each(:ids)) ORDER BY p.id;

-- Names of purposes.
-- names_of_purposes(ids text) :many as trail_name
SELECT p.id + 0 AS "id:int", p.name FROM programme_purposes p WHERE p.id IN (SELECT value FROM json_each(:ids)) ORDER BY p.id;

-- Names of imports.
-- names_of_imports(ids text) :many as trail_name
SELECT i.id + 0 AS "id:int", i.file_name AS name FROM imports i WHERE i.id IN (SELECT value FROM json_each(:ids)) ORDER BY i.id;

-- Names of people.
-- names_of_people(ids text) :many as trail_name
--   purpose "to say whom a change was about"
SELECT a.id + 0 AS "id:int", a.name FROM accounts a WHERE a.id IN (SELECT value FROM json_each(:ids)) ORDER BY a.id;
