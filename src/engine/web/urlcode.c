/*
 * Percent-codes and pairs, byte by byte; see urlcode.h.
 */
#include "engine/web/urlcode.h"

#include <string.h>

bool url_decode(struct arena *arena, text coded, bool plus, text *out)
{
    *out = coded;
    if (coded.len == 0 ||
        (!memchr(coded.ptr, '%', coded.len) && !(plus && memchr(coded.ptr, '+', coded.len))))
        return true; /* most values: nothing to do, nothing to copy */
    char *plain = arena_alloc(arena, coded.len);
    size_t len = 0;
    for (size_t i = 0; i < coded.len; i++) {
        const char c = coded.ptr[i];
        if (c == '%') {
            const int high = i + 1 < coded.len ? hex_digit(coded.ptr[i + 1]) : -1;
            const int low = i + 2 < coded.len ? hex_digit(coded.ptr[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            plain[len++] = (char)(high * 16 + low);
            i += 2;
        } else {
            plain[len++] = plus && c == '+' ? ' ' : c;
        }
    }
    *out = (text){.ptr = plain, .len = len};
    return true;
}

void url_encode(struct text_builder *out, text t)
{
    for (size_t i = 0; i < t.len; i++) {
        char coded[3];
        if (url_plain(t.ptr[i]))
            text_add_char(out, t.ptr[i]);
        else
            text_add(out, url_code(coded, t.ptr[i]));
    }
}

bool url_pair_next(text *rest, text *name, text *value)
{
    while (rest->ptr) {
        text piece = text_cut(rest, '&');
        if (piece.len == 0)
            continue;
        *name = text_cut(&piece, '=');
        *value = piece.ptr ? piece : (text){.ptr = name->ptr + name->len, .len = 0};
        return true;
    }
    return false;
}

bool url_name_is(struct arena *arena, text coded, text name)
{
    text plain;
    return url_decode(arena, coded, true, &plain) && text_eq(plain, name);
}

text cookie_find(text header, text name)
{
    text rest = header;
    while (rest.ptr) {
        text piece = text_trim(text_cut(&rest, ';'));
        const text found = text_cut(&piece, '=');
        if (piece.ptr && text_eq(found, name))
            return piece;
    }
    return TEXT_ABSENT;
}
