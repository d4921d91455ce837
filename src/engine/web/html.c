/*
 * What a compiled page writes to: one growing buffer in the response's arena. Making the page is
 * most of what a request costs, so that the page's own words are copied whole, and a value is
 * copied in runs between the bytes that need an escape.
 */
#include "engine/web/html.h"

#include "engine/web/urlcode.h"

#include <string.h>

#define FIRST_SIZE 32768 /* most pages fit, and are never copied */

void html_start(struct html *out, struct arena *arena, const struct view *view)
{
    *out = (struct html){.arena = arena, .view = view};
}

text html_text(const struct html *out)
{
    return (text){.ptr = out->ptr ? out->ptr : "", .len = out->len};
}

/* Room for `more` bytes, at least; the buffer doubles. */
static void html_room(struct html *out, size_t more)
{
    size_t cap = out->cap == 0 ? FIRST_SIZE : out->cap;
    if (more > SIZE_MAX / 4 || out->len > SIZE_MAX / 4)
        fail("a page too large: %zu bytes and %zu", out->len, more);
    while (cap - out->len < more)
        cap *= 2;
    out->ptr = arena_grow(out->arena, out->ptr, out->cap, cap);
    out->cap = cap;
}

void html_static(struct html *out, const char *ptr, size_t len)
{
    if (len == 0)
        return;
    if (out->cap - out->len < len)
        html_room(out, len);
    memcpy(out->ptr + out->len, ptr, len);
    out->len += len;
}

static void put(struct html *out, text t)
{
    html_static(out, t.ptr, t.len);
}

/* ---- Text ---- */

enum { AMP = 1, LESS, MORE, QUOTE, TICK, DROP };

/* What each byte becomes: 0 is itself. Control characters but tab and line feed have no place in a
 * page. */
static const unsigned char escape_of[256] = {
    [0] = DROP,   [1] = DROP,  [2] = DROP,   [3] = DROP,   [4] = DROP,    [5] = DROP,
    [6] = DROP,   [7] = DROP,  [8] = DROP,   [11] = DROP,  [12] = DROP,   [13] = DROP,
    [14] = DROP,  [15] = DROP, [16] = DROP,  [17] = DROP,  [18] = DROP,   [19] = DROP,
    [20] = DROP,  [21] = DROP, [22] = DROP,  [23] = DROP,  [24] = DROP,   [25] = DROP,
    [26] = DROP,  [27] = DROP, [28] = DROP,  [29] = DROP,  [30] = DROP,   [31] = DROP,
    [127] = DROP, ['&'] = AMP, ['<'] = LESS, ['>'] = MORE, ['"'] = QUOTE, ['\''] = TICK};

void html_put_text(struct html *out, text t)
{
    static const text escapes[] = {
        [AMP] = {"&amp;", 5},    [LESS] = {"&lt;", 4},  [MORE] = {"&gt;", 4},
        [QUOTE] = {"&quot;", 6}, [TICK] = {"&#39;", 5}, [DROP] = {"", 0}};
    size_t from = 0;
    for (size_t i = 0; i < t.len; i++) {
        const unsigned char escape = escape_of[(unsigned char)t.ptr[i]];
        if (escape == 0)
            continue;
        html_static(out, t.ptr + from, i - from);
        put(out, escapes[escape]);
        from = i + 1;
    }
    if (from < t.len)
        html_static(out, t.ptr + from, t.len - from);
}

/* ---- Values ---- */

void html_put_pence(struct html *out, pence p)
{
    put(out, pence_text(out->arena, p));
}

void html_put_day(struct html *out, day d)
{
    put(out, day_text(out->arena, d));
}

void html_put_instant(struct html *out, instant i)
{
    put(out, instant_text(out->arena, i));
}

void html_put_percent(struct html *out, percent p)
{
    put(out, percent_text(out->arena, p));
}

static void put_number(struct html *out, uint64_t magnitude, bool negative, bool commas)
{
    char room[DIGITS_MOST];
    if (negative)
        html_static(out, "-", 1);
    put(out, digits_in(room, magnitude, commas));
}

/* INT64_MIN has one too. */
static uint64_t magnitude_of(int64_t n)
{
    return n < 0 ? UINT64_C(0) - (uint64_t)n : (uint64_t)n;
}

void html_put_int(struct html *out, int64_t n)
{
    put_number(out, magnitude_of(n), n < 0, true);
}

void html_put_plain(struct html *out, int64_t n)
{
    put_number(out, magnitude_of(n), n < 0, false);
}

void html_put_size(struct html *out, size_t n)
{
    put_number(out, n, false, true);
}

void html_put_int32(struct html *out, int n)
{
    html_put_int(out, n);
}

/* ---- Attributes ---- */

void html_put_attr_pence(struct html *out, pence p)
{
    put(out, pence_plain(out->arena, p));
}

void html_put_attr_day(struct html *out, day d)
{
    put(out, day_iso(out->arena, d));
}

void html_put_attr_instant(struct html *out, instant i)
{
    put(out, instant_iso(out->arena, i));
}

void html_put_attr_size(struct html *out, size_t n)
{
    put_number(out, n, false, false);
}

void html_put_attr_int32(struct html *out, int n)
{
    html_put_plain(out, n);
}

/* ---- URLs ---- */

void html_put_url_text(struct html *out, text t)
{
    size_t from = 0;
    for (size_t i = 0; i < t.len; i++) {
        if (url_plain(t.ptr[i]) || t.ptr[i] == '@') /* which stands in mailto: as itself */
            continue;
        char coded[3];
        html_static(out, t.ptr + from, i - from);
        put(out, url_code(coded, t.ptr[i]));
        from = i + 1;
    }
    if (from < t.len)
        html_static(out, t.ptr + from, t.len - from);
}

/* Browsers drop tabs and line breaks in a URL and read \ as /, so that neither may be there:
 * "/\t/x" would lead to the host x. */
static bool has_trick(text url)
{
    for (size_t i = 0; i < url.len; i++)
        if ((unsigned char)url.ptr[i] <= 0x20 || url.ptr[i] == 0x7f || url.ptr[i] == '\\')
            return true;
    return false;
}

void html_put_href(struct html *out, text url)
{
    static const char *const schemes[] = {"http://", "https://", "mailto:", "tel:"};
    bool fine = url.len > 0 && url.ptr[0] == '/' && !(url.len > 1 && url.ptr[1] == '/');
    for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
        const text scheme = text_of(schemes[i]);
        fine = fine || text_eq_fold(text_slice(url, 0, scheme.len), scheme);
    }
    if (fine && !has_trick(url))
        html_put_text(out, url);
    else
        put(out, T("#"));
}
