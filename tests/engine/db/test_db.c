/* Opening, reading in one moment, writing in turn, and statements: what is the same on either
 * engine. */
#include "tests/engine/db/support.h"

#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>

#include <cmocka.h>
#undef fail /* ours */

/* ---- Opening ------------------------------------------------------------------------------------
 */

static void assert_refused(struct world *w, enum db_open_as as, const char *words)
{
    const struct db_opened opened = world_open(w, as, false);
    assert_null(opened.database);
    if (text_find(opened.say, text_of(words)) < 0)
        print_error("says: %.*s\n", TEXT_ARG(opened.say));
    assert_true(text_find(opened.say, text_of(words)) >= 0);
}

/* Changes the closed database behind Holdfast's back. */
static void tamper(struct world *w, const char *sql)
{
    db_close(w->database);
    w->database = NULL;
    test_database_run(&w->place, sql);
}

static void a_newer_programs_database_is_refused(void **state)
{
    struct world *w = *state;
    tamper(w, "INSERT INTO migrations VALUES (9999, '9999_later', 'ab', 0)");
    assert_refused(w, DB_SERVE, "newer Holdfast");
    assert_refused(w, DB_READ, "newer Holdfast");
}

static void a_migration_that_was_changed_is_refused(void **state)
{
    struct world *w = *state;
    tamper(w, "UPDATE migrations SET checksum = 'changed' WHERE number = 1");
    assert_refused(w, DB_SERVE, "another version of");
}

/* ---- Reading ------------------------------------------------------------------------------------
 */

static void a_reader_sees_one_moment(void **state)
{
    struct world *w = *state;
    struct arena *arena = arena_new(1 << 20);
    row_add(w, w->database, 1);
    struct db *db = db_read(w->database, arena);
    row_add(w, w->database, 2); /* before its first statement: seen */
    assert_int_equal(rows_seen(w, db), 2);
    row_add(w, w->database, 3);
    assert_int_equal(rows_seen(w, db), 2);
    assert_int_equal(db_statements_run(db), 2);
    assert_int_equal(rows_in(w, w->database), 3);
    db_read_end(db);
    db_read_end(db); /* and again by the arena */
    db = db_read(w->database, arena);
    assert_int_equal(rows_seen(w, db), 3);
    arena_free(arena);
}

static void values_arrive_as_they_were_given(void **state)
{
    struct world *w = *state;
    struct arena *arena = arena_new(1 << 20);
    struct db *db = db_read(w->database, arena);
    struct db_stmt *stmt = db_stmt_begin(db, w->statement[WIDE]);
    db_bind_text(stmt, 1, T(""));
    db_bind_bytes(stmt, 2, (bytes){.ptr = (const unsigned char *)"a\0b", .len = 3});
    db_bind_real(stmt, 3, 1.5);
    assert_true(db_step(stmt));
    const text empty = db_column_text(stmt, 0);
    assert_non_null(empty.ptr);
    assert_int_equal(empty.len, 0);
    const bytes b = db_column_bytes(stmt, 1);
    assert_int_equal(b.len, 3);
    assert_memory_equal(b.ptr, "a\0b", 3);
    assert_true(db_column_real(stmt, 2) > 1.49 && db_column_real(stmt, 2) < 1.51);
    assert_true(db_column_null(stmt, 3));
    assert_null(db_column_text(stmt, 3).ptr);
    assert_null(db_column_bytes(stmt, 3).ptr);
    assert_int_equal(db_column_int(stmt, 4), 7);
    assert_false(db_step(stmt));
    assert_int_equal(db_stmt_end(stmt), 0);

    /* Bindings do not stay for the next use. */
    stmt = db_stmt_begin(db, w->statement[WIDE]);
    db_bind_text(stmt, 1, TEXT_ABSENT);
    assert_true(db_step(stmt));
    assert_true(db_column_null(stmt, 0) && db_column_null(stmt, 1) && db_column_null(stmt, 2));
    db_stmt_end(stmt);
    arena_free(arena);
}

struct attempt {
    struct world *w;
    struct arena *arena;
    struct db *db;
    int column;
    enum test_place place;
};

static void read_int_of_column(void *arg)
{
    const struct attempt *a = arg;
    struct db_stmt *stmt = db_stmt_begin(a->db, a->w->statement[WIDE]);
    db_bind_text(stmt, 1, T("seven"));
    if (db_step(stmt))
        (void)!db_column_int(stmt, a->column);
    db_stmt_end(stmt);
}

static void run_place(void *arg)
{
    const struct attempt *a = arg;
    struct db_stmt *stmt = db_stmt_begin(a->db, a->w->statement[a->place]);
    if (!db_step(stmt))
        db_stmt_end(stmt);
}

static void what_is_unexpected_fails_and_the_reader_stays_usable(void **state)
{
    struct world *w = *state;
    struct arena *arena = arena_new(1 << 20);
    struct attempt a = {.w = w, .db = db_read(w->database, arena)};
    struct failure failure;
    static const struct {
        int column;
        bool good;
    } columns[] = {{4, true}, {0, false}, {3, false}, {5, false}};
    for (size_t i = 0; i < 4; i++) {
        a.column = columns[i].column;
        assert_int_equal(fail_try(read_int_of_column, &a, &failure), columns[i].good);
        if (!columns[i].good) { /* the statement is in use until the borrow ends */
            db_read_end(a.db);
            a.db = db_read(w->database, arena);
        }
    }
    a.place = BROKEN;
    assert_false(fail_try(run_place, &a, &failure));
    assert_non_null(strstr(failure.what, "nowhere"));
    db_read_end(a.db);
    a.db = db_read(w->database, arena);
    a.place = ADD;
    assert_false(fail_try(run_place, &a, &failure));
    assert_non_null(strstr(failure.what, "given a reader"));
    assert_int_equal(rows_seen(w, a.db), 0);
    db_read_end(a.db);
    a.place = COUNT;
    assert_false(fail_try(run_place, &a, &failure));
    assert_non_null(strstr(failure.what, "borrow had ended"));
    arena_free(arena);
}

/* ---- Several asked before the first is taken ---- */

static struct db_stmt *ask_find(const struct world *w, struct db *db, const int64_t *key)
{
    struct db_stmt *stmt = db_stmt_begin(db, w->statement[FIND]);
    db_bind_bytes(stmt, 1, (bytes){.ptr = (const unsigned char *)key, .len = sizeof *key});
    db_stmt_ask(stmt);
    return stmt;
}

static struct db_stmt *ask(const struct world *w, struct db *db, enum test_place place)
{
    struct db_stmt *stmt = db_stmt_begin(db, w->statement[place]);
    db_stmt_ask(stmt);
    return stmt;
}

static int64_t take_number(struct db_stmt *stmt, int column)
{
    assert_true(db_step(stmt));
    const int64_t number = db_column_int(stmt, column);
    assert_false(db_step(stmt));
    db_stmt_end(stmt);
    return number;
}

static void what_is_asked_together_is_answered_each_to_its_own(void **state)
{
    struct world *w = *state;
    struct arena *arena = arena_new(1 << 20);
    const int64_t key = 7, other = 9;
    row_add(w, w->database, key);
    row_add(w, w->database, other);
    struct db *db = db_read(w->database, arena);
    struct db_stmt *count = ask(w, db, COUNT), *all = ask(w, db, ALL);
    struct db_stmt *find = ask_find(w, db, &key);
    assert_int_equal(take_number(find, 1), key); /* in whatever order */
    assert_int_equal(take_number(count, 0), 2);
    db_stmt_end(all); /* nobody wants it any more */
    find = ask_find(w, db, &other);
    all = ask(w, db, ALL);
    for (int i = 0; i < 2; i++)
        assert_true(db_step(all));
    assert_int_equal(rows_seen(w, db), 2); /* between its rows */
    assert_false(db_step(all));
    db_stmt_end(all);
    assert_int_equal(take_number(find, 1), other);
    (void)ask(w, db, COUNT); /* never taken */
    db_read_end(db);
    assert_int_equal(rows_in(w, w->database), 2);
    arena_free(arena);
}

static void what_a_writer_asks_sees_what_it_wrote(void **state)
{
    struct world *w = *state;
    struct arena *arena = arena_new(1 << 20);
    struct db_write *write = db_write_begin(w->database, arena);
    const int64_t key = 7;
    row_add_in(w, write, key);
    struct db_stmt *count = ask(w, db_of(write), COUNT);
    struct db_stmt *find = ask_find(w, db_of(write), &key);
    assert_int_equal(take_number(count, 0), 1);
    assert_int_equal(take_number(find, 1), key);
    (void)ask(w, db_of(write), COUNT);
    db_write_commit(write);
    arena_free(arena);
    assert_int_equal(rows_in(w, w->database), 1);
}

static void ask_what_is_broken(void *arg)
{
    const struct attempt *a = arg;
    struct db_stmt *count = ask(a->w, a->db, COUNT);
    (void)ask(a->w, a->db, BROKEN);
    const int64_t key = 1;
    (void)take_number(ask_find(a->w, a->db, &key), 0);
    (void)take_number(count, 0);
}

/* Also those that were asked with it and prepared for the first time then. */
static void one_that_fails_takes_the_others_along_and_leaves_nothing(void **state)
{
    struct world *w = *state;
    struct arena *arena = arena_new(1 << 20);
    row_add(w, w->database, 1);
    for (int round = 0; round < 2; round++) {
        struct attempt a = {.w = w, .db = db_read(w->database, arena)};
        struct failure failure;
        assert_false(fail_try(ask_what_is_broken, &a, &failure));
        assert_non_null(strstr(failure.what, "nowhere"));
        arena_reset(arena);
    }
    const int64_t key = 1;
    struct db *db = db_read(w->database, arena);
    assert_int_equal(take_number(ask_find(w, db, &key), 1), key);
    assert_int_equal(rows_seen(w, db), 1);
    arena_free(arena);
}

static void *read_often(void *arg)
{
    struct world *w = arg;
    for (int i = 0; i < 50; i++)
        if (rows_in(w, w->database) < 0)
            return w;
    return NULL;
}

static void more_threads_than_readers_all_get_one(void **state)
{
    struct world *w = *state;
    enum { THREADS = 80 };
    pthread_t threads[THREADS];
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_often, w), 0);
    for (size_t i = 0; i < THREADS; i++) {
        void *result = w;
        pthread_join(threads[i], &result);
        assert_null(result);
    }
}

/* ---- Writing ------------------------------------------------------------------------------------
 */

static void what_is_not_committed_is_undone(void **state)
{
    struct world *w = *state;
    struct arena *arena = arena_new(1 << 20);
    struct db_write *write = db_write_begin(w->database, arena);
    row_add_in(w, write, 1);
    assert_int_equal(rows_seen(w, db_of(write)), 1); /* it sees its own */
    arena_reset(arena);                              /* as after a failure */
    write = db_write_begin(w->database, arena);
    row_add_in(w, write, 2);
    db_write_undo(write);
    write = db_write_begin(w->database, arena);
    row_add_in(w, write, 3);
    db_write_commit(write);
    arena_free(arena);
    assert_int_equal(rows_in(w, w->database), 1);
}

static void a_unique_rule_is_an_answer_and_the_transaction_goes_on(void **state)
{
    struct world *w = *state;
    struct arena *arena = arena_new(1 << 20);
    struct db_write *write = db_write_begin(w->database, arena);
    static const struct {
        const char *nonce;
        bool conflict;
    } steps[] = {{"a", false}, {"a", true}, {"b", false}, {"a", true}};
    for (size_t i = 0; i < 4; i++) {
        struct db_stmt *stmt = db_stmt_begin_write(write, w->statement[ADD]);
        db_bind_bytes(stmt, 1, (bytes){.ptr = (const unsigned char *)steps[i].nonce, .len = 1});
        db_bind_text(stmt, 2, T("/"));
        db_bind_int(stmt, 3, 0);
        const bool conflict = db_step_conflict(stmt);
        assert_int_equal(conflict, steps[i].conflict);
        if (!conflict)
            assert_int_equal(db_stmt_end(stmt), 1);
    }
    db_write_commit(write);
    arena_free(arena);
    assert_int_equal(rows_in(w, w->database), 2);
}

static void add_keyless(void *arg)
{
    const struct attempt *a = arg;
    struct db_write *write = db_write_begin(a->w->database, a->arena);
    row_add_in(a->w, write, 1);
    struct db_stmt *stmt = db_stmt_begin_write(write, a->w->statement[KEYLESS]);
    db_bind_bytes(stmt, 1, (bytes){.ptr = (const unsigned char *)"a", .len = 1});
    if (!db_step_conflict(stmt))
        db_stmt_end(stmt);
    db_write_commit(write);
}

static void write_inside_write(void *arg)
{
    const struct attempt *a = arg;
    (void)!db_write_begin(a->w->database, a->arena);
    (void)!db_write_begin(a->w->database, a->arena);
}

static void another_rule_broken_fails_and_undoes_all(void **state)
{
    struct world *w = *state;
    struct attempt a = {.w = w, .arena = arena_new(1 << 20)};
    struct failure failure;
    assert_false(fail_try(add_keyless, &a, &failure));
    arena_reset(a.arena);
    assert_int_equal(rows_in(w, w->database), 0);
    assert_false(fail_try(write_inside_write, &a, &failure));
    assert_non_null(strstr(failure.what, "inside another"));
    arena_free(a.arena);
    row_add(w, w->database, 4); /* the turn was given back */
    assert_int_equal(rows_in(w, w->database), 1);
}

enum { WRITERS = 8, EACH = 40 };

struct share {
    struct world *w;
    struct database *database;
    int64_t first;
};

static void *write_share(void *arg)
{
    const struct share *share = arg;
    for (int64_t i = 0; i < EACH; i++)
        row_add(share->w, share->database, share->first + i);
    return NULL;
}

static void writers_of_two_handles_take_turns(void **state)
{
    struct world *w = *state;
    struct database *second = world_open(w, DB_COMMAND, false).database;
    assert_non_null(second);
    struct share shares[WRITERS];
    pthread_t threads[WRITERS];
    for (size_t i = 0; i < WRITERS; i++) {
        shares[i] = (struct share){
            .w = w, .database = i % 2 ? second : w->database, .first = (int64_t)i * EACH};
        assert_int_equal(pthread_create(&threads[i], NULL, write_share, &shares[i]), 0);
    }
    for (size_t i = 0; i < WRITERS; i++)
        pthread_join(threads[i], NULL);
    db_close(second);
    assert_int_equal(rows_in(w, w->database), WRITERS * EACH);
}

static void writers_of_two_processes_take_turns(void **state)
{
    struct world *w = *state;
    db_close(w->database);
    w->database = NULL;
    const pid_t child = fork();
    if (child == 0) {
        struct share share = {
            .w = w, .database = world_open(w, DB_COMMAND, false).database, .first = 1000};
        if (!share.database)
            _exit(1);
        write_share(&share);
        db_close(share.database);
        _exit(0);
    }
    w->database = world_open(w, DB_SERVE, false).database;
    assert_non_null(w->database);
    struct share share = {.w = w, .database = w->database, .first = 0};
    write_share(&share);
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(rows_in(w, w->database), 2 * EACH);
}

static _Atomic int64_t busy_writes;
static atomic_bool busy_over;

/* Begins again the moment it has ended, as an import does. */
static void *write_without_rest(void *database)
{
    struct arena *arena = arena_new(1 << 20);
    while (!busy_over) {
        struct db_write *write = db_write_begin(database, arena);
        (void)usleep(1000);
        db_write_commit(write);
        arena_reset(arena);
        busy_writes++;
    }
    arena_free(arena);
    return NULL;
}

static void who_has_just_written_queues_behind_who_waits(void **state)
{
    struct world *w = *state;
    struct database *second = world_open(w, DB_COMMAND, false).database;
    assert_non_null(second);
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, write_without_rest, second), 0);
    while (busy_writes == 0)
        sched_yield();
    int64_t passed_by = 0;
    for (int64_t i = 0; i < EACH; i++) {
        const int64_t before = busy_writes;
        row_add(w, w->database, i);
        passed_by += busy_writes - before;
    }
    busy_over = true;
    pthread_join(thread, NULL);
    db_close(second);
    /* Each waits for the one that is under way, seldom for one more. */
    assert_true(passed_by < 2 * EACH);
}

static void a_database_is_served_by_one(void **state)
{
    struct world *w = *state;
    assert_refused(w, DB_SERVE, "already being served");
    struct database *command = world_open(w, DB_COMMAND, false).database;
    assert_non_null(command);
    db_close(command);
    db_close(w->database);
    w->database = world_open(w, DB_SERVE, false).database;
    assert_non_null(w->database);
}

/* More of them than a connection keeps prepared, and two with one place in the cache. */
static void every_statement_of_the_registry_has_a_place_in_the_cache(void **state)
{
    struct world *w = *state;
    struct db_write *write = db_write_begin(w->database, w->arena);
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < db_registry_count; i++)
            db_stmt_end(db_stmt_begin_write(write, db_registry[i]));
    const struct db_statement same_place = {.name = "another",
                                            .sqlite = "SELECT 5",
                                            .postgresql = "SELECT 5::bigint",
                                            .index = w->statement[COUNT]->index};
    for (int round = 0; round < 2; round++) {
        assert_int_equal(rows_seen(w, db_of(write)), 0);
        struct db_stmt *stmt = db_stmt_begin(db_of(write), &same_place);
        assert_true(db_step(stmt));
        assert_int_equal(db_column_int(stmt, 0), 5);
        db_stmt_end(stmt);
    }
    db_write_undo(write);
}

#ifdef HOLDFAST_ARENA_EXACT
static void a_pages_work(void *arg)
{
    const struct attempt *a = arg;
    struct database *database = world_open(a->w, DB_COMMAND, false).database;
    a->w->database = database;
    if (!database) /* it may also be said as a refusal */
        fail("not opened");
    struct db_write *write = db_write_begin(database, a->arena);
    row_add_in(a->w, write, 7);
    db_write_commit(write);
    struct db *db = db_read(database, a->arena);
    struct db_stmt *stmt = db_stmt_begin(db, a->w->statement[ALL]);
    while (db_step(stmt))
        if (db_column_bytes(stmt, 0).len != 8)
            abort();
    db_stmt_end(stmt);
}

static void any_allocation_may_fail_and_the_database_stays_usable(void **state)
{
    struct world *w = *state;
    struct failure failure;
    long n = 1;
    bool kept = false;
    for (bool done = false; !done && !kept; n++) {
        db_close(w->database);
        w->database = NULL;
        struct attempt a = {.w = w, .arena = arena_new(1 << 20)};
        arena_fail_after(n);
        done = fail_try(a_pages_work, &a, &failure);
        arena_fail_after(0);
        arena_free(a.arena);
        if (!w->database)
            w->database = world_open(w, DB_COMMAND, false).database;
        assert_non_null(w->database);
        /* The turn was given back; what was committed is there, and nothing else. */
        row_add(w, w->database, 1000 + n);
        const int64_t rows = rows_in(w, w->database);
        assert_true(rows == n || rows == n + 1);
        kept = rows == n + 1;
    }
    assert_in_range(n, 10, 500);
}
#endif

#define in_a_world(test) cmocka_unit_test_setup_teardown(test, world_begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_world(a_newer_programs_database_is_refused),
        in_a_world(a_migration_that_was_changed_is_refused),
        in_a_world(a_reader_sees_one_moment),
        in_a_world(values_arrive_as_they_were_given),
        in_a_world(what_is_unexpected_fails_and_the_reader_stays_usable),
        in_a_world(what_is_asked_together_is_answered_each_to_its_own),
        in_a_world(what_a_writer_asks_sees_what_it_wrote),
        in_a_world(one_that_fails_takes_the_others_along_and_leaves_nothing),
        in_a_world(more_threads_than_readers_all_get_one),
        in_a_world(what_is_not_committed_is_undone),
        in_a_world(a_unique_rule_is_an_answer_and_the_transaction_goes_on),
        in_a_world(another_rule_broken_fails_and_undoes_all),
        in_a_world(writers_of_two_handles_take_turns),
        in_a_world(writers_of_two_processes_take_turns),
        in_a_world(who_has_just_written_queues_behind_who_waits),
        in_a_world(a_database_is_served_by_one),
        in_a_world(every_statement_of_the_registry_has_a_place_in_the_cache),
#ifdef HOLDFAST_ARENA_EXACT
        in_a_world(any_allocation_may_fail_and_the_database_stays_usable),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
