/*
 * A session with a test's database behind the program's back, on either engine: statements of the
 * tests' own, one of which may be refused. Nothing of the program's run time is in between.
 */
#ifndef TESTS_ENGINE_DB_BEHIND_H
#define TESTS_ENGINE_DB_BEHIND_H

#include "tests/support/database.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

struct behind {
    struct test_database place;
    struct arena *arena;
    sqlite3 *file;  /* one of these two */
    PGconn *server; /* in schema holdfast, with nobody watching its changes */
};

/* Runs statements. Why not, in the engine's words; NULL when all ran. */
static inline const char *behind_try(struct behind *b, const char *sql)
{
    const char *said = NULL;
    if (b->file) {
        if (sqlite3_exec(b->file, sql, NULL, NULL, NULL) != SQLITE_OK)
            said = sqlite3_errmsg(b->file);
    } else {
        PGresult *const result = PQexec(b->server, sql);
        const ExecStatusType status = PQresultStatus(result);
        PQclear(result);
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
            said = PQerrorMessage(b->server);
    }
    return said ? text_cstr(b->arena, text_of(said)) : NULL;
}

static inline void behind_run(struct behind *b, const char *sql)
{
    const char *const said = behind_try(b, sql);
    if (said)
        fail("%.300s: %s", sql, said);
}

static inline void note_text(struct text_builder *out, const char *value, const char *after)
{
    text_add(out, text_of(value ? value : "(none)"));
    text_add(out, text_of(after));
}

/* All rows as one text: values with `|` between them, rows with a line's end. */
static inline const char *behind_rows(struct behind *b, const char *sql)
{
    struct text_builder out = {.arena = b->arena};
    if (b->file) {
        sqlite3_stmt *stmt = NULL;
        if (sqlite3_prepare_v2(b->file, sql, -1, &stmt, NULL) != SQLITE_OK)
            fail("%.300s: %s", sql, sqlite3_errmsg(b->file));
        const int count = sqlite3_column_count(stmt);
        while (sqlite3_step(stmt) == SQLITE_ROW)
            for (int i = 0; i < count; i++)
                note_text(&out, (const char *)sqlite3_column_text(stmt, i),
                          i + 1 < count ? "|" : "\n");
        (void)sqlite3_finalize(stmt);
    } else {
        PGresult *const result = PQexec(b->server, sql);
        if (PQresultStatus(result) != PGRES_TUPLES_OK)
            fail("%.300s: %s", sql, PQerrorMessage(b->server));
        const int count = PQnfields(result);
        for (int row = 0; row < PQntuples(result); row++)
            for (int i = 0; i < count; i++)
                note_text(&out, PQgetisnull(result, row, i) ? NULL : PQgetvalue(result, row, i),
                          i + 1 < count ? "|" : "\n");
        PQclear(result);
    }
    return text_cstr(b->arena, text_built(&out));
}

/* A migration as the program runs it, without its line in the table of migrations. */
static inline void behind_migrate(struct behind *b, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        behind_run(b, "BEGIN");
        behind_run(b, b->file ? db_migrations[i].sqlite : db_migrations[i].postgresql);
        behind_run(b, "COMMIT");
    }
}

/* A database with nothing in it, as a plain owner. */
static inline void behind_open(struct behind *b)
{
    test_database_bare(&b->place);
    b->arena = arena_new((size_t)64 << 20);
    if (test_on_postgresql()) {
        b->server = PQconnectdb(b->place.where);
        if (PQstatus(b->server) != CONNECTION_OK)
            fail("%s", PQerrorMessage(b->server));
        behind_run(b, "SET client_min_messages = warning; CREATE SCHEMA holdfast; "
                      "SET search_path = holdfast, pg_temp; SET holdfast.changes = 'unwatched'");
    } else {
        if (sqlite3_open(b->place.where, &b->file) != SQLITE_OK)
            fail("%s", sqlite3_errmsg(b->file));
        behind_run(b, "PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF");
    }
}

static inline void behind_close(struct behind *b)
{
    if (b->file)
        (void)sqlite3_close(b->file);
    if (b->server)
        PQfinish(b->server);
    test_database_gone(&b->place);
    arena_free(b->arena);
    *b = (struct behind){0};
}

#endif
