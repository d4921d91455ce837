/* Programmes through their own routes, on a real database. */
#include "fund/programmes/programmes.h"
#include "demo_queries.h"
#include "initiative_queries.h"
#include "opendata_queries.h"
#include "programmes_queries.h"
#include "tests/fund/fresh.h"

static funder_id funder_here(struct fresh *fresh, const char *name, const char *key)
{
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    const funder_id id = import_funder_add(write, text_of(name), text_of(key), TEXT_ABSENT);
    db_write_commit(write);
    return id;
}

static struct asked add(struct fresh *fresh, funder_id funder, const char *fields)
{
    const text body =
        text_format(fresh->arena, "funder=%lld&%s", (long long)funder_id_raw(funder), fields);
    return fresh_post(fresh, &programmes_routes, "/programmes/new", 0, 0,
                      text_cstr(fresh->arena, body));
}

static void A1_a_programme_is_data_with_rules_of_its_own(void **state)
{
    struct fresh *fresh = *state;
    const funder_id funder = funder_here(fresh, "Alderway", "alderway");
    const struct asked added =
        add(fresh, funder,
            "name=Infrastructure&cap=20k&one_off=yes&duration_months=12&reporting=conversation&"
            "criteria=Grassroots+groups&closed_on=1+March+2030");
    assert_int_equal(added.answer.kind, ANSWER_REDIRECT);
    const int64_t id = added.answer.record;
    const text page = fresh_get(fresh, &programmes_routes, "/programmes/:programme", id, "").page;
    assert_true(says(page, "\xc2\xa3"
                           "20,000") &&
                says(page, "1 year") && says(page, "One-off") && says(page, "A conversation") &&
                says(page, "Grassroots groups"));
    assert_true(says(page, "No questions for up to"));
    const text list = fresh_get(fresh, &programmes_routes, "/programmes", 0, "open=yes").page;
    assert_true(says(list, "1 programme<") && says(list, "Infrastructure"));
}

static void A2_the_cap_in_the_database_refuses_an_award(void **state)
{
    struct fresh *fresh = *state;
    const struct asked added =
        add(fresh, funder_here(fresh, "Alderway", "alderway"), "name=Infrastructure&cap=20000");
    const programme_id id = programme_id_of(added.answer.record);
    struct db *db = db_read(fresh->database, fresh->arena);
    assert_true(says(programme_award_refusal(db, id, pence_pounds(25000)), "at most \xc2\xa3"
                                                                           "20,000"));
    assert_null(programme_award_refusal(db, id, pence_pounds(20000)).ptr);
    db_read_end(db);
}

static const opt_programme_id nothing = {.some = false};

static void a_name_stands_once_for_a_funder(void **state)
{
    struct fresh *fresh = *state;
    const funder_id one = funder_here(fresh, "One", "one"), two = funder_here(fresh, "Two", "two");
    assert_int_equal(add(fresh, one, "name=Advice").answer.kind, ANSWER_REDIRECT);
    const struct asked again = add(fresh, one, "name=ADVICE");
    assert_int_equal(again.answer.kind, ANSWER_REFUSED);
    assert_true(says(again.page, "already"));
    assert_int_equal(add(fresh, two, "name=Advice").answer.kind, ANSWER_REDIRECT);
    struct db *db = db_read(fresh->database, fresh->arena);
    assert_int_equal(programme_options(db, (opt_funder_id){.some = true, .it = two}, nothing).count,
                     1);
    const struct options all = programme_options(db, (opt_funder_id){.some = false}, nothing);
    assert_int_equal(all.count, 2);
    assert_text(all.row[1].label, "Advice (Two)");
    db_read_end(db);
    const text only = fresh_get(fresh, &programmes_routes, "/programmes", 0,
                                text_cstr(fresh->arena, text_format(fresh->arena, "funder=%lld",
                                                                    (long long)funder_id_raw(one))))
                          .page;
    assert_true(says(only, "1 programme<"));
}

static void a_funder_that_is_not_there_is_refused(void **state)
{
    struct fresh *fresh = *state;
    assert_int_equal(add(fresh, funder_id_of(77), "name=Advice").answer.kind, ANSWER_REFUSED);
}

static void a_stale_edit_shows_both_and_writes_nothing(void **state)
{
    struct fresh *fresh = *state;
    const funder_id funder = funder_here(fresh, "One", "one");
    const int64_t id = add(fresh, funder, "name=Advice&cap=100").answer.record;
    const struct asked form =
        fresh_get(fresh, &programmes_routes, "/programmes/:programme/edit", id, "");
    assert_true(says(form.page, "value=\"Advice\""));
    const char *mine =
        text_cstr(fresh->arena, text_format(fresh->arena, "version=1&funder=%lld&name=Mine&cap=100",
                                            (long long)funder_id_raw(funder)));
    const char *theirs = text_cstr(
        fresh->arena, text_format(fresh->arena, "version=1&funder=%lld&name=Theirs&cap=100",
                                  (long long)funder_id_raw(funder)));
    assert_int_equal(
        fresh_post(fresh, &programmes_routes, "/programmes/:programme/edit", id, 0, theirs)
            .answer.kind,
        ANSWER_REDIRECT);
    const struct asked stale =
        fresh_post(fresh, &programmes_routes, "/programmes/:programme/edit", id, 0, mine);
    assert_int_equal(stale.answer.kind, ANSWER_STALE);
    assert_true(says(stale.page, "Theirs") && says(stale.page, "Mine"));
    assert_true(says(stale.page, "name=\"version\" value=\"2\""));
    struct db *db = db_read(fresh->database, fresh->arena);
    assert_text(programme_find(db, programme_id_of(id))->name, "Theirs");
    db_read_end(db);
}

static void questions_are_added_moved_and_removed(void **state)
{
    struct fresh *fresh = *state;
    const funder_id funder = funder_here(fresh, "One", "one");
    const int64_t id = add(fresh, funder, "name=Advice&cap=20000").answer.record;
    const int64_t other = add(fresh, funder, "name=Other").answer.record;
    const char *at = "/programmes/:programme/questions";
    assert_int_equal(
        fresh_post(fresh, &programmes_routes, at, id, 0, "question=What%3F&who_reads=Panel")
            .answer.kind,
        ANSWER_REFUSED);
    assert_int_equal(
        fresh_post(fresh, &programmes_routes, at, id, 0, "question=First%3F&why=W.&who_reads=Panel")
            .answer.kind,
        ANSWER_REDIRECT);
    assert_int_equal(fresh_post(fresh, &programmes_routes, at, id, 0,
                                "question=Second%3F&why=W.&who_reads=Panel")
                         .answer.kind,
                     ANSWER_REDIRECT);
    struct db *db = db_read(fresh->database, fresh->arena);
    const struct programme_question_rows rows = programme_questions(db, programme_id_of(id));
    assert_int_equal(rows.count, 2);
    db_read_end(db);
    const int64_t second = programme_question_id_raw(rows.row[1].id);
    assert_true(
        says(fresh_get(fresh, &programmes_routes, at, id, "").page, "2 questions for up to"));
    assert_int_equal(fresh_post(fresh, &programmes_routes,
                                "/programmes/:programme/questions/:question/up", id, second, "")
                         .answer.kind,
                     ANSWER_REDIRECT);
    db = db_read(fresh->database, fresh->arena);
    assert_text(programme_questions(db, programme_id_of(id)).row[0].question, "Second?");
    db_read_end(db);
    /* Through another programme's address it is not there. */
    assert_int_equal(fresh_post(fresh, &programmes_routes,
                                "/programmes/:programme/questions/:question/remove", other, second,
                                "")
                         .answer.kind,
                     ANSWER_ABSENT);
    assert_int_equal(fresh_post(fresh, &programmes_routes,
                                "/programmes/:programme/questions/:question/up", other, second, "")
                         .answer.kind,
                     ANSWER_ABSENT);
    assert_int_equal(fresh_post(fresh, &programmes_routes,
                                "/programmes/:programme/questions/:question/remove", id, second, "")
                         .answer.kind,
                     ANSWER_REDIRECT);
    assert_true(says(fresh_get(fresh, &programmes_routes, "/programmes/:programme", id, "").page,
                     "1 question for up to"));
}

static programme_question_id question_here(struct fresh *fresh, int64_t programme,
                                           const char *question)
{
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    const programme_question_id id = programme_question_add(
        write, programme_id_of(programme), text_of(question), T("Why."), T("The panel"));
    db_write_commit(write);
    return id;
}

static void a_removed_question_can_be_put_back_where_it_was(void **state)
{
    struct fresh *fresh = *state;
    const int64_t id = add(fresh, funder_here(fresh, "One", "one"), "name=Advice").answer.record;
    const int64_t first = programme_question_id_raw(question_here(fresh, id, "First?"));
    (void)question_here(fresh, id, "Second?");
    const char *remove = "/programmes/:programme/questions/:question/remove";
    const char *back = "/programmes/:programme/questions/:question/back";
    const char *at = "/programmes/:programme/questions";
    assert_int_equal(fresh_post(fresh, &programmes_routes, back, id, first, "").answer.kind,
                     ANSWER_ABSENT); /* it is there */
    assert_int_equal(fresh_post(fresh, &programmes_routes, remove, id, first, "").answer.kind,
                     ANSWER_REDIRECT);
    assert_int_equal(fresh_post(fresh, &programmes_routes, remove, id, first, "").answer.kind,
                     ANSWER_ABSENT); /* it is out already */
    const text without = fresh_get(fresh, &programmes_routes, at, id, "").page;
    assert_true(says(without, "1 question,") && says(without, "Put it back"));
    assert_false(says(fresh_get(fresh, &programmes_routes, "/programmes/:programme", id, "").page,
                      "First?"));
    assert_true(says(fresh_get(fresh, &programmes_routes, "/programmes", 0, "").page,
                     "<td data-label=\"Questions\" class=\"num\">1</td>"));
    const int64_t other = add(fresh, funder_here(fresh, "Two", "two"), "name=Other").answer.record;
    assert_int_equal(fresh_post(fresh, &programmes_routes, back, other, first, "").answer.kind,
                     ANSWER_ABSENT);
    assert_int_equal(fresh_post(fresh, &programmes_routes, back, id, first, "").answer.kind,
                     ANSWER_REDIRECT);
    struct db *db = db_read(fresh->database, fresh->arena);
    const struct programme_question_rows rows = programme_questions(db, programme_id_of(id));
    assert_int_equal(rows.count, 2);
    assert_text(rows.row[0].question, "First?");
    db_read_end(db);
}

static void a_question_is_not_put_back_over_the_most(void **state)
{
    struct fresh *fresh = *state;
    const int64_t id = add(fresh, funder_here(fresh, "One", "one"), "name=Advice").answer.record;
    const int64_t first = programme_question_id_raw(question_here(fresh, id, "First?"));
    (void)fresh_post(fresh, &programmes_routes, "/programmes/:programme/questions/:question/remove",
                     id, first, "");
    for (int i = 0; i < 40; i++)
        (void)question_here(fresh, id, "Another?");
    const struct asked back =
        fresh_post(fresh, &programmes_routes, "/programmes/:programme/questions/:question/back", id,
                   first, "");
    assert_true(says(back.answer.notice, "at most forty questions"));
    struct db *db = db_read(fresh->database, fresh->arena);
    assert_int_equal(programme_questions(db, programme_id_of(id)).count, 40);
    db_read_end(db);
}

static void the_programme_chosen_is_among_the_options_however_many_there_are(void **state)
{
    struct fresh *fresh = *state;
    const funder_id one = funder_here(fresh, "One", "one"), two = funder_here(fresh, "Two", "two");
    const opt_funder_id of_one = {.some = true, .it = one}, any = {.some = false};
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    programme_id last = {0};
    for (int i = 0; i <= PROGRAMME_OPTIONS_MOST; i++) {
        const text name = text_format(fresh->arena, "Programme %03d", i);
        last = programme_add(write, one, name, name, TEXT_ABSENT, TEXT_ABSENT, TEXT_ABSENT,
                             (opt_pence){.some = false}, false, (opt_int){.some = false},
                             (opt_reporting_weight){.some = false}, (opt_day){.some = false});
    }
    (void)two;
    db_write_commit(write);
    const opt_programme_id chosen = {.some = true, .it = last};
    struct db *db = db_read(fresh->database, fresh->arena);
    assert_int_equal(programme_options(db, of_one, nothing).count, PROGRAMME_OPTIONS_MOST);
    const struct options with = programme_options(db, of_one, chosen);
    assert_int_equal(with.count, PROGRAMME_OPTIONS_MOST + 1);
    assert_text(with.row[PROGRAMME_OPTIONS_MOST].label, "Programme 500 (One)");
    assert_int_equal(programme_options(db, any, chosen).count, PROGRAMME_OPTIONS_MOST + 1);
    const opt_programme_id first = {.some = true, .it = programme_id_of(1)};
    assert_int_equal(programme_options(db, of_one, first).count, PROGRAMME_OPTIONS_MOST);
    const opt_programme_id none = {.some = true, .it = programme_id_of(99999)};
    assert_int_equal(programme_options(db, of_one, none).count, PROGRAMME_OPTIONS_MOST);
    db_read_end(db);
}

static void a_purpose_goes_unless_a_grant_is_tagged_with_it(void **state)
{
    struct fresh *fresh = *state;
    const funder_id funder = funder_here(fresh, "One", "one");
    const int64_t id = add(fresh, funder, "name=Advice").answer.record;
    const int64_t other = add(fresh, funder, "name=Other").answer.record;
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    bool conflict;
    const purpose_id used =
        programme_purpose_add(write, programme_id_of(id), T("Pilot"), &conflict);
    const purpose_id unused =
        programme_purpose_add(write, programme_id_of(id), T("Pilto"), &conflict);
    const day awarded = day_today();
    const grant_id grant = demo_grant(
        write, T("A-1"), funder, programme_id_of(id), demo_round(write, T("Round"), awarded),
        (opt_partnership_id){.some = false}, T("Title"), T("title"), T(""), pence_pounds(1),
        pence_pounds(1), awarded, awarded, awarded, TEXT_ABSENT, instant_now());
    (void)demo_grant_purpose(write, grant, used);
    db_write_commit(write);
    const char *at = "/programmes/:programme/purposes";
    const char *remove = "/programmes/:programme/purposes/:purpose/remove";
    const text page = fresh_get(fresh, &programmes_routes, at, id, "").page;
    assert_true(says(page, "In use") && says(page, "Remove<span class=\"vh\">: Pilto"));
    assert_false(says(page, "Remove<span class=\"vh\">: Pilot"));
    (void)fresh_post(fresh, &programmes_routes, remove, other, purpose_id_raw(unused), "");
    (void)fresh_post(fresh, &programmes_routes, remove, id, purpose_id_raw(used), "");
    struct db *db = db_read(fresh->database, fresh->arena);
    assert_int_equal(programme_purpose_options(db, programme_id_of(id)).count, 2);
    db_read_end(db);
    (void)fresh_post(fresh, &programmes_routes, remove, id, purpose_id_raw(unused), "");
    db = db_read(fresh->database, fresh->arena);
    const struct options left = programme_purpose_options(db, programme_id_of(id));
    assert_int_equal(left.count, 1);
    assert_text(left.row[0].label, "Pilot");
    db_read_end(db);
}

static void a_purpose_is_added_once(void **state)
{
    struct fresh *fresh = *state;
    const int64_t id = add(fresh, funder_here(fresh, "One", "one"), "name=Advice").answer.record;
    const char *at = "/programmes/:programme/purposes";
    assert_int_equal(fresh_post(fresh, &programmes_routes, at, id, 0, "name=New+post").answer.kind,
                     ANSWER_REDIRECT);
    const struct asked again = fresh_post(fresh, &programmes_routes, at, id, 0, "name=New+post");
    assert_int_equal(again.answer.kind, ANSWER_REFUSED);
    assert_true(says(again.page, "is there already"));
    struct db *db = db_read(fresh->database, fresh->arena);
    assert_int_equal(programme_purpose_options(db, programme_id_of(id)).count, 1);
    db_read_end(db);
}

static void csv_has_a_row_for_each_and_amounts_as_numbers(void **state)
{
    struct fresh *fresh = *state;
    add(fresh, funder_here(fresh, "One, Ltd", "one"), "name=%3D1%2B1&cap=20000&duration_months=36");
    struct db *db = db_read(fresh->database, fresh->arena);
    struct text_builder out = {.arena = fresh->arena};
    assert_false(programmes_csv(programmes_csv_start(fresh->arena), db, &out));
    db_read_end(db);
    assert_true(says(text_built(&out), "'=1+1,\"One, Ltd\",,20000.00,No,36,,0,\r\n"));
}

int main(void)
{
#define with_database(test) cmocka_unit_test_setup_teardown(test, fresh_begin, fresh_end)
    const struct CMUnitTest tests[] = {
        with_database(A1_a_programme_is_data_with_rules_of_its_own),
        with_database(A2_the_cap_in_the_database_refuses_an_award),
        with_database(a_name_stands_once_for_a_funder),
        with_database(a_funder_that_is_not_there_is_refused),
        with_database(a_stale_edit_shows_both_and_writes_nothing),
        with_database(questions_are_added_moved_and_removed),
        with_database(a_removed_question_can_be_put_back_where_it_was),
        with_database(a_question_is_not_put_back_over_the_most),
        with_database(the_programme_chosen_is_among_the_options_however_many_there_are),
        with_database(a_purpose_goes_unless_a_grant_is_tagged_with_it),
        with_database(a_purpose_is_added_once),
        with_database(csv_has_a_row_for_each_and_amounts_as_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
