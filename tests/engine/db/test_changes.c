/* What a transaction changed, as its watcher is told (law 9). */
#include "tests/engine/db/support.h"

#include "engine/db/changes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* ours */

/* What was seen, in words, so that a test reads as a table. */
static char seen[8192];
static bool stop;
static int told_after;

static void add(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void add(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const size_t at = strlen(seen);
    vsnprintf(seen + at, sizeof seen - at, format, args);
    va_end(args);
}

static void add_value(const struct db_value *value)
{
    switch (value->kind) {
    case DB_ABSENT:
        add("-");
        return;
    case DB_NUMBER:
        add("%lld", (long long)value->number);
        return;
    case DB_DECIMAL:
        add("%g", value->real);
        return;
    case DB_STRING:
        add("'%.*s'", (int)value->content.len, (const char *)value->content.ptr);
        return;
    case DB_RAW:
        add("x%zu", value->content.len);
        return;
    }
}

static void before(void *arg, struct db_write *write)
{
    (void)arg;
    static const char *const kinds[] = {"changed", "added", "removed"};
    seen[0] = 0;
    const struct db_changes changes = db_changes_of(write);
    for (size_t i = 0; i < changes.count; i++) {
        const struct db_change *const change = &changes.row[i];
        add("%s %s %lld of %lld:", kinds[change->kind], change->table->name, (long long)change->row,
            (long long)change->subject);
        for (size_t c = 0; c < change->count; c++) {
            add(" %s ", change->cell[c].column->name);
            add_value(&change->cell[c].was);
            add(">");
            add_value(&change->cell[c].became);
        }
        add("\n");
    }
    if (changes.unrecorded > 0)
        add("unrecorded %lld by %s\n", (long long)changes.unrecorded, db_changes_act(write));
    if (stop)
        fail("stopped");
}

static void after(void *arg, struct db_write *write)
{
    (void)arg, (void)write;
    told_after++;
}

static int begin(void **state)
{
    const int rc = world_begin(state);
    struct world *w = *state;
    stop = false;
    told_after = 0;
    if (rc == 0)
        db_watch_set(w->database, &(struct db_watch){.before = before, .after = after});
    return rc;
}

/* The cache knows a statement by its place in memory: each has its own. */
static const struct db_statement *statement_of(const char *sql)
{
    static struct db_statement made[200];
    static size_t count;
    ensure(count < sizeof made / sizeof *made);
    made[count] = (struct db_statement){.name = sql,
                                        .sqlite = sql,
                                        .postgresql = sql,
                                        .writes = true,
                                        .index = (unsigned)db_registry_count + BROKEN};
    return &made[count++];
}

/* A statement of the tests' own, without parameters. */
static void run_in(struct db_write *write, const char *sql)
{
    struct db_stmt *stmt = db_stmt_begin_write(write, statement_of(sql));
    while (db_step(stmt))
        ;
    (void)db_stmt_end(stmt);
}

static void run(struct world *w, const char *const *sql)
{
    struct arena *arena = arena_new((size_t)64 << 20);
    struct db_write *write = db_write_begin(w->database, arena);
    for (; *sql; sql++)
        run_in(write, *sql);
    db_write_commit(write);
    arena_free(arena);
}
#define RUN(w, ...) run((w), (const char *const[]){__VA_ARGS__, NULL})

#define ACCOUNT "INSERT INTO accounts (name, email, roles, made_at) VALUES ('Ana', 'a@b', 8, 5)"
#define FUNDER "INSERT INTO funders (name, name_key, own) VALUES ('Trust', 'trust', 0)"

static void law_9_each_kind_of_change_is_seen(void **state)
{
    struct world *w = *state;
    const struct {
        const char *sql, *seen;
    } cases[] = {
        {FUNDER, "added funders 1 of 0: id ->1 name ->'Trust' own ->0 version "
                 "->1\n"},
        {"UPDATE funders SET name = 'House', about = 'Gives'",
         "changed funders 1 of 0: name 'Trust'>'House' about ->'Gives'\n"},
        {"UPDATE funders SET name = name, about = about", ""},
        {"UPDATE funders SET about = NULL", "changed funders 1 of 0: about 'Gives'>-\n"},
        {"UPDATE funders SET about = ''", "changed funders 1 of 0: about ->''\n"},
        {ACCOUNT, "added accounts 1 of 1: id ->1 name ->'Ana' email ->'a@b' roles ->8 made_at "
                  "->5 version ->1\n"},
        {"UPDATE accounts SET roles = 4", "changed accounts 1 of 1: roles 8>4\n"},
        {"DELETE FROM accounts", "removed accounts 1 of 1: id 1>- name 'Ana'>- email 'a@b'>- roles "
                                 "4>- made_at 5>- version 1>-\n"},
        {TEST_SQL("REPLACE INTO funders (id, name, name_key, own) VALUES (1, 'House', 'trust', 1)",
                  "UPDATE funders SET own = 1, about = NULL"),
         "changed funders 1 of 0: own 0>1 about ''>-\n"},
        {"INSERT INTO funders (name, name_key, own) VALUES ('T', 'trust', 0) ON CONFLICT "
         "(name_key) DO UPDATE SET name = excluded.name",
         "changed funders 1 of 0: name 'House'>'T'\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        RUN(w, cases[i].sql);
        if (strcmp(seen, cases[i].seen) != 0)
            print_error("%s\nsaw      %swanted   %s", cases[i].sql, seen, cases[i].seen);
        assert_string_equal(seen, cases[i].seen);
    }
    assert_int_equal(told_after, (int)(sizeof cases / sizeof *cases));
}

static void law_9_a_row_is_told_once_from_before_to_after(void **state)
{
    struct world *w = *state;
    RUN(w, FUNDER);
    RUN(w, "UPDATE funders SET name = 'A'", "UPDATE funders SET name = 'B', about = 'x'");
    assert_string_equal(seen, "changed funders 1 of 0: name 'Trust'>'B' about ->'x'\n");
    RUN(w, "UPDATE funders SET name = 'C'", "UPDATE funders SET name = 'B'");
    assert_string_equal(seen, "");
    RUN(w, "INSERT INTO funders (name, name_key, own) VALUES ('N', 'n', 0)",
        "DELETE FROM funders WHERE name_key = 'n'");
    assert_string_equal(seen, "");
    RUN(w, "UPDATE funders SET name = 'D'", "DELETE FROM funders");
    assert_string_equal(seen, "removed funders 1 of 0: id 1>- name 'B'>- own "
                              "0>- about 'x'>- version 1>-\n");
}

static void a_list_written_anew_tells_only_what_differs(void **state)
{
    struct world *w = *state;
    RUN(w, "INSERT INTO partner_records (name, name_key, made_at) VALUES ('P', 'p', 0)",
        "INSERT INTO partner_regions VALUES (1, 0), (1, 1)");
    RUN(w, "DELETE FROM partner_regions", "INSERT INTO partner_regions VALUES (1, 1), (1, 2)");
    /* A row's place is given again on SQLite. */
    assert_string_equal(seen,
                        TEST_SQL("removed partner_regions 1 of 0: partner_id 1>- region 0>-\n"
                                 "added partner_regions 2 of 0: partner_id ->1 region ->2\n",
                                 "removed partner_regions 1 of 0: partner_id 1>- region 0>-\n"
                                 "added partner_regions 4 of 0: partner_id ->1 region ->2\n"));
}

static void law_9_triggers_and_cascades_are_seen_and_searches_are_not(void **state)
{
    struct world *w = *state;
    RUN(w, "INSERT INTO partner_records (name, name_key, made_at) VALUES ('P', 'p', 0)",
        "INSERT INTO partner_regions VALUES (1, 3)");
    RUN(w, "DELETE FROM partner_records");
    assert_non_null(strstr(seen, "removed partner_records 1"));
    assert_non_null(strstr(seen, "removed partner_regions 1"));
    assert_null(strstr(seen, "search"));
}

static void fleeting_and_unaudited_tables_are_not_seen(void **state)
{
    struct world *w = *state;
    RUN(w, ACCOUNT,
        TEST_SQL("INSERT INTO sessions (token_hash, account_id, secret, made_at, ends_at) VALUES "
                 "(x'00', 1, x'00', 0, 0)",
                 "INSERT INTO sessions (token_hash, account_id, secret, made_at, ends_at) VALUES "
                 "('\\x00', 1, '\\x00', 0, 0)"),
        TEST_SQL("INSERT INTO once_answers (nonce, location, at) VALUES (x'00', '/', 0)",
                 "INSERT INTO once_answers (nonce, location, at) VALUES ('\\x00', '/', 0)"));
    assert_null(strstr(seen, "sessions"));
    assert_null(strstr(seen, "once_answers"));
}

static void what_a_conflict_undid_is_not_told(void **state)
{
    struct world *w = *state;
    RUN(w, FUNDER);
    struct arena *arena = arena_new((size_t)1 << 20);
    struct db_write *write = db_write_begin(w->database, arena);
    static const char sql[] = "INSERT INTO funders (name, name_key, own) VALUES ('One', 'one', 0), "
                              "('Trust', 'trust', 0)";
    struct db_stmt *stmt = db_stmt_begin_write(write, statement_of(sql));
    assert_true(db_step_conflict(stmt));
    db_write_commit(write);
    assert_string_equal(seen, "");
    arena_free(arena);
}

static void a_column_that_came_later_had_its_default(void **state)
{
    struct world *w = *state;
    /* As an ALTER TABLE leaves old rows: without the column. */
    static const struct db_column columns[] = {{.name = "a", .type = DB_INT, .fallback = "7"}};
    assert_non_null(db_table_find("funders"));
    assert_null(db_table_find("no_such_table"));
    assert_string_equal(columns[0].fallback, "7");
    RUN(w, FUNDER);
    const struct db_table *funders = db_table_find("funders");
    assert_string_equal(funders->column[funders->count - 1].name, "version");
    assert_string_equal(funders->column[funders->count - 1].fallback, "1");
}

/* Whatever people type, and whatever the program keeps. */
static void law_9_values_are_told_to_the_last_letter(void **state)
{
    struct world *w = *state;
    static const unsigned char raw[] = {0, 1, '\\', '"', 0xff, 'x', 0};
    static const char words[] =
        "a\"b\\c\\n\n\r\t\b\f\x01\x1f\x7f{},:'\xc3\xa9\xf0\x9f\x8f\xa0 null ";
    static const int64_t numbers[] = {INT64_MAX, INT64_MIN, 0, -1};
    static const char sql[] = "INSERT INTO imports (funder_name, file_name, file_hash, started_at, "
                              "state, read_of) VALUES ('F', ?1, ?2, ?3, 0, ?3)";
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct arena *arena = arena_new((size_t)1 << 20);
        struct db_write *write = db_write_begin(w->database, arena);
        struct db_stmt *stmt = db_stmt_begin_write(write, test_statement(w->arena, sql, true, 0));
        db_bind_text(stmt, 1, text_of(words));
        db_bind_bytes(stmt, 2, (bytes){.ptr = raw, .len = sizeof raw});
        db_bind_int(stmt, 3, numbers[i]);
        assert_false(db_step(stmt));
        assert_int_equal(db_stmt_end(stmt), 1);
        const struct db_changes changes = db_changes_of(write);
        assert_int_equal(changes.count, 1);
        size_t found = 0;
        for (size_t c = 0; c < changes.row[0].count; c++) {
            const struct db_cell *cell = &changes.row[0].cell[c];
            const bytes content = cell->became.content;
            if (strcmp(cell->column->name, "file_name") == 0) {
                assert_int_equal(cell->became.kind, DB_STRING);
                assert_int_equal(content.len, sizeof words - 1);
                assert_memory_equal(content.ptr, words, content.len);
                found++;
            } else if (strcmp(cell->column->name, "file_hash") == 0) {
                assert_int_equal(cell->became.kind, DB_RAW);
                assert_int_equal(content.len, sizeof raw);
                assert_memory_equal(content.ptr, raw, content.len);
                found++;
            } else if (strcmp(cell->column->name, "started_at") == 0) {
                assert_int_equal(cell->became.kind, DB_NUMBER);
                assert_true(cell->became.number == numbers[i]);
                found++;
            }
        }
        assert_int_equal(found, 3);
        db_write_undo(write);
        arena_free(arena);
    }
}

static void bulk_work_is_counted(void **state)
{
    struct world *w = *state;
    struct arena *arena = arena_new((size_t)1 << 20);
    struct db_write *write = db_write_begin(w->database, arena);
    db_changes_unrecorded(write, "test.bulk");
    run_in(write, FUNDER);
    run_in(write, "UPDATE funders SET name = 'B'");
    db_write_commit(write);
    assert_string_equal(seen, "unrecorded 2 by test.bulk\n");
    arena_free(arena);
}

static void commit_it(void *write)
{
    db_write_commit(write);
}

#define MANY                                                                                       \
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10001) INSERT INTO " \
    "funders (name, name_key, own) SELECT 'F', 'f' || i, 0 FROM n"
#define LARGE                                                                                      \
    TEST_SQL("INSERT INTO funders (name, name_key, own, about) VALUES ('F', 'f', 0, "              \
             "printf('%9000000c', 'x'))",                                                          \
             "INSERT INTO funders (name, name_key, own, about) VALUES ('F', 'f', 0, repeat('x', "  \
             "9000000))")

static void too_much_at_once_is_refused_whole(void **state)
{
    struct world *w = *state;
    const char *const too_much[] = {MANY, LARGE};
    for (size_t i = 0; i < 2; i++) {
        struct arena *arena = arena_new((size_t)64 << 20);
        struct db_write *write = db_write_begin(w->database, arena);
        struct failure failure;
        run_in(write, too_much[i]);
        assert_false(fail_try(commit_it, write, &failure));
        assert_non_null(strstr(failure.what, "db_changes_unrecorded"));
        arena_free(arena);
        RUN(w, "DELETE FROM funders");
        assert_string_equal(seen, ""); /* nothing had stayed */
    }
}

static void a_watcher_that_fails_stops_the_commit(void **state)
{
    struct world *w = *state;
    struct arena *arena = arena_new((size_t)1 << 20);
    struct db_write *write = db_write_begin(w->database, arena);
    struct failure failure;
    run_in(write, FUNDER);
    stop = true;
    assert_false(fail_try(commit_it, write, &failure));
    arena_free(arena);
    stop = false;
    RUN(w, "DELETE FROM funders");
    assert_string_equal(seen, "");
    assert_int_equal(told_after, 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(law_9_each_kind_of_change_is_seen, begin, world_end),
        cmocka_unit_test_setup_teardown(law_9_a_row_is_told_once_from_before_to_after, begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(a_list_written_anew_tells_only_what_differs, begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(law_9_triggers_and_cascades_are_seen_and_searches_are_not,
                                        begin, world_end),
        cmocka_unit_test_setup_teardown(fleeting_and_unaudited_tables_are_not_seen, begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(what_a_conflict_undid_is_not_told, begin, world_end),
        cmocka_unit_test_setup_teardown(a_column_that_came_later_had_its_default, begin, world_end),
        cmocka_unit_test_setup_teardown(law_9_values_are_told_to_the_last_letter, begin, world_end),
        cmocka_unit_test_setup_teardown(bulk_work_is_counted, begin, world_end),
        cmocka_unit_test_setup_teardown(too_much_at_once_is_refused_whole, begin, world_end),
        cmocka_unit_test_setup_teardown(a_watcher_that_fails_stops_the_commit, begin, world_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
