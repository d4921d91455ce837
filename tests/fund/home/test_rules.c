/* Words of the own pages, and the rules who may see which record: pure, by table. */
#include "fund/grants/rules.h"
#include "fund/home/rules.h"
#include "fund/site/site.h"
#include "fund/money/rules.h"
#include "fund/opendata/rules.h"
#include "fund/partners/rules.h"
#include "fund/people/people.h"
#include "fund/programmes/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* ours */

static int begin(void **state)
{
    *state = arena_new((size_t)8 << 20);
    return 0;
}

static int end(void **state)
{
    arena_free(*state);
    return 0;
}

static void check(text got, const char *expected)
{
    if (!text_eq(got, text_of(expected)))
        print_error("got \"%.*s\", expected \"%s\"\n", TEXT_ARG(got), expected);
    assert_true(text_eq(got, text_of(expected)));
}

static day on(int year, int month, int date)
{
    day d;
    ensure(day_of(year, month, date, &d));
    return d;
}

static struct grant_counted counted(int64_t pounds, int year)
{
    return (struct grant_counted){
        .share = {.some = pounds >= 0, .it = pence_pounds(pounds)},
        .ends_on = {.some = year > 0, .it = on(year > 0 ? year : 2000, 4, 30)}};
}

static void the_summary_says_money_and_date_first(void **state)
{
    struct arena *arena = *state;
    const day today = on(2024, 10, 18);
    const struct grant_counted one[] = {counted(84000, 2026)},
                               two[] = {counted(1000, 2025), counted(2000, 2026)},
                               ended[] = {counted(5000, 2024), counted(1000, 2025)},
                               untold[] = {counted(-1, 2025), counted(2000, 2026)},
                               open[] = {counted(1000, 0), counted(2000, 2026)};
    check(grants_summary(arena, one, 1, today),
          "One grant runs: £84,000 for you, until 30 April 2026.");
    check(grants_summary(arena, two, 2, today),
          "Two grants run: £3,000 for you, the last until 30 April 2026.");
    check(grants_summary(arena, ended, 2, today),
          "One grant runs: £1,000 for you, until 30 April 2025.");
    check(grants_summary(arena, untold, 2, today), "Two grants run, the last until 30 April 2026.");
    check(grants_summary(arena, open, 2, today), "Two grants run: £3,000 for you.");
    check(grants_summary(arena, ended, 1, today), "No grant runs at present.");
    check(grants_summary(arena, NULL, 0, today), "No grants yet.");
    struct grant_counted many[12];
    for (size_t i = 0; i < 12; i++)
        many[i] = counted(100, 2026);
    check(grants_summary(arena, many, 12, today),
          "12 grants run: £1,200 for you, the last until 30 April 2026.");
}

static void a_grant_runs_on_its_last_day(void **state)
{
    (void)state;
    const opt_day last = {.some = true, .it = on(2026, 4, 30)};
    assert_true(grant_runs(last, on(2026, 4, 30)));
    assert_false(grant_runs(last, on(2026, 5, 1)));
    assert_true(grant_runs((opt_day){.some = false}, on(2026, 5, 1)));
}

static void names_and_shares_read_as_people_say_them(void **state)
{
    struct arena *arena = *state;
    const text names[] = {T("Asha"), T("Tom"), T("Mei")};
    check(names_words(arena, names, 0), "");
    check(names_words(arena, names, 1), "Asha");
    check(names_words(arena, names, 2), "Asha and Tom");
    check(names_words(arena, names, 3), "Asha, Tom and Mei");
    check(shared_words(arena, 1), "all of it for you");
    check(shared_words(arena, 5), "shared by 5 partners");
}

static void a_number_is_dialled_without_what_is_for_reading(void **state)
{
    struct arena *arena = *state;
    check(phone_dialled(arena, T("01632 960118")), "01632960118");
    check(phone_dialled(arena, T("+44 (0)1632 960-118")), "+441632960118");
    check(phone_dialled(arena, T("ask for Priya")), "");
}

/* ---- Who may see ---- */

static struct access grant_rule(struct hat hat, bool own)
{
    return may_see_grant(hat, own);
}
static struct access partnership_rule(struct hat hat, bool own)
{
    (void)own;
    return may_see_partnership(hat);
}
static struct access programme_rule(struct hat hat, bool own)
{
    (void)own;
    return may_see_programme(hat);
}
static struct access import_rule(struct hat hat, bool own)
{
    (void)own;
    return may_see_import(hat);
}

static const struct {
    const char *name;
    struct access (*rule)(struct hat hat, bool own);
    enum access_kind kind;
    uint32_t own; /* who sees their own, beside staff */
} kinds[] = {
    {"grant", grant_rule, ACCESS_GRANT, ROLE_PARTNER},
    {"partner", may_see_partner, ACCESS_PARTNER, ROLE_PARTNER},
    {"partnership", partnership_rule, ACCESS_PARTNERSHIP, 0},
    {"programme", programme_rule, ACCESS_PROGRAMME, 0},
    {"funder", may_see_funder, ACCESS_POOL, ROLE_CO_FUNDER},
    {"import", import_rule, ACCESS_IMPORT, 0},
};
#define KINDS (sizeof kinds / sizeof *kinds)

static void I10_each_role_sees_what_is_theirs_and_no_more(void **state)
{
    (void)state;
    for (size_t k = 0; k < KINDS; k++)
        for (uint32_t role = 1; role <= ROLE_ANY; role <<= 1) {
            const struct hat hat = {.roles = role, .of = role & ROLE_OF ? 5 : 0};
            const bool staff = (role & ROLE_STAFF) != 0;
            assert_true(access_may(kinds[k].rule(hat, false)) == staff);
            assert_true(access_may(kinds[k].rule(hat, true)) ==
                        (staff || (role & kinds[k].own) != 0));
        }
}

static void I10_no_hat_sees_nothing(void **state)
{
    (void)state;
    const struct viewer stranger = {.account = 0, .roles = ROLE_ANY, .of = 5},
                        waiting = {.account = 7, .roles = 0, .of = 5};
    for (size_t k = 0; k < KINDS; k++) {
        assert_false(access_may(kinds[k].rule(hat_of(&stranger), true)));
        assert_false(access_may(kinds[k].rule(hat_of(&waiting), true)));
    }
}

/* What the director's page says of a kind is never less than what a rule gives of a record. */
static void I10_a_rule_gives_no_more_than_the_directors_page_says(void **state)
{
    (void)state;
    for (size_t k = 0; k < KINDS; k++)
        for (uint32_t role = 1; role <= ROLE_ANY; role <<= 1) {
            const struct hat hat = {.roles = role, .of = role & ROLE_OF ? 5 : 0};
            const enum access_extent most = access_of_kind(hat, kinds[k].kind).extent;
            if (access_may(kinds[k].rule(hat, true)))
                assert_true(most >= ACCESS_OWN);
            if (access_may(kinds[k].rule(hat, false)))
                assert_true(most == ACCESS_ALL);
        }
}

static void D2_a_member_sees_a_grant_for_the_same_reason_as_its_lead_partner(void **state)
{
    (void)state;
    const struct hat lead = {.roles = ROLE_PARTNER, .of = 5},
                     member = {.roles = ROLE_PARTNER, .of = 6};
    assert_int_equal(may_see_grant(lead, true).why, WHY_OWN_SEAT);
    assert_int_equal(may_see_grant(member, true).why, WHY_OWN_SEAT);
    assert_int_equal(may_see_grant(member, false).why, WHY_NOT_THEIRS);
}

static void J5_who_learns_sees_no_grant(void **state)
{
    (void)state;
    const struct hat learner = {.roles = ROLE_LEARNING_PARTNER};
    assert_false(access_may(may_see_grant(learner, true)));
    assert_false(access_may(may_see_partner(learner, true)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_summary_says_money_and_date_first),
        cmocka_unit_test(a_grant_runs_on_its_last_day),
        cmocka_unit_test(names_and_shares_read_as_people_say_them),
        cmocka_unit_test(a_number_is_dialled_without_what_is_for_reading),
        cmocka_unit_test(I10_each_role_sees_what_is_theirs_and_no_more),
        cmocka_unit_test(I10_no_hat_sees_nothing),
        cmocka_unit_test(I10_a_rule_gives_no_more_than_the_directors_page_says),
        cmocka_unit_test(D2_a_member_sees_a_grant_for_the_same_reason_as_its_lead_partner),
        cmocka_unit_test(J5_who_learns_sees_no_grant),
    };
    return cmocka_run_group_tests_name("home_rules", tests, begin, end);
}
