/*
 * Every statement of the registry is prepared on a fresh database with all migrations, and its plan
 * is read: nothing scans a table without saying why, and no page sorts.
 *
 * What may be scanned: an enum's reference table (a handful of rows), a virtual table by its index,
 * a subquery or CTE (its own tables are lines of the plan too), and in a page, or its count, an
 * index whose walk LIMIT ends. A statement with few rows says `scan ok "why"` or `sort ok
 * "why"` in its header.
 * On SQLite only: it reads SQLite's plans.
 */
#include "engine/db/db.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#undef fail /* ours */

/* The first word of what follows "SCAN ", into name. */
static void scanned_name(const char *detail, char name[static 128])
{
    size_t length = strcspn(detail, " ");
    length = length < 127 ? length : 127;
    memcpy(name, detail, length);
    name[length] = 0;
}

static bool number_of(sqlite3 *handle, const char *sql, const char *value, int64_t *out)
{
    sqlite3_stmt *stmt = NULL;
    bool found = false;
    if (sqlite3_prepare_v2(handle, sql, -1, &stmt, NULL) == SQLITE_OK &&
        sqlite3_bind_text(stmt, 1, value, -1, SQLITE_STATIC) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW) {
        *out = sqlite3_column_int64(stmt, 0);
        found = true;
    }
    sqlite3_finalize(stmt);
    return found;
}

static bool is_real_table(sqlite3 *handle, const char *name)
{
    int64_t count = 0;
    return number_of(handle,
                     "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1 "
                     "COLLATE NOCASE "
                     "AND sql NOT LIKE 'CREATE VIRTUAL%'",
                     name, &count) &&
           count > 0;
}

static bool is_enum(const char *name, sqlite3 *handle)
{
    int64_t columns = 0;
    return number_of(handle,
                     "SELECT sum(name IN ('id', 'code', 'label')) * (count(*) = 3) FROM "
                     "pragma_table_info(?1)",
                     name, &columns) &&
           columns == 3;
}

static bool is_word_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* "FROM grants g": the plan says g. Finds the table that an alias stands for, in the statement or
 * in a view's text. */
static bool alias_stands_for_table(sqlite3 *handle, const char *sql, const char *alias,
                                   char table[static 128])
{
    const size_t length = strlen(alias);
    for (const char *at = sql; (at = strstr(at, alias)) != NULL; at += length) {
        if (at == sql || is_word_letter(at[length]) || is_word_letter(at[-1]))
            continue;
        const char *end = at;
        while (end > sql && end[-1] == ' ')
            end--;
        if (end - 3 > sql && strncasecmp(end - 3, " AS", 3) == 0)
            for (end -= 3; end > sql && end[-1] == ' ';)
                end--;
        const char *start = end;
        while (start > sql && is_word_letter(start[-1]))
            start--;
        const size_t size = (size_t)(end - start);
        if (size == 0 || size >= 128)
            continue;
        memcpy(table, start, size);
        table[size] = 0;
        if (is_real_table(handle, table))
            return true;
    }
    return false;
}

/* The same in the views that the statement may read: their names stand in its text. */
static bool alias_of_a_view(sqlite3 *handle, const char *sql, const char *alias,
                            char table[static 128])
{
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(
        sqlite3_prepare_v2(handle,
                           "SELECT sql FROM sqlite_schema WHERE type = 'view' AND instr(?1, name)",
                           -1, &stmt, NULL),
        SQLITE_OK);
    sqlite3_bind_text(stmt, 1, sql, -1, SQLITE_STATIC);
    bool found = false;
    while (!found && sqlite3_step(stmt) == SQLITE_ROW)
        found = alias_stands_for_table(handle, (const char *)sqlite3_column_text(stmt, 0), alias,
                                       table);
    sqlite3_finalize(stmt);
    return found;
}

/* NULL: this line of the plan is fine. */
static const char *line_fault(sqlite3 *handle, const struct db_statement *s, const char *detail)
{
    if (s->paged && !s->sort_ok && strstr(detail, "USE TEMP B-TREE FOR ORDER BY"))
        return "a page must not sort";
    if (strncmp(detail, "SCAN ", 5) != 0 || s->scan_ok)
        return NULL;
    if (strstr(detail, "VIRTUAL TABLE INDEX") || strstr(detail, "CONSTANT ROW"))
        return NULL;
    const bool bounded =
        s->paged || strstr(s->name, "_count["); /* a page's count stops at its cap */
    if (bounded && strstr(detail, " USING ") && strstr(detail, "INDEX"))
        return NULL;
    char name[128], table[128];
    scanned_name(detail + 5, name);
    if (is_real_table(handle, name))
        memcpy(table, name, sizeof table);
    else if (!alias_stands_for_table(handle, s->sqlite, name, table) &&
             !alias_of_a_view(handle, s->sqlite, name, table))
        return NULL; /* a subquery or CTE */
    return is_enum(table, handle) ? NULL : "a scan must say why";
}

static bool plan_holds(sqlite3 *handle, const struct db_statement *s)
{
    const size_t size = strlen(s->sqlite) + sizeof "EXPLAIN QUERY PLAN ";
    char *sql = malloc(size);
    assert_non_null(sql);
    snprintf(sql, size, "EXPLAIN QUERY PLAN %s", s->sqlite);
    sqlite3_stmt *stmt = NULL;
    /* As connections are opened: readers do not trust the schema, the writer must. */
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, (int)s->writes, NULL);
    bool good = sqlite3_prepare_v2(handle, sql, -1, &stmt, NULL) == SQLITE_OK;
    if (!good)
        print_error("%s:%d: %s: %s\n", s->file, s->line, s->name, sqlite3_errmsg(handle));
    while (good && sqlite3_step(stmt) == SQLITE_ROW) {
        const char *detail = (const char *)sqlite3_column_text(stmt, 3);
        const char *fault = line_fault(handle, s, detail);
        if (fault) {
            good = false;
            print_error("%s:%d: %s: %s: %s\n", s->file, s->line, s->name, fault, detail);
        }
    }
    sqlite3_finalize(stmt);
    free(sql);
    return good;
}

static sqlite3 *fresh_database(void)
{
    sqlite3 *handle;
    assert_int_equal(sqlite3_open(":memory:", &handle), SQLITE_OK);
    sqlite3_exec(handle, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    for (size_t i = 0; i < db_migration_count; i++) {
        if (sqlite3_exec(handle, db_migrations[i].sqlite, NULL, NULL, NULL) != SQLITE_OK)
            print_error("%s: %s\n", db_migrations[i].name, sqlite3_errmsg(handle));
        assert_int_equal(sqlite3_errcode(handle), SQLITE_OK);
    }
    return handle;
}

static void every_statement_is_prepared_and_its_plan_holds(void **state)
{
    (void)state;
    sqlite3 *handle = fresh_database();
    size_t bad = 0;
    for (size_t i = 0; i < db_registry_count; i++) {
        assert_int_equal(db_registry[i]->index, i);
        if (!plan_holds(handle, db_registry[i]))
            bad++;
    }
    printf("%zu statements, %zu bad\n", db_registry_count, bad);
    sqlite3_close(handle);
    assert_int_equal(bad, 0);
}

/* The checks themselves: each of these must be told from its neighbour. */
static void a_bad_plan_is_found(void **state)
{
    (void)state;
    static const struct {
        struct db_statement statement;
        bool good;
    } cases[] = {
        {{.sqlite = "SELECT location FROM once_answers WHERE nonce = ?1"}, true},
        {{.sqlite = "SELECT nonce FROM once_answers WHERE location = ?1"}, false},
        {{.sqlite = "SELECT o.nonce FROM once_answers o WHERE o.location = ?1"}, false},
        {{.sqlite = "SELECT o.nonce FROM once_answers AS o WHERE o.location = ?1"}, false},
        {{.sqlite = "SELECT nonce FROM once_answers WHERE location = ?1", .scan_ok = true}, true},
        {{.sqlite = "SELECT at FROM once_answers ORDER BY at LIMIT 5", .paged = true}, true},
        {{.sqlite = "SELECT at FROM once_answers ORDER BY at LIMIT 5"}, false},
        {{.sqlite = "SELECT at FROM once_answers WHERE at > 5 ORDER BY location LIMIT 5",
          .paged = true},
         false},
        {{.sqlite = "SELECT at FROM once_answers WHERE at > 5 ORDER BY location LIMIT 5",
          .paged = true,
          .sort_ok = true},
         true},
        {{.sqlite = "WITH few AS MATERIALIZED (SELECT at FROM once_answers WHERE nonce = ?1) "
                    "SELECT at FROM few"},
         true},
        {{.sqlite = "SELECT s.nonce FROM seen_through s WHERE s.location = ?1"}, false},
        {{.sqlite = "SELECT s.nonce FROM seen_through s WHERE s.nonce = ?1"}, true},
        {{.sqlite = "SELECT absent FROM once_answers"}, false},
    };
    sqlite3 *handle = fresh_database();
    assert_int_equal(
        sqlite3_exec(handle,
                     "CREATE VIEW seen_through AS SELECT v.nonce, v.location FROM once_answers v",
                     NULL, NULL, NULL),
        SQLITE_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct db_statement s = cases[i].statement;
        s.name = s.sqlite;
        s.file = "meant to be found";
        if (plan_holds(handle, &s) != cases[i].good)
            print_error("wrong about: %s\n", s.sqlite);
        assert_int_equal(plan_holds(handle, &s), cases[i].good);
    }
    sqlite3_close(handle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_statement_is_prepared_and_its_plan_holds),
        cmocka_unit_test(a_bad_plan_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
