/* CSV is RFC 4180, and runs nothing when a spreadsheet opens it. */
#include "tests/engine/web/support.h"

#include "engine/web/csv.h"

static void cells_are_quoted_where_they_must_be(void **state)
{
    struct text_builder out = {.arena = *state};
    struct csv_writer csv = {.out = &out};
    csv_text(&csv, T("plain"));
    csv_text(&csv, T("a,b"));
    csv_text(&csv, T("say \"hi\""));
    csv_text(&csv, T("two\nlines"));
    csv_empty(&csv);
    csv_text(&csv, TEXT_ABSENT);
    csv_row_end(&csv);
    csv_int(&csv, -1234567);
    csv_pence(&csv, pence_of(2000000));
    day d;
    assert_true(day_of(2024, 10, 18, &d));
    csv_day(&csv, d);
    csv_opt_day(&csv, (opt_day){.some = true, .it = d});
    csv_opt_day(&csv, (opt_day){.some = false});
    csv_row_end(&csv);
    assert_text(*state, text_built(&out),
                "plain,\"a,b\",\"say "
                "\"\"hi\"\"\",\"two\nlines\",,\r\n-1234567,20000.00,2024-10-18,2024-10-18,\r\n");
}

static void a_cell_that_reads_as_a_formula_is_disarmed(void **state)
{
    static const char *const cells[][2] = {
        {"=1+1", "'=1+1"},
        {"+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"},
        {"-2+3", "'-2+3"},
        {"@SUM(1)", "'@SUM(1)"},
        {"\tx", "'\tx"},
        {"\rx", "\"'\rx\""},
        {"=\"a\",b", "\"'=\"\"a\"\",b\""},
        {"-12", "-12"},
        {"+44.50", "+44.50"},
        {"-", "'-"},
        {"-1.", "'-1."},
        {"a=b", "a=b"},
        {"\u200b=1+1", "'\u200b=1+1"},
        {"\ufeff@SUM(1)", "'\ufeff@SUM(1)"},
        {" =1+1", "\"' =1+1\""},
        {"\u202e-2", "'\u202e-2"},
        {"\uff1d1+1", "'\uff1d1+1"},
        {"\uff0b1", "'\uff0b1"},
        {"\uff0d1", "'\uff0d1"},
        {"\uff20SUM(1)", "'\uff20SUM(1)"},
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct text_builder out = {.arena = *state};
        struct csv_writer csv = {.out = &out};
        csv_text(&csv, text_of(cells[i][0]));
        assert_text(*state, text_built(&out), cells[i][1]);
    }
}

static void a_list_is_written_page_by_page(void **state)
{
    static const text titles[] = {{"Name", 4}, {"Awarded", 7}};
    struct csv_pages pages = {.begun = false};
    struct text_builder out = {.arena = *state};
    struct csv_writer csv = csv_pages_begin(&pages, &out, titles, 2);
    assert_null(csv_pages_at(&pages).ptr);
    csv_text(&csv, T("a"));
    csv_row_end(&csv);
    char next[] = "place";
    assert_true(csv_pages_next(&pages, text_of(next)));
    memset(next, 'x', 5); /* the piece's memory goes */
    csv = csv_pages_begin(&pages, &out, titles, 2);
    assert_text(*state, csv_pages_at(&pages), "place");
    csv_text(&csv, T("b"));
    csv_row_end(&csv);
    assert_false(csv_pages_next(&pages, TEXT_ABSENT));
    assert_text(*state, text_built(&out), "\xEF\xBB\xBFName,Awarded\r\na\r\nb\r\n");
}

static void a_byte_order_mark_comes_first(void **state)
{
    struct text_builder out = {.arena = *state};
    struct csv_writer csv = {.out = &out};
    csv_bom(&csv);
    csv_text(&csv, T("a"));
    assert_text(*state, text_built(&out),
                "\xEF\xBB\xBF"
                "a");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(cells_are_quoted_where_they_must_be),
        arena_test(a_cell_that_reads_as_a_formula_is_disarmed),
        arena_test(a_list_is_written_page_by_page),
        arena_test(a_byte_order_mark_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
