/*
 * The one writer, and its turn.
 *
 * The rules that look before they write, and the chain of the audit log, rest on it: whoever writes
 * sees everything that was written before. SQLite has no queue in its lock: eight free writers were
 * seen to wait up to 4 s. So writers of this process take tickets and are served in their order,
 * and then take their turn among other processes, as the engine does it.
 */
#include "engine/db/db_private.h"

#include <stdio.h>

/* ---- Turns within the process ------------------------------------------------------------------
 */

void turn_take(struct database *database)
{
    pthread_mutex_lock(&database->mutex);
    const bool mine = database->writing && pthread_equal(database->owner, pthread_self());
    const uint64_t ticket = database->next_ticket;
    if (!mine) {
        database->next_ticket++;
        while (database->serving != ticket)
            pthread_cond_wait(&database->freed, &database->mutex);
        database->writing = true;
        database->owner = pthread_self();
    }
    pthread_mutex_unlock(&database->mutex);
    if (mine)
        fail("database: a write begun inside another would wait for itself");
}

void turn_pass(struct database *database)
{
    pthread_mutex_lock(&database->mutex);
    database->writing = false;
    database->serving++;
    pthread_cond_broadcast(&database->freed);
    pthread_mutex_unlock(&database->mutex);
}

/* ---- Transactions ------------------------------------------------------------------------------
 */

/* Rolls back what was not committed and gives back whatever is held. Also after a failure in
 * between. */
static void write_release(struct db_write *write)
{
    struct database *const database = write->db.database;
    if (write->has_turn)
        database->capture = NULL;
    if (write->db.connection)
        db_statements_release(&write->db);
    if (write->has_engines)
        database->engine->write_release(write);
    write->db.connection = NULL;
    write->has_engines = false;
    if (write->has_turn)
        turn_pass(database);
    write->has_turn = false;
}

static void write_close(void *write)
{
    write_release(write);
}

struct db_write *db_write_begin(struct database *database, struct arena *arena)
{
    if (database->as == DB_READ)
        fail("database: %s is open for reading only", database->name);
    struct db_write *const write = arena_make(arena, struct db_write);
    *write = (struct db_write){.db = {.database = database, .arena = arena, .writes = true}};
    arena_on_close(arena, write_close, write);
    turn_take(database);
    write->has_turn = true;
    write->capture = (struct capture){.arena = arena};
    if (database->watch.before)
        database->capture = &write->capture;
    database->engine->write_begin(write);
    write->db.connection = &database->writer;
    write->db.begun = true;
    return write;
}

static void ensure_open(const struct db_write *write)
{
    if (!write->db.connection)
        fail("database: the write has ended already");
}

void db_write_commit(struct db_write *write)
{
    struct database *const database = write->db.database;
    ensure_open(write);
    capture_check(&write->capture);
    if (database->watch.before)
        database->watch.before(database->watch.arg, write);
    db_statements_release(&write->db);
    database->engine->write_commit(write);
    if (database->watch.after)
        database->watch.after(database->watch.arg, write);
    database->engine->write_settle(write);
    write_release(write);
}

void db_write_undo(struct db_write *write)
{
    write_release(write);
}

struct db *db_of(struct db_write *write)
{
    return &write->db;
}

int64_t db_last_id(struct db_write *write)
{
    ensure_open(write);
    return write->db.database->engine->last_id(write);
}
