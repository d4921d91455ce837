/* What each error of PostgreSQL comes to. */
#include "engine/db/postgresql/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void each_state_has_its_meaning(void **state)
{
    (void)state;
    static const struct {
        const char *state;
        enum failure_kind kind;
        bool renew;
    } cases[] = {
        {"08006", FAILURE_AWAY, true},    {"25006", FAILURE_AWAY, true},
        {"25P03", FAILURE_SLOW, true},    {"25P02", FAILURE_BROKEN, false},
        {"40001", FAILURE_AWAY, false},   {"40003", FAILURE_UNSURE, true},
        {"40P01", FAILURE_AWAY, false},   {"53100", FAILURE_FULL, false},
        {"53200", FAILURE_AWAY, false},   {"53300", FAILURE_AWAY, false},
        {"55P03", FAILURE_AWAY, false},   {"57014", FAILURE_SLOW, false},
        {"57P01", FAILURE_AWAY, true},    {"57P02", FAILURE_AWAY, true},
        {"57P03", FAILURE_AWAY, true},    {"57P05", FAILURE_AWAY, true},
        {"58030", FAILURE_AWAY, false},   {"23505", FAILURE_BROKEN, false},
        {"42P01", FAILURE_BROKEN, false}, {"XX001", FAILURE_BROKEN, false},
        {"", FAILURE_BROKEN, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct state_meaning meaning = state_means(cases[i].state);
        if (meaning.kind != cases[i].kind || meaning.renew != cases[i].renew)
            fail_msg("%s: %d, %d", cases[i].state, (int)meaning.kind, meaning.renew);
    }
}

static void a_state_is_found_in_words(void **state)
{
    (void)state;
    char found[6] = "";
    assert_true(
        state_in_words("connection to server on socket \"/tmp/x:  y\" failed: FATAL:  53300: "
                       "sorry, too many clients already\nLOCATION:  InitProcess",
                       found));
    assert_string_equal(found, "53300");
    assert_true(state_in_words("FATAL:  57P03: the database system is starting up", found));
    assert_string_equal(found, "57P03");
    assert_false(state_in_words("FATAL:  sorry, too many clients already", found));
    assert_false(
        state_in_words("Connection refused\n\tIs the server running on that host?", found));
    assert_false(state_in_words(":  5", found));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_state_has_its_meaning),
        cmocka_unit_test(a_state_is_found_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
