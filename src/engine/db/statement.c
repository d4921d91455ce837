/*
 * What generated code calls: a statement taken from the connection's cache, its parameters, its
 * rows.
 *
 * Texts are bound without a copy: they live in an arena that outlives the statement's use, and the
 * bindings are cleared when that ends. Columns are copied into the arena and checked as they
 * arrive: SQLite does not say that a column cannot be NULL, so it is looked at.
 */
#include "engine/db/db_private.h"

#include <string.h>

/* ---- The cache ---------------------------------------------------------------------------------
 */

/* Gives back the handle that has been unused for longest. */
static void make_room(struct connection *c)
{
    struct db_stmt *oldest = NULL;
    for (size_t i = 0; i < db_registry_count + SPARE_STATEMENTS; i++) {
        struct db_stmt *const stmt = c->cache[i];
        if (stmt && stmt->handle && !stmt->db && (!oldest || stmt->used_at < oldest->used_at))
            oldest = stmt;
    }
    if (!oldest)
        return;
    sqlite3_finalize(oldest->handle);
    oldest->handle = NULL;
    c->prepared--;
}

static struct db_stmt *cached(struct connection *c, const struct db_statement *statement)
{
    if (statement->index >= db_registry_count + SPARE_STATEMENTS)
        fail("database: %s has no place in the cache", statement->name);
    struct db_stmt *stmt = c->cache[statement->index];
    if (!stmt)
        stmt = c->cache[statement->index] = arena_make(c->arena, struct db_stmt);
    if (stmt->db)
        fail("database: %s is begun while it runs", statement->name);
    if (stmt->handle && stmt->statement == statement)
        return stmt;
    if (stmt->handle) { /* two statements of tests with one index */
        sqlite3_finalize(stmt->handle);
        stmt->handle = NULL;
        c->prepared--;
    }
    if (c->prepared >= MOST_PREPARED)
        make_room(c);
    stmt->handle = connection_prepare(c, statement->sqlite);
    stmt->statement = statement;
    c->prepared++;
    return stmt;
}

static struct db_stmt *begin(struct db *db, const struct db_statement *statement)
{
    struct connection *const c = db->connection;
    if (!c)
        fail("database: %s after its borrow had ended", statement->name);
    struct db_stmt *const stmt = cached(c, statement);
    if (!db->begun) {
        if (connection_step_once(c->begin) != SQLITE_OK)
            fail("database: cannot begin to read: %s", connection_words(c));
        db->begun = true;
    }
    stmt->used_at = ++c->clock;
    stmt->db = db;
    stmt->next_in_use = db->in_use;
    db->in_use = stmt;
    db->run++;
    return stmt;
}

struct db_stmt *db_stmt_begin(struct db *db, const struct db_statement *statement)
{
    if (statement->writes)
        fail("database: %s writes, and was given a reader", statement->name);
    return begin(db, statement);
}

struct db_stmt *db_stmt_begin_write(struct db_write *write, const struct db_statement *statement)
{
    return begin(&write->db, statement);
}

/* Takes it off its handle's list and makes it ready for the next use. SQLite's result of its last
 * step. */
static int end(struct db_stmt *stmt)
{
    struct db_stmt **at = &stmt->db->in_use;
    while (*at != stmt)
        at = &(*at)->next_in_use;
    *at = stmt->next_in_use;
    const int rc = sqlite3_reset(stmt->handle);
    sqlite3_clear_bindings(stmt->handle);
    stmt->db = NULL;
    return rc;
}

_Noreturn static void fail_statement(const struct db_stmt *stmt)
{
    fail("database: %s: %s", stmt->statement->name, connection_words(stmt->db->connection));
}

int64_t db_stmt_end(struct db_stmt *stmt)
{
    const struct connection *const c = stmt->db->connection;
    const int64_t changed = stmt->statement->writes ? sqlite3_changes64(c->handle) : 0;
    const char *const name = stmt->statement->name;
    if (end(stmt) != SQLITE_OK)
        fail("database: %s: %s", name, connection_words(c));
    return changed;
}

/* ---- Parameters --------------------------------------------------------------------------------
 */

static void bound(const struct db_stmt *stmt, int rc)
{
    if (rc != SQLITE_OK)
        fail_statement(stmt);
}

void db_bind_int(struct db_stmt *stmt, int index, int64_t value)
{
    bound(stmt, sqlite3_bind_int64(stmt->handle, index, value));
}

void db_bind_text(struct db_stmt *stmt, int index, text value)
{
    bound(stmt, sqlite3_bind_text64(stmt->handle, index, value.ptr, value.len, SQLITE_STATIC,
                                    SQLITE_UTF8));
}

void db_bind_bytes(struct db_stmt *stmt, int index, bytes value)
{
    bound(stmt, sqlite3_bind_blob64(stmt->handle, index, value.ptr, value.len, SQLITE_STATIC));
}

void db_bind_real(struct db_stmt *stmt, int index, double value)
{
    bound(stmt, sqlite3_bind_double(stmt->handle, index, value));
}

void db_bind_null(struct db_stmt *stmt, int index)
{
    bound(stmt, sqlite3_bind_null(stmt->handle, index));
}

/* ---- Rows --------------------------------------------------------------------------------------
 */

bool db_step(struct db_stmt *stmt)
{
    const int rc = sqlite3_step(stmt->handle);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        fail_statement(stmt);
    return rc == SQLITE_ROW;
}

bool db_step_conflict(struct db_stmt *stmt)
{
    struct capture *const capture = stmt->db->database->capture;
    struct record *const mark = capture ? capture_mark(capture) : NULL;
    const int rc = sqlite3_step(stmt->handle);
    if (rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_PRIMARYKEY ||
        rc == SQLITE_CONSTRAINT_ROWID) {
        (void)end(stmt); /* says the same again */
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

bool db_column_null(struct db_stmt *stmt, int column)
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

int64_t db_column_int(struct db_stmt *stmt, int column)
{
    if (sqlite3_column_type(stmt->handle, column) != SQLITE_INTEGER)
        fail_column(stmt, column, "a whole number");
    return sqlite3_column_int64(stmt->handle, column);
}

double db_column_real(struct db_stmt *stmt, int column)
{
    const int type = sqlite3_column_type(stmt->handle, column);
    if (type != SQLITE_FLOAT && type != SQLITE_INTEGER)
        fail_column(stmt, column, "a real number");
    return sqlite3_column_double(stmt->handle, column);
}

text db_column_text(struct db_stmt *stmt, int column)
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

bytes db_column_bytes(struct db_stmt *stmt, int column)
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
