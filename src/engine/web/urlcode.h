/*
 * What travels in URLs, in form bodies and in cookies: percent-codes and name=value pairs. Nothing
 * here trusts its input; what does not decode is refused, not guessed at.
 */
#ifndef ENGINE_WEB_URLCODE_H
#define ENGINE_WEB_URLCODE_H

#include "engine/base/text.h"

/* Decodes %XX, and + as a space where plus says so. False: a % without two hex digits. The result
 * may hold any byte: ask text_is_utf8. */
bool url_decode(struct arena *arena, text coded, bool plus, text *out) must_use;
/* Whether a byte stands in a URL as itself; and how it does where not. Here, since a page asks both
 * for every byte. */
static inline bool url_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}
static inline text url_code(char coded[static 3], char c)
{
    static const char hex[] = "0123456789ABCDEF";
    coded[0] = '%';
    coded[1] = hex[(unsigned char)c >> 4];
    coded[2] = hex[(unsigned char)c & 15];
    return (text){.ptr = coded, .len = 3};
}
/* Appends t with all but A-Z a-z 0-9 - . _ ~ as %XX. */
void url_encode(struct text_builder *out, text t);
/* The next name=value of *rest, still coded; empty pieces are passed over. False: no more. */
bool url_pair_next(text *rest, text *name, text *value) must_use;
/* Whether a name, still coded, is this one: "%73ort" is sort, as it is to a form. */
bool url_name_is(struct arena *arena, text coded, text name) must_use;
/* The first value of that name in a Cookie header, or absent. */
text cookie_find(text header, text name);

#endif
