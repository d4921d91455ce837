/*
 * Pairs out of application/x-www-form-urlencoded; see form_pairs.h.
 */
#include "engine/web/form_pairs.h"
#include "engine/web/urlcode.h"

#include <string.h>

text form_readable(struct arena *arena, text bytes_as_text)
{
    if (text_is_utf8(bytes_as_text))
        return bytes_as_text;
    struct text_builder shown = {.arena = arena};
    for (size_t at = 0; at < bytes_as_text.len;) {
        size_t length = 0;
        for (size_t n = 1; n <= 4 && at + n <= bytes_as_text.len && !length; n++)
            if (text_is_utf8((text){.ptr = bytes_as_text.ptr + at, .len = n}))
                length = n;
        text_add(&shown,
                 length ? (text){.ptr = bytes_as_text.ptr + at, .len = length} : T("\xEF\xBF\xBD"));
        at += length ? length : 1;
    }
    return text_built(&shown);
}

struct form_pairs form_pairs_url(struct arena *arena, text body)
{
    size_t most = 1;
    for (size_t i = 0; i < body.len; i++)
        most += body.ptr[i] == '&';
    struct form_pairs pairs = {.refusal = TEXT_ABSENT};
    if (most > FORM_MOST_PAIRS) {
        pairs.refusal = T("The form has more fields than this page knows. Go back, load the page "
                          "again and fill it in "
                          "once more.");
        return pairs;
    }
    pairs.row = arena_array(arena, struct form_pair, most);
    text rest = body, name, value;
    while (url_pair_next(&rest, &name, &value)) {
        struct form_pair *pair = &pairs.row[pairs.count];
        if (!url_decode(arena, name, true, &pair->name) || !text_is_utf8(pair->name))
            continue; /* no field of ours is called so */
        pair->unreadable =
            !url_decode(arena, value, true, &pair->value) || !text_is_utf8(pair->value);
        if (pair->unreadable)
            pair->value = form_readable(arena, pair->value);
        pairs.count++;
    }
    return pairs;
}

text form_pairs_find(const struct form_pairs *pairs, text name)
{
    for (size_t i = 0; i < pairs->count; i++)
        if (text_eq(pairs->row[i].name, name))
            return pairs->row[i].value;
    return TEXT_ABSENT;
}
