/*
 * What the clock starts. Each module lists its jobs as data, like its routes; the program lists the
 * modules. A job may run again at any time (it is idempotent), and looks at what is there instead
 * of counting on having run before: after a week's downtime it runs once, not seven times.
 *
 * Which moments a job was due is worked out from the clock (schedule_last); job_runs keeps the
 * newest that was done. A clock moved back thus runs nothing twice. A mark more than one period
 * ahead can only come from a clock that was wrong: it is thrown away, and the job runs. A job that
 * broke off is tried again a quarter of an hour later.
 */
#ifndef ENGINE_JOBS_SCHEDULE_H
#define ENGINE_JOBS_SCHEDULE_H

#include "engine/jobs/jobs.h"
#include "jobs_queries.h"

struct app;

struct job_run {
    struct arena *arena; /* of this run */
    const struct app *app;
    const struct jobs *jobs; /* NULL: nothing can stop it */
    instant now;
    bool stopped; /* set by a run that gives up because run_stopping(): it goes on later */
};
/* Whether a long job should leave off between two steps. */
bool run_stopping(const struct job_run *run) must_use;

struct schedule_when {
    enum { EVERY_SO_OFTEN, EVERY_DAY, EVERY_WEEK, EVERY_MONTH } every;
    int minutes; /* between two runs, or of London's day: 3:30 is 210 */
    int on;      /* of the week, Monday is 0; of the month, 1 to 28 */
};
#define OFTEN(minutes_)                                                                            \
    {                                                                                              \
        .every = EVERY_SO_OFTEN, .minutes = (minutes_)                                             \
    }
#define DAILY(hour_, minute_)                                                                      \
    {                                                                                              \
        .every = EVERY_DAY, .minutes = (hour_)*60 + (minute_)                                      \
    }
#define WEEKLY(weekday_, hour_, minute_)                                                           \
    {                                                                                              \
        .every = EVERY_WEEK, .on = (weekday_), .minutes = (hour_)*60 + (minute_)                   \
    }
#define MONTHLY(date_, hour_, minute_)                                                             \
    {                                                                                              \
        .every = EVERY_MONTH, .on = (date_), .minutes = (hour_)*60 + (minute_)                     \
    }

struct schedule_row {
    const char *name; /* "people.sweep": stable, it stands in job_runs */
    const char *says; /* "Forgets sign-ins that have ended.": plain words for the page */
    struct schedule_when when;
    /* What it did, in words for the page, or absent when there was nothing to do. fail()s when it
     * cannot. */
    text (*run)(struct job_run *run);
};
/* One module's jobs. */
struct schedule {
    const struct schedule_row *row;
    size_t count;
};

/* The newest moment up to now at which it was due; the next after now. */
instant schedule_last(const struct schedule_when *when, instant now);
instant schedule_next(const struct schedule_when *when, instant now);
/* "Every 10 minutes", "Every day at 3:30", "Mondays at 8:00", "On the 1st of each month at 4:00" */
text schedule_words(struct arena *arena, const struct schedule_when *when);

/* NULL: there is none of that name. */
const struct schedule_row *schedule_find(const struct app *app, text name);
/* How one of them ran last, among all that ran; NULL: it never did. */
const struct job_run_row *schedule_run(const struct schedule_row *row,
                                       struct job_run_row_rows runs);
/* The newest moment that was done, unless a clock that was wrong left it. last: how it ran, or
 * NULL. */
opt_instant schedule_mark(const struct schedule_row *row, const struct job_run_row *last,
                          instant now);
/* Whether it is due. last: how it ran, or NULL. */
bool schedule_due(const struct schedule_row *row, const struct job_run_row *last,
                  instant now) must_use;
/* When it comes next: the present when it is due. */
instant schedule_comes(const struct schedule_row *row, const struct job_run_row *last, instant now);

/* Runs what is due now, one after the other, and keeps how it went. How many ran. */
size_t jobs_tick(const struct app *app, const struct jobs *jobs, struct arena *arena, instant now);
/* Runs one though it is not due; the moments at which it is due stay as they are. */
void jobs_run_now(const struct app *app, const struct jobs *jobs, struct arena *arena,
                  const struct schedule_row *row, instant now);
/* Starts to tick each minute, on the thread of app->rounds. */
void jobs_rounds_begin(const struct app *app);

#endif
