/*
 * Links to the same page seen otherwise: sorted, filtered, further on.
 */
#include "engine/web/urlcode.h"
#include "engine/web/view.h"

static void pair_add(struct text_builder *query, text name, text coded_value)
{
    if (query->len)
        text_add_char(query, '&');
    text_add(query, name);
    text_add_char(query, '=');
    text_add(query, coded_value);
}

text view_query_with(struct arena *arena, const struct view *view, text name, text value)
{
    struct text_builder query = {.arena = arena};
    text rest = view->query, had, its_value;
    while (url_pair_next(&rest, &had, &its_value))
        if (its_value.len && !url_name_is(arena, had, name) && !url_name_is(arena, had, T("after")))
            pair_add(&query, had, its_value);
    if (value.ptr) {
        struct text_builder coded = {.arena = arena};
        url_encode(&coded, value);
        pair_add(&query, name, text_built(&coded));
    }
    return query.len ? text_built(&query) : T("");
}
