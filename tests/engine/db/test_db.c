/* Opening, reading in one moment, writing in turn, and that nobody but the writer can checkpoint.
 * On SQLite only: much of it is about its files. */
#include "tests/engine/db/support.h"

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>

#include <cmocka.h>
#undef fail /* ours */

/* ---- Opening ------------------------------------------------------------------------------------
 */

static void assert_refused(struct world *w, const char *path, enum db_open_as as, bool create,
                           const char *words)
{
    const struct db_opened opened = db_open(w->arena, path, as, create);
    assert_null(opened.database);
    if (text_find(opened.say, text_of(words)) < 0)
        print_error("says: %.*s\n", TEXT_ARG(opened.say));
    assert_true(text_find(opened.say, text_of(words)) >= 0);
}

static void a_new_database_is_for_its_owner_only(void **state)
{
    struct world *w = *state;
    row_add(w, w->database, 1);
    static const char *const endings[] = {"", "-wal", "-shm", "-writer"};
    for (size_t i = 0; i < 4; i++) {
        struct stat found;
        assert_int_equal(stat(world_file(w, endings[i]), &found), 0);
        assert_int_equal(found.st_mode & 0777, 0600);
    }
}

/* What a killed `init` may leave: nothing yet, a database without a schema, half a schema. */
static void what_a_killed_init_left_can_be_made_whole(void **state)
{
    struct world *w = *state;
    static const char *const left[] = {
        "", "PRAGMA journal_mode = WAL", "PRAGMA application_id = 0x484f4c44",
        "PRAGMA application_id = 0x484f4c44; CREATE TABLE migrations (number INTEGER PRIMARY KEY, "
        "name TEXT NOT NULL, checksum TEXT NOT NULL, at INTEGER NOT NULL) STRICT"};
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        const char *path = world_file(w, text_cstr(w->arena, text_format(w->arena, "-%zu", i)));
        fclose(fopen(path, "w"));
        sqlite3 *handle;
        assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
        assert_int_equal(sqlite3_exec(handle, left[i], NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(handle);
        const struct db_opened opened = db_open(w->arena, path, DB_COMMAND, true);
        assert_non_null(opened.database);
        row_add(w, opened.database, 1);
        assert_int_equal(rows_in(w, opened.database), 1);
        db_close(opened.database);
    }
}

static void what_is_not_ours_is_refused_and_not_touched(void **state)
{
    struct world *w = *state;
    assert_refused(w, world_file(w, "-none"), DB_SERVE, false, "holdfast init");
    assert_refused(w, world_file(w, "-none"), DB_READ, true, "holdfast init");
    assert_refused(w, world_file(w, "/none"), DB_SERVE, true, "cannot be");
    assert_refused(w, w->place.folder, DB_SERVE, true, "is not a file");

    const char *words = world_file(w, "-words");
    FILE *file = fopen(words, "w");
    assert_non_null(file);
    for (int i = 0; i < 5000; i++)
        fputs("Not a database. ", file);
    fclose(file);
    assert_refused(w, words, DB_SERVE, true, "not a Holdfast database");
    assert_refused(w, words, DB_READ, false, "not a Holdfast database");

    const char *foreign = world_file(w, "-foreign");
    sqlite3 *handle;
    assert_int_equal(sqlite3_open(foreign, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle, "CREATE TABLE t(a)", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(handle);
    assert_refused(w, foreign, DB_COMMAND, true, "not a Holdfast database");
    assert_false(file_there(world_file(w, "-foreign-wal")));

    const char *empty = world_file(w, "-empty");
    fclose(fopen(empty, "w"));
    assert_refused(w, empty, DB_COMMAND, false, "is empty");
    const struct db_opened opened = db_open(w->arena, empty, DB_COMMAND, true);
    assert_non_null(opened.database);
    db_close(opened.database);
}

/* Changes the closed database behind Holdfast's back. */
static void tamper(struct world *w, const char *sql)
{
    db_close(w->database);
    w->database = NULL;
    sqlite3 *handle;
    assert_int_equal(sqlite3_open(w->place.where, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(handle);
}

static void a_newer_programs_database_is_refused(void **state)
{
    struct world *w = *state;
    tamper(w, "INSERT INTO migrations VALUES (9999, '9999_later', 'ab', 0)");
    assert_refused(w, w->place.where, DB_SERVE, false, "newer Holdfast");
    assert_refused(w, w->place.where, DB_READ, false, "newer Holdfast");
}

static void a_migration_that_was_changed_is_refused(void **state)
{
    struct world *w = *state;
    tamper(w, "UPDATE migrations SET checksum = 'changed' WHERE number = 1");
    assert_refused(w, w->place.where, DB_SERVE, false, "another version of");
}

static void
an_older_database_is_refused_for_reading_and_brought_up_to_date_by_a_writer(void **state)
{
    struct world *w = *state;
    tamper(w, "DELETE FROM migrations WHERE number = 1; DROP TABLE once_answers; DROP TABLE "
              "audit_entries");
    assert_refused(w, w->place.where, DB_READ, false, "holdfast migrate");
    const struct db_opened opened = world_open(w, DB_COMMAND, false);
    assert_non_null(opened.database);
    w->database = opened.database;
    row_add(w, w->database, 5);
    const struct db_opened reader = world_open(w, DB_READ, false);
    assert_non_null(reader.database);
    assert_int_equal(rows_in(w, reader.database), 1);
    db_close(reader.database);
}

static void break_a_migration(void *arg)
{
    struct world *w = arg;
    const struct db_opened opened = world_open(w, DB_COMMAND, false);
    w->database = opened.database;
}

static void a_migration_that_breaks_leaves_no_trace(void **state)
{
    struct world *w = *state;
    tamper(w, "DELETE FROM migrations WHERE number = 1; DROP TABLE audit_entries");
    struct failure failure;
    assert_false(fail_try(break_a_migration, w, &failure)); /* once_answers is there already */
    assert_non_null(strstr(failure.what, "0001"));
    tamper(
        w,
        "CREATE TABLE seen AS SELECT count(*) AS n FROM sqlite_schema WHERE name = 'audit_entries';"
        "DROP TABLE once_answers");
    sqlite3 *handle;
    assert_int_equal(sqlite3_open(w->place.where, &handle), SQLITE_OK);
    sqlite3_stmt *stmt;
    assert_int_equal(sqlite3_prepare_v2(handle, "SELECT n FROM seen", -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(stmt, 0), 0);
    sqlite3_finalize(stmt);
    sqlite3_close(handle);
    w->database = world_open(w, DB_COMMAND, false).database;
    assert_non_null(w->database);
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
    db_stmt_end(db_stmt_begin(a->db, a->w->statement[a->place]));
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

/* ---- Checkpoints --------------------------------------------------------------------------------
 */

static off_t size_of(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 ? found.st_size : -1;
}

static void no_reader_can_checkpoint(void **state)
{
    struct world *w = *state;
    row_add(w, w->database, 1);
    const off_t before = size_of(w->place.where), wal = size_of(world_file(w, "-wal"));
    assert_true(wal > 0);
    sqlite3 *reader;
    assert_int_equal(sqlite3_open_v2(w->place.where, &reader, SQLITE_OPEN_READONLY, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_exec(reader, "SELECT count(*) FROM once_answers", NULL, NULL, NULL),
                     SQLITE_OK);
    for (int mode = SQLITE_CHECKPOINT_PASSIVE; mode <= SQLITE_CHECKPOINT_TRUNCATE; mode++)
        assert_int_not_equal(sqlite3_wal_checkpoint_v2(reader, NULL, mode, NULL, NULL), SQLITE_OK);
    sqlite3_close(reader);
    struct database *reading = world_open(w, DB_READ, false).database;
    assert_non_null(reading);
    assert_int_equal(rows_in(w, reading), 1);
    db_close(reading);
    assert_int_equal(size_of(w->place.where), before);
    assert_int_equal(size_of(world_file(w, "-wal")), wal);
}

/* A process is killed with commits in the WAL alone; a reader is then the first, the only and the
 * last to have it open. */
static void the_last_reader_to_close_leaves_the_wal(void **state)
{
    struct world *w = *state;
    db_close(w->database);
    w->database = NULL;
    assert_false(file_there(world_file(w, "-wal")));
    const pid_t child = fork();
    if (child == 0) {
        struct database *database = world_open(w, DB_SERVE, false).database;
        if (!database)
            _exit(1);
        row_add(w, database, 1);
        _exit(0); /* without closing */
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    const off_t before = size_of(w->place.where), wal = size_of(world_file(w, "-wal"));
    assert_true(wal > 0);
    unlink(world_file(w, "-shm")); /* as after a restart of the machine */
    struct database *reading = world_open(w, DB_READ, false).database;
    assert_non_null(reading);
    assert_int_equal(rows_in(w, reading), 1);
    db_close(reading);
    assert_int_equal(size_of(w->place.where), before);
    assert_int_equal(size_of(world_file(w, "-wal")), wal);
    w->database = world_open(w, DB_SERVE, false).database;
    assert_int_equal(rows_in(w, w->database), 1);
}

static void a_closed_database_can_be_read_without_a_writer(void **state)
{
    struct world *w = *state;
    row_add(w, w->database, 1);
    db_close(w->database);
    w->database = NULL;
    assert_false(file_there(world_file(w, "-wal")));
    assert_false(file_there(world_file(w, "-shm")));
    struct database *reading = world_open(w, DB_READ, false).database;
    assert_non_null(reading);
    assert_int_equal(rows_in(w, reading), 1);
    w->database = world_open(w, DB_SERVE, false).database; /* a server starts beside it */
    row_add(w, w->database, 2);
    assert_int_equal(rows_in(w, reading), 2);
    db_close(reading);
}

/* Whoever may not write to the folder reads it all the same, and is told when it is to write; root
 * may, so it steps down. */
static void a_folder_that_cannot_be_written_to_is_read_and_said(void **state)
{
    struct world *w = *state;
    db_close(w->database);
    w->database = NULL;
    assert_int_equal(chmod(w->place.where, 0644), 0);
    assert_int_equal(chmod(w->place.folder, 0555), 0);
    const pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && setuid(65534) != 0)
            _exit(3);
        const struct db_opened read = world_open(w, DB_READ, false);
        const struct db_opened write = world_open(w, DB_COMMAND, false);
        const bool said = read.database && rows_in(w, read.database) == 0 && !write.database &&
                          text_find(write.say, T("cannot be written")) > 0 &&
                          text_find(write.say, T("It belongs to")) > 0;
        if (!said)
            printf("%.*s\n%.*s\n", TEXT_ARG(read.say), TEXT_ARG(write.say));
        fflush(stdout);
        _exit(said ? 0 : 1);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(chmod(w->place.folder, 0700), 0);
    assert_int_equal(status, 0);
}

static void the_wal_stays_short(void **state)
{
    struct world *w = *state;
    struct arena *arena = arena_new(1 << 20);
    off_t longest = 0;
    for (int64_t round = 0; round < 30; round++) {
        struct db_write *write = db_write_begin(w->database, arena);
        for (int64_t i = 0; i < 3000; i++)
            row_add_in(w, write, round * 3000 + i);
        db_write_commit(write);
        const off_t wal = size_of(world_file(w, "-wal"));
        longest = wal > longest ? wal : longest;
        arena_reset(arena);
    }
    arena_free(arena);
    assert_true(size_of(w->place.where) > 4000000);
    assert_in_range(longest, 1, 12000000);
}

/* Before 3.41 SQLite refuses FTS5 in triggers of a schema that is not trusted; and the writer is
 * DEFENSIVE. */
static void a_database_is_served_by_one(void **state)
{
    struct world *w = *state;
    assert_refused(w, w->place.where, DB_SERVE, false, "already being served");
    struct database *command = world_open(w, DB_COMMAND, false).database;
    assert_non_null(command);
    db_close(command);
    db_close(w->database);
    w->database = world_open(w, DB_SERVE, false).database;
    assert_non_null(w->database);
}

static void triggers_keep_search_indexes(void **state)
{
    struct world *w = *state;
    tamper(w, "CREATE VIRTUAL TABLE words USING fts5(location, content='once_answers');"
              "CREATE TRIGGER keep AFTER INSERT ON once_answers BEGIN INSERT INTO words (rowid, "
              "location) "
              "VALUES (new.rowid, new.location); END");
    w->database = world_open(w, DB_SERVE, false).database;
    row_add(w, w->database, 1);
    const struct db_statement search = {.name = "search",
                                        .sqlite =
                                            "SELECT rowid FROM words WHERE words MATCH 'grants'",
                                        .index = (unsigned)db_registry_count + PLACES};
    struct db *db = db_read(w->database, w->arena);
    struct db_stmt *stmt = db_stmt_begin(db, &search);
    assert_true(db_step(stmt));
    assert_int_equal(db_column_int(stmt, 0), 1);
    db_stmt_end(stmt);
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
                                            .postgresql = "SELECT 5",
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
        in_a_world(a_new_database_is_for_its_owner_only),
        in_a_world(what_a_killed_init_left_can_be_made_whole),
        in_a_world(what_is_not_ours_is_refused_and_not_touched),
        in_a_world(a_newer_programs_database_is_refused),
        in_a_world(a_migration_that_was_changed_is_refused),
        in_a_world(an_older_database_is_refused_for_reading_and_brought_up_to_date_by_a_writer),
        in_a_world(a_migration_that_breaks_leaves_no_trace),
        in_a_world(a_reader_sees_one_moment),
        in_a_world(values_arrive_as_they_were_given),
        in_a_world(what_is_unexpected_fails_and_the_reader_stays_usable),
        in_a_world(more_threads_than_readers_all_get_one),
        in_a_world(what_is_not_committed_is_undone),
        in_a_world(a_unique_rule_is_an_answer_and_the_transaction_goes_on),
        in_a_world(another_rule_broken_fails_and_undoes_all),
        in_a_world(writers_of_two_handles_take_turns),
        in_a_world(writers_of_two_processes_take_turns),
        in_a_world(who_has_just_written_queues_behind_who_waits),
        in_a_world(no_reader_can_checkpoint),
        in_a_world(the_last_reader_to_close_leaves_the_wal),
        in_a_world(a_closed_database_can_be_read_without_a_writer),
        in_a_world(a_database_is_served_by_one),
        in_a_world(a_folder_that_cannot_be_written_to_is_read_and_said),
        in_a_world(the_wal_stays_short),
        in_a_world(triggers_keep_search_indexes),
        in_a_world(every_statement_of_the_registry_has_a_place_in_the_cache),
#ifdef HOLDFAST_ARENA_EXACT
        in_a_world(any_allocation_may_fail_and_the_database_stays_usable),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
