/* What the tests of the web engine share: an arena a test, and texts that can be compared. */
#ifndef TESTS_ENGINE_WEB_SUPPORT_H
#define TESTS_ENGINE_WEB_SUPPORT_H

#include "engine/base/values.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static inline int arena_set_up(void **state)
{
    *state = arena_new((size_t)128 << 20);
    return 0;
}

static inline int arena_tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

#define assert_text(arena, t, wanted) assert_string_equal(text_cstr((arena), (t)), (wanted))
#define arena_test(name) cmocka_unit_test_setup_teardown(name, arena_set_up, arena_tear_down)

#endif
