/*
 * A fresh database of its own, and a way to ask a module's routes as the guard does
 * once it has let someone in: the real forms, the real statements, the real pages.
 */
#ifndef TESTS_FUND_FRESH_H
#define TESTS_FUND_FRESH_H

#include "engine/web/route.h"
#include "engine/web/server.h"
#include "fund/people/people.h"
#include "tests/support/database.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#undef fail /* ours */

struct fresh {
    struct arena *arena;
    struct database *database;
    struct test_database place;
    struct app app;
};

static inline int fresh_begin(void **state)
{
    struct arena *arena = arena_new((size_t)256 << 20);
    struct fresh *fresh = arena_make(arena, struct fresh);
    fresh->arena = arena;
    test_database_new(&fresh->place);
    fresh->database = test_database_open(arena, &fresh->place, DB_SERVE, true).database;
    fresh->app = (struct app){.database = fresh->database};
    *state = fresh;
    return fresh->database ? 0 : -1;
}

static inline int fresh_end(void **state)
{
    struct fresh *fresh = *state;
    db_close(fresh->database);
    test_database_gone(&fresh->place);
    arena_free(fresh->arena);
    return 0;
}

/* What came of asking. */
struct asked {
    struct answer answer;
    struct form_values *values;
    text page;
    unsigned statements; /* a read's own */
};

static inline const struct route *route_named(const struct routes *routes, const char *path,
                                              bool writes)
{
    for (size_t i = 0; i < routes->count; i++)
        if (strcmp(routes->row[i].path, path) == 0 && routes->row[i].writes == writes)
            return &routes->row[i];
    fail("no route %s", path);
}

static inline struct request fresh_request(struct fresh *fresh, const struct route *route,
                                           int64_t id, int64_t second, struct html *out)
{
    return (struct request){
        .arena = fresh->arena,
        .out = out,
        .route = route,
        .database = fresh->database,
        .id = {id, second},
        .app = &fresh->app,
        .view = {.viewer = {.account = 1, .roles = ROLE_DIRECTOR, .name = T("Ana")},
                 .initiative = T("Test"),
                 .path = text_of(route->path),
                 .today = day_today()}};
}

static inline struct asked fresh_get(struct fresh *fresh, const struct routes *routes,
                                     const char *path, int64_t id, const char *query)
{
    const struct route *route = route_named(routes, path, false);
    struct html out;
    struct request rq = fresh_request(fresh, route, id, 0, &out);
    rq.view.query = text_of(query);
    html_start(&out, fresh->arena, &rq.view);
    void *form = route->form ? arena_alloc(fresh->arena, route->form->size) : NULL;
    if (route->form && !form_parse(fresh->arena, route->form, rq.view.query, form, &rq.values))
        ensure(rq.values); /* as the guard: the handler is asked all the same */
    struct db *db = db_read(fresh->database, fresh->arena);
    const unsigned before = db_statements_run(db);
    struct asked asked = {.answer = route->read(&rq, db, form)};
    asked.statements = db_statements_run(db) - before;
    asked.values = rq.values;
    asked.page = html_text(&out);
    db_read_end(db);
    return asked;
}

static inline struct asked fresh_post(struct fresh *fresh, const struct routes *routes,
                                      const char *path, int64_t id, int64_t second,
                                      const char *body)
{
    const struct route *route = route_named(routes, path, true);
    struct html out;
    struct request rq = fresh_request(fresh, route, id, second, &out);
    html_start(&out, fresh->arena, &rq.view);
    void *form = route->form ? arena_alloc(fresh->arena, route->form->size) : NULL;
    struct asked asked = {.page = TEXT_ABSENT};
    if (route->form && !form_parse(fresh->arena, route->form, text_of(body), form, &rq.values)) {
        struct db *db = db_read(fresh->database, fresh->arena);
        asked.answer = route->redraw(&rq, db);
        db_read_end(db);
    } else {
        struct db_write *write = db_write_begin(fresh->database, fresh->arena);
        asked.answer = route->write(&rq, write, form);
        if (asked.answer.kind == ANSWER_REDIRECT)
            db_write_commit(write);
        else
            db_write_undo(write);
    }
    asked.values = rq.values;
    asked.page = html_text(&out);
    return asked;
}

static inline bool says(text page, const char *words)
{
    return text_find(page, text_of(words)) >= 0;
}

#define assert_text(got, expected) assert_string_equal(text_cstr(fresh->arena, (got)), (expected))

#endif
