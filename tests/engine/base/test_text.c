/* Texts are compared, cut, joined and told apart by their bytes, and by their characters where that
 * counts. */
#include "engine/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define assert_text(got, expected) assert_true(text_eq((got), (expected)))

static int set_up(void **state)
{
    *state = arena_new((size_t)8 << 20);
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static void absent_is_not_empty(void **state)
{
    struct arena *arena = *state;
    assert_false(text_eq(TEXT_ABSENT, T("")));
    assert_true(text_eq(TEXT_ABSENT, text_of(NULL)));
    assert_false(text_present(TEXT_ABSENT));
    assert_false(text_present(T("")));
    assert_null(text_copy(arena, TEXT_ABSENT).ptr);
    assert_non_null(text_copy(arena, T("")).ptr);
    assert_null(text_trim(TEXT_ABSENT).ptr);
    assert_null(text_lower(arena, TEXT_ABSENT).ptr);
    const struct text_builder nothing = {.arena = arena};
    assert_non_null(text_built(&nothing).ptr);
}

static void comparing(void **state)
{
    (void)state;
    assert_true(text_eq_fold(T("Content-LENGTH"), T("content-length")));
    assert_false(text_eq_fold(T("É"), T("é"))); /* ASCII only */
    assert_false(text_eq_fold(T("@"), T("`")));
    assert_true(text_order(T("a"), T("ab")) < 0);
    assert_true(text_order(T("b"), T("ab")) > 0);
    assert_int_equal(text_order(T(""), TEXT_ABSENT), 0);
    assert_true(text_starts(T("abc"), T("")));
    assert_true(text_starts(T("abc"), T("ab")) && !text_starts(T("a"), T("ab")));
    assert_true(text_ends(T("abc"), T("bc")) && !text_ends(T("c"), T("bc")));
    assert_int_equal(text_find(T("abcabd"), T("abd")), 3);
    assert_int_equal(text_find(T("ab"), T("abc")), -1);
    assert_int_equal(text_find(TEXT_ABSENT, T("a")), -1);
}

static void cutting(void **state)
{
    struct arena *arena = *state;
    assert_text(text_slice(T("abcdef"), 2, 4), T("cd"));
    assert_text(text_slice(T("abc"), 2, 99), T("c"));
    assert_text(text_slice(T("abc"), 9, 2), T(""));
    assert_text(text_trim(T(" \t\r\n\xc2\xa0 a b \xc2\xa0\v\f ")), T("a b"));
    assert_text(text_trim(T("\xc2\xa0")), T(""));
    text rest = T("a,,b,");
    assert_text(text_cut(&rest, ','), T("a"));
    assert_text(text_cut(&rest, ','), T(""));
    assert_text(text_cut(&rest, ','), T("b"));
    assert_non_null(rest.ptr);
    assert_text(text_cut(&rest, ','), T(""));
    assert_null(rest.ptr);
    const text parts[] = {T("a"), T(""), T("c")};
    assert_text(text_join(arena, parts, 3, T(", ")), T("a, , c"));
    assert_text(text_join(arena, parts, 0, T(", ")), T(""));
}

static void a_head_cuts_no_character_in_two(void **state)
{
    (void)state;
    assert_text(text_head(T("a\xc3\xa9z"), 4), T("a\xc3\xa9z"));
    assert_text(text_head(T("a\xc3\xa9z"), 3), T("a\xc3\xa9"));
    assert_text(text_head(T("a\xc3\xa9z"), 2), T("a"));
    assert_text(text_head(T("\xf0\x9f\x8c\xb1"), 3), T(""));
    assert_null(text_head(TEXT_ABSENT, 0).ptr);
}

static void a_sort_key_is_folded_composed_and_short(void **state)
{
    struct arena *arena = *state;
    assert_text(sort_key(arena, T("E\xcc\x81 STRASSE")), T("\xc3\xa9 strasse"));
    assert_null(sort_key(arena, TEXT_ABSENT).ptr);
    assert_text(sort_key(arena, T("")), T(""));
    struct text_builder long_name = {.arena = arena}, its_key = {.arena = arena};
    for (int i = 0; i < 300; i++) {
        text_add(&long_name, T("\xf0\x90\x90\x80")); /* a capital of Deseret: four bytes */
        if (i < 200)
            text_add(&its_key, T("\xf0\x90\x90\xa8"));
        if (i == 199)
            assert_text(sort_key(arena, text_built(&long_name)), text_built(&its_key));
    }
    assert_text(sort_key(arena, text_built(&long_name)), text_built(&its_key));
}

static void building(void **state)
{
    struct arena *arena = *state;
    struct text_builder b = {.arena = arena};
    for (int i = 0; i < 1000; i++) {
        text_add(&b, T("ab"));
        text_add_char(&b, 'c');
        text_add_format(&b, "%03d", i);
    }
    const text built = text_built(&b);
    assert_int_equal(built.len, 6000);
    assert_text(text_slice(built, 5994, 6000), T("abc999"));
    assert_text(text_format(arena, "%s-%d", "x", 7), T("x-7"));
    assert_string_equal(text_cstr(arena, T("plain")), "plain");
}

static void cstr_of(void *arg)
{
    (void)text_cstr(arg, (text){.ptr = "a\0b", .len = 3});
}

static void a_nul_inside_never_becomes_a_c_string(void **state)
{
    struct failure failure;
    assert_false(fail_try(cstr_of, *state, &failure));
}

static void utf8_is_told_from_what_is_not(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        bool good;
    } cases[] = {
        {"", 0, true},
        {"plain", 5, true},
        {"\xc3\xa9", 2, true},
        {"\xe2\x82\xac", 3, true},
        {"\xf0\x9f\x8c\xb1", 4, true},
        {"\xef\xbb\xbf", 3, true},     /* a byte-order mark */
        {"\xf4\x8f\xbf\xbf", 4, true}, /* U+10FFFF */
        {"a\0b", 3, false},            /* NUL */
        {"\x80", 1, false},            /* no first byte */
        {"\xc3", 1, false},            /* cut off */
        {"\xe2\x82", 2, false},
        {"\xf0\x9f\x8c", 3, false},
        {"\xc0\x80", 2, false}, /* overlong NUL */
        {"\xc1\xbf", 2, false},
        {"\xe0\x9f\xbf", 3, false}, /* overlong */
        {"\xf0\x8f\xbf\xbf", 4, false},
        {"\xed\xa0\x80", 3, false},     /* surrogate */
        {"\xed\x9f\xbf", 3, true},      /* just before them */
        {"\xf4\x90\x80\x80", 4, false}, /* above U+10FFFF */
        {"\xff", 1, false},
        {"\xc3\x28", 2, false},
        {"\xe9t\xe9", 3, false}, /* Latin-1 */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(text_is_utf8((text){.ptr = cases[i].bytes, .len = cases[i].len}),
                         cases[i].good);
}

static void length_is_counted_as_browsers_count(void **state)
{
    (void)state;
    assert_int_equal(text_length_utf16(T("abc")), 3);
    assert_int_equal(text_length_utf16(T("é€")), 2);
    assert_int_equal(text_length_utf16(T("🌱")), 2);
    assert_int_equal(text_length_utf16(T("a\r\nb\nc\rd")), 7);
    assert_int_equal(text_length_utf16(T("e\xcc\x81")), 2); /* a combining accent is its own */
    assert_int_equal(text_length_utf16(TEXT_ABSENT), 0);
}

static void normal_form_and_case(void **state)
{
    struct arena *arena = *state;
    assert_text(text_nfc(arena, T("e\xcc\x81")), T("\xc3\xa9"));
    assert_text(text_nfc(arena, T("\xc3\xa9")), T("\xc3\xa9"));
    assert_text(text_nfc(arena, T("plain")), T("plain"));
    assert_text(text_lower(arena, T("ABC xyz-19")), T("abc xyz-19"));
    assert_text(text_lower(arena, T("E\xcc\x81"
                                    "COLE")),
                T("\xc3\xa9"
                  "cole"));
    assert_text(text_lower(arena, T("Straße")), T("strasse"));
    assert_text(text_lower(arena, T("ŁÓDŹ")), T("łódź"));
}

static void lower_of_latin1(void *arg)
{
    (void)text_lower(arg, T("\xe9"));
}

static void what_is_no_utf8_has_no_case(void **state)
{
    struct failure failure;
    assert_false(fail_try(lower_of_latin1, *state, &failure));
}

static void typing_errors_are_near(void **state)
{
    struct arena *arena = *state;
    static const struct {
        text a, b;
        unsigned cap, distance;
    } cases[] = {
        {{"", 0}, {"", 0}, 3, 0},
        {{"abc", 3}, {"abc", 3}, 3, 0},
        {{"abc", 3}, {"acb", 3}, 3, 1},
        {{"abc", 3}, {"ab", 2}, 3, 1},
        {{"abc", 3}, {"xbc", 3}, 3, 1},
        {{"ca", 2}, {"abc", 3}, 9, 3},
        {{"kitten", 6}, {"sitting", 7}, 9, 3},
        {{"kitten", 6}, {"sitting", 7}, 2, 2},
        {{"abcdef", 6}, {"", 0}, 3, 3},
        {{"\xc3\xa9t\xc3\xa9", 5}, {"ete", 3}, 5, 2},
        {{NULL, 0}, {"a", 1}, 3, 1},
        {{"abcdefgh", 8}, {"hgfedcba", 8}, 3, 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(text_distance(arena, cases[i].a, cases[i].b, cases[i].cap),
                         cases[i].distance);
        assert_int_equal(text_distance(arena, cases[i].b, cases[i].a, cases[i].cap),
                         cases[i].distance);
    }
}

static void what_nobody_sees_goes(void **state)
{
    struct arena *arena = *state;
    static const struct {
        const char *typed, *line;
    } cases[] = {
        {"plain", "plain"},
        {"a\u202eb", "ab"}, /* would read backwards over what follows */
        {"a\u2066b\u2069", "ab"},
        {"a\u200bb\ufeff", "ab"},
        {"a\uffffb\ufffe\ufdd0", "ab"},
        {"a\x01"
         "b\x7f\xc2\x85"
         "c",
         "ab c"},
        {"two\r\nlines\u2028or three", "two lines or three"},
        {"\u200b\u2060", ""}, /* a name of nothing */
        {"\u3164\u2800", ""},
        {"\u0301", ""},
        {" ", ""},
        {"\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"}, /* Persian needs it */
        {"a\u200db", "ab"},
        {"\U0001F469\u200d\U0001F680", "\U0001F469\u200d\U0001F680"},
        {"\u200d\u0645", "\u0645"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text(text_visible(arena, text_of(cases[i].typed), false), text_of(cases[i].line));
    assert_text(text_visible(arena, T("one\r\ntwo\rthree"), true), T("one\ntwo\nthree"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_nobody_sees_goes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(absent_is_not_empty, set_up, tear_down),
        cmocka_unit_test_setup_teardown(comparing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(cutting, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_head_cuts_no_character_in_two, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_sort_key_is_folded_composed_and_short, set_up, tear_down),
        cmocka_unit_test_setup_teardown(building, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_nul_inside_never_becomes_a_c_string, set_up, tear_down),
        cmocka_unit_test_setup_teardown(utf8_is_told_from_what_is_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(length_is_counted_as_browsers_count, set_up, tear_down),
        cmocka_unit_test_setup_teardown(normal_form_and_case, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_utf8_has_no_case, set_up, tear_down),
        cmocka_unit_test_setup_teardown(typing_errors_are_near, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
