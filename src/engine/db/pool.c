/*
 * Readers: opened when first needed, at most 64, borrowed for an arena's life.
 *
 * A handle reserves its place in the pool before the connection is opened, and gives the place back
 * whatever happens then; a connection that failed half-way is finished by the next borrower. The
 * transaction begins with the first statement, so that a page which asks nothing costs nothing, and
 * all of a page's statements see one moment.
 *
 * A server that takes no more connections is served by those that are open: who would have needed
 * one more waits, for a second at most, until one of them comes back.
 */
#include "engine/db/db_private.h"

#include <errno.h>
#include <time.h>

enum { PATIENCE_SECONDS = 1 };

/* NULL: all of that kind are in use. */
static struct connection *place_among(struct database *database, bool open)
{
    for (size_t i = 0; i < database->used_readers; i++)
        if (!database->readers[i].borrowed && database->readers[i].open == open)
            return &database->readers[i];
    return NULL;
}

/* The place that came back last has the warmest cache, so look from the front; one that has to be
 * opened only when no other is free. NULL: all are in use. */
static struct connection *place_free(struct database *database)
{
    struct connection *const open = place_among(database, true);
    struct connection *const closed = open ? open : place_among(database, false);
    if (closed)
        return closed;
    return database->used_readers < MOST_READERS ? &database->readers[database->used_readers++]
                                                 : NULL;
}

static struct connection *place_take(struct database *database)
{
    pthread_mutex_lock(&database->mutex);
    struct connection *c;
    while (!(c = place_free(database)))
        pthread_cond_wait(&database->freed, &database->mutex);
    c->borrowed = true;
    pthread_mutex_unlock(&database->mutex);
    return c;
}

static void place_return(struct database *database, struct connection *c)
{
    pthread_mutex_lock(&database->mutex);
    c->borrowed = false;
    pthread_cond_broadcast(&database->freed);
    pthread_mutex_unlock(&database->mutex);
}

static void place_mark(struct database *database, struct connection *c, bool open)
{
    pthread_mutex_lock(&database->mutex);
    c->open = open;
    pthread_mutex_unlock(&database->mutex);
}

static bool any_open(const struct database *database)
{
    for (size_t i = 0; i < database->used_readers; i++)
        if (database->readers[i].open)
            return true;
    return false;
}

/* Gives a place back that could not be opened, and waits until one that is open comes back. False:
 * none did in time, or there is none. */
static bool place_exchange(struct database *database, struct connection *c,
                           const struct timespec *until)
{
    pthread_mutex_lock(&database->mutex);
    c->borrowed = c->full = false;
    const bool any = any_open(database);
    int code = 0;
    while (any && code == 0 && !place_among(database, true))
        code = pthread_cond_timedwait(&database->freed, &database->mutex, until);
    pthread_mutex_unlock(&database->mutex);
    return any && code == 0;
}

void db_statements_release(struct db *db)
{
    while (db->in_use) {
        struct db_stmt *const stmt = db->in_use;
        db->in_use = stmt->next_in_use;
        stmt->engine->reset(stmt);
        stmt->db = NULL;
    }
}

void db_read_end(struct db *db)
{
    struct connection *const c = db->connection;
    ensure(!db->writes);
    if (!c)
        return;
    db_statements_release(db);
    db->database->engine->read_end(db);
    db->connection = NULL;
    place_return(db->database, c);
}

static void read_close(void *db)
{
    db_read_end(db);
}

static void reader_open(void *arg)
{
    struct db *const db = arg;
    db->database->engine->connection_open(db->connection, db->database, false);
}

struct db *db_read(struct database *database, struct arena *arena)
{
    struct db *const db = arena_make(arena, struct db);
    *db = (struct db){.database = database, .arena = arena};
    arena_on_close(arena, read_close, db);
    struct timespec until;
    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_SECONDS;
    struct failure failure;
    for (;;) {
        struct connection *const c = db->connection = place_take(database);
        const bool open = fail_try(reader_open, db, &failure);
        if (open != c->open) /* its borrower alone changes it */
            place_mark(database, c, open);
        if (open)
            return db;
        if (!c->full)
            fail_again(&failure);
        db->connection = NULL;
        if (!place_exchange(database, c, &until))
            fail_again(&failure);
    }
}

struct arena *db_arena(struct db *db)
{
    return db->arena;
}

unsigned db_statements_run(const struct db *db)
{
    return db->run;
}
