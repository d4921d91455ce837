-- Every statement of stored files.

-- A file's row, before its parts.
-- file_add(name text, kind stored_kind, size int, hash bytes, owner int, at instant, scan file_scan) :insert
INSERT INTO files (name, kind, size, hash, owner, added_at, scan) VALUES (:name, :kind, :size, :hash, :owner, :at, :scan);

-- One part of it.
-- file_part_add(file_id, part int, content bytes) :exec
INSERT INTO file_parts (file_id, part, content) VALUES (:file_id, :part, :content);

-- A file without its bytes.
-- file_find(file_id) :maybe as file_row
SELECT f.id, f.name, f.kind, f.size, f.owner, f.added_at, f.scan, f.scan_said, f.scanned_at, f.gone_at
FROM files f WHERE f.id = :file_id;

-- One part's bytes.
-- file_part(file_id, part int) :maybe
SELECT p.content FROM file_parts p WHERE p.file_id = :file_id AND p.part = :part;

-- What an organisation's files are together, in bytes.
-- files_of_owner(owner int) :one
SELECT count(*) AS "files:int", coalesce(sum(f.size), 0) AS "bytes:int" FROM files f WHERE f.owner = :owner AND f.gone_at IS NULL;

-- The same bytes, added by the same organisation before.
-- file_same(owner int, hash bytes) :maybe
SELECT f.id FROM files f WHERE f.owner = :owner AND f.hash = :hash AND f.gone_at IS NULL AND f.scan NOT IN (@file_scan.refused, @file_scan.arriving) LIMIT 1;

-- The next file after one that a scanner has not looked at.
-- file_to_scan(after file_id) :maybe
--   sort ok "of two kinds, and there are few"
SELECT f.id FROM files f WHERE f.scan IN (@file_scan.waiting, @file_scan.not_scanned) AND f.gone_at IS NULL AND f.id > :after
ORDER BY f.id LIMIT 1;

-- What the scanner said of it.
-- file_scanned(file_id, scan file_scan, said text?, at instant) :exec
UPDATE files SET scan = :scan, scan_said = :said, scanned_at = :at WHERE id = :file_id AND gone_at IS NULL;

-- All of it is stored.
-- file_arrived(file_id, scan file_scan) :exec
UPDATE files SET scan = :scan WHERE id = :file_id AND scan = @file_scan.arriving;

-- Its bytes go, its row stays.
-- file_gone(file_id, at instant) :exec
UPDATE files SET gone_at = :at WHERE id = :file_id AND gone_at IS NULL;

-- Its first parts.
-- file_parts_thin(file_id, below int) :exec
DELETE FROM file_parts WHERE file_id = :file_id AND part < :below;

-- The bytes themselves.
-- file_parts_clear(file_id) :exec
DELETE FROM file_parts WHERE file_id = :file_id;
