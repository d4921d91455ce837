/*
 * A database of its own, and statements of the tests' own: they have places in the
 * cache beyond the registry's. Rows go to once_answers, a table of the engine.
 */
#ifndef TESTS_ENGINE_DB_SUPPORT_H
#define TESTS_ENGINE_DB_SUPPORT_H

#include "tests/support/database.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum test_place { ADD, COUNT, FIND, ALL, WIDE, BROKEN, KEYLESS, PLACES };

struct world {
    struct test_database place;
    struct arena *arena;
    struct database *database;
    struct arena *statements; /* lives as long as the database that keeps them */
    const struct db_statement *statement[PLACES];
};

static const char *const test_sql[PLACES] = {
    [ADD] = "INSERT INTO once_answers (nonce, location, at) VALUES (?1, ?2, ?3)",
    [COUNT] = "SELECT count(*) FROM once_answers",
    [FIND] = "SELECT location, at FROM once_answers WHERE nonce = ?1",
    [ALL] = "SELECT nonce FROM once_answers ORDER BY nonce",
    [WIDE] = "SELECT ?1, ?2, ?3, NULL, 7, 0.5",
    [BROKEN] = "SELECT nothing FROM nowhere",
    [KEYLESS] = "INSERT INTO once_answers (nonce, location, at) VALUES (?1, NULL, 0)",
};

/* PostgreSQL wants to be told what an answer is made of. */
static const char wide_cast[] = "SELECT ?1::text, ?2::bytea, ?3::double precision, NULL::text, "
                                "7::bigint, 0.5::double precision";

static inline struct db_opened world_open(struct world *w, enum db_open_as as, bool create)
{
    return test_database_open(w->arena, &w->place, as, create);
}

static inline int world_begin(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    if (!w)
        return -1;
    test_database_new(&w->place);
    w->arena = arena_new((size_t)64 << 20);
    w->statements = arena_new((size_t)1 << 20);
    for (unsigned i = 0; i < PLACES; i++)
        w->statement[i] = test_statement(w->statements,
                                         i == WIDE ? TEST_SQL(test_sql[i], wide_cast) : test_sql[i],
                                         i == ADD || i == KEYLESS, i);
    const struct db_opened opened = world_open(w, DB_SERVE, true);
    w->database = opened.database;
    *state = w;
    return opened.database ? 0 : -1;
}

static inline int world_end(void **state)
{
    struct world *w = *state;
    arena_reset(w->arena);
    db_close(w->database);
    test_database_gone(&w->place);
    arena_free(w->arena);
    arena_free(w->statements);
    free(w);
    return 0;
}

static inline const char *world_file(const struct world *w, const char *ending)
{
    return text_cstr(w->arena, text_format(w->arena, "%s%s", w->place.beside, ending));
}

static inline bool file_there(const char *path)
{
    return access(path, F_OK) == 0;
}

static inline void row_add_in(const struct world *w, struct db_write *write, int64_t key)
{
    struct db_stmt *stmt = db_stmt_begin_write(write, w->statement[ADD]);
    const unsigned char *raw = (const unsigned char *)&key;
    db_bind_bytes(stmt, 1, (bytes){.ptr = raw, .len = sizeof key});
    db_bind_text(stmt, 2, T("/grants/1"));
    db_bind_int(stmt, 3, key);
    if (db_step(stmt) || db_stmt_end(stmt) != 1)
        abort();
}

/* One row in a transaction of its own. */
static inline void row_add(const struct world *w, struct database *database, int64_t key)
{
    struct arena *arena = arena_new(1 << 20);
    struct db_write *write = db_write_begin(database, arena);
    row_add_in(w, write, key);
    db_write_commit(write);
    arena_free(arena);
}

static inline int64_t rows_seen(const struct world *w, struct db *db)
{
    struct db_stmt *stmt = db_stmt_begin(db, w->statement[COUNT]);
    if (!db_step(stmt))
        abort();
    const int64_t count = db_column_int(stmt, 0);
    db_stmt_end(stmt);
    return count;
}

static inline int64_t rows_in(const struct world *w, struct database *database)
{
    struct arena *arena = arena_new(1 << 20);
    const int64_t count = rows_seen(w, db_read(database, arena));
    arena_free(arena);
    return count;
}

#endif
