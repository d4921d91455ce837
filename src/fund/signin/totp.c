/* Codes, pictures of them, and recovery codes: see totp.h. */
#include "fund/signin/totp.h"

#include <liboath/oath.h>
#include <qrencode.h>
#include <sodium.h>
#include <string.h>

enum { DIGITS = 6, CODE_CHARACTERS = 16 };

/* Without letters and digits that look alike. 32 of them: five bits each. */
static const char letters[] = "023456789abcdefghjkmnpqrstuvwxyz";
_Static_assert(sizeof letters == 33, "five bits a letter");

/* ---- Codes of an app ---- */

static bool digits_read(text typed, char out[static DIGITS + 1])
{
    size_t count = 0;
    for (size_t i = 0; i < typed.len; i++) {
        const char c = typed.ptr[i];
        if (c == ' ' || c == '-')
            continue;
        if (c < '0' || c > '9' || count == DIGITS)
            return false;
        out[count++] = c;
    }
    out[count] = 0;
    return count == DIGITS;
}

int64_t totp_step(bytes secret, text typed, instant now)
{
    char code[DIGITS + 1], right[DIGITS + 1];
    const int64_t present = instant_seconds(now) / TOTP_STEP_SECONDS;
    if (!digits_read(typed, code) || secret.len != TOTP_SECRET || present < 1)
        return 0;
    char key[TOTP_SECRET];
    memcpy(key, secret.ptr, sizeof key);
    int64_t found = 0;
    /* All three are always made, and compared without a shortcut. */
    for (int64_t step = present - 1; step <= present + 1; step++)
        if (oath_hotp_generate(key, sizeof key, (uint64_t)step, DIGITS, false,
                               OATH_HOTP_DYNAMIC_TRUNCATION, right) == OATH_OK &&
            sodium_memcmp(code, right, DIGITS) == 0)
            found = step;
    sodium_memzero(key, sizeof key);
    sodium_memzero(right, sizeof right);
    return found;
}

static text base32(struct arena *arena, bytes b)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    struct text_builder out = {.arena = arena};
    uint32_t bits = 0;
    unsigned held = 0;
    for (size_t i = 0; i < b.len; i++) {
        bits = (bits << 8 | b.ptr[i]) & 0xffffu;
        for (held += 8; held >= 5; held -= 5)
            text_add_char(&out, alphabet[bits >> (held - 5) & 31]);
    }
    ensure(held == 0); /* our secrets come out even */
    return text_built(&out);
}

static void uri_add(struct text_builder *out, text t)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < t.len; i++) {
        const unsigned char c = (unsigned char)t.ptr[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
            c == '-' || c == '.' || c == '_' || c == '@') {
            text_add_char(out, (char)c);
        } else {
            text_add_char(out, '%');
            text_add_char(out, hex[c >> 4]);
            text_add_char(out, hex[c & 15]);
        }
    }
}

text totp_uri(struct arena *arena, bytes secret, text fund, text email)
{
    struct text_builder out = {.arena = arena};
    /* Apps show these two; long names are cut there anyway, and would make the picture dense. */
    const text name = text_head(fund, 40), whose = text_head(email, 60);
    text_add(&out, T("otpauth://totp/"));
    uri_add(&out, name);
    text_add(&out, T(":"));
    uri_add(&out, whose);
    text_add(&out, T("?secret="));
    text_add(&out, base32(arena, secret));
    text_add(&out, T("&issuer="));
    uri_add(&out, name);
    return text_built(&out);
}

text totp_words(struct arena *arena, bytes secret)
{
    const text whole = base32(arena, secret);
    struct text_builder out = {.arena = arena};
    for (size_t i = 0; i < whole.len; i += 4) {
        if (i > 0)
            text_add_char(&out, ' ');
        text_add(&out, text_slice(whole, i, i + 4));
    }
    return text_built(&out);
}

/* ---- The picture ---- */

static void qr_close(void *thing)
{
    QRcode_free(thing);
}

struct qr qr_make(struct arena *arena, text uri)
{
    QRcode *code = QRcode_encodeString8bit(text_cstr(arena, uri), 0, QR_ECLEVEL_M);
    if (!code)
        fail("no picture of %zu bytes can be made", uri.len);
    arena_on_close(arena, qr_close, code);
    struct text_builder path = {.arena = arena};
    const int size = code->width;
    for (int y = 0; y < size; y++)
        for (int x = 0; x < size; x++) {
            int run = 0;
            while (x + run < size && code->data[y * size + x + run] & 1)
                run++;
            if (run > 0)
                text_add_format(&path, "M%d %dh%dv1h-%dz", x, y, run, run);
            x += run;
        }
    return (struct qr){.size = (size_t)size, .path = text_built(&path)};
}

/* ---- Recovery codes ---- */

text recovery_code(struct arena *arena, bytes seed, unsigned n)
{
    unsigned char random[CODE_CHARACTERS];
    ensure(seed.len >= crypto_generichash_KEYBYTES_MIN);
    crypto_generichash(random, sizeof random, (const unsigned char *)&n, sizeof n, seed.ptr,
                       seed.len);
    struct text_builder out = {.arena = arena};
    for (size_t i = 0; i < sizeof random; i++) {
        if (i > 0 && i % 4 == 0)
            text_add_char(&out, '-');
        text_add_char(&out, letters[random[i] & 31]);
    }
    sodium_memzero(random, sizeof random);
    return text_built(&out);
}

bytes recovery_hash(struct arena *arena, text typed)
{
    struct text_builder code = {.arena = arena};
    for (size_t i = 0; i < typed.len; i++) {
        const char c = typed.ptr[i];
        const char low = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        if (c != ' ' && c != '-')
            text_add_char(&code, low == 'o' ? '0' : low);
    }
    unsigned char *hash = arena_alloc(arena, RECOVERY_HASH);
    crypto_generichash(hash, RECOVERY_HASH, (const unsigned char *)(code.len ? code.ptr : ""),
                       code.len, (const unsigned char *)"recovery code of holdfast", 25);
    return (bytes){.ptr = hash, .len = RECOVERY_HASH};
}

bool recovery_looks(text typed)
{
    size_t count = 0;
    for (size_t i = 0; i < typed.len; i++)
        count += typed.ptr[i] != ' ' && typed.ptr[i] != '-';
    return count > DIGITS;
}
