/*
 * The rounds of the clock: what is due is run, and how it went is kept. A run has an arena of its
 * own, so that a job which breaks off hinders no other.
 */
#include "engine/jobs/schedule.h"
#include "engine/web/server.h"

#include <stdio.h>

#define RUN_MEMORY_MAX ((size_t)64 << 20)
enum { TICK_SECONDS = 60 };

struct going {
    const struct schedule_row *row;
    struct job_run run;
    text said;
};

static void run_row(void *arg)
{
    struct going *going = arg;
    going->said = going->row->run(&going->run);
}

static opt_instant later(opt_instant a, instant b)
{
    return a.some && instant_order(a.it, b) > 0 ? a : (opt_instant){.some = true, .it = b};
}

/* regular: the moment at which it was due counts as done. */
static void run_one(const struct app *app, const struct jobs *jobs, struct arena *arena,
                    const struct schedule_row *row, instant now, bool regular)
{
    struct arena *own = arena_new_in(arena, RUN_MEMORY_MAX);
    struct going going = {.row = row, .run = {.arena = own, .app = app, .jobs = jobs, .now = now}};
    struct failure failure;
    const bool fine = fail_try(run_row, &going, &failure);
    if (!fine)
        fprintf(stderr, "holdfast: the job %s broke off: %s\n", row->name, failure.what);
    const enum job_outcome outcome = !fine               ? JOB_OUTCOME_FAILED
                                     : going.run.stopped ? JOB_OUTCOME_STOPPED
                                                         : JOB_OUTCOME_DONE;
    const text said = fine && going.said.ptr ? text_copy(arena, going.said) : TEXT_ABSENT;
    arena_reset(own); /* its transaction, if one is open, is over */
    struct db_write *write = db_write_begin(app->database, own);
    const struct job_run_row *last = job_run_find(db_of(write), text_of(row->name));
    opt_instant done = schedule_mark(row, last, now);
    if (regular && outcome == JOB_OUTCOME_DONE)
        done = later(done, schedule_last(&row->when, now));
    const instant ended = instant_now();
    (void)job_run_put(write, text_of(row->name), done, now, ended, outcome, said,
                      fine ? last ? last->failed_at : (opt_instant){.some = false}
                           : (opt_instant){.some = true, .it = ended});
    db_write_commit(write);
    arena_reset(own);
}

size_t jobs_tick(const struct app *app, const struct jobs *jobs, struct arena *arena, instant now)
{
    size_t ran = 0;
    struct db *db = db_read(app->database, arena);
    const struct job_run_row_rows runs = job_runs_list(db);
    db_read_end(db);
    for (size_t m = 0; app->schedules && app->schedules[m]; m++)
        for (size_t i = 0; i < app->schedules[m]->count; i++) {
            const struct schedule_row *row = &app->schedules[m]->row[i];
            if (jobs && jobs_stopping(jobs))
                return ran;
            if (!schedule_due(row, schedule_run(row, runs), now))
                continue;
            run_one(app, jobs, arena, row, now, true);
            ran++;
        }
    return ran;
}

void jobs_run_now(const struct app *app, const struct jobs *jobs, struct arena *arena,
                  const struct schedule_row *row, instant now)
{
    run_one(app, jobs, arena, row, now, false);
}

static void tick(struct arena *arena, const struct jobs *jobs, const void *app)
{
    (void)jobs_tick(app, jobs, arena, instant_now());
}

void jobs_rounds_begin(const struct app *app)
{
    jobs_tick_every(app->rounds, TICK_SECONDS, tick, app);
}
