/*
 * Text is a pointer and a length; it may hold any byte but is always valid UTF-8 once it came
 * through a form, a query or an importer. It is not NUL-terminated: text_cstr makes a copy for C
 * libraries and fail()s on a NUL inside. A text with a NULL pointer is "absent" (an SQL NULL); an
 * empty one is not.
 */
#ifndef ENGINE_BASE_TEXT_H
#define ENGINE_BASE_TEXT_H

#include "engine/base/arena.h"
#include <stdarg.h>
#include <stdint.h>

typedef struct text {
    const char *ptr;
    size_t len;
} text;

/* A literal only: T("abc"). A `const char *` does not compile. */
#define T(literal) ((text){.ptr = "" literal "", .len = sizeof(literal) - 1})
#define TEXT_ABSENT ((text){.ptr = NULL, .len = 0})
#define TEXT_ARG(t) (int)(t).len, ((t).ptr ? (t).ptr : "") /* for "%.*s" */

struct texts {
    const text *row;
    size_t count;
};

text text_of(const char *cstr);                     /* borrows; NULL gives absent */
text text_copy(struct arena *arena, text t);        /* own copy */
const char *text_cstr(struct arena *arena, text t); /* NUL-terminated copy */
text text_format(struct arena *arena, const char *format, ...) like_printf(2, 3);
bool text_present(text t); /* neither absent nor empty */
bool text_eq(text a, text b);
bool text_eq_fold(text a, text b); /* ASCII letters without case */
int text_order(text a, text b);    /* bytes, as strcmp */
bool text_starts(text t, text prefix);
bool text_ends(text t, text suffix);
/* Index of needle in t, or -1. */
ptrdiff_t text_find(text t, text needle);
text text_slice(text t, size_t from, size_t to); /* clamped */
text text_trim(text t);                          /* ASCII white space, and U+00A0, at both ends */
/* Cuts *rest at the first separator: returns what stands before it; *rest is what follows, absent
 * at the end. Loop: while (rest.ptr) { text part = text_cut(&rest, ','); } */
text text_cut(text *rest, char separator);
text text_join(struct arena *arena, const text *parts, size_t count, text between);
text text_lower(struct arena *arena, text t); /* full Unicode case fold, NFC */
text text_nfc(struct arena *arena, text t);
/* Without the characters that nobody sees: controls, marks of direction, non-characters. Line ends
 * become \n, or spaces unless it has `lines`. In normal form; "" when nothing is left to see. */
text text_visible(struct arena *arena, text typed, bool lines);
/* What a *_key column holds, to sort and to compare names by: text_lower, and of that at most
 * SORT_KEY_CHARACTERS, so that a place in the list fits in a URL. */
text sort_key(struct arena *arena, text name);
enum { SORT_KEY_CHARACTERS = 200 };
/* The most of t that is no longer than this many bytes and cuts no character in two. */
text text_head(text t, size_t bytes);
bool text_is_utf8(text t); /* also refuses NUL, surrogates and non-characters' overlong forms */
size_t text_length_utf16(text t); /* as a browser counts maxlength: UTF-16 units, a CRLF as one */
/* Edit distance with swaps of neighbours (optimal string alignment), in code points, at most cap;
 * for typing errors. */
unsigned text_distance(struct arena *arena, text a, text b, unsigned cap);

/* The value of a hex digit, or -1. */
int hex_digit(char c);

/* Text that grows. Start from {.arena = arena}. */
struct text_builder {
    struct arena *arena;
    char *ptr;
    size_t len, cap;
};
void text_add(struct text_builder *b, text t);
void text_add_char(struct text_builder *b, char c);
void text_add_format(struct text_builder *b, const char *format, ...) like_printf(2, 3);
void text_add_list(struct text_builder *b, const char *format, va_list arguments) like_printf(2, 0);
text text_built(const struct text_builder *b);

#endif
