/*
 * What a server's sessions do that a file's connections do not: they end, they keep statements.
 * On PostgreSQL only: SQLite has no server.
 */
#include "tests/engine/db/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* ours */

enum { PLANS = PLACES, PLANNED, KEPT, CASTS };

/* All sessions of the program end, as when the server is started again. */
static void cut(const struct world *w)
{
    test_database_run(&w->place, "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                                 "WHERE datname = current_database() AND pid <> pg_backend_pid()");
}

static int64_t first_number(struct db_stmt *stmt)
{
    assert_true(db_step(stmt));
    const int64_t number = db_column_int(stmt, 0);
    db_stmt_end(stmt);
    return number;
}

/* ---- Sessions that end ---- */

static void who_comes_next_finds_a_session_that_ended_opened_anew(void **state)
{
    struct world *w = *state;
    struct arena *arena = arena_new(1 << 20);
    row_add(w, w->database, 1);
    assert_int_equal(rows_in(w, w->database), 1);
    cut(w);
    struct db *db = db_read(w->database, arena);
    struct db_stmt *count = db_stmt_begin(db, w->statement[COUNT]);
    db_stmt_ask(count);
    struct db_stmt *all = db_stmt_begin(db, w->statement[ALL]);
    db_stmt_ask(all);
    assert_true(db_step(all));
    assert_int_equal(first_number(count), 1);
    arena_free(arena);
    cut(w);
    row_add(w, w->database, 2);
    assert_int_equal(rows_in(w, w->database), 2);
}

struct cutting {
    struct world *w;
    struct arena *arena;
    bool undone;
};

static void read_around_a_cut(void *arg)
{
    const struct cutting *c = arg;
    struct db *db = db_read(c->w->database, c->arena);
    (void)rows_seen(c->w, db);
    cut(c->w);
    (void)rows_seen(c->w, db);
}

static void write_around_a_cut(void *arg)
{
    const struct cutting *c = arg;
    struct db_write *write = db_write_begin(c->w->database, c->arena);
    row_add_in(c->w, write, 1);
    cut(c->w);
    if (!c->undone)
        db_write_commit(write);
}

/* One moment was promised, and another session sees another. */
static void a_session_that_ends_in_between_is_a_failure_and_nothing_is_done_twice(void **state)
{
    struct world *w = *state;
    struct failure failure;
    struct cutting c = {.w = w, .arena = arena_new(1 << 20)};
    assert_false(fail_try(read_around_a_cut, &c, &failure));
    arena_reset(c.arena);
    assert_int_equal(rows_in(w, w->database), 0);
    assert_false(fail_try(write_around_a_cut, &c, &failure));
    arena_reset(c.arena);
    assert_int_equal(rows_in(w, w->database), 0);
    c.undone = true;
    assert_true(fail_try(write_around_a_cut, &c, &failure));
    arena_free(c.arena);
    row_add(w, w->database, 1);
    assert_int_equal(rows_in(w, w->database), 1);
}

/* ---- Statements that sessions keep ---- */

static int64_t number_of(struct db *db, const struct db_statement *statement, const char *of)
{
    struct db_stmt *stmt = db_stmt_begin(db, statement);
    db_bind_text(stmt, 1, text_of(of));
    return first_number(stmt);
}

static void a_statement_is_planned_once_or_each_time_as_it_says(void **state)
{
    struct world *w = *state;
    const struct db_statement *plans =
        test_statement(w->statements,
                       "SELECT (custom_plans * 1000 + generic_plans)::bigint FROM "
                       "pg_prepared_statements WHERE statement = ?1::text",
                       false, PLANS);
    static const char looks[] = "SELECT count(*) FROM once_answers WHERE location = $1::text";
    struct db_statement planned = *test_statement(w->statements, looks, false, PLANNED);
    struct db *db = db_read(w->database, w->arena);
    assert_int_equal(number_of(db, &planned, "/"), 0);
    assert_int_equal(number_of(db, &planned, "/"), 0);
    assert_int_equal(number_of(db, plans, looks), 2);
    planned.plan_each = true;
    assert_int_equal(number_of(db, &planned, "/"), 0);
    assert_int_equal(number_of(db, &planned, "/"), 0);
    assert_int_equal(number_of(db, plans, looks), 2002);
    planned.plan_each = false;
    assert_int_equal(number_of(db, &planned, "/"), 0);
    assert_int_equal(number_of(db, plans, looks), 2003);
}

/* Those that may be asked with nothing bound: a search wants to know how many it may find. */
static bool may_run(const struct db_statement *statement)
{
    return !statement->writes && !statement->plan_each && !strstr(statement->name, "_found");
}

static void a_session_keeps_so_many_statements(void **state)
{
    struct world *w = *state;
    const struct db_statement *kept =
        test_statement(w->statements,
                       "SELECT count(*) FROM pg_prepared_statements WHERE name NOT IN ('begin', "
                       "'commit')",
                       false, KEPT);
    struct db *db = db_read(w->database, w->arena);
    int64_t run = 0;
    for (size_t i = 0; i < db_registry_count; i++)
        if (may_run(db_registry[i])) {
            struct db_stmt *stmt = db_stmt_begin(db, db_registry[i]);
            (void)!db_step(stmt);
            db_stmt_end(stmt);
            run++;
        }
    assert_true(run > 300);
    assert_in_range(first_number(db_stmt_begin(db, kept)), 200, 256);
}

#define in_a_world(test) cmocka_unit_test_setup_teardown(test, world_begin, world_end)

struct casting {
    struct world *w;
    struct arena *arena;
};

static void cast_what_is_no_number(void *arg)
{
    const struct casting *c = arg;
    struct db *db = db_read(c->w->database, c->arena);
    struct db_stmt *stmt = db_stmt_begin(
        db, test_statement(c->w->statements, "SELECT (?1::text)::bigint", false, CASTS));
    db_bind_text(stmt, 1, T("Ana Untold"));
    const bool row = db_step(stmt);
    (void)row;
}

/* Failures are logged; what someone wrote is not. */
static void a_value_that_does_not_fit_is_not_in_the_words_of_the_failure(void **state)
{
    struct world *w = *state;
    struct casting c = {.w = w, .arena = arena_new(1 << 20)};
    struct failure failure;
    assert_false(fail_try(cast_what_is_no_number, &c, &failure));
    assert_non_null(strstr(failure.what, "22P02"));
    assert_null(strstr(failure.what, "Ana"));
    arena_free(c.arena);
}

/* A session that looks from now on may look at the moment when it began: VACUUM keeps rows for
     it. */
static void scrubbing_gives_up_while_a_transaction_of_another_database_goes_on(void **state)
{
    struct world *w = *state;
    struct world other = *w;
    test_database_new(&other.place);
    other.database = world_open(&other, DB_SERVE, false).database;
    struct arena *arena = arena_new(1 << 20);
    row_add_in(&other, db_write_begin(other.database, arena), 1);
    row_add(w, w->database, 1);
    assert_false(db_scrub(w->database, w->arena));
    arena_free(arena); /* undone */
    bool done = false;
    for (int tries = 0; tries < 24 && !done; tries++) /* other tests' transactions */
        done = db_scrub(w->database, w->arena);
    assert_true(done);
    db_close(other.database);
    test_database_gone(&other.place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_world(who_comes_next_finds_a_session_that_ended_opened_anew),
        in_a_world(scrubbing_gives_up_while_a_transaction_of_another_database_goes_on),
        in_a_world(a_session_that_ends_in_between_is_a_failure_and_nothing_is_done_twice),
        in_a_world(a_statement_is_planned_once_or_each_time_as_it_says),
        in_a_world(a_value_that_does_not_fit_is_not_in_the_words_of_the_failure),
        in_a_world(a_session_keeps_so_many_statements),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
