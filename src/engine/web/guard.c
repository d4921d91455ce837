/*
 * The guard chain: read run_route, run_page and run_change from top to bottom. Each step is one
 * function that either lets the request on or says what it is answered.
 *
 *     session → permission → record → once → form → handler → audit → once kept → commit → answer
 *
 * A page runs on a reader, which cannot write. A change runs in one transaction, which begins only
 * when all that can be known without it is known, and who may see the record is asked again inside
 * it. A slow change stops before that transaction: guard_run gives its guard back, and
 * guard_finish goes on with it when the work is done, and asks again whose session it is.
 */
#include "engine/web/guard.h"
#include "engine/audit/audit.h"

#include "engine/web/form_pairs.h"
#include "engine/web/session.h"
#include "engine/web/urlcode.h"
#include "web_queries.h"

#include <string.h>

#define HTML_TYPE T("text/html; charset=utf-8")
#define FORM_TOO_OLD                                                                               \
    T("This form has been open too long, or was opened in another place. Go back, load the page "  \
      "again and send it "                                                                         \
      "once more.")

enum { NOTICE_SECONDS = 30 };

struct guard {
    const struct site *site;
    const struct visit *visit;
    struct request rq;
    struct html out;
    struct reply reply;
    bytes nonce; /* of a POST's form */
    void *form;  /* the parsed struct, or NULL */
};

/* A guard stays where it was made: its page points back to its view. */
static struct guard *guard_new(const struct site *site, const struct visit *visit,
                               struct arena *arena)
{
    struct guard *g = arena_make(arena, struct guard);
    g->site = site;
    g->visit = visit;
    g->rq = (struct request){
        .arena = arena,
        .out = &g->out,
        .route = visit->match.route,
        .database = site->app->database,
        .id = {visit->match.id[0], visit->match.id[1]},
        .app = site->app,
        .caller = {.address = visit->address,
                   .agent = visit->agent,
                   .device = cookie_find(visit->cookie, T(DEVICE_COOKIE))},
        .view = {.initiative = site->app->initiative,
                 .path = visit->path,
                 .query = visit->query,
                 .request_id = visit->request_id,
                 .demo = site->app->demo,
                 .today = day_today(),
                 .notice = TEXT_ABSENT},
    };
    g->rq.view.viewer =
        (struct viewer){.name = TEXT_ABSENT, .hat = TEXT_ABSENT, .first = TEXT_ABSENT};
    memcpy(g->rq.view.viewer.secret, site->secret, sizeof site->secret);
    g->reply = (struct reply){.type = HTML_TYPE, .no_store = true};
    html_start(&g->out, arena, &g->rq.view);
    return g;
}

/* ---- Answers ---- */

/* What a program reads; presence and failure are said where they are the reason. */
static struct reply reply_error_json(struct guard *g, int status)
{
    static const char *const whys[] = {
        [FAILURE_BROKEN] = "something is broken",
        [FAILURE_AWAY] = "the database cannot be reached",
        [FAILURE_SLOW] = "it took too long and was stopped",
        [FAILURE_FULL] = "there is no room left to write in",
        [FAILURE_UNSURE] = "the database was lost while it committed",
    };
    const struct db_presence presence = db_presence(g->rq.database);
    struct text_builder body = {.arena = g->rq.arena};
    text_add_format(&body, "{\"ok\":false,\"status\":%d,\"why\":\"%s\"", status,
                    status < 500 ? "refused" : whys[g->rq.view.failure]);
    if (presence.away)
        text_add_format(&body, ",\"away_seconds\":%lld", (long long)presence.seconds);
    if (g->reply.again_in)
        text_add_format(&body, ",\"again_in\":%lld", (long long)g->reply.again_in);
    text_add_format(&body, ",\"request\":\"%.*s\"}\n", TEXT_ARG(g->rq.view.request_id));
    g->reply.status = status;
    g->reply.type = T("application/json");
    g->reply.body = text_built(&body);
    g->reply.no_store = true;
    return g->reply;
}

static struct reply reply_error(struct guard *g, int status, text what)
{
    if (g->rq.route && g->rq.route->for_programs)
        return reply_error_json(g, status);
    html_start(&g->out, g->rq.arena, &g->rq.view);
    g->site->app->error_page(&g->out, status, what);
    g->reply.status = status;
    g->reply.body = html_text(&g->out);
    g->reply.no_store = true;
    return g->reply;
}

/* The account may do it, and did not do this: the page has another heading. */
static struct reply reply_resend(struct guard *g, text what)
{
    g->rq.view.resend = true;
    return reply_error(g, 403, what);
}

struct reply guard_error(const struct site *site, const struct visit *visit, struct arena *arena,
                         int status, text what)
{
    return reply_error(guard_new(site, visit, arena), status, what);
}

/* When it is worth another try, in seconds: as the database says, or else by what it was. */
static unsigned again_in(const struct database *database, enum failure_kind kind)
{
    static const unsigned usual[] = {
        [FAILURE_BROKEN] = 0, [FAILURE_AWAY] = 5,   [FAILURE_SLOW] = 30,
        [FAILURE_FULL] = 60,  [FAILURE_UNSURE] = 5,
    };
    const struct db_presence presence = db_presence(database);
    return presence.away && presence.again_in > usual[kind] ? presence.again_in : usual[kind];
}

struct reply guard_failed(const struct site *site, const struct visit *visit, struct arena *arena,
                          const struct failure *failure)
{
    struct guard *g = guard_new(site, visit, arena);
    g->rq.view.failure = failure->kind;
    g->rq.view.sent = visit->post;
    if (failure->kind == FAILURE_BROKEN)
        return reply_error(g, 500, TEXT_ABSENT);
    g->rq.view.again_in = again_in(site->app->database, failure->kind);
    g->reply.again_in = g->rq.view.again_in;
    return reply_error(g, 503, TEXT_ABSENT);
}

static struct reply reply_redirect(struct guard *g, text location)
{
    g->reply.status = 303;
    g->reply.location = location;
    return g->reply;
}

static struct reply reply_page(struct guard *g, int status)
{
    g->reply.status = status;
    g->reply.body = html_text(&g->out);
    g->reply.no_store = status != 200 || g->rq.view.viewer.account != 0 || g->visit->query.len != 0;
    return g->reply;
}

static text cookie_line(struct guard *g, const char *name, text value, const char *more)
{
    return text_format(g->rq.arena, "%s=%.*s; Path=/; HttpOnly; SameSite=Lax%s%s", name,
                       TEXT_ARG(value), g->site->plain_cookie ? "" : "; Secure", more);
}

static void cookies_set(struct guard *g, const struct answer *answer)
{
    if (answer->session_cookie)
        g->reply.cookie[0] = cookie_line(g, SESSION_COOKIE, text_of(answer->session_cookie),
                                         *answer->session_cookie ? "" : "; Max-Age=0");
    if (answer->device_cookie)
        g->reply.cookie[2] =
            cookie_line(g, DEVICE_COOKIE, text_of(answer->device_cookie), "; Max-Age=34560000");
    if (text_present(answer->notice))
        g->reply.cookie[1] =
            cookie_line(g, NOTICE_COOKIE, notice_seal(g->rq.arena, g->site->secret, answer->notice),
                        "; Max-Age=30");
}
_Static_assert(NOTICE_SECONDS == 30, "as the cookie says");

/* What a handler said, when nothing is left to store. */
static struct reply reply_answer(struct guard *g, const struct answer *answer)
{
    switch (answer->kind) {
    case ANSWER_PAGE:
        if (text_present(g->rq.view.notice))
            g->reply.cookie[1] = cookie_line(g, NOTICE_COOKIE, T(""), "; Max-Age=0");
        return reply_page(g, 200);
    case ANSWER_REFUSED:
        g->reply.again_in = answer->again_in;
        return reply_page(g, answer->again_in ? 429 : 422);
    case ANSWER_STALE:
        return reply_page(g, 409);
    case ANSWER_ABSENT:
        return reply_error(g, 404, TEXT_ABSENT);
    case ANSWER_REDIRECT:
        cookies_set(g, answer);
        return reply_redirect(g, answer->location);
    case ANSWER_BYTES:
        /* A mail is kept by no browser; all others are named by their content. */
        g->reply.no_store = answer->sandboxed || answer->passing;
        g->reply.for_ever = !g->reply.no_store;
        g->reply.sandboxed = answer->sandboxed;
        g->reply.status = 200;
        g->reply.type = answer->type;
        g->reply.body = answer->body;
        return g->reply;
    case ANSWER_STREAM:
        g->reply.status = 200;
        g->reply.type = answer->type;
        g->reply.body = answer->body;
        g->reply.file_name = answer->location;
        g->reply.produce = answer->produce;
        g->reply.state = answer->state;
        return g->reply;
    }
    fail("an answer of kind %d", (int)answer->kind);
}

/* ---- Steps ---- */

static void step_show(struct guard *g, struct db *db, const void *asked)
{
    if (g->site->app->show)
        g->site->app->show(db, asked, &g->rq.view);
}

static bool session_find(struct guard *g, struct db *db, struct viewer *viewer)
{
    const text token = cookie_find(g->visit->cookie, T(SESSION_COOKIE));
    *viewer = (struct viewer){.name = TEXT_ABSENT, .hat = TEXT_ABSENT, .first = TEXT_ABSENT};
    return token.ptr && session_token_hash(g->rq.arena, token, &g->rq.caller.token_hash) &&
           g->site->app->viewer_find(g->site->app, db, &g->rq.caller, instant_now(), viewer) &&
           viewer->account != 0;
}

static void step_session(struct guard *g, struct db *db)
{
    struct viewer viewer;
    if (session_find(g, db, &viewer))
        g->rq.view.viewer = viewer;
    const text notice = cookie_find(g->visit->cookie, T(NOTICE_COOKIE));
    if (text_present(notice))
        g->rq.view.notice = notice_open(g->rq.arena, g->site->secret, notice);
}

static bool step_permission(struct guard *g)
{
    const uint32_t permit = g->rq.route->permit;
    const struct viewer *viewer = &g->rq.view.viewer;
    return (permit & PERMIT_ANYONE) != 0 ||
           (viewer->account != 0 && ((permit & PERMIT_SIGNED_IN) != 0 || (viewer->roles & permit)));
}

/* path, and after it where to go on to: this page, for who may open it then. */
static struct reply reply_by_way_of(struct guard *g, text path)
{
    struct text_builder location = {.arena = g->rq.arena};
    text_add(&location, path);
    text_add(&location, T("?next="));
    url_encode(&location, g->visit->path);
    if (g->visit->query.len) {
        text_add(&location, T("%3F"));
        url_encode(&location, g->visit->query);
    }
    return reply_redirect(g, text_built(&location));
}

static struct reply reply_not_permitted(struct guard *g)
{
    if (text_present(g->rq.view.viewer.first))
        return g->visit->post
                   ? reply_resend(g, T("Something is asked of you first: load the page again."))
                   : reply_by_way_of(g, g->rq.view.viewer.first);
    if (g->rq.view.viewer.account != 0)
        return reply_error(g, 403, TEXT_ABSENT);
    if (g->visit->post)
        return reply_resend(g, T("You are signed out. Sign in, then send it again."));
    return reply_by_way_of(g, T("/sign-in"));
}

/* After slow work: whether it is still the session that the form came in. A stranger's has none. */
static bool step_session_again(struct guard *g, struct db *db)
{
    struct viewer now;
    const bool found = session_find(g, db, &now);
    if (g->rq.view.viewer.account == 0)
        return true;
    if (!found || now.account != g->rq.view.viewer.account ||
        memcmp(now.secret, g->rq.view.viewer.secret, sizeof now.secret) != 0)
        return false;
    g->rq.view.viewer = now;
    return step_permission(g);
}

static bool step_record(struct guard *g, struct db *db)
{
    const may_see_fn may_see = g->rq.route->may_see;
    return may_see == MAY_SEE_NO_RECORD || may_see(&g->rq.view.viewer, db, g->rq.id[0]);
}

/* Whether the browser says that the form stood on another site. Old browsers say nothing: the once
 * value decides. */
static bool from_elsewhere(const struct visit *visit)
{
    if (visit->fetch_site.ptr && text_eq(visit->fetch_site, T("cross-site")))
        return true;
    if (!visit->origin.ptr)
        return false;
    const bool secure = text_starts(visit->origin, T("https://"));
    if (!secure && !text_starts(visit->origin, T("http://")))
        return true; /* "null": a page without an origin of its own */
    text origin = text_slice(visit->origin, secure ? 8 : 7, visit->origin.len);
    /* A browser leaves out its scheme's own port; a proxy may write it into Host. */
    const text port = secure ? T(":443") : T(":80");
    text host = visit->host;
    if (text_ends(host, port))
        host = text_slice(host, 0, host.len - port.len);
    return !text_eq_fold(origin, host);
}

static struct form_pairs body_pairs(struct guard *g)
{
    text type = g->visit->content_type;
    const text boundary = multipart_boundary(type);
    if (boundary.ptr)
        return form_pairs_multipart(g->rq.arena, g->visit->body, boundary);
    if (text_eq_fold(text_trim(text_cut(&type, ';')), T("application/x-www-form-urlencoded")))
        return form_pairs_url(g->rq.arena, g->visit->body);
    return (struct form_pairs){.refusal =
                                   TEXT_ABSENT}; /* no form, so it has no once value either */
}

/* A route for anyone takes a stranger's form also of somebody who has signed in since, in another
 * tab: a form to sign in must not fail for that. */
static bool step_once(struct guard *g, const struct form_pairs *pairs)
{
    if (from_elsewhere(g->visit))
        return false;
    const text once = form_pairs_find(pairs, T("once"));
    if (once_check(g->rq.arena, &g->rq.view.viewer, once, &g->nonce))
        return true;
    struct viewer stranger = {.name = TEXT_ABSENT};
    memcpy(stranger.secret, g->site->secret, sizeof g->site->secret);
    return (g->rq.route->permit & PERMIT_ANYONE) != 0 &&
           once_check(g->rq.arena, &stranger, once, &g->nonce);
}

/* True: fine, or the route has no form. */
static bool step_form(struct guard *g, const struct form_pairs *pairs)
{
    const struct form_spec *spec = g->rq.route->form;
    if (!spec)
        return true;
    g->form = arena_alloc(g->rq.arena, spec->size);
    return form_parse_pairs(g->rq.arena, spec, pairs, g->form, &g->rq.values);
}

static struct reply reply_form_refused(struct guard *g, struct db *db)
{
    if (!g->rq.route->redraw)
        return reply_error(g, 422, g->rq.values->whole_error);
    g->rq.view.refused = true;
    const struct answer answer = g->rq.route->redraw(&g->rq, db);
    ensure(answer.kind == ANSWER_REFUSED || answer.kind == ANSWER_ABSENT);
    return reply_answer(g, &answer);
}

/* "grant" of "/grants/:grant/edit": the first record that the path names; absent: none. */
static text path_kind(const char *path)
{
    text rest = text_of(path);
    while (rest.ptr) {
        const text part = text_cut(&rest, '/');
        if (text_starts(part, T(":")))
            return text_slice(part, 1, part.len);
    }
    return TEXT_ABSENT;
}

/* The entry is on the record in the path; without one, on the record that the handler names. */
static void step_audit(struct guard *g, struct db_write *write, const struct answer *answer)
{
    const int64_t account = g->rq.view.viewer.account;
    const text kind = path_kind(g->rq.route->path);
    const int64_t record = kind.ptr ? g->rq.id[0] : answer->record;
    const struct audit_act act = {.act = text_of(g->rq.route->audit),
                                  .account = {.some = account != 0, .it = account},
                                  .kind = kind,
                                  .record = {.some = record != 0, .it = record},
                                  .request = g->rq.view.request_id};
    audit_act_add(write, &act);
}

static void step_once_kept(struct guard *g, struct db_write *write, text location)
{
    (void)once_answer_keep(write, g->nonce, location, instant_now());
}

/* A page shows what is wrong with its filter beside all that there is. A download cannot, and
 * whoever takes it for what was asked would pass on more than was meant. */
static struct reply reply_not_narrowed(struct guard *g)
{
    const struct form_values *values = g->rq.values;
    struct text_builder say = {.arena = g->rq.arena};
    text_add(&say, T("This list was not made, because it is not clear what should be in it."));
    for (size_t i = 0; i < values->count; i++)
        if (text_present(values->value[i].error))
            text_add_format(&say, " %s: %.*s.", values->value[i].field->label,
                            TEXT_ARG(values->value[i].error));
    text_add(&say, T(" Go back to the list, filter it there, and download it again."));
    return reply_error(g, 422, text_built(&say));
}

/* ---- The chain ---- */

static struct reply run_page(struct guard *g, struct db *db)
{
    if (g->rq.route->form) {
        const struct form_pairs pairs = form_pairs_url(g->rq.arena, g->visit->query);
        /* A filter that does not parse filters nothing, and stands on the page with its error. */
        (void)step_form(g, &pairs);
    }
    const struct answer answer = g->rq.route->read(&g->rq, db, g->form);
    if (answer.kind == ANSWER_STREAM && g->rq.values && g->rq.values->error_count > 0)
        return reply_not_narrowed(g);
    return reply_answer(g, &answer);
}

/* The transaction of a change. */
static struct reply run_write(struct guard *g)
{
    struct db_write *write = db_write_begin(g->rq.database, g->rq.arena);
    if (g->rq.route->work && !step_session_again(g, db_of(write))) {
        db_write_undo(write);
        g->rq.view.viewer.account = 0;
        return reply_not_permitted(g);
    }
    if (!step_record(g, db_of(write))) {
        db_write_undo(write);
        return reply_error(g, 404, TEXT_ABSENT);
    }
    const struct once_answer_find_row *first = once_answer_find(db_of(write), g->nonce);
    if (first) {
        db_write_undo(write);
        return reply_redirect(g, first->location);
    }
    const struct answer answer = g->rq.route->write(&g->rq, write, g->form);
    if (answer.kind == ANSWER_REDIRECT) {
        step_audit(g, write, &answer);
        /* A repeat could be told where to go, but not given the cookie: it is answered anew. */
        if (!answer.session_cookie)
            step_once_kept(g, write, answer.location);
        db_write_commit(write);
    } else {
        db_write_undo(write);
    }
    return reply_answer(g, &answer);
}

static struct reply run_change(struct guard *g, struct db *db)
{
    const struct form_pairs pairs = body_pairs(g);
    if (!step_once(g, &pairs))
        return reply_resend(g, pairs.refusal.ptr ? pairs.refusal : FORM_TOO_OLD);
    if (!step_form(g, &pairs))
        return reply_form_refused(g, db);
    if (g->rq.route->prepare && g->rq.route->prepare(&g->rq, db, g->form)) {
        g->reply.slow = g;
        return g->reply;
    }
    db_read_end(db);
    return run_write(g);
}

void guard_work(struct guard *slow)
{
    slow->rq.route->work(slow->rq.arena, slow->rq.prepared);
}

struct reply guard_finish(struct guard *slow)
{
    slow->reply.slow = NULL;
    return run_write(slow);
}

static struct reply run_route(struct guard *g, struct db *db)
{
    if (!step_permission(g))
        return reply_not_permitted(g);
    if (!step_record(g, db))
        return reply_error(g, 404, TEXT_ABSENT);
    return g->visit->post ? run_change(g, db) : run_page(g, db);
}

static struct reply reply_no_route(struct guard *g)
{
    if (!g->visit->match.other_method)
        return reply_error(g, 404, TEXT_ABSENT);
    g->reply.allow = g->visit->post ? T("GET, HEAD") : T("POST");
    return reply_error(g, 405, TEXT_ABSENT);
}

struct reply guard_run(const struct site *site, const struct visit *visit, struct arena *arena)
{
    struct guard *g = guard_new(site, visit, arena);
    struct db *db = db_read(g->rq.database, arena);
    /* Whose session it is comes with it. */
    const void *const asked = site->app->show_ask ? site->app->show_ask(db) : NULL;
    if (visit->match.route)
        step_session(g, db);
    step_show(g, db, asked);
    struct reply reply = visit->match.route ? run_route(g, db) : reply_no_route(g);
    reply.statements = db_statements_run(db);
    /* Before the answer is sent: a slow browser holds no connection. */
    db_read_end(db);
    return reply;
}

bool guard_ends_early(const struct visit *visit)
{
    return visit->match.route == NULL || ((visit->match.route->permit & PERMIT_ANYONE) == 0 &&
                                          !cookie_find(visit->cookie, T(SESSION_COOKIE)).ptr);
}

bool guard_refuses(const struct site *site, const struct visit *visit, struct arena *arena)
{
    struct guard *g = guard_new(site, visit, arena);
    struct db *db = db_read(g->rq.database, arena);
    step_session(g, db);
    const bool refused = !step_permission(g) || !step_record(g, db);
    db_read_end(db);
    return refused;
}
