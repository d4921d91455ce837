/*
 * What the files of engine/vault share.
 *
 * vault.c     opens a database's keys; seals, opens, signs
 * keys.c      the keys as text: what the key file holds, read and written
 * keyfile.c   the file itself: found, read, replaced whole
 * exported.c  a copy of the keys, closed with a passphrase
 * rotate.c    a new master key
 */
#ifndef ENGINE_VAULT_PRIVATE_H
#define ENGINE_VAULT_PRIVATE_H

#include "engine/vault/vault.h"

enum {
    MASTERS_MOST = 32,
    MASTERS_KEPT = 8, /* after a change of master: for backups of before */
    SIGN_SEED = 32,
    KEYS_TEXT_MOST = 8192 /* bytes of a key file: all masters, with room */
};

/* Lives in memory that sodium_malloc gave: locked, fenced, wiped when it goes. */
struct keys {
    unsigned char seed[SIGN_SEED];
    unsigned char sign[64]; /* Ed25519, made from seed */
    unsigned char verify[VAULT_PUBLIC];
    unsigned char look_up[VAULT_KEY];
    struct master {
        int64_t number; /* from 1, ascending; the last one wraps */
        unsigned char key[VAULT_KEY];
    } master[MASTERS_MOST];
    size_t masters;
};

struct vault {
    struct keys *keys;
    const char *path;
    bool is_new; /* to its database: it had no keys before */
};

/* ---- keys.c */

/* Zeroed; given back, wiped, with the arena. */
struct keys *keys_new(struct arena *arena);
void keys_make(struct keys *keys); /* random ones, with master 1 */
/* False: not a key file, or a damaged one. */
bool keys_parse(text words, struct keys *out) must_use;
/* Into room of locked memory; its length. */
size_t keys_write(const struct keys *keys, char room[KEYS_TEXT_MOST]) must_use;
void keys_fingerprint(const struct keys *keys, unsigned char out[VAULT_HASH]);
const struct master *keys_master(const struct keys *keys, int64_t number); /* NULL: not there */
const struct master *keys_newest(const struct keys *keys);
/* Locked memory for a while: text of keys, a passphrase's key. */
void *locked_new(struct arena *arena, size_t size);

/* ---- keyfile.c */

enum keyfile_state { KEYFILE_FINE, KEYFILE_ABSENT, KEYFILE_REFUSED };
enum keyfile_state keyfile_read(struct arena *arena, const char *path, struct keys *out,
                                text *say) must_use;
/* Replaces the file whole, or makes it; on disk when it returns. False: say. */
bool keyfile_write(struct arena *arena, const struct database *database, const char *path,
                   const struct keys *keys, text *say) must_use;

/* ---- exported.c */

/* Opens what vault_export wrote. False: *say tells whether it is no such file or another
 * passphrase. */
bool exported_open(struct arena *arena, text content, text passphrase, struct keys *out,
                   text *say) must_use;

/* Whether it reads as such a file, whatever it holds. */
bool exported_reads(struct arena *arena, text content) must_use;

/* ---- vault.c */

void subject_key_wrap(const struct keys *keys, struct arena *arena, int64_t subject,
                      const unsigned char key[VAULT_KEY], struct vault_wrapped *out);
bool subject_key_unwrap(const struct keys *keys, const struct vault_wrapped *wrapped,
                        unsigned char key[VAULT_KEY]) must_use;

#endif
