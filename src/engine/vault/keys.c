/*
 * The keys as text, as the key file has them:
 *
 *     holdfast keys 1
 *     sign HEX              the seed of the Ed25519 key that signs the audit log
 *     look-up HEX           the key of look-ups
 *     master 1 HEX          master keys by number; the last one wraps
 *     master 2 HEX
 *     check HEX             BLAKE2b-128 of all lines above, against a slip of the hand
 */
#include "engine/vault/vault_private.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define FIRST_LINE "holdfast keys 1"
enum { CHECK = 16 };

static void locked_close(void *memory)
{
    sodium_free(memory); /* wipes it */
}

void *locked_new(struct arena *arena, size_t size)
{
    void *const memory = sodium_malloc(size);
    if (!memory)
        fail("vault: no memory can be locked for keys");
    sodium_memzero(memory, size);
    arena_on_close(arena, locked_close, memory);
    return memory;
}

struct keys *keys_new(struct arena *arena)
{
    return locked_new(arena, sizeof(struct keys));
}

void keys_make(struct keys *keys)
{
    randombytes_buf(keys->seed, sizeof keys->seed);
    randombytes_buf(keys->look_up, sizeof keys->look_up);
    keys->masters = 1;
    keys->master[0].number = 1;
    randombytes_buf(keys->master[0].key, sizeof keys->master[0].key);
    crypto_sign_seed_keypair(keys->verify, keys->sign, keys->seed);
}

/* ---- Reading ---- */

/* The whole of a line's last word as so many bytes. */
static bool take_hex(text hex, unsigned char *out, size_t size)
{
    size_t length = 0;
    return hex.ptr && hex.len == size * 2 &&
           sodium_hex2bin(out, size, hex.ptr, hex.len, NULL, &length, NULL) == 0 && length == size;
}

static bool take_master(text line, struct keys *out)
{
    int64_t number;
    const text digits = text_cut(&line, ' ');
    if (out->masters == MASTERS_MOST || digits.len > 9 || !int_parse(digits, &number) ||
        number < 1 || (out->masters > 0 && number <= out->master[out->masters - 1].number))
        return false;
    struct master *const master = &out->master[out->masters];
    if (!take_hex(line, master->key, sizeof master->key))
        return false;
    master->number = number;
    out->masters++;
    return true;
}

/* What one line says. done: the check came and agrees. */
static bool take_line(text whole, size_t before, text line, struct keys *out, unsigned *seen,
                      bool *done)
{
    enum { SIGN = 1, LOOK_UP = 2 };
    unsigned char check[CHECK], wanted[CHECK];
    const text word = text_cut(&line, ' ');
    if (text_eq(word, T("sign")) && !(*seen & SIGN)) {
        *seen |= SIGN;
        return take_hex(line, out->seed, sizeof out->seed);
    }
    if (text_eq(word, T("look-up")) && !(*seen & LOOK_UP)) {
        *seen |= LOOK_UP;
        return take_hex(line, out->look_up, sizeof out->look_up);
    }
    if (text_eq(word, T("master")))
        return take_master(line, out);
    if (!text_eq(word, T("check")) || *seen != (SIGN | LOOK_UP) || out->masters == 0)
        return false;
    crypto_generichash(wanted, sizeof wanted, (const unsigned char *)whole.ptr, before, NULL, 0);
    *done = take_hex(line, check, sizeof check) && sodium_memcmp(check, wanted, CHECK) == 0;
    return *done;
}

bool keys_parse(text words, struct keys *out)
{
    sodium_memzero(out, sizeof *out);
    text rest = words;
    bool done = false;
    unsigned seen = 0;
    if (words.len >= KEYS_TEXT_MOST || !text_eq(text_cut(&rest, '\n'), T(FIRST_LINE)))
        return false;
    while (rest.ptr && !done) {
        const size_t before = (size_t)(rest.ptr - words.ptr);
        if (!take_line(words, before, text_cut(&rest, '\n'), out, &seen, &done))
            return false;
    }
    if (!done || (rest.ptr && rest.len > 0))
        return false;
    crypto_sign_seed_keypair(out->verify, out->sign, out->seed);
    return true;
}

/* ---- Writing ---- */

static size_t add_line(char *room, size_t at, const char *word, const unsigned char *value,
                       size_t size)
{
    const int wrote = snprintf(room + at, KEYS_TEXT_MOST - at, "%s ", word);
    ensure(wrote > 0 && at + (size_t)wrote + size * 2 + 2 < KEYS_TEXT_MOST);
    at += (size_t)wrote;
    sodium_bin2hex(room + at, KEYS_TEXT_MOST - at, value, size);
    at += size * 2;
    room[at++] = '\n';
    return at;
}

size_t keys_write(const struct keys *keys, char room[KEYS_TEXT_MOST])
{
    size_t at = (size_t)snprintf(room, KEYS_TEXT_MOST, "%s\n", FIRST_LINE);
    at = add_line(room, at, "sign", keys->seed, sizeof keys->seed);
    at = add_line(room, at, "look-up", keys->look_up, sizeof keys->look_up);
    for (size_t i = 0; i < keys->masters; i++) {
        char word[DIGITS_MOST + 8];
        snprintf(word, sizeof word, "master %lld", (long long)keys->master[i].number);
        at = add_line(room, at, word, keys->master[i].key, sizeof keys->master[i].key);
    }
    unsigned char check[CHECK];
    crypto_generichash(check, sizeof check, (const unsigned char *)room, at, NULL, 0);
    return add_line(room, at, "check", check, sizeof check);
}

/* ---- Looking at them ---- */

/* Of what never changes in a key file: its masters do. */
void keys_fingerprint(const struct keys *keys, unsigned char out[VAULT_HASH])
{
    crypto_generichash_state state;
    static const unsigned char what[] = "holdfast fingerprint 1";
    crypto_generichash_init(&state, NULL, 0, VAULT_HASH);
    crypto_generichash_update(&state, what, sizeof what);
    crypto_generichash_update(&state, keys->verify, sizeof keys->verify);
    crypto_generichash_update(&state, keys->look_up, sizeof keys->look_up);
    crypto_generichash_final(&state, out, VAULT_HASH);
    sodium_memzero(&state, sizeof state);
}

const struct master *keys_master(const struct keys *keys, int64_t number)
{
    for (size_t i = 0; i < keys->masters; i++)
        if (keys->master[i].number == number)
            return &keys->master[i];
    return NULL;
}

const struct master *keys_newest(const struct keys *keys)
{
    ensure(keys->masters > 0);
    return &keys->master[keys->masters - 1];
}
