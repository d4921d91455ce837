/*
 * Rows of a SQLite database as a copy reads them, at either end.
 */
#include "engine/db/sqlite/copy_rows.h"

struct sqlite_side *sqlite_side_of(struct copy_side *side)
{
    return (struct sqlite_side *)side;
}

_Noreturn void sqlite_side_fail(const struct sqlite_side *s, const char *doing, const char *what)
{
    fail("%s: %s%s%s", s->side.name, sqlite3_errmsg(s->handle), doing, what);
}

void sqlite_side_run(struct sqlite_side *s, const char *sql)
{
    if (sqlite3_exec(s->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
        sqlite_side_fail(s, " in ", sql);
}

sqlite3_stmt *sqlite_side_prepare(struct sqlite_side *s, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(s->handle, sql, -1, &stmt, NULL) != SQLITE_OK)
        sqlite_side_fail(s, " in ", sql);
    return stmt;
}

struct copy_extent sqlite_copy_extent(struct copy_side *side, const struct db_table *table)
{
    struct sqlite_side *const s = sqlite_side_of(side);
    sqlite3_stmt *const stmt = sqlite_side_prepare(s, table->sqlite.extent);
    const bool found = sqlite3_step(stmt) == SQLITE_ROW;
    const struct copy_extent extent = {.count = sqlite3_column_int64(stmt, 0),
                                       .highest = sqlite3_column_type(stmt, 1) == SQLITE_NULL
                                                      ? COPY_BEFORE_ALL
                                                      : sqlite3_column_int64(stmt, 1)};
    sqlite3_finalize(stmt);
    if (!found)
        sqlite_side_fail(s, " in ", table->name);
    return extent;
}

int64_t sqlite_copy_given(struct copy_side *side, const struct db_table *table)
{
    struct sqlite_side *const s = sqlite_side_of(side);
    sqlite3_stmt *const stmt =
        sqlite_side_prepare(s, "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?1");
    sqlite3_bind_text(stmt, 1, table->name, -1, SQLITE_STATIC);
    const int64_t given = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_finalize(stmt);
    return given;
}

void sqlite_copy_read(struct copy_side *side, const struct db_table *table, int64_t after)
{
    struct sqlite_side *const s = sqlite_side_of(side);
    sqlite_copy_read_end(side);
    s->reading = sqlite_side_prepare(s, table->sqlite.read);
    s->read_table = table;
    sqlite3_bind_int64(s->reading, 1, after);
}

static struct db_value value_of(sqlite3_stmt *stmt, int column)
{
    switch (sqlite3_column_type(stmt, column)) {
    case SQLITE_INTEGER:
        return (struct db_value){.kind = DB_NUMBER, .number = sqlite3_column_int64(stmt, column)};
    case SQLITE_FLOAT:
        return (struct db_value){.kind = DB_DECIMAL, .real = sqlite3_column_double(stmt, column)};
    case SQLITE_TEXT: {
        const unsigned char *const ptr = sqlite3_column_text(stmt, column);
        return (struct db_value){
            .kind = DB_STRING,
            .content = {.ptr = ptr, .len = (size_t)sqlite3_column_bytes(stmt, column)}};
    }
    case SQLITE_BLOB: {
        const unsigned char *const ptr = sqlite3_column_blob(stmt, column);
        return (struct db_value){
            .kind = DB_RAW,
            .content = {.ptr = ptr, .len = (size_t)sqlite3_column_bytes(stmt, column)}};
    }
    default:
        return (struct db_value){.kind = DB_ABSENT};
    }
}

bool sqlite_copy_next(struct copy_side *side, struct db_value *value)
{
    struct sqlite_side *const s = sqlite_side_of(side);
    const int rc = sqlite3_step(s->reading);
    if (rc == SQLITE_DONE)
        return false;
    if (rc != SQLITE_ROW)
        sqlite_side_fail(s, " in ", s->read_table->name);
    for (size_t i = 0; i < copy_values(s->read_table); i++)
        value[i] = value_of(s->reading, (int)i);
    return true;
}

void sqlite_copy_read_end(struct copy_side *side)
{
    struct sqlite_side *const s = sqlite_side_of(side);
    sqlite3_finalize(s->reading);
    s->reading = NULL;
}
