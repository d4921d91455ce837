/*
 * Work behind the pages: one thread, one job at a time, in the order they came.
 *
 * Hashing, imports and mail never run in the request pool. There are three such threads: one for
 * what people start (imports), one for what the clock starts (schedule.h), one for mails, which
 * must not wait behind either. A job has its own arena and takes connections like anyone else; when
 * it fail()s, its transaction rolls back and the log says so. jobs_stopping() lets a long job give
 * up between two steps, so that the server stops promptly: what was left half-done is tidied at the
 * next start by whoever owns it.
 */
#ifndef ENGINE_JOBS_JOBS_H
#define ENGINE_JOBS_JOBS_H

#include "engine/base/values.h"

struct jobs;

#define JOB_ARG_MAX 64

/* The thread starts at once and is stopped and joined when the arena closes. */
struct jobs *jobs_new(struct arena *arena) must_use;

/* Queues run(arena, jobs, arg) with a copy of size bytes at arg (at most JOB_ARG_MAX). name is for
 * the log. False: eight are waiting already, or the server is stopping; say "try again in a
 * minute". */
bool job_start(struct jobs *jobs, const char *name,
               void (*run)(struct arena *arena, const struct jobs *jobs, const void *arg),
               const void *arg, size_t size) must_use;

/* When the thread has nothing else to do it runs tick(arena, jobs, arg): at once, then every so
 * many seconds, and whenever it is woken. arg outlives the thread. */
void jobs_tick_every(struct jobs *jobs, unsigned seconds,
                     void (*tick)(struct arena *arena, const struct jobs *jobs, const void *arg),
                     const void *arg);
void jobs_wake(struct jobs *jobs);

bool jobs_stopping(const struct jobs *jobs);
/* Waits until nothing is queued or running: for tests. */
void jobs_wait(struct jobs *jobs);

#endif
