/*
 * The schema that migrations make, on either engine, as a plain owner without the program: from
 * each earlier one with rows in it the newest comes to be, the same as in a new database and with
 * the rows as they were; and what the schema refuses, it refuses on both.
 */
#include "engine/db/tables.h"
#include "tests/engine/db/behind.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* ours */

enum { ROWS = 2 };

static const struct db_table *table_of(const char *name)
{
    const struct db_table *const table = db_table_find(name);
    ensure(table);
    return table;
}

/* The columns that a table has by now, by name; empty: there is no such table yet. */
static struct texts columns_now(struct behind *b, const char *table)
{
    const text sql = text_format(
        b->arena,
        test_on_postgresql()
            ? "SELECT column_name FROM information_schema.columns WHERE table_schema = 'holdfast' "
              "AND table_name = '%s' AND column_name <> 'place' ORDER BY column_name"
            : "SELECT name FROM pragma_table_info('%s') ORDER BY name",
        table);
    text rest = text_of(behind_rows(b, text_cstr(b->arena, sql)));
    text *const row = arena_array(b->arena, text, 64);
    size_t count = 0;
    while (rest.len > 0)
        row[count++] = text_cut(&rest, '\n');
    return (struct texts){.row = row, .count = count};
}

static const struct db_column *column_named(const struct db_table *table, text name)
{
    for (size_t i = 0; i < table->count; i++)
        if (text_eq(text_of(table->column[i].name), name))
            return &table->column[i];
    fail("%s has no column %.*s", table->name, TEXT_ARG(name));
}

/* Of the row `n`, from 1; what refers to another table names the row of the same number there. */
static text value_of(struct behind *b, const struct db_column *column, int n)
{
    switch (column->type) {
    case DB_TEXT:
        return text_format(b->arena, "'Words %d, it''s \xc3\x89t\xc3\xa9'", n);
    case DB_BYTES:
        return text_format(b->arena, test_on_postgresql() ? "'\\x00%02d'" : "x'00%02d'", n);
    case DB_FLAG:
    case DB_ENUM:
        return text_format(b->arena, "%d", n - 1);
    case DB_REAL:
        return text_format(b->arena, "%d.5", n);
    case DB_INT:
    case DB_PENCE:
    case DB_DAY:
    case DB_INSTANT:
    case DB_PERCENT:
    case DB_ID:
        return text_format(b->arena, "%d", n);
    }
    return TEXT_ABSENT;
}

static void fill_table(struct behind *b, const struct db_table *table, const struct texts *columns)
{
    struct text_builder names = {.arena = b->arena};
    for (size_t i = 0; i < columns->count; i++)
        text_add_format(&names, "%s%.*s", i > 0 ? ", " : "", TEXT_ARG(columns->row[i]));
    const int rows = strcmp(table->name, "initiatives") == 0 ? 1 : ROWS; /* there is one */
    for (int n = 1; n <= rows; n++) {
        struct text_builder sql = {.arena = b->arena};
        text_add_format(&sql, "INSERT INTO %s (%.*s) VALUES (", table->name,
                        TEXT_ARG(text_built(&names)));
        for (size_t i = 0; i < columns->count; i++)
            text_add_format(&sql, "%s%.*s", i > 0 ? ", " : "",
                            TEXT_ARG(value_of(b, column_named(table, columns->row[i]), n)));
        text_add_char(&sql, ')');
        behind_run(b, text_cstr(b->arena, text_built(&sql)));
    }
}

static bool has_rows(struct behind *b, const char *table)
{
    const text sql = text_format(b->arena, "SELECT count(*) FROM %s", table);
    return strcmp(behind_rows(b, text_cstr(b->arena, sql)), "0\n") != 0;
}

/* Rows in each table that there is by now; not where a migration put some. */
static void fill(struct behind *b)
{
    for (const char *const *name = db_tables_in_order; *name; name++) {
        const struct texts columns = columns_now(b, *name);
        if (columns.count > 0 && !has_rows(b, *name))
            fill_table(b, table_of(*name), &columns);
    }
}

/* All rows, of these columns alone; without those that a later migration makes of others. */
static const char *rows_of(struct behind *b, const char *table, const struct texts *columns)
{
    struct text_builder sql = {.arena = b->arena};
    for (size_t i = 0; i < columns->count; i++) {
        const bool changed = strcmp(table, "sessions") == 0 &&
                             text_eq(columns->row[i], T("ends_at")); /* by 0018: all are over */
        text_add_format(&sql, "%s%.*s", i > 0 ? ", " : "SELECT ",
                        TEXT_ARG(changed ? T("0") : columns->row[i]));
    }
    text_add_format(&sql, " FROM %s ORDER BY 1", table);
    return text_cstr(b->arena, text_built(&sql));
}

/* What the schema is: on SQLite its words, on PostgreSQL what the catalogue says of it. */
static const char *schema_now(struct behind *b)
{
    return behind_rows(
        b, test_on_postgresql()
               ? "SELECT concat_ws(' ', 'column', table_name, column_name, data_type, "
                 "collation_name, is_nullable, column_default, is_identity) AS of "
                 "FROM information_schema.columns WHERE table_schema = 'holdfast' "
                 "UNION ALL SELECT concat_ws(' ', 'rule', conrelid::regclass, conname, "
                 "pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = "
                 "'holdfast'::regnamespace "
                 "UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'holdfast' "
                 "UNION ALL SELECT concat_ws(' ', viewname, definition) FROM pg_views "
                 "WHERE schemaname = 'holdfast' "
                 "UNION ALL SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c "
                 "ON c.oid = t.tgrelid WHERE c.relnamespace = 'holdfast'::regnamespace "
                 "AND NOT t.tgisinternal "
                 "UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = "
                 "'holdfast'::regnamespace ORDER BY of"
               : "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL "
                 "ORDER BY type, name");
}

struct kept {
    const char *table, *select, *rows;
};

static size_t keep_rows(struct behind *b, struct kept *kept)
{
    size_t count = 0;
    for (const char *const *name = db_tables_in_order; *name; name++) {
        const struct texts columns = columns_now(b, *name);
        if (columns.count == 0)
            continue;
        const char *const select = rows_of(b, *name, &columns);
        kept[count++] = (struct kept){*name, select, behind_rows(b, select)};
    }
    return count;
}

static void from_number(size_t already, const char *newest)
{
    struct behind b = {0};
    struct kept kept[128];
    behind_open(&b);
    behind_migrate(&b, 0, already);
    fill(&b);
    const size_t count = keep_rows(&b, kept);
    behind_migrate(&b, already, db_migration_count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(kept[i].table, "settings") != 0) /* its row is its migration's */
            assert_true(strcmp(kept[i].rows, "") != 0);
        assert_string_equal(behind_rows(&b, kept[i].select), kept[i].rows);
    }
    assert_string_equal(schema_now(&b), newest);
    fill(&b); /* what is new takes rows too */
    behind_close(&b);
}

static void every_earlier_schema_with_rows_becomes_the_newest(void **state)
{
    (void)state;
    struct behind b = {0};
    behind_open(&b);
    behind_migrate(&b, 0, db_migration_count);
    struct arena *const arena = arena_new((size_t)16 << 20);
    const char *const newest = text_cstr(arena, text_of(schema_now(&b)));
    behind_close(&b);
    for (size_t already = 1; already < db_migration_count; already++)
        from_number(already, newest);
    arena_free(arena);
}

/* ---- What is refused ---- */

struct refusal {
    const char *sql;
    const char *sqlite, *postgresql; /* what is said, in part; postgresql NULL: the same */
};

static void the_schema_refuses_the_same_on_both_engines(void **state)
{
    (void)state;
    static const char check[] = "CHECK constraint", rule[] = "violates check constraint";
    static const char reference[] = "FOREIGN KEY", key[] = "violates foreign key constraint";
    static const char unique[] = "UNIQUE constraint", twice[] = "violates unique constraint";
    static const char null[] = "NOT NULL constraint", absent[] = "violates not-null constraint";
    static const struct refusal refusals[] = {
        {"UPDATE pledges SET amount = 5", "rows of pledges are added, never changed", NULL},
        {"DELETE FROM pledges", "rows of pledges are added, never removed", NULL},
        {"DELETE FROM award_entries WHERE id = 1", "award_entries are added, never removed", NULL},
        {"UPDATE award_entries SET grant_id = 2", "award_entries are added, never changed", NULL},
        {"UPDATE audit_entries SET act = 'x'", "audit_entries are added, never changed", NULL},
        {"UPDATE initiatives SET demo = 1", "the demo mark is set when the database is made", NULL},
        {"UPDATE initiatives SET as_at = NULL", "the demo mark is set when", NULL},
        {"DELETE FROM initiatives", "the initiative is not removed from its database", NULL},
        {"INSERT INTO initiatives (name, demo, made_at) VALUES ('b', 0, 1)",
         "one database holds one initiative", NULL},
        {"UPDATE funders SET own = 2", check, rule},
        {"UPDATE imports SET state = 99", reference, key},
        {"UPDATE grant_records SET funder_id = 99", reference, key},
        {"DELETE FROM funders WHERE id = 1", reference, key},
        {"DELETE FROM import_state WHERE id = 1", reference, key},
        {"UPDATE accounts SET email = 'same'", unique, twice},
        {"UPDATE partner_people SET until_on = NULL, account_id = 1, partner_id = 1", unique,
         twice},
        {"INSERT INTO partner_identifiers (partner_id, scheme, value) "
         "SELECT 2, scheme, value FROM partner_identifiers WHERE partner_id = 1",
         unique, twice},
        {"INSERT INTO region (id, code, label) VALUES (50, 'wales', 'Wales')", unique, twice},
        {"UPDATE rounds SET name = NULL", null, absent},
        {"INSERT INTO sessions (token_hash) VALUES (NULL)", null, absent},
    };
    struct behind b = {0};
    behind_open(&b);
    behind_migrate(&b, 0, db_migration_count);
    fill(&b);
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const struct refusal *const r = &refusals[i];
        const char *const wanted =
            test_on_postgresql() && r->postgresql ? r->postgresql : r->sqlite;
        const char *const said = behind_try(&b, r->sql);
        if (!said || !strstr(said, wanted))
            fail("%s: %s", r->sql, said ? said : "it ran");
    }
    behind_run(&b, "UPDATE initiatives SET name = 'b'"); /* what may change, changes */
    behind_close(&b);
}

static void a_ledgers_row_goes_with_the_row_that_it_hangs_on(void **state)
{
    (void)state;
    struct behind b = {0};
    behind_open(&b);
    behind_migrate(&b, 0, db_migration_count);
    fill(&b);
    behind_run(&b, "DELETE FROM document_history WHERE document_id NOT IN (SELECT id FROM "
                   "documents)"); /* none: nothing is refused */
    behind_run(&b, "DELETE FROM documents WHERE id = 1");
    assert_string_equal(behind_rows(&b, "SELECT document_id FROM document_history"), "2\n");
    behind_close(&b);
}

static void an_id_is_never_given_twice(void **state)
{
    (void)state;
    struct behind b = {0};
    behind_open(&b);
    behind_migrate(&b, 0, db_migration_count);
    static const char add[] = "INSERT INTO closed_days (on_day, words) VALUES (1, 'a')";
    behind_run(&b, add);
    behind_run(&b, "DELETE FROM closed_days");
    behind_run(&b, add);
    assert_string_equal(behind_rows(&b, "SELECT id FROM closed_days"), "2\n");
    behind_close(&b);
}

/* Texts stand in the order of their bytes, whatever the locale is. */
static void texts_stand_in_the_order_of_their_bytes(void **state)
{
    (void)state;
    struct behind b = {0};
    behind_open(&b);
    behind_migrate(&b, 0, db_migration_count);
    behind_run(&b, "INSERT INTO closed_days (on_day, words) VALUES (1, 'b'), (2, '\xc3\xa9'), "
                   "(3, 'B'), (4, 'a b'), (5, 'ab'), (6, 'Z'), (7, '')");
    assert_string_equal(behind_rows(&b, "SELECT words FROM closed_days ORDER BY words"),
                        "\nB\nZ\na b\nab\nb\n\xc3\xa9\n");
    behind_close(&b);
}

static void a_grants_partners_stand_in_one_order_in_its_words(void **state)
{
    (void)state;
    struct behind b = {0};
    behind_open(&b);
    behind_migrate(&b, 0, db_migration_count);
    fill(&b);
    behind_run(&b, "UPDATE partner_records SET name = 'Zebra' WHERE id = 1; "
                   "UPDATE partner_records SET name = 'Ant' WHERE id = 2; "
                   "UPDATE grant_records SET reference = 'R' WHERE id = 2; "
                   "INSERT INTO grant_seats (id, grant_id, partner_id, kind) VALUES (9, 2, 1, 2)");
    assert_string_equal(behind_rows(&b, "SELECT search FROM grant_search_texts WHERE id = 2"),
                        "R\nZebra\nAnt\n");
    behind_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_earlier_schema_with_rows_becomes_the_newest),
        cmocka_unit_test(the_schema_refuses_the_same_on_both_engines),
        cmocka_unit_test(a_ledgers_row_goes_with_the_row_that_it_hangs_on),
        cmocka_unit_test(an_id_is_never_given_twice),
        cmocka_unit_test(texts_stand_in_the_order_of_their_bytes),
        cmocka_unit_test(a_grants_partners_stand_in_one_order_in_its_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
