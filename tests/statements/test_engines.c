/*
 * Every statement means the same on both engines, as far as the engines can tell without a row: it
 * is prepared on both, its parameters are as many and of the types that are bound, its columns are
 * of the types that generated code reads, and a column that comes from a table comes from the same
 * one.
 *
 * On PostgreSQL only: it asks both.
 */
#include "tests/support/database.h"

#include <libpq-fe.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#undef fail /* ours */

/* Types' numbers on PostgreSQL, which never change (pg_type.dat). */
enum { BYTEA = 17, INT8 = 20, TEXT = 25, FLOAT8 = 701 };

struct engines {
    struct test_database place;
    PGconn *server;
    sqlite3 *file;
};

/* ---- Two databases with all migrations ---- */

static void server_do(PGconn *server, const char *sql)
{
    PGresult *result = PQexec(server, sql);
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        print_error("%s\n", PQerrorMessage(server));
    assert_true(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK);
    PQclear(result);
}

static int setup(void **state)
{
    static struct engines engines;
    *state = &engines;
    if (!test_on_postgresql())
        return 0;
    test_database_bare(&engines.place);
    engines.server = PQconnectdb(engines.place.where);
    assert_int_equal(PQstatus(engines.server), CONNECTION_OK);
    assert_int_equal(sqlite3_open(":memory:", &engines.file), SQLITE_OK);
    server_do(engines.server, "CREATE SCHEMA holdfast; SET search_path = holdfast, pg_temp; "
                              "SET holdfast.changes = 'unwatched'");
    for (size_t i = 0; i < db_migration_count; i++) {
        server_do(engines.server, db_migrations[i].postgresql);
        assert_int_equal(sqlite3_exec(engines.file, db_migrations[i].sqlite, NULL, NULL, NULL),
                         SQLITE_OK);
    }
    return 0;
}

static int teardown(void **state)
{
    const struct engines *engines = *state;
    if (!engines->server)
        return 0;
    PQfinish(engines->server);
    sqlite3_close(engines->file);
    test_database_gone(&engines->place);
    return 0;
}

/* Without a server of PostgreSQL there is nothing to compare with: tests/run starts one. */
static const struct engines *both(void **state)
{
    const struct engines *engines = *state;
    if (!engines->server) {
        print_message("HOLDFAST_TEST_ENGINE is not postgresql\n");
        skip();
    }
    return engines;
}

/* ---- One statement on both ---- */

struct pair {
    const struct engines *engines;
    const struct db_statement *statement;
    sqlite3_stmt *one;
    PGresult *other;
    size_t faults;
};

static void fault(struct pair *pair, const char *what, int which, const char *found)
{
    print_error("%s:%d: %s: %s %d: %s\n", pair->statement->file, pair->statement->line,
                pair->statement->name, what, which, found);
    pair->faults++;
}

static Oid type_of(char letter)
{
    return letter == 'i' ? INT8 : letter == 'r' ? FLOAT8 : letter == 't' ? TEXT : BYTEA;
}

static void compare_parameters(struct pair *pair)
{
    const int count = sqlite3_bind_parameter_count(pair->one);
    if (PQnparams(pair->other) != count)
        fault(pair, "parameters", PQnparams(pair->other), "not as many as on SQLite");
    for (int i = 0; i < PQnparams(pair->other); i++) {
        const Oid type = PQparamtype(pair->other, i);
        if (type != INT8 && type != FLOAT8 && type != TEXT && type != BYTEA)
            fault(pair, "parameter", i + 1, "a type that nobody binds");
    }
}

/* What a query of one row and one column says, into out. */
static bool server_says(const struct engines *engines, const char *sql, const char *a,
                        const char *b, char out[static 128])
{
    const char *const values[] = {a, b};
    PGresult *result = PQexecParams(engines->server, sql, 2, NULL, values, NULL, NULL, 0);
    assert_int_equal(PQresultStatus(result), PGRES_TUPLES_OK);
    const bool found = PQntuples(result) == 1;
    snprintf(out, 128, "%s", found ? PQgetvalue(result, 0, 0) : "");
    PQclear(result);
    return found;
}

/* "table.column" that column i of SQLite's statement comes from, through views; false: none. */
static bool file_origin(sqlite3_stmt *stmt, int i, char out[static 128])
{
    const char *table = sqlite3_column_table_name(stmt, i),
               *column = sqlite3_column_origin_name(stmt, i);
    snprintf(out, 128, "%s.%s", table ? table : "", column ? column : "");
    return table && column;
}

/* The same of PostgreSQL, which stops at a view: SQLite says what that column of it is. */
static bool server_origin(const struct engines *engines, const PGresult *result, int i,
                          char out[static 128])
{
    char table[16], column[16], name[128], sql[160];
    if (PQftable(result, i) == InvalidOid)
        return false;
    snprintf(table, sizeof table, "%u", PQftable(result, i));
    snprintf(column, sizeof column, "%d", PQftablecol(result, i));
    if (!server_says(engines,
                     "SELECT c.relname || '.' || quote_ident(a.attname) FROM pg_class c JOIN "
                     "pg_attribute a ON a.attrelid = c.oid "
                     "WHERE c.oid = $1::oid AND a.attnum = $2::int",
                     table, column, name))
        return false;
    char *dot = strchr(name, '.');
    *dot = 0;
    snprintf(sql, sizeof sql, "SELECT %s FROM %s", dot + 1, name);
    sqlite3_stmt *stmt = NULL;
    const bool found = sqlite3_prepare_v2(engines->file, sql, -1, &stmt, NULL) == SQLITE_OK &&
                       file_origin(stmt, 0, out);
    sqlite3_finalize(stmt);
    return found;
}

/* Where SQLite names a table and PostgreSQL does not: the columns of a compound's first arm, and a
 * subquery in the list, whose alias has a type and so stands in quotes, and what a search keeps,
 * each in its own way. */
static bool is_expression(const struct pair *pair, int i, const char *origin)
{
    char alias[128];
    snprintf(alias, sizeof alias, " AS \"%s\"", sqlite3_column_name(pair->one, i));
    return strstr(pair->statement->sqlite, alias) || strstr(pair->statement->sqlite, " UNION ") ||
           strstr(origin, "_search.");
}

static void compare_columns(struct pair *pair)
{
    const struct db_statement *s = pair->statement;
    const char *letters = s->returns_id ? "i" : s->columns;
    const int count = PQnfields(pair->other);
    if (count != (int)strlen(letters) ||
        (!s->returns_id && count != sqlite3_column_count(pair->one))) {
        fault(pair, "columns", count, "not as many as on SQLite");
        return;
    }
    for (int i = 0; i < count; i++) {
        char one[128] = "", other[128] = "";
        if (PQftype(pair->other, i) != type_of(letters[i]))
            fault(pair, "column", i + 1, "another type than generated code reads");
        const bool from = !s->returns_id && file_origin(pair->one, i, one);
        const bool came = server_origin(pair->engines, pair->other, i, other);
        if (came && from && strcmp(one, other) != 0)
            fault(pair, "column", i + 1, other);
        if (from && !came && !is_expression(pair, i, one))
            fault(pair, "column", i + 1, "no table's on PostgreSQL");
    }
}

static size_t compare(const struct engines *engines, const struct db_statement *statement)
{
    struct pair pair = {.engines = engines, .statement = statement};
    if (sqlite3_prepare_v2(engines->file, statement->sqlite, -1, &pair.one, NULL) != SQLITE_OK)
        fault(&pair, "SQLite", 0, sqlite3_errmsg(engines->file));
    PGresult *prepared = PQprepare(engines->server, "", statement->postgresql, 0, NULL);
    pair.other = PQdescribePrepared(engines->server, "");
    if (PQresultStatus(prepared) != PGRES_COMMAND_OK)
        fault(&pair, "PostgreSQL", 0, PQerrorMessage(engines->server));
    if (pair.faults == 0) {
        assert_int_equal(PQresultStatus(pair.other), PGRES_COMMAND_OK);
        compare_parameters(&pair);
        compare_columns(&pair);
    }
    PQclear(prepared);
    PQclear(pair.other);
    sqlite3_finalize(pair.one);
    return pair.faults;
}

static void every_statement_is_the_same_on_both(void **state)
{
    const struct engines *engines = both(state);
    size_t faults = 0;
    assert_true(db_registry_count > 1000);
    for (size_t i = 0; i < db_registry_count; i++)
        faults += compare(engines, db_registry[i]);
    print_message("%zu statements\n", db_registry_count);
    assert_int_equal(faults, 0);
}

/* ---- That the test sees what it is there for ---- */

static void a_difference_is_found(void **state)
{
    static const struct db_statement same = {
        .name = "same",
        .file = "test",
        .columns = "ib",
        .index = 0,
        .sqlite = "SELECT id, file_hash FROM imports WHERE id = ?1 AND file_name = ?2",
        .postgresql = "SELECT id, file_hash FROM imports WHERE id = $1::bigint AND file_name = "
                      "$2::text"};
    const struct engines *engines = both(state);
    assert_int_equal(compare(engines, &same), 0);
    struct db_statement other = same;
    other.postgresql = "SELECT id, file_hash FROM imports WHERE id = $1::bigint";
    assert_true(compare(engines, &other) > 0);
    other.postgresql =
        "SELECT id, file_hash FROM imports WHERE id = $1::int AND file_name = $2::text";
    assert_true(compare(engines, &other) > 0);
    other.postgresql =
        "SELECT id, file_name FROM imports WHERE id = $1::bigint AND file_name = $2::text";
    assert_true(compare(engines, &other) > 0);
    other.postgresql =
        "SELECT started_at, file_hash FROM imports WHERE id = $1::bigint AND file_name = $2::text";
    assert_true(compare(engines, &other) > 0);
    other.postgresql =
        "SELECT id, absent FROM imports WHERE id = $1::bigint AND file_name = $2::text";
    assert_true(compare(engines, &other) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_statement_is_the_same_on_both),
        cmocka_unit_test(a_difference_is_found),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
