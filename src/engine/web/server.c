/*
 * The server: requests come in through libmicrohttpd, are judged by their heads, and gathered
 * whole.
 *
 * The library calls from its own frames, so every step runs under fail_try and fail() never passes
 * through it. Bodies of several requests come interleaved on one thread: each request has arenas of
 * its own, and no database connection before its body is whole.
 */
#include "engine/web/server_private.h"

#include "engine/web/address.h"
#include "engine/web/listen.h"
#include "engine/web/log.h"

#include <microhttpd.h>
#include <signal.h>
#include <sodium.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
    REQUEST_CAP =
        96 << 20, /* bytes a request's arena may hold; the largest body doubles as it grows */
    BODY_DEFAULT = 256 << 10,
    BODY_WITH_FILES = 32 << 20,
    CONNECTION_MEMORY = 32 << 10,
    MOST_CONNECTIONS = 4096,
    IDLE_SECONDS = 30,
    PATIENCE_SECONDS = 15,
    MOST_OF_ONE_ADDRESS = 100, /* connections; a proxy, and who is on this machine, have no limit */
    DRAIN_SECONDS = 10,
    MOST_WAITING_FOR_WORK = 64 /* at 30 ms a hash the last waits two seconds */
};

/* ---- Arenas, used again ---- */

struct arena *server_arena_take(struct server *server)
{
    struct arena *arena = NULL;
    pthread_mutex_lock(&server->mutex);
    if (server->spares > 0)
        arena = server->spare[--server->spares];
    pthread_mutex_unlock(&server->mutex);
    return arena ? arena : arena_new(REQUEST_CAP);
}

void server_arena_return(struct server *server, struct arena *arena)
{
    if (!arena)
        return;
    arena_reset(arena);
    pthread_mutex_lock(&server->mutex);
    const bool kept = server->spares < SPARE_ARENAS;
    if (kept)
        server->spare[server->spares++] = arena;
    pthread_mutex_unlock(&server->mutex);
    if (!kept)
        arena_free(arena);
}

/* ---- A request begins and ends ---- */

struct beginning {
    struct server *server;
    struct MHD_Connection *connection;
    struct link *link;
    const char *sent;
    struct arena *intake;
    struct exchange *made;
};

static void exchange_begin(void *arg)
{
    struct beginning *b = arg;
    b->intake = server_arena_take(b->server);
    struct exchange *x = arena_make(b->intake, struct exchange);
    x->server = b->server;
    x->intake = b->intake;
    x->connection = b->connection;
    x->link = b->link;
    x->sent = b->sent;
    x->target = text_copy(b->intake, text_of(b->sent));
    x->method = T("");
    clock_gettime(CLOCK_MONOTONIC, &x->began);
    x->id = text_format(b->intake, "%08x-%llx", b->server->boot,
                        (unsigned long long)atomic_fetch_add(&b->server->requests, 1) + 1);
    x->body.arena = b->intake;
    b->made = x;
}

static struct link *link_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

/* The library has read a request line, and is about to cut and decode it where it lies. What this
 * returns it keeps for the request, whose head may never become whole. */
static void *on_uri(void *cls, const char *uri, struct MHD_Connection *connection)
{
    struct link *const link = link_of(connection);
    if (!link)
        return NULL;
    struct beginning b = {.server = cls, .connection = connection, .link = link, .sent = uri};
    struct failure failure;
    if (!fail_try(exchange_begin, &b, &failure)) {
        log_request(&(struct log_line){.status = 503, .failure = failure.what});
        server_arena_return(b.server, b.intake);
        return NULL;
    }
    link->beginning = b.made;
    link_await_head(link);
    return b.made;
}

static void exchange_log(const struct exchange *x)
{
    const bool failed = x->failure.what[0] != 0;
    if (x->status == 0 || (x->server->quiet && !failed))
        return;
    const struct log_line line = {
        .id = x->id,
        .method = x->method,
        .path = x->head.path.ptr ? x->head.path : T("?"),
        .status = x->status,
        .microseconds = x->microseconds,
        .bytes = x->bytes_sent,
        .statements = x->statements,
        .failure = failed ? x->failure.what : NULL,
    };
    if (failed && x->failure.kind != FAILURE_BROKEN)
        storm_log(&x->server->storm, &line);
    else
        log_request(&line);
}

static void exchange_end(struct exchange *x)
{
    struct server *server = x->server;
    exchange_log(x);
    storm_tell(&server->storm, false);
    atomic_fetch_sub(&server->bodies, x->bodies_counted);
    server_arena_return(server, x->work);
    server_arena_return(server, x->intake); /* x itself goes */
}

static void on_connection(void *cls, struct MHD_Connection *connection, void **kept,
                          enum MHD_ConnectionNotificationCode code)
{
    struct server *server = cls;
    struct link *link = *kept;
    const union MHD_ConnectionInfo *info;
    switch (code) {
    case MHD_CONNECTION_NOTIFY_STARTED:
        info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *kept = info ? link_take(server, info->connect_fd) : NULL;
        return;
    case MHD_CONNECTION_NOTIFY_CLOSED:
        *kept = NULL;
        if (!link)
            return;
        if (link->beginning)
            exchange_end(link->beginning);
        link_return(server, link);
        return;
    }
}

/* The answer's last byte is sent, or never will be. */
static void on_completed(void *cls, struct MHD_Connection *connection, void **kept,
                         enum MHD_RequestTerminationCode code)
{
    (void)connection, (void)code;
    struct server *server = cls;
    struct exchange *x = *kept;
    if (!x)
        return;
    *kept = NULL;
    /* Of some heads that it refuses the library tells all the same. */
    if (x->link->beginning != x)
        atomic_fetch_sub(&server->under_way, 1);
    x->link->beginning = NULL;
    link_await_line(x->link);
    exchange_end(x);
}

/* ---- Its head ---- */

struct gathering {
    struct header *row;
    size_t count, room;
};

static enum MHD_Result header_gather(void *cls, enum MHD_ValueKind kind, const char *key,
                                     size_t key_size, const char *value, size_t value_size)
{
    (void)kind;
    struct gathering *g = cls;
    if (g->count == g->room)
        return MHD_NO;
    g->row[g->count++] =
        (struct header){.name = {.ptr = key, .len = key_size},
                        .value = {.ptr = value ? value : "", .len = value ? value_size : 0}};
    return MHD_YES;
}

static void head_gather(struct exchange *x, const char *method, const char *version)
{
    const int count = MHD_get_connection_values_n(x->connection, MHD_HEADER_KIND, NULL, NULL);
    struct gathering g = {.room = count > 0 ? (size_t)count : 0};
    g.row = arena_array(x->intake, struct header, g.room);
    MHD_get_connection_values_n(x->connection, MHD_HEADER_KIND, header_gather, &g);
    x->method = text_copy(x->intake, text_of(method));
    x->head = (struct head){.method = x->method,
                            .target = x->target,
                            .version = text_copy(x->intake, text_of(version)),
                            .header = g.row,
                            .count = g.count,
                            .only_here = x->server->only_here};
}

/*
 * Whether the head lies in the library's buffer as the pieces that it reports would: one line after
 * the other, each ended by CR LF, the last followed by an empty line. Before 1.0 the library cuts
 * at a NUL, takes a bare LF for a line's end, joins folded lines, and takes a line that begins with
 * a colon for the end of the head, which hides a second request in the first. All of these move
 * what follows. Since 1.0 it refuses them itself.
 */
static bool head_is_seamless(const struct exchange *x, const char *method, const char *version)
{
    if (!text_starts(text_of(MHD_get_version()), T("0.")))
        return true;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    const char *at = method + x->method.len + 1;
    if (!info || x->sent != at || version != x->sent + x->target.len + 1)
        return false;
    at = version + x->head.version.len + 2;
    for (size_t i = 0; i < x->head.count; i++) {
        const struct header *header = &x->head.header[i];
        if (header->name.ptr != at || header->value.ptr <= header->name.ptr + header->name.len)
            return false;
        at = header->value.ptr + header->value.len + 2;
    }
    return at + 2 == method + info->header_size;
}

static void proxy_believe(struct exchange *x)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (x->visit.post) /* only what changes something is counted */
        x->visit.address = address_of_peer(x->intake, info ? info->client_addr : NULL);
    if (!x->server->behind_proxy || !info || !peer_is_here(info->client_addr))
        return;
    const text sent_by =
        x->visit.post ? address_of_forwarded(x->intake, x->head.forwarded_for) : TEXT_ABSENT;
    if (sent_by.ptr)
        x->visit.address = sent_by;
    x->secure = text_eq_fold(x->head.forwarded_proto, T("https"));
    if (x->head.forwarded_host.ptr && host_is_sound(x->head.forwarded_host))
        x->visit.host = x->head.forwarded_host;
}

static size_t body_most(const struct route *route)
{
    if (!route || !route->form)
        return BODY_DEFAULT;
    if (route->form->max_body)
        return route->form->max_body;
    return route->form->multipart ? BODY_WITH_FILES : BODY_DEFAULT;
}

struct looking {
    struct exchange *x;
    bool refused;
};

static void look_who_sends(void *arg)
{
    struct looking *l = arg;
    l->refused = guard_refuses(&l->x->server->site, &l->x->visit, l->x->work);
}

/* Whether the body need not be read. A large one is worth a look at who sends it first. */
static bool nobody_reads(struct exchange *x)
{
    if (guard_ends_early(&x->visit))
        return true;
    if (x->head.body_size >= 0 && x->head.body_size <= BODY_DEFAULT)
        return false;
    if (x->body_most <= BODY_DEFAULT)
        return false;
    x->work = server_arena_take(x->server);
    struct looking looking = {.x = x};
    return !fail_try(look_who_sends, &looking, &x->failure) || looking.refused;
}

/* Judges the head. True: go on with the body. False: answered. */
static bool head_take(struct exchange *x, const char *method, const char *version, bool *queued)
{
    head_gather(x, method, version);
    const struct head_verdict verdict = head_check(&x->head);
    if (verdict.status || !head_is_seamless(x, method, version)) {
        *queued = exchange_refuse(x, verdict.status ? verdict.status : 400,
                                  verdict.why ? verdict.why : "its head is malformed");
        return false;
    }
    x->visit = (struct visit){
        .post = text_eq(x->method, T("POST")),
        .path = x->head.path,
        .query = x->head.query,
        .host = x->head.host,
        .cookie = x->head.cookie,
        .origin = x->head.origin,
        .fetch_site = x->head.fetch_site,
        .content_type = x->head.content_type,
        .agent = x->head.agent,
        .address = T("here"),
        .body = T(""),
        .request_id = x->id,
    };
    proxy_believe(x);
    x->asset = x->visit.post ? NULL : asset_find(x->visit.path);
    if (!x->asset)
        x->visit.match = router_find(x->server->site.router, x->visit.post, x->visit.path);
    x->body_most = body_most(x->visit.match.route);
    if (x->head.body_size > (int64_t)x->body_most)
        x->body_too_large = true;
    if (x->body_too_large || (x->visit.post && x->head.body_size != 0 && nobody_reads(x))) {
        *queued = x->failure.what[0] ? exchange_failed(x) : exchange_run(x);
        return false;
    }
    link_await_body(x->link, x->began.tv_sec, 0);
    return true;
}

/* ---- The library's calls ---- */

struct call {
    struct exchange *x;
    const char *method, *version, *piece;
    size_t *size;
    bool good; /* go on; else the connection is closed */
};

static void call_step(void *arg)
{
    struct call *call = arg;
    struct exchange *x = call->x;
    switch (x->stage) {
    case STAGE_HEAD:
        x->stage = STAGE_BODY;
        x->link->beginning = NULL; /* from here on the library tells when it is over */
        atomic_fetch_add(&x->server->under_way, 1);
        link_await_nothing(x->link);
        call->good = true;
        if (!head_take(x, call->method, call->version, &call->good))
            x->stage = STAGE_ANSWERED;
        return;
    case STAGE_BODY:
        if (*call->size > 0) {
            call->good = body_take(x, call->piece, *call->size);
            link_await_body(x->link, x->began.tv_sec, x->body.len + x->body_discarded);
            if (!call->good) /* for the log; nobody can be told */
                x->status = x->body_too_large ? 413 : 503;
            *call->size = 0;
            return;
        }
        x->stage = STAGE_ANSWERED;
        link_await_nothing(x->link);
        x->visit.body = body_whole(x);
        call->good = exchange_run(x);
        return;
    case STAGE_WORKING:
        x->stage = STAGE_ANSWERED;
        call->good = exchange_go_on(x);
        return;
    case STAGE_ANSWERED:
        call->good = *call->size > 0; /* the rest of a body that nobody wants */
        *call->size = 0;
        return;
    }
}

static enum MHD_Result on_access(void *cls, struct MHD_Connection *connection, const char *url,
                                 const char *method, const char *version, const char *piece,
                                 size_t *size, void **kept)
{
    (void)cls, (void)connection, (void)url;
    struct call call = {
        .x = *kept, .method = method, .version = version, .piece = piece, .size = size};
    struct failure failure;
    if (!call.x)
        return MHD_NO;
    if (fail_try(call_step, &call, &failure))
        return call.good ? MHD_YES : MHD_NO;
    call.x->failure = failure;
    call.x->status = failure.kind == FAILURE_BROKEN ? 500 : 503;
    return MHD_NO;
}

/* ---- Starting and stopping ---- */

/* As many files as the account may have: each connection is one. */
static void files_raise(void)
{
    struct rlimit files;
    const rlim_t wanted = MOST_CONNECTIONS + 1024;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= wanted)
        return;
    files.rlim_cur = files.rlim_max < wanted ? files.rlim_max : wanted;
    (void)setrlimit(RLIMIT_NOFILE, &files);
}

static unsigned connections_most(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur != RLIM_INFINITY &&
        files.rlim_cur < MOST_CONNECTIONS + 512)
        return files.rlim_cur > 768 ? (unsigned)files.rlim_cur - 512 : 256;
    return MOST_CONNECTIONS;
}

static unsigned threads_wanted(const struct server_options *options)
{
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    const unsigned threads =
        options->threads ? options->threads : 4 * (cores > 0 ? (unsigned)cores : 1);
    return threads > 256 ? 256 : threads;
}

static struct MHD_Daemon *daemon_start(struct server *server, const struct server_options *options,
                                       int fd, unsigned most)
{
    const unsigned threads = threads_wanted(options);
    const bool limited = !options->behind_proxy && !listens_here(fd);
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
        on_access, server, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_URI_LOG_CALLBACK, on_uri, server, MHD_OPTION_NOTIFY_COMPLETED, on_completed,
        server, MHD_OPTION_NOTIFY_CONNECTION, on_connection, server,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY, MHD_OPTION_CONNECTION_LIMIT,
        most, MHD_OPTION_PER_IP_CONNECTION_LIMIT, limited ? (unsigned)MOST_OF_ONE_ADDRESS : 0,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_THREAD_POOL_SIZE,
        threads > 1 ? threads : 0, MHD_OPTION_END);
}

struct server *server_start(struct arena *arena, struct app *app,
                            const struct server_options *options, text *say)
{
    if (sodium_init() < 0) {
        *say = T("libsodium does not start on this machine");
        return NULL;
    }
    struct server *server = arena_make(arena, struct server);
    server->site.app = app;
    server->site.router = router_new(arena, app->modules, say);
    if (!server->site.router)
        return NULL;
    server->behind_proxy = options->behind_proxy;
    server->quiet = options->quiet;
    server->patience = options->patience ? options->patience : PATIENCE_SECONDS;
    server->boot = randombytes_random();
    randombytes_buf(server->site.secret, sizeof server->site.secret);
    const struct listening listening = listen_open(arena, options->listen);
    if (listening.fd < 0) {
        *say = listening.say;
        return NULL;
    }
    const bool here = listens_here(listening.fd);
    if (app->demo && (!here || options->behind_proxy)) {
        close(listening.fd);
        *say = T("the demo lets anyone in with one click, so it listens only on this machine, and "
                 "not behind a proxy: use --listen 127.0.0.1:PORT");
        return NULL;
    }
    server->site.plain_cookie = options->plain_cookie && here;
    server->only_here =
        here && !options->behind_proxy && !text_starts(listening.address, T("unix:"));
    server->address = text_cstr(arena, listening.address);
    signal(SIGPIPE, SIG_IGN); /* a browser that left is no reason to stop */
    pthread_mutex_init(&server->mutex, NULL);
    storm_open(&server->storm);
    files_raise();
    const unsigned threads = threads_wanted(options), files = connections_most();
    const unsigned most = files < threads ? threads : files;
    const bool sweeping = links_start(arena, server, most);
    server->slow = sweeping ? slow_new(arena, 0, MOST_WAITING_FOR_WORK) : NULL;
    server->daemon = server->slow ? daemon_start(server, options, listening.fd, most) : NULL;
    if (!server->daemon) {
        if (server->slow)
            slow_stop(server->slow);
        if (sweeping)
            links_stop(server);
        close(listening.fd);
        storm_close(&server->storm);
        pthread_mutex_destroy(&server->mutex);
        *say = T("the server's threads do not start: see the limits of this account (ulimit)");
        return NULL;
    }
    return server;
}

bool server_keeps_sessions(const struct server *server)
{
    return server->behind_proxy || server->site.plain_cookie;
}

const char *server_address(const struct server *server)
{
    return server->address;
}

static void drain(struct server *server, int seconds)
{
    for (int i = 0; i < seconds * 100 && atomic_load(&server->under_way) > 0; i++)
        nanosleep(&(struct timespec){.tv_nsec = 10 * 1000 * 1000}, NULL);
}

void server_stop(struct server *server)
{
    atomic_store(&server->draining, true);
    const MHD_socket fd = MHD_quiesce_daemon(server->daemon);
    drain(server, DRAIN_SECONDS);
    /* The library stops only when no connection is suspended any more; who was is told to come
     * again. */
    slow_stop(server->slow);
    drain(server, 1);
    MHD_stop_daemon(server->daemon);
    links_stop(server);
    if (fd != MHD_INVALID_SOCKET)
        close(fd);
    while (server->spares > 0)
        arena_free(server->spare[--server->spares]);
    storm_tell(&server->storm, true);
    storm_close(&server->storm);
    pthread_mutex_destroy(&server->mutex);
    sodium_memzero(server->site.secret, sizeof server->site.secret);
}
