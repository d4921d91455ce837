/* When a mail goes: see hours.h. */
#include "engine/mail/hours.h"

#include "engine/web/server.h"

enum { SATURDAY = 5, WEEK = 7, A_MINUTE = 60, GIVE_UP_SECONDS = 3 * 24 * 60 * 60 };

struct mail_hours hours_of(const struct app *app, struct db *db)
{
    struct mail_hours hours = {.from = MAIL_HOURS_FROM, .to = MAIL_HOURS_TO};
    if (app->mail_hours)
        app->mail_hours(db, &hours);
    return hours;
}

static bool works(const struct mail_hours *hours, day d)
{
    return hours->rests ? !hours->rests(hours->calendar, d) : day_weekday(d) < SATURDAY;
}

bool hours_open(const struct mail_hours *hours, instant now)
{
    const int minute = instant_minute(now);
    return works(hours, instant_day(now)) && minute >= hours->from && minute < hours->to;
}

/* A calendar without a working day would never let a mail go. */
enum { DAYS_MOST = 60 };

/* The first working day of which the morning is still to come. */
static day next_morning(const struct mail_hours *hours, instant now)
{
    day d = instant_day(now);
    if (instant_minute(now) >= hours->from)
        d = day_add(d, 1);
    for (int i = 0; i < DAYS_MOST && !works(hours, d); i++)
        d = day_add(d, 1);
    return d;
}

instant hours_next(const struct mail_hours *hours, instant now)
{
    return hours_open(hours, now) ? now : instant_at(next_morning(hours, now), hours->from);
}

/* The first working day of a week that begins later: a Tuesday after a bank holiday. */
static day next_week(const struct mail_hours *hours, instant now)
{
    day d = next_morning(hours, now);
    /* Is a working day of its week already over, this morning's included? */
    day monday = day_add(d, -day_weekday(d));
    for (day before = monday; day_order(before, d) < 0; before = day_add(before, 1))
        if (works(hours, before)) {
            d = day_add(monday, WEEK);
            break;
        }
    for (int i = 0; i < DAYS_MOST && !works(hours, d); i++)
        d = day_add(d, 1);
    return d;
}

instant hours_due(const struct mail_hours *hours, instant now, enum mail_kind kind,
                  enum mail_choice choice, bool *digest)
{
    *digest = false;
    switch (kind) {
    case MAIL_KIND_URGENT:
        return now;
    case MAIL_KIND_NEEDED:
        return hours_next(hours, now);
    case MAIL_KIND_OPTIONAL:
        break;
    }
    switch (choice) {
    case MAIL_CHOICE_EACH:
        return hours_next(hours, now);
    case MAIL_CHOICE_DAILY:
        *digest = true;
        return instant_at(next_morning(hours, now), hours->from);
    case MAIL_CHOICE_WEEKLY:
        *digest = true;
        return instant_at(next_week(hours, now), hours->from);
    case MAIL_CHOICE_NONE:
        break;
    }
    fail("a mail that nobody wants was to be timed");
}

instant hours_retry(instant now, int64_t tries)
{
    static const int minutes[] = {1, 5, 15, 30, 60, 120, 240, 480, 720};
    const int64_t last = (int64_t)(sizeof minutes / sizeof *minutes) - 1;
    const int64_t at = tries < 1 ? 0 : tries - 1 < last ? tries - 1 : last;
    return instant_add(now, (int64_t)minutes[at] * A_MINUTE);
}

bool hours_give_up(instant first_try, instant now)
{
    return instant_order(now, instant_add(first_try, GIVE_UP_SECONDS)) >= 0;
}
