/* One clock: a test sets it, it moves when it is told to, and London's hours are read off it. */
#include "engine/base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#undef fail /* ours */

static day the(int year, int month, int date)
{
    day d;
    ensure(day_of(year, month, date, &d));
    return d;
}

static void a_set_clock_stands_until_it_is_moved(void **state)
{
    (void)state;
    const instant at = instant_at(the(2026, 11, 25), 23 * 60 + 59);
    clock_set(at);
    assert_int_equal(instant_order(instant_now(), at), 0);
    assert_int_equal(day_order(day_today(), the(2026, 11, 25)), 0);
    clock_advance(60);
    assert_int_equal(day_order(day_today(), the(2026, 11, 26)), 0);
    clock_advance(-3600);
    assert_int_equal(day_order(day_today(), the(2026, 11, 25)), 0);
    /* It goes before the demo's day. */
    day_set_today(the(2024, 10, 18));
    assert_int_equal(day_order(day_today(), the(2026, 11, 25)), 0);
    clock_clear();
    assert_int_equal(day_order(day_today(), the(2024, 10, 18)), 0);
    assert_true(instant_order(instant_now(), at) != 0);
}

static void londons_hours_go_there_and_back(void **state)
{
    (void)state;
    static const struct {
        int year, month, date, minute, comes_back_as;
        int64_t seconds;
    } table[] = {
        {2024, 10, 18, 885, 885, 1729259100}, /* 14:45 in summer time */
        {2024, 12, 31, 1439, 1439, 1735689540},
        {2024, 3, 31, 59, 59, 1711846740},   /* 0:59, a minute before the gap */
        {2024, 3, 31, 60, 120, 1711846800},  /* 1:00 is not there: 2:00 */
        {2024, 3, 31, 119, 179, 1711850340}, /* 1:59 is not there: 2:59 */
        {2024, 3, 31, 120, 120, 1711846800},
        {2024, 10, 27, 60, 60, 1729987200},   /* 1:00, the first of two */
        {2024, 10, 27, 119, 119, 1729990740}, /* 1:59, the first of two */
        {2024, 10, 27, 120, 120, 1729994400},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const instant at =
            instant_at(the(table[i].year, table[i].month, table[i].date), table[i].minute);
        assert_int_equal(instant_seconds(at), table[i].seconds);
        assert_int_equal(instant_minute(at), table[i].comes_back_as);
    }
}

static void weeks_begin_on_monday(void **state)
{
    (void)state;
    assert_int_equal(day_weekday(the(2026, 11, 23)), 0);
    assert_int_equal(day_weekday(the(2026, 11, 29)), 6);
    assert_int_equal(day_weekday(the(1970, 1, 1)), 3);
    assert_int_equal(day_weekday(the(1969, 12, 28)), 6);
    assert_int_equal(day_weekday(the(1900, 1, 1)), 0);
}

/* In a process of its own: the environment is looked at once. 0: as it should be; 3: refused. */
static int ask_now(const char *words)
{
    const pid_t child = fork();
    if (child == 0) {
        (void)close(STDERR_FILENO);
        (void)setenv("HOLDFAST_NOW", words, 1);
        const int64_t off =
            instant_seconds(instant_now()) - instant_seconds(instant_at(the(2026, 11, 25), 600));
        _exit(off >= 0 && off <= 2 ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 3;
}

static void the_environment_says_where_the_clock_begins(void **state)
{
    (void)state;
    assert_int_equal(ask_now("2026-11-25T10:00:00Z"), 0);
    assert_int_equal(ask_now("2026-11-25T11:00:00Z"), 1);
    static const char *const bad[] = {"2026-11-25",           "2026-11-25T24:00:00Z",
                                      "2026-11-25T10:60:00Z", "2026-11-25T10:00:00+",
                                      "2026-02-30T10:00:00Z", "2026-11-25T1a:00:00Z"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(ask_now(bad[i]), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        /* First: this process has not looked at its clock yet. */
        cmocka_unit_test(the_environment_says_where_the_clock_begins),
        cmocka_unit_test(a_set_clock_stands_until_it_is_moved),
        cmocka_unit_test(londons_hours_go_there_and_back),
        cmocka_unit_test(weeks_begin_on_monday),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
