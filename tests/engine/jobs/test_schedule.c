/*
 * What the clock starts: due moments by table, a year in a second, a clock that goes back or was
 * wrong, jobs that break off, a server that was down.
 */
#include "engine/base/clock.h"
#include "engine/jobs/schedule.h"
#include "tests/fund/fresh.h"

#include <setjmp.h>

static _Noreturn void break_down(void)
{
    (fail)("on purpose");
}

static instant at(int year, int month, int date, int hour, int minute)
{
    day d;
    ensure(day_of(year, month, date, &d));
    return instant_at(d, hour * 60 + minute);
}

static void a_job_is_due_when_the_table_says(void **state)
{
    (void)state;
    const struct schedule_when often = OFTEN(15), daily = DAILY(3, 30), weekly = WEEKLY(0, 8, 0),
                               monthly = MONTHLY(28, 4, 0), gap = DAILY(1, 30);
    const struct {
        const struct schedule_when *when;
        instant now, last, next;
    } table[] = {
        {&often, at(2026, 11, 25, 10, 7), at(2026, 11, 25, 10, 0), at(2026, 11, 25, 10, 15)},
        {&often, at(2026, 11, 25, 10, 15), at(2026, 11, 25, 10, 15), at(2026, 11, 25, 10, 30)},
        {&daily, at(2026, 11, 25, 3, 29), at(2026, 11, 24, 3, 30), at(2026, 11, 25, 3, 30)},
        {&daily, at(2026, 11, 25, 3, 30), at(2026, 11, 25, 3, 30), at(2026, 11, 26, 3, 30)},
        {&daily, at(2026, 3, 29, 12, 0), at(2026, 3, 29, 3, 30), at(2026, 3, 30, 3, 30)},
        {&weekly, at(2026, 11, 25, 10, 0), at(2026, 11, 23, 8, 0), at(2026, 11, 30, 8, 0)},
        {&weekly, at(2026, 11, 30, 7, 59), at(2026, 11, 23, 8, 0), at(2026, 11, 30, 8, 0)},
        {&weekly, at(2026, 11, 30, 8, 0), at(2026, 11, 30, 8, 0), at(2026, 12, 7, 8, 0)},
        {&monthly, at(2026, 3, 1, 0, 0), at(2026, 2, 28, 4, 0), at(2026, 3, 28, 4, 0)},
        {&monthly, at(2026, 12, 31, 0, 0), at(2026, 12, 28, 4, 0), at(2027, 1, 28, 4, 0)},
        {&monthly, at(2027, 1, 2, 0, 0), at(2026, 12, 28, 4, 0), at(2027, 1, 28, 4, 0)},
        /* 1:30 is not there on the last Sunday of March, and twice on that of October. */
        {&gap, at(2026, 3, 29, 12, 0), at(2026, 3, 29, 2, 30), at(2026, 3, 30, 1, 30)},
        {&gap, at(2026, 10, 25, 12, 0), at(2026, 10, 25, 1, 30), at(2026, 10, 26, 1, 30)},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (instant_order(schedule_last(table[i].when, table[i].now), table[i].last) != 0 ||
            instant_order(schedule_next(table[i].when, table[i].now), table[i].next) != 0)
            print_error("row %zu\n", i), assert_true(false);
    }
}

static void schedules_read_as_people_say_them(void **state)
{
    struct fresh *fresh = *state;
    static const struct {
        struct schedule_when when;
        const char *words;
    } table[] = {{OFTEN(1), "Every minute"},
                 {OFTEN(30), "Every 30 minutes"},
                 {OFTEN(60), "Every hour"},
                 {OFTEN(120), "Every 2 hours"},
                 {DAILY(3, 5), "Every day at 3:05"},
                 {WEEKLY(0, 8, 0), "Mondays at 8:00"},
                 {MONTHLY(1, 4, 0), "On the 1st of each month at 4:00"},
                 {MONTHLY(12, 4, 0), "On the 12th of each month at 4:00"},
                 {MONTHLY(23, 4, 0), "On the 23rd of each month at 4:00"}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_string_equal(text_cstr(fresh->arena, schedule_words(fresh->arena, &table[i].when)),
                            table[i].words);
}

/* ---- Runs ---- */

enum { OFTEN_RAN, DAILY_RAN, WEEKLY_RAN, MONTHLY_RAN, BROKEN_RAN, RAN_COUNT };
static int ran[RAN_COUNT];
static bool breaks;

static text count_often(struct job_run *run)
{
    (void)run;
    ran[OFTEN_RAN]++;
    return TEXT_ABSENT;
}
static text count_daily(struct job_run *run)
{
    ran[DAILY_RAN]++;
    return text_format(run->arena, "Run %d", ran[DAILY_RAN]);
}
static text count_weekly(struct job_run *run)
{
    (void)run;
    ran[WEEKLY_RAN]++;
    return TEXT_ABSENT;
}
static text count_monthly(struct job_run *run)
{
    (void)run;
    ran[MONTHLY_RAN]++;
    return TEXT_ABSENT;
}
/* Leaves a transaction open when it breaks. */
static text break_or_not(struct job_run *run)
{
    ran[BROKEN_RAN]++;
    if (breaks) {
        (void)db_of(db_write_begin(run->app->database, run->arena));
        break_down();
    }
    return TEXT_ABSENT;
}

static const struct schedule_row year_rows[] = {
    {"test.often", "Every six hours", OFTEN(360), count_often},
    {"test.daily", "Daily", DAILY(3, 30), count_daily},
    {"test.weekly", "Weekly", WEEKLY(0, 8, 0), count_weekly},
    {"test.monthly", "Monthly", MONTHLY(1, 4, 0), count_monthly},
};
static const struct schedule year_schedule = {.row = year_rows, .count = 4};
static const struct schedule *const year_schedules[] = {&year_schedule, NULL};
/* Without the frequent one: each run is written to the disk. */
static const struct schedule rare_schedule = {.row = year_rows + 1, .count = 3};
static const struct schedule *const rare_schedules[] = {&rare_schedule, NULL};
static const struct schedule_row broken_rows[] = {
    {"test.broken", "Breaks", DAILY(3, 30), break_or_not},
    {"test.daily", "Daily", DAILY(3, 30), count_daily},
};
static const struct schedule broken_schedule = {.row = broken_rows, .count = 2};
static const struct schedule *const broken_schedules[] = {&broken_schedule, NULL};

static int begin(void **state)
{
    memset(ran, 0, sizeof ran);
    breaks = false;
    return fresh_begin(state);
}

static int end(void **state)
{
    clock_clear();
    return fresh_end(state);
}

/* Where the clock stands, everything that is due is run. */
static size_t tick(struct fresh *fresh)
{
    struct arena *arena = arena_new((size_t)64 << 20);
    const size_t n = jobs_tick(&fresh->app, NULL, arena, instant_now());
    arena_free(arena);
    return n;
}

/* From one due moment to the next, without looking between. */
static void a_year_runs_in_a_second(void **state)
{
    struct fresh *fresh = *state;
    fresh->app.schedules = rare_schedules;
    const instant stop = at(2027, 11, 25, 10, 0);
    clock_set(at(2026, 11, 25, 10, 0));
    (void)tick(fresh);
    memset(ran, 0, sizeof ran);
    for (;;) {
        instant next = stop;
        for (size_t i = 0; i < rare_schedule.count; i++) {
            const instant comes = schedule_next(&rare_schedule.row[i].when, instant_now());
            next = instant_order(comes, next) < 0 ? comes : next;
        }
        if (instant_order(next, stop) >= 0)
            break;
        clock_set(next);
        assert_true(tick(fresh) >= 1);
        assert_int_equal(tick(fresh), 0); /* the same moment again */
    }
    assert_int_equal(ran[DAILY_RAN], 365);
    assert_int_equal(ran[WEEKLY_RAN], 52);
    assert_int_equal(ran[MONTHLY_RAN], 12);
}

static void after_a_week_down_each_job_runs_once(void **state)
{
    struct fresh *fresh = *state;
    fresh->app.schedules = year_schedules;
    clock_set(at(2026, 11, 25, 10, 0));
    assert_int_equal(tick(fresh), 4);
    clock_advance(7 * 86400);
    assert_int_equal(tick(fresh), 4);
    assert_int_equal(tick(fresh), 0);
    assert_int_equal(ran[DAILY_RAN], 2);
}

static void a_clock_set_back_runs_nothing_twice_and_loses_nothing(void **state)
{
    struct fresh *fresh = *state;
    fresh->app.schedules = year_schedules;
    clock_set(at(2026, 11, 25, 10, 0));
    (void)tick(fresh);
    clock_set(at(2026, 11, 25, 2, 0)); /* eight hours back: before the moment that was done */
    (void)tick(fresh);
    clock_set(at(2026, 11, 25, 3, 30)); /* that moment again */
    (void)tick(fresh);
    assert_int_equal(ran[DAILY_RAN], 1);
    clock_set(at(2026, 11, 26, 3, 30));
    (void)tick(fresh);
    assert_int_equal(ran[DAILY_RAN], 2);
}

static void a_clock_that_was_a_year_ahead_stops_nothing_for_a_year(void **state)
{
    struct fresh *fresh = *state;
    fresh->app.schedules = year_schedules;
    clock_set(at(2027, 11, 25, 10, 0)); /* wrong */
    (void)tick(fresh);
    clock_set(at(2026, 11, 25, 10, 0)); /* put right */
    (void)tick(fresh);
    memset(ran, 0, sizeof ran);
    for (int i = 0; i < 7 * 24; i++) {
        clock_advance(3600);
        (void)tick(fresh);
    }
    assert_int_equal(ran[DAILY_RAN], 7);
    assert_int_equal(ran[WEEKLY_RAN], 1);
    assert_int_equal(ran[OFTEN_RAN], 28);
}

static void a_job_that_breaks_off_is_tried_again_and_hinders_none(void **state)
{
    struct fresh *fresh = *state;
    fresh->app.schedules = broken_schedules;
    clock_set(at(2026, 11, 25, 10, 0));
    breaks = true;
    assert_int_equal(tick(fresh), 2);
    assert_int_equal(ran[DAILY_RAN], 1);
    assert_int_equal(tick(fresh), 0);
    clock_advance(15 * 60);
    assert_int_equal(tick(fresh), 1);
    breaks = false;
    clock_advance(15 * 60);
    assert_int_equal(tick(fresh), 1);
    assert_int_equal(tick(fresh), 0);
    assert_int_equal(ran[BROKEN_RAN], 3);
    struct db *db = db_read(fresh->database, fresh->arena);
    const struct job_run_row *row = job_run_find(db, T("test.broken"));
    assert_non_null(row);
    assert_int_equal(row->outcome, JOB_OUTCOME_DONE);
    assert_true(row->failed_at.some);
    assert_string_equal(text_cstr(fresh->arena, job_run_find(db, T("test.daily"))->said), "Run 1");
    db_read_end(db);
}

static void run_now_leaves_the_moments_as_they_are(void **state)
{
    struct fresh *fresh = *state;
    fresh->app.schedules = year_schedules;
    clock_set(at(2026, 11, 25, 10, 0));
    const struct schedule_row *row = schedule_find(&fresh->app, T("test.daily"));
    assert_non_null(row);
    assert_null(schedule_find(&fresh->app, T("test.none")));
    struct arena *arena = arena_new((size_t)64 << 20);
    jobs_run_now(&fresh->app, NULL, arena, row, instant_now());
    arena_free(arena);
    assert_int_equal(ran[DAILY_RAN], 1);
    assert_int_equal(tick(fresh), 4);
    assert_int_equal(ran[DAILY_RAN], 2);
}

static void the_thread_ticks_and_can_be_woken(void **state)
{
    struct fresh *fresh = *state;
    fresh->app.schedules = year_schedules;
    struct arena *arena = arena_new((size_t)1 << 20);
    fresh->app.rounds = jobs_new(arena);
    clock_set(at(2026, 11, 25, 10, 0));
    jobs_rounds_begin(&fresh->app);
    jobs_wait(fresh->app.rounds);
    assert_int_equal(ran[DAILY_RAN], 1);
    clock_advance(86400);
    jobs_wake(fresh->app.rounds);
    jobs_wait(fresh->app.rounds);
    assert_int_equal(ran[DAILY_RAN], 2);
    arena_free(arena);
    fresh->app.rounds = NULL;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_job_is_due_when_the_table_says),
        TEST(schedules_read_as_people_say_them),
        TEST(a_year_runs_in_a_second),
        TEST(after_a_week_down_each_job_runs_once),
        TEST(a_clock_set_back_runs_nothing_twice_and_loses_nothing),
        TEST(a_clock_that_was_a_year_ahead_stops_nothing_for_a_year),
        TEST(a_job_that_breaks_off_is_tried_again_and_hinders_none),
        TEST(run_now_leaves_the_moments_as_they_are),
        TEST(the_thread_ticks_and_can_be_woken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
