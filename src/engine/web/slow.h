/*
 * Work that takes long and needs no database, such as hashing a password, away from the threads
 * that make pages: some threads of low priority and a queue that has an end. One hash keeps a core
 * busy for as long as some hundred pages take; in the request pool, a few people signing in at the
 * same moment would stop everyone.
 */
#ifndef ENGINE_WEB_SLOW_H
#define ENGINE_WEB_SLOW_H

#include "engine/base/arena.h"

struct slow;

/* One piece of work, in memory of whoever asks for it; it is theirs again when done is called. */
struct slow_task {
    void (*run)(void *arg);            /* may not fail() */
    void (*done)(void *arg, bool ran); /* ran false: the server stopped before its turn came */
    void *arg;
    struct slow_task *next;
};

/* threads 0: one for every two cores. NULL: the system has no thread to give. */
struct slow *slow_new(struct arena *arena, unsigned threads, size_t room) must_use;
/* False: as many wait as there is room for, or it is stopping; done is not called then. */
bool slow_add(struct slow *slow, struct slow_task *task) must_use;
/* Finishes what runs, gives back what waits, and joins the threads. Once; after it slow_add() still
 * may be asked, and says no: a connection that was kept open may send one more request. */
void slow_stop(struct slow *slow);

#endif
