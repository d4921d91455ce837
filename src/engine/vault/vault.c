/* Sealing, opening, signing: see vault.h. */
#include "engine/vault/vault_private.h"
#include "vault_queries.h"

#include <sodium.h>
#include <string.h>

enum {
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    SEALED_FORM = 1, /* the first byte of a sealed value */
    BESIDE_MOST = 96 /* bytes of associated data */
};
_Static_assert(VAULT_KEY == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "the cipher's key");
_Static_assert(VAULT_SIGNATURE == crypto_sign_BYTES, "the signature's length");

/* ---- One cipher, used twice: for keys and for values ---- */

/* What is bound to a sealed value without being in it. */
struct beside {
    unsigned char at[BESIDE_MOST];
    size_t length;
};

static void beside_add(struct beside *beside, const void *from, size_t length)
{
    ensure(beside->length + length <= sizeof beside->at);
    memcpy(beside->at + beside->length, from, length);
    beside->length += length;
}

static void beside_add_number(struct beside *beside, int64_t number)
{
    unsigned char little[8];
    for (size_t i = 0; i < sizeof little; i++)
        little[i] = (unsigned char)((uint64_t)number >> (8 * i));
    beside_add(beside, little, sizeof little);
}

static struct beside beside_value(int64_t subject, text purpose)
{
    struct beside beside = {.length = 0};
    beside_add(&beside, "holdfast value", 14);
    beside_add_number(&beside, subject);
    beside_add(&beside, purpose.ptr, purpose.len);
    return beside;
}

static struct beside beside_key(int64_t subject, int64_t master)
{
    struct beside beside = {.length = 0};
    beside_add(&beside, "holdfast key", 12);
    beside_add_number(&beside, subject);
    beside_add_number(&beside, master);
    return beside;
}

/* out has room for NONCE + length + TAG. */
static void lock(unsigned char *out, const unsigned char *key, const struct beside *beside,
                 const unsigned char *plain, size_t length)
{
    randombytes_buf(out, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + NONCE, NULL, plain, length, beside->at,
                                               beside->length, NULL, out, key);
}

/* out has room for length - NONCE - TAG. */
static bool unlock(unsigned char *out, const unsigned char *key, const struct beside *beside,
                   const unsigned char *sealed, size_t length)
{
    return length >= NONCE + TAG && crypto_aead_xchacha20poly1305_ietf_decrypt(
                                        out, NULL, NULL, sealed + NONCE, length - NONCE, beside->at,
                                        beside->length, sealed, key) == 0;
}

/* ---- Subjects' keys ---- */

void subject_key_wrap(const struct keys *keys, struct arena *arena, int64_t subject,
                      const unsigned char key[VAULT_KEY], struct vault_wrapped *out)
{
    const struct master *const master = keys_newest(keys);
    const struct beside beside = beside_key(subject, master->number);
    unsigned char *const wrapped = arena_array(arena, unsigned char, NONCE + VAULT_KEY + TAG);
    lock(wrapped, master->key, &beside, key, VAULT_KEY);
    *out = (struct vault_wrapped){.subject = subject,
                                  .master = master->number,
                                  .wrapped = {.ptr = wrapped, .len = NONCE + VAULT_KEY + TAG}};
}

bool subject_key_unwrap(const struct keys *keys, const struct vault_wrapped *wrapped,
                        unsigned char key[VAULT_KEY])
{
    if (!wrapped->wrapped.ptr)
        return false;
    const struct master *const master = keys_master(keys, wrapped->master);
    if (!master)
        fail("vault: a key is wrapped by master key %lld, which the key file does not have",
             (long long)wrapped->master);
    const struct beside beside = beside_key(wrapped->subject, wrapped->master);
    return wrapped->wrapped.len == NONCE + VAULT_KEY + TAG &&
           unlock(key, master->key, &beside, wrapped->wrapped.ptr, wrapped->wrapped.len);
}

bool vault_sealer_begin(struct vault_sealer *sealer, const struct vault *vault,
                        struct db_write *write, int64_t subject)
{
    *sealer = (struct vault_sealer){.subject = subject};
    struct db *const db = db_of(write);
    const struct subject_key_find_row *const row = subject_key_find(db, subject);
    struct vault_wrapped wrapped = {.subject = subject};
    if (row) {
        wrapped.master = row->master;
        wrapped.wrapped = row->wrapped;
        if (wrapped.wrapped.ptr && !subject_key_unwrap(vault->keys, &wrapped, sealer->key))
            fail("vault: the key of %lld is damaged, or wrapped by another's master key",
                 (long long)subject);
        return wrapped.wrapped.ptr != NULL;
    }
    randombytes_buf(sealer->key, sizeof sealer->key);
    subject_key_wrap(vault->keys, db_arena(db), subject, sealer->key, &wrapped);
    (void)subject_key_add(write, subject, wrapped.master, wrapped.wrapped, instant_now());
    return true;
}

void vault_sealer_end(struct vault_sealer *sealer)
{
    sodium_memzero(sealer->key, sizeof sealer->key);
}

void vault_shred(struct db_write *write, int64_t subject)
{
    ensure(subject > 0); /* the initiative's own is never destroyed */
    (void)subject_key_destroy(write, subject, instant_now());
}

/* ---- Values ---- */

bytes vault_sealer_seal(const struct vault_sealer *sealer, struct arena *arena, text purpose,
                        bytes plain)
{
    const size_t length = 1 + NONCE + plain.len + TAG;
    unsigned char *const out = arena_array(arena, unsigned char, length);
    const struct beside beside = beside_value(sealer->subject, purpose);
    out[0] = SEALED_FORM;
    lock(out + 1, sealer->key, &beside, plain.ptr, plain.len);
    return (bytes){.ptr = out, .len = length};
}

static bool open_value(const unsigned char key[VAULT_KEY], struct arena *arena, int64_t subject,
                       text purpose, bytes sealed, bytes *plain)
{
    if (sealed.len < 1 + NONCE + TAG || sealed.ptr[0] != SEALED_FORM)
        return false;
    const size_t length = sealed.len - 1 - NONCE - TAG;
    unsigned char *const out = arena_array(arena, unsigned char, length + 1);
    const struct beside beside = beside_value(subject, purpose);
    if (!unlock(out, key, &beside, sealed.ptr + 1, sealed.len - 1))
        return false;
    *plain = (bytes){.ptr = out, .len = length};
    return true;
}

bytes vault_seal(const struct vault *vault, struct db_write *write, int64_t subject, text purpose,
                 bytes plain)
{
    struct vault_sealer sealer;
    if (!vault_sealer_begin(&sealer, vault, write, subject))
        fail("vault: the key of %lld was destroyed: nothing is sealed for it", (long long)subject);
    const bytes sealed = vault_sealer_seal(&sealer, db_arena(db_of(write)), purpose, plain);
    vault_sealer_end(&sealer);
    return sealed;
}

bool vault_open_with(const struct vault *vault, struct arena *arena,
                     const struct vault_wrapped *wrapped, text purpose, bytes sealed, bytes *plain)
{
    unsigned char key[VAULT_KEY];
    const bool opened = subject_key_unwrap(vault->keys, wrapped, key) &&
                        open_value(key, arena, wrapped->subject, purpose, sealed, plain);
    sodium_memzero(key, sizeof key);
    return opened;
}

bool vault_open(const struct vault *vault, struct db *db, int64_t subject, text purpose,
                bytes sealed, bytes *plain)
{
    const struct subject_key_find_row *const row = subject_key_find(db, subject);
    if (!row)
        return false;
    const struct vault_wrapped wrapped = {
        .subject = subject, .master = row->master, .wrapped = row->wrapped};
    return vault_open_with(vault, db_arena(db), &wrapped, purpose, sealed, plain);
}

bytes vault_look_up(const struct vault *vault, struct arena *arena, text purpose, bytes value)
{
    unsigned char *const out = arena_array(arena, unsigned char, VAULT_HASH);
    crypto_generichash_state state;
    const unsigned char length[2] = {(unsigned char)(purpose.len & 0xff),
                                     (unsigned char)(purpose.len >> 8)};
    crypto_generichash_init(&state, vault->keys->look_up, sizeof vault->keys->look_up, VAULT_HASH);
    crypto_generichash_update(&state, length, sizeof length);
    crypto_generichash_update(&state, (const unsigned char *)purpose.ptr, purpose.len);
    crypto_generichash_update(&state, value.ptr, value.len);
    crypto_generichash_final(&state, out, VAULT_HASH);
    sodium_memzero(&state, sizeof state);
    return (bytes){.ptr = out, .len = VAULT_HASH};
}

/* ---- Signing ---- */

void vault_sign(const struct vault *vault, bytes message, unsigned char signature[VAULT_SIGNATURE])
{
    crypto_sign_detached(signature, NULL, message.ptr, message.len, vault->keys->sign);
}

bool vault_signed(const struct vault *vault, bytes message, bytes signature)
{
    return signature.len == VAULT_SIGNATURE &&
           crypto_sign_verify_detached(signature.ptr, message.ptr, message.len,
                                       vault->keys->verify) == 0;
}

bytes vault_public(const struct vault *vault)
{
    return (bytes){.ptr = vault->keys->verify, .len = sizeof vault->keys->verify};
}

/* ---- A database and its keys ---- */

/* The database is new to keys: the file is made first, so that no database is left with a mark
 * whose keys were never written. One that lies there already was left by a start that was killed.
 * All of it with the writer's turn held: of two that start at once the second finds the first's.
 */
static struct vault *give_keys(struct vault *vault, struct arena *arena, struct database *database,
                               text *say)
{
    unsigned char fingerprint[VAULT_HASH];
    struct db_write *const write = db_write_begin(database, arena);
    if (vault_find(db_of(write))) {
        db_write_undo(write);
        return vault_open_keys(arena, database, false, say);
    }
    const enum keyfile_state state = keyfile_read(arena, vault->path, vault->keys, say);
    if (state == KEYFILE_ABSENT)
        keys_make(vault->keys);
    if (state == KEYFILE_REFUSED ||
        (state == KEYFILE_ABSENT &&
         !keyfile_write(arena, database, vault->path, vault->keys, say))) {
        db_write_undo(write);
        return NULL;
    }
    keys_fingerprint(vault->keys, fingerprint);
    (void)vault_add(write, (bytes){.ptr = fingerprint, .len = sizeof fingerprint}, instant_now());
    db_write_commit(write);
    vault->is_new = true;
    return vault;
}

bool vault_is_new(const struct vault *vault)
{
    return vault->is_new;
}

static text keys_missing(struct arena *arena, const struct database *database, const char *path)
{
    return text_format(arena,
                       "The keys of %s are not at %s, and without them what is sealed cannot be "
                       "read. Put the key file there, or an exported copy of it: holdfast --db %s "
                       "key import FILE.",
                       db_name(database), path, db_name(database));
}

static text keys_foreign(struct arena *arena, const struct database *database, const char *path)
{
    return text_format(arena,
                       "The keys in %s are those of another database than %s. Move them away, and "
                       "put this database's key file there, or an exported copy of it: holdfast "
                       "--db %s key import FILE.",
                       path, db_name(database), db_name(database));
}

/* A backup of before a master key was changed, with a file that has let go of it. */
static text masters_missing(const struct vault *vault, struct arena *arena,
                            struct database *database)
{
    struct db *const db = db_read(database, arena);
    const struct subject_key_masters_rows rows = subject_key_masters(db);
    text say = T("");
    for (size_t i = 0; i < rows.count; i++)
        if (!keys_master(vault->keys, rows.row[i].master))
            say = text_format(arena,
                              "%s is sealed with master key %lld, which %s does not have. Import a "
                              "copy of the keys that has it: holdfast --db %s key import FILE.",
                              db_name(database), (long long)rows.row[i].master, vault->path,
                              db_name(database));
    db_read_end(db);
    return say;
}

struct vault *vault_open_keys(struct arena *arena, struct database *database, bool make, text *say)
{
    *say = T("");
    if (sodium_init() < 0)
        fail("vault: libsodium does not start");
    struct vault *const vault = arena_make(arena, struct vault);
    *vault = (struct vault){.keys = keys_new(arena), .path = vault_path(arena, database)};
    /* In this order: who marks a database has made its file before. */
    struct db *const db = db_read(database, arena);
    const struct vault_find_row *const mark = vault_find(db);
    db_read_end(db);
    const enum keyfile_state state = keyfile_read(arena, vault->path, vault->keys, say);
    if (state == KEYFILE_REFUSED)
        return NULL;
    if (!mark && make)
        return give_keys(vault, arena, database, say);
    if (!mark || state == KEYFILE_ABSENT) {
        *say = keys_missing(arena, database, vault->path);
        return NULL;
    }
    unsigned char fingerprint[VAULT_HASH];
    keys_fingerprint(vault->keys, fingerprint);
    if (mark->fingerprint.len != VAULT_HASH ||
        memcmp(mark->fingerprint.ptr, fingerprint, VAULT_HASH) != 0)
        *say = keys_foreign(arena, database, vault->path);
    else
        *say = masters_missing(vault, arena, database);
    return text_present(*say) ? NULL : vault;
}
