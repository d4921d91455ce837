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

enum { VAULT_KEY = 32, VAULT_HASH = 32, VAULT_SIGNATURE = 64, VAULT_PUBLIC = 32 };

/* Reads the database's keys; NULL: *say tells what to do. A database that has none yet, because it
 * was just made or is older than keys, gets some, if `make`. Closes with the arena. */
struct vault *vault_open_keys(struct arena *arena, struct database *database, bool make,
                              text *say) must_use;
/* Whether the database had none until now: what else lies beside it is of an older one. */
bool vault_is_new(const struct vault *vault);
/* Where they are, or would be. */
const char *vault_path(struct arena *arena, const struct database *database);

/* Seals a value of `subject` (an account's id; 0: the initiative). purpose is a constant word such
 * as "totp"; what opens it must say the same. The subject's key is made when it has none; sealing
 * for one whose key was destroyed fail()s. In the write's arena. */
bytes vault_seal(const struct vault *vault, struct db_write *write, int64_t subject, text purpose,
                 bytes plain) must_use;
/* False: the key was destroyed, or the value is not what was sealed. In the db's arena. */
bool vault_open(const struct vault *vault, struct db *db, int64_t subject, text purpose,
                bytes sealed, bytes *plain) must_use;
/* Destroys the subject's key, for good. Once that is committed, db_scrub(). */
void vault_shred(struct db_write *write, int64_t subject);

/* The same for many values of one subject, with one look at its key. */
struct vault_sealer {
    int64_t subject;
    unsigned char key[VAULT_KEY];
};
/* False: the subject's key was destroyed, and nothing is sealed for it any more. */
bool vault_sealer_begin(struct vault_sealer *sealer, const struct vault *vault,
                        struct db_write *write, int64_t subject) must_use;
bytes vault_sealer_seal(const struct vault_sealer *sealer, struct arena *arena, text purpose,
                        bytes plain) must_use;
void vault_sealer_end(struct vault_sealer *sealer);

/* A subject's key as a row of subject_keys has it, for statements that bring it with the value. */
struct vault_wrapped {
    int64_t subject, master;
    bytes wrapped; /* .ptr NULL: destroyed, or never made */
};
bool vault_open_with(const struct vault *vault, struct arena *arena,
                     const struct vault_wrapped *key, text purpose, bytes sealed,
                     bytes *plain) must_use;

/* A keyed hash, to find what only the owner of the keys may look up (an address, a code):
 * BLAKE2b-256 over purpose and value. */
bytes vault_look_up(const struct vault *vault, struct arena *arena, text purpose,
                    bytes value) must_use;

/* Ed25519, with the key of this database's audit log. */
void vault_sign(const struct vault *vault, bytes message, unsigned char signature[VAULT_SIGNATURE]);
bool vault_signed(const struct vault *vault, bytes message, bytes signature) must_use;
bytes vault_public(const struct vault *vault);

/* ---- The key file, for its commands. False: *say tells why, and nothing was changed,
 * but for what vault_rotate says. ---- */

/* Writes a copy of the keys to a new file, closed with a passphrase (Argon2id). */
bool vault_export(const struct vault *vault, struct arena *arena, const char *to, text passphrase,
                  text *say) must_use;
/* Makes the database's key file from an exported copy. What it has already is kept: a copy adds its
 * older master keys. Refuses keys of another database. */
bool vault_import(struct arena *arena, struct database *database, const char *from, text passphrase,
                  text *say) must_use;
/* A new master key, which wraps all subjects' keys anew. The last few older ones stay in the file,
 * for backups of before, unless `forget_old`. Nobody else may use the keys meanwhile. *act is given
 * the write before its commit. False also when the new key is in use and the older ones that are to
 * go could not be taken out of the file: *say tells which of the two, and all opens in both. */
bool vault_rotate(struct vault *vault, struct arena *arena, struct database *database,
                  bool forget_old, void (*act)(struct db_write *write), text *say) must_use;

enum { PASSPHRASE_LEAST = 12 };

#endif
