/* What is done off the web stands in the audit log too (law 9). */
#include "tests/engine/web/served.h"

#include "engine/audit/audit.h"

static void a_command_leaves_a_row_in_its_own_transaction(void **state)
{
    (void)state;
    struct served served = {.arena = NULL};
    static const struct routes none = {.row = NULL};
    static const struct routes *const modules[] = {&none, NULL};
    served_start(&served, modules);
    struct arena *arena = arena_new((size_t)1 << 20);
    struct db_write *write = db_write_begin(served.app.database, arena);
    audit_add(write, "import.publish", 7);
    db_write_undo(write);
    assert_int_equal(served_audit_rows(&served, "import.publish"), 0);
    write = db_write_begin(served.app.database, arena);
    audit_add(write, "import.publish", 7);
    db_write_commit(write);
    assert_int_equal(served_audit_rows(&served, "import.publish"), 1);
    arena_free(arena);
    served_stop(&served);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_command_leaves_a_row_in_its_own_transaction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
