/* A run of short write transactions, and the lock around an import: see import.h. */
#include "engine/db/changes.h"
#include "fund/opendata/import.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

/*
 * The writer is never held over 50 ms. How long a commit takes depends on how many pages were
 * touched, so the time to spend before it follows what the last ones came to.
 */
#define HELD_MOST INT64_C(35000000)   /* nanoseconds: above this, spend less */
#define HELD_LITTLE INT64_C(28000000) /* below this, spend more */
#define SPEND_MOST INT64_C(25000000)
#define SPEND_LEAST INT64_C(2000000)
#define BATCH_MEMORY_MAX ((size_t)64 << 20)
#define BATCH_MEMORY ((size_t)24 << 20) /* and no larger than this, however fast */

static int64_t now(void)
{
    struct timespec t;
    ensure(clock_gettime(CLOCK_MONOTONIC, &t) == 0);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

struct batch *batch_new(struct arena *arena, struct database *database)
{
    struct batch *batch = arena_make(arena, struct batch);
    batch->database = database;
    batch->spend = SPEND_MOST / 2;
    batch->arena = arena_new_in(arena, BATCH_MEMORY_MAX);
    return batch;
}

/*
 * What to spend before the next commit. A slow disk makes every commit long, however little is in
 * it: then spending less only makes the import longer, so it is never less than half of what the
 * commit took.
 */
static int64_t spend_next(int64_t spend, int64_t held, int64_t commit)
{
    if (held > HELD_MOST)
        spend = spend * 3 / 4;
    else if (held < HELD_LITTLE)
        spend += spend / 16;
    if (spend < commit / 2)
        spend = commit / 2;
    if (spend < SPEND_LEAST)
        return SPEND_LEAST;
    return spend < SPEND_MOST ? spend : SPEND_MOST;
}

struct db_write *batch_write(struct batch *batch)
{
    if (!batch->write) {
        batch->write = db_write_begin(batch->database, batch->arena);
        db_changes_unrecorded(batch->write, NULL); /* nobody sees it until it is published */
        batch->began = now();
    }
    return batch->write;
}

void batch_commit(struct batch *batch)
{
    if (batch->write) {
        const int64_t begun = now();
        db_write_commit(batch->write);
        const int64_t ended = now();
        batch->spend = spend_next(batch->spend, ended - batch->began, ended - begun);
    }
    batch->write = NULL;
    arena_reset(batch->arena);
}

bool batch_due(const struct batch *batch)
{
    return batch->write &&
           (now() - batch->began >= batch->spend || arena_used(batch->arena) >= BATCH_MEMORY);
}

bool batch_breathe(struct batch *batch)
{
    if (!batch_due(batch))
        return false;
    batch_commit(batch);
    return true;
}

void watch_tell(const struct import_watch *watch, enum import_step step, int64_t done, int64_t of)
{
    if (watch->stopping && watch->stopping(watch->stopping_arg))
        fail("stopped in the middle of an import, which is undone at the next start");
    if (watch->progress)
        watch->progress(watch->progress_arg, step, done, of);
}

struct import_lock {
    int fd; /* -1: given back */
};

void import_unlock(struct import_lock *lock)
{
    if (lock->fd >= 0)
        (void)close(lock->fd);
    lock->fd = -1;
}

static void unlock(void *lock)
{
    import_unlock(lock);
}

struct import_lock *import_lock(struct arena *arena, struct database *database)
{
    struct import_lock *lock = arena_make(arena, struct import_lock);
    lock->fd = db_beside(arena, database, "-import");
    if (lock->fd < 0)
        fail("%s-import cannot be opened: %s", db_path(database), strerror(errno));
    arena_on_close(arena, unlock, lock);
    if (flock(lock->fd, LOCK_EX | LOCK_NB) == 0)
        return lock;
    import_unlock(lock);
    return NULL;
}
