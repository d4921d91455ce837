/* The web's way: a file in memory, a job that reads it, one that publishes, one that removes. */
#include "fund/opendata/background.h"
#include "fund/opendata/file_hash.h"
#include "import_test.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

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
    const int fd = background_file(file);
    assert_true(fd >= 0);
    const bytes hash = file_hash(test->arena, fd);
    struct db_write *write = db_write_begin(test->database, test->arena);
    const import_id import = import_add(write, T("F"), T("f.json"), hash, instant_now());
    assert_true(background_stage(jobs, test->database, import, fd));
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

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], IMPORT_CHILD_COMMAND) == 0)
        return import_child_main(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_published_and_undone_behind_the_pages),
        cmocka_unit_test(a_bad_file_is_refused_behind_the_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
