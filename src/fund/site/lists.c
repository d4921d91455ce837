/* What lists and choices share: counts in words, choices by id. */
#include "fund/site/site.h"

text list_count_words(struct arena *arena, int64_t count, text one, text many)
{
    if (count == 0)
        return text_format(arena, "No %.*s", TEXT_ARG(many));
    if (count > LIST_COUNT_MOST)
        return text_format(arena, "More than %.*s %.*s", TEXT_ARG(int_text(arena, LIST_COUNT_MOST)),
                           TEXT_ARG(many));
    return int_words(arena, count, one, many);
}

static text option_value(struct arena *arena, int64_t id)
{
    char room[DIGITS_MOST];
    return text_copy(arena, digits_in(room, (uint64_t)id, false));
}

struct option option_of(struct arena *arena, int64_t id, text label)
{
    return (struct option){.value = option_value(arena, id), .label = label};
}

text option_label(struct arena *arena, struct options options, int64_t id)
{
    const text value = option_value(arena, id);
    for (size_t i = 0; i < options.count; i++)
        if (text_eq(options.row[i].value, value))
            return options.row[i].label;
    return TEXT_ABSENT;
}

text text_or_absent(text t)
{
    return text_present(t) ? t : TEXT_ABSENT;
}
