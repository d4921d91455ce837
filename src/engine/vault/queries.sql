-- The mark of the database's key file.
-- vault_find() :maybe
--   scan ok "the table has one row"
SELECT id, fingerprint FROM vaults ORDER BY id LIMIT 1;

-- Fixes which key file is the database's, once.
-- vault_add(fingerprint bytes, made_at instant) :insert
INSERT INTO vaults (fingerprint, made_at) VALUES (:fingerprint, :made_at);

-- A subject's key as it is wrapped.
-- subject_key_find(subject int) :maybe
SELECT master, wrapped FROM subject_keys WHERE subject = :subject;

-- A subject's first key.
-- subject_key_add(subject int, master int, wrapped bytes, made_at instant) :exec
INSERT INTO subject_keys (subject, master, wrapped, made_at) VALUES (:subject, :master, :wrapped, :made_at);

-- Destroys a subject's key; one that had none never gets one.
-- subject_key_destroy(subject int, at instant) :exec
INSERT INTO subject_keys (subject, master, made_at, destroyed_at) VALUES (:subject, 0, :at, :at)
ON CONFLICT (subject) DO UPDATE SET wrapped = NULL, destroyed_at = coalesce(subject_keys.destroyed_at, :at);

-- The master keys that something in the database needs.
-- subject_key_masters() :many
--   scan ok "as many rows as people have accounts; once as the database opens"
SELECT DISTINCT master FROM subject_keys WHERE wrapped IS NOT NULL;

-- The next keys after `after` that another master than the newest wraps.
-- subject_keys_of_before(after int, newest int) :many
--   scan ok "once, when master keys are changed"
SELECT subject, master, wrapped FROM subject_keys
WHERE subject > :after AND master <> :newest AND wrapped IS NOT NULL ORDER BY subject LIMIT 500;

-- Wraps a subject's key anew.
-- subject_key_rewrap(subject int, master int, wrapped bytes) :exec
UPDATE subject_keys SET master = :master, wrapped = :wrapped WHERE subject = :subject;
