/*
 * Posts a form to a module's own route, without a server: the form is parsed by the route's
 * contract, the handler runs in one write transaction, and what it answers decides between commit
 * and undo, as the guard chain does.
 */
#ifndef TESTS_FUND_ACT_H
#define TESTS_FUND_ACT_H

#include "engine/web/route.h"
#include "fund/people/people.h"
#include "tests/fund/world.h"

struct acted {
    enum answer_kind kind;
    text location, notice, page;
};

static inline struct request act_request(struct world *w, const struct route *route, int64_t first,
                                         int64_t second, text query)
{
    struct html *out = arena_make(w->arena, struct html);
    struct request rq = {
        .arena = w->arena,
        .out = out,
        .route = route,
        .database = w->database,
        .id = {first, second},
        .view = {.viewer = {.account = 1, .roles = ROLE_DIRECTOR, .name = T("Tester")},
                 .initiative = T("Test"),
                 .query = query,
                 .today = day_today()},
    };
    return rq;
}

static inline const struct route *act_route(const struct routes *routes, const char *path,
                                            bool writes)
{
    for (size_t i = 0; i < routes->count; i++)
        if (routes->row[i].writes == writes && strcmp(routes->row[i].path, path) == 0)
            return &routes->row[i];
    print_error("no route %s\n", path);
    abort();
}

static inline struct acted act_answer(struct request *rq, struct answer answer)
{
    return (struct acted){.kind = answer.kind,
                          .location = answer.location,
                          .notice = answer.notice,
                          .page = html_text(rq->out)};
}

/* body: as a browser sends it. */
static inline struct acted act_post(struct world *w, const struct routes *routes, const char *path,
                                    int64_t first, int64_t second, const char *body)
{
    const struct route *route = act_route(routes, path, true);
    struct request *rq = arena_make(w->arena, struct request);
    *rq = act_request(w, route, first, second, T(""));
    html_start(rq->out, w->arena, &rq->view);
    struct db_write *write = db_write_begin(w->database, w->arena);
    void *form = NULL;
    bool fine = true;
    if (route->form) {
        form = arena_alloc(w->arena, route->form->size);
        fine = form_parse(w->arena, route->form, text_of(body), form, &rq->values);
    }
    const struct answer answer =
        fine ? route->write(rq, write, form) : route->redraw(rq, db_of(write));
    if (answer.kind == ANSWER_REDIRECT)
        db_write_commit(write);
    else
        db_write_undo(write);
    return act_answer(rq, answer);
}

/* statements, when wanted: how many it ran. */
static inline struct acted act_get(struct world *w, const struct routes *routes, const char *path,
                                   int64_t first, const char *query, unsigned *statements)
{
    const struct route *route = act_route(routes, path, false);
    struct request *rq = arena_make(w->arena, struct request);
    *rq = act_request(w, route, first, 0, text_of(query));
    html_start(rq->out, w->arena, &rq->view);
    struct arena *arena = w->arena;
    struct db *db = db_read(w->database, arena);
    void *form = NULL;
    if (route->form) {
        form = arena_alloc(arena, route->form->size);
        (void)!form_parse(arena, route->form, text_of(query), form, &rq->values);
    }
    const unsigned before = db_statements_run(db);
    const struct answer answer = route->read(rq, db, form);
    if (statements)
        *statements = db_statements_run(db) - before;
    db_read_end(db);
    return act_answer(rq, answer);
}

static inline void check_says(struct acted acted, const char *words)
{
    if (text_find(acted.page, text_of(words)) < 0)
        print_error("the page does not say \"%s\"\n", words);
    assert_true(text_find(acted.page, text_of(words)) >= 0);
}

#endif
