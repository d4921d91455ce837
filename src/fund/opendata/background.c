/* Imports behind the pages: see background.h. */
#include "fund/opendata/background.h"

#include "engine/web/server.h"
#include "fund/opendata/opendata.h"

#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum background_step { BACKGROUND_STAGE, BACKGROUND_WRITE, BACKGROUND_TIDY, BACKGROUND_SWEEP };

/* What a job is given: copied, so it holds no pointers into a request. */
struct background_job {
    struct database *database;
    import_id import; /* sweep: the newest that a server before this one was given */
    enum background_step step;
    int fd; /* -1: none */
};

struct background_run {
    struct arena *arena;
    const struct jobs *jobs;
    const struct background_job *job;
};

static bool stopping(const void *jobs)
{
    return jobs_stopping(jobs);
}

/* Another process may be importing: wait for it. */
static void take_lock(const struct background_run *run)
{
    while (!import_lock(run->arena, run->job->database)) {
        if (jobs_stopping(run->jobs))
            fail("stopped while an import waited its turn");
        (void)nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
    }
}

static struct import_watch watch_of(const struct background_run *run)
{
    return (struct import_watch){.stopping = stopping, .stopping_arg = run->jobs};
}

static void run_step(void *arg)
{
    const struct background_run *run = arg;
    const struct background_job *job = run->job;
    const struct import_watch watch = watch_of(run);
    bool ready = true;
    take_lock(run);
    switch (job->step) {
    case BACKGROUND_STAGE:
        ready = import_stage(run->arena, job->database, job->import, job->fd, &watch);
        if (!ready)
            import_tidy(run->arena, job->database, job->import, &watch);
        break;
    case BACKGROUND_WRITE:
        /* False: someone pressed twice, and the first press is done. */
        ready = import_write(run->arena, job->database, job->import, &watch);
        break;
    case BACKGROUND_TIDY:
        import_tidy(run->arena, job->database, job->import, &watch);
        break;
    case BACKGROUND_SWEEP:
        import_sweep(run->arena, job->database, job->import, &watch);
        break;
    }
}

/* The import does not stay "reading" for ever when its job breaks; a stopping server leaves it to
 * the next start. */
static void cut_off(void *arg)
{
    const struct background_run *run = arg;
    const struct import_watch watch = watch_of(run);
    import_cut_off(run->arena, run->job->database, run->job->import,
                   run->job->step == BACKGROUND_WRITE ? IMPORT_STATE_WRITING : IMPORT_STATE_READING,
                   &watch);
}

/* The database that was lost under the job may still be away: then this waits for it. */
static bool cut_off_at_last(struct background_run *run, struct failure *again)
{
    while (!fail_try(cut_off, run, again)) {
        arena_reset(run->arena);
        if (again->kind == FAILURE_BROKEN || jobs_stopping(run->jobs))
            return false;
        (void)nanosleep(&(struct timespec){.tv_sec = 1}, NULL);
    }
    return true;
}

static void run_job(struct arena *arena, const struct jobs *jobs, const void *arg)
{
    const struct background_job *job = arg;
    struct background_run run = {.arena = arena, .jobs = jobs, .job = job};
    struct failure failure, again;
    const bool fine = fail_try(run_step, &run, &failure);
    if (job->fd >= 0)
        (void)close(job->fd);
    if (fine)
        return;
    /* Its clean-ups end the reader and roll back before anything else is tried. */
    arena_reset(arena);
    const bool owns = job->step == BACKGROUND_STAGE || job->step == BACKGROUND_WRITE;
    if (owns && !jobs_stopping(jobs) && !cut_off_at_last(&run, &again))
        fail("%s; then: %.200s", "an import could not be cut off", again.what);
    fail_again(&failure);
}

static bool start(struct jobs *jobs, const char *name, struct background_job job)
{
    return jobs && job_start(jobs, name, run_job, &job, sizeof job);
}

bool background_stage(struct jobs *jobs, struct database *database, import_id import,
                      struct background_file *file)
{
    if (!start(
            jobs, "import.read",
            (struct background_job){
                .database = database, .import = import, .step = BACKGROUND_STAGE, .fd = file->fd}))
        return false;
    file->fd = -1;
    return true;
}

bool background_write(struct jobs *jobs, struct database *database, import_id import)
{
    return start(jobs, "import.write",
                 (struct background_job){
                     .database = database, .import = import, .step = BACKGROUND_WRITE, .fd = -1});
}

bool background_tidy(struct jobs *jobs, struct database *database, import_id import)
{
    return start(jobs, "import.tidy",
                 (struct background_job){
                     .database = database, .import = import, .step = BACKGROUND_TIDY, .fd = -1});
}

void import_resume(struct arena *arena, struct jobs *jobs, struct database *database)
{
    struct db *db = db_read(database, arena);
    const struct import_newest_row *newest = import_newest(db);
    const struct background_job job = {.database = database,
                                       .import = newest ? newest->id : NO_IMPORT,
                                       .step = BACKGROUND_SWEEP,
                                       .fd = -1};
    db_read_end(db);
    ensure(start(jobs, "import.sweep", job));
}

/* A job of the clock; import_forget_problems stops between two batches when it must. */
static text forget_problems(struct job_run *run)
{
    const struct import_watch watch = {.stopping = run->jobs ? stopping : NULL,
                                       .stopping_arg = run->jobs};
    import_forget_problems(run->arena, run->app->database, &watch);
    return TEXT_ABSENT;
}

static const struct schedule_row rows[] = {
    {"import.problems", "Forgets what was wrong with files that were refused a month ago",
     DAILY(4, 30), forget_problems},
};
const struct schedule opendata_schedule = {.row = rows, .count = sizeof rows / sizeof *rows};

static void close_file(void *thing)
{
    struct background_file *file = thing;
    if (file->fd >= 0)
        (void)close(file->fd);
    file->fd = -1;
}

struct background_file *background_file(struct arena *arena, bytes content)
{
    struct background_file *file = arena_make(arena, struct background_file);
    file->fd = memfd_create("import", MFD_CLOEXEC);
    arena_on_close(arena, close_file, file);
    size_t done = 0;
    while (file->fd >= 0 && done < content.len) {
        const ssize_t n = write(file->fd, content.ptr + done, content.len - done);
        if (n <= 0)
            close_file(file);
        else
            done += (size_t)n;
    }
    return file->fd >= 0 ? file : NULL;
}
