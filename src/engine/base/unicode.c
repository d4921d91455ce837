/*
 * Text as characters: what is UTF-8, normal form, case, length as a browser counts, and how far
 * apart two spellings are. Tables come from utf8proc; memory from the arena, never from utf8proc's
 * malloc.
 */
#include "engine/base/text.h"

#include <string.h>
#include <utf8proc.h>

/* Length of the well-formed sequence at the start of the bytes, 0 when there is none. The second
 * byte's range is what keeps out overlong forms, surrogates and what lies above U+10FFFF. */
static size_t sequence_length(const unsigned char *byte, size_t len)
{
    const unsigned char first = byte[0];
    if (first < 0x80)
        return first ? 1 : 0;
    size_t length;
    unsigned char low = 0x80, high = 0xbf;
    if (first >= 0xc2 && first <= 0xdf) {
        length = 2;
    } else if (first >= 0xe0 && first <= 0xef) {
        length = 3;
        low = first == 0xe0 ? 0xa0 : low;
        high = first == 0xed ? 0x9f : high;
    } else if (first >= 0xf0 && first <= 0xf4) {
        length = 4;
        low = first == 0xf0 ? 0x90 : low;
        high = first == 0xf4 ? 0x8f : high;
    } else {
        return 0;
    }
    if (len < length || byte[1] < low || byte[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if (byte[i] < 0x80 || byte[i] > 0xbf)
            return 0;
    return length;
}

bool text_is_utf8(text t)
{
    for (size_t at = 0; at < t.len;) {
        const size_t length = sequence_length((const unsigned char *)t.ptr + at, t.len - at);
        if (!length)
            return false;
        at += length;
    }
    return true;
}

/* Characters outside the basic plane, four bytes here, are two units there. */
size_t text_length_utf16(text t)
{
    size_t units = 0;
    for (size_t i = 0; i < t.len; i++) {
        const unsigned char byte = (unsigned char)t.ptr[i];
        if (byte == '\r' && i + 1 < t.len && t.ptr[i + 1] == '\n')
            continue;
        if ((byte & 0xc0) != 0x80)
            units += byte >= 0xf0 ? 2 : 1;
    }
    return units;
}

static bool is_ascii(text t)
{
    for (size_t i = 0; i < t.len; i++)
        if ((unsigned char)t.ptr[i] >= 0x80)
            return false;
    return true;
}

/* Decomposes into an array of code points, then lets utf8proc compose it in place. */
static text mapped(struct arena *arena, text t, utf8proc_option_t options)
{
    if (!text_is_utf8(t))
        fail("text of %zu bytes is not UTF-8", t.len);
    const unsigned char *from = (const unsigned char *)t.ptr;
    const utf8proc_ssize_t size = (utf8proc_ssize_t)t.len;
    const utf8proc_ssize_t count = utf8proc_decompose(from, size, NULL, 0, options);
    if (count < 0)
        fail("utf8proc: %s", utf8proc_errmsg(count));
    utf8proc_int32_t *points = arena_array(arena, utf8proc_int32_t, (size_t)count + 1);
    const utf8proc_ssize_t again = utf8proc_decompose(from, size, points, count, options);
    ensure(again == count);
    const utf8proc_ssize_t length = utf8proc_reencode(points, count, options);
    if (length < 0)
        fail("utf8proc: %s", utf8proc_errmsg(length));
    return (text){.ptr = (const char *)points, .len = (size_t)length};
}

text text_nfc(struct arena *arena, text t)
{
    if (is_ascii(t))
        return text_copy(arena, t);
    return mapped(arena, t, (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
}

text text_lower(struct arena *arena, text t)
{
    if (!is_ascii(t))
        return mapped(arena, t,
                      (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD));
    if (!t.ptr)
        return t;
    char *ptr = arena_array(arena, char, t.len);
    for (size_t i = 0; i < t.len; i++)
        ptr[i] = (char)(t.ptr[i] >= 'A' && t.ptr[i] <= 'Z' ? t.ptr[i] + ('a' - 'A') : t.ptr[i]);
    return (text){.ptr = ptr, .len = t.len};
}

static bool continues(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

text text_head(text t, size_t bytes)
{
    if (t.len <= bytes)
        return t;
    while (bytes > 0 && continues(t.ptr[bytes]))
        bytes--;
    return text_slice(t, 0, bytes);
}

text sort_key(struct arena *arena, text name)
{
    const text folded = text_lower(arena, name);
    size_t characters = 0;
    for (size_t i = 0; i < folded.len; i++)
        if (!continues(folded.ptr[i]) && ++characters > SORT_KEY_CHARACTERS)
            return text_slice(folded, 0, i);
    return folded;
}

struct points {
    const utf8proc_int32_t *at;
    size_t count;
};

/* The code points of t; a byte that is part of none counts as one. */
static struct points points_of(struct arena *arena, text t)
{
    utf8proc_int32_t *at = arena_array(arena, utf8proc_int32_t, t.len);
    size_t count = 0;
    for (size_t i = 0; i < t.len;) {
        utf8proc_int32_t point;
        const utf8proc_ssize_t length = utf8proc_iterate((const unsigned char *)t.ptr + i,
                                                         (utf8proc_ssize_t)(t.len - i), &point);
        at[count++] = length > 0 ? point : (utf8proc_int32_t)(0x110000 + (unsigned char)t.ptr[i]);
        i += length > 0 ? (size_t)length : 1;
    }
    return (struct points){.at = at, .count = count};
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Three rows of the usual table are enough: a swap looks two back. Stops when a whole row has
 * reached the cap, since no later one can be lower. */
unsigned text_distance(struct arena *arena, text a, text b, unsigned cap)
{
    const struct points p = points_of(arena, a), q = points_of(arena, b);
    const size_t apart = p.count > q.count ? p.count - q.count : q.count - p.count;
    if (apart >= cap)
        return cap;
    unsigned *before_last = arena_array(arena, unsigned, q.count + 1);
    unsigned *last = arena_array(arena, unsigned, q.count + 1);
    unsigned *row = arena_array(arena, unsigned, q.count + 1);
    for (size_t j = 0; j <= q.count; j++)
        last[j] = (unsigned)j;
    for (size_t i = 1; i <= p.count; i++) {
        unsigned lowest = row[0] = (unsigned)i;
        for (size_t j = 1; j <= q.count; j++) {
            const unsigned changed = p.at[i - 1] == q.at[j - 1] ? 0 : 1;
            row[j] = least(last[j - 1] + changed, least(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && p.at[i - 1] == q.at[j - 2] && p.at[i - 2] == q.at[j - 1])
                row[j] = least(row[j], before_last[j - 2] + 1);
            lowest = least(lowest, row[j]);
        }
        if (lowest >= cap)
            return cap;
        unsigned *const spare = before_last;
        before_last = last;
        last = row;
        row = spare;
    }
    return least(last[q.count], cap);
}
