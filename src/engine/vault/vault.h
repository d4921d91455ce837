/*
 * Sealed values (law 8): encrypted with keys that neither the database nor a backup holds.
 *
 * The key file (FILE-keys beside the database, 0600; HOLDFAST_KEYS names another place) holds
 * numbered master keys, the key that signs the audit log and the key of look-ups. Each subject, a
 * person's account or 0 for the initiative, has a key of its own, wrapped by the newest master in
 * `subject_keys`: destroying that row's key forgets what it sealed, in every copy that has not been
 * restored from before.
 *
 * Keys live in locked memory that no core dump holds. Sealed values are XChaCha20-Poly1305 with
 * the subject and the purpose as associated data: a value moved to another person or another use
 * does not open. Other trouble than a destroyed key or a tampered value fail()s.
 */
#ifndef ENGINE_VAULT_VAULT_H
#define ENGINE_VAULT_VAULT_H

#include "engine/db/db.h"

struct vault;

enum { VAULT_HASH = 32, VAULT_SIGNATURE = 64, VAULT_PUBLIC = 32 };

/* Seals a value of `subject` (an account's id; 0: the initiative). purpose is a constant word such
 * as "totp"; what opens it must say the same. The subject's key is made when it has none; sealing
 * for one whose key was destroyed fail()s. In the write's arena. */
bytes vault_seal(const struct vault *vault, struct db_write *write, int64_t subject, text purpose,
                 bytes plain) must_use;
/* False: the key was destroyed, or the value is not what was sealed. In the db's arena. */
bool vault_open(const struct vault *vault, struct db *db, int64_t subject, text purpose,
                bytes sealed, bytes *plain) must_use;
/* Destroys the subject's key. Afterwards vault_scrub(), once the write is committed. */
void vault_shred(struct db_write *write, int64_t subject);
/* Takes what was deleted out of the write-ahead log too, so that no copy of the file shows it.
 * Waits for readers for a while; false: some are still at it, call again later. */
bool vault_scrub(struct database *database) must_use;

/* A keyed hash, to find what only the owner of the keys may look up (an address, a code):
 * BLAKE2b-256 over purpose and value. */
bytes vault_look_up(const struct vault *vault, struct arena *arena, text purpose,
                    bytes value) must_use;

#endif
