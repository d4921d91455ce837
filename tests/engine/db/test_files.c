/* Backups while writing, restores that lose nothing, and a check that finds what is wrong. */
#include "tests/engine/db/support.h"

#include <pthread.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* ours */

static int64_t rows_of(struct world *w, const char *path)
{
    const struct db_opened opened = db_open(w->arena, path, DB_READ, false);
    if (!opened.database)
        print_error("says: %.*s\n", TEXT_ARG(opened.say));
    assert_non_null(opened.database);
    const int64_t rows = rows_in(w, opened.database);
    db_close(opened.database);
    return rows;
}

static void exec(const char *path, const char *sql)
{
    sqlite3 *handle;
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(handle);
}

static int64_t files_in(const struct world *w)
{
    char command[128];
    snprintf(command, sizeof command, "ls '%s' | wc -l", w->folder);
    FILE *list = popen(command, "r");
    int count = -1;
    assert_int_equal(fscanf(list, "%d", &count), 1);
    pclose(list);
    return count;
}

struct writing {
    struct world *w;
    atomic_bool stop;
    atomic_int written;
};

static void *write_on(void *arg)
{
    struct writing *writing = arg;
    while (!atomic_load(&writing->stop))
        row_add(writing->w, writing->w->database, 100000 + atomic_fetch_add(&writing->written, 1));
    return NULL;
}

static int64_t progress_done, progress_of;

static void note_progress(int64_t done, int64_t of)
{
    progress_done = done;
    progress_of = of;
}

static void a_backup_is_one_moment_while_others_write(void **state)
{
    struct world *w = *state;
    struct db_write *write = db_write_begin(w->database, w->arena);
    for (int64_t i = 0; i < 20000; i++)
        row_add_in(w, write, i);
    db_write_commit(write);
    struct writing writing = {.w = w};
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, write_on, &writing), 0);
    while (atomic_load(&writing.written) < 3)
        usleep(1000);
    text say;
    const char *copy = world_file(w, "-copy");
    assert_true(db_backup(w->arena, w->database, copy, note_progress, &say));
    const int written = atomic_load(&writing.written);
    atomic_store(&writing.stop, true);
    pthread_join(thread, NULL);
    assert_true(progress_of > 100 && progress_done == progress_of);
    struct stat found;
    assert_int_equal(stat(copy, &found), 0);
    assert_int_equal(found.st_mode & 0777, 0600);
    const int64_t rows = rows_of(w, copy);
    assert_in_range(rows, 20002, 20000 + written + 1);
}

static void a_backup_never_overwrites_and_leaves_nothing_when_refused(void **state)
{
    struct world *w = *state;
    text say;
    const int64_t before = files_in(w);
    assert_false(db_backup(w->arena, w->database, w->path, NULL, &say));
    assert_true(text_find(say, T("exists already")) > 0);
    assert_false(db_backup(w->arena, w->database, world_file(w, "-no/such/folder"), NULL, &say));
    assert_true(text_present(say));
    assert_int_equal(files_in(w), before);
}

static void a_restore_brings_back_what_was_and_keeps_what_it_replaces(void **state)
{
    struct world *w = *state;
    const char *copy = world_file(w, "-copy");
    text say;
    row_add(w, w->database, 1);
    assert_true(db_backup(w->arena, w->database, copy, NULL, &say));
    row_add(w, w->database, 2);
    assert_false(db_restore(w->arena, copy, w->path, &say));
    assert_true(text_find(say, T("in use")) > 0);
    assert_int_equal(rows_in(w, w->database), 2);
    db_close(w->database);
    for (int n = 1; n <= 2; n++) {
        assert_true(db_restore(w->arena, copy, w->path, &say));
        assert_true(text_find(say, text_format(w->arena, ".before-restore-%d", n)) > 0);
        assert_int_equal(rows_of(w, w->path), 1);
    }
    assert_int_equal(rows_of(w, world_file(w, ".before-restore-1")), 2);
    assert_int_equal(rows_of(w, copy), 1);
    w->database = world_open(w, DB_SERVE, false).database;
    row_add(w, w->database, 3);
    assert_int_equal(rows_in(w, w->database), 2);
}

/* A killed server leaves commits in the WAL: they go with the old file, and never meet the new one.
 */
static void a_wal_left_behind_is_kept_with_its_own_file(void **state)
{
    struct world *w = *state;
    const char *copy = world_file(w, "-copy");
    text say;
    assert_true(db_backup(w->arena, w->database, copy, NULL, &say));
    row_add(w, w->database, 1);
    char command[300];
    const char *dead = world_file(w, "-dead");
    snprintf(command, sizeof command, "cp '%s' '%s' && cp '%s-wal' '%s-wal'", w->path, dead,
             w->path, dead);
    assert_int_equal(system(command), 0);
    assert_true(db_restore(w->arena, copy, dead, &say));
    assert_false(file_there(text_cstr(w->arena, text_format(w->arena, "%s-wal", dead))));
    assert_int_equal(rows_of(w, dead), 0);
    assert_int_equal(
        rows_of(w, text_cstr(w->arena, text_format(w->arena, "%s.before-restore-1", dead))), 1);
    /* And a database with a WAL beside it is no backup. */
    const char *other = world_file(w, "-other");
    assert_false(db_restore(w->arena, w->path, other, &say));
    assert_true(text_find(say, T("not a backup")) > 0);
    assert_false(file_there(other));
}

static void what_is_no_good_backup_changes_nothing(void **state)
{
    struct world *w = *state;
    const char *const copy = world_file(w, "-copy");
    text say;
    struct db_write *write = db_write_begin(w->database, w->arena);
    for (int64_t i = 0; i < 5000; i++)
        row_add_in(w, write, i);
    db_write_commit(write);
    assert_true(db_backup(w->arena, w->database, copy, NULL, &say));
    db_close(w->database);
    w->database = NULL;

    assert_false(db_restore(w->arena, world_file(w, "-none"), w->path, &say));
    assert_true(text_find(say, T("Nothing was changed")) > 0);
    assert_false(db_restore(w->arena, w->path, w->path, &say));
    assert_true(text_find(say, T("the database itself")) > 0);

    const char *words = world_file(w, "-words");
    FILE *file = fopen(words, "w");
    for (int i = 0; i < 5000; i++)
        fputs("Not a database. ", file);
    fclose(file);
    assert_false(db_restore(w->arena, words, w->path, &say));
    assert_true(text_find(say, T("not a Holdfast database")) > 0);

    const char *foreign = world_file(w, "-foreign");
    exec(foreign, "CREATE TABLE t(a)");
    assert_false(db_restore(w->arena, foreign, w->path, &say));
    assert_true(text_find(say, T("not a backup of a Holdfast")) > 0);

    file = fopen(copy, "r+");
    fseek(file, 4096 * 40, SEEK_SET);
    for (int i = 0; i < 4096 * 20; i++)
        fputc('x', file);
    fclose(file);
    assert_false(db_restore(w->arena, copy, w->path, &say));
    assert_true(text_find(say, T("damaged")) > 0);

    assert_int_equal(rows_of(w, w->path), 5000);
    assert_false(file_there(world_file(w, ".before-restore-1")));
    w->database = world_open(w, DB_SERVE, false).database;
    assert_non_null(w->database);
}

static bool verified(struct world *w, const char *words)
{
    struct texts says;
    const bool sound = db_verify(w->arena, w->database, &says);
    bool found = false;
    for (size_t i = 0; i < says.count; i++)
        found = found || text_find(says.row[i], text_of(words)) >= 0;
    if (!found)
        for (size_t i = 0; i < says.count; i++)
            print_error("says: %.*s\n", TEXT_ARG(says.row[i]));
    assert_true(found);
    return sound;
}

static void a_sound_database_verifies_and_the_library_is_named(void **state)
{
    struct world *w = *state;
    row_add(w, w->database, 1);
    assert_true(verified(w, sqlite3_libversion()));
    if (sqlite3_libversion_number() < 3051003)
        assert_true(verified(w, "WAL-reset defect"));
}

static void a_reference_to_nothing_is_found(void **state)
{
    struct world *w = *state;
    exec(w->path, "PRAGMA foreign_keys = OFF; CREATE TABLE p(id INTEGER PRIMARY KEY);"
                  "CREATE TABLE c(p_id REFERENCES p); INSERT INTO c VALUES (77)");
    assert_false(verified(w, "points to a row of p"));
}

static void a_changed_migration_is_found(void **state)
{
    struct world *w = *state;
    exec(w->path, "UPDATE migrations SET checksum = 'x' WHERE number = 1");
    assert_false(verified(w, "another version"));
}

static void a_migration_that_is_listed_no_more_is_found(void **state)
{
    struct world *w = *state;
    exec(w->path, "DELETE FROM migrations WHERE number = 1");
    assert_false(verified(w, "lost lines"));
}

static const char a_search[] =
    "CREATE TABLE papers (id INTEGER PRIMARY KEY, words TEXT);"
    "CREATE VIRTUAL TABLE paper_search USING fts5 (words, content='papers', content_rowid='id');"
    "CREATE TRIGGER paper_search_added AFTER INSERT ON papers BEGIN"
    " INSERT INTO paper_search (rowid, words) VALUES (new.id, new.words); END;"
    "CREATE VIRTUAL TABLE paper_search_vocabulary USING fts5vocab ('paper_search', 'row');"
    "INSERT INTO papers (words) VALUES ('one paper'), ('another paper');";

static void a_search_index_that_is_not_of_its_rows_is_found(void **state)
{
    struct world *w = *state;
    exec(w->path, a_search);
    assert_true(verified(w, "SQLite"));
    exec(w->path, "DELETE FROM papers WHERE id = 1"); /* no trigger keeps that */
    assert_false(verified(w, "paper_search is wrong about 1 rows of papers"));
}

static void a_search_index_that_is_broken_is_found(void **state)
{
    struct world *w = *state;
    exec(w->path, a_search);
    exec(w->path, "UPDATE paper_search_data SET block = x'00' WHERE id > 10");
    assert_false(verified(w, "paper_search cannot be read through"));
}

static void a_damaged_page_is_found(void **state)
{
    struct world *w = *state;
    struct db_write *write = db_write_begin(w->database, w->arena);
    for (int64_t i = 0; i < 5000; i++)
        row_add_in(w, write, i);
    db_write_commit(write);
    db_close(w->database);
    FILE *file = fopen(w->path, "r+");
    struct stat found;
    assert_int_equal(stat(w->path, &found), 0);
    fseek(file, found.st_size - 4096 * 4, SEEK_SET);
    for (int i = 0; i < 4096 * 2; i++)
        fputc('x', file);
    fclose(file);
    w->database = world_open(w, DB_READ, false).database;
    assert_non_null(w->database);
    assert_false(verified(w, "damaged"));
}

#define in_a_world(test) cmocka_unit_test_setup_teardown(test, world_begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_world(a_backup_is_one_moment_while_others_write),
        in_a_world(a_backup_never_overwrites_and_leaves_nothing_when_refused),
        in_a_world(a_restore_brings_back_what_was_and_keeps_what_it_replaces),
        in_a_world(a_wal_left_behind_is_kept_with_its_own_file),
        in_a_world(what_is_no_good_backup_changes_nothing),
        in_a_world(a_sound_database_verifies_and_the_library_is_named),
        in_a_world(a_reference_to_nothing_is_found),
        in_a_world(a_changed_migration_is_found),
        in_a_world(a_migration_that_is_listed_no_more_is_found),
        in_a_world(a_search_index_that_is_not_of_its_rows_is_found),
        in_a_world(a_search_index_that_is_broken_is_found),
        in_a_world(a_damaged_page_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
