/* What kind of browser a request says it comes from: see device_words in rules.h. */
#include "fund/signin/rules.h"

struct mark {
    const char *in;
    const char *words;
};

/* In this order: most browsers claim to be others too. */
static const struct mark browsers[] = {
    {"Edg", "Edge"},          {"OPR/", "Opera"},       {"SamsungBrowser/", "Samsung Internet"},
    {"Firefox/", "Firefox"},  {"FxiOS/", "Firefox"},   {"CriOS/", "Chrome"},
    {"Chrome/", "Chrome"},    {"Chromium/", "Chrome"}, {"Safari/", "Safari"},
    {"Trident/", "Explorer"},
};
static const struct mark platforms[] = {
    {"Windows", "Windows"},   {"Android", "Android"}, {"iPhone", "an iPhone"}, {"iPad", "an iPad"},
    {"CrOS", "a Chromebook"}, {"Macintosh", "a Mac"}, {"Linux", "Linux"},
};

static text mark_find(const struct mark *marks, size_t count, text agent, text otherwise)
{
    for (size_t i = 0; i < count; i++)
        if (text_find(agent, text_of(marks[i].in)) >= 0)
            return text_of(marks[i].words);
    return otherwise;
}

text device_words(struct arena *arena, text agent)
{
    const text browser =
        mark_find(browsers, sizeof browsers / sizeof *browsers, agent, T("Another browser"));
    const text platform =
        mark_find(platforms, sizeof platforms / sizeof *platforms, agent, T("another system"));
    const text parts[] = {browser, platform}; /* on every page: no printf */
    return text_join(arena, parts, 2, T(" on "));
}
