/*
 * Answers go out: the guard chain's, static files', refusals. Pages are sent from the arena that
 * they were made in, without a copy; downloads are made piece by piece as the browser takes them.
 */
#include "engine/web/server_private.h"

#include "engine/web/urlcode.h"

#include <microhttpd.h>
#include <stdio.h>
#include <string.h>

#define POLICY                                                                                     \
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; "   \
    "form-action 'self'; "                                                                         \
    "base-uri 'none'; frame-ancestors 'none'"
/* Of a document by itself. A browser shows no sandboxed one that is cut off from its opener too. */
#define POLICY_SANDBOXED                                                                           \
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri "        \
    "'none'; "                                                                                     \
    "frame-ancestors 'none'"
#define FEATURES_OFF                                                                               \
    "accelerometer=(), camera=(), display-capture=(), fullscreen=(), geolocation=(), "             \
    "gyroscope=(), magnetometer=(), "                                                              \
    "microphone=(), midi=(), payment=(), usb=()"

/* On every answer, and a policy; whatever is opened from a download is shut in a box of its own. */
static const char *const always[][2] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", FEATURES_OFF},
};

/* MHD copies names and values; it refuses one with a line end, and then so do we. */
static void header_add(struct MHD_Response *response, const char *name, const char *value)
{
    if (MHD_add_response_header(response, name, value) != MHD_YES) {
        MHD_destroy_response(response);
        fail("the header %s cannot be sent", name);
    }
}

static const char *cstr_or_null(struct arena *arena, text t)
{
    return t.ptr ? text_cstr(arena, t) : NULL;
}

/* Sends it; the response's own reference goes. */
static bool answer_queue(struct exchange *x, struct MHD_Response *response, int status, bool close)
{
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        header_add(response, always[i][0], always[i][1]);
    const bool download = MHD_get_response_header(response, "Content-Disposition") != NULL;
    header_add(response, "Content-Security-Policy",
               x->sandboxed ? POLICY_SANDBOXED
               : download   ? POLICY "; sandbox"
                            : POLICY);
    header_add(response, "Cross-Origin-Opener-Policy",
               x->sandboxed ? "unsafe-none" : "same-origin");
    if (x->secure)
        header_add(response, "Strict-Transport-Security", "max-age=31536000");
    if (close || atomic_load(&x->server->draining))
        header_add(response, "Connection", "close");
    const bool queued = MHD_queue_response(x->connection, (unsigned)status, response) == MHD_YES;
    MHD_destroy_response(response);
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    x->status = status;
    x->microseconds =
        (now.tv_sec - x->began.tv_sec) * 1000000 + (now.tv_nsec - x->began.tv_nsec) / 1000;
    return queued;
}

/* The bytes outlive the answer: they lie in the exchange's arenas, or in the program. */
static struct MHD_Response *response_of(struct exchange *x, const void *ptr, size_t len)
{
    /* The library takes no const, and with PERSISTENT writes nothing. */
    union {
        const void *in;
        void *out;
    } body = {.in = len ? ptr : ""};
    struct MHD_Response *response =
        MHD_create_response_from_buffer(len, body.out, MHD_RESPMEM_PERSISTENT);
    if (!response)
        fail("out of memory: no response");
    x->bytes_sent = text_eq(x->method, T("HEAD")) ? 0 : len;
    return response;
}

/* ---- Refusals ---- */

bool exchange_refuse(struct exchange *x, int status, const char *why)
{
    const text words =
        text_format(x->intake, "%d: this request was refused, because %s.\n", status, why);
    struct MHD_Response *response = response_of(x, words.ptr, words.len);
    header_add(response, "Content-Type", "text/plain; charset=utf-8");
    header_add(response, "Cache-Control", "no-store");
    if (status == 405)
        header_add(response, "Allow", "GET, HEAD, POST");
    return answer_queue(x, response, status, true);
}

/* ---- Static files ---- */

static bool asset_send(struct exchange *x)
{
    const struct asset *asset = x->asset;
    const struct asset_body body = asset_choose(asset, x->head.encodings);
    const bool hashed = text_eq(text_of(asset->path), x->visit.path);
    /* The hash in the path is of the content; a coding is another representation. */
    const char *tag = text_cstr(
        x->intake, text_format(x->intake, "\"%s%s%s\"", asset->path + strlen("/assets/"),
                               body.encoding ? "-" : "", body.encoding ? body.encoding : ""));
    const bool same = text_eq(x->head.none_match, text_of(tag));
    struct MHD_Response *response =
        same ? response_of(x, "", 0) : response_of(x, body.bytes.ptr, body.bytes.len);
    header_add(response, "ETag", tag);
    header_add(response, "Vary", "Accept-Encoding");
    header_add(response, "Cache-Control",
               hashed ? "public, max-age=31536000, immutable" : "public, max-age=86400");
    if (!same) {
        header_add(response, "Content-Type", asset->type);
        if (body.encoding)
            header_add(response, "Content-Encoding", body.encoding);
    }
    return answer_queue(x, response, same ? 304 : 200, false);
}

/* ---- Downloads, piece by piece ---- */

/* Two arenas in turn: what a piece left lives until the piece after the next begins. */
struct stream {
    struct exchange *x;
    bool (*produce)(void *state, struct db *db, struct text_builder *out);
    void *state;
    struct arena *arena[2];
    unsigned turn;
    text piece; /* what of it is not yet sent */
    bool last;
};

static void stream_piece(void *arg)
{
    struct stream *s = arg;
    s->turn ^= 1;
    struct arena *arena = s->arena[s->turn];
    arena_reset(arena);
    struct db *db = db_read(s->x->server->site.app->database, arena);
    struct text_builder out = {.arena = arena};
    s->last = !s->produce(s->state, db, &out);
    /* Given back before the browser takes the piece: a slow one holds no connection. */
    db_read_end(db);
    s->piece = out.len ? text_built(&out) : T("");
}

static ssize_t stream_read(void *cls, uint64_t pos, char *buffer, size_t most)
{
    (void)pos;
    struct stream *s = cls;
    struct failure failure;
    while (s->piece.len == 0) {
        if (s->last)
            return MHD_CONTENT_READER_END_OF_STREAM;
        if (!fail_try(stream_piece, s, &failure)) {
            s->x->failure = failure;
            arena_reset(s->arena[s->turn]);
            s->piece = TEXT_ABSENT;
            s->last = true;
            return MHD_CONTENT_READER_END_WITH_ERROR;
        }
    }
    const size_t size = s->piece.len < most ? s->piece.len : most;
    memcpy(buffer, s->piece.ptr, size);
    s->piece = text_slice(s->piece, size, s->piece.len);
    s->x->bytes_sent += size;
    return (ssize_t)size;
}

static void stream_close(void *arg)
{
    struct stream *s = arg;
    for (size_t i = 0; i < 2; i++)
        server_arena_return(s->x->server, s->arena[i]);
}

static struct MHD_Response *response_of_stream(struct exchange *x, const struct reply *reply)
{
    struct stream *s = arena_make(x->work, struct stream);
    *s = (struct stream){
        .x = x, .produce = reply->produce, .state = reply->state, .piece = TEXT_ABSENT};
    arena_on_close(x->work, stream_close, s);
    for (size_t i = 0; i < 2; i++)
        s->arena[i] = server_arena_take(x->server);
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 64 << 10, stream_read, s, NULL);
    if (!response)
        fail("out of memory: no response");
    x->bytes_sent = 0;
    return response;
}

/* ---- Replies of the guard chain ---- */

/* A file's name in a header: plain ASCII without quotes; and where there is more to it, the whole
 * of it beside, in RFC 8187's code. */
static const char *disposition(struct arena *arena, text file_name)
{
    struct text_builder line = {.arena = arena};
    bool wide = false; /* more than ASCII in it */
    text_add(&line, T("attachment; filename=\""));
    for (size_t i = 0; i < file_name.len; i++) {
        const char c = file_name.ptr[i];
        const bool good = c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
        wide = wide || (unsigned char)c >= 0x80;
        text_add_char(&line, good ? c : '_');
    }
    text_add_char(&line, '"');
    if (wide) {
        text_add(&line, T("; filename*=UTF-8''"));
        url_encode(&line, file_name);
    }
    return text_cstr(arena, text_built(&line));
}

/* What can fail() comes first: a response that is made is to be sent or destroyed. */
static bool reply_send(struct exchange *x, const struct reply *reply)
{
    const char *const headers[][2] = {
        {"Content-Type", cstr_or_null(x->work, reply->type)},
        {"Location", cstr_or_null(x->work, reply->location)},
        {"Allow", cstr_or_null(x->work, reply->allow)},
        {"Content-Disposition",
         reply->file_name.ptr ? disposition(x->work, reply->file_name) : NULL},
        {"Set-Cookie", cstr_or_null(x->work, reply->cookie[0])},
        {"Set-Cookie", cstr_or_null(x->work, reply->cookie[1])},
        {"Set-Cookie", cstr_or_null(x->work, reply->cookie[2])},
        {"Retry-After",
         reply->again_in
             ? text_cstr(x->work, text_format(x->work, "%lld", (long long)reply->again_in))
             : NULL},
        {"Cache-Control", reply->no_store   ? "no-store"
                          : reply->for_ever ? "public, max-age=31536000, immutable"
                                            : "no-cache"},
        {"Vary", reply->for_ever ? NULL : "Cookie"},
    };
    const bool streamed = reply->produce && !text_eq(x->method, T("HEAD"));
    struct MHD_Response *response =
        streamed ? response_of_stream(x, reply) : response_of(x, reply->body.ptr, reply->body.len);
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        if (headers[i][1])
            header_add(response, headers[i][0], headers[i][1]);
    /* A body that nobody read, or not to its end, cannot be told from the next request. */
    const bool close =
        x->body_too_large || (x->visit.post && x->body.len == 0 && x->head.body_size != 0);
    return answer_queue(x, response, reply->status, close);
}

struct answering {
    struct exchange *x;
    int error; /* 0: run the chain, or its rest */
    text what;
    bool failed; /* say what x->failure comes to */
    bool queued;
};

/* ---- Slow work ---- */

static void work_step(void *arg)
{
    guard_work(arg);
}

static void exchange_work(void *arg)
{
    struct exchange *x = arg;
    if (!fail_try(work_step, x->slow, &x->failure))
        x->worked = WORK_FAILED;
}

/* The library calls for the connection again, on its own thread, when it has been resumed; whether
 * the browser is still there it finds then. */
static void exchange_worked(void *arg, bool ran)
{
    struct exchange *x = arg;
    if (!ran)
        x->worked = WORK_REFUSED;
    MHD_resume_connection(x->connection);
}

static bool exchange_suspend(struct exchange *x, struct guard *slow)
{
    x->slow = slow;
    x->stage = STAGE_WORKING;
    x->worked = WORK_DONE;
    x->task = (struct slow_task){.run = exchange_work, .done = exchange_worked, .arg = x};
    MHD_suspend_connection(x->connection);
    if (!slow_add(x->server->slow, &x->task))
        exchange_worked(x, false);
    return true; /* from here on x is the other thread's */
}

static void exchange_answer(void *arg)
{
    struct answering *a = arg;
    struct exchange *x = a->x;
    if (!x->work)
        x->work = server_arena_take(x->server);
    const struct reply reply =
        a->failed  ? guard_failed(&x->server->site, &x->visit, x->work, &x->failure)
        : a->error ? guard_error(&x->server->site, &x->visit, x->work, a->error, a->what)
        : x->slow  ? guard_finish(x->slow)
                   : guard_run(&x->server->site, &x->visit, x->work);
    x->statements = reply.statements;
    x->sandboxed = reply.sandboxed;
    a->queued = reply.slow ? exchange_suspend(x, reply.slow) : reply_send(x, &reply);
}

static bool exchange_say(struct exchange *x, int error, text what)
{
    struct answering a = {.x = x, .error = error, .what = what};
    return fail_try(exchange_answer, &a, &x->failure) ? a.queued : exchange_failed(x);
}

bool exchange_failed(struct exchange *x)
{
    struct answering a = {.x = x, .failed = true, .what = TEXT_ABSENT};
    struct failure failure;
    /* Rolls back and gives back all that was borrowed, before anybody is told. */
    if (x->work)
        arena_reset(x->work);
    if (fail_try(exchange_answer, &a, &failure))
        return a.queued;
    return exchange_refuse(x, 500, "something went wrong here; it is in the log");
}

bool exchange_run(struct exchange *x)
{
    if (x->asset)
        return asset_send(x);
    if (!x->body_too_large)
        return exchange_say(x, 0, TEXT_ABSENT);
    return exchange_say(x, 413,
                        text_format(x->intake, "At most %zu MB can be sent here.",
                                    (x->body_most + (1 << 20) - 1) >> 20));
}

bool exchange_go_on(struct exchange *x)
{
    switch (x->worked) {
    case WORK_DONE:
        return exchange_say(x, 0, TEXT_ABSENT);
    case WORK_REFUSED:
        return exchange_say(x, 503,
                            T("Many people ask for the same at this moment. Wait a minute, then go "
                              "back and send it again."));
    case WORK_FAILED:
        return exchange_failed(x);
    }
    fail("work that came to %d", (int)x->worked);
}
