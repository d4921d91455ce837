/*
 * What generated code calls: a statement taken from the connection's cache, its parameters, its
 * rows. How that is done is the engine's.
 */
#include "engine/db/db_private.h"

/* ---- The cache ---------------------------------------------------------------------------------
 */

struct db_stmt *stmt_place(struct connection *c, const struct db_engine *engine,
                           const struct db_statement *statement)
{
    if (statement->index >= db_registry_count + SPARE_STATEMENTS)
        fail("database: %s has no place in the cache", statement->name);
    struct db_stmt *stmt = c->cache[statement->index];
    if (!stmt) {
        stmt = c->cache[statement->index] = arena_make(c->arena, struct db_stmt);
        *stmt = (struct db_stmt){.engine = engine};
    }
    if (stmt->db)
        fail("database: %s is begun while it runs", statement->name);
    return stmt;
}

struct db_stmt *stmt_oldest(struct connection *c, bool (*is_kept)(const struct db_stmt *))
{
    struct db_stmt *oldest = NULL;
    for (size_t i = 0; i < db_registry_count + SPARE_STATEMENTS; i++) {
        struct db_stmt *const stmt = c->cache[i];
        if (stmt && is_kept(stmt) && !stmt->db && (!oldest || stmt->used_at < oldest->used_at))
            oldest = stmt;
    }
    return oldest;
}

static struct db_stmt *begin(struct db *db, const struct db_statement *statement)
{
    struct connection *const c = db->connection;
    if (!c)
        fail("database: %s after its borrow had ended", statement->name);
    if (!db->begun) {
        db->database->engine->read_begin(db);
        db->begun = true;
    }
    struct db_stmt *const stmt = db->database->engine->take(db, statement);
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

/* Takes it off its handle's list. */
static void leave(struct db_stmt *stmt)
{
    struct db_stmt **at = &stmt->db->in_use;
    while (*at != stmt)
        at = &(*at)->next_in_use;
    *at = stmt->next_in_use;
    stmt->db = NULL;
}

int64_t db_stmt_end(struct db_stmt *stmt)
{
    const int64_t changed = stmt->engine->finish(stmt);
    leave(stmt);
    return changed;
}

bool db_step(struct db_stmt *stmt)
{
    return stmt->engine->step(stmt);
}

bool db_step_conflict(struct db_stmt *stmt)
{
    const bool conflict = stmt->engine->step_conflict(stmt);
    if (conflict)
        leave(stmt);
    return conflict;
}

void db_stmt_ask(struct db_stmt *stmt)
{
    stmt->engine->ask(stmt);
}

int64_t db_count_take(struct db_count_asked asked)
{
    if (!db_step(asked.stmt))
        fail("a count gave no row");
    const int64_t count = db_column_int(asked.stmt, 0);
    db_stmt_end(asked.stmt);
    return count;
}

/* ---- Parameters and columns --------------------------------------------------------------------
 */

void db_bind_int(struct db_stmt *stmt, int index, int64_t value)
{
    stmt->engine->bind_int(stmt, index, value);
}

void db_bind_text(struct db_stmt *stmt, int index, text value)
{
    stmt->engine->bind_text(stmt, index, value);
}

void db_bind_bytes(struct db_stmt *stmt, int index, bytes value)
{
    stmt->engine->bind_bytes(stmt, index, value);
}

void db_bind_real(struct db_stmt *stmt, int index, double value)
{
    stmt->engine->bind_real(stmt, index, value);
}

void db_bind_null(struct db_stmt *stmt, int index)
{
    stmt->engine->bind_null(stmt, index);
}

bool db_column_null(struct db_stmt *stmt, int column)
{
    return stmt->engine->column_null(stmt, column);
}

int64_t db_column_int(struct db_stmt *stmt, int column)
{
    return stmt->engine->column_int(stmt, column);
}

double db_column_real(struct db_stmt *stmt, int column)
{
    return stmt->engine->column_real(stmt, column);
}

text db_column_text(struct db_stmt *stmt, int column)
{
    return stmt->engine->column_text(stmt, column);
}

bytes db_column_bytes(struct db_stmt *stmt, int column)
{
    return stmt->engine->column_bytes(stmt, column);
}
