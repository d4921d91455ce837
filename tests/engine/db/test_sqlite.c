/* What is SQLite's own: files that are not ours, who may read them, that nobody but the writer can
 * checkpoint.
 * On SQLite only: these are its files. */
#include "tests/engine/db/support.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
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

static void
an_older_database_is_refused_for_reading_and_brought_up_to_date_by_a_writer(void **state)
{
    struct world *w = *state;
    tamper(w, "DELETE FROM migrations WHERE number = 1; DROP TABLE once_answers; DROP "
              "TABLE audit_entries");
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

#define in_a_world(test) cmocka_unit_test_setup_teardown(test, world_begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_world(a_new_database_is_for_its_owner_only),
        in_a_world(what_a_killed_init_left_can_be_made_whole),
        in_a_world(what_is_not_ours_is_refused_and_not_touched),
        in_a_world(an_older_database_is_refused_for_reading_and_brought_up_to_date_by_a_writer),
        in_a_world(a_migration_that_breaks_leaves_no_trace),
        in_a_world(no_reader_can_checkpoint),
        in_a_world(the_last_reader_to_close_leaves_the_wal),
        in_a_world(a_closed_database_can_be_read_without_a_writer),
        in_a_world(a_folder_that_cannot_be_written_to_is_read_and_said),
        in_a_world(the_wal_stays_short),
        in_a_world(triggers_keep_search_indexes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
