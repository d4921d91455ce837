/* Money adds up to the penny, refuses what it cannot read for certain, and prints as people write
 * it. */
#include "engine/base/values.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define assert_says(got, expected) assert_string_equal(text_cstr(arena, (got)), (expected))

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

static void money_prints(void **state)
{
    struct arena *arena = *state;
    static const struct {
        int64_t pence;
        const char *text, *at_a_glance, *plain;
    } cases[] = {
        {0, "£0", "£0", "0.00"},
        {5, "£0.05", "£0.05", "0.05"},
        {1250, "£12.50", "£12.50", "12.50"},
        {-300, "-£3", "-£3", "-3.00"},
        {95000, "£950", "£950", "950.00"},
        {100000, "£1,000", "£1k", "1000.00"},
        {2000000, "£20,000", "£20k", "20000.00"},
        {1234567, "£12,345.67", "£12.3k", "12345.67"},
        {99949999, "£999,499.99", "£999k", "999499.99"},
        {99950000, "£999,500", "£1m", "999500.00"},
        {821000000, "£8,210,000", "£8.21m", "8210000.00"},
        {840000000, "£8,400,000", "£8.4m", "8400000.00"},
        {805000000, "£8,050,000", "£8.05m", "8050000.00"},
        {-577000000, "-£5,770,000", "-£5.77m", "-5770000.00"},
        {123456789012, "£1,234,567,890.12", "£1.23bn", "1234567890.12"},
        {INT64_MIN, "-£92,233,720,368,547,758.08", "-£92,233,720bn", "-92233720368547758.08"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_says(pence_text(arena, pence_of(cases[i].pence)), cases[i].text);
        assert_says(pence_short(arena, pence_of(cases[i].pence)), cases[i].at_a_glance);
        assert_says(pence_plain(arena, pence_of(cases[i].pence)), cases[i].plain);
    }
}

static void money_is_read_or_refused(void **state)
{
    (void)state;
    enum { REFUSED = -1 };
    static const struct {
        const char *typed;
        int64_t pence;
    } cases[] = {
        {"20000", 2000000},
        {"£20,000", 2000000},
        {"20,000.50", 2000050},
        {"20k", 2000000},
        {"1.2m", 120000000},
        {"  £ 5 ", 500},
        {"20000.5", 2000050},
        {"0", 0},
        {"0.01", 1},
        {"1.234567m", 123456700},
        {"12.5K", 1250000},
        {"1,000,000,000,000", 100000000000000},
        {"20000.00", 2000000},
        {"1.2345678m", 123456780},
        {"1.000k", 100000},
        {"1.000", REFUSED},
        {"20000.000", REFUSED},
        {"1.0005", REFUSED},
        {"1.0000", REFUSED},
        {"1.12345678000m", REFUSED},
        {"1.5 m", 150000000},
        {"0.00000001m", 1},
        {"1,000,000,000,000.01", REFUSED},
        {"1000001m", REFUSED},
        {"2,00", REFUSED},
        {"12,34,567", REFUSED},
        {",200", REFUSED},
        {"20000.505", REFUSED},
        {"1.123456789m", REFUSED},
        {"", REFUSED},
        {" ", REFUSED},
        {"£", REFUSED},
        {"k", REFUSED},
        {".", REFUSED},
        {"5.", REFUSED},
        {"-3", REFUSED},
        {"+3", REFUSED},
        {"3 4", REFUSED},
        {"1e3", REFUSED},
        {"20kk", REFUSED},
        {"1.2.3", REFUSED},
        {"99999999999999999999999", REFUSED},
        {"£5£", REFUSED},
        {"0x10", REFUSED},
        {"€5", REFUSED},
        {"five", REFUSED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pence p = pence_of(REFUSED);
        const bool read = pence_parse(text_of(cases[i].typed), &p);
        if (read != (cases[i].pence != REFUSED) || pence_whole(p) != cases[i].pence)
            print_error("case %s\n", cases[i].typed);
        assert_int_equal(read, cases[i].pence != REFUSED);
        assert_int_equal(pence_whole(p), cases[i].pence);
    }
}

static void what_money_prints_reads_back(void **state)
{
    struct arena *arena = *state;
    for (int64_t n = 0; n < INT64_C(100000000000000); n = n * 7 + 13) {
        pence p;
        assert_true(pence_parse(pence_text(arena, pence_of(n)), &p));
        assert_int_equal(pence_whole(p), n);
        assert_true(pence_parse(pence_plain(arena, pence_of(n)), &p));
        assert_int_equal(pence_whole(p), n);
    }
}

static void shares_of_a_split_add_up_to_the_penny(void **state)
{
    (void)state;
    static const int64_t wholes[] = {0, 1, 100, 2000000, 2000001, -7, 99999999};
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++) {
        for (size_t count = 1; count <= 9; count++) {
            pence sum = pence_of(0);
            for (size_t index = 0; index < count; index++)
                sum = pence_add(sum, pence_split(pence_of(wholes[i]), index, count));
            assert_int_equal(pence_whole(sum), wholes[i]);
        }
    }
    assert_int_equal(pence_whole(pence_split(pence_of(100), 0, 3)), 34);
    assert_int_equal(pence_whole(pence_split(pence_of(100), 2, 3)), 33);
}

static void add_most(void *arg)
{
    (void)arg;
    (void)pence_add(pence_of(INT64_MAX), pence_of(1));
}

static void take_most(void *arg)
{
    (void)arg;
    (void)pence_less(pence_of(INT64_MIN), pence_of(1));
}

static void pounds_most(void *arg)
{
    (void)arg;
    (void)pence_pounds(INT64_MAX / 99);
}

static void money_never_wraps_round(void **state)
{
    (void)state;
    struct failure failure;
    assert_false(fail_try(add_most, NULL, &failure));
    assert_false(fail_try(take_most, NULL, &failure));
    assert_false(fail_try(pounds_most, NULL, &failure));
}

static void shares_in_percent(void **state)
{
    struct arena *arena = *state;
    assert_says(percent_text(arena, percent_of(577, 821)), "70.28");
    assert_says(percent_text(arena, percent_of(1, 3)), "33.33");
    assert_says(percent_text(arena, percent_of(2, 3)), "66.67");
    assert_says(percent_text(arena, percent_of(-1, 200)), "-0.50");
    assert_says(percent_text(arena, percent_of(5, 0)), "0.00");
    /* Asked for a pound, awarded three hundred thousand: far more than a percent holds. */
    assert_says(percent_text(arena, percent_of(30000000, 1)), "21474836.47");
    assert_says(percent_text(arena, percent_of(INT64_MIN, 1)), "-21474836.48");
    assert_says(percent_text(arena, pence_share(pence_of(INT64_MAX), pence_of(INT64_MAX))),
                "100.00");
    assert_says(percent_round(arena, percent_of(4625, 10000)), "46");
    assert_says(percent_round(arena, percent_of(465, 1000)), "47");
}

static void whole_numbers(void **state)
{
    struct arena *arena = *state;
    static const struct {
        const char *typed;
        bool good;
        int64_t n;
    } cases[] = {
        {"0", true, 0},
        {"9,860", true, 9860},
        {" -12 ", true, -12},
        {"999999999999999999", true, 999999999999999999},
        {"9999999999999999999", false, 0},
        {"", false, 0},
        {"-", false, 0},
        {"+1", false, 0},
        {"1.0", false, 0},
        {"98,60", false, 0},
        {"--1", false, 0},
        {"1 000", false, 0},
        {"- 1", false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t n = 0;
        assert_int_equal(int_parse(text_of(cases[i].typed), &n), cases[i].good);
        assert_int_equal(n, cases[i].n);
    }
    assert_says(int_text(arena, 9860), "9,860");
    assert_says(int_text(arena, -1234567), "-1,234,567");
    assert_says(int_text(arena, 0), "0");
    assert_says(int_words(arena, 0, T("grant"), T("grants")), "0 grants");
    assert_says(int_words(arena, 1, T("grant is"), T("grants are")), "1 grant is");
    assert_says(int_words(arena, 9860, T("grant is"), T("grants are")), "9,860 grants are");
    assert_says(int_text(arena, INT64_MIN), "-9,223,372,036,854,775,808");
}

static void hex_there_and_back(void **state)
{
    struct arena *arena = *state;
    static const unsigned char raw[] = {0x00, 0x7f, 0x80, 0xff, 0x3c};
    bytes b = {.ptr = raw, .len = sizeof raw};
    assert_says(bytes_hex(arena, b), "007f80ff3c");
    assert_true(bytes_from_hex(arena, T("007F80ff3c"), &b));
    assert_int_equal(b.len, sizeof raw);
    assert_memory_equal(b.ptr, raw, sizeof raw);
    assert_true(bytes_from_hex(arena, T(""), &b));
    assert_int_equal(b.len, 0);
    assert_false(bytes_from_hex(arena, T("abc"), &b));
    assert_false(bytes_from_hex(arena, T("0g"), &b));
    assert_false(bytes_from_hex(arena, TEXT_ABSENT, &b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(money_prints, set_up, tear_down),
        cmocka_unit_test_setup_teardown(money_is_read_or_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_money_prints_reads_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(shares_of_a_split_add_up_to_the_penny, set_up, tear_down),
        cmocka_unit_test_setup_teardown(money_never_wraps_round, set_up, tear_down),
        cmocka_unit_test_setup_teardown(shares_in_percent, set_up, tear_down),
        cmocka_unit_test_setup_teardown(whole_numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hex_there_and_back, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
