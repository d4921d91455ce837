/* Accounts, on a real database. */
#include "people_queries.h"
#include "tests/fund/fresh.h"

static void addresses_are_one_whatever_their_case(void **state)
{
    struct fresh *fresh = *state;
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    (void)people_account_add(write, T("Ana"), T("Ana@Harbour.example"), ROLE_DIRECTOR);
    db_write_commit(write);
    struct db *db = db_read(fresh->database, fresh->arena);
    assert_non_null(account_by_email(db, T("ana@harbour.example")));
    db_read_end(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(addresses_are_one_whatever_their_case, fresh_begin,
                                        fresh_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
