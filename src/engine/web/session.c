/*
 * Tokens, once values and notices, by libsodium; see session.h. Each MAC starts with a word that
 * says what is signed, so that one kind cannot pass for another.
 */
#include "engine/web/session.h"

#include <sodium.h>
#include <string.h>

enum { TOKEN_BYTES = 32, NONCE_BYTES = 16, MAC_BYTES = crypto_auth_BYTES, NOTICE_MOST = 1000 };
_Static_assert(crypto_auth_KEYBYTES == sizeof((struct viewer *)0)->secret, "secrets are keys");

text session_token_make(struct arena *arena)
{
    unsigned char token[TOKEN_BYTES];
    randombytes_buf(token, sizeof token);
    const text hex = bytes_hex(arena, (bytes){.ptr = token, .len = sizeof token});
    sodium_memzero(token, sizeof token);
    return hex;
}

bool session_token_hash(struct arena *arena, text token, bytes *hash)
{
    bytes raw;
    if (token.len != 2 * TOKEN_BYTES || !bytes_from_hex(arena, token, &raw))
        return false;
    unsigned char *out = arena_alloc(arena, crypto_generichash_BYTES);
    crypto_generichash(out, crypto_generichash_BYTES, raw.ptr, raw.len, NULL, 0);
    *hash = (bytes){.ptr = out, .len = crypto_generichash_BYTES};
    return true;
}

static void mac_make(unsigned char mac[MAC_BYTES], const unsigned char secret[32], text what,
                     bytes of)
{
    crypto_auth_hmacsha512256_state state;
    crypto_auth_hmacsha512256_init(&state, secret, crypto_auth_KEYBYTES);
    crypto_auth_hmacsha512256_update(&state, (const unsigned char *)what.ptr, what.len);
    crypto_auth_hmacsha512256_update(&state, of.ptr, of.len);
    crypto_auth_hmacsha512256_final(&state, mac);
}

static bool mac_is(bytes mac, const unsigned char secret[32], text what, bytes of)
{
    unsigned char right[MAC_BYTES];
    mac_make(right, secret, what, of);
    return mac.len == MAC_BYTES && sodium_memcmp(mac.ptr, right, MAC_BYTES) == 0;
}

text view_once(struct arena *arena, const struct view *view)
{
    unsigned char nonce[NONCE_BYTES], mac[MAC_BYTES];
    randombytes_buf(nonce, sizeof nonce);
    mac_make(mac, view->viewer.secret, T("once:"), (bytes){.ptr = nonce, .len = sizeof nonce});
    const text parts[] = {bytes_hex(arena, (bytes){.ptr = nonce, .len = sizeof nonce}),
                          bytes_hex(arena, (bytes){.ptr = mac, .len = sizeof mac})};
    return text_join(arena, parts, 2, T("."));
}

bool once_check(struct arena *arena, const struct viewer *viewer, text once, bytes *nonce)
{
    text rest = once;
    const text first = text_cut(&rest, '.');
    bytes mac;
    return first.len == 2 * NONCE_BYTES && rest.len == 2 * MAC_BYTES &&
           bytes_from_hex(arena, first, nonce) && bytes_from_hex(arena, rest, &mac) &&
           mac_is(mac, viewer->secret, T("once:"), *nonce);
}

text notice_seal(struct arena *arena, const unsigned char secret[32], text notice)
{
    const bytes of = {.ptr = (const unsigned char *)notice.ptr, .len = notice.len};
    unsigned char mac[MAC_BYTES];
    mac_make(mac, secret, T("notice:"), of);
    const size_t room = sodium_base64_ENCODED_LEN(of.len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *coded = arena_alloc(arena, room);
    sodium_bin2base64(coded, room, of.ptr, of.len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    const text parts[] = {text_of(coded), bytes_hex(arena, (bytes){.ptr = mac, .len = sizeof mac})};
    return text_join(arena, parts, 2, T("."));
}

text notice_open(struct arena *arena, const unsigned char secret[32], text sealed)
{
    text rest = sealed;
    const text coded = text_cut(&rest, '.');
    bytes mac;
    if (coded.len == 0 || coded.len > NOTICE_MOST * 4 / 3 || rest.len != 2 * MAC_BYTES ||
        !bytes_from_hex(arena, rest, &mac))
        return TEXT_ABSENT;
    unsigned char *plain = arena_alloc(arena, coded.len);
    size_t len;
    if (sodium_base642bin(plain, coded.len, coded.ptr, coded.len, NULL, &len, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return TEXT_ABSENT;
    const text notice = {.ptr = (const char *)plain, .len = len};
    return mac_is(mac, secret, T("notice:"), (bytes){.ptr = plain, .len = len}) &&
                   text_is_utf8(notice)
               ? notice
               : TEXT_ABSENT;
}
