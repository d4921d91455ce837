-- The newest entry of the log.
-- audit_last() :maybe
--   scan ok "one step from the end of the table"
SELECT id, at, hash FROM audit_entries ORDER BY id DESC LIMIT 1;

-- An entry of the log. Its id is part of what is hashed, so it is given.
-- audit_entry_add(id audit_entry_id, at instant, account int?, act text, kind text?, record int?, request text, unrecorded int, changes_hash bytes?, hash bytes?, signature bytes?) :exec
INSERT INTO audit_entries (id, at, account, act, kind, record, request, unrecorded, changes_hash, hash, signature)
VALUES (:id, :at, :account, :act, :kind, :record, :request, :unrecorded, :changes_hash, :hash, :signature);

-- One value that an entry's change changed.
-- audit_change_add(entry_id audit_entry_id, subject int, table_name text, table_row int, column_name text, kind audit_change_kind, was bytes?, became bytes?) :exec
INSERT INTO audit_changes (entry_id, subject, table_name, table_row, column_name, kind, was, became)
VALUES (:entry_id, :subject, :table_name, :table_row, :column_name, :kind, :was, :became);

-- Entries in their order, after one, a few at a time: for whoever walks the whole log.
-- audit_entries_after(id audit_entry_id) :many as audit_row
SELECT id, at, account, act, kind, record, request, unrecorded, changes_hash, hash, signature
FROM audit_entries WHERE id > :id ORDER BY id LIMIT 200;

-- What a range of entries changed, in their order.
-- audit_changes_between(from_id audit_entry_id, to_id audit_entry_id) :many as audit_change_row
SELECT entry_id, subject, table_name, table_row, column_name, kind, was, became
FROM audit_changes WHERE entry_id BETWEEN :from_id AND :to_id ORDER BY entry_id, id;

-- One entry by its id.
-- audit_entry_find(id audit_entry_id) :maybe as audit_row
SELECT id, at, account, act, kind, record, request, unrecorded, changes_hash, hash, signature
FROM audit_entries WHERE id = :id;

-- The ids of the first and the last entry of some time.
-- audit_span(from_at instant, to_at instant) :one
SELECT min(id) AS "first:int?", max(id) AS "last:int?" FROM audit_entries WHERE at >= :from_at AND at < :to_at;

-- Entries of some time among a span of ids, in their order, after one: for a day's export.
-- audit_entries_of_time(from_at instant, to_at instant, id audit_entry_id, last_id audit_entry_id) :many as audit_row
SELECT id, at, account, act, kind, record, request, unrecorded, changes_hash, hash, signature
FROM audit_entries WHERE id > :id AND id <= :last_id AND +at >= :from_at AND +at < :to_at ORDER BY id LIMIT 200;

-- The first entry of some time or after; absent: none.
-- audit_entry_since(from_at instant) :maybe
SELECT id, at FROM audit_entries WHERE at >= :from_at ORDER BY at, id LIMIT 1;
