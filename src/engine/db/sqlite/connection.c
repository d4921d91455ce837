/*
 * One sqlite3 handle: how it is opened, its pragmas and its cache of prepared statements' places.
 *
 * A reader is opened SQLITE_OPEN_READONLY: it can neither write nor checkpoint, also when it is the
 * last to close (`query_only` alone checkpoints then). Every connection is used by one thread at a
 * time, so SQLite's own mutexes are off.
 *
 * No mmap: another process may write, and a shortened file would kill the process with SIGBUS.
 */
#include "engine/db/sqlite/sqlite_private.h"

#include <errno.h>

/* The few statements that are not in a .sql file: they are about the file, not about what is in it.
 */
static const char every_connection[] = "PRAGMA foreign_keys = ON;"
                                       "PRAGMA cell_size_check = ON;"
                                       "PRAGMA temp_store = MEMORY;"
                                       "PRAGMA cache_size = -8000;"
                                       /* REPLACE takes a row away: the triggers are to see it. */
                                       "PRAGMA recursive_triggers = ON;"
                                       "PRAGMA wal_autocheckpoint = 0;";
/* Not the writer: before 3.41 SQLite calls FTS5 unsafe in a trigger of a schema that is not
 * trusted, and the triggers that keep the search indexes are such. */
static const char reader_too[] = "PRAGMA trusted_schema = OFF;";
static const char writer_too[] = "PRAGMA synchronous = FULL;"
                                 /* What is deleted is overwritten: people are forgotten. */
                                 "PRAGMA secure_delete = ON;"
                                 "PRAGMA journal_size_limit = 67108864;";

enum { CONNECTION_MEMORY = 64 << 20 };

static void configure_library(void)
{
    /* Counting memory takes one lock for all threads at each allocation. Refused once the library
     * is in use, and then it only stays slower. */
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    (void)sqlite3_initialize();
}

void sqlite_prepare_library(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, configure_library);
}

enum failure_kind connection_kind(const struct connection *c)
{
    const int code = c->handle ? sqlite3_errcode(c->handle) & 0xff : SQLITE_NOMEM;
    if (code == SQLITE_FULL || (code == SQLITE_IOERR && sqlite3_system_errno(c->handle) == ENOSPC))
        return FAILURE_FULL;
    return code == SQLITE_BUSY || code == SQLITE_LOCKED ? FAILURE_AWAY : FAILURE_BROKEN;
}

const char *connection_words(const struct connection *c)
{
    return c->handle ? sqlite3_errmsg(c->handle) : "out of memory";
}

void connection_run(struct connection *c, const char *sql)
{
    if (sqlite3_exec(c->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_as(connection_kind(c), "database: %s (in %.60s)", connection_words(c), sql);
}

sqlite3_stmt *connection_prepare(struct connection *c, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v3(c->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK)
        fail_as(connection_kind(c), "database: %s (in %.60s)", connection_words(c), sql);
    return stmt;
}

sqlite3_stmt *connection_query(struct connection *c, const char *sql)
{
    connection_query_end(c);
    c->query = connection_prepare(c, sql);
    return c->query;
}

void connection_query_end(struct connection *c)
{
    sqlite3_finalize(c->query);
    c->query = NULL;
}

int64_t connection_number(struct connection *c, const char *sql)
{
    sqlite3_stmt *const stmt = connection_query(c, sql);
    const int rc = sqlite3_step(stmt);
    const int64_t number = sqlite3_column_int64(stmt, 0);
    connection_query_end(c);
    if (rc != SQLITE_ROW)
        fail_as(connection_kind(c), "database: %s (in %.60s)", connection_words(c), sql);
    return number;
}

int connection_step_once(sqlite3_stmt *stmt)
{
    const int rc = sqlite3_step(stmt);
    const int reset = sqlite3_reset(stmt);
    return rc == SQLITE_DONE || rc == SQLITE_ROW ? SQLITE_OK : reset ? reset : rc;
}

/* Replaces SQLite's checkpoint after each commit by a note of how long the WAL has become. */
static int note_wal(void *database, sqlite3 *handle, const char *schema, int pages)
{
    (void)handle, (void)schema;
    ((struct database *)database)->wal_pages = pages;
    return SQLITE_OK;
}

void connection_open(struct connection *c, struct database *database, bool writer)
{
    if (!c->arena)
        c->arena = arena_new(CONNECTION_MEMORY);
    if (!c->cache)
        c->cache = arena_array(c->arena, struct db_stmt *, db_registry_count + SPARE_STATEMENTS);
    if (c->rollback)
        return;
    if (!c->handle) {
        const int flags = (writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) |
                          SQLITE_OPEN_NOMUTEX | (database->uri ? SQLITE_OPEN_URI : 0);
        const char *const name = database->uri ? database->uri : database->path;
        if (sqlite3_open_v2(name, &c->handle, flags, NULL) != SQLITE_OK)
            fail_as(connection_kind(c), "database: %s: %s", database->path, connection_words(c));
    }
    sqlite3_extended_result_codes(c->handle, 1);
    sqlite3_busy_timeout(c->handle, BUSY_MILLISECONDS);
    sqlite3_db_config(c->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(c->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(c->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    if (!writer || database->untrusted)
        sqlite3_db_config(c->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    if (database->untrusted)
        sqlite3_db_config(c->handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    connection_run(c, every_connection);
    if (writer) {
        connection_run(c, writer_too);
        if (database->untrusted)
            connection_run(c, reader_too);
        sqlite3_wal_hook(c->handle, note_wal, database);
        /* Before anything is prepared: a DELETE of all rows would else skip it. */
        (void)sqlite3_preupdate_hook(c->handle, note_change, database);
    } else {
        connection_run(c, reader_too);
        sqlite3_db_config(c->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    }
    if (!c->begin)
        c->begin = connection_prepare(c, writer ? "BEGIN IMMEDIATE" : "BEGIN");
    if (!c->commit)
        c->commit = connection_prepare(c, "COMMIT");
    c->rollback = connection_prepare(c, "ROLLBACK");
}

void connection_close(struct connection *c)
{
    connection_query_end(c);
    for (size_t i = 0; c->cache && i < db_registry_count + SPARE_STATEMENTS; i++)
        if (c->cache[i])
            sqlite3_finalize(c->cache[i]->handle);
    sqlite3_finalize(c->begin);
    sqlite3_finalize(c->commit);
    sqlite3_finalize(c->rollback);
    sqlite3_close(c->handle);
    arena_free(c->arena);
    /* All but `borrowed`, which is the pool's. */
    c->arena = NULL;
    c->handle = NULL;
    c->cache = NULL;
    c->begin = c->commit = c->rollback = NULL;
    c->prepared = 0;
}
