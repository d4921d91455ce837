/* One thread and a short queue: see jobs.h. */
#include "engine/jobs/jobs.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define WAITING_MAX 8
#define JOB_MEMORY_MAX ((size_t)64 << 20)

struct job {
    const char *name;
    void (*run)(struct arena *arena, const struct jobs *jobs, const void *arg);
    _Alignas(16) unsigned char arg[JOB_ARG_MAX];
};

struct jobs {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed; /* a job came or went, or the end is near */
    struct job waiting[WAITING_MAX];
    size_t count;
    bool running;
    atomic_bool stopping;

    unsigned every; /* seconds between ticks; 0: none */
    void (*tick)(struct arena *arena, const struct jobs *jobs, const void *arg);
    const void *tick_arg;
    bool woken, after_job;
    struct timespec next; /* of the clock that only goes forward */
};

struct run {
    struct jobs *jobs;
    struct arena *arena;
    const struct job *job;
};

static void run_job(void *arg)
{
    struct run *run = arg;
    run->arena = arena_new(JOB_MEMORY_MAX);
    run->job->run(run->arena, run->jobs, run->job->arg);
}

static void run_tick(void *arg)
{
    struct run *run = arg;
    run->arena = arena_new(JOB_MEMORY_MAX);
    run->jobs->tick(run->arena, run->jobs, run->jobs->tick_arg);
}

/* job: NULL is a tick. */
static void run_one(struct jobs *jobs, const struct job *job)
{
    struct failure failure;
    struct run run = {.jobs = jobs, .job = job};
    if (!fail_try(job ? run_job : run_tick, &run, &failure))
        fprintf(stderr, "holdfast: the job %s ended early: %s\n", job ? job->name : "of the minute",
                failure.what);
    arena_free(run.arena);
}

static bool tick_is_due(const struct jobs *jobs)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return jobs->every != 0 && (jobs->woken || now.tv_sec >= jobs->next.tv_sec);
}

/* Waits for a job (true) or for the time to tick (false). The lock is held. Between two jobs there
 * is room for a tick: strangers can start jobs without end, and must not hold up everyone's mail.
 */
static bool wait_for_work(struct jobs *jobs)
{
    while (!atomic_load(&jobs->stopping)) {
        const bool due = tick_is_due(jobs);
        if (jobs->count > 0 && !(due && jobs->after_job))
            return true;
        if (due)
            return false;
        if (jobs->every == 0)
            pthread_cond_wait(&jobs->changed, &jobs->lock);
        else
            (void)pthread_cond_timedwait(&jobs->changed, &jobs->lock, &jobs->next);
    }
    return true;
}

static void *work(void *arg)
{
    struct jobs *jobs = arg;
    pthread_mutex_lock(&jobs->lock);
    for (;;) {
        const bool is_job = wait_for_work(jobs);
        if (atomic_load(&jobs->stopping))
            break;
        struct job job;
        jobs->after_job = is_job;
        if (is_job) {
            job = jobs->waiting[0];
            jobs->count--;
            memmove(&jobs->waiting[0], &jobs->waiting[1], jobs->count * sizeof jobs->waiting[0]);
        } else {
            jobs->woken = false;
            (void)clock_gettime(CLOCK_MONOTONIC, &jobs->next);
            jobs->next.tv_sec += jobs->every;
        }
        jobs->running = true;
        pthread_mutex_unlock(&jobs->lock);
        run_one(jobs, is_job ? &job : NULL);
        pthread_mutex_lock(&jobs->lock);
        jobs->running = false;
        pthread_cond_broadcast(&jobs->changed);
    }
    pthread_mutex_unlock(&jobs->lock);
    return NULL;
}

static void stop(void *thing)
{
    struct jobs *jobs = thing;
    pthread_mutex_lock(&jobs->lock);
    atomic_store(&jobs->stopping, true);
    pthread_cond_broadcast(&jobs->changed);
    pthread_mutex_unlock(&jobs->lock);
    (void)pthread_join(jobs->thread, NULL);
    pthread_cond_destroy(&jobs->changed);
    pthread_mutex_destroy(&jobs->lock);
}

struct jobs *jobs_new(struct arena *arena)
{
    struct jobs *jobs = arena_make(arena, struct jobs);
    pthread_mutex_init(&jobs->lock, NULL);
    pthread_condattr_t forward;
    pthread_condattr_init(&forward);
    (void)pthread_condattr_setclock(&forward, CLOCK_MONOTONIC);
    pthread_cond_init(&jobs->changed, &forward);
    pthread_condattr_destroy(&forward);
    /* Signals are the main thread's business. */
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const int code = pthread_create(&jobs->thread, NULL, work, jobs);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (code != 0)
        fail("no thread for jobs: %s", strerror(code));
    arena_on_close(arena, stop, jobs);
    return jobs;
}

bool job_start(struct jobs *jobs, const char *name,
               void (*run)(struct arena *arena, const struct jobs *jobs, const void *arg),
               const void *arg, size_t size)
{
    ensure(size <= JOB_ARG_MAX);
    pthread_mutex_lock(&jobs->lock);
    const bool room = jobs->count < WAITING_MAX && !atomic_load(&jobs->stopping);
    if (room) {
        struct job *job = &jobs->waiting[jobs->count++];
        job->name = name;
        job->run = run;
        memcpy(job->arg, arg, size);
        pthread_cond_broadcast(&jobs->changed);
    }
    pthread_mutex_unlock(&jobs->lock);
    return room;
}

void jobs_tick_every(struct jobs *jobs, unsigned seconds,
                     void (*tick)(struct arena *arena, const struct jobs *jobs, const void *arg),
                     const void *arg)
{
    pthread_mutex_lock(&jobs->lock);
    jobs->every = seconds;
    jobs->tick = tick;
    jobs->tick_arg = arg;
    jobs->woken = true;
    pthread_cond_broadcast(&jobs->changed);
    pthread_mutex_unlock(&jobs->lock);
}

void jobs_wake(struct jobs *jobs)
{
    pthread_mutex_lock(&jobs->lock);
    jobs->woken = true;
    pthread_cond_broadcast(&jobs->changed);
    pthread_mutex_unlock(&jobs->lock);
}

bool jobs_stopping(const struct jobs *jobs)
{
    return atomic_load(&jobs->stopping);
}

void jobs_wait(struct jobs *jobs)
{
    pthread_mutex_lock(&jobs->lock);
    while (jobs->count > 0 || jobs->running || jobs->woken)
        pthread_cond_wait(&jobs->changed, &jobs->lock);
    pthread_mutex_unlock(&jobs->lock);
}
