/*
 * Two databases, one on each engine, that are to stay alike: opened as the program opens them, and
 * beside that with a plain connection each, to see what a statement takes and gives, and to compare
 * rows.
 */
#ifndef TESTS_POSTGRESQL_PAIR_H
#define TESTS_POSTGRESQL_PAIR_H

#include "engine/db/db.h"
#include "engine/db/tables.h"
#include "tests/postgresql/draw.h"
#include "tests/support/database.h"

#include <libpq-fe.h>
#include <math.h>
#include <sqlite3.h>

struct side {
    struct database *database;
    text why; /* of its last failure */
};

struct pair {
    struct arena *arena;
    struct test_database place; /* of the one on PostgreSQL; the other is a file in its folder */
    struct side sqlite, postgresql;
    sqlite3 *handle;
    PGconn *connection;
};

/* What a statement takes and gives, in draw.h's kinds, as PostgreSQL says. */
struct shape {
    int parameters, columns;
    int *parameter, *column;
};

static inline int kind_of_type(Oid type)
{
    enum { BYTEA = 17, INT8 = 20, TEXT_ = 25, FLOAT8 = 701 };
    switch (type) {
    case INT8:
        return DRAWN_NUMBER;
    case FLOAT8:
        return DRAWN_REAL;
    case TEXT_:
        return DRAWN_TEXT;
    case BYTEA:
        return DRAWN_BYTES;
    default:
        return DRAWN_NOTHING;
    }
}

static inline void pair_check(struct pair *pair, PGresult *result, const char *what)
{
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        fail("%s: %s", what, PQerrorMessage(pair->connection));
}

static inline const struct shape *shape_of(struct pair *pair, struct arena *arena,
                                           const struct db_statement *s)
{
    PGresult *made = PQprepare(pair->connection, "", s->postgresql, 0, NULL);
    pair_check(pair, made, s->name);
    PQclear(made);
    PGresult *told = PQdescribePrepared(pair->connection, "");
    pair_check(pair, told, s->name);
    struct shape *shape = arena_make(arena, struct shape);
    shape->parameters = PQnparams(told);
    shape->columns = PQnfields(told);
    shape->parameter = arena_array(arena, int, (size_t)shape->parameters + 1);
    shape->column = arena_array(arena, int, (size_t)shape->columns + 1);
    for (int i = 0; i < shape->parameters; i++)
        shape->parameter[i] = kind_of_type(PQparamtype(told, i));
    for (int i = 0; i < shape->columns; i++)
        shape->column[i] = kind_of_type(PQftype(told, i));
    PQclear(told);
    return shape;
}

/* ---- Ids ---- */

/* The next id that PostgreSQL gives of each table is SQLite's: there an id that a transaction took
 * and gave back is given again, and a PostgreSQL sequence goes on. */
static inline void pair_number_alike(struct pair *pair)
{
    sqlite3_stmt *stmt = NULL;
    struct arena *arena = arena_new(1 << 20);
    struct text_builder sql = {.arena = arena};
    text_add(&sql, T("SELECT 1"));
    ensure(sqlite3_prepare_v2(pair->handle, "SELECT name, seq FROM sqlite_sequence", -1, &stmt,
                              NULL) == SQLITE_OK);
    bool seen[512] = {false};
    ensure(db_table_count <= sizeof seen);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        const struct db_table *table = db_table_find((const char *)sqlite3_column_text(stmt, 0));
        if (!table)
            continue;
        seen[table - db_tables] = true;
        text_add_format(&sql, ", setval('holdfast.%s_id_seq', %lld, %s)", table->name,
                        (long long)sqlite3_column_int64(stmt, 1) > 0
                            ? (long long)sqlite3_column_int64(stmt, 1)
                            : 1,
                        sqlite3_column_int64(stmt, 1) > 0 ? "true" : "false");
    }
    sqlite3_finalize(stmt);
    for (size_t i = 0; i < db_table_count; i++)
        if (!seen[i] && strcmp(db_tables[i].column->name, "id") == 0)
            text_add_format(&sql, ", setval('holdfast.%s_id_seq', 1, false)", db_tables[i].name);
        else if (db_tables[i].number == DB_NO_NUMBER)
            text_add_format(&sql,
                            ", setval('holdfast.%s_place_seq', 1 + coalesce((SELECT max(place) "
                            "FROM holdfast.%s), 0), false)",
                            db_tables[i].name, db_tables[i].name);
    PGresult *set = PQexec(pair->connection, text_cstr(arena, text_built(&sql)));
    pair_check(pair, set, "setval");
    PQclear(set);
    arena_free(arena);
}

/* ---- Rows ---- */

static inline text pair_select(struct arena *arena, const struct db_table *table, bool sqlite)
{
    struct text_builder sql = {.arena = arena};
    text_add(&sql, T("SELECT "));
    for (size_t i = 0; i < table->count; i++)
        text_add_format(&sql, "%s%s", i > 0 ? ", " : "", table->column[i].name);
    const char *number = table->number != DB_NO_NUMBER ? table->column[table->number].name
                         : sqlite                      ? "rowid"
                                                       : "place";
    text_add_format(&sql, " FROM %s ORDER BY %s", table->name, number);
    return text_built(&sql);
}

/* One value of each, alike. Real numbers are computed, and then their last digits are each
 * engine's. */
static inline bool pair_value_alike(sqlite3_stmt *stmt, PGresult *rows, int row, int column)
{
    const int type = sqlite3_column_type(stmt, column);
    const char *other = PQgetvalue(rows, row, column);
    if (type == SQLITE_NULL || PQgetisnull(rows, row, column))
        return type == SQLITE_NULL && PQgetisnull(rows, row, column);
    if (type == SQLITE_FLOAT) {
        const double a = sqlite3_column_double(stmt, column), b = strtod(other, NULL);
        return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
    }
    if (type != SQLITE_BLOB) {
        const char *mine = (const char *)sqlite3_column_text(stmt, column);
        return mine && strcmp(mine, other) == 0;
    }
    const unsigned char *mine = sqlite3_column_blob(stmt, column);
    const size_t length = (size_t)sqlite3_column_bytes(stmt, column);
    if (strncmp(other, "\\x", 2) != 0 || strlen(other) != 2 + 2 * length)
        return false;
    for (size_t i = 0; i < length; i++) {
        char hex[3];
        snprintf(hex, sizeof hex, "%02x", (unsigned)mine[i]);
        if (memcmp(other + 2 + 2 * i, hex, 2) != 0)
            return false;
    }
    return true;
}

static inline bool pair_table_alike(struct pair *pair, struct arena *arena,
                                    const struct db_table *table, int64_t *count)
{
    sqlite3_stmt *stmt = NULL;
    ensure(sqlite3_prepare_v2(pair->handle, text_cstr(arena, pair_select(arena, table, true)), -1,
                              &stmt, NULL) == SQLITE_OK);
    PGresult *rows = PQexec(pair->connection, text_cstr(arena, pair_select(arena, table, false)));
    pair_check(pair, rows, table->name);
    int row = 0;
    bool alike = true;
    for (; sqlite3_step(stmt) == SQLITE_ROW && alike; row++) {
        alike = row < PQntuples(rows);
        for (int i = 0; i < (int)table->count && alike; i++)
            if (!pair_value_alike(stmt, rows, row, i)) {
                fprintf(stderr, "%s row %d: %s is '%s' on SQLite and '%s' on PostgreSQL\n",
                        table->name, row, table->column[i].name,
                        (const char *)sqlite3_column_text(stmt, i), PQgetvalue(rows, row, i));
                alike = false;
            }
    }
    if (alike && row != PQntuples(rows))
        alike = false;
    if (!alike)
        fprintf(stderr, "%s: %d rows compared, and PostgreSQL has %d\n", table->name, row,
                PQntuples(rows));
    *count += row;
    sqlite3_finalize(stmt);
    PQclear(rows);
    return alike;
}

/* ---- Opening ---- */

static inline struct database *pair_opened(struct db_opened opened)
{
    if (!opened.database)
        fail("%.*s", TEXT_ARG(opened.say));
    return opened.database;
}

static inline struct pair *pair_open(void)
{
    struct arena *arena = arena_new((size_t)512 << 20);
    struct pair *pair = arena_make(arena, struct pair);
    *pair = (struct pair){.arena = arena};
    test_database_new(&pair->place);
    const char *path = text_cstr(arena, text_format(arena, "%s/one.db", pair->place.folder));
    pair->sqlite.database = pair_opened(db_open(arena, path, DB_SERVE, true));
    pair->postgresql.database =
        pair_opened(test_database_open(arena, &pair->place, DB_SERVE, true));
    pair->connection = PQconnectdb(pair->place.where);
    if (PQstatus(pair->connection) != CONNECTION_OK ||
        sqlite3_open(path, &pair->handle) != SQLITE_OK)
        fail("%s and %s cannot be looked into", path, pair->place.where);
    PQclear(PQexec(pair->connection, "SET search_path = holdfast, pg_temp"));
    return pair;
}

static inline void pair_close(struct pair *pair)
{
    sqlite3_close(pair->handle);
    PQfinish(pair->connection);
    db_close(pair->sqlite.database);
    db_close(pair->postgresql.database);
    test_database_gone(&pair->place);
    arena_free(pair->arena);
}

#endif
