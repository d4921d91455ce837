/* A fresh database in a folder of its own, for tests of fund modules: the real engine, the real
 * migrations. */
#ifndef TESTS_FUND_WORLD_H
#define TESTS_FUND_WORLD_H

#include "engine/db/db.h"

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
    char folder[64];
    struct arena *arena;
    struct database *database;
};

static inline int world_begin(void **state)
{
    struct arena *arena = arena_new((size_t)256 << 20);
    struct world *w = arena_make(arena, struct world);
    w->arena = arena;
    snprintf(w->folder, sizeof w->folder, "/tmp/holdfast-fund-XXXXXX");
    if (!mkdtemp(w->folder))
        return -1;
    const text path = text_format(arena, "%s/fund.db", w->folder);
    const struct db_opened opened = db_open(arena, text_cstr(arena, path), DB_SERVE, true);
    w->database = opened.database;
    *state = w;
    return opened.database ? 0 : -1;
}

static inline int world_end(void **state)
{
    struct world *w = *state;
    db_close(w->database);
    static const char *const left[] = {"fund.db", "fund.db-wal", "fund.db-shm", "fund.db-import",
                                       "fund.db-writer"};
    for (size_t i = 0; i < sizeof left / sizeof *left; i++)
        (void)remove(text_cstr(w->arena, text_format(w->arena, "%s/%s", w->folder, left[i])));
    (void)rmdir(w->folder);
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
