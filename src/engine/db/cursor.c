/*
 * A place in a sorted list as it travels in a URL: base64url without padding over
 *
 *     sort (1 byte), backwards (1), number of values (1), values..., length of all before (2)
 *
 * where a value is its kind (1), then 8 bytes, big-endian, of a number, or 4 bytes of length and
 * the text. A text too long for an address is cut. People bookmark, edit and share addresses:
 * whatever does not read exactly is no cursor.
 */
#include "engine/db/db.h"

#include <math.h>
#include <string.h>

enum {
    HEAD = 3,
    TAIL = 2,
    MOST_VALUES = 16,
    TEXT_MOST = 4 * SORT_KEY_CHARACTERS, /* bytes of one text: a sort key is never cut */
    TEXTS_MOST = 1200,                   /* of all together */
    MOST = HEAD + TEXTS_MOST + 9 * MOST_VALUES
};
_Static_assert((MOST + TAIL + 2) / 3 * 4 <= DB_CURSOR_MOST, "a cursor fits");

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static void put_number(struct text_builder *b, uint64_t n, unsigned size)
{
    while (size-- > 0)
        text_add_char(b, (char)(unsigned char)(n >> (8 * size) & 0xff));
}

static uint64_t bits_of_real(double real)
{
    uint64_t bits;
    memcpy(&bits, &real, sizeof bits);
    return bits;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* *room: bytes left for texts. */
static void put_value(struct text_builder *b, const struct db_cursor_value *value, size_t *room)
{
    text string;
    text_add_char(b, (char)value->kind);
    switch (value->kind) {
    case DB_CURSOR_INT:
        put_number(b, (uint64_t)value->number, 8);
        break;
    case DB_CURSOR_REAL:
        put_number(b, bits_of_real(value->real), 8);
        break;
    case DB_CURSOR_TEXT:
        string = text_head(value->string, least(TEXT_MOST, *room));
        *room -= string.len;
        put_number(b, string.len, 4);
        text_add(b, string);
        break;
    case DB_CURSOR_NULL:
        break;
    }
}

static text base64(struct arena *arena, text t)
{
    struct text_builder b = {.arena = arena};
    for (size_t i = 0; i < t.len; i += 3) {
        const size_t left = t.len - i < 3 ? t.len - i : 3;
        uint32_t group = 0;
        for (size_t j = 0; j < 3; j++)
            group = group << 8 | (j < left ? (unsigned char)t.ptr[i + j] : 0);
        for (size_t j = 0; j < left + 1; j++)
            text_add_char(&b, alphabet[group >> (18 - 6 * j) & 63]);
    }
    return text_built(&b);
}

text db_cursor_write(struct arena *arena, unsigned sort, bool backwards,
                     const struct db_cursor_value *values, size_t count)
{
    ensure(sort <= 0xff && count <= MOST_VALUES);
    struct text_builder b = {.arena = arena};
    put_number(&b, sort, 1);
    put_number(&b, backwards, 1);
    put_number(&b, count, 1);
    size_t room = TEXTS_MOST;
    for (size_t i = 0; i < count; i++)
        put_value(&b, &values[i], &room);
    put_number(&b, b.len, TAIL);
    return base64(arena, text_built(&b));
}

/* 0 to 63, or -1. */
static int digit_of(char c)
{
    const char *const at = c ? strchr(alphabet, c) : NULL;
    return at ? (int)(at - alphabet) : -1;
}

/* Only what base64() writes: bits left over at the end are 0. */
static bool base64_read(struct arena *arena, text t, text *out)
{
    if (t.len % 4 == 1 || t.len > DB_CURSOR_MOST)
        return false;
    char *const ptr = arena_array(arena, char, t.len / 4 * 3 + 3);
    size_t len = 0;
    uint32_t held = 0;
    unsigned bits = 0;
    for (size_t i = 0; i < t.len; i++) {
        const int digit = digit_of(t.ptr[i]);
        if (digit < 0)
            return false;
        held = held << 6 | (uint32_t)digit;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            ptr[len++] = (char)(unsigned char)(held >> bits & 0xff);
            held &= (UINT32_C(1) << bits) - 1;
        }
    }
    *out = (text){.ptr = ptr, .len = len};
    return held == 0;
}

/* Takes a number of size bytes off the start; false: there are fewer. */
static bool take_number(text *rest, unsigned size, uint64_t *out)
{
    if (rest->len < size)
        return false;
    *out = 0;
    for (unsigned i = 0; i < size; i++)
        *out = *out << 8 | (unsigned char)rest->ptr[i];
    *rest = text_slice(*rest, size, rest->len);
    return true;
}

static bool take_value(text *rest, struct db_cursor_value *value)
{
    uint64_t kind, n;
    if (!take_number(rest, 1, &kind))
        return false;
    switch (kind) {
    case DB_CURSOR_INT:
        *value = (struct db_cursor_value){.kind = DB_CURSOR_INT};
        if (!take_number(rest, 8, &n))
            return false;
        value->number = (int64_t)n;
        return true;
    case DB_CURSOR_REAL:
        *value = (struct db_cursor_value){.kind = DB_CURSOR_REAL};
        if (!take_number(rest, 8, &n))
            return false;
        memcpy(&value->real, &n, sizeof n);
        return !isnan(value->real); /* SQLite would store it as NULL, and compare it with nothing */
    case DB_CURSOR_TEXT:
        if (!take_number(rest, 4, &n) || n > rest->len)
            return false;
        *value =
            (struct db_cursor_value){.kind = DB_CURSOR_TEXT, .string = text_slice(*rest, 0, n)};
        *rest = text_slice(*rest, n, rest->len);
        return text_is_utf8(value->string);
    case DB_CURSOR_NULL:
        *value = (struct db_cursor_value){.kind = DB_CURSOR_NULL};
        return true;
    }
    return false;
}

bool db_cursor_read(struct arena *arena, text cursor, unsigned sort, bool *backwards,
                    struct db_cursor_value *values, size_t count)
{
    text all;
    if (!cursor.ptr || !base64_read(arena, cursor, &all) || all.len < HEAD + TAIL)
        return false;
    text rest = text_slice(all, 0, all.len - TAIL), tail = text_slice(all, all.len - TAIL, all.len);
    uint64_t length, its_sort, its_backwards, its_count;
    if (!take_number(&tail, TAIL, &length) || length != rest.len ||
        !take_number(&rest, 1, &its_sort) || !take_number(&rest, 1, &its_backwards) ||
        !take_number(&rest, 1, &its_count))
        return false;
    if (its_sort != sort || its_backwards > 1 || its_count != count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!take_value(&rest, &values[i]))
            return false;
    *backwards = its_backwards == 1;
    return rest.len == 0;
}
