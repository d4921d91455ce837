/*
 * The plan of every statement on PostgreSQL, with figures of a large fund: nothing scans a large
 * table without saying why, and no page sorts. The same law as test_statements.c holds SQLite to,
 * which plans without figures; PostgreSQL's planner goes by them, so the tables are filled first.
 *
 * HOLDFAST_TEST_GRANTS says how many grants there are, 20,000 unless it does. Rows are made by
 * their columns' types alone.
 *
 * On PostgreSQL only: see above.
 */
#include "engine/db/tables.h"
#include "tests/support/database.h"

#include "engine/db/postgresql/postgresql_private.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#undef fail /* ours */

enum { FEW = 1000, LARGE = 5000 };

struct fund {
    struct test_database place;
    PGconn *server;
    struct arena *arena;
};

/* ---- A large fund ---- */

static PGresult *server_ask(struct fund *fund, const char *sql)
{
    PGresult *result = PQexec(fund->server, sql);
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        print_error("%s\nin %.500s\n", PQerrorMessage(fund->server), sql);
    assert_true(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK);
    return result;
}

static void server_do(struct fund *fund, const char *sql)
{
    PQclear(server_ask(fund, sql));
}

static long grants(void)
{
    const char *said = getenv("HOLDFAST_TEST_GRANTS");
    return said ? strtol(said, NULL, 10) : 20000;
}

/* How many rows a table has; what is not named has a thousand. */
static long rows_of(const char *table)
{
    static const struct {
        const char *name;
        long each, of; /* rows are grants * each / of, or `each` of them where of is 0 */
    } sizes[] = {
        {"grant_records", 1, 1},  {"partner_records", 1, 5}, {"grant_seats", 2, 1},
        {"grant_regions", 1, 1},  {"award_entries", 1, 1},   {"grant_lines", 1, 1},
        {"grant_purposes", 1, 1}, {"grant_methods", 1, 1},   {"grant_managers", 1, 1},
        {"audit_entries", 1, 1},  {"audit_changes", 2, 1},   {"accounts", 1, 10},
        {"grant_needs", 1, 1},    {"sessions", 1, 10},       {"initiatives", 1, 0},
        {"imports", 20, 0},       {"funders", 50, 0},        {"programme_records", 50, 0},
        {"rounds", 20, 0},        {"partnerships", 1000, 0}, {"programme_purposes", 100, 0},
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (strcmp(sizes[i].name, table) == 0)
            return sizes[i].of ? grants() * sizes[i].each / sizes[i].of : sizes[i].each;
    return FEW;
}

/* What column i of row g holds. Numbers are spread by a prime of the column's own. */
static text value_of(struct fund *fund, const struct db_table *table, size_t i)
{
    const struct db_column *column = &table->column[i];
    const long prime = 7919 + 2 * (long)i;
    switch (column->type) {
    case DB_TEXT:
        return text_format(fund->arena, "'advice ' || md5((g * %ld)::text)", prime);
    case DB_INT:
    case DB_PENCE:
        return text_format(fund->arena, "(g * %ld) %% 100000", prime);
    case DB_PERCENT:
        return T("g % 100");
    case DB_REAL:
        return T("g / 7.0");
    case DB_DAY:
        return text_format(fund->arena, "18000 + (g * %ld) %% 3000", prime);
    case DB_INSTANT:
        return text_format(fund->arena, "1600000000 + (g * %ld) %% 100000000", prime);
    case DB_FLAG:
        return T("(g % 20 = 0)::int");
    case DB_BYTES:
        return text_format(fund->arena, "decode(md5((g * %ld)::text), 'hex')", prime);
    case DB_ENUM:
        return text_format(fund->arena, "(g * %ld) %% %zu", prime, column->member->count);
    case DB_ID:
        /* Nearly all are of the fund itself; most funders have none. */
        if (strcmp(column->of, "funders") == 0 && strcmp(table->name, "grant_records") == 0)
            return T("CASE WHEN g % 1000 = 0 THEN 1 + g % 5 ELSE 1 END");
        if (strcmp(column->of, table->name) == 0)
            return i == 0 ? T("g") : T("NULL::bigint");
        /* Most grants come from no import. */
        if (strcmp(column->of, "imports") == 0 && rows_of(table->name) > FEW)
            return T("CASE WHEN g % 50 = 0 THEN 1 + g % 20 END");
        /* Most grants are the fund's own. */
        if (strcmp(column->of, "funders") == 0 && rows_of(table->name) > FEW)
            return text_format(fund->arena, "CASE WHEN g %% 10 < 9 THEN 1 ELSE 1 + g %% %ld END",
                               rows_of(column->of));
        return text_format(fund->arena, "1 + (g * %ld) %% %ld", prime, rows_of(column->of));
    }
    return T("");
}

/* The planner's figures. VACUUM: without it no plan reads an index alone. */
static void table_count(struct fund *fund, const char *table)
{
    server_do(fund, text_cstr(fund->arena, text_format(fund->arena, "VACUUM ANALYZE %s", table)));
}

static void table_fill(struct fund *fund, const struct db_table *table)
{
    struct text_builder sql = {.arena = fund->arena};
    text_add_format(&sql, "ALTER TABLE %s DISABLE TRIGGER USER; INSERT INTO %s (", table->name,
                    table->name);
    for (size_t i = 0; i < table->count; i++)
        text_add_format(&sql, "%s\"%s\"", i ? ", " : "", table->column[i].name);
    text_add(&sql, T(") SELECT "));
    PGresult *nullable = server_ask(
        fund, text_cstr(fund->arena, text_format(fund->arena,
                                                 "SELECT NOT attnotnull FROM pg_attribute WHERE "
                                                 "attrelid = '%s'::regclass AND attnum > 0 "
                                                 "AND attname <> 'place' ORDER BY attnum",
                                                 table->name)));
    assert_int_equal(PQntuples(nullable), table->count);
    for (size_t i = 0; i < table->count; i++) {
        text_add(&sql, i ? T(", ") : T(""));
        const bool absent = PQgetvalue(nullable, (int)i, 0)[0] == 't';
        text_add(&sql, absent ? text_format(fund->arena, "CASE WHEN g %% 10 <> %zu THEN ", i % 10)
                              : T(""));
        text_add(&sql, value_of(fund, table, i));
        text_add(&sql, absent ? T(" END") : T(""));
    }
    PQclear(nullable);
    text_add_format(&sql, " FROM generate_series(1::bigint, %ld) g ON CONFLICT DO NOTHING",
                    rows_of(table->name));
    server_do(fund, text_cstr(fund->arena, text_built(&sql)));
    table_count(fund, table->name);
}

static void fund_fill(struct fund *fund)
{
    for (size_t i = 0; db_tables_in_order[i]; i++) {
        const struct db_table *table = db_table_find(db_tables_in_order[i]);
        assert_non_null(table);
        table_fill(fund, table);
    }
    for (const struct db_search *search = db_searches; search->name; search++) {
        server_do(fund, search->rebuild_postgresql);
        table_count(fund, search->name);
    }
}

static int setup(void **state)
{
    static struct fund fund;
    *state = &fund;
    if (!test_on_postgresql())
        return 0;
    test_database_bare(&fund.place);
    fund.arena = arena_new((size_t)256 << 20);
    fund.server = PQconnectdb(fund.place.where);
    assert_int_equal(PQstatus(fund.server), CONNECTION_OK);
    server_do(&fund, "CREATE SCHEMA holdfast; SET holdfast.changes = 'unwatched'");
    server_do(&fund, pg_every_session);
    for (size_t i = 0; i < db_migration_count; i++)
        server_do(&fund, db_migrations[i].postgresql);
    fund_fill(&fund);
    return 0;
}

static int teardown(void **state)
{
    struct fund *fund = *state;
    if (!fund->server)
        return 0;
    PQfinish(fund->server);
    arena_free(fund->arena);
    test_database_gone(&fund->place);
    return 0;
}

/* ---- Plans ---- */

struct plan {
    struct fund *fund;
    const struct db_statement *statement;
    size_t faults;
};

static const char *words_of(const json_t *node, const char *key)
{
    const char *words = json_string_value(json_object_get(node, key));
    return words ? words : "";
}

static bool is_large(const char *table)
{
    for (const struct db_search *search = db_searches; search->name; search++)
        if (strcmp(search->name, table) == 0)
            return true;
    return db_table_find(table) && rows_of(table) > LARGE;
}

/* "scan ok" is said of a statement, and mostly of a small table in it. These read a large one:
 * totals over all of the fund's own grants, what `holdfast verify` counts at night, the demo's
 * making. */
static bool reads_all(const struct db_statement *s)
{
    static const char *const names[] = {
        "start/start_state",             /* stops at the first grant */
        "grants/grants_list_count[live", /* counts no further than its cap */
        "grants/grants_lines_over_count",
        "grants/grants_splits_over_count",
        "grants/grants_ledger_mismatch_count",
        "opendata/grants_of_hidden_programmes",
        "opendata/seats_of_hidden_partners",
        "opendata/import_programme_needed",
        "money/pool_grants_by_programme",
        "money/pool_balance",
        "initiative/own_",
        "demo/demo_grant_managers",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncmp(s->name, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

static void fault(struct plan *plan, const char *what, const char *of)
{
    print_error("%s:%d: %s: %s: %s\n", plan->statement->file, plan->statement->line,
                plan->statement->name, what, of);
    plan->faults++;
}

/* The most rows that a page may sort, by the planner's figures: filters that leave few. */
static const double SORTED = 1000;

/* bounded: a LIMIT above ends it. inner: it is asked for one row of what is read above it, and no
 * reason excuses a scan there: for EXISTS that is no condition of its own PostgreSQL may read a
 * whole table once, to answer for a few rows. (SELECT … ORDER BY … LIMIT 1) IS NOT NULL looks for
 * one, along an index. */
static void node_check(struct plan *plan, const json_t *node, bool bounded, bool inner)
{
    const struct db_statement *s = plan->statement;
    const char *type = words_of(node, "Node Type"), *table = words_of(node, "Relation Name");
    const bool conditioned = *words_of(node, "Index Cond") || *words_of(node, "Recheck Cond");
    if (is_large(table) && !reads_all(s)) {
        if (strcmp(type, "Seq Scan") == 0)
            fault(plan, "a scan must say why", table);
        else if (strncmp(type, "Index", 5) == 0 && !conditioned && !bounded)
            fault(plan, "a walk along a whole index must say why", table);
    }
    if (s->paged && !s->sort_ok && !s->scan_ok && !inner && strstr(type, "Sort") &&
        json_number_value(json_object_get(node, "Plan Rows")) > SORTED)
        fault(plan, "a page must not sort", type);
    const bool limit = bounded || strcmp(type, "Limit") == 0;
    size_t i;
    const json_t *below;
    json_array_foreach(json_object_get(node, "Plans"), i, below)
    {
        const bool sub = strcmp(words_of(below, "Parent Relationship"), "SubPlan") == 0;
        node_check(plan, below, limit, inner || sub);
    }
}

/* "PREPARE asked AS …; EXPLAIN (FORMAT JSON) EXECUTE asked (NULL, NULL)" */
static json_t *plan_of(struct plan *plan)
{
    struct arena *arena = plan->fund->arena;
    PGresult *prepared =
        PQprepare(plan->fund->server, "asked", plan->statement->postgresql, 0, NULL);
    if (PQresultStatus(prepared) != PGRES_COMMAND_OK) {
        fault(plan, "is not prepared", PQerrorMessage(plan->fund->server));
        PQclear(prepared);
        return NULL;
    }
    PQclear(prepared);
    PGresult *described = PQdescribePrepared(plan->fund->server, "asked");
    const int parameters = PQnparams(described);
    PQclear(described);
    struct text_builder sql = {.arena = arena};
    text_add(&sql, T("EXPLAIN (FORMAT JSON) EXECUTE asked"));
    for (int i = 0; i < parameters; i++)
        text_add(&sql, i ? T(", NULL") : T(" (NULL"));
    text_add(&sql, parameters ? T(")") : T(""));
    PGresult *explained = server_ask(plan->fund, text_cstr(arena, text_built(&sql)));
    json_t *json = json_loads(PQgetvalue(explained, 0, 0), 0, NULL);
    assert_non_null(json);
    PQclear(explained);
    server_do(plan->fund, "DEALLOCATE asked");
    return json;
}

static size_t plan_faults(struct fund *fund, const struct db_statement *statement)
{
    struct plan plan = {.fund = fund, .statement = statement};
    json_t *json = plan_of(&plan);
    if (json)
        node_check(&plan, json_object_get(json_array_get(json, 0), "Plan"), false, false);
    json_decref(json);
    return plan.faults;
}

static void no_statement_scans_and_no_page_sorts(void **state)
{
    struct fund *fund = *state;
    if (!fund->server) {
        print_message("HOLDFAST_TEST_ENGINE is not postgresql\n");
        skip();
    }
    size_t faults = 0;
    for (size_t i = 0; i < db_registry_count; i++)
        faults += plan_faults(fund, db_registry[i]);
    print_message("%zu statements, %ld grants\n", db_registry_count, grants());
    assert_int_equal(faults, 0);
}

/* The checks themselves. */
static void a_bad_plan_is_found(void **state)
{
    struct fund *fund = *state;
    if (!fund->server)
        skip();
    static const struct {
        struct db_statement statement;
        bool good;
    } cases[] = {
        {{.postgresql = "SELECT title FROM grant_records WHERE id = $1::bigint"}, true},
        {{.postgresql = "SELECT id FROM grant_records WHERE title = $1::text"}, false},
        {{.postgresql = "SELECT id FROM grant_records ORDER BY title_key, id LIMIT 25",
          .paged = true},
         true},
        {{.postgresql = "SELECT id FROM grant_records ORDER BY title, id LIMIT 25", .paged = true},
         false},
        {{.postgresql = "SELECT count(*) FROM grant_records"}, false},
        {{.postgresql = "SELECT absent FROM grant_records"}, false},
        {{.postgresql = "SELECT id, (SELECT count(*) FROM grant_records g WHERE g.title = f.name) "
                        "FROM funders f",
          .scan_ok = true},
         false},
        {{.postgresql = "SELECT id, (SELECT count(*) FROM grant_records g WHERE g.funder_id = f.id "
                        "AND g.awarded_on = 18000) FROM funders f",
          .scan_ok = true},
         true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct db_statement s = cases[i].statement;
        s.name = s.postgresql;
        s.file = "meant to be found";
        assert_int_equal(plan_faults(fund, &s) == 0, cases[i].good);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_statement_scans_and_no_page_sorts),
        cmocka_unit_test(a_bad_plan_is_found),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
