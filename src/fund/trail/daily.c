/*
 * What the clock does for the audit log (law 9). The day that is over is written as a signed file
 * beside the database: whoever keeps these files elsewhere can prove what stood in the log, even
 * against somebody who holds both database and keys. And the log is walked each night, so that
 * damage is known in the morning and not when it is needed. A server that stops waits for neither.
 */
#include "engine/audit/audit.h"
#include "engine/jobs/schedule.h"
#include "engine/web/server.h"
#include "fund/trail/trail.h"

static bool leaving(void *arg)
{
    const struct job_run *const run = arg;
    return run_stopping(run);
}

static text export_days(struct job_run *run)
{
    struct audit_leave leave = {.asked = leaving, .arg = run};
    size_t written = 0;
    text say;
    if (!audit_export_daily(run->arena, run->app->database, run->app->vault,
                            audit_folder(run->arena, run->app->database), instant_day(run->now),
                            &leave, &written, &say))
        fail("the log's days cannot be written: %.*s", TEXT_ARG(say));
    run->stopped = leave.left;
    return written > 0
               ? int_words(run->arena, (int64_t)written, T("day written."), T("days written."))
               : TEXT_ABSENT;
}

/* The first that is wrong: a note, such as of a backup that was restored, may stand before it. */
static text first_wrong(const struct texts *says)
{
    for (size_t i = 0; i < says->count; i++)
        if (!text_starts(says->row[i], T("Note: ")))
            return says->row[i];
    return T("holdfast verify says more.");
}

static text walk(struct job_run *run)
{
    struct texts says;
    struct audit_leave leave = {.asked = leaving, .arg = run};
    const bool well = audit_verify(run->arena, run->app->database, run->app->vault, &leave, &says);
    run->stopped = leave.left;
    if (well)
        return leave.left ? T("Holdfast was stopped meanwhile: the log is walked again later.")
                          : T("The log is whole.");
    fail("the log is not whole: %.*s", TEXT_ARG(first_wrong(&says)));
}

static const struct schedule_row rows[] = {
    {"audit.export", "Writes the day that is over into a signed file beside the database",
     DAILY(0, 20), export_days},
    {"audit.verify", "Looks whether the log of changes is whole", DAILY(4, 40), walk},
};
const struct schedule trail_schedule = {.row = rows, .count = sizeof rows / sizeof *rows};
