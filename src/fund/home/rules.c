/*
 * Words and counts for people who come tired, on a phone: see rules.h.
 */
#include "fund/home/rules.h"

bool grant_runs(opt_day ends_on, day today)
{
    return !ends_on.some || day_order(ends_on.it, today) >= 0;
}

text grants_summary(struct arena *arena, const struct grant_counted *grant, size_t count, day today)
{
    size_t running = 0;
    bool all_told = true, all_end = true;
    pence sum = pence_of(0);
    day last = today;
    for (size_t i = 0; i < count; i++) {
        if (!grant_runs(grant[i].ends_on, today))
            continue;
        running++;
        if (grant[i].share.some)
            sum = pence_add(sum, grant[i].share.it);
        else
            all_told = false;
        if (!grant[i].ends_on.some)
            all_end = false;
        else if (day_order(grant[i].ends_on.it, last) > 0)
            last = grant[i].ends_on.it;
    }
    if (running == 0)
        return count == 0 ? T("No grants yet.") : T("No grant runs at present.");
    struct text_builder say = {.arena = arena};
    static const char *const few[] = {"Two", "Three", "Four",  "Five",
                                      "Six", "Seven", "Eight", "Nine"};
    if (running == 1)
        text_add(&say, T("One grant runs"));
    else if (running - 2 < sizeof few / sizeof *few)
        text_add_format(&say, "%s grants run", few[running - 2]);
    else
        text_add_format(&say, "%zu grants run", running);
    if (all_told)
        text_add_format(&say, ": %.*s for you", TEXT_ARG(pence_text(arena, sum)));
    if (all_end)
        text_add_format(&say, "%s %.*s", running == 1 ? ", until" : ", the last until",
                        TEXT_ARG(day_text(arena, last)));
    text_add(&say, T("."));
    return text_built(&say);
}

text shared_words(struct arena *arena, size_t seats)
{
    if (seats < 2)
        return T("all of it for you");
    return text_format(arena, "shared by %zu partners", seats);
}

text names_words(struct arena *arena, const text *name, size_t count)
{
    struct text_builder words = {.arena = arena};
    for (size_t i = 0; i < count; i++)
        text_add_format(&words, "%s%.*s",
                        i == 0           ? ""
                        : i + 1 == count ? " and "
                                         : ", ",
                        TEXT_ARG(name[i]));
    return text_built(&words);
}
