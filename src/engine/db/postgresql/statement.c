/*
 * Statements on PostgreSQL: prepared once a session, their parameters, their rows.
 *
 * Everything travels in binary: whole numbers as int8, real ones as float8, text and bytes as they
 * are. Texts are sent from where they stand: they live in an arena that outlives the statement's
 * use. An answer is whole before its first row is taken, so that no statement disturbs another.
 */
#include "engine/db/postgresql/postgresql_private.h"

#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The types that querygen's statements answer with; libpq has no header for them. */
enum { TYPE_BYTEA = 17, TYPE_INT8 = 20, TYPE_TEXT = 25, TYPE_FLOAT8 = 701 };

_Static_assert(sizeof(double) == sizeof(uint64_t), "float8");

/* ---- The cache ---------------------------------------------------------------------------------
 */

/* "$12" in its text is its twelfth parameter. */
static int parameters_of(const char *sql)
{
    int most = 0;
    for (const char *at = strchr(sql, '$'); at; at = strchr(at + 1, '$')) {
        const int number = (int)strtol(at + 1, NULL, 10);
        most = number > most ? number : most;
    }
    return most;
}

static bool is_prepared(const struct db_stmt *stmt)
{
    return stmt->postgresql && stmt->postgresql->prepared;
}

static void give_back(struct connection *c, struct db_stmt *stmt)
{
    char sql[NAME_BYTES + 16];
    snprintf(sql, sizeof sql, "DEALLOCATE %s", stmt->postgresql->name);
    /* A session that is over is found when an answer is taken. */
    if (!pg_word(c, sql) && !c->postgresql->fresh)
        pg_fail(c, sql);
    stmt->postgresql->prepared = false;
    c->prepared--;
}

struct db_stmt *postgresql_take(struct db *db, const struct db_statement *statement)
{
    struct connection *const c = db->connection;
    struct db_stmt *const stmt = stmt_place(c, &postgresql_engine, statement);
    if (stmt->postgresql && stmt->statement == statement)
        return stmt;
    if (stmt->postgresql && stmt->postgresql->prepared) /* of tests: two with one index */
        give_back(c, stmt);
    if (!stmt->postgresql)
        stmt->postgresql = arena_make(c->arena, struct postgresql_stmt);
    struct postgresql_stmt *const own = stmt->postgresql;
    *own = (struct postgresql_stmt){.parameters = parameters_of(statement->postgresql)};
    ensure(own->parameters <= PARAMETERS_MOST);
    for (int i = 0; i < own->parameters; i++)
        own->format[i] = 1;
    stmt->statement = statement;
    return stmt;
}

/* A session keeps so many. Before the statement that is one too many, which is in use. */
static void bound_prepared(struct connection *c, const struct db_stmt *stmt)
{
    if (stmt->postgresql->prepared || c->prepared < PREPARED_MOST)
        return;
    struct db_stmt *const oldest = stmt_oldest(c, is_prepared);
    if (oldest)
        give_back(c, oldest);
}

void postgresql_reset(struct db_stmt *stmt)
{
    struct postgresql_stmt *const own = stmt->postgresql;
    if (own->state == STMT_ASKED && stmt->db->connection)
        pg_forget(stmt->db->connection, stmt);
    PQclear(own->result);
    own->result = NULL;
    own->changed = 0;
    own->state = STMT_READY;
    for (int i = 0; i < own->parameters; i++)
        own->value[i] = NULL;
}

int64_t postgresql_finish(struct db_stmt *stmt)
{
    const int64_t changed = stmt->postgresql->changed;
    postgresql_reset(stmt);
    return stmt->statement->writes ? changed : 0;
}

/* ---- Parameters --------------------------------------------------------------------------------
 */

static void bind_value(struct db_stmt *stmt, int index, const void *value, size_t length)
{
    struct postgresql_stmt *const own = stmt->postgresql;
    ensure(index >= 1 && index <= own->parameters && length <= INT32_MAX);
    own->value[index - 1] = value;
    own->length[index - 1] = (int)length;
}

static void bind_number(struct db_stmt *stmt, int index, uint64_t bits)
{
    struct postgresql_stmt *const own = stmt->postgresql;
    ensure(index >= 1 && index <= own->parameters);
    own->number[index - 1] = htobe64(bits);
    bind_value(stmt, index, &own->number[index - 1], sizeof bits);
}

void postgresql_bind_int(struct db_stmt *stmt, int index, int64_t value)
{
    bind_number(stmt, index, (uint64_t)value);
}

void postgresql_bind_real(struct db_stmt *stmt, int index, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    bind_number(stmt, index, bits);
}

void postgresql_bind_text(struct db_stmt *stmt, int index, text value)
{
    bind_value(stmt, index, value.ptr, value.len);
}

void postgresql_bind_bytes(struct db_stmt *stmt, int index, bytes value)
{
    bind_value(stmt, index, value.ptr, value.len);
}

void postgresql_bind_null(struct db_stmt *stmt, int index)
{
    bind_value(stmt, index, NULL, 0);
}

/* ---- Running -----------------------------------------------------------------------------------
 */

static const char *name_of(const struct db_stmt *stmt)
{
    return stmt->statement->name;
}

void postgresql_ask(struct db_stmt *stmt)
{
    struct connection *const c = stmt->db->connection;
    bound_prepared(c, stmt);
    /* A session that is over is found when the answer is taken. */
    if (!pg_statement(c, stmt) && !c->postgresql->fresh)
        pg_fail(c, name_of(stmt));
}

/* The session was over before anything of this borrow was answered: the server was away, or had
 * closed what was idle. Nothing is lost: it is opened anew, and all that was asked is asked again.
 */
static bool ask_again(struct db *db)
{
    struct connection *const c = db->connection;
    if (!c->postgresql->fresh || db->writes || !pg_lost(c))
        return false;
    pg_renew(c, db->database);
    postgresql_read_begin(db);
    c->postgresql->fresh = false; /* once */
    for (struct db_stmt *stmt = db->in_use; stmt; stmt = stmt->next_in_use)
        if (stmt->postgresql->state == STMT_ASKED && !pg_statement(c, stmt))
            return false;
    return true;
}

static void answer(struct db_stmt *stmt)
{
    struct db *const db = stmt->db;
    struct connection *const c = db->connection;
    if (stmt->postgresql->state == STMT_READY)
        postgresql_ask(stmt);
    if (pg_answers(c, stmt))
        return;
    if (!ask_again(db) || !pg_answers(db->connection, stmt))
        pg_fail(db->connection, name_of(stmt));
}

/* The id that :insert answers with; it is no row to whoever asked. */
static bool keep_id(struct db_stmt *stmt)
{
    struct postgresql_stmt *const own = stmt->postgresql;
    if (!stmt->statement->returns_id)
        return false;
    ensure(stmt->db->writes);
    struct db_write *const write = (struct db_write *)stmt->db;
    if (own->rows > 0) {
        own->row = 0;
        write->last_id = postgresql_column_int(stmt, 0);
    }
    own->row = own->rows;
    return true;
}

bool postgresql_step(struct db_stmt *stmt)
{
    struct postgresql_stmt *const own = stmt->postgresql;
    if (own->state != STMT_ANSWERED) {
        answer(stmt);
        if (keep_id(stmt))
            return false;
    }
    if (own->row < own->rows)
        own->row++;
    return own->row < own->rows;
}

/* What a conflict ends with: nothing of the statement happened. */
static bool conflicted(struct db_stmt *stmt)
{
    postgresql_reset(stmt);
    return true;
}

/* Under a savepoint, since an error ends a transaction on PostgreSQL. */
static bool step_guarded(struct db_stmt *stmt)
{
    struct connection *const c = stmt->db->connection;
    struct capture *const capture = stmt->db->database->capture;
    struct record *const mark = capture ? capture_mark(capture) : NULL;
    if (!pg_word(c, "SAVEPOINT conflict"))
        pg_fail(c, name_of(stmt));
    postgresql_ask(stmt);
    if (pg_answers(c, stmt)) {
        if (!pg_word(c, "RELEASE SAVEPOINT conflict"))
            pg_fail(c, name_of(stmt));
        return false;
    }
    if (strcmp(c->postgresql->state, STATE_UNIQUE) != 0 || pg_lost(c))
        pg_fail(c, name_of(stmt));
    if (!pg_word(c, "ROLLBACK TO SAVEPOINT conflict") || !pg_word(c, "RELEASE SAVEPOINT conflict"))
        pg_fail(c, name_of(stmt));
    if (capture)
        capture_back_to(capture, mark);
    return true;
}

bool postgresql_step_conflict(struct db_stmt *stmt)
{
    const struct postgresql_stmt *const own = stmt->postgresql;
    if (!stmt->statement->conflict_ignored) {
        if (step_guarded(stmt))
            return conflicted(stmt);
    } else {
        answer(stmt);
        if (own->changed == 0)
            return conflicted(stmt);
    }
    if (!keep_id(stmt) && own->rows > 0)
        fail("database: %s: gave a row", name_of(stmt));
    return false;
}

/* ---- Rows --------------------------------------------------------------------------------------
 */

bool postgresql_column_null(struct db_stmt *stmt, int column)
{
    const struct postgresql_stmt *const own = stmt->postgresql;
    ensure(own->row >= 0 && own->row < own->rows);
    return PQgetisnull(own->result, own->row, column) == 1;
}

_Noreturn static void fail_column(struct db_stmt *stmt, int column, const char *expected)
{
    const Oid type = PQftype(stmt->postgresql->result, column);
    fail("database: %s: column %d holds %s of type %u, not %s", name_of(stmt), column,
         postgresql_column_null(stmt, column) ? "nothing" : "a value", (unsigned)type, expected);
}

/* The bits of a number that is there. */
static uint64_t column_bits(struct db_stmt *stmt, int column, Oid type, const char *expected)
{
    const struct postgresql_stmt *const own = stmt->postgresql;
    uint64_t bits;
    if (postgresql_column_null(stmt, column) || PQftype(own->result, column) != type ||
        PQgetlength(own->result, own->row, column) != (int)sizeof bits)
        fail_column(stmt, column, expected);
    memcpy(&bits, PQgetvalue(own->result, own->row, column), sizeof bits);
    return be64toh(bits);
}

int64_t postgresql_column_int(struct db_stmt *stmt, int column)
{
    return (int64_t)column_bits(stmt, column, TYPE_INT8, "a whole number");
}

double postgresql_column_real(struct db_stmt *stmt, int column)
{
    const uint64_t bits = column_bits(stmt, column, TYPE_FLOAT8, "a real number");
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

text postgresql_column_text(struct db_stmt *stmt, int column)
{
    const struct postgresql_stmt *const own = stmt->postgresql;
    if (postgresql_column_null(stmt, column))
        return TEXT_ABSENT;
    if (PQftype(own->result, column) != TYPE_TEXT)
        fail_column(stmt, column, "text");
    return text_copy(stmt->db->arena,
                     (text){.ptr = PQgetvalue(own->result, own->row, column),
                            .len = (size_t)PQgetlength(own->result, own->row, column)});
}

bytes postgresql_column_bytes(struct db_stmt *stmt, int column)
{
    const struct postgresql_stmt *const own = stmt->postgresql;
    if (postgresql_column_null(stmt, column))
        return (bytes){.ptr = NULL};
    if (PQftype(own->result, column) != TYPE_BYTEA)
        fail_column(stmt, column, "bytes");
    const size_t length = (size_t)PQgetlength(own->result, own->row, column);
    unsigned char *const ptr = arena_array(stmt->db->arena, unsigned char, length);
    if (length > 0)
        memcpy(ptr, PQgetvalue(own->result, own->row, column), length);
    return (bytes){.ptr = ptr, .len = length};
}
