/*
 * The pages of imports: the list goes on past its first page, undoing asks once more, and what a
 * file said is for those who may import. And what other pages must not say while an import is
 * hidden.
 */
#include "fund/grants/grants.h"
#include "fund/money/money.h"
#include "fund/opendata/opendata.h"
#include "fund/partners/partners.h"
#include "fund/programmes/programmes.h"
#include "opendata_queries.h"
#include "tests/fund/act.h"

#define IMPORTS 30

static import_id add_import(struct world *w, int64_t number, enum import_state state)
{
    struct db_write *write = db_write_begin(w->database, w->arena);
    const import_id import =
        import_add(write, T("Alder Trust"),
                   text_format(w->arena, "file-%02lld.json", (long long)number), instant_now());
    if (state != IMPORT_STATE_WAITING)
        assert_int_equal(import_state_change(write, import, IMPORT_STATE_WAITING, state), 1);
    db_write_commit(write);
    return import;
}

static size_t times(text page, text words)
{
    size_t count = 0;
    for (ptrdiff_t at; (at = text_find(page, words)) >= 0; count++)
        page = text_slice(page, (size_t)at + words.len, page.len);
    return count;
}

static void the_list_goes_on_page_by_page(void **state)
{
    struct world *w = *state;
    check_says(act_get(w, &opendata_routes, "/imports", 0, "", NULL), "No imports yet");
    for (int64_t i = 0; i < IMPORTS; i++)
        (void)add_import(w, i, IMPORT_STATE_WAITING);
    const struct acted first = act_get(w, &opendata_routes, "/imports", 0, "", NULL);
    assert_int_equal(times(first.page, T("file-")), 25);
    check_says(first, "file-29.json");
    check_says(first, "Next page");
    text rest = first.page;
    const text mark = T("after=");
    rest = text_slice(rest, (size_t)text_find(rest, mark), rest.len);
    const text query = text_cut(&rest, '"');
    const struct acted second =
        act_get(w, &opendata_routes, "/imports", 0, text_cstr(w->arena, query), NULL);
    assert_int_equal(times(second.page, T("file-")), IMPORTS - 25);
    check_says(second, "file-00.json");
    check_says(second, "Previous page");
}

static void what_is_being_published_is_not_asked_about_again(void **state)
{
    struct world *w = *state;
    const int64_t ready = import_id_raw(add_import(w, 1, IMPORT_STATE_READY));
    const struct acted shown = act_get(w, &opendata_routes, "/imports/:import", ready, "", NULL);
    assert_int_equal(times(shown.page, T("/publish\"")), 1);
    const struct acted begun =
        act_get(w, &opendata_routes, "/imports/:import", ready, "begun=1", NULL);
    assert_int_equal(times(begun.page, T("/publish\"")), 0);
    check_says(begun, "data-renew");
}

static void undoing_asks_once_more_and_says_that_there_is_no_way_back(void **state)
{
    struct world *w = *state;
    const int64_t published = import_id_raw(add_import(w, 1, IMPORT_STATE_PUBLISHED));
    const struct acted shown =
        act_get(w, &opendata_routes, "/imports/:import", published, "", NULL);
    assert_int_equal(times(shown.page, T("<form method=\"post\" action=\"/imports/")), 0);
    const struct acted asked =
        act_get(w, &opendata_routes, "/imports/:import/undo", published, "", NULL);
    check_says(asked, "There is no way back");
    check_says(asked, "deleted for good");
    assert_int_equal(times(asked.page, T("/undo\"")), 1);
}

static void undoing_is_refused_in_words_while_another_is_written(void **state)
{
    struct world *w = *state;
    const int64_t published = import_id_raw(add_import(w, 1, IMPORT_STATE_PUBLISHED));
    (void)add_import(w, 2, IMPORT_STATE_WRITING);
    const struct acted acted =
        act_post(w, &opendata_routes, "/imports/:import/undo", published, 0, "");
    assert_int_equal(acted.kind, ANSWER_REFUSED);
    check_says(acted, "file-02.json");
    check_says(acted, "is being written");
}

/* A page as somebody sees it who may only look. */
static struct acted look(struct world *w, const struct routes *routes, const char *path, int64_t id,
                         const char *query)
{
    const struct route *route = act_route(routes, path, false);
    struct request *rq = arena_make(w->arena, struct request);
    *rq = act_request(w, route, id, 0, text_of(query));
    rq->view.viewer.roles = ROLE_VIEWER;
    html_start(rq->out, w->arena, &rq->view);
    struct db *db = db_read(w->database, w->arena);
    void *form = NULL;
    if (route->form) {
        form = arena_alloc(w->arena, route->form->size);
        (void)!form_parse(w->arena, route->form, text_of(query), form, &rq->values);
    }
    const struct answer answer = route->read(rq, db, form);
    db_read_end(db);
    return act_answer(rq, answer);
}

static void check_says_not(struct acted acted, const char *words)
{
    if (text_find(acted.page, text_of(words)) >= 0)
        print_error("the page says \"%s\"\n", words);
    assert_true(text_find(acted.page, text_of(words)) < 0);
}

static void what_a_file_said_is_shown_to_those_who_may_import_alone(void **state)
{
    struct world *w = *state;
    const import_id import = add_import(w, 1, IMPORT_STATE_READY);
    struct db_write *write = db_write_begin(w->database, w->arena);
    (void)import_problem_add(write, import, 0, false, TEXT_ABSENT, (opt_int){true, 7},
                             T("Amount Awarded"), T("'Amina lives at 4 Rose Court' is odd."));
    (void)import_extra_add(write, import, T("Theme of the work"));
    db_write_commit(write);
    const int64_t id = import_id_raw(import);
    const struct acted editor = act_get(w, &opendata_routes, "/imports/:import", id, "", NULL);
    check_says(editor, "Rose Court");
    check_says(editor, "Theme of the work");
    const struct acted viewer = look(w, &opendata_routes, "/imports/:import", id, "");
    check_says_not(viewer, "Rose Court");
    check_says(viewer, "Row 7, column Amount Awarded");
    check_says(viewer, "Note");
}

/* One grant of one partner, as an import writes it, of a funder that came with it. */
static grant_id write_hidden(struct db_write *write, import_id import)
{
    const instant at = instant_now();
    day awarded_on;
    assert_true(day_of(2024, 5, 1, &awarded_on));
    const funder_id funder =
        import_funder_add(write, T("Hidden Funder"), T("hidden funder"), TEXT_ABSENT);
    (void)import_funder_set(write, import, funder, true);
    (void)import_write_partner(write, T("Vorpalnickel Trust"), T("vorpalnickel trust"), TEXT_ABSENT,
                               TEXT_ABSENT, TEXT_ABSENT, import, at);
    const programme_id programme =
        import_write_programme(write, funder, T("P"), T("p"), TEXT_ABSENT, import);
    bool conflict = false;
    const grant_id grant = import_write_grant(
        write, T("360G-h-1"), funder, programme, T("Zyxquorbital"), T("zyxquorbital"), T("d"),
        T("360G-h-1"), (opt_pence){.some = false}, pence_pounds(1000), awarded_on,
        (opt_day){.some = false}, (opt_day){.some = false}, import, at, &conflict);
    (void)import_write_extra(write, grant, T("Theme"), T("Kept for editors"));
    return grant;
}

static void a_hidden_import_is_no_correction_and_no_funder(void **state)
{
    struct world *w = *state;
    const import_id import = add_import(w, 1, IMPORT_STATE_WRITING);
    struct db_write *write = db_write_begin(w->database, w->arena);
    const grant_id grant = write_hidden(write, import);
    db_write_commit(write);
    const int64_t id = grant_id_raw(grant);
    check_says_not(look(w, &grants_routes, "/grants", 0, "q=zyxquorbitl"), "zyxquorbital");
    check_says_not(look(w, &partners_routes, "/partners", 0, "q=vorpalnickl"), "vorpalnickel");
    check_says_not(look(w, &money_routes, "/funders", 0, ""), "Hidden Funder");
    check_says_not(act_get(w, &programmes_routes, "/programmes/new", 0, "", NULL), "Hidden Funder");
    write = db_write_begin(w->database, w->arena);
    assert_int_equal(import_publish(write, import, instant_now(), 1, 0), 1);
    db_write_commit(write);
    check_says(look(w, &grants_routes, "/grants", 0, "q=zyxquorbitl"), "zyxquorbital");
    check_says(look(w, &partners_routes, "/partners", 0, "q=vorpalnickl"), "vorpalnickel");
    check_says(look(w, &money_routes, "/funders", 0, ""), "Hidden Funder");
    check_says(act_get(w, &programmes_routes, "/programmes/new", 0, "", NULL), "Hidden Funder");
    /* The file's own columns are for those who may change the grant. */
    check_says(act_get(w, &grants_routes, "/grants/:grant", id, "", NULL), "Kept for editors");
    check_says_not(look(w, &grants_routes, "/grants/:grant", id, ""), "Kept for editors");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_list_goes_on_page_by_page, world_begin, world_end),
        cmocka_unit_test_setup_teardown(what_is_being_published_is_not_asked_about_again,
                                        world_begin, world_end),
        cmocka_unit_test_setup_teardown(undoing_asks_once_more_and_says_that_there_is_no_way_back,
                                        world_begin, world_end),
        cmocka_unit_test_setup_teardown(what_a_file_said_is_shown_to_those_who_may_import_alone,
                                        world_begin, world_end),
        cmocka_unit_test_setup_teardown(a_hidden_import_is_no_correction_and_no_funder, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(undoing_is_refused_in_words_while_another_is_written,
                                        world_begin, world_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
