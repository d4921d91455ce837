/* When jobs are due: see schedule.h. */
#include "engine/jobs/schedule.h"

#include "engine/web/server.h"

enum { MINUTE = 60, DAY_SECONDS = 24 * 60 * 60, AGAIN_SECONDS = 15 * 60, WEEK = 7 };

bool run_stopping(const struct job_run *run)
{
    return run->jobs && jobs_stopping(run->jobs);
}

/* The day of this kind that holds the moment or came before it; steps: so many periods on. */
static day period_day(const struct schedule_when *when, day d, int steps)
{
    switch (when->every) {
    case EVERY_SO_OFTEN:
    case EVERY_DAY:
        return day_add(d, steps);
    case EVERY_WEEK:
        return day_add(d, -((day_weekday(d) - when->on + WEEK) % WEEK) + steps * WEEK);
    case EVERY_MONTH:
        break;
    }
    int year, month, date;
    day_parts(d, &year, &month, &date);
    return day_add_months(day_add(d, when->on - date), steps - (date < when->on ? 1 : 0));
}

instant schedule_last(const struct schedule_when *when, instant now)
{
    if (when->every == EVERY_SO_OFTEN) {
        const int64_t step = (int64_t)when->minutes * MINUTE;
        ensure(step > 0);
        return instant_add(now, -(instant_seconds(now) % step));
    }
    const day today = instant_day(now);
    const instant here = instant_at(period_day(when, today, 0), when->minutes);
    if (instant_order(here, now) <= 0)
        return here;
    return instant_at(period_day(when, today, -1), when->minutes);
}

instant schedule_next(const struct schedule_when *when, instant now)
{
    if (when->every == EVERY_SO_OFTEN)
        return instant_add(schedule_last(when, now), (int64_t)when->minutes * MINUTE);
    const day today = instant_day(now);
    const instant here = instant_at(period_day(when, today, 0), when->minutes);
    if (instant_order(here, now) > 0)
        return here;
    return instant_at(period_day(when, today, 1), when->minutes);
}

/* A day longer than the longest time between two moments, but for the frequent ones. */
static int64_t period_seconds(const struct schedule_when *when)
{
    switch (when->every) {
    case EVERY_SO_OFTEN:
        return (int64_t)when->minutes * MINUTE;
    case EVERY_DAY:
        return 2 * DAY_SECONDS;
    case EVERY_WEEK:
        return 8 * DAY_SECONDS;
    case EVERY_MONTH:
        break;
    }
    return 32 * DAY_SECONDS;
}

opt_instant schedule_mark(const struct schedule_row *row, const struct job_run_row *last,
                          instant now)
{
    const opt_instant none = {.some = false};
    if (!last || !last->done_until.some)
        return none;
    const instant bound = instant_add(now, period_seconds(&row->when));
    return instant_order(last->done_until.it, bound) > 0 ? none : last->done_until;
}

bool schedule_due(const struct schedule_row *row, const struct job_run_row *last, instant now)
{
    const opt_instant done = schedule_mark(row, last, now);
    if (done.some && instant_order(done.it, schedule_last(&row->when, now)) >= 0)
        return false;
    const bool just_failed = last && last->outcome == JOB_OUTCOME_FAILED &&
                             instant_order(now, last->ended_at) >= 0 &&
                             instant_order(now, instant_add(last->ended_at, AGAIN_SECONDS)) < 0;
    return !just_failed;
}

instant schedule_comes(const struct schedule_row *row, const struct job_run_row *last, instant now)
{
    if (schedule_due(row, last, now))
        return now;
    const opt_instant done = schedule_mark(row, last, now);
    if (!done.some || instant_order(done.it, schedule_last(&row->when, now)) < 0)
        return instant_add(last->ended_at, AGAIN_SECONDS); /* it broke off */
    return schedule_next(&row->when, instant_order(done.it, now) > 0 ? done.it : now);
}

/* "3:30" */
static text clock_words(struct arena *arena, int minutes)
{
    return text_format(arena, "%d:%02d", minutes / 60, minutes % 60);
}

text schedule_words(struct arena *arena, const struct schedule_when *when)
{
    static const char *const days[] = {"Mondays", "Tuesdays",  "Wednesdays", "Thursdays",
                                       "Fridays", "Saturdays", "Sundays"};
    const text at = clock_words(arena, when->minutes);
    switch (when->every) {
    case EVERY_SO_OFTEN:
        if (when->minutes == 1)
            return T("Every minute");
        if (when->minutes == 60)
            return T("Every hour");
        return when->minutes % 60 == 0 ? text_format(arena, "Every %d hours", when->minutes / 60)
                                       : text_format(arena, "Every %d minutes", when->minutes);
    case EVERY_DAY:
        return text_format(arena, "Every day at %.*s", TEXT_ARG(at));
    case EVERY_WEEK:
        return text_format(arena, "%s at %.*s", days[when->on], TEXT_ARG(at));
    case EVERY_MONTH:
        break;
    }
    const char *ending = when->on % 10 == 1 && when->on != 11   ? "st"
                         : when->on % 10 == 2 && when->on != 12 ? "nd"
                         : when->on % 10 == 3 && when->on != 13 ? "rd"
                                                                : "th";
    return text_format(arena, "On the %d%s of each month at %.*s", when->on, ending, TEXT_ARG(at));
}

const struct schedule_row *schedule_find(const struct app *app, text name)
{
    for (size_t m = 0; app->schedules && app->schedules[m]; m++)
        for (size_t i = 0; i < app->schedules[m]->count; i++)
            if (text_eq(text_of(app->schedules[m]->row[i].name), name))
                return &app->schedules[m]->row[i];
    return NULL;
}

const struct job_run_row *schedule_run(const struct schedule_row *row, struct job_run_row_rows runs)
{
    for (size_t i = 0; i < runs.count; i++)
        if (text_eq(runs.row[i].name, text_of(row->name)))
            return &runs.row[i];
    return NULL;
}
