/*
 * What a person typed, as it may be kept and shown: characters that nobody sees go, since they make
 * two names that look alike differ, and one line read backwards over its neighbours.
 *
 * Two of them are letters' business: Persian, Sinhala and others write words with U+200C and
 * U+200D inside, and emoji are joined by the latter.
 */
#include "engine/base/text.h"

#include <utf8proc.h>

enum { NON_JOINER = 0x200c, JOINER = 0x200d };

static bool is_non_character(utf8proc_int32_t point)
{
    return (point & 0xfffe) == 0xfffe || (point >= 0xfdd0 && point <= 0xfdef);
}

/* Letters by their category, and blank all the same: fillers of Hangul, the braille pattern without
 * a dot. */
static bool is_blank_letter(utf8proc_int32_t point)
{
    return point == 0x115f || point == 0x1160 || point == 0x2800 || point == 0x3164 ||
           point == 0xffa0;
}

static bool is_line_end(utf8proc_int32_t point)
{
    return point == '\n' || point == '\r' || point == 0x85 || point == 0x2028 || point == 0x2029;
}

/* Controls, what steers direction and form, and what is no character. */
static bool is_hidden(utf8proc_int32_t point)
{
    const utf8proc_category_t category = utf8proc_category(point);
    return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF ||
           category == UTF8PROC_CATEGORY_CS || is_non_character(point);
}

static bool is_seen(utf8proc_int32_t point)
{
    switch (utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_CN: /* newer than our tables, perhaps */
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:
        return !is_blank_letter(point) && !is_non_character(point);
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
        return false;
    }
    return false;
}

/* Has another shape beside a joiner: letters and marks outside ASCII, and pictures. */
static bool takes_joiner(utf8proc_int32_t point)
{
    const utf8proc_category_t category = utf8proc_category(point);
    return point >= 0x80 &&
           (is_seen(point) || category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC);
}

/* The code point at `at`, and its length; U+FFFF, one byte long, where there is none. */
static utf8proc_int32_t point_at(text t, size_t at, size_t *length)
{
    utf8proc_int32_t point;
    const utf8proc_ssize_t n =
        utf8proc_iterate((const unsigned char *)t.ptr + at, (utf8proc_ssize_t)(t.len - at), &point);
    *length = n > 0 ? (size_t)n : 1;
    return n > 0 ? point : 0xffff;
}

/* As most text is. */
static bool is_plain(text t)
{
    bool seen = t.len == 0;
    for (size_t i = 0; i < t.len; i++) {
        if (t.ptr[i] < ' ' || t.ptr[i] > '~')
            return false;
        seen = seen || t.ptr[i] != ' ';
    }
    return seen;
}

text text_visible(struct arena *arena, text typed, bool lines)
{
    if (is_plain(typed))
        return typed;
    struct text_builder out = {.arena = arena};
    bool seen = false;
    utf8proc_int32_t before = 0;
    for (size_t at = 0, length; at < typed.len; at += length) {
        const utf8proc_int32_t point = point_at(typed, at, &length);
        if (point == '\r' && at + 1 < typed.len && typed.ptr[at + 1] == '\n')
            continue;
        if (is_line_end(point) || point == '\t') {
            text_add_char(&out, lines && point != '\t' ? '\n' : ' ');
            before = 0;
            continue;
        }
        size_t next;
        const bool joins = (point == JOINER || point == NON_JOINER) && takes_joiner(before) &&
                           at + length < typed.len &&
                           takes_joiner(point_at(typed, at + length, &next));
        if (is_hidden(point) && !joins)
            continue;
        text_add(&out, text_slice(typed, at, at + length));
        seen = seen || is_seen(point);
        before = point;
    }
    return seen ? text_nfc(arena, text_built(&out)) : T("");
}
