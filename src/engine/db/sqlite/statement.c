/*
 * Statements on SQLite: taken from the connection's cache, their parameters, their rows.
 *
 * Texts are bound without a copy: they live in an arena that outlives the statement's use, and the
 * bindings are cleared when that ends. Columns are copied into the arena and checked as they
 * arrive: SQLite does not say that a column cannot be NULL, so it is looked at.
 */
#include "engine/db/sqlite/sqlite_private.h"

#include <string.h>

/* ---- The cache ---------------------------------------------------------------------------------
 */

static bool is_prepared(const struct db_stmt *stmt)
{
    return stmt->handle != NULL;
}

static void give_back(struct connection *c, struct db_stmt *stmt)
{
    sqlite3_finalize(stmt->handle);
    stmt->handle = NULL;
    c->prepared--;
}

struct db_stmt *sqlite_take(struct db *db, const struct db_statement *statement)
{
    struct connection *const c = db->connection;
    struct db_stmt *const stmt = stmt_place(c, &sqlite_engine, statement);
    if (stmt->handle && stmt->statement == statement)
        return stmt;
    if (stmt->handle) /* two statements of tests with one index */
        give_back(c, stmt);
    struct db_stmt *const oldest =
        c->prepared >= MOST_PREPARED ? stmt_oldest(c, is_prepared) : NULL;
    if (oldest)
        give_back(c, oldest);
    stmt->handle = connection_prepare(c, statement->sqlite);
    stmt->statement = statement;
    c->prepared++;
    return stmt;
}

void sqlite_reset(struct db_stmt *stmt)
{
    sqlite3_reset(stmt->handle);
    sqlite3_clear_bindings(stmt->handle);
}

_Noreturn static void fail_statement(const struct db_stmt *stmt)
{
    fail_as(connection_kind(stmt->db->connection), "database: %s: %s", stmt->statement->name,
            connection_words(stmt->db->connection));
}

int64_t sqlite_finish(struct db_stmt *stmt)
{
    const struct connection *const c = stmt->db->connection;
    const int64_t changed = stmt->statement->writes ? sqlite3_changes64(c->handle) : 0;
    const int rc = sqlite3_reset(stmt->handle);
    sqlite3_clear_bindings(stmt->handle);
    if (rc != SQLITE_OK)
        fail_statement(stmt);
    return changed;
}

/* ---- Parameters --------------------------------------------------------------------------------
 */

static void bound(const struct db_stmt *stmt, int rc)
{
    if (rc != SQLITE_OK)
        fail_statement(stmt);
}

void sqlite_bind_int(struct db_stmt *stmt, int index, int64_t value)
{
    bound(stmt, sqlite3_bind_int64(stmt->handle, index, value));
}

void sqlite_bind_text(struct db_stmt *stmt, int index, text value)
{
    bound(stmt, sqlite3_bind_text64(stmt->handle, index, value.ptr, value.len, SQLITE_STATIC,
                                    SQLITE_UTF8));
}

void sqlite_bind_bytes(struct db_stmt *stmt, int index, bytes value)
{
    bound(stmt, sqlite3_bind_blob64(stmt->handle, index, value.ptr, value.len, SQLITE_STATIC));
}

void sqlite_bind_real(struct db_stmt *stmt, int index, double value)
{
    bound(stmt, sqlite3_bind_double(stmt->handle, index, value));
}

void sqlite_bind_null(struct db_stmt *stmt, int index)
{
    bound(stmt, sqlite3_bind_null(stmt->handle, index));
}

/* ---- Rows --------------------------------------------------------------------------------------
 */

bool sqlite_step(struct db_stmt *stmt)
{
    const int rc = sqlite3_step(stmt->handle);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        fail_statement(stmt);
    return rc == SQLITE_ROW;
}

bool sqlite_step_conflict(struct db_stmt *stmt)
{
    struct capture *const capture = stmt->db->database->capture;
    struct record *const mark = capture ? capture_mark(capture) : NULL;
    const int rc = sqlite3_step(stmt->handle);
    if (rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_PRIMARYKEY ||
        rc == SQLITE_CONSTRAINT_ROWID) {
        sqlite_reset(stmt);
        if (capture)
            capture_back_to(capture, mark); /* SQLite undid what the statement had done */
        return true;
    }
    if (rc == SQLITE_ROW)
        fail("database: %s: gave a row", stmt->statement->name);
    if (rc != SQLITE_DONE)
        fail_statement(stmt);
    return false;
}

bool sqlite_column_null(struct db_stmt *stmt, int column)
{
    return sqlite3_column_type(stmt->handle, column) == SQLITE_NULL;
}

_Noreturn static void fail_column(struct db_stmt *stmt, int column, const char *expected)
{
    static const char *const types[] = {
        [SQLITE_INTEGER] = "a whole number",
        [SQLITE_FLOAT] = "a real number",
        [SQLITE_TEXT] = "text",
        [SQLITE_BLOB] = "bytes",
        [SQLITE_NULL] = "nothing",
    };
    fail("database: %s: column %d holds %s, not %s", stmt->statement->name, column,
         types[sqlite3_column_type(stmt->handle, column)], expected);
}

int64_t sqlite_column_int(struct db_stmt *stmt, int column)
{
    if (sqlite3_column_type(stmt->handle, column) != SQLITE_INTEGER)
        fail_column(stmt, column, "a whole number");
    return sqlite3_column_int64(stmt->handle, column);
}

double sqlite_column_real(struct db_stmt *stmt, int column)
{
    const int type = sqlite3_column_type(stmt->handle, column);
    if (type != SQLITE_FLOAT && type != SQLITE_INTEGER)
        fail_column(stmt, column, "a real number");
    return sqlite3_column_double(stmt->handle, column);
}

text sqlite_column_text(struct db_stmt *stmt, int column)
{
    const int type = sqlite3_column_type(stmt->handle, column);
    if (type == SQLITE_NULL)
        return TEXT_ABSENT;
    if (type != SQLITE_TEXT)
        fail_column(stmt, column, "text");
    const void *const ptr = sqlite3_column_text(stmt->handle, column);
    if (!ptr)
        fail_statement(stmt); /* no memory */
    return text_copy(stmt->db->arena,
                     (text){.ptr = ptr, .len = (size_t)sqlite3_column_bytes(stmt->handle, column)});
}

bytes sqlite_column_bytes(struct db_stmt *stmt, int column)
{
    const int type = sqlite3_column_type(stmt->handle, column);
    if (type == SQLITE_NULL)
        return (bytes){.ptr = NULL};
    if (type != SQLITE_BLOB)
        fail_column(stmt, column, "bytes");
    const void *const from = sqlite3_column_blob(stmt->handle, column);
    const size_t len = (size_t)sqlite3_column_bytes(stmt->handle, column);
    unsigned char *const ptr = arena_array(stmt->db->arena, unsigned char, len);
    if (len && !from)
        fail_statement(stmt);
    if (len)
        memcpy(ptr, from, len);
    return (bytes){.ptr = ptr, .len = len};
}

/* Nothing is gained by asking early: the answer is made where it is taken. */
void sqlite_ask(struct db_stmt *stmt)
{
    (void)stmt;
}
