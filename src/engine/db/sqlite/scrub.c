/*
 * Forgetting for good. secure_delete overwrites what is deleted in the file; this is for the two
 * places where it would still be found: a search index keeps a deleted row's words until its
 * segments are merged, and the write-ahead log keeps pages as they were until it is emptied.
 */
#include "engine/db/sqlite/sqlite_private.h"

#include <time.h>

enum { TRIES = 50, PAUSE_NANOSECONDS = 100 * 1000 * 1000 };

/* Constant SQL but for the name, which querygen emitted. */
static void search_merge(struct connection *c, struct arena *arena, const char *search)
{
    connection_run(c, text_cstr(arena, text_format(arena, "INSERT INTO %s (%s) VALUES ('optimize')",
                                                   search, search)));
}

static void searches_merge(struct database *database, struct arena *arena)
{
    if (!db_people_searches[0])
        return;
    struct db_write *const write = db_write_begin(database, arena);
    for (size_t i = 0; db_people_searches[i]; i++)
        search_merge(&database->writer, arena, db_people_searches[i]);
    db_write_commit(write);
}

struct emptying {
    struct database *database;
    int rc;
};

static void log_empty(void *arg)
{
    struct emptying *const e = arg;
    connection_open(&e->database->writer, e->database, true);
    sqlite3_busy_timeout(e->database->writer.handle, 0);
    e->rc = sqlite3_wal_checkpoint_v2(e->database->writer.handle, NULL, SQLITE_CHECKPOINT_TRUNCATE,
                                      NULL, NULL);
    sqlite3_busy_timeout(e->database->writer.handle, BUSY_MILLISECONDS);
}

bool sqlite_scrub(struct database *database, struct arena *arena)
{
    searches_merge(database, arena);
    for (int i = 0; i < TRIES; i++) {
        struct emptying emptying = {.database = database};
        struct failure failure;
        writer_enter(database);
        const bool ran = fail_try(log_empty, &emptying, &failure);
        writer_leave(database);
        if (!ran)
            fail_again(&failure);
        if (emptying.rc == SQLITE_OK)
            return true;
        /* Not while the writer is held: readers end by themselves. */
        nanosleep(&(struct timespec){.tv_nsec = PAUSE_NANOSECONDS}, NULL);
    }
    return false;
}

int64_t sqlite_ids_given(struct db *db, const char *table)
{
    sqlite3_stmt *const stmt =
        connection_query(db->connection, "SELECT seq FROM sqlite_sequence WHERE name = ?1");
    sqlite3_bind_text(stmt, 1, table, -1, SQLITE_STATIC);
    const int64_t given = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
    connection_query_end(db->connection);
    return given;
}
