/*
 * Readers: opened when first needed, at most 64, borrowed for an arena's life.
 *
 * A handle reserves its place in the pool before the connection is opened, and gives the place back
 * whatever happens then; a connection that failed half-way is finished by the next borrower. The
 * transaction begins with the first statement, so that a page which asks nothing costs nothing, and
 * all of a page's statements see one moment.
 */
#include "engine/db/db_private.h"

/* The place that came back last has the warmest cache, so look from the front. NULL: all are in
 * use. */
static struct connection *place_free(struct database *database)
{
    for (size_t i = 0; i < database->used_readers; i++)
        if (!database->readers[i].borrowed)
            return &database->readers[i];
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

struct db *db_read(struct database *database, struct arena *arena)
{
    struct db *const db = arena_make(arena, struct db);
    *db = (struct db){.database = database, .arena = arena};
    arena_on_close(arena, read_close, db);
    db->connection = place_take(database);
    database->engine->connection_open(db->connection, database, false);
    return db;
}

struct arena *db_arena(struct db *db)
{
    return db->arena;
}

unsigned db_statements_run(const struct db *db)
{
    return db->run;
}
