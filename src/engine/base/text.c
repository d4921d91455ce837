/*
 * Text as bytes: comparing, cutting, joining, building. What needs to know Unicode is in unicode.c.
 */
#include "engine/base/text.h"

#include <stdio.h>
#include <string.h>

text text_of(const char *cstr)
{
    return cstr ? (text){.ptr = cstr, .len = strlen(cstr)} : TEXT_ABSENT;
}

text text_copy(struct arena *arena, text t)
{
    if (!t.ptr)
        return t;
    char *ptr = arena_array(arena, char, t.len);
    if (t.len)
        memcpy(ptr, t.ptr, t.len);
    return (text){.ptr = ptr, .len = t.len};
}

const char *text_cstr(struct arena *arena, text t)
{
    if (t.len && memchr(t.ptr, 0, t.len))
        fail("text_cstr: a NUL inside a text of %zu bytes", t.len);
    char *ptr = arena_array(arena, char, t.len + 1); /* its last byte comes as 0 */
    if (t.len)
        memcpy(ptr, t.ptr, t.len);
    return ptr;
}

enum { BRIEF = 256 }; /* most of what is formatted is shorter, and then it is formatted once */

static size_t format_brief(char brief[BRIEF], const char *format, va_list arguments)
    like_printf(2, 0);
static text format_list(struct arena *arena, const char *format, va_list arguments)
    like_printf(2, 0);

/* Into brief, as far as it goes; how long all of it is. Leaves arguments as they are, to be read
 * again. */
static size_t format_brief(char brief[BRIEF], const char *format, va_list arguments)
{
    ensure(format);
    va_list again;
    va_copy(again, arguments);
    const int length = vsnprintf(brief, BRIEF, format, again);
    va_end(again);
    if (length < 0)
        fail("cannot format '%s'", format);
    return (size_t)length;
}

/* Writes all of it, and a NUL, to ptr. */
static void format_whole(char *ptr, size_t length, const char *brief, const char *format,
                         va_list arguments) like_printf(4, 0);
static void format_whole(char *ptr, size_t length, const char *brief, const char *format,
                         va_list arguments)
{
    if (length < BRIEF)
        memcpy(ptr, brief, length + 1);
    else
        vsnprintf(ptr, length + 1, format, arguments);
}

static text format_list(struct arena *arena, const char *format, va_list arguments)
{
    char brief[BRIEF];
    const size_t length = format_brief(brief, format, arguments);
    char *ptr = arena_array(arena, char, length + 1);
    format_whole(ptr, length, brief, format, arguments);
    return (text){.ptr = ptr, .len = length};
}

text text_format(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const text t = format_list(arena, format, arguments);
    va_end(arguments);
    return t;
}

bool text_present(text t)
{
    return t.len > 0;
}

/* Absent is equal to absent alone, not to empty: a value that was taken away has changed. */
bool text_eq(text a, text b)
{
    if (!a.ptr || !b.ptr)
        return !a.ptr && !b.ptr;
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static char lower_ascii(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool text_eq_fold(text a, text b)
{
    if (!a.ptr || !b.ptr)
        return !a.ptr && !b.ptr;
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower_ascii(a.ptr[i]) != lower_ascii(b.ptr[i]))
            return false;
    return true;
}

int text_order(text a, text b)
{
    const size_t shorter = a.len < b.len ? a.len : b.len;
    const int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool text_starts(text t, text prefix)
{
    return prefix.len <= t.len && (!prefix.len || memcmp(t.ptr, prefix.ptr, prefix.len) == 0);
}

bool text_ends(text t, text suffix)
{
    return suffix.len <= t.len &&
           (!suffix.len || memcmp(t.ptr + (t.len - suffix.len), suffix.ptr, suffix.len) == 0);
}

ptrdiff_t text_find(text t, text needle)
{
    if (!needle.len)
        return 0;
    if (!t.len)
        return -1;
    const char *found = memmem(t.ptr, t.len, needle.ptr, needle.len);
    return found ? found - t.ptr : -1;
}

text text_slice(text t, size_t from, size_t to)
{
    if (to > t.len)
        to = t.len;
    if (from > to)
        from = to;
    return t.ptr ? (text){.ptr = t.ptr + from, .len = to - from} : t;
}

/* How many bytes of white space stand at the start, 0 to 2. */
static size_t space_at_start(text t)
{
    if (!t.len)
        return 0;
    if (t.ptr[0] == ' ' || (t.ptr[0] >= '\t' && t.ptr[0] <= '\r'))
        return 1;
    return text_starts(t, T("\xc2\xa0")) ? 2 : 0;
}

static size_t space_at_end(text t)
{
    if (!t.len)
        return 0;
    const char last = t.ptr[t.len - 1];
    if (last == ' ' || (last >= '\t' && last <= '\r'))
        return 1;
    return text_ends(t, T("\xc2\xa0")) ? 2 : 0;
}

text text_trim(text t)
{
    for (size_t n; (n = space_at_start(t)) > 0;)
        t = text_slice(t, n, t.len);
    for (size_t n; (n = space_at_end(t)) > 0;)
        t.len -= n;
    return t;
}

text text_cut(text *rest, char separator)
{
    const text all = *rest;
    const char *at = all.len ? memchr(all.ptr, separator, all.len) : NULL;
    if (!at) {
        *rest = TEXT_ABSENT;
        return all;
    }
    const size_t length = (size_t)(at - all.ptr);
    *rest = text_slice(all, length + 1, all.len);
    return text_slice(all, 0, length);
}

text text_join(struct arena *arena, const text *parts, size_t count, text between)
{
    struct text_builder b = {.arena = arena};
    for (size_t i = 0; i < count; i++) {
        if (i)
            text_add(&b, between);
        text_add(&b, parts[i]);
    }
    return text_built(&b);
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Makes room for size more bytes. */
static char *builder_room(struct text_builder *b, size_t size)
{
    size_t needed;
    if (__builtin_add_overflow(b->len, size, &needed))
        fail("out of memory: a text of more than any size");
    if (needed > b->cap) {
        size_t cap = b->cap ? b->cap : 64;
        while (cap < needed)
            cap = cap > SIZE_MAX / 2 ? needed : cap * 2;
        b->ptr = arena_grow(b->arena, b->ptr, b->cap, cap);
        b->cap = cap;
    }
    return b->ptr + b->len;
}

void text_add(struct text_builder *b, text t)
{
    if (!t.len)
        return;
    memcpy(builder_room(b, t.len), t.ptr, t.len);
    b->len += t.len;
}

void text_add_char(struct text_builder *b, char c)
{
    *builder_room(b, 1) = c;
    b->len++;
}

void text_add_list(struct text_builder *b, const char *format, va_list arguments)
{
    char brief[BRIEF];
    const size_t length = format_brief(brief, format, arguments);
    /* Room for the NUL too, which the next addition overwrites. */
    format_whole(builder_room(b, length + 1), length, brief, format, arguments);
    b->len += length;
}

void text_add_format(struct text_builder *b, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    text_add_list(b, format, arguments);
    va_end(arguments);
}

/* Nothing built is empty, not absent. */
text text_built(const struct text_builder *b)
{
    return b->ptr ? (text){.ptr = b->ptr, .len = b->len} : T("");
}
