/* Whatever is typed becomes a query that the index understands, and slips are mended. */
#include "engine/db/search.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#undef fail /* ours */

static int set_up(void **state)
{
    *state = arena_new((size_t)64 << 20);
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static void typed_words_become_quoted_words(void **state)
{
    struct arena *arena = *state;
    static const struct {
        const char *typed, *query;
    } cases[] = {
        {"law", "\"law\"*"},
        {"  Law   centre ", "\"Law\" \"centre\"*"},
        {"women's cen", "\"women\" \"s\" \"cen\"*"},
        {"\"exact\" AND near(x) NOT *", "\"exact\" \"AND\" \"near\" \"x\" \"NOT\"*"},
        {"Caf\xc3\xa9", "\"Caf\xc3\xa9\"*"},
        {"a b c d e f g h i j", "\"a\" \"b\" \"c\" \"d\" \"e\" \"f\" \"g\" \"h\"*"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(text_cstr(arena, search_match(arena, text_of(cases[i].typed))),
                            cases[i].query);
}

static void no_word_is_no_query(void **state)
{
    struct arena *arena = *state;
    static const char *const typed[] = {"", "   ", "\"*-+()", "'"};
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        assert_null(search_match(arena, text_of(typed[i])).ptr);
    assert_null(search_match(arena, TEXT_ABSENT).ptr);
}

/* A vocabulary in memory: the engine does not mind where terms come from. */
static void near_few(struct db *db, const struct search_range *range, struct search_pick *pick)
{
    (void)db;
    static const struct {
        const char *term;
        int64_t seen;
    } terms[] = {{"brackwater", 3}, {"law", 40},     {"centre", 30}, {"cent", 1},
                 {"refugee", 9},    {"refugees", 4}, {"rifuge", 1}};
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        const text term = text_of(terms[i].term);
        const int64_t length = (int64_t)term.len;
        if (text_order(term, range->from) >= 0 && text_order(term, range->before) < 0 &&
            length >= range->shortest && length <= range->longest)
            search_offer(pick, term, terms[i].seen);
    }
}

static void slips_are_mended(void **state)
{
    struct arena *arena = *state;
    static const struct {
        const char *typed, *meant; /* NULL: nothing changes */
    } cases[] = {
        {"brakwater", "brackwater"},
        {"Brackwatr law", "brackwater law"},
        {"bracwkater", "brackwater"}, /* neighbours swapped */
        {"brackwater", NULL},
        {"brackw", NULL},             /* unfinished, not wrong */
        {"lwa centre", "law centre"}, /* one slip in a short word */
        {"lxy centre", NULL},         /* two are another word */
        {"rackwater", NULL},          /* another first letter */
        {"zzz", NULL},
        {"refuge centre", "refugee centre"}, /* as near as rifuge, and seen more */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const text meant = search_correct(arena, NULL, text_of(cases[i].typed), near_few);
        if (cases[i].meant)
            assert_string_equal(text_cstr(arena, meant), cases[i].meant);
        else
            assert_null(meant.ptr);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(typed_words_become_quoted_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_word_is_no_query, set_up, tear_down),
        cmocka_unit_test_setup_teardown(slips_are_mended, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
