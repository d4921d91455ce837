/* The web's way: a file in memory, a job that reads it, one that publishes, one that removes. */
#include "engine/files/confine.h"
#include "fund/opendata/background.h"
#include "fund/opendata/record.h"
#include "import_test.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

static const char content[] =
    "{\"grants\":[{\"id\":\"360G-x-1\",\"title\":\"T\",\"description\":\"D\",\"currency\":\"GBP\","
    "\"amountAwarded\":10,"
    "\"awardDate\":\"2024-05-01\",\"fundingOrganization\":[{\"id\":\"GB-CHC-1\",\"name\":\"F\"}],"
    "\"recipientOrganization\":[{\"id\":\"GB-CHC-1164883\",\"name\":\"P\"}]}]}";

static enum import_state state_of(struct import_test *test, import_id import)
{
    struct db *db = db_read(test->database, test->arena);
    const enum import_state state = import_find(db, import)->state;
    db_read_end(db);
    return state;
}

static import_id upload(struct import_test *test, struct jobs *jobs, bytes file)
{
    struct background_file *kept = background_file(test->arena, file);
    assert_non_null(kept);
    struct db_write *write = db_write_begin(test->database, test->arena);
    const import_id import = import_add(write, T("F"), T("f.json"), instant_now());
    assert_true(background_stage(jobs, test->database, import, kept));
    db_write_commit(write); /* the job waits for this */
    jobs_wait(jobs);
    return import;
}

static void a_file_is_read_published_and_undone_behind_the_pages(void **state)
{
    (void)state;
    struct import_test *test = import_test_start();
    struct arena *arena = arena_new((size_t)1 << 20);
    struct jobs *jobs = jobs_new(arena);
    const import_id import = upload(
        test, jobs, (bytes){.ptr = (const unsigned char *)content, .len = sizeof content - 1});
    assert_int_equal(state_of(test, import), IMPORT_STATE_READY);
    assert_true(background_write(jobs, test->database, import));
    assert_true(background_write(jobs, test->database, import)); /* pressed twice */
    jobs_wait(jobs);
    assert_int_equal(state_of(test, import), IMPORT_STATE_PUBLISHED);
    struct db_write *write = db_write_begin(test->database, test->arena);
    text say;
    assert_true(import_undo(test->arena, write, import, &say));
    assert_true(background_tidy(jobs, test->database, import));
    db_write_commit(write);
    jobs_wait(jobs);
    assert_int_equal(state_of(test, import), IMPORT_STATE_UNDONE);
    arena_free(arena);
    import_test_end(test);
}

/* The first to be written removes what was cut off, and the second only waits its turn. */
static void two_imports_that_are_published_at_once_are_both_published(void **state)
{
    (void)state;
    struct import_test *test = import_test_start();
    struct arena *arena = arena_new((size_t)1 << 20);
    struct jobs *jobs = jobs_new(arena);
    import_id import[2];
    for (size_t i = 0; i < 2; i++)
        import[i] = upload(
            test, jobs, (bytes){.ptr = (const unsigned char *)content, .len = sizeof content - 1});
    for (size_t i = 0; i < 2; i++)
        assert_true(background_write(jobs, test->database, import[i]));
    jobs_wait(jobs);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(state_of(test, import[i]), IMPORT_STATE_PUBLISHED);
    arena_free(arena);
    import_test_end(test);
}

static void a_bad_file_is_refused_behind_the_pages(void **state)
{
    (void)state;
    struct import_test *test = import_test_start();
    struct arena *arena = arena_new((size_t)1 << 20);
    struct jobs *jobs = jobs_new(arena);
    const import_id import =
        upload(test, jobs, (bytes){.ptr = (const unsigned char *)content, .len = 100});
    assert_int_equal(state_of(test, import), IMPORT_STATE_REFUSED);
    arena_free(arena);
    import_test_end(test);
}

/* ---- A start after a kill ---- */

static import_id waiting(struct import_test *test)
{
    struct db_write *write = db_write_begin(test->database, test->arena);
    const import_id import = import_add(write, T("F"), T("lost.json"), instant_now());
    db_write_commit(write);
    return import;
}

static void what_an_earlier_server_was_given_is_refused_and_what_comes_now_is_read(void **state)
{
    (void)state;
    struct import_test *test = import_test_start();
    struct arena *arena = arena_new((size_t)1 << 20);
    struct arena *holder = arena_new((size_t)1 << 20);
    const import_id lost = waiting(test);
    struct import_lock *lock = import_lock(holder, test->database); /* the command line imports */
    assert_non_null(lock);
    struct jobs *jobs = jobs_new(arena);
    import_resume(arena, jobs, test->database); /* and yet this returns at once */
    assert_int_equal(state_of(test, lost), IMPORT_STATE_WAITING);
    struct background_file *file = background_file(
        arena, (bytes){.ptr = (const unsigned char *)content, .len = sizeof content - 1});
    assert_non_null(file);
    const import_id fresh = waiting(test);
    assert_true(background_stage(jobs, test->database, fresh, file));
    import_unlock(lock);
    jobs_wait(jobs);
    assert_int_equal(state_of(test, lost), IMPORT_STATE_REFUSED);
    assert_int_equal(state_of(test, fresh), IMPORT_STATE_READY);
    arena_free(arena);
    arena_free(holder);
    import_test_end(test);
}

static void a_file_that_no_job_took_is_closed(void **state)
{
    (void)state;
    struct arena *arena = arena_new((size_t)1 << 20);
    const struct background_file *file =
        background_file(arena, (bytes){.ptr = (const unsigned char *)"x", .len = 1});
    assert_non_null(file);
    const int fd = file->fd;
    assert_true(fcntl(fd, F_GETFD) >= 0);
    assert_false(background_stage(NULL, NULL, import_id_of(1),
                                  &(struct background_file){.fd = fd})); /* no jobs: not taken */
    assert_true(fcntl(fd, F_GETFD) >= 0);
    arena_free(arena);
    assert_int_equal(fcntl(fd, F_GETFD), -1);
}

/* ---- A slow file ---- */

#define SLOW "slow"

/* Instead of the confined reader: says one problem, which is written down, and then nothing. */
static void say_little(void)
{
    struct arena *arena = arena_new((size_t)1 << 20);
    struct text_builder out = {.arena = arena};
    frame_problem(&out, &(struct frame_problem){.say = T("This is slow.")});
    confined_write(out.ptr, out.len);
    (void)nanosleep(&(struct timespec){.tv_sec = 60}, NULL);
    _exit(0);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void a_slow_file_holds_up_neither_other_writers_nor_the_end(void **state)
{
    (void)state;
    struct import_test *test = import_test_start();
    struct arena *arena = arena_new((size_t)1 << 20);
    struct jobs *jobs = jobs_new(arena);
    struct background_file *file =
        background_file(arena, (bytes){.ptr = (const unsigned char *)SLOW, .len = strlen(SLOW)});
    assert_non_null(file);
    const import_id import = waiting(test);
    assert_true(background_stage(jobs, test->database, import, file));
    /* Its one problem is seen by others, so it was committed though the reader says no more. */
    const double begun = seconds();
    size_t problems = 0;
    while (problems == 0 && seconds() - begun < 10) {
        struct db *db = db_read(test->database, test->arena);
        problems = import_problems_of(db, import).count;
        db_read_end(db);
        (void)nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    }
    assert_int_equal(problems, 1);
    (void)waiting(test); /* a write of someone else's */
    assert_true(seconds() - begun < 10);
    arena_free(arena); /* ends the job in the middle */
    assert_true(seconds() - begun < 20);
    assert_int_equal(state_of(test, import), IMPORT_STATE_READING);
    import_test_end(test);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], IMPORT_CHILD_COMMAND) == 0) {
        char begins[sizeof SLOW] = "";
        if (pread(STDIN_FILENO, begins, sizeof begins - 1, 0) > 0 && strcmp(begins, SLOW) == 0)
            say_little();
        return import_child_main(argc, argv);
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_published_and_undone_behind_the_pages),
        cmocka_unit_test(two_imports_that_are_published_at_once_are_both_published),
        cmocka_unit_test(a_bad_file_is_refused_behind_the_pages),
        cmocka_unit_test(what_an_earlier_server_was_given_is_refused_and_what_comes_now_is_read),
        cmocka_unit_test(a_file_that_no_job_took_is_closed),
        cmocka_unit_test(a_slow_file_holds_up_neither_other_writers_nor_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
