/*
 * Whether a file's schema is the one that its migrations make.
 *
 * Triggers and views are code that comes with a file: one that was changed by hand could sign
 * somebody in when the first change is written, or show in one column what another hides. The list
 * of migrations in the file says only what once ran. So they run again, in memory, and what they
 * make is compared with what is there, word by word. Nothing of the file's own code runs meanwhile.
 */
#include "engine/db/sqlite/sqlite_private.h"

/* What ANALYZE leaves is nobody's code. */
static const char select_schema[] =
    "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE NOT (type = 'table' AND name = "
    "tbl_name AND ((name = 'sqlite_stat1' AND sql = 'CREATE TABLE sqlite_stat1(tbl,idx,stat)') OR "
    "(name = 'sqlite_stat4' AND sql = 'CREATE TABLE "
    "sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)'))) ORDER BY type, name, tbl_name, sql";
enum { SCHEMA_COLUMNS = 4, SCHEMA_NAME = 1 };

static void expected_close(void *arg)
{
    connection_close(&((struct database *)arg)->writer);
}

static struct connection *expected_make(struct arena *arena, struct connection *like)
{
    struct database *const made = arena_make(arena, struct database);
    *made = (struct database){.arena = arena, .path = ":memory:", .lock = -1};
    arena_on_close(arena, expected_close, made);
    connection_open(&made->writer, made, true);
    migrations_run_like(&made->writer, like);
    return &made->writer;
}

static text column_words(sqlite3_stmt *stmt, int column)
{
    const char *const words = (const char *)sqlite3_column_text(stmt, column);
    return words ? (text){.ptr = words, .len = (size_t)sqlite3_column_bytes(stmt, column)} : T("");
}

static bool rows_same(sqlite3_stmt *one, sqlite3_stmt *other)
{
    for (int i = 0; i < SCHEMA_COLUMNS; i++)
        if (!text_eq(column_words(one, i), column_words(other, i)))
            return false;
    return true;
}

bool schema_check(struct arena *arena, struct connection *c, text *stranger)
{
    struct connection *const expected = expected_make(arena, c);
    sqlite3_stmt *const found = connection_query(c, select_schema);
    sqlite3_stmt *const made = connection_query(expected, select_schema);
    int rc, made_rc;
    bool same;
    do {
        rc = sqlite3_step(found);
        made_rc = sqlite3_step(made);
        same = rc == made_rc && (rc != SQLITE_ROW || rows_same(found, made));
    } while (same && rc == SQLITE_ROW);
    if (!same)
        *stranger = text_copy(arena, column_words(rc == SQLITE_ROW ? found : made, SCHEMA_NAME));
    connection_query_end(c);
    connection_close(expected);
    if (same && rc != SQLITE_DONE)
        fail("database: the schema cannot be read");
    return same;
}
