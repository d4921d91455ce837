/* Days are calendar days and London's clock is right on both sides of each change. */
#include "engine/base/values.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define assert_says(got, expected) assert_string_equal(text_cstr(arena, (got)), (expected))

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

static day the(int year, int month, int date)
{
    day d;
    assert_true(day_of(year, month, date, &d));
    return d;
}

static void every_day_of_three_centuries_is_the_next_one(void **state)
{
    (void)state;
    day d = the(1900, 1, 1);
    int count = 1;
    for (int year = 1900, month = 1, date = 1; day_order(d, the(2199, 12, 31)) < 0; count++) {
        const day next = day_add(d, 1);
        day same;
        if (!day_of(year, month, date + 1, &same)) {
            date = 0;
            if (++month > 12) {
                month = 1;
                year++;
            }
        }
        date++;
        int y, m, n;
        day_parts(next, &y, &m, &n);
        assert_true(y == year && m == month && n == date);
        assert_int_equal(day_between(the(y, m, n), next), 0);
        d = next;
    }
    assert_int_equal(count, 109573);
    assert_int_equal(day_between(the(1970, 1, 1), the(2000, 3, 1)), 11017);
}

static void days_that_are_not_are_refused(void **state)
{
    (void)state;
    day d;
    assert_false(day_of(2023, 2, 29, &d));
    assert_true(day_of(2024, 2, 29, &d));
    assert_false(day_of(1900, 2, 29, &d));
    assert_true(day_of(2000, 2, 29, &d));
    assert_false(day_of(2024, 4, 31, &d));
    assert_false(day_of(2024, 13, 1, &d));
    assert_false(day_of(2024, 0, 1, &d));
    assert_false(day_of(1899, 12, 31, &d));
    assert_false(day_of(2200, 1, 1, &d));
}

static void days_are_read_as_people_write_them(void **state)
{
    struct arena *arena = *state;
    static const struct {
        const char *typed, *iso; /* NULL: refused */
    } cases[] = {
        {"2024-10-18", "2024-10-18"},
        {"18/10/2024", "2024-10-18"},
        {"18.10.24", "2024-10-18"},
        {"18 10 2024", "2024-10-18"},
        {"18 October 2024", "2024-10-18"},
        {"18 oct 2024", "2024-10-18"},
        {"18-Oct-24", "2024-10-18"},
        {"18th October 2024", "2024-10-18"},
        {"1st sept 2024", "2024-09-01"},
        {"1/4/2024", "2024-04-01"},
        {"  1 / 4 / 2024  ", "2024-04-01"},
        {"29 Feb 2024", "2024-02-29"},
        {"2024-10-18T13:05:00Z", "2024-10-18"},
        {"2024-10-18T00:00:00+00:00", "2024-10-18"},
        {"2024-10-18 13:05", "2024-10-18"},
        {"2024-10-18T13:05:00.000Z", "2024-10-18"},
        {"1 1 69", "2069-01-01"},
        {"1 1 70", "1970-01-01"},
        {"18 October, 2024", "2024-10-18"},
        {"31/04/2024", NULL},
        {"29/2/2023", NULL},
        {"10/18/2024", NULL},
        {"2024-1-1", NULL},
        {"20241018", NULL},
        {"18 October", NULL},
        {"October 2024", NULL},
        {"18/10/024", NULL},
        {"18/10/20245", NULL},
        {"", NULL},
        {"-", NULL},
        {"2024-10-18x", NULL},
        {"2024-10-18T", NULL},
        {"2024-10-18Tnoon", NULL},
        {"18/10/2024 13:05", NULL},
        {"18 Octember 2024", NULL},
        {"1/1/1899", NULL},
        {"1/1/2200", NULL},
        {"118/10/2024", NULL},
        {"18", NULL},
        {"18//10/2024", NULL},
        {"18/", NULL},
        {"18 oct", NULL},
        {"18Oct2024", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        day d;
        const bool read = day_parse(text_of(cases[i].typed), &d);
        if (read != (cases[i].iso != NULL))
            print_error("case %s\n", cases[i].typed);
        assert_int_equal(read, cases[i].iso != NULL);
        if (read)
            assert_says(day_iso(arena, d), cases[i].iso);
    }
}

static void what_days_print_reads_back(void **state)
{
    struct arena *arena = *state;
    for (day d = the(1970, 1, 1); day_order(d, the(2069, 12, 1)) < 0; d = day_add(d, 17)) {
        day back;
        assert_true(day_parse(day_text(arena, d), &back) && day_order(d, back) == 0);
        assert_true(day_parse(day_short(arena, d), &back) && day_order(d, back) == 0);
        assert_true(day_parse(day_iso(arena, d), &back) && day_order(d, back) == 0);
    }
    assert_says(day_text(arena, the(2024, 10, 18)), "18 October 2024");
    assert_says(day_short(arena, the(2024, 9, 1)), "1 Sep 2024");
    assert_says(day_month_text(arena, the(2024, 10, 18)), "October 2024");
}

static void months_end_where_they_end(void **state)
{
    struct arena *arena = *state;
    assert_says(day_iso(arena, day_add_months(the(2024, 1, 31), 1)), "2024-02-29");
    assert_says(day_iso(arena, day_add_months(the(2023, 1, 31), 1)), "2023-02-28");
    assert_says(day_iso(arena, day_add_months(the(2024, 3, 31), -1)), "2024-02-29");
    assert_says(day_iso(arena, day_add_months(the(2024, 12, 31), 36)), "2027-12-31");
    assert_says(day_iso(arena, day_add_months(the(2024, 1, 15), -13)), "2022-12-15");
}

static void beyond(void *arg)
{
    (void)arg;
    (void)day_add(the(2199, 12, 31), 1);
}

static void months_beyond(void *arg)
{
    (void)arg;
    (void)day_add_months(the(2199, 12, 31), INT32_MAX);
}

static void the_calendar_has_ends(void **state)
{
    (void)state;
    struct failure failure;
    assert_false(fail_try(beyond, NULL, &failure));
    assert_false(fail_try(months_beyond, NULL, &failure));
}

static void londons_clock_changes_on_the_right_second(void **state)
{
    struct arena *arena = *state;
    static const struct {
        int64_t seconds;
        const char *utc, *london;
    } cases[] = {
        {0, "1970-01-01T00:00:00Z", "1 January 1970, 00:00"},
        {1711846799, "2024-03-31T00:59:59Z", "31 March 2024, 00:59"},
        {1711846800, "2024-03-31T01:00:00Z", "31 March 2024, 02:00"},
        {1729259100, "2024-10-18T13:45:00Z", "18 October 2024, 14:45"},
        {1729990799, "2024-10-27T00:59:59Z", "27 October 2024, 01:59"},
        {1729990800, "2024-10-27T01:00:00Z", "27 October 2024, 01:00"},
        {1718751599, "2024-06-18T22:59:59Z", "18 June 2024, 23:59"},
        {1718751600, "2024-06-18T23:00:00Z", "19 June 2024, 00:00"},
        {1735689599, "2024-12-31T23:59:59Z", "31 December 2024, 23:59"},
        {-1, "1969-12-31T23:59:59Z", "31 December 1969, 23:59"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_says(instant_iso(arena, instant_of(cases[i].seconds)), cases[i].utc);
        assert_says(instant_text(arena, instant_of(cases[i].seconds)), cases[i].london);
    }
}

static void londons_clock_agrees_with_the_systems(void **state)
{
    (void)state;
    if (access("/usr/share/zoneinfo/Europe/London", R_OK) != 0)
        skip();
    setenv("TZ", "Europe/London", 1);
    tzset();
    for (int64_t at = 820454400; at < INT64_C(2145916800); at += 3 * 3600 + 1) { /* 1996 to 2037 */
        const time_t seconds = (time_t)at;
        struct tm local;
        localtime_r(&seconds, &local);
        const day d = instant_day(instant_of(at));
        int year, month, date;
        day_parts(d, &year, &month, &date);
        assert_true(year == local.tm_year + 1900 && month == local.tm_mon + 1 &&
                    date == local.tm_mday);
    }
}

/* What day_today says in a process of its own: 0, or 1 when it is not the one in iso, or 2 when it
 * fails. */
static void is_today(void *iso)
{
    struct arena *arena = arena_new(1 << 16);
    const bool same = text_eq(day_iso(arena, day_today()), text_of(iso));
    _exit(same ? 0 : 1);
}

static int ask_today(const char *environment, const char *set, char *iso)
{
    const pid_t child = fork();
    if (child == 0) {
        if (environment)
            setenv("HOLDFAST_TODAY", environment, 1);
        day d;
        if (set && day_parse(text_of(set), &d))
            day_set_today(d);
        struct failure failure;
        (void)!fail_try(is_today, iso, &failure);
        _exit(2);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void today_can_be_set_for_tests_and_the_demo(void **state)
{
    struct arena *arena = *state;
    char demo[] = "2024-10-18";
    unsetenv("HOLDFAST_TODAY");
    assert_int_equal(ask_today("2024-10-18", NULL, demo), 0);
    assert_int_equal(ask_today(NULL, "2024-10-18", demo), 0);
    assert_int_equal(ask_today("2020-01-01", "2024-10-18", demo), 0);
    assert_int_equal(ask_today("yesterday", NULL, demo), 2);
    const text now = day_iso(arena, instant_day(instant_now()));
    char *today = arena_array(arena, char, now.len + 1);
    memcpy(today, now.ptr, now.len);
    assert_int_equal(ask_today(NULL, NULL, today), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_day_of_three_centuries_is_the_next_one, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(days_that_are_not_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(days_are_read_as_people_write_them, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_days_print_reads_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(months_end_where_they_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_calendar_has_ends, set_up, tear_down),
        cmocka_unit_test_setup_teardown(londons_clock_changes_on_the_right_second, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(londons_clock_agrees_with_the_systems, set_up, tear_down),
        cmocka_unit_test_setup_teardown(today_can_be_set_for_tests_and_the_demo, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
