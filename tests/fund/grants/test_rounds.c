/* Rounds: added once, renamed, taken out while they are empty, and what the list of grants is
 * filtered by. */
#include "fund/grants/grants.h"
#include "fund/initiative/initiative.h"
#include "demo_queries.h"
#include "grants_queries.h"
#include "initiative_queries.h"
#include "tests/fund/act.h"

static struct world *w;
static int64_t spring, autumn;

static day day_in(int year, int month, int date)
{
    day d;
    ensure(day_of(year, month, date, &d));
    return d;
}

static int64_t add_grant(struct db_write *write, const char *title, programme_id programme,
                         int64_t round)
{
    struct arena *arena = db_arena(db_of(write));
    const day on = day_in(2025, 3, 18);
    bool taken = false;
    const grant_id id = grant_add(
        write, text_of(title), initiative_own_funder(db_of(write))->id, programme,
        (opt_round_id){round != 0, round_id_of(round ? round : 1)},
        (opt_partnership_id){.some = false}, text_of(title), text_lower(arena, text_of(title)),
        T("Words"), (opt_pence){.some = false}, pence_pounds(5000), on, (opt_day){.some = false},
        (opt_day){.some = false}, TEXT_ABSENT, instant_now(), &taken);
    assert_false(taken);
    return grant_id_raw(id);
}

static int begin(void **state)
{
    if (world_begin(state) != 0)
        return -1;
    w = *state;
    struct db_write *write = db_write_begin(w->database, w->arena);
    initiative_make(write, T("Test Fund"), false, (opt_day){.some = false});
    (void)people_account_add(write, T("Tester"), T("tester@fund.example"), ROLE_DIRECTOR);
    const funder_id own = initiative_own_funder(db_of(write))->id;
    const programme_id programme =
        demo_programme(write, own, T("Open"), T("open"), T("p"), T("c"), (opt_pence){.some = false},
                       false, 36, REPORTING_WEIGHT_LIGHT);
    bool taken = false;
    spring = round_id_raw(round_add(write, T("March 2025"), day_in(2025, 3, 18), &taken));
    autumn = round_id_raw(round_add(write, T("September 2025"), day_in(2025, 9, 16), &taken));
    (void)add_grant(write, "Law for carers", programme, spring);
    (void)add_grant(write, "Law for tenants", programme, 0);
    db_write_commit(write);
    return 0;
}

static struct acted get(const char *path, int64_t id, const char *query)
{
    return act_get(w, &grants_routes, path, id, query, NULL);
}

static struct acted post(const char *path, int64_t id, const char *body)
{
    return act_post(w, &grants_routes, path, id, 0, body);
}

static void lacks(struct acted acted, const char *words)
{
    const bool says = text_find(acted.page, text_of(words)) >= 0;
    if (says)
        print_error("the page says \"%s\"\n", words);
    assert_false(says);
}

/* The words, and then the round's number. */
static const char *about(const char *words, int64_t id)
{
    return text_cstr(w->arena, text_format(w->arena, "%s%lld", words, (long long)id));
}

static void grants_are_filtered_by_round(void **state)
{
    (void)state;
    const struct acted all = get("/grants", 0, "");
    check_says(all, "Law for carers");
    check_says(all, "Law for tenants");
    static const char *const sorts[] = {"", "&sort=title", "&sort=amount", "&sort=ends"};
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
        const text query = text_format(w->arena, "round=%lld%s", (long long)spring, sorts[i]);
        const struct acted filtered = get("/grants", 0, text_cstr(w->arena, query));
        check_says(filtered, "Law for carers");
        lacks(filtered, "Law for tenants");
        check_says(filtered, "1 grant<");
        check_says(filtered, "March 2025<");
    }
    const struct acted searched = get("/grants", 0, about("q=law&round=", spring));
    check_says(searched, "Law for carers");
    lacks(searched, "Law for tenants");
    check_says(get("/grants", 0, about("round=", autumn)), "No grants match");
    check_says(get("/grants", 0, "round=999"), "Something that is not here");
    check_says(get("/rounds", 0, ""), about("/grants?round=", spring));
}

static void a_round_is_renamed_unless_another_has_the_name(void **state)
{
    (void)state;
    const struct acted form = get("/rounds/:round/edit", spring, "");
    check_says(form, "value=\"March 2025\"");
    const struct acted taken =
        post("/rounds/:round/edit", spring, "name=September+2025&decided_on=2025-03-18&version=1");
    assert_int_equal(taken.kind, ANSWER_REFUSED);
    check_says(taken, "There is a round of this name already");
    assert_int_equal(
        post("/rounds/:round/edit", spring, "name=Early+2025&decided_on=2025-03-19&version=1").kind,
        ANSWER_REDIRECT);
    const struct acted list = get("/rounds", 0, "");
    check_says(list, "Early 2025");
    lacks(list, "March 2025");
    /* Its own name again is no other round's. */
    assert_int_equal(
        post("/rounds/:round/edit", spring, "name=Early+2025&decided_on=2025-03-20&version=2").kind,
        ANSWER_REDIRECT);
}

static void a_stale_renaming_shows_both_and_overwrites_nothing(void **state)
{
    (void)state;
    assert_int_equal(
        post("/rounds/:round/edit", spring, "name=First+name&decided_on=2025-03-18&version=1").kind,
        ANSWER_REDIRECT);
    const struct acted late =
        post("/rounds/:round/edit", spring, "name=Second+name&decided_on=2025-03-18&version=1");
    assert_int_equal(late.kind, ANSWER_STALE);
    check_says(late, "First name");
    check_says(late, "Second name");
    check_says(get("/rounds", 0, ""), "First name");
}

static void only_an_empty_round_goes_and_only_after_asking(void **state)
{
    (void)state;
    check_says(get("/rounds/:round/edit", spring, ""), "Once none is, it can be removed");
    check_says(get("/rounds/:round/edit", spring, ""), "1 grant is filed under it</a>");
    lacks(get("/rounds/:round/edit", spring, ""), "/remove\"");
    check_says(get("/rounds/:round/remove", spring, ""), "cannot go");
    lacks(get("/rounds/:round/remove", spring, ""), "<button type=\"submit\" class=\"btn\">Remove");
    const struct acted stays = post("/rounds/:round/remove", spring, "");
    assert_true(text_find(stays.notice, T("March 2025 stays")) >= 0);
    check_says(get("/rounds", 0, ""), "March 2025");

    check_says(get("/rounds/:round/edit", autumn, ""), "/remove\"");
    check_says(get("/rounds/:round/remove", autumn, ""), "Remove this round?");
    const struct acted gone = post("/rounds/:round/remove", autumn, "");
    assert_int_equal(gone.kind, ANSWER_REDIRECT);
    assert_true(text_find(gone.notice, T("September 2025 is removed")) >= 0);
    lacks(get("/rounds", 0, ""), "September 2025");
    assert_int_equal(get("/rounds/:round/edit", autumn, "").kind, ANSWER_ABSENT);
}

static void whoever_only_reads_is_offered_no_change(void **state)
{
    (void)state;
    const struct route *route = act_route(&grants_routes, "/rounds", false);
    struct request rq = act_request(w, route, 0, 0, T(""));
    rq.view.viewer.roles = ROLE_VIEWER;
    html_start(rq.out, w->arena, &rq.view);
    struct db *db = db_read(w->database, w->arena);
    const struct acted seen = act_answer(&rq, route->read(&rq, db, NULL));
    db_read_end(db);
    check_says(seen, "March 2025");
    lacks(seen, "/edit\"");
    assert_int_equal(act_route(&grants_routes, "/rounds/:round/edit", true)->permit & ROLE_VIEWER,
                     0);
}

#define test(name) cmocka_unit_test_setup_teardown(name, begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(grants_are_filtered_by_round),
        test(a_round_is_renamed_unless_another_has_the_name),
        test(a_stale_renaming_shows_both_and_overwrites_nothing),
        test(only_an_empty_round_goes_and_only_after_asking),
        test(whoever_only_reads_is_offered_no_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
