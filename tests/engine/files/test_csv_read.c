/* CSV as RFC 4180 says it is, and as it comes. */
#include "engine/files/csv_read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new((size_t)256 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* All rows as "number:cell|cell\n", or "!" and the refusal. */
static text read_bytes(text content)
{
    struct source source =
        source_of_bytes((bytes){.ptr = (const unsigned char *)content.ptr, .len = content.len});
    struct text_builder out = {.arena = arena};
    text say;
    struct csv_reader *csv = csv_open(arena, &source, &say);
    if (!csv)
        return text_format(arena, "!%.*s", TEXT_ARG(say));
    struct texts row;
    enum csv_result result;
    while ((result = csv_next(csv, &row, &say)) == CSV_ROW) {
        text_add_format(&out, "%lld:", (long long)csv_row_number(csv));
        for (size_t i = 0; i < row.count; i++)
            text_add_format(&out, "%s%.*s", i > 0 ? "|" : "", TEXT_ARG(row.row[i]));
        text_add_char(&out, '\n');
    }
    if (result == CSV_BAD)
        text_add_format(&out, "!%.*s", TEXT_ARG(say));
    return text_built(&out);
}

static void assert_reads(const char *content, const char *expected)
{
    assert_string_equal(text_cstr(arena, read_bytes(text_of(content))), expected);
}

static void rows_and_quotes_are_read(void **state)
{
    (void)state;
    assert_reads("a,b\n1,\"x,\"\"y\"\"\nz\"\n", "1:a|b\n2:1|x,\"y\"\nz\n");
    assert_reads("a,b\r\n1,\r\n", "1:a|b\n2:1|\n");
    assert_reads("a\rb\r", "1:a\n2:b\n");
    assert_reads("a,b", "1:a|b\n");
    assert_reads("a,\"b\"c,d\"e\n", "1:a|bc|d\"e\n");
    assert_reads("\"\",x\n", "1:|x\n");
}

static void empty_rows_are_passed_over_but_counted(void **state)
{
    (void)state;
    assert_reads("a\n\n,,\nb\n", "1:a\n4:b\n");
}

static void a_byte_order_mark_is_no_part_of_the_first_cell(void **state)
{
    (void)state;
    assert_reads("\xEF\xBB\xBF"
                 "a,b\n",
                 "1:a|b\n");
}

static void windows_1252_is_turned_into_utf8(void **state)
{
    (void)state;
    assert_reads("caf\xE9,\x80 5,\x93q\x94,\x81\n", "1:caf\u00e9|\u20ac 5|\u201cq\u201d|\ufffd\n");
    assert_reads("caf\u00e9\n", "1:caf\u00e9\n");
    /* One bad byte at the end decides for the whole file. */
    assert_reads("\u00e9\n\xE9\n", "1:\u00c3\u00a9\n2:\u00e9\n");
}

static void semicolons_and_tabs_separate_when_there_are_no_commas(void **state)
{
    (void)state;
    assert_reads("a;b\n1,5;2\n", "1:a|b\n2:1,5|2\n");
    assert_reads("a\tb\n1\t2\n", "1:a|b\n2:1|2\n");
    assert_reads("\"a;b\",c\n1,2\n", "1:a;b|c\n2:1|2\n");
}

static void what_is_no_csv_is_refused(void **state)
{
    (void)state;
    assert_reads("", "!The file is empty.");
    assert_reads("a,\"b\nc", "!Row 1 begins a quoted cell that never ends.");
    assert_true(text_find(read_bytes((text){.ptr = "a\0b", .len = 3}), T("NUL")) >= 0);
    assert_true(text_find(read_bytes((text){.ptr = "\xFF\xFE"
                                                   "a",
                                            .len = 3}),
                          T("UTF-16")) >= 0);
}

static void a_million_columns_are_refused(void **state)
{
    (void)state;
    char *row = arena_alloc(arena, 1000001);
    memset(row, ',', 1000000);
    assert_true(text_find(read_bytes(text_of(row)), T("16,384 columns")) >= 0);
}

static void a_row_of_endless_text_is_refused(void **state)
{
    (void)state;
    char *row = arena_alloc(arena, CSV_ROW_BYTES_MAX + 100);
    memset(row, 'x', CSV_ROW_BYTES_MAX + 10);
    assert_true(text_find(read_bytes(text_of(row)), T("4 MB")) >= 0);
}

static void a_file_longer_than_a_block_is_read_from_its_descriptor(void **state)
{
    (void)state;
    FILE *file = tmpfile();
    assert_non_null(file);
    for (int i = 0; i < 20000; i++)
        fprintf(file, "row %d,\"quoted, %d\"\n", i, i);
    fflush(file);
    rewind(file);
    struct source source = source_of_fd(arena, fileno(file));
    text say;
    struct csv_reader *csv = csv_open(arena, &source, &say);
    assert_non_null(csv);
    struct texts row;
    int count = 0;
    while (csv_next(csv, &row, &say) == CSV_ROW) {
        assert_int_equal(row.count, 2);
        assert_string_equal(text_cstr(arena, row.row[1]),
                            text_cstr(arena, text_format(arena, "quoted, %d", count)));
        count++;
    }
    assert_int_equal(count, 20000);
    fclose(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_and_quotes_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(empty_rows_are_passed_over_but_counted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_byte_order_mark_is_no_part_of_the_first_cell, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(windows_1252_is_turned_into_utf8, set_up, tear_down),
        cmocka_unit_test_setup_teardown(semicolons_and_tabs_separate_when_there_are_no_commas,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_csv_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_million_columns_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_row_of_endless_text_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_longer_than_a_block_is_read_from_its_descriptor,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
