/* A fresh database of its own, for tests of fund modules: the real engine, the real
 * migrations. */
#ifndef TESTS_FUND_WORLD_H
#define TESTS_FUND_WORLD_H

#include "tests/support/database.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#undef fail /* ours */

struct world {
    struct test_database place;
    struct arena *arena;
    struct database *database;
};

static inline int world_begin(void **state)
{
    struct arena *arena = arena_new((size_t)256 << 20);
    struct world *w = arena_make(arena, struct world);
    w->arena = arena;
    test_database_new(&w->place);
    w->database = test_database_open(arena, &w->place, DB_SERVE, true).database;
    *state = w;
    return w->database ? 0 : -1;
}

static inline int world_end(void **state)
{
    struct world *w = *state;
    db_close(w->database);
    test_database_gone(&w->place);
    arena_free(w->arena);
    return 0;
}

/* Compares a text with what is expected and shows both when they differ. */
static inline void check_text(text got, const char *expected)
{
    if (!text_eq(got, text_of(expected)))
        print_error("got \"%.*s\", expected \"%s\"\n", TEXT_ARG(got), expected);
    assert_true(text_eq(got, text_of(expected)));
}

#endif
