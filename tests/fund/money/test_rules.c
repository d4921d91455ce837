/* What is allowed with the pool's money, case by case. */
#include "fund/money/rules.h"
#include "tests/fund/world.h"

static struct arena *arena;

static int begin(void **state)
{
    (void)state;
    arena = arena_new((size_t)4 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static day on(int year)
{
    day d;
    ensure(day_of(year, 4, 1, &d));
    return d;
}

static void A16_a_withdrawal_says_why_and_takes_no_more_than_was_pledged(void **state)
{
    (void)state;
    static const struct {
        int64_t pounds;
        const char *reason;
        int to_year;
        bool amount_fine, reason_fine, time_fine;
    } cases[] = {
        {500, NULL, 2026, true, true, true},
        {500, NULL, 2024, true, true, true},
        {500, NULL, 2023, true, true, false},
        {-500, NULL, 2026, true, false, true},
        {-500, " ", 2026, true, false, true},
        {-500, "their own income fell", 2026, true, true, true},
        {-1000, "all of it", 2026, true, true, true},
        {-1001, "more than all", 2026, false, true, true},
        {0, NULL, 2026, false, true, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct money_check check =
            pledge_check(arena, pence_pounds(cases[i].pounds), text_of(cases[i].reason), on(2024),
                         on(cases[i].to_year), pence_pounds(1000));
        assert_int_equal(!text_present(check.amount), cases[i].amount_fine);
        assert_int_equal(!text_present(check.reason), cases[i].reason_fine);
        assert_int_equal(!text_present(check.to_on), cases[i].time_fine);
    }
}

static void A16_a_correction_takes_back_no_more_than_came(void **state)
{
    (void)state;
    struct money_check check =
        contribution_check(arena, pence_pounds(-10), T("entered twice"), pence_pounds(10));
    assert_false(text_present(check.amount) || text_present(check.reason));
    check = contribution_check(arena, pence_pounds(-11), T("entered twice"), pence_pounds(10));
    check_text(check.amount, "That takes away more than was received: £10.");
    check = contribution_check(arena, pence_pounds(-1), TEXT_ABSENT, pence_pounds(10));
    assert_true(text_present(check.reason));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(A16_a_withdrawal_says_why_and_takes_no_more_than_was_pledged),
        cmocka_unit_test(A16_a_correction_takes_back_no_more_than_came),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
