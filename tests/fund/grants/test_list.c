/* The list of grants at a size where ways part: words found too often to rank, and what is counted.
 */
#include "fund/grants/list.h"
#include "fund/grants/grants.h"
#include "fund/initiative/initiative.h"
#include "demo_queries.h"
#include "initiative_queries.h"
#include "tests/fund/act.h"

#define COMMON "10050" /* more than are ranked */

static struct world *w;

/* By plain SQL: ten thousand forms would take long. */
static void run(const char *sql)
{
    test_database_run(&w->place, sql);
}

#define GRANTS(how_many, reference, title, import)                                                 \
    "INSERT INTO grant_records (reference, funder_id, programme_id, title, title_key, "            \
    "description, search, awarded, awarded_on, import_id, made_at) "                               \
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " how_many ") "     \
    "SELECT '" reference "' || i, (SELECT id FROM funders WHERE own = 1), 1, '" title              \
    "', lower('" title "'), 'Words', '', 500000, 20000 + i % 100, " import ", 0 FROM n;"
#define IMPORTS(id)                                                                                \
    "INSERT INTO imports (id, funder_name, file_name, state, started_at) VALUES (" id              \
    ", 'F', 'f.csv', (SELECT id FROM import_state WHERE code = 'writing'), 0);"

static int begin(void **state)
{
    if (world_begin(state) != 0)
        return -1;
    w = *state;
    struct db_write *write = db_write_begin(w->database, w->arena);
    initiative_make(write, T("Test Fund"), false, (opt_day){.some = false});
    (void)demo_programme(write, initiative_own_funder(db_of(write))->id, T("Open"), T("open"),
                         T("p"), T("c"), (opt_pence){.some = false}, false, 36,
                         REPORTING_WEIGHT_LIGHT);
    db_write_commit(write);
    return 0;
}

static struct grant_ask ask_for(struct db *db, const char *words)
{
    return grant_ask_make(db, day_today(), text_of(words), TEXT_ABSENT);
}

static void a_word_found_too_often_to_rank_counts_only_whole(void **state)
{
    (void)state;
    run(GRANTS(COMMON, "a-", "Common advice", "CAST(NULL AS bigint)")
            GRANTS("3", "b-", "Commoners law", "CAST(NULL AS bigint)"));
    struct db *db = db_read(w->database, w->arena);
    struct grant_ask ask = ask_for(db, "common");
    assert_true(ask.by_words && ask.many && ask.whole);
    check_text(ask.sort, "newest");
    check_text(ask.match, "\"common\"");
    assert_int_equal(grant_cards_count_take(grant_cards_count_ask(db, &ask, 1001)), 1001);
    assert_int_equal(grant_cards(db, &ask, TEXT_ABSENT, 0).count, 25);
    /* Unfinished, it is found by its beginning, as ever. */
    ask = ask_for(db, "commo");
    assert_true(ask.many && !ask.whole);
    check_text(ask.match, "\"commo\"*");
    assert_int_equal(grant_cards_count_take(grant_cards_count_ask(db, &ask, 1001)), 1001);
    /* A longer word narrows it to what begins so. */
    ask = ask_for(db, "commone");
    assert_false(ask.many || ask.whole);
    assert_int_equal(grant_cards_count_take(grant_cards_count_ask(db, &ask, 1001)), 3);
    /* So does another word, beside the common one. */
    ask = ask_for(db, "common la");
    assert_false(ask.whole);
    assert_int_equal(grant_cards_count_take(grant_cards_count_ask(db, &ask, 1001)), 0);
    /* A slip in a common word is mended, and then counts only whole. */
    ask = ask_for(db, "comnon");
    check_text(ask.corrected, "common");
    assert_true(ask.many && ask.whole);
    db_read_end(db);
    const struct acted page = act_get(w, &grants_routes, "/grants", 0, "q=common", NULL);
    check_says(page,
               "More than 1,000 grants, so only whole words count and the newest come first.");
    const struct acted begun = act_get(w, &grants_routes, "/grants", 0, "q=commo", NULL);
    check_says(begun, "More than 1,000 grants, so the newest come first.");
}

static void a_whole_word_of_few_still_finds_what_begins_so(void **state)
{
    (void)state;
    run(GRANTS("2", "a-", "Law", "CAST(NULL AS bigint)")
            GRANTS("3", "b-", "Lawyers", "CAST(NULL AS bigint)"));
    struct db *db = db_read(w->database, w->arena);
    const struct grant_ask ask = ask_for(db, "law");
    assert_false(ask.whole);
    assert_int_equal(grant_cards_count_take(grant_cards_count_ask(db, &ask, 1001)), 5);
    db_read_end(db);
}

static void hidden_grants_are_not_counted_however_many_words_find(void **state)
{
    (void)state;
    run(IMPORTS("7") GRANTS(COMMON, "a-", "Common advice", "7")
            GRANTS("30", "b-", "Common sense", "CAST(NULL AS bigint)"));
    struct db *db = db_read(w->database, w->arena);
    const struct grant_ask ask = ask_for(db, "common");
    assert_true(ask.many);
    assert_int_equal(grant_cards_count_take(grant_cards_count_ask(db, &ask, 1001)), 30);
    db_read_end(db);
}

static void a_regions_count_leaves_out_hidden_grants(void **state)
{
    (void)state;
    run(GRANTS("40", "a-", "Seen", "CAST(NULL AS bigint)") IMPORTS("7") GRANTS(
        "9", "h-", "Hidden",
        "7") "INSERT INTO grant_regions SELECT id, 3 FROM grant_records;"
             "INSERT INTO grant_regions SELECT id, 4 FROM grant_records WHERE title = 'Hidden'");
    struct grant_ask ask;
    struct db *db = db_read(w->database, w->arena);
    ask = grant_ask_make(db, day_today(), TEXT_ABSENT, TEXT_ABSENT);
    ask.region = (opt_region){true, region_of(3)};
    assert_int_equal(grant_cards_count_take(grant_cards_count_ask(db, &ask, 1001)), 40);
    assert_int_equal(grant_cards_count_take(grant_cards_count_ask(db, &ask, 11)), 11);
    ask.region.it = region_of(4);
    assert_int_equal(grant_cards_count_take(grant_cards_count_ask(db, &ask, 1001)), 0);
    db_read_end(db);
    /* Published, they count; undone again, they do not. */
    run("UPDATE imports SET published_at = 1");
    db = db_read(w->database, w->arena);
    assert_int_equal(grant_cards_count_take(grant_cards_count_ask(db, &ask, 1001)), 9);
    ask.live = true; /* with another filter it is counted grant by grant */
    assert_int_equal(grant_cards_count_take(grant_cards_count_ask(db, &ask, 1001)), 0);
    db_read_end(db);
}

#define test(name) cmocka_unit_test_setup_teardown(name, begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(a_word_found_too_often_to_rank_counts_only_whole),
        test(a_whole_word_of_few_still_finds_what_begins_so),
        test(hidden_grants_are_not_counted_however_many_words_find),
        test(a_regions_count_leaves_out_hidden_grants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
