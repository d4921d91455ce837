/* What lists and choices share. */
#include "fund/site/site.h"
#include "tests/fund/world.h"

static void counts_are_words(void **state)
{
    (void)state;
    struct arena *arena = arena_new((size_t)1 << 20);
    check_text(list_count_words(arena, 1, T("grant"), T("grants")), "1 grant");
    check_text(list_count_words(arena, 43, T("grant"), T("grants")), "43 grants");
    check_text(list_count_words(arena, 1000, T("grant"), T("grants")), "1,000 grants");
    check_text(list_count_words(arena, 1001, T("grant"), T("grants")), "More than 1,000 grants");
    arena_free(arena);
}

static void a_choice_is_found_by_its_id(void **state)
{
    (void)state;
    struct arena *arena = arena_new((size_t)1 << 20);
    const struct option row[] = {option_of(arena, 7, T("Seven")),
                                 option_of(arena, 70, T("Seventy"))};
    const struct options options = {.row = row, .count = 2};
    check_text(option_label(arena, options, 70), "Seventy");
    assert_null(option_label(arena, options, 8).ptr);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_are_words),
        cmocka_unit_test(a_choice_is_found_by_its_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
