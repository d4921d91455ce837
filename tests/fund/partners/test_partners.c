/* Partners through their own routes, on a real database: list, search, add, change, CSV. */
#include "fund/partners/partners.h"
#include "fund/partners/save.h"
#include "partners_queries.h"
#include "tests/fund/fresh.h"

/* A partner without the form; region and levels where given. */
static partner_id partner_here(struct fresh *fresh, const char *name, const char *charity)
{
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    static const enum region london[] = {REGION_LONDON};
    struct partner_draft draft = {.name = text_of(name), .region = london, .regions = 1};
    text say;
    ensure(partner_draft_numbers(fresh->arena, &draft, IDENTIFIER_SCHEME_CHARITY, text_of(charity),
                                 (struct partner_numbers_rows){.count = 0}, &say));
    partner_id id;
    ensure(partner_save_new(write, &draft, instant_of(1700000000), &id) == PARTNER_SAVED);
    db_write_commit(write);
    return id;
}

static struct asked list(struct fresh *fresh, const char *query)
{
    return fresh_get(fresh, &partners_routes, "/partners", 0, query);
}

static int64_t at(partner_id id)
{
    return partner_id_raw(id);
}

static void adding_needs_a_name_and_keeps_what_was_typed(void **state)
{
    struct fresh *fresh = *state;
    const struct asked refused = fresh_post(fresh, &partners_routes, "/partners/new", 0, 0,
                                            "name=&affinity=Women+who+fled&charity=1164883");
    assert_int_equal(refused.answer.kind, ANSWER_REFUSED);
    assert_true(says(refused.page, "Women who fled"));
    assert_true(says(refused.page, "error-summary"));
}

static void adding_stores_all_that_the_form_holds(void **state)
{
    struct fresh *fresh = *state;
    const struct asked added =
        fresh_post(fresh, &partners_routes, "/partners/new", 0, 0,
                   "name=The+Brackwater+Law+Centre&other_names=BLC&about=Advice&affinity=Survivors&"
                   "regions=london&regions=wales&"
                   "immigration=level1&asylum=level3&solicitors=yes&charity=1164883&company="
                   "1234567&website=https%3A%2F%2Fblc.example&"
                   "postcode=E1+1AA");
    assert_int_equal(added.answer.kind, ANSWER_REDIRECT);
    assert_true(text_present(added.answer.notice));
    struct db *db = db_read(fresh->database, fresh->arena);
    const partner_id id = partner_id_of(added.answer.record);
    const struct partner_row *partner = partner_find(db, id);
    assert_non_null(partner);
    assert_text(partner->name_key, "brackwater law centre");
    assert_text(partner->affinity, "Survivors");
    assert_int_equal(partner->version, 1);
    const struct partner_numbers_rows numbers = partner_numbers(db, id);
    assert_int_equal(numbers.count, 2);
    assert_text(numbers.row[1].value, "01234567");
    assert_int_equal(partner_regions_of(db, id).count, 2);
    const struct partner_registrations_of_rows registrations = partner_registrations_of(db, id);
    assert_int_equal(registrations.count, 2);
    assert_int_equal(registrations.row[1].level, IAA_LEVEL_LEVEL3);
    db_read_end(db);
    const struct asked shown = fresh_get(fresh, &partners_routes, "/partners/:partner", at(id), "");
    assert_int_equal(shown.answer.kind, ANSWER_PAGE);
    assert_true(says(shown.page, "Survivors") && says(shown.page, "01234567") &&
                says(shown.page, "Wales"));
    assert_true(says(shown.page, "Level 3: advocacy and representation"));
}

static void a_wrong_number_is_refused_at_its_field(void **state)
{
    struct fresh *fresh = *state;
    const struct asked refused = fresh_post(fresh, &partners_routes, "/partners/new", 0, 0,
                                            "name=Kestrelby&scottish=banana");
    assert_int_equal(refused.answer.kind, ANSWER_REFUSED);
    assert_true(says(refused.page, "is not a Scottish charity number"));
    assert_true(says(refused.page, "value=\"banana\""));
    assert_false(says(list(fresh, "").page, "Kestrelby"));
}

static void D1_the_same_number_is_refused_and_names_who_has_it(void **state)
{
    struct fresh *fresh = *state;
    const partner_id first = partner_here(fresh, "Kestrelby Advice Hub", "1164883");
    const struct asked refused = fresh_post(fresh, &partners_routes, "/partners/new", 0, 0,
                                            "name=Another&charity=GB-CHC-1164883&another=yes");
    assert_int_equal(refused.answer.kind, ANSWER_REFUSED);
    assert_true(says(refused.page, "Kestrelby Advice Hub"));
    assert_true(says(refused.page,
                     text_cstr(fresh->arena, text_format(fresh->arena, "href=\"/partners/%lld\"",
                                                         (long long)at(first)))));
    assert_false(says(list(fresh, "").page, "Another"));
}

static void D1_the_same_name_asks_before_anything_is_written(void **state)
{
    struct fresh *fresh = *state;
    partner_here(fresh, "The Kestrelby Advice Hub", "");
    const struct asked asked =
        fresh_post(fresh, &partners_routes, "/partners/new", 0, 0, "name=kestrelby+ADVICE+hub");
    assert_int_equal(asked.answer.kind, ANSWER_REFUSED);
    assert_true(says(asked.page, "Is it one of these?") && says(asked.page, "name=\"another\""));
    assert_true(says(list(fresh, "").page, "1 partner<"));
    const struct asked sure = fresh_post(fresh, &partners_routes, "/partners/new", 0, 0,
                                         "name=kestrelby+ADVICE+hub&another=yes");
    assert_int_equal(sure.answer.kind, ANSWER_REDIRECT);
    assert_true(says(list(fresh, "").page, "2 partners<"));
}

static void an_edit_changes_removes_and_counts_the_version(void **state)
{
    struct fresh *fresh = *state;
    const partner_id id = partner_here(fresh, "Stonelea Youth", "1164883");
    const struct asked form =
        fresh_get(fresh, &partners_routes, "/partners/:partner/edit", at(id), "");
    assert_true(says(form.page, "value=\"1164883\"") &&
                says(form.page, "name=\"version\" value=\"1\""));
    assert_true(says(form.page, "value=\"london\" checked"));
    const struct asked changed =
        fresh_post(fresh, &partners_routes, "/partners/:partner/edit", at(id), 0,
                   "version=1&name=Stonelea+Youth+Status+Project&regions=scotland");
    assert_int_equal(changed.answer.kind, ANSWER_REDIRECT);
    struct db *db = db_read(fresh->database, fresh->arena);
    assert_int_equal(partner_find(db, id)->version, 2);
    assert_int_equal(partner_numbers(db, id).count, 0);
    assert_int_equal(partner_regions_of(db, id).row[0].region, REGION_SCOTLAND);
    db_read_end(db);
    assert_true(says(list(fresh, "q=status").page, "Stonelea"));
}

static void a_stale_edit_shows_both_and_writes_nothing(void **state)
{
    struct fresh *fresh = *state;
    const partner_id id = partner_here(fresh, "Dunmoor", "");
    assert_int_equal(fresh_post(fresh, &partners_routes, "/partners/:partner/edit", at(id), 0,
                                "version=1&name=Dunmoor+Theirs")
                         .answer.kind,
                     ANSWER_REDIRECT);
    const struct asked stale = fresh_post(fresh, &partners_routes, "/partners/:partner/edit",
                                          at(id), 0, "version=1&name=Dunmoor+Mine&regions=wales");
    assert_int_equal(stale.answer.kind, ANSWER_STALE);
    assert_true(says(stale.page, "Dunmoor Theirs") && says(stale.page, "Dunmoor Mine") &&
                says(stale.page, "Wales"));
    assert_true(
        says(stale.page,
             "name=\"version\" value=\"2\"")); /* saving again is a choice made with open eyes */
    struct db *db = db_read(fresh->database, fresh->arena);
    assert_text(partner_find(db, id)->name, "Dunmoor Theirs");
    db_read_end(db);
}

static void an_edit_cannot_take_anothers_number(void **state)
{
    struct fresh *fresh = *state;
    partner_here(fresh, "First", "1164883");
    const partner_id second = partner_here(fresh, "Second", "1164884");
    const struct asked refused = fresh_post(fresh, &partners_routes, "/partners/:partner/edit",
                                            at(second), 0, "version=1&name=Second&charity=1164883");
    assert_int_equal(refused.answer.kind, ANSWER_REFUSED);
    assert_true(says(refused.page, "First"));
    const struct asked own = fresh_post(fresh, &partners_routes, "/partners/:partner/edit",
                                        at(second), 0, "version=1&name=Second&charity=1164884");
    assert_int_equal(own.answer.kind, ANSWER_REDIRECT); /* its own is no duplicate */
}

/* What the form shows saves again, whatever an import wrote: here a number of each register, one
 * with commas in it, and two that no parser of ours would take. */
static void saving_an_unchanged_form_is_never_refused(void **state)
{
    struct fresh *fresh = *state;
    const partner_id id = partner_here(fresh, "Ardbeg Advice", "1164883");
    static const struct {
        enum identifier_scheme scheme;
        const char *value;
    } numbers[] = {
        {IDENTIFIER_SCHEME_CHARITY, "12345"},
        {IDENTIFIER_SCHEME_COMPANY, "IP27671R"},
        {IDENTIFIER_SCHEME_SCOTTISH, "SC900001"},
        {IDENTIFIER_SCHEME_NI, "900001"},
        {IDENTIFIER_SCHEME_NI, "A-1"},
        {IDENTIFIER_SCHEME_OTHER, "XI-EX-a, b, c"},
        {IDENTIFIER_SCHEME_COMPANY, "GB-COH-odd"},
    };
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        assert_int_equal(
            partner_identifier_add(write, id, numbers[i].scheme, text_of(numbers[i].value)), 1);
    db_write_commit(write);
    const struct asked saved = fresh_post(
        fresh, &partners_routes, "/partners/:partner/edit", at(id), 0,
        "version=1&name=Ardbeg+Advice&charity=1164883%2C+12345&company=GB-COH-odd%2C+IP27671R&"
        "scottish=SC900001&ni=900001%2C+A-1&other=XI-EX-a%2C+b%2C+c");
    assert_int_equal(saved.answer.kind, ANSWER_REDIRECT);
    struct db *db = db_read(fresh->database, fresh->arena);
    assert_int_equal(partner_numbers(db, id).count, 8);
    db_read_end(db);
}

static void search_finds_by_name_beginning_number_and_other_names(void **state)
{
    struct fresh *fresh = *state;
    partner_here(fresh, "Brackwater Law Centre", "1164883");
    partner_here(fresh, "Thornmere Refugee Welcome", "");
    static const struct {
        const char *query;
        const char *found, *not_found;
    } cases[] = {
        {"q=brackw", "Brackwater", "Thornmere"},
        {"q=law+brackwater", "Brackwater", "Thornmere"},
        {"q=1164883", "Brackwater", "Thornmere"},
        {"q=GB-CHC-1164883", "Brackwater", "Thornmere"},
        {"q=refugee&region=london", "Thornmere", "Brackwater"},
        {"q=%22+%27+*", "Thornmere", "No partners"},
        {"region=nowhere", "Thornmere", "No partners"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const text page = list(fresh, cases[i].query).page;
        assert_true(says(page, cases[i].found));
        assert_false(says(page, cases[i].not_found));
    }
    assert_true(says(list(fresh, "q=zzzzz").page, "No partners match"));
    assert_true(says(list(fresh, "q=refugee&region=wales").page, "No partners match"));
    assert_true(says(list(fresh, "registered=asylum-1").page, "No partners match"));
}

static void a_slip_is_mended_and_said(void **state)
{
    struct fresh *fresh = *state;
    partner_here(fresh, "Brackwater Law Centre", "");
    const text page = list(fresh, "q=brakwater").page;
    assert_true(says(page, "Brackwater Law Centre"));
    assert_true(says(page, "brakwater") && says(page, "Showing") && says(page, "brackwater"));
}

static void the_sort_in_force_is_marked_and_only_offered_where_it_sorts(void **state)
{
    struct fresh *fresh = *state;
    partner_here(fresh, "Brackwater Law Centre", "1164883");
    static const char name[] = "aria-current=\"true\">Name</a>",
                      newest[] = "aria-current=\"true\">Added</a>";
    assert_true(says(list(fresh, "").page, name)); /* unasked */
    assert_false(says(list(fresh, "").page, newest));
    assert_true(says(list(fresh, "sort=newest").page, newest));
    assert_true(says(list(fresh, "sort=nonsense").page, name));
    assert_true(says(list(fresh, "q=law&sort=newest").page, newest));
    partner_here(fresh, "Kestrelby Law Centre", "");
    assert_true(says(list(fresh, "q=law").page, "2 partners, the best matches first"));
    assert_false(says(list(fresh, "q=law&sort=name").page, "best matches"));
    assert_false(says(list(fresh, "q=1164883").page, "class=\"sort\"")); /* a number has one */
}

static void a_word_of_very_many_says_that_the_newest_come_first(void **state)
{
    struct fresh *fresh = *state;
    for (int i = 0; i < 2; i++) {
        struct db_write *write = db_write_begin(fresh->database, fresh->arena);
        for (int n = 0; n < (i == 0 ? 10000 : 1); n++)
            (void)partner_add(write, T("Law"), T("law"), TEXT_ABSENT, TEXT_ABSENT, TEXT_ABSENT,
                              false, TEXT_ABSENT, TEXT_ABSENT, instant_of(n));
        db_write_commit(write);
        const text page = list(fresh, "q=law&sort=name").page;
        assert_int_equal(says(page, "only whole words count and the newest come first"), i == 1);
        assert_int_equal(says(page, "class=\"sort\""), i == 0);
    }
}

static void a_chip_takes_its_filter_out(void **state)
{
    struct fresh *fresh = *state;
    partner_here(fresh, "Brackwater Law Centre", "");
    const text page = list(fresh, "q=law&region=london&sort=name").page;
    assert_true(says(page, "href=\"?region=london&amp;sort=name\""));
    assert_true(says(page, "href=\"?q=law&amp;sort=name\""));
}

static void pages_follow_each_other_without_gap_or_repeat(void **state)
{
    struct fresh *fresh = *state;
    for (int i = 0; i < 60; i++)
        partner_here(fresh, text_cstr(fresh->arena, text_format(fresh->arena, "Partner %02d", i)),
                     "");
    int seen = 0;
    text after = T("");
    for (int page = 0; page < 3; page++) {
        const struct asked asked =
            list(fresh,
                 text_cstr(fresh->arena, text_format(fresh->arena, "after=%.*s", TEXT_ARG(after))));
        for (int i = 0; i < 60; i++)
            seen += says(asked.page,
                         text_cstr(fresh->arena, text_format(fresh->arena, ">Partner %02d<", i)));
        const ptrdiff_t next = text_find(asked.page, T("rel=\"next\""));
        assert_int_equal(next >= 0, page < 2);
        if (next < 0)
            break;
        text rest = text_slice(asked.page, (size_t)next, asked.page.len);
        rest = text_slice(rest, (size_t)text_find(rest, T("after=")) + 6, rest.len);
        after = text_cut(&rest, '"');
    }
    assert_int_equal(seen, 60);
    assert_true(says(list(fresh, "").page, "60 partners"));
}

static void a_page_runs_as_many_statements_for_many_rows_as_for_few(void **state)
{
    struct fresh *fresh = *state;
    partner_here(fresh, "Partner A", "");
    const unsigned few = list(fresh, "").statements;
    for (int i = 0; i < 24; i++)
        partner_here(fresh, text_cstr(fresh->arena, text_format(fresh->arena, "Partner %02d", i)),
                     "");
    assert_int_equal(list(fresh, "").statements, few);
    assert_true(few <= 3);
}

static text csv_of(struct fresh *fresh, void *csv)
{
    struct text_builder all = {.arena = fresh->arena};
    for (bool more = true; more;) {
        struct arena *piece = arena_new((size_t)64 << 20);
        struct db *db = db_read(fresh->database, piece);
        struct text_builder out = {.arena = piece};
        more = partners_csv(csv, db, &out);
        text_add(&all, text_built(&out));
        arena_free(piece);
    }
    return text_built(&all);
}

static size_t lines_of(text t)
{
    size_t lines = 0;
    for (size_t i = 0; i < t.len; i++)
        lines += t.ptr[i] == '\n';
    return lines;
}

static void csv_holds_every_row_once_and_no_formula(void **state)
{
    struct fresh *fresh = *state;
    partner_here(fresh, "=HYPERLINK(\"http://x.example\")", "");
    partner_here(fresh, "@SUM, Ltd", "");
    for (int i = 0; i < 600; i++) /* more than a piece */
        partner_here(fresh, text_cstr(fresh->arena, text_format(fresh->arena, "Partner %03d", i)),
                     "");
    const text csv = csv_of(fresh, partners_csv_start(fresh->arena));
    assert_int_equal(lines_of(csv), 603);
    assert_true(text_starts(csv, T("\xef\xbb\xbfName,")));
    assert_true(says(csv, "\"'=HYPERLINK(\"\"http://x.example\"\")\""));
    assert_true(says(csv, "\"'@SUM, Ltd\""));
    const struct asked some =
        fresh_get(fresh, &partners_routes, "/partners.csv", 0, "q=partner+12");
    assert_int_equal(some.answer.kind, ANSWER_STREAM);
    assert_int_equal(lines_of(csv_of(fresh, some.answer.state)),
                     11); /* 120 to 129, as on the screen */
}

static void a_partner_that_is_not_there_is_absent(void **state)
{
    struct fresh *fresh = *state;
    const struct viewer staff = {.account = 1, .roles = ROLE_VIEWER};
    const struct viewer stranger = {.account = 0};
    const partner_id id = partner_here(fresh, "Here", "");
    struct db *db = db_read(fresh->database, fresh->arena);
    assert_true(partner_may_see(&staff, db, at(id)));
    assert_false(partner_may_see(&stranger, db, at(id)));
    assert_false(partner_may_see(&staff, db, 999999999));
    assert_int_equal(partner_options(db, T("here")).count, 1);
    assert_int_equal(partner_options(db, TEXT_ABSENT).count, 1);
    db_read_end(db);
}

int main(void)
{
#define with_database(test) cmocka_unit_test_setup_teardown(test, fresh_begin, fresh_end)
    const struct CMUnitTest tests[] = {
        with_database(adding_needs_a_name_and_keeps_what_was_typed),
        with_database(adding_stores_all_that_the_form_holds),
        with_database(a_wrong_number_is_refused_at_its_field),
        with_database(D1_the_same_number_is_refused_and_names_who_has_it),
        with_database(D1_the_same_name_asks_before_anything_is_written),
        with_database(an_edit_changes_removes_and_counts_the_version),
        with_database(a_stale_edit_shows_both_and_writes_nothing),
        with_database(an_edit_cannot_take_anothers_number),
        with_database(saving_an_unchanged_form_is_never_refused),
        with_database(search_finds_by_name_beginning_number_and_other_names),
        with_database(a_slip_is_mended_and_said),
        with_database(the_sort_in_force_is_marked_and_only_offered_where_it_sorts),
        with_database(a_word_of_very_many_says_that_the_newest_come_first),
        with_database(a_chip_takes_its_filter_out),
        with_database(pages_follow_each_other_without_gap_or_repeat),
        with_database(a_page_runs_as_many_statements_for_many_rows_as_for_few),
        with_database(csv_holds_every_row_once_and_no_formula),
        with_database(a_partner_that_is_not_there_is_absent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
