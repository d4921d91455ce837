/* A cursor comes back as it went; anything else reads as no cursor. */
#include "engine/db/db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int set_up(void **state)
{
    *state = arena_new((size_t)64 << 20);
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static const struct db_cursor_value place[] = {
    {.kind = DB_CURSOR_TEXT, .string = {"Thornmere \xc3\xa9", 12}},
    {.kind = DB_CURSOR_INT, .number = INT64_MIN},
    {.kind = DB_CURSOR_REAL, .real = -0.25},
    {.kind = DB_CURSOR_NULL},
    {.kind = DB_CURSOR_TEXT, .string = {"", 0}},
};
enum { VALUES = sizeof place / sizeof *place };

static void a_cursor_comes_back_as_it_went(void **state)
{
    struct arena *arena = *state;
    for (size_t count = 0; count <= VALUES; count++) {
        for (int backwards = 0; backwards < 2; backwards++) {
            const text cursor = db_cursor_write(arena, 3, backwards, place, count);
            for (size_t i = 0; i < cursor.len; i++) /* fit for a URL as it stands */
                assert_non_null(
                    strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
                           cursor.ptr[i]));
            struct db_cursor_value values[VALUES];
            bool back;
            assert_true(db_cursor_read(arena, cursor, 3, &back, values, count));
            assert_int_equal(back, backwards);
            for (size_t i = 0; i < count; i++) {
                assert_int_equal(values[i].kind, place[i].kind);
                assert_int_equal(values[i].number, place[i].number);
                assert_memory_equal(&values[i].real, &place[i].real, sizeof(double));
                assert_true(text_eq(values[i].string, place[i].string));
            }
        }
    }
}

static void another_sort_or_another_number_of_values_is_no_cursor(void **state)
{
    struct arena *arena = *state;
    const text cursor = db_cursor_write(arena, 3, false, place, 2);
    struct db_cursor_value values[VALUES];
    bool back;
    assert_false(db_cursor_read(arena, cursor, 2, &back, values, 2));
    assert_false(db_cursor_read(arena, cursor, 3, &back, values, 1));
    assert_false(db_cursor_read(arena, cursor, 3, &back, values, 3));
    assert_false(db_cursor_read(arena, TEXT_ABSENT, 3, &back, values, 2));
    assert_false(db_cursor_read(arena, T(""), 3, &back, values, 0));
}

static void every_shortened_or_lengthened_cursor_is_none(void **state)
{
    struct arena *arena = *state;
    const text cursor = db_cursor_write(arena, 3, true, place, VALUES);
    struct db_cursor_value values[VALUES];
    bool back;
    for (size_t cut = 0; cut < cursor.len; cut++) {
        assert_false(db_cursor_read(arena, text_slice(cursor, 0, cut), 3, &back, values, VALUES));
        assert_false(cut && db_cursor_read(arena, text_slice(cursor, cut, cursor.len), 3, &back,
                                           values, VALUES));
    }
    static const text more[] = {{"A", 1}, {"AA", 2}, {"=", 1}, {"\0", 1}, {" ", 1}};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        const text both[] = {cursor, more[i]};
        assert_false(
            db_cursor_read(arena, text_join(arena, both, 2, T("")), 3, &back, values, VALUES));
    }
}

/* One changed letter gives no cursor or a place like any other; never a value that is no value. */
static void an_altered_cursor_gives_whole_values_or_none(void **state)
{
    struct arena *arena = *state;
    const text cursor = db_cursor_write(arena, 3, true, place, VALUES);
    for (size_t at = 0; at < cursor.len; at++) {
        for (int c = 0; c < 256; c++) {
            char letter = (char)(unsigned char)c;
            const text parts[] = {
                text_slice(cursor, 0, at), {&letter, 1}, text_slice(cursor, at + 1, cursor.len)};
            const text altered = text_join(arena, parts, 3, T(""));
            struct db_cursor_value values[VALUES];
            bool back;
            if (!db_cursor_read(arena, altered, 3, &back, values, VALUES))
                continue;
            const text again = db_cursor_write(arena, 3, back, values, VALUES);
            assert_true(text_eq(again, altered));
            for (size_t i = 0; i < VALUES; i++)
                assert_true(text_is_utf8(values[i].string));
        }
    }
}

static void long_texts_are_cut_and_the_cursor_fits_in_an_address(void **state)
{
    struct arena *arena = *state;
    struct text_builder b = {.arena = arena};
    for (int i = 0; i < 100000; i++)
        text_add(&b, T("\xf0\x9f\x8c\xb1"));
    struct db_cursor_value all[16], values[16];
    bool back;
    for (size_t i = 0; i < 16; i++)
        all[i] = (struct db_cursor_value){.kind = DB_CURSOR_TEXT, .string = text_built(&b)};
    for (size_t count = 1; count <= 16; count++) {
        const text cursor = db_cursor_write(arena, 255, true, all, count);
        assert_true(cursor.len <= DB_CURSOR_MOST);
        assert_true(db_cursor_read(arena, cursor, 255, &back, values, count));
        assert_int_equal(values[0].string.len, 4 * SORT_KEY_CHARACTERS);
        for (size_t i = 0; i < count; i++)
            assert_true(text_starts(text_built(&b), values[i].string));
    }
    /* What sort_key makes travels whole. */
    all[0].string = sort_key(arena, text_built(&b));
    all[1] = (struct db_cursor_value){.kind = DB_CURSOR_INT, .number = 7};
    const text cursor = db_cursor_write(arena, 0, false, all, 2);
    assert_true(db_cursor_read(arena, cursor, 0, &back, values, 2));
    assert_true(text_eq(values[0].string, all[0].string));
    assert_int_equal(values[1].number, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_cursor_comes_back_as_it_went, set_up, tear_down),
        cmocka_unit_test_setup_teardown(another_sort_or_another_number_of_values_is_no_cursor,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_shortened_or_lengthened_cursor_is_none, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_altered_cursor_gives_whole_values_or_none, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(long_texts_are_cut_and_the_cursor_fits_in_an_address,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
