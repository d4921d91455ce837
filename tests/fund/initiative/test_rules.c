/* How figures are told on the first page. */
#include "fund/initiative/rules.h"
#include "tests/fund/world.h"

static void A6_a_total_of_needs_is_told_only_over_several_grants(void **state)
{
    (void)state;
    assert_false(needs_may_be_told(0, 0));
    assert_false(needs_may_be_told(1, 1));
    assert_false(needs_may_be_told(4, 4));
    assert_true(needs_may_be_told(5, 5));
}

/* Five grants of one partner would tell what that partner told. */
static void A6_a_total_of_needs_is_told_only_over_several_partners(void **state)
{
    (void)state;
    assert_false(needs_may_be_told(5, 4));
    assert_false(needs_may_be_told(40, 1));
    assert_true(needs_may_be_told(40, 5));
}

/* The complement: who saw the total before a grant was added and after it would know that grant's.
 */
static void A6_the_total_never_grows_by_fewer_than_five_grants(void **state)
{
    (void)state;
    for (int64_t told = 0; told < 100; told++) {
        const int64_t before = needs_covered(told), after = needs_covered(told + 1);
        assert_true(before <= told && told - before < 5);
        assert_true(after == before || after - before >= 5);
    }
}

static void a_tile_is_darker_with_more(void **state)
{
    (void)state;
    assert_int_equal(tile_shade(0, 7), 0);
    assert_int_equal(tile_shade(0, 0), 0);
    assert_int_equal(tile_shade(1, 7), 1);
    assert_int_equal(tile_shade(7, 7), 5);
    assert_int_equal(tile_shade(1, 1), 5);
    assert_int_equal(tile_shade(1, 1000000), 1);
    for (int64_t n = 1; n < 100; n++)
        assert_true(tile_shade(n, 100) <= tile_shade(n + 1, 100));
}

static void regions_are_told_in_words(void **state)
{
    (void)state;
    struct arena *arena = arena_new((size_t)1 << 20);
    check_text(regions_words(arena, REGION_COUNT), "across all twelve nations and regions");
    check_text(regions_words(arena, 1), "in 1 of the twelve nations and regions");
    check_text(regions_words(arena, 0), "with no nation or region entered yet");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(A6_a_total_of_needs_is_told_only_over_several_grants),
        cmocka_unit_test(A6_a_total_of_needs_is_told_only_over_several_partners),
        cmocka_unit_test(A6_the_total_never_grows_by_fewer_than_five_grants),
        cmocka_unit_test(a_tile_is_darker_with_more),
        cmocka_unit_test(regions_are_told_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
