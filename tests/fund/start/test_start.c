/* The first run on a real database: how far it is, what each page keeps, what can be taken back. */
#include "fund/initiative/initiative.h"
#include "fund/people/people.h"
#include "fund/start/rules.h"
#include "tests/fund/act.h"

static struct world *w;

static int begin(void **state)
{
    if (world_begin(state) != 0)
        return -1;
    w = *state;
    struct db_write *write = db_write_begin(w->database, w->arena);
    initiative_make(write, T("New Fund"), false, (opt_day){.some = false});
    (void)people_account_add(write, T("ana@example.org"), T("ana@example.org"), ROLE_DIRECTOR);
    db_write_commit(write);
    return 0;
}

static struct acted post(const char *path, const char *body)
{
    return act_post(w, &start_routes, path, 0, 0, body);
}

static struct acted get(const char *path, const char *query)
{
    return act_get(w, &start_routes, path, 0, query, NULL);
}

static struct start_progress progress(void)
{
    const struct view view = {.viewer = {.account = 1, .roles = ROLE_DIRECTOR}};
    struct db *db = db_read(w->database, w->arena);
    const struct start_progress now = start_progress_find(db, &view);
    assert_int_equal(start_shows(&view, &now), now.next != START_STEP_COUNT);
    db_read_end(db);
    return now;
}

static void each_page_leads_on_to_the_next_that_is_open(void **state)
{
    (void)state;
    assert_int_equal(progress().settled, 0);
    struct acted acted = post("/start/you", "name=Ana+Reyes&version=1");
    check_text(acted.location, "/start/fund");
    acted = post("/start/fund", "name=Alderway&mail=help%40alderway.example");
    check_text(acted.location, "/start/programmes");
    acted = post("/start/skip", "step=programmes");
    check_text(acted.location, "/start/funders");
    acted = post("/start/funders", "funder.0.name=Quillon+Foundation&funder.2.name=Marl+Trust");
    check_text(acted.location, "/start/colleagues");
    assert_int_equal(progress().settled, 4);
    acted = post("/start/skip", "step=colleagues");
    check_text(acted.location, "/start/import");
    acted = post("/start/skip", "step=import");
    check_text(acted.location, "/");
    assert_int_equal(progress().settled, START_STEP_COUNT);
    check_says(get("/start", ""), "6 of 6");
}

static void a_skipped_page_counts_and_saving_it_later_takes_it_up(void **state)
{
    (void)state;
    assert_int_equal(post("/start/skip", "step=fund").kind, ANSWER_REDIRECT);
    assert_int_equal(post("/start/skip", "step=fund").kind, ANSWER_REDIRECT); /* twice is once */
    assert_true(progress().skipped[START_STEP_FUND]);
    assert_int_equal(post("/start/fund", "name=New+Fund&phone=020+7946+0000").kind,
                     ANSWER_REDIRECT);
    const struct start_progress now = progress();
    assert_true(now.done[START_STEP_FUND] && !now.skipped[START_STEP_FUND]);
}

static void samples_fill_a_form_and_are_kept_only_when_saved_and_can_be_taken_back(void **state)
{
    (void)state;
    const struct acted sample = get("/start/programmes", "sample=1");
    check_says(sample, "Advice and casework");
    check_says(sample, "Infrastructure");
    assert_false(progress().done[START_STEP_PROGRAMMES]);
    check_says(get("/start/fund", "sample=1"), "Ask for the grants team");
    const struct acted kept =
        post("/start/programmes",
             "programme.0.name=Advice&programme.0.cap=90000&programme.0.reporting=light"
             "&programme.1.name=&programme.1.purpose=not+wanted");
    assert_int_equal(kept.kind, ANSWER_REDIRECT);
    assert_true(progress().done[START_STEP_PROGRAMMES]);
    check_says(get("/start/programmes", ""), "Take them out again");
    assert_int_equal(post("/start/programmes/back", "").kind, ANSWER_REDIRECT);
    assert_false(progress().done[START_STEP_PROGRAMMES]);
}

static void what_cannot_be_kept_is_refused_and_nothing_is_half_saved(void **state)
{
    (void)state;
    static const char *const bad[][2] = {
        {"/start/you", "name=&version=1"},
        {"/start/you", "name=Ana&version=7"},
        {"/start/fund", "name=&mail=a%40b.example"},
        {"/start/fund", "name=A&mail=nonsense"},
        {"/start/programmes", ""},
        {"/start/programmes", "programme.0.name=A&programme.0.months=0"},
        {"/start/funders", ""},
        {"/start/funders", "funder.0.name=Marl&funder.1.name=MARL"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const struct acted acted = post(bad[i][0], bad[i][1]);
        if (acted.kind != ANSWER_REFUSED)
            print_error("%s %s\n", bad[i][0], bad[i][1]);
        assert_int_equal(acted.kind, ANSWER_REFUSED);
    }
    assert_int_equal(progress().settled, 0);
}

static void what_was_set_up_elsewhere_counts(void **state)
{
    (void)state;
    struct db_write *write = db_write_begin(w->database, w->arena);
    (void)people_account_add(write, T("Ben"), T("ben@example.org"), ROLE_VIEWER);
    db_write_commit(write);
    assert_true(progress().done[START_STEP_COLLEAGUES]);
}

static void next_goes_round_and_ends(void **state)
{
    (void)state;
    struct start_progress some = {.done = {[START_STEP_FUNDERS] = true},
                                  .skipped = {[START_STEP_YOU] = true}};
    start_count(&some);
    assert_int_equal(some.settled, 2);
    assert_int_equal(some.next, START_STEP_FUND);
    assert_int_equal(start_after(&some, START_STEP_PROGRAMMES), START_STEP_COLLEAGUES);
    assert_int_equal(start_after(&some, START_STEP_IMPORT), START_STEP_FUND);
    for (int i = 0; i < START_STEP_COUNT; i++)
        some.done[i] = true;
    start_count(&some);
    assert_int_equal(start_after(&some, START_STEP_FUND), START_STEP_COUNT);
    const struct view demo = {.demo = true, .viewer = {.roles = ROLE_DIRECTOR}};
    const struct view viewer = {.viewer = {.roles = ROLE_VIEWER}};
    struct start_progress none = {.next = START_STEP_YOU};
    assert_false(start_shows(&demo, &none) || start_shows(&viewer, &none));
}

#define test(name) cmocka_unit_test_setup_teardown(name, begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(each_page_leads_on_to_the_next_that_is_open),
        test(a_skipped_page_counts_and_saving_it_later_takes_it_up),
        test(samples_fill_a_form_and_are_kept_only_when_saved_and_can_be_taken_back),
        test(what_cannot_be_kept_is_refused_and_nothing_is_half_saved),
        test(what_was_set_up_elsewhere_counts),
        test(next_goes_round_and_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
