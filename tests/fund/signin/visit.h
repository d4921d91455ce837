/*
 * A browser for the tests of signing in: it keeps cookies, reads the once value off the page that
 * shows the form, and asks the real guard chain over a real database, slow rows too, without a
 * socket. The clock is the tests' own.
 */
#ifndef TESTS_FUND_SIGNIN_VISIT_H
#define TESTS_FUND_SIGNIN_VISIT_H

#include "tests/fund/fresh.h"

#include "engine/audit/audit.h"
#include "engine/base/clock.h"
#include "engine/vault/vault.h"
#include "engine/web/guard.h"
#include "engine/web/session.h"
#include "engine/web/urlcode.h"
#include "fund/people/people.h"
#include "fund/signin/session.h"
#include "fund/signin/totp.h"
#include "fund/site/site.h"

#include <liboath/oath.h>
#include <sodium.h>

/* 25 November 2026, 10:00 in London. */
#define MORNING INT64_C(1795600800)

struct world {
    struct fresh *fresh;
    struct site site;
    const struct routes *modules[3];
};

struct browser {
    struct world *world;
    text session, device;
    const char *agent, *address;
};

struct seen {
    int status;
    text page, location;
    int64_t again_in;
    unsigned statements;
};

#define FIREFOX "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
#define PHONE                                                                                      \
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "    \
    "Gecko) Version/18.0 Mobile/15E148 Safari/604.1"

static inline struct answer front_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    html_put_text(rq->out, rq->view.viewer.hat);
    return answer_page(rq);
}
static const struct route front_rows[] = {
    ROUTE_READ("/", ROLE_ANY, MAY_SEE_NO_RECORD, NO_FORM, front_read),
    ROUTE_READ("/money", ROLE_MONEY, MAY_SEE_NO_RECORD, NO_FORM, front_read),
};
static const struct routes front_routes = {.row = front_rows, .count = 2};

static inline int world_begin(void **state)
{
    if (sodium_init() < 0 || fresh_begin(state) != 0)
        return -1;
    struct fresh *fresh = *state;
    clock_set(instant_of(MORNING));
    struct world *world = arena_make(fresh->arena, struct world);
    world->fresh = fresh;
    world->modules[0] = &signin_routes;
    world->modules[1] = &front_routes;
    fresh->app = (struct app){.database = fresh->database,
                              .modules = world->modules,
                              .initiative = T("Test"),
                              .signin = signin_new(fresh->arena),
                              .viewer_find = signin_viewer_find,
                              .error_page = site_error_page,
                              .url = T("https://fund.example")};
    text say;
    fresh->app.vault = vault_open_keys(fresh->arena, fresh->database, true, &say);
    assert_non_null(fresh->app.vault);
    assert_non_null(
        audit_open(fresh->arena, fresh->database, fresh->app.vault, AUDIT_SIGNED_HEAD, &say));
    world->site =
        (struct site){.app = &fresh->app, .router = router_new(fresh->arena, world->modules, &say)};
    memset(world->site.secret, 7, sizeof world->site.secret);
    *state = world;
    return world->site.router ? 0 : -1;
}

static inline int world_end(void **state)
{
    struct world *world = *state;
    struct fresh *fresh = world->fresh;
    clock_clear();
    *state = fresh;
    return fresh_end(state);
}

static inline struct browser browser_of(struct world *world)
{
    return (struct browser){.world = world,
                            .session = TEXT_ABSENT,
                            .device = TEXT_ABSENT,
                            .agent = FIREFOX,
                            .address = "192.0.2.1"};
}

static inline void cookie_take(struct arena *arena, text line, text name, text *place)
{
    text rest = line;
    const text pair = text_cut(&rest, ';');
    text value = pair;
    if (!text_eq(text_cut(&value, '='), name))
        return;
    *place = text_find(line, T("Max-Age=0")) >= 0 ? TEXT_ABSENT : text_copy(arena, value);
}

static inline struct seen browser_ask(struct browser *b, bool post, const char *path,
                                      const char *query, text body)
{
    struct arena *arena = b->world->fresh->arena;
    struct text_builder cookie = {.arena = arena};
    if (b->session.ptr)
        text_add_format(&cookie, SESSION_COOKIE "=%.*s; ", TEXT_ARG(b->session));
    if (b->device.ptr)
        text_add_format(&cookie, DEVICE_COOKIE "=%.*s", TEXT_ARG(b->device));
    const struct visit visit = {
        .post = post,
        .match = router_find(b->world->site.router, post, text_of(path)),
        .path = text_of(path),
        .query = text_of(query),
        .host = T("fund.example"),
        .cookie = cookie.len ? text_built(&cookie) : TEXT_ABSENT,
        .content_type = T("application/x-www-form-urlencoded"),
        .agent = text_of(b->agent),
        .address = text_of(b->address),
        .body = body,
        .request_id = T("test"),
    };
    struct reply reply = guard_run(&b->world->site, &visit, arena);
    if (reply.slow) {
        struct guard *slow = reply.slow;
        guard_work(slow);
        reply = guard_finish(slow);
    }
    for (size_t i = 0; i < 3; i++)
        if (reply.cookie[i].ptr) {
            cookie_take(arena, reply.cookie[i], T(SESSION_COOKIE), &b->session);
            cookie_take(arena, reply.cookie[i], T(DEVICE_COOKIE), &b->device);
        }
    return (struct seen){.status = reply.status,
                         .page = reply.body,
                         .location = reply.location,
                         .again_in = reply.again_in,
                         .statements = reply.statements};
}

static inline struct seen browser_get(struct browser *b, const char *path, const char *query)
{
    return browser_ask(b, false, path, query, T(""));
}

static inline text after(text page, const char *before, const char *end)
{
    const ptrdiff_t from = text_find(page, text_of(before));
    if (from < 0)
        return TEXT_ABSENT;
    const text rest = text_slice(page, (size_t)from + strlen(before), page.len);
    const ptrdiff_t to = text_find(rest, text_of(end));
    return to < 0 ? TEXT_ABSENT : text_slice(rest, 0, (size_t)to);
}

/* Sends the form that a page shows. fields: coded, "a=b&c=d". */
static inline struct seen browser_send(struct browser *b, const char *page, const char *path,
                                       const char *query, const char *fields)
{
    struct arena *arena = b->world->fresh->arena;
    const text once = after(browser_get(b, page, "").page, "name=\"once\" value=\"", "\"");
    assert_true(once.ptr != NULL);
    return browser_ask(b, true, path, query,
                       text_format(arena, "once=%.*s&%s", TEXT_ARG(once), fields));
}

static inline account_id account_made(struct world *world, const char *email, uint32_t roles)
{
    struct db_write *write = db_write_begin(world->fresh->database, world->fresh->arena);
    const account_id id = people_account_add(write, T("Ana"), text_of(email), roles);
    db_write_commit(write);
    return id;
}

static inline text link_made(struct world *world, account_id account)
{
    struct db_write *write = db_write_begin(world->fresh->database, world->fresh->arena);
    const text token = signin_link_make(write, account, SIGNIN_MAILED_SECONDS);
    db_write_commit(write);
    return token;
}

static inline struct seen link_pressed(struct browser *b, text token)
{
    return browser_send(
        b, "/sign-in", "/sign-in/link", "",
        text_cstr(b->world->fresh->arena,
                  text_format(b->world->fresh->arena, "token=%.*s", TEXT_ARG(token))));
}

/* One number, behind the program's back. */
static inline int64_t rows_of(struct world *world, const char *sql)
{
    return test_database_number(&world->fresh->place, sql);
}

/* A change behind the program's back. */
static inline void change(struct world *world, const char *sql)
{
    test_database_run(&world->fresh->place, sql);
}

/* The present code of the app that was shown this secret ("JBSW Y3DP …"). */
static inline const char *code_at(struct arena *arena, text words, int64_t seconds)
{
    unsigned char key[TOTP_SECRET] = {0};
    size_t bits = 0;
    for (size_t i = 0; i < words.len; i++) {
        static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        const char *at = words.ptr[i] == ' ' ? NULL : strchr(alphabet, words.ptr[i]);
        for (int k = 4; at && k >= 0; k--, bits++)
            if ((at - alphabet) >> k & 1)
                key[bits / 8] |= (unsigned char)(1u << (7 - bits % 8));
    }
    char *code = arena_alloc(arena, 7);
    assert_int_equal(oath_hotp_generate((const char *)key, sizeof key,
                                        (uint64_t)(seconds / TOTP_STEP_SECONDS), 6, false,
                                        OATH_HOTP_DYNAMIC_TRUNCATION, code),
                     OATH_OK);
    return code;
}

#endif
