/* How figures are told on the first page. */
#include "fund/initiative/rules.h"
#include "tests/fund/world.h"

/* So many grants, led by so many partners in turn; 0: by none. */
static int64_t covered(size_t grants, size_t partners)
{
    opt_partner_id lead[100] = {{.some = false}};
    assert_true(grants <= 100);
    for (size_t i = 0; i < grants && partners > 0; i++)
        lead[i] = (opt_partner_id){.some = true, .it = partner_id_of((int64_t)(i % partners) + 1)};
    return needs_covered(lead, grants);
}

static void A6_a_total_of_needs_is_told_only_over_several_grants(void **state)
{
    (void)state;
    assert_int_equal(covered(0, 5), 0);
    assert_int_equal(covered(1, 1), 0);
    assert_int_equal(covered(4, 4), 0);
    assert_int_equal(covered(5, 5), 5);
}

/* Five grants of one partner would tell what that partner told. */
static void A6_a_total_of_needs_is_told_only_over_several_partners(void **state)
{
    (void)state;
    assert_int_equal(covered(5, 4), 0);
    assert_int_equal(covered(40, 1), 0);
    assert_int_equal(covered(40, 0), 0);
    assert_int_equal(covered(40, 5), 40);
}

/* The difference of two totals is a total too: each group has five partners of its own, or waits.
 */
static void A6_a_group_of_few_partners_waits_for_the_next(void **state)
{
    (void)state;
    opt_partner_id lead[20];
    for (size_t i = 0; i < 20; i++) /* 5 different, then 7 of one, then 8 different */
        lead[i] = (opt_partner_id){.some = true,
                                   .it = partner_id_of(i < 5 || i > 11 ? (int64_t)i + 1 : 99)};
    assert_int_equal(needs_covered(lead, 5), 5);
    assert_int_equal(needs_covered(lead, 10), 5);
    assert_int_equal(needs_covered(lead, 15), 5);
    assert_int_equal(needs_covered(lead, 19), 5);
    assert_int_equal(needs_covered(lead, 20), 20);
}

/* The complement: who saw the total before a grant was added and after it would know that grant's.
 */
static void A6_the_total_never_grows_by_fewer_than_five_grants(void **state)
{
    (void)state;
    for (size_t partners = 1; partners < 12; partners++)
        for (size_t told = 0; told < 99; told++) {
            const int64_t before = covered(told, partners), after = covered(told + 1, partners);
            assert_true(before <= (int64_t)told && before % 5 == 0);
            assert_true(after == before || after - before >= 5);
        }
}

/* Nor does changing who leads a grant, which an editor may do at any time, move it by one. */
static void A6_a_change_of_lead_partners_moves_the_total_by_whole_groups(void **state)
{
    (void)state;
    opt_partner_id lead[15];
    for (size_t changed = 0; changed < 15; changed++)
        for (int64_t to = 1; to <= 15; to++) {
            for (size_t i = 0; i < 15; i++)
                lead[i] = (opt_partner_id){.some = true, .it = partner_id_of((int64_t)i + 1)};
            lead[changed].it = partner_id_of(to);
            assert_true(needs_covered(lead, 15) % 5 == 0);
        }
}

static void A6_the_total_is_told_to_the_nearest_ten_thousand_pounds(void **state)
{
    (void)state;
    assert_int_equal(pence_whole(needs_rounded(pence_of(0))), 0);
    assert_int_equal(pence_whole(needs_rounded(pence_of(499999))), 0);
    assert_int_equal(pence_whole(needs_rounded(pence_of(500000))), 1000000);
    assert_int_equal(pence_whole(needs_rounded(pence_pounds(8214999))), 821000000);
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
        cmocka_unit_test(A6_a_group_of_few_partners_waits_for_the_next),
        cmocka_unit_test(A6_the_total_never_grows_by_fewer_than_five_grants),
        cmocka_unit_test(A6_a_change_of_lead_partners_moves_the_total_by_whole_groups),
        cmocka_unit_test(A6_the_total_is_told_to_the_nearest_ten_thousand_pounds),
        cmocka_unit_test(a_tile_is_darker_with_more),
        cmocka_unit_test(regions_are_told_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
