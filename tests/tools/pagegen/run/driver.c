/*
 * Draws the tour's pages with hostile words in every place, for test_run.c to look at.
 * Usage: driver places|empty|fresh|refused
 */
#include "tour_pages.h"
#include <stdio.h>
#include <string.h>

#define CANARY "<script>alert(\"'&\")</script>"

static const text codes[] = {{"red", 3}, {"blue", 4}};
static const text labels[] = {{"Red " CANARY, sizeof("Red " CANARY) - 1}, {"Blue", 4}};
const struct enum_table colour_table = {.codes = codes, .labels = labels, .count = 2};

/* The sessions' own needs keys and a random nonce; the page is the same with any. */
text view_once(struct arena *arena, const struct view *view)
{
    (void)arena, (void)view;
    return T("once" CANARY);
}

static void refuse_all(struct form_values *form, size_t rows)
{
    static const char *const names[] = {"title",  "about",  "email", "site",   "amount", "began",
                                        "number", "agreed", "paper", "colour", "shade",  "colours",
                                        "thing",  "other",  "all",   "code",   "hand",   "secret",
                                        "pick",   "hue",    "words", "size",   "tick",   "names"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        form_refuse(form, names[i], T("No " CANARY));
    for (size_t i = 0; i < rows; i++)
        form_refuse_row(form, "part", i, "share", T("Not this " CANARY));
    form_refuse(form, NULL, T("Not at all " CANARY));
}

static void fill_all(struct form_values *form, size_t rows)
{
    static const text some[] = {{"red", 3}, {CANARY, sizeof(CANARY) - 1}};
    static const char *const words[] = {"title", "about", "email",  "site",
                                        "code",  "hand",  "secret", "words"};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        form_fill_text(form, words[i], T(CANARY));
    form_fill_text(form, "colour", T("blue"));
    form_fill_text(form, "pick", T(CANARY));
    form_fill_text(form, "size", T("large"));
    form_fill_text(form, "hue", T("red"));
    form_fill_int(form, "thing", 7);
    form_fill_flag(form, "agreed", true);
    form_fill_flag(form, "tick", true);
    form_fill_texts(form, "colours", (struct texts){.row = some, .count = 2});
    form_fill_texts(form, "names", (struct texts){.row = some, .count = 2});
    for (size_t i = 0; i < rows; i++)
        form_fill_group_text(form, "part", i, "share", T(CANARY));
}

int main(int argc, char **argv)
{
    static const text letters[] = {{"a" CANARY, sizeof("a" CANARY) - 1}, {"b", 1}};
    static const struct option option[] = {{{"7", 1}, {CANARY, sizeof(CANARY) - 1}},
                                           {{CANARY, sizeof(CANARY) - 1}, {"Other", 5}}};
    static const struct tour_row rows[] = {
        {.name = {CANARY, sizeof(CANARY) - 1}, .some = {true, {123456}}, .letters = {letters, 2}},
        {.name = {"plain", 5}}};
    const char *what = argc > 1 ? argv[1] : "places";
    struct arena *arena = arena_new((size_t)1 << 26);
    struct tour tour = {.words = T(CANARY),
                        .query = T("a=1&b=\"'<"),
                        .count = 98600,
                        .version = 3,
                        .money = pence_of(2000000),
                        .thing = {12345}};
    const struct view view = {.refused = strcmp(what, "refused") == 0};
    struct html out;
    if (!day_of(2024, 10, 18, &tour.when))
        return 1;
    tour.rows.row = rows;
    tour.rows.count = strcmp(what, "empty") == 0 ? 0 : 2;
    html_start(&out, arena, &view);
    if (strcmp(what, "places") == 0 || strcmp(what, "empty") == 0) {
        page_places(&out, &tour);
    } else {
        struct form_values *form = form_blank(arena, &tour_edit_form_spec);
        struct form_values *find = form_blank(arena, &tour_find_form_spec);
        if (view.refused) {
            fill_all(form, tour.rows.count);
            refuse_all(form, tour.rows.count);
            form->version = 2;
        }
        page_forms(&out, &tour, form, find, (struct options){.row = option, .count = 2});
    }
    fwrite(out.ptr, 1, out.len, stdout);
    arena_free(arena);
    return 0;
}
