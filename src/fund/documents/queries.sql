-- Every statement of documents.

-- The documents of a partner, newest first; withdrawn ones while they can be put back. added: by the people of the organisation `of`.
-- documents_of_partner(partner_id, since instant, of int) :many as document_card
SELECT d.id, d.title, d.kind, d.on_day, d.withdrawn_at, f.kind AS file_kind, f.size, f.scan, f.scan_said, f.gone_at,
       EXISTS (SELECT 1 FROM document_history h WHERE h.document_id = d.id AND f.owner = :of AND h.act = @document_act.added AND h.by_fund = 0) AS "added:flag"
FROM documents d JOIN files f ON f.id = d.file_id
WHERE d.partner_id = :partner_id AND (d.withdrawn_at IS NULL OR d.withdrawn_at > :since)
ORDER BY d.on_day DESC, d.id DESC LIMIT 500;

-- The documents of a grant, newest first; withdrawn ones while they can be put back.
-- documents_of_grant(grant_id, since instant, of int) :many as document_card
SELECT d.id, d.title, d.kind, d.on_day, d.withdrawn_at, f.kind AS file_kind, f.size, f.scan, f.scan_said, f.gone_at,
       EXISTS (SELECT 1 FROM document_history h WHERE h.document_id = d.id AND f.owner = :of AND h.act = @document_act.added AND h.by_fund = 0) AS "added:flag"
FROM documents d JOIN files f ON f.id = d.file_id
WHERE d.grant_id = :grant_id AND (d.withdrawn_at IS NULL OR d.withdrawn_at > :since)
ORDER BY d.on_day DESC, d.id DESC LIMIT 500;

-- One document.
-- document_find(document_id) :maybe as document_row
SELECT d.id, d.partner_id, d.grant_id, d.title, d.kind, d.on_day, d.file_id, d.withdrawn_at,
       f.name AS file_name, f.kind AS file_kind, f.size, f.scan, f.scan_said, f.gone_at
FROM documents d JOIN files f ON f.id = d.file_id WHERE d.id = :document_id;

-- Whose a document is: for the rules about who may see it, and who may take it out. added: by that partner's own people.
-- document_whose(document_id, of partner_id) :maybe
SELECT d.partner_id, d.grant_id,
       EXISTS (SELECT 1 FROM grant_seats s WHERE s.grant_id = d.grant_id AND s.partner_id = :of) AS "seat:flag",
       d.withdrawn_at IS NOT NULL AS "withdrawn:flag",
       EXISTS (SELECT 1 FROM files f JOIN document_history h ON h.document_id = d.id
               WHERE f.id = d.file_id AND f.owner = :of AND h.act = @document_act.added AND h.by_fund = 0) AS "added:flag"
FROM documents d WHERE d.id = :document_id;

-- Whether a partner has a seat in a grant that is not hidden.
-- document_seat(grant_id, partner_id) :maybe
SELECT s.id FROM grant_seats s JOIN grants g ON g.id = s.grant_id WHERE s.grant_id = :grant_id AND s.partner_id = :partner_id;

-- A partner's name, unless it is hidden.
-- document_partner(partner_id) :maybe
SELECT p.id, p.name FROM partners p WHERE p.id = :partner_id;

-- A grant's title and lead partner, unless it is hidden.
-- document_grant(grant_id) :maybe
SELECT g.id, g.title,
       (SELECT s.partner_id FROM grant_seats s WHERE s.grant_id = g.id ORDER BY s.kind, s.id LIMIT 1) AS "lead:partner_id?"
FROM grants g WHERE g.id = :grant_id;

-- A document.
-- document_add(partner partner_id?, grant grant_id?, title text, kind text, on_day day, file_id) :insert
INSERT INTO documents (partner_id, grant_id, title, kind, on_day, file_id)
VALUES (:partner, :grant, :title, :kind, :on_day, :file_id);

-- The document of a file.
-- document_of_file(file_id) :maybe
SELECT d.id, d.title, d.withdrawn_at FROM documents d WHERE d.file_id = :file_id LIMIT 1;

-- It is withdrawn. 0: it was.
-- document_withdraw(document_id, at instant) :exec
UPDATE documents SET withdrawn_at = :at WHERE id = :document_id AND withdrawn_at IS NULL;

-- It is put back. 0: it was not withdrawn, or too long ago.
-- document_put_back(document_id, since instant) :exec
UPDATE documents SET withdrawn_at = NULL WHERE id = :document_id AND withdrawn_at > :since;

-- What happened to it.
-- document_note(document_id, act document_act, at instant, account int?, by_fund flag) :exec
INSERT INTO document_history (document_id, act, at, account, by_fund) VALUES (:document_id, :act, :at, :account, :by_fund);

-- And all of that, with who did it.
-- document_history_of(document_id) :many
--   purpose "to tell who added or withdrew a document"
SELECT h.act, h.at, h.by_fund, a.name AS who? FROM document_history h LEFT JOIN accounts a ON a.id = h.account
WHERE h.document_id = :document_id ORDER BY h.id;

-- Documents withdrawn before a moment whose bytes are still here.
-- documents_to_delete(before instant, most int) :many
SELECT d.id, d.file_id FROM documents d JOIN files f ON f.id = d.file_id
WHERE d.withdrawn_at <= :before AND f.gone_at IS NULL ORDER BY d.withdrawn_at! LIMIT :most;

-- Files that no document holds any more, since its grant or partner went with an import.
-- documents_orphans(before instant, most int) :many
--   scan ok "at night"
SELECT f.id FROM files f WHERE f.gone_at IS NULL AND f.added_at < :before AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.file_id = f.id) LIMIT :most;
