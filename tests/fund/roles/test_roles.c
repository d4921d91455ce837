/* Names of roles, by table. */
#include "fund/roles/roles.h"
#include "tests/fund/fresh.h"

static void roles_have_one_name_each(void **state)
{
    struct fresh *fresh = *state;
    static const struct {
        const char *name;
        uint32_t role;
    } cases[ROLE_COUNT] = {{"viewer", ROLE_VIEWER},
                           {"grant_manager", ROLE_GRANT_MANAGER},
                           {"finance", ROLE_FINANCE},
                           {"director", ROLE_DIRECTOR},
                           {"learning_lead", ROLE_LEARNING_LEAD},
                           {"payments", ROLE_PAYMENTS},
                           {"panel", ROLE_PANEL},
                           {"partner", ROLE_PARTNER},
                           {"group", ROLE_GROUP},
                           {"co_funder", ROLE_CO_FUNDER},
                           {"learning_partner", ROLE_LEARNING_PARTNER}};
    uint32_t all = 0;
    for (size_t i = 0; i < ROLE_COUNT; i++) {
        uint32_t role = 0;
        all |= cases[i].role;
        assert_true(text_eq(people_hat_label(fresh->arena, cases[i].role),
                            people_role_label(cases[i].role)));
        assert_true(people_role_of(text_of(cases[i].name), &role));
        assert_int_equal(role, cases[i].role);
        assert_text(people_role_name(role), cases[i].name);
    }
    assert_int_equal(all, ROLE_ANY);
    assert_int_equal(ROLE_FUND & ROLE_OF, 0);
    assert_int_equal(ROLE_ANY & (PERMIT_ANYONE | PERMIT_SIGNED_IN), 0);
    assert_text(people_hat_label(fresh->arena, ROLE_GRANT_MANAGER | ROLE_FINANCE),
                "Grant manager and finance");
    assert_text(people_hat_label(fresh->arena, ROLE_STAFF), "Director");
    assert_text(people_hat_label(fresh->arena, 0), "");
    uint32_t role;
    assert_false(people_role_of(T("Director"), &role));
    assert_false(people_role_of(T(""), &role));
    assert_false(people_role_of(TEXT_ABSENT, &role));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(roles_have_one_name_each, fresh_begin, fresh_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
