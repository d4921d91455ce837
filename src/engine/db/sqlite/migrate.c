/*
 * Brings the schema up to date: the table `migrations` says which have run, with the checksum that
 * each had then. A migration runs once, in a transaction of its own together with its line in that
 * table.
 */
#include "engine/db/sqlite/sqlite_private.h"

static const char create_table[] = "CREATE TABLE IF NOT EXISTS migrations ("
                                   "number INTEGER PRIMARY KEY, name TEXT NOT NULL, "
                                   "checksum TEXT NOT NULL, at INTEGER NOT NULL) STRICT";
static const char has_table[] =
    "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'";
static const char select_rows[] = "SELECT number, name, checksum FROM migrations ORDER BY number";
static const char select_row[] = "SELECT count(*) FROM migrations WHERE number = ?1";
static const char insert_row[] =
    "INSERT INTO migrations (number, name, checksum, at) VALUES (?1, ?2, ?3, ?4)";

enum migrations_state migrations_compare(struct arena *arena, struct connection *c,
                                         const char *path, text *say)
{
    *say = T("");
    if (connection_number(c, has_table) == 0)
        return MIGRATIONS_BEHIND;
    sqlite3_stmt *const stmt = connection_query(c, select_rows);
    size_t count = 0;
    int rc;
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW && !text_present(*say)) {
        *say = migration_fault(arena, path, sqlite3_column_int64(stmt, 0),
                               (const char *)sqlite3_column_text(stmt, 1),
                               (const char *)sqlite3_column_text(stmt, 2));
        count++;
    }
    connection_query_end(c);
    if (text_present(*say))
        return MIGRATIONS_REFUSED;
    if (rc != SQLITE_DONE)
        fail("database: migrations: %s", connection_words(c));
    return count == db_migration_count ? MIGRATIONS_CURRENT : MIGRATIONS_BEHIND;
}

static bool has_run(struct connection *c, int number)
{
    sqlite3_stmt *const stmt = connection_query(c, select_row);
    sqlite3_bind_int(stmt, 1, number);
    const bool found = sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_int(stmt, 0) > 0;
    connection_query_end(c);
    return found;
}

static void record(struct connection *c, const struct db_migration *migration)
{
    sqlite3_stmt *const stmt = connection_query(c, insert_row);
    sqlite3_bind_int(stmt, 1, migration->number);
    sqlite3_bind_text(stmt, 2, migration->name, -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 3, migration->checksum, -1, SQLITE_STATIC);
    sqlite3_bind_int64(stmt, 4, instant_seconds(instant_now()));
    const int rc = sqlite3_step(stmt);
    connection_query_end(c);
    if (rc != SQLITE_DONE)
        fail("database: %s: %s", migration->name, connection_words(c));
}

/* A failure inside leaves a transaction open; who calls closes the connection then. */
static void run(struct connection *c, const struct db_migration *migration)
{
    if (connection_step_once(c->begin) != SQLITE_OK)
        fail("database: %s: %s", migration->name, connection_words(c));
    if (sqlite3_exec(c->handle, migration->sqlite, NULL, NULL, NULL) != SQLITE_OK)
        fail("database: %s: %s", migration->name, connection_words(c));
    record(c, migration);
    if (connection_step_once(c->commit) != SQLITE_OK)
        fail("database: %s: %s", migration->name, connection_words(c));
}

void migrations_run(struct connection *c)
{
    connection_run(c, create_table);
    for (size_t i = 0; i < db_migration_count; i++)
        if (!has_run(c, db_migrations[i].number))
            run(c, &db_migrations[i]);
}

void migrations_run_like(struct connection *c, struct connection *like)
{
    connection_run(c, create_table);
    const bool any = connection_number(like, has_table) > 0;
    for (size_t i = 0; i < db_migration_count && any; i++)
        if (has_run(like, db_migrations[i].number))
            run(c, &db_migrations[i]);
}
