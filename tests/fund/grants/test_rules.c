/* What is allowed with grants, case by case. */
#include "fund/grants/grants.h"
#include "fund/grants/rules.h"
#include "tests/fund/world.h"

static struct arena *arena;

static int begin(void **state)
{
    (void)state;
    arena = arena_new((size_t)8 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static text reason(const char *words)
{
    return text_of(words);
}

static void A5_cut_without_reason_is_refused(void **state)
{
    (void)state;
    static const struct {
        enum award_kind kind;
        int64_t pounds;
        const char *reason;
        bool amount_fine, reason_fine;
    } cases[] = {
        {AWARD_KIND_UPLIFT, 500, NULL, true, true},
        {AWARD_KIND_VARIATION, 500, NULL, true, true},
        {AWARD_KIND_VARIATION, -500, "agreed in March", true, true},
        {AWARD_KIND_CORRECTION, -500, "a slip", true, true},
        {AWARD_KIND_VARIATION, -500, NULL, true, false},
        {AWARD_KIND_VARIATION, -500, "", true, false},
        {AWARD_KIND_CORRECTION, -500, "  \n ", true, false},
        {AWARD_KIND_UPLIFT, -500, "no", false, true}, /* an uplift takes nothing away */
        {AWARD_KIND_AWARD, -500, "no", false, true},
        {AWARD_KIND_VARIATION, 0, "nothing", false, true},
        {AWARD_KIND_VARIATION, -1000, "all of it", true, true},
        {AWARD_KIND_VARIATION, -1001, "more than all", false, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct entry_check check =
            award_entry_check(arena, cases[i].kind, pence_pounds(cases[i].pounds),
                              reason(cases[i].reason), pence_pounds(1000));
        if (text_present(check.amount) == cases[i].amount_fine ||
            text_present(check.reason) == cases[i].reason_fine)
            print_error("case %zu: '%.*s' '%.*s'\n", i, TEXT_ARG(check.amount),
                        TEXT_ARG(check.reason));
        assert_int_equal(!text_present(check.amount), cases[i].amount_fine);
        assert_int_equal(!text_present(check.reason), cases[i].reason_fine);
    }
}

static void D2_split_must_come_to_the_award_and_says_by_how_much_not(void **state)
{
    (void)state;
    const opt_pence none = {.some = false};
    const opt_pence six = {true, pence_pounds(6000)}, four = {true, pence_pounds(4000)},
                    five = {true, pence_pounds(5000)}, less = {true, pence_of(-1)};
    const struct {
        opt_pence share[3];
        const char *says;
    } cases[] = {
        {{six, four, none}, NULL},
        {{five, five, none}, NULL},
        {{six, none, none},
         "The parts come to £6,000. That is £4,000 less than the award of £10,000."},
        {{six, five, none},
         "The parts come to £11,000. That is £1,000 more than the award of £10,000."},
        {{none, none, none},
         "The parts come to £0. That is £10,000 less than the award of £10,000."},
        {{six, four, less}, "A part cannot be less than nothing."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const text says = split_check(arena, pence_pounds(10000), cases[i].share, 3);
        if (cases[i].says)
            check_text(says, cases[i].says);
        else
            assert_false(text_present(says));
    }
}

static void D2_split_is_exact_to_the_penny(void **state)
{
    (void)state;
    for (size_t count = 1; count <= 8; count++) {
        opt_pence share[8];
        for (size_t i = 0; i < count; i++)
            share[i] = (opt_pence){true, pence_split(pence_of(1000001), i, count)};
        assert_false(text_present(split_check(arena, pence_of(1000001), share, count)));
        share[0].it = pence_add(share[0].it, pence_of(1));
        assert_true(text_present(split_check(arena, pence_of(1000001), share, count)));
    }
}

static void A14_lines_are_at_most_the_award(void **state)
{
    (void)state;
    const pence fits[] = {pence_pounds(600), pence_pounds(400)},
                over[] = {pence_pounds(600), pence_of(40001)},
                under[] = {pence_pounds(1), pence_of(-1)};
    assert_false(text_present(lines_check(arena, pence_pounds(1000), fits, 2)));
    assert_false(text_present(lines_check(arena, pence_pounds(1000), fits, 1)));
    check_text(lines_check(arena, pence_pounds(1000), over, 2),
               "The lines come to £1,000.01. That is £0.01 more than the award of £1,000.");
    assert_true(text_present(lines_check(arena, pence_pounds(1000), under, 2)));
}

static void A14_core_share_counts_core_and_unrestricted(void **state)
{
    (void)state;
    const enum restriction kinds[] = {RESTRICTION_UNRESTRICTED, RESTRICTION_CORE,
                                      RESTRICTION_RESTRICTED};
    const pence amount[] = {pence_pounds(10), pence_pounds(30), pence_pounds(60)};
    check_text(percent_text(arena, core_share(kinds, amount, 3)), "40.00");
    check_text(percent_round(arena, core_share(kinds, amount, 0)), "0");
}

static void time_left_is_told_in_words_without_judging(void **state)
{
    (void)state;
    static const struct {
        const char *today, *ends, *says;
    } cases[] = {
        {"2024-10-18", NULL, "No end date"},
        {"2024-10-18", "2024-10-18", "Ends today"},
        {"2024-10-18", "2024-10-19", "Ends in 1 day"},
        {"2024-10-18", "2024-10-17", "Ended in October 2024"},
        {"2024-10-18", "2024-12-16", "Ends in 59 days"},
        {"2024-10-18", "2024-12-18", "Ends in 2 months"},
        {"2024-10-18", "2025-04-17", "Ends in 5 months"},
        {"2024-10-18", "2025-04-18", "Ends in 6 months"},
        {"2024-10-31", "2025-02-28", "Ends in 4 months"},
        {"2024-10-18", "2026-10-18", "Ends in 2 years"},
        {"2024-10-18", "2026-11-18", "Ends in 2 years and 1 month"},
        {"2024-10-18", "2027-04-30", "Ends in 2 years and 6 months"},
        {"2024-10-18", "2199-12-31", "Ends in 175 years and 2 months"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        day today;
        opt_day ends = {.some = false};
        assert_true(day_parse(text_of(cases[i].today), &today));
        if (cases[i].ends) {
            ends.some = true;
            assert_true(day_parse(text_of(cases[i].ends), &ends.it));
        }
        check_text(grant_time_left(arena, ends, today), cases[i].says);
    }
}

static void dates_run_forward(void **state)
{
    (void)state;
    day first, second;
    ensure(day_of(2024, 5, 1, &first));
    ensure(day_of(2024, 4, 30, &second));
    const opt_day none = {.some = false};
    assert_true(text_present(grant_dates_check((opt_day){true, first}, (opt_day){true, second})));
    assert_false(text_present(grant_dates_check((opt_day){true, second}, (opt_day){true, first})));
    assert_false(text_present(grant_dates_check((opt_day){true, first}, (opt_day){true, first})));
    assert_false(text_present(grant_dates_check((opt_day){true, first}, none)));
    assert_false(text_present(grant_dates_check(none, (opt_day){true, second})));
}

static void an_award_is_not_below_nothing(void **state)
{
    (void)state;
    assert_true(text_present(award_first_check(pence_of(-1))));
    assert_false(text_present(award_first_check(pence_of(0))));
}

static void A6_a_share_of_the_ask_that_only_a_slip_explains_is_left_out(void **state)
{
    (void)state;
    static const struct {
        int64_t awarded, asked; /* pence; asked below 0: absent */
        bool told;
        int64_t hundredths;
    } cases[] = {
        {800000, 1000000, true, 8000},
        {1000000, 1000000, true, 10000},
        {1000000, 100000, true, 100000},
        {1100000, 100000, false, 0},
        {INT64_C(99999999999999), 1, false, 0},
        {0, 1000000, true, 0},
        {1000000, 0, false, 0},
        {1000000, -1, false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const opt_pence asked = {.some = cases[i].asked >= 0, .it = pence_of(cases[i].asked)};
        const opt_percent share = award_share(pence_of(cases[i].awarded), asked);
        assert_int_equal(share.some, cases[i].told);
        if (share.some)
            check_text(
                percent_text(arena, share.it),
                text_cstr(arena, percent_text(arena, percent_of(cases[i].hundredths, 10000))));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(A5_cut_without_reason_is_refused),
        cmocka_unit_test(D2_split_must_come_to_the_award_and_says_by_how_much_not),
        cmocka_unit_test(D2_split_is_exact_to_the_penny),
        cmocka_unit_test(A14_lines_are_at_most_the_award),
        cmocka_unit_test(A14_core_share_counts_core_and_unrestricted),
        cmocka_unit_test(time_left_is_told_in_words_without_judging),
        cmocka_unit_test(dates_run_forward),
        cmocka_unit_test(A6_a_share_of_the_ask_that_only_a_slip_explains_is_left_out),
        cmocka_unit_test(an_award_is_not_below_nothing),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
