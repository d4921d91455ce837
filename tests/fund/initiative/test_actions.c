/* The first page on a real database: what it tells, and what it keeps to itself. */
#include "fund/grants/grants.h"
#include "fund/initiative/initiative.h"
#include "demo_queries.h"
#include "grants_queries.h"
#include "tests/fund/act.h"

struct fund {
    struct world *w;
    funder_id own;
    programme_id programme;
    round_id round;
    int grants;
};
static struct fund fund;

static int fund_begin(void **state)
{
    if (world_begin(state) != 0)
        return -1;
    fund = (struct fund){.w = *state};
    struct db_write *write = db_write_begin(fund.w->database, fund.w->arena);
    initiative_make(write, T("Test Fund"), false, (opt_day){.some = false});
    fund.own = initiative_own_funder(db_of(write))->id;
    fund.programme = demo_programme(write, fund.own, T("Open"), T("open"), T("p"), T("c"),
                                    (opt_pence){.some = false}, false, 36, REPORTING_WEIGHT_LIGHT);
    fund.round = demo_round(write, T("Round"), day_today());
    db_write_commit(write);
    return 0;
}

static partner_id add_partner(struct db_write *write)
{
    const text name = text_format(fund.w->arena, "Partner %d", fund.grants);
    return demo_partner(write, name, name, T("a"), TEXT_ABSENT, false, instant_now());
}

/* A grant of £10,000 that really costs so many pounds; lead NULL: a new partner. */
static partner_id add_grant(int64_t needed, const partner_id *lead)
{
    struct db_write *write = db_write_begin(fund.w->database, fund.w->arena);
    const text reference = text_format(fund.w->arena, "T-%d", ++fund.grants);
    const day on = day_today();
    const grant_id grant = demo_grant(write, reference, fund.own, fund.programme, fund.round,
                                      (opt_partnership_id){.some = false}, T("Title"), T("title"),
                                      T(""), pence_pounds(10000), pence_pounds(10000), on, on, on,
                                      TEXT_ABSENT, instant_now());
    (void)demo_award(write, grant, AWARD_KIND_AWARD, pence_pounds(10000), on, TEXT_ABSENT,
                     instant_now());
    (void)demo_need(write, grant, pence_pounds(needed));
    const partner_id partner = lead ? *lead : add_partner(write);
    (void)demo_seat(write, grant, partner, SEAT_KIND_LEAD, pence_pounds(10000));
    db_write_commit(write);
    return partner;
}

static struct acted front(uint32_t roles)
{
    struct request *rq = arena_make(fund.w->arena, struct request);
    *rq = act_request(fund.w, NULL, 0, 0, T(""));
    rq->view.viewer.roles = roles;
    html_start(rq->out, fund.w->arena, &rq->view);
    struct db *db = db_read(fund.w->database, fund.w->arena);
    const struct acted acted = act_answer(rq, initiative_dashboard(rq, db, TEXT_ABSENT));
    db_read_end(db);
    return acted;
}

static bool tells(struct acted page, const char *words)
{
    return text_find(page.page, text_of(words)) >= 0;
}

static void A6_four_grants_do_not_tell_what_they_cost(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++)
        (void)add_grant(20000, NULL);
    check_says(front(ROLE_VIEWER), "once at least five partners have told it");
    assert_false(tells(front(ROLE_VIEWER), "£80k"));
    assert_false(tells(front(ROLE_VIEWER), "needed, as partners told it"));
}

static void A6_five_grants_of_one_partner_do_not_tell_what_it_told(void **state)
{
    (void)state;
    const partner_id partner = add_grant(20000, NULL);
    for (int i = 0; i < 6; i++)
        (void)add_grant(20000, &partner);
    check_says(front(ROLE_VIEWER), "once at least five partners have told it");
    assert_false(tells(front(ROLE_VIEWER), "£100k"));
}

static void A6_the_difference_between_two_moments_tells_of_no_one_grant(void **state)
{
    (void)state;
    for (int i = 0; i < 5; i++)
        (void)add_grant(20000, NULL);
    check_says(front(ROLE_VIEWER), "<dd>£100k</dd>");
    for (int i = 0; i < 4; i++) {
        (void)add_grant(33000, NULL);
        check_says(front(ROLE_VIEWER), "<dd>£100k</dd>");
        check_says(front(ROLE_VIEWER),
                   text_cstr(fund.w->arena, text_format(fund.w->arena, "5 of %d so far", 6 + i)));
    }
    (void)add_grant(33000, NULL);
    check_says(front(ROLE_VIEWER), "<dd>£270k</dd>");
}

/* Moves pence from one grant's award to the other's, as corrections in the ledger do. */
static void move_award(int64_t from, int64_t to, int64_t pence_moved)
{
    struct db_write *write = db_write_begin(fund.w->database, fund.w->arena);
    const int64_t of[] = {from, to};
    for (int i = 0; i < 2; i++) {
        const grant_id grant = grant_id_of(of[i]);
        (void)award_add(write, grant, AWARD_KIND_CORRECTION,
                        pence_of(i ? pence_moved : -pence_moved), day_today(), T("a slip"),
                        instant_now());
        (void)grant_award_sum(write, grant);
    }
    db_write_commit(write);
}

static text at_a_glance(void)
{
    const text page = front(ROLE_VIEWER).page;
    const ptrdiff_t from = text_find(page, T("id=\"glance\""));
    assert_true(from >= 0);
    const text rest = text_slice(page, (size_t)from, page.len);
    return text_slice(rest, 0, (size_t)text_find(rest, T("</section>")));
}

/* Whoever posts corrections could find a grant's need to the penny if anything on the page told
 * when its award reaches it. */
static void A6_no_correction_of_an_award_finds_out_what_a_grant_costs(void **state)
{
    (void)state;
    for (int i = 0; i < 5; i++)
        (void)add_grant(20000, NULL);
    move_award(2, 1, 999999); /* a penny below what the first really costs */
    const text below = at_a_glance();
    move_award(2, 1, 1);
    assert_true(text_eq(below, at_a_glance()));
    move_award(2, 1, 1);
    assert_true(text_eq(below, at_a_glance()));
    assert_true(text_find(below, T("all that")) < 0);
}

/* Who knows four of a group of five, because he entered them, finds the fifth no nearer than the
 * rounding. */
static void A6_a_total_does_not_tell_pennies(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++)
        (void)add_grant(10000, NULL);
    (void)add_grant(63219, NULL);
    check_says(front(ROLE_VIEWER), "<dd>£100k</dd>");
    assert_false(tells(front(ROLE_VIEWER), "103,219"));
    assert_false(tells(front(ROLE_VIEWER), "53,219"));
}

static void an_empty_fund_offers_only_what_one_may_do(void **state)
{
    (void)state;
    check_says(front(ROLE_GRANT_MANAGER), "/programmes/new");
    assert_false(tells(front(ROLE_VIEWER), "/programmes/new"));
    assert_false(tells(front(ROLE_FINANCE), "/imports/new"));
}

#define test(name) cmocka_unit_test_setup_teardown(name, fund_begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(A6_four_grants_do_not_tell_what_they_cost),
        test(A6_five_grants_of_one_partner_do_not_tell_what_it_told),
        test(A6_the_difference_between_two_moments_tells_of_no_one_grant),
        test(A6_no_correction_of_an_award_finds_out_what_a_grant_costs),
        test(A6_a_total_does_not_tell_pennies),
        test(an_empty_fund_offers_only_what_one_may_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
