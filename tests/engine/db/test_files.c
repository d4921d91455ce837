/* Backups while writing, restores that lose nothing, and a check that finds what is wrong.
 * On SQLite only: these are its files. */
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
    snprintf(command, sizeof command, "ls '%s' | wc -l", w->place.folder);
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
    assert_false(db_backup(w->arena, w->database, w->place.where, NULL, &say));
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
    assert_false(db_restore(w->arena, copy, w->place.where, NULL, NULL, &say));
    assert_true(text_find(say, T("in use")) > 0);
    assert_int_equal(rows_in(w, w->database), 2);
    db_close(w->database);
    for (int n = 1; n <= 2; n++) {
        assert_true(db_restore(w->arena, copy, w->place.where, NULL, NULL, &say));
        assert_true(text_find(say, text_format(w->arena, ".before-restore-%d", n)) > 0);
        assert_int_equal(rows_of(w, w->place.where), 1);
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
    const char *dead = world_file(w, "-dead");
    const text command = text_format(w->arena, "cp '%s' '%s' && cp '%s-wal' '%s-wal'",
                                     w->place.where, dead, w->place.where, dead);
    assert_int_equal(system(text_cstr(w->arena, command)), 0);
    assert_true(db_restore(w->arena, copy, dead, NULL, NULL, &say));
    assert_false(file_there(text_cstr(w->arena, text_format(w->arena, "%s-wal", dead))));
    assert_int_equal(rows_of(w, dead), 0);
    assert_int_equal(
        rows_of(w, text_cstr(w->arena, text_format(w->arena, "%s.before-restore-1", dead))), 1);
    /* And a database with a WAL beside it is no backup. */
    const char *other = world_file(w, "-other");
    assert_false(db_restore(w->arena, w->place.where, other, NULL, NULL, &say));
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

    assert_false(db_restore(w->arena, world_file(w, "-none"), w->place.where, NULL, NULL, &say));
    assert_true(text_find(say, T("Nothing was changed")) > 0);
    assert_false(db_restore(w->arena, w->place.where, w->place.where, NULL, NULL, &say));
    assert_true(text_find(say, T("the database itself")) > 0);

    const char *words = world_file(w, "-words");
    FILE *file = fopen(words, "w");
    for (int i = 0; i < 5000; i++)
        fputs("Not a database. ", file);
    fclose(file);
    assert_false(db_restore(w->arena, words, w->place.where, NULL, NULL, &say));
    assert_true(text_find(say, T("not a Holdfast database")) > 0);
    assert_true(text_find(say, T("PRAGMA")) < 0);

    const char *foreign = world_file(w, "-foreign");
    exec(foreign, "CREATE TABLE t(a)");
    assert_false(db_restore(w->arena, foreign, w->place.where, NULL, NULL, &say));
    assert_true(text_find(say, T("not a backup of a Holdfast")) > 0);

    file = fopen(copy, "r+");
    fseek(file, 4096 * 40, SEEK_SET);
    for (int i = 0; i < 4096 * 20; i++)
        fputc('x', file);
    fclose(file);
    assert_false(db_restore(w->arena, copy, w->place.where, NULL, NULL, &say));
    assert_true(text_find(say, T("damaged")) > 0);

    assert_int_equal(rows_of(w, w->place.where), 5000);
    assert_false(file_there(world_file(w, ".before-restore-1")));
    w->database = world_open(w, DB_SERVE, false).database;
    assert_non_null(w->database);
}

static bool verified(struct world *w, const char *words)
{
    struct texts says;
    const bool sound = db_verify(w->arena, w->database, &says, &(text){.len = 0});
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
    exec(w->place.where,
         "PRAGMA foreign_keys = OFF;"
         "INSERT INTO sign_in_links (token_hash, account_id, ends_at) VALUES (x'00', 77, 0)");
    assert_false(verified(w, "points to a row of accounts"));
}

static void a_changed_migration_is_found(void **state)
{
    struct world *w = *state;
    exec(w->place.where, "UPDATE migrations SET checksum = 'x' WHERE number = 1");
    assert_false(verified(w, "another version"));
}

static void a_migration_that_is_listed_no_more_is_found(void **state)
{
    struct world *w = *state;
    exec(w->place.where, "DELETE FROM migrations WHERE number = 1");
    assert_false(verified(w, "lost lines"));
}

static const char two_partners[] =
    "INSERT INTO partner_records (name, name_key, made_at) VALUES ('Advice', 'advice', 0), "
    "('Shelter', 'shelter', 0);";

static void a_search_index_that_is_not_of_its_rows_is_found(void **state)
{
    struct world *w = *state;
    exec(w->place.where, two_partners);
    assert_true(verified(w, "SQLite"));
    sqlite3 *handle;
    assert_int_equal(sqlite3_open(w->place.where, &handle), SQLITE_OK);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    assert_int_equal(
        sqlite3_exec(handle, "DELETE FROM partner_records WHERE id = 1", NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(handle);
    assert_false(verified(w, "partner_search is wrong about 1 row of partner_records"));
}

static void a_search_index_that_is_broken_is_found(void **state)
{
    struct world *w = *state;
    exec(w->place.where, two_partners);
    exec(w->place.where, "UPDATE partner_search_data SET block = x'00' WHERE id > 10");
    assert_false(verified(w, "partner_search cannot be read through"));
}

/* ---- A file whose own code was changed ---- */

static const char *const hostile[] = {
    "CREATE TRIGGER sly AFTER INSERT ON audit_entries BEGIN "
    "DELETE FROM accounts; END",
    "DROP VIEW partners; CREATE VIEW partners AS SELECT id, name, name_key, other_names, about, "
    "affinity, solicitors, website, (SELECT max(needed) FROM grant_needs) AS postcode, import_id, "
    "version, made_at FROM partner_records",
    "DROP TRIGGER audit_entries_never_changed",
    "CREATE TABLE more (a)",
};

static void a_changed_schema_is_not_restored_and_does_not_verify(void **state)
{
    struct world *w = *state;
    text say;
    row_add(w, w->database, 1);
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        const char *const copy =
            text_cstr(w->arena, text_format(w->arena, "%s-hostile%zu", w->place.where, i));
        assert_true(db_backup(w->arena, w->database, copy, NULL, &say));
        exec(copy, hostile[i]);
        struct database *const database = db_open(w->arena, copy, DB_READ, false).database;
        assert_non_null(database);
        struct texts says;
        assert_false(db_verify(w->arena, database, &says, &(text){.len = 0}));
        assert_true(text_find(says.row[0], T("are not those that Holdfast makes")) > 0);
        db_close(database);
        assert_false(db_restore(w->arena, copy, world_file(w, "-new"), NULL, NULL, &say));
        assert_true(text_find(say, T("no backup that Holdfast made")) > 0);
        assert_false(file_there(world_file(w, "-new")));
    }
}

static void a_backup_of_an_analysed_database_is_still_ours(void **state)
{
    struct world *w = *state;
    text say;
    exec(w->place.where, two_partners);
    exec(w->place.where, "ANALYZE");
    assert_true(verified(w, "SQLite"));
    assert_true(db_backup(w->arena, w->database, world_file(w, "-copy"), NULL, &say));
    assert_true(
        db_restore(w->arena, world_file(w, "-copy"), world_file(w, "-new"), NULL, NULL, &say));
}

/* ---- What does not come back ---- */

static int64_t number_in(const char *path, const char *sql)
{
    sqlite3 *handle;
    sqlite3_stmt *stmt;
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(handle, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    const int64_t number = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(handle);
    return number;
}

static const char signed_in[] =
    "INSERT INTO accounts (name, email, roles, made_at) VALUES ('Ana', 'ana@a.example', 1, 0);"
    "INSERT INTO sessions (token_hash, account_id, secret, made_at, ends_at)"
    " VALUES (x'0102030405060708', 1, x'00', 0, 99999999999);"
    "INSERT INTO sign_in_links (token_hash, account_id, ends_at) VALUES (x'02', 1, 99999999999)";

#define FLEETING_ROWS                                                                              \
    "SELECT (SELECT count(*) FROM sessions) + (SELECT count(*) FROM sign_in_links)"

static void a_backup_leaves_out_who_is_signed_in(void **state)
{
    struct world *w = *state;
    text say;
    exec(w->place.where, signed_in);
    assert_true(db_backup(w->arena, w->database, world_file(w, "-copy"), NULL, &say));
    assert_int_equal(number_in(w->place.where, FLEETING_ROWS), 2);
    assert_int_equal(number_in(world_file(w, "-copy"), FLEETING_ROWS), 0);
    assert_int_equal(number_in(world_file(w, "-copy"), "SELECT count(*) FROM accounts"), 1);
    assert_false(file_there(world_file(w, "-copy-wal")));
}

static void a_restore_signs_nobody_in(void **state)
{
    struct world *w = *state;
    text say;
    assert_true(db_backup(w->arena, w->database, world_file(w, "-copy"), NULL, &say));
    exec(world_file(w, "-copy"), signed_in); /* a backup of another program's making */
    const char *const to = world_file(w, "-new");
    assert_true(db_restore(w->arena, world_file(w, "-copy"), to, NULL, NULL, &say));
    assert_int_equal(number_in(to, FLEETING_ROWS), 0);
    assert_int_equal(number_in(to, "SELECT count(*) FROM accounts"), 1);
}

static bool agrees_not(void *arg, struct db *backup, text *say)
{
    struct world *w = arg;
    assert_true(backup != NULL);
    *say = text_format(w->arena, "Not this one.");
    return false;
}

static void who_restores_may_refuse_what_the_backup_holds(void **state)
{
    struct world *w = *state;
    text say;
    assert_true(db_backup(w->arena, w->database, world_file(w, "-copy"), NULL, &say));
    assert_false(
        db_restore(w->arena, world_file(w, "-copy"), world_file(w, "-new"), agrees_not, w, &say));
    assert_true(text_eq(say, T("Not this one. Nothing was changed.")));
    assert_false(file_there(world_file(w, "-new")));
}

/* ---- Ledgers and ids ---- */

static int rc_of(const char *path, const char *sql)
{
    sqlite3 *handle;
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    sqlite3_exec(handle, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    const int rc = sqlite3_exec(handle, sql, NULL, NULL, NULL);
    sqlite3_close(handle);
    return rc;
}

static void rows_of_a_ledger_are_neither_changed_nor_removed(void **state)
{
    struct world *w = *state;
    exec(w->place.where,
         "INSERT INTO audit_entries (at, act, request) VALUES (0, 'a', 'r');"
         "INSERT INTO funders (name, name_key, own) VALUES ('F', 'f', 1);"
         "INSERT INTO pledges (funder_id, amount, pledged_on, from_on, to_on, made_at)"
         " VALUES (1, 1, 1, 1, 1, 1);"
         "INSERT INTO contributions (funder_id, amount, received_on, made_at)"
         " VALUES (1, 1, 1, 1)");
    static const char *const changes[] = {
        "UPDATE audit_entries SET act = 'b'",  "DELETE FROM audit_entries",
        "UPDATE pledges SET amount = 2",       "DELETE FROM pledges",
        "UPDATE contributions SET amount = 2", "DELETE FROM contributions",
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        assert_int_equal(rc_of(w->place.where, changes[i]), SQLITE_CONSTRAINT);
    assert_int_equal(
        rc_of(w->place.where, "INSERT INTO initiatives (name, demo, made_at) VALUES ('I', 0, 0)"),
        SQLITE_OK);
    assert_int_equal(rc_of(w->place.where, "DELETE FROM initiatives"), SQLITE_CONSTRAINT);
}

static void an_award_goes_only_with_its_grant(void **state)
{
    struct world *w = *state;
    exec(w->place.where,
         "INSERT INTO funders (name, name_key, own) VALUES ('F', 'f', 1);"
         "PRAGMA foreign_keys = OFF;"
         "INSERT INTO grant_records (reference, funder_id, programme_id, title, title_key, "
         "description, search, awarded, awarded_on, made_at)"
         " VALUES ('r', 1, 1, 't', 't', 'd', 's', 5, 1, 1);"
         "INSERT INTO award_entries (grant_id, kind, amount, decided_on, made_at)"
         " VALUES (1, 0, 5, 1, 1)");
    assert_int_equal(rc_of(w->place.where, "UPDATE award_entries SET amount = 9"),
                     SQLITE_CONSTRAINT);
    assert_int_equal(rc_of(w->place.where, "DELETE FROM award_entries"), SQLITE_CONSTRAINT);
    assert_int_equal(rc_of(w->place.where, "DELETE FROM grant_records"), SQLITE_OK);
    assert_int_equal(number_in(w->place.where, "SELECT count(*) FROM award_entries"), 0);
}

static void an_id_is_never_given_twice(void **state)
{
    struct world *w = *state;
    exec(w->place.where, two_partners);
    exec(w->place.where, "DELETE FROM partner_records");
    exec(w->place.where, two_partners);
    assert_int_equal(number_in(w->place.where, "SELECT min(id) FROM partner_records"), 3);
}

/* ---- Files beside a database ---- */

static void a_backup_is_looked_at_without_making_a_file(void **state)
{
    struct world *w = *state;
    text say;
    row_add(w, w->database, 1);
    assert_true(db_backup(w->arena, w->database, world_file(w, "-copy"), NULL, &say));
    const int64_t files = files_in(w);
    struct database *const copy =
        db_open(w->arena, world_file(w, "-copy"), DB_READ, false).database;
    assert_non_null(copy);
    struct texts says;
    assert_true(db_verify(w->arena, copy, &says, &(text){.len = 0}));
    assert_int_equal(files_in(w), files);
    db_close(copy);
    assert_int_equal(files_in(w), files);
}

static void an_older_backup_in_wal_mode_is_looked_at_where_nothing_can_be_written(void **state)
{
    struct world *w = *state;
    row_add(w, w->database, 1);
    db_close(w->database);
    w->database = NULL;
    unlink(world_file(w, "-writer"));
    const int64_t files = files_in(w);
    assert_int_equal(rows_of(w, w->place.where), 1);
    assert_int_equal(files_in(w), files);
    assert_false(file_there(world_file(w, "-shm")));
}

static void what_root_makes_belongs_to_the_owner_of_the_database(void **state)
{
    struct world *w = *state;
    if (geteuid() != 0)
        skip();
    enum { SOMEBODY = 12345 };
    text say;
    struct stat found;
    assert_true(db_backup(w->arena, w->database, world_file(w, "-copy"), NULL, &say));
    db_close(w->database);
    assert_int_equal(chown(w->place.where, SOMEBODY, SOMEBODY), 0);
    unlink(world_file(w, "-writer"));
    w->database = world_open(w, DB_COMMAND, false).database;
    row_add(w, w->database, 1);
    static const char *const beside[] = {"-writer", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        assert_int_equal(stat(world_file(w, beside[i]), &found), 0);
        assert_int_equal(found.st_uid, SOMEBODY);
    }
    db_close(w->database);
    w->database = NULL;
    assert_true(db_restore(w->arena, world_file(w, "-copy"), w->place.where, NULL, NULL, &say));
    assert_int_equal(stat(w->place.where, &found), 0);
    assert_int_equal(found.st_uid, SOMEBODY);
    assert_int_equal(chown(w->place.folder, SOMEBODY, SOMEBODY), 0);
    w->database = db_open(w->arena, world_file(w, "-made"), DB_COMMAND, true).database;
    assert_int_equal(stat(world_file(w, "-made"), &found), 0);
    assert_int_equal(found.st_uid, SOMEBODY);
}

static void a_damaged_page_is_found(void **state)
{
    struct world *w = *state;
    struct db_write *write = db_write_begin(w->database, w->arena);
    for (int64_t i = 0; i < 5000; i++)
        row_add_in(w, write, i);
    db_write_commit(write);
    db_close(w->database);
    FILE *file = fopen(w->place.where, "r+");
    struct stat found;
    assert_int_equal(stat(w->place.where, &found), 0);
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
        in_a_world(a_changed_schema_is_not_restored_and_does_not_verify),
        in_a_world(a_backup_of_an_analysed_database_is_still_ours),
        in_a_world(a_backup_leaves_out_who_is_signed_in),
        in_a_world(a_restore_signs_nobody_in),
        in_a_world(who_restores_may_refuse_what_the_backup_holds),
        in_a_world(rows_of_a_ledger_are_neither_changed_nor_removed),
        in_a_world(an_award_goes_only_with_its_grant),
        in_a_world(an_id_is_never_given_twice),
        in_a_world(a_backup_is_looked_at_without_making_a_file),
        in_a_world(an_older_backup_in_wal_mode_is_looked_at_where_nothing_can_be_written),
        in_a_world(what_root_makes_belongs_to_the_owner_of_the_database),
        in_a_world(a_damaged_page_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
