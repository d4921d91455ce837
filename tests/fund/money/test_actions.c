/* What the pages of funders do, on a real database. */
#include "fund/initiative/initiative.h"
#include "fund/money/money.h"
#include "money_queries.h"
#include "tests/fund/act.h"

static struct world *w;
static int64_t funder;

static int begin(void **state)
{
    if (world_begin(state) != 0)
        return -1;
    w = *state;
    struct db_write *write = db_write_begin(w->database, w->arena);
    initiative_make(write, T("Test Fund"), false, (opt_day){.some = false});
    bool taken = false;
    funder = funder_id_raw(funder_add(write, T("Quillon Foundation"), T("quillon foundation"),
                                      TEXT_ABSENT, false, TEXT_ABSENT, &taken));
    db_write_commit(write);
    return taken ? -1 : 0;
}

static struct acted post(const char *path, const char *body)
{
    return act_post(w, &money_routes, path, funder, 0, body);
}

static struct money_pool pool(void)
{
    struct db *db = db_read(w->database, w->arena);
    const struct money_pool now = money_pool_now(db, day_today());
    db_read_end(db);
    return now;
}

static const char pledge[] =
    "amount=100000&pledged_on=2024-01-05&from_on=2024-04-01&to_on=2027-03-31";

static void A16_pledges_and_contributions_make_the_balance(void **state)
{
    (void)state;
    assert_int_equal(post("/funders/:funder/pledge", pledge).kind, ANSWER_REDIRECT);
    assert_int_equal(
        post("/funders/:funder/contribution", "amount=40000&received_on=2024-05-01").kind,
        ANSWER_REDIRECT);
    const struct money_pool now = pool();
    assert_int_equal(now.funders, 1);
    assert_int_equal(pence_whole(now.pledged), 10000000);
    assert_int_equal(pence_whole(now.received), 4000000);
    assert_int_equal(pence_whole(now.to_come), 6000000);
    check_says(act_get(w, &money_routes, "/funders", 0, "", NULL), "Quillon Foundation");
}

static void A16_a_withdrawal_without_reason_is_refused_and_nothing_is_overwritten(void **state)
{
    (void)state;
    assert_int_equal(post("/funders/:funder/pledge", pledge).kind, ANSWER_REDIRECT);
    const char less[] =
        "amount=30000&less=on&pledged_on=2024-06-05&from_on=2024-04-01&to_on=2027-03-31";
    const struct acted refused = post("/funders/:funder/pledge", less);
    assert_int_equal(refused.kind, ANSWER_REFUSED);
    check_says(refused, "Say why there is less money");
    assert_int_equal(pence_whole(pool().pledged), 10000000);
    const char *with_reason =
        text_cstr(w->arena, text_format(w->arena, "%s&reason=Their+income+fell", less));
    assert_int_equal(post("/funders/:funder/pledge", with_reason).kind, ANSWER_REDIRECT);
    assert_int_equal(pence_whole(pool().pledged), 7000000);
    struct db *db = db_read(w->database, w->arena);
    assert_int_equal(funder_pledges(db, funder_id_of(funder)).count, 2);
    db_read_end(db);
}

/* No statement of any module reads contributions or pledges together with grants' seats or records
 * by funder. */
static void A16_no_statement_traces_a_grant_to_who_paid(void **state)
{
    (void)state;
    for (size_t i = 0; i < db_registry_count; i++) {
        const struct db_statement *s = db_registry[i];
        const bool money_in =
            strstr(s->sqlite, "contributions c ") || strstr(s->sqlite, "FROM pledges");
        if (money_in && strstr(s->sqlite, "JOIN grants"))
            print_error("%s joins money in to grants\n", s->name);
        assert_false(money_in && strstr(s->sqlite, "JOIN grants"));
    }
}

static void two_funders_do_not_have_one_name(void **state)
{
    (void)state;
    const struct acted acted =
        act_post(w, &money_routes, "/funders/new", 0, 0, "name=QUILLON+foundation");
    assert_int_equal(acted.kind, ANSWER_REFUSED);
    check_says(acted, "A funder with this name is here already.");
}

static void a_stale_edit_shows_both(void **state)
{
    (void)state;
    assert_int_equal(post("/funders/:funder/edit", "name=Theirs&version=1").kind, ANSWER_REDIRECT);
    const struct acted stale = post("/funders/:funder/edit", "name=Mine&version=1");
    assert_int_equal(stale.kind, ANSWER_STALE);
    check_says(stale, "Theirs");
    check_says(stale, "Mine");
    /* The page knows the newer version now: saving again is a choice. */
    check_says(stale, "name=\"version\" value=\"2\"");
}

static void nothing_is_pledged_to_the_pool_by_itself(void **state)
{
    (void)state;
    assert_int_equal(act_post(w, &money_routes, "/funders/:funder/pledge", 1, 0, pledge).kind,
                     ANSWER_ABSENT);
    assert_int_equal(pence_whole(pool().pledged), 0);
}

#define test(name) cmocka_unit_test_setup_teardown(name, begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(A16_pledges_and_contributions_make_the_balance),
        test(A16_a_withdrawal_without_reason_is_refused_and_nothing_is_overwritten),
        test(A16_no_statement_traces_a_grant_to_who_paid),
        test(two_funders_do_not_have_one_name),
        test(a_stale_edit_shows_both),
        test(nothing_is_pledged_to_the_pool_by_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
