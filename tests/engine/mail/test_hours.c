/* When mails go, by table: quiet hours, weekends, bank holidays, both changes of the clock,
 * digests. */
#include "engine/mail/hours.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* ours */

static instant at(const char *words)
{
    day d;
    int64_t hour, minute;
    const text t = text_of(words); /* 2026-11-25 10:00, UTC */
    ensure(day_parse(text_slice(t, 0, 10), &d) && int_parse(text_slice(t, 11, 13), &hour) &&
           int_parse(text_slice(t, 14, 16), &minute));
    day epoch;
    ensure(day_of(1970, 1, 1, &epoch));
    return instant_of((int64_t)day_between(epoch, d) * 86400 + hour * 3600 + minute * 60);
}

static bool christmas(const void *calendar, day d)
{
    (void)calendar;
    int year, month, date;
    day_parts(d, &year, &month, &date);
    return day_weekday(d) >= 5 || (month == 12 && (date == 25 || date == 28));
}

static const struct mail_hours hours = {
    .from = MAIL_HOURS_FROM, .to = MAIL_HOURS_TO, .rests = christmas};

static const struct {
    const char *now;
    enum mail_kind kind;
    enum mail_choice choice;
    const char *due;
    bool digest;
} due_table[] = {
    /* Urgent mails go at once, whatever the hour. */
    {"2026-11-25 03:00", MAIL_KIND_URGENT, MAIL_CHOICE_EACH, "2026-11-25 03:00", false},
    {"2026-12-25 23:00", MAIL_KIND_URGENT, MAIL_CHOICE_NONE, "2026-12-25 23:00", false},
    /* Others by day. */
    {"2026-11-25 10:00", MAIL_KIND_NEEDED, MAIL_CHOICE_EACH, "2026-11-25 10:00", false},
    {"2026-11-25 07:59", MAIL_KIND_NEEDED, MAIL_CHOICE_EACH, "2026-11-25 08:00", false},
    {"2026-11-25 18:59", MAIL_KIND_NEEDED, MAIL_CHOICE_EACH, "2026-11-25 18:59", false},
    {"2026-11-25 19:00", MAIL_KIND_NEEDED, MAIL_CHOICE_EACH, "2026-11-26 08:00", false},
    {"2026-11-27 19:00", MAIL_KIND_NEEDED, MAIL_CHOICE_EACH, "2026-11-30 08:00", false},
    {"2026-11-28 12:00", MAIL_KIND_NEEDED, MAIL_CHOICE_WEEKLY, "2026-11-30 08:00", false},
    /* Christmas Day is a Friday, and its substitute the Monday. */
    {"2026-12-24 20:00", MAIL_KIND_NEEDED, MAIL_CHOICE_EACH, "2026-12-29 08:00", false},
    /* Summer time: 8:00 in London is 7:00 UTC, from the last Sunday of March on. */
    {"2026-03-27 20:00", MAIL_KIND_NEEDED, MAIL_CHOICE_EACH, "2026-03-30 07:00", false},
    {"2026-07-01 07:00", MAIL_KIND_NEEDED, MAIL_CHOICE_EACH, "2026-07-01 07:00", false},
    {"2026-07-01 06:59", MAIL_KIND_NEEDED, MAIL_CHOICE_EACH, "2026-07-01 07:00", false},
    {"2026-07-01 18:00", MAIL_KIND_NEEDED, MAIL_CHOICE_EACH, "2026-07-02 07:00", false},
    {"2026-10-23 19:00", MAIL_KIND_NEEDED, MAIL_CHOICE_EACH, "2026-10-26 08:00", false},
    /* As the person chose. */
    {"2026-11-25 10:00", MAIL_KIND_OPTIONAL, MAIL_CHOICE_EACH, "2026-11-25 10:00", false},
    {"2026-11-25 22:00", MAIL_KIND_OPTIONAL, MAIL_CHOICE_EACH, "2026-11-26 08:00", false},
    {"2026-11-25 10:00", MAIL_KIND_OPTIONAL, MAIL_CHOICE_DAILY, "2026-11-26 08:00", true},
    {"2026-11-25 07:00", MAIL_KIND_OPTIONAL, MAIL_CHOICE_DAILY, "2026-11-25 08:00", true},
    {"2026-11-27 10:00", MAIL_KIND_OPTIONAL, MAIL_CHOICE_DAILY, "2026-11-30 08:00", true},
    {"2026-11-25 10:00", MAIL_KIND_OPTIONAL, MAIL_CHOICE_WEEKLY, "2026-11-30 08:00", true},
    {"2026-11-29 10:00", MAIL_KIND_OPTIONAL, MAIL_CHOICE_WEEKLY, "2026-11-30 08:00", true},
    {"2026-11-30 07:00", MAIL_KIND_OPTIONAL, MAIL_CHOICE_WEEKLY, "2026-11-30 08:00", true},
    {"2026-11-30 08:00", MAIL_KIND_OPTIONAL, MAIL_CHOICE_WEEKLY, "2026-12-07 08:00", true},
    /* The week whose Monday is a holiday begins on Tuesday. */
    {"2026-12-23 10:00", MAIL_KIND_OPTIONAL, MAIL_CHOICE_WEEKLY, "2026-12-29 08:00", true},
    {"2026-12-29 07:00", MAIL_KIND_OPTIONAL, MAIL_CHOICE_WEEKLY, "2026-12-29 08:00", true},
};

static void a_mail_goes_when_the_table_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof due_table / sizeof *due_table; i++) {
        bool digest;
        const instant due = hours_due(&hours, at(due_table[i].now), due_table[i].kind,
                                      due_table[i].choice, &digest);
        if (instant_order(due, at(due_table[i].due)) != 0 || digest != due_table[i].digest)
            print_error("row %zu: from %s\n", i, due_table[i].now), assert_true(false);
    }
}

static void without_a_calendar_weekends_are_quiet(void **state)
{
    (void)state;
    const struct mail_hours plain = {.from = MAIL_HOURS_FROM, .to = MAIL_HOURS_TO};
    assert_false(hours_open(&plain, at("2026-11-28 12:00")));
    assert_true(hours_open(&plain, at("2026-12-25 12:00")));
    assert_false(hours_open(&hours, at("2026-12-25 12:00")));
}

static bool always(const void *calendar, day d)
{
    (void)calendar, (void)d;
    return true;
}

static void a_calendar_without_working_days_does_not_hang(void **state)
{
    (void)state;
    const struct mail_hours never = {.from = 480, .to = 1140, .rests = always};
    bool digest;
    const instant now = at("2026-11-25 10:00");
    const instant due = hours_due(&never, now, MAIL_KIND_OPTIONAL, MAIL_CHOICE_WEEKLY, &digest);
    assert_true(instant_order(due, now) > 0);
}

static void pauses_grow_and_end_after_three_days(void **state)
{
    (void)state;
    const instant now = at("2026-11-25 10:00");
    int64_t before = 0;
    for (int64_t tries = 1; tries <= 12; tries++) {
        const int64_t pause = instant_seconds(hours_retry(now, tries)) - instant_seconds(now);
        assert_true(pause >= before && pause >= 60 && pause <= 43200);
        before = pause;
    }
    assert_int_equal(before, 43200);
    assert_false(hours_give_up(now, instant_add(now, 3 * 86400 - 1)));
    assert_true(hours_give_up(now, instant_add(now, 3 * 86400)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mail_goes_when_the_table_says),
        cmocka_unit_test(without_a_calendar_weekends_are_quiet),
        cmocka_unit_test(a_calendar_without_working_days_does_not_hang),
        cmocka_unit_test(pauses_grow_and_end_after_three_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
