/* Reads one value out of a query string: see query.h. */
#include "engine/web/query.h"
#include "engine/web/urlcode.h"

text query_value(struct arena *arena, text query, text name)
{
    text rest = query, had, coded, value;
    while (url_pair_next(&rest, &had, &coded))
        if (url_name_is(arena, had, name))
            return url_decode(arena, coded, true, &value) && text_is_utf8(value) ? value
                                                                                 : TEXT_ABSENT;
    return TEXT_ABSENT;
}
