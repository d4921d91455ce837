/* The pages of imports: the list goes on past its first page, and undoing asks once more. */
#include "fund/opendata/opendata.h"
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_list_goes_on_page_by_page, world_begin, world_end),
        cmocka_unit_test_setup_teardown(what_is_being_published_is_not_asked_about_again,
                                        world_begin, world_end),
        cmocka_unit_test_setup_teardown(undoing_asks_once_more_and_says_that_there_is_no_way_back,
                                        world_begin, world_end),
        cmocka_unit_test_setup_teardown(undoing_is_refused_in_words_while_another_is_written,
                                        world_begin, world_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
