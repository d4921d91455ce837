/*
 * A copy of the keys that may lie about: the text of the key file, closed with a key that Argon2id
 * makes of a passphrase.
 *
 *     holdfast exported keys 1
 *     argon2id TIMES KIB HEX     how the passphrase becomes a key, and the salt
 *     nonce HEX
 *     keys HEX                   XChaCha20-Poly1305 over the key file's text, bound to the lines
 * above
 */
#include "engine/vault/vault_private.h"
#include "vault_queries.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIRST_LINE "holdfast exported keys 1"
enum {
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    SALT = crypto_pwhash_SALTBYTES,
    EXPORTED_MOST = 4 * KEYS_TEXT_MOST,
    /* What a file may ask for: another's must not take the machine's memory. */
    TIMES_MOST = 16,
    KIB_MOST = 1 << 20,
    TIMES = crypto_pwhash_OPSLIMIT_MODERATE,
    KIB = crypto_pwhash_MEMLIMIT_MODERATE / 1024
};

struct exported {
    int64_t times, kib;
    unsigned char salt[SALT], nonce[NONCE];
    text bound; /* the lines that are bound to the cipher text */
    bytes sealed;
};

/* ---- Reading ---- */

static bool take_bytes(text hex, unsigned char *out, size_t size)
{
    size_t length = 0;
    return hex.ptr && hex.len == size * 2 &&
           sodium_hex2bin(out, size, hex.ptr, hex.len, NULL, &length, NULL) == 0 && length == size;
}

static bool take_small(text *rest, int64_t most, int64_t *out)
{
    const text digits = text_cut(rest, ' ');
    return digits.len > 0 && digits.len <= 9 && int_parse(digits, out) && *out >= 1 && *out <= most;
}

static bool parse(struct arena *arena, text content, struct exported *out)
{
    text rest = content;
    if (content.len > EXPORTED_MOST || !text_eq(text_cut(&rest, '\n'), T(FIRST_LINE)))
        return false;
    text line = text_cut(&rest, '\n');
    if (!text_eq(text_cut(&line, ' '), T("argon2id")) ||
        !take_small(&line, TIMES_MOST, &out->times) || !take_small(&line, KIB_MOST, &out->kib) ||
        out->kib * 1024 < (int64_t)crypto_pwhash_MEMLIMIT_MIN ||
        !take_bytes(line, out->salt, sizeof out->salt))
        return false;
    line = text_cut(&rest, '\n');
    if (!text_eq(text_cut(&line, ' '), T("nonce")) ||
        !take_bytes(line, out->nonce, sizeof out->nonce) || !rest.ptr)
        return false;
    out->bound = text_slice(content, 0, (size_t)(rest.ptr - content.ptr));
    line = text_cut(&rest, '\n');
    if (!text_eq(text_cut(&line, ' '), T("keys")) || !line.ptr || (rest.ptr && rest.len > 0))
        return false;
    return bytes_from_hex(arena, line, &out->sealed) && out->sealed.len > TAG &&
           out->sealed.len < KEYS_TEXT_MOST + TAG;
}

bool exported_reads(struct arena *arena, text content)
{
    struct exported exported;
    return parse(arena, content, &exported);
}

static void passphrase_key(unsigned char key[VAULT_KEY], text passphrase,
                           const struct exported *exported)
{
    if (crypto_pwhash(key, VAULT_KEY, passphrase.ptr, passphrase.len, exported->salt,
                      (unsigned long long)exported->times, (size_t)exported->kib * 1024,
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        fail("vault: no memory for Argon2id, which wants %lld MiB",
             (long long)exported->kib / 1024);
}

bool exported_open(struct arena *arena, text content, text passphrase, struct keys *out, text *say)
{
    struct exported exported;
    if (!parse(arena, content, &exported)) {
        *say = T("it is not a file that `holdfast key export` wrote, or it is damaged");
        return false;
    }
    unsigned char *const key = locked_new(arena, VAULT_KEY);
    char *const room = locked_new(arena, KEYS_TEXT_MOST);
    passphrase_key(key, passphrase, &exported);
    const bool opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
                            (unsigned char *)room, NULL, NULL, exported.sealed.ptr,
                            exported.sealed.len, (const unsigned char *)exported.bound.ptr,
                            exported.bound.len, exported.nonce, key) == 0;
    const bool fine =
        opened && keys_parse((text){.ptr = room, .len = exported.sealed.len - TAG}, out);
    sodium_memzero(room, KEYS_TEXT_MOST);
    sodium_memzero(key, VAULT_KEY);
    if (!fine)
        *say = opened ? T("it holds no keys")
                      : T("the passphrase is another one, or the file is damaged");
    return fine;
}

/* ---- Writing ---- */

static text exported_text(struct arena *arena, const struct keys *keys, text passphrase)
{
    struct exported exported = {.times = TIMES, .kib = KIB};
    randombytes_buf(exported.salt, sizeof exported.salt);
    randombytes_buf(exported.nonce, sizeof exported.nonce);
    struct text_builder out = {.arena = arena};
    const text salt = bytes_hex(arena, (bytes){exported.salt, SALT});
    const text nonce = bytes_hex(arena, (bytes){exported.nonce, NONCE});
    text_add_format(&out, FIRST_LINE "\nargon2id %lld %lld %.*s\nnonce %.*s\n",
                    (long long)exported.times, (long long)exported.kib, TEXT_ARG(salt),
                    TEXT_ARG(nonce));
    const text bound = text_copy(arena, text_built(&out));
    char *const room = locked_new(arena, KEYS_TEXT_MOST);
    unsigned char *const key = locked_new(arena, VAULT_KEY);
    const size_t length = keys_write(keys, room);
    unsigned char *const sealed = arena_array(arena, unsigned char, length + TAG);
    passphrase_key(key, passphrase, &exported);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed, NULL, (const unsigned char *)room, length,
                                               (const unsigned char *)bound.ptr, bound.len, NULL,
                                               exported.nonce, key);
    sodium_memzero(room, KEYS_TEXT_MOST);
    sodium_memzero(key, VAULT_KEY);
    text_add_format(&out, "keys %.*s\n", TEXT_ARG(bytes_hex(arena, (bytes){sealed, length + TAG})));
    return text_built(&out);
}

static bool too_short(text passphrase, text *say)
{
    if (passphrase.len >= PASSPHRASE_LEAST)
        return false;
    *say = T("A passphrase has at least 12 characters. Four or five words that nobody would say "
             "together are good.");
    return true;
}

bool vault_export(const struct vault *vault, struct arena *arena, const char *to, text passphrase,
                  text *say)
{
    if (too_short(passphrase, say))
        return false;
    const text content = exported_text(arena, vault->keys, passphrase);
    const int fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        *say =
            text_format(arena, "%s cannot be made: %s. Nothing was exported.", to, strerror(errno));
        return false;
    }
    const bool wrote =
        write(fd, content.ptr, content.len) == (ssize_t)content.len && fsync(fd) == 0;
    const int error = errno;
    if (close(fd) == 0 && wrote)
        return true;
    (void)unlink(to);
    *say =
        text_format(arena, "%s cannot be written: %s. Nothing was exported.", to, strerror(error));
    return false;
}

/* ---- Taking keys in ---- */

static bool read_content(struct arena *arena, const char *from, text *out, text *say)
{
    char *const room = arena_array(arena, char, EXPORTED_MOST + 1);
    const int fd = open(from, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? -1 : 0;
    size_t length = 0;
    while (fd >= 0 && length <= EXPORTED_MOST &&
           (got = read(fd, room + length, EXPORTED_MOST + 1 - length)) > 0)
        length += (size_t)got;
    if (got < 0)
        *say = text_format(arena, "%s cannot be read: %s.", from, strerror(errno));
    if (fd >= 0)
        close(fd);
    *out = (text){.ptr = room, .len = length};
    return got >= 0;
}

static bool same_keys(const struct keys *a, const struct keys *b)
{
    return sodium_memcmp(a->seed, b->seed, sizeof a->seed) == 0 &&
           sodium_memcmp(a->look_up, b->look_up, sizeof a->look_up) == 0;
}

/* Master keys of both, by number. */
static bool merge(struct keys *into, const struct keys *from)
{
    for (size_t i = 0; i < from->masters; i++) {
        const struct master *const had = keys_master(into, from->master[i].number);
        if (had && sodium_memcmp(had->key, from->master[i].key, VAULT_KEY) != 0)
            return false;
        if (had)
            continue;
        if (into->masters == MASTERS_MOST)
            return false;
        size_t at = into->masters++;
        while (at > 0 && into->master[at - 1].number > from->master[i].number) {
            into->master[at] = into->master[at - 1];
            at--;
        }
        into->master[at] = from->master[i];
    }
    return true;
}

static bool is_of(struct arena *arena, struct database *database, const struct keys *keys)
{
    unsigned char fingerprint[VAULT_HASH];
    keys_fingerprint(keys, fingerprint);
    struct db *const db = db_read(database, arena);
    const struct vault_find_row *const mark = vault_find(db);
    db_read_end(db);
    return mark && mark->fingerprint.len == VAULT_HASH &&
           memcmp(mark->fingerprint.ptr, fingerprint, VAULT_HASH) == 0;
}

bool vault_import(struct arena *arena, struct database *database, const char *from, text passphrase,
                  text *say)
{
    text content, why = T("");
    struct keys *const exported = keys_new(arena), *const here = keys_new(arena);
    const char *const path = vault_path(arena, database);
    if (!read_content(arena, from, &content, say))
        return false;
    if (!exported_open(arena, content, passphrase, exported, &why)) {
        *say = text_format(arena, "%s was not imported: %.*s.", from, TEXT_ARG(why));
        return false;
    }
    if (!is_of(arena, database, exported)) {
        *say = text_format(arena, "%s holds the keys of another database than %s.", from,
                           db_name(database));
        return false;
    }
    const enum keyfile_state state = keyfile_read(arena, path, here, say);
    if (state == KEYFILE_ABSENT)
        return keyfile_write(arena, database, path, exported, say);
    if (state == KEYFILE_FINE && same_keys(here, exported) && merge(here, exported))
        return keyfile_write(arena, database, path, here, say);
    *say = text_format(arena,
                       "%s is there and holds other keys, or is damaged. Move it away and import "
                       "again.",
                       path);
    return false;
}
