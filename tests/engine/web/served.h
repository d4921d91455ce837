/*
 * A small application served by the real server on a real port over a real database, and a client
 * that sends bytes. Two people: "one" may change things and see record 1, "two" only looks; and
 * "three", who has signed in and has something to do first.
 */
#ifndef TESTS_ENGINE_WEB_SERVED_H
#define TESTS_ENGINE_WEB_SERVED_H

#include "tests/engine/web/support.h"
#include "tests/support/database.h"

#include "engine/audit/audit.h"
#include "engine/web/server.h"
#include "engine/web/session.h"
#include "web_queries.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define TOKEN_ONE "1111111111111111111111111111111111111111111111111111111111111111"
#define TOKEN_TWO "2222222222222222222222222222222222222222222222222222222222222222"
#define TOKEN_THREE "3333333333333333333333333333333333333333333333333333333333333333"
#define AS_ONE "Cookie: a=b; holdfast=" TOKEN_ONE "\r\n"
#define AS_TWO "Cookie: holdfast=" TOKEN_TWO "\r\n"
#define AS_THREE "Cookie: holdfast=" TOKEN_THREE "\r\n"
#define FORM_TYPE "Content-Type: application/x-www-form-urlencoded\r\n"
enum { ROLE_LOOK = 1, ROLE_CHANGE = 2 };

struct served {
    struct arena *arena;
    struct server *server;
    struct app app;
    struct test_database place;
    int port;
};

static inline bool token_is(struct arena *arena, bytes hash, text token)
{
    bytes right;
    return session_token_hash(arena, token, &right) && right.len == hash.len &&
           memcmp(right.ptr, hash.ptr, hash.len) == 0;
}

static inline bool viewer_find(struct app *app, struct db *db, const struct caller *caller,
                               instant now, struct viewer *viewer)
{
    (void)app, (void)now;
    const bytes hash = caller->token_hash;
    const bool one = token_is(db_arena(db), hash, T(TOKEN_ONE));
    if (token_is(db_arena(db), hash, T(TOKEN_THREE))) {
        *viewer = (struct viewer){.account = 3, .name = T("R"), .first = T("/first")};
        memset(viewer->secret, 3, sizeof viewer->secret);
        return true;
    }
    if (!one && !token_is(db_arena(db), hash, T(TOKEN_TWO)))
        return false;
    *viewer = (struct viewer){
        .account = one ? 1 : 2, .roles = one ? ROLE_LOOK | ROLE_CHANGE : ROLE_LOOK, .name = T("P")};
    memset(viewer->secret, one ? 1 : 2, sizeof viewer->secret);
    return true;
}

static inline void put(struct html *out, const char *words)
{
    html_static(out, words, strlen(words));
}

static inline void error_page(struct html *out, int status, text what)
{
    put(out, text_cstr(out->arena, text_format(out->arena, "<h1>Error %d</h1>", status)));
    put(out, out->view->resend ? "(send again)" : "");
    put(out,
        text_cstr(out->arena, text_format(out->arena, "<p>kind %d, %s</p>", (int)out->view->failure,
                                          out->view->sent ? "sent" : "asked")));
    html_put_text(out, what.ptr ? what : T("-"));
    put(out, text_cstr(out->arena,
                       text_format(out->arena, "<p>id %.*s</p>", TEXT_ARG(out->view->request_id))));
}

static inline int served_start(struct served *s, const struct routes *const *modules)
{
    s->arena = arena_new((size_t)64 << 20);
    test_database_new(&s->place);
    const struct db_opened opened = test_database_open(s->arena, &s->place, DB_SERVE, true);
    assert_non_null(opened.database);
    text why;
    struct vault *vault = vault_open_keys(s->arena, opened.database, true, &why);
    assert_non_null(vault);
    assert_non_null(audit_open(s->arena, opened.database, vault, AUDIT_SIGNED_HEAD, &why));
    s->app = (struct app){.database = opened.database,
                          .vault = vault,
                          .modules = modules,
                          .initiative = T("Test"),
                          .viewer_find = viewer_find,
                          .error_page = error_page};
    const struct server_options options = {.listen = "127.0.0.1:0",
                                           .threads = 4,
                                           .plain_cookie = true,
                                           .quiet = true,
                                           .behind_proxy = true};
    text say = T("");
    s->server = server_start(s->arena, &s->app, &options, &say);
    if (!s->server)
        fail_msg("%.*s", TEXT_ARG(say));
    const char *colon = strrchr(server_address(s->server), ':');
    s->port = (int)strtol(colon + 1, NULL, 10);
    return 0;
}

static inline void served_stop(struct served *s)
{
    server_stop(s->server);
    db_close(s->app.database);
    test_database_gone(&s->place);
    arena_free(s->arena);
}

/* Sends bytes as they are, and gives back all that comes until the server closes. */
static inline text served_send(struct served *s, struct arena *arena, text request)
{
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const struct sockaddr_in at = {.sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)s->port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    assert_int_equal(connect(fd, (const struct sockaddr *)&at, sizeof at), 0);
    for (size_t sent = 0; sent < request.len;) {
        const ssize_t n = send(fd, request.ptr + sent, request.len - sent, MSG_NOSIGNAL);
        if (n <= 0)
            break; /* refused before the end: the answer says so */
        sent += (size_t)n;
    }
    struct text_builder all = {.arena = arena};
    char piece[65536];
    ssize_t n;
    while ((n = recv(fd, piece, sizeof piece, 0)) > 0)
        text_add(&all, (text){.ptr = piece, .len = (size_t)n});
    close(fd);
    return all.len ? text_built(&all) : T("");
}

/* more: further headers, each with its line end. */
static inline text served_get(struct served *s, struct arena *arena, const char *target,
                              const char *more)
{
    return served_send(
        s, arena,
        text_format(arena, "GET %s HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n%s\r\n",
                    target, more));
}

static inline text served_post(struct served *s, struct arena *arena, const char *target,
                               const char *more, text body)
{
    return served_send(s, arena,
                       text_format(arena,
                                   "POST %s HTTP/1.1\r\nHost: a.example\r\nConnection: "
                                   "close\r\n%sContent-Length: %zu\r\n\r\n%.*s",
                                   target, more, body.len, TEXT_ARG(body)));
}

static inline int status_of(text answer)
{
    return text_starts(answer, T("HTTP/1.1 ")) && answer.len > 12
               ? (int)strtol(answer.ptr + 9, NULL, 10)
               : 0;
}

static inline text header_of(text answer, const char *name)
{
    text rest = answer;
    while (rest.ptr) {
        text value = text_cut(&rest, '\n');
        if (value.len <= 1)
            break;
        const text found = text_cut(&value, ':');
        if (value.ptr && text_eq_fold(found, text_of(name)))
            return text_trim(value);
    }
    return TEXT_ABSENT;
}

static inline bool says(text answer, const char *words)
{
    return text_find(answer, text_of(words)) >= 0;
}

/* What stands between two marks. */
static inline text between(text answer, const char *before, const char *after)
{
    const ptrdiff_t from = text_find(answer, text_of(before));
    if (from < 0)
        return TEXT_ABSENT;
    const text rest = text_slice(answer, (size_t)from + strlen(before), answer.len);
    const ptrdiff_t to = text_find(rest, text_of(after));
    return to < 0 ? TEXT_ABSENT : text_slice(rest, 0, (size_t)to);
}

/* Rows of the audit log with that act. */
static inline int64_t served_audit_rows(struct served *s, const char *act)
{
    static const char sql[] = "SELECT count(*) FROM audit_entries WHERE act = ?1";
    struct arena *own = arena_new((size_t)1 << 20);
    struct db *db = db_read(s->app.database, own);
    struct db_stmt *stmt = db_stmt_begin(db, test_statement(s->arena, sql, false, 0));
    db_bind_text(stmt, 1, text_of(act));
    assert_true(db_step(stmt));
    const int64_t count = db_column_int(stmt, 0);
    db_stmt_end(stmt);
    arena_free(own);
    return count;
}

/* One sender of several at once. */
struct racing {
    struct served *served;
    pthread_t thread;
    text request, answer;
    struct arena *arena;
};

static inline void *race(void *arg)
{
    struct racing *r = arg;
    r->answer = served_send(r->served, r->arena, r->request);
    return NULL;
}

#endif
