/*
 * What server.c (requests come in), server_body.c (their bodies), server_answer.c (answers go
 * out) and server_links.c (the connections that all use) share.
 */
#ifndef ENGINE_WEB_SERVER_PRIVATE_H
#define ENGINE_WEB_SERVER_PRIVATE_H

#include "engine/web/asset.h"
#include "engine/web/guard.h"
#include "engine/web/head.h"
#include "engine/web/spool.h"
#include "engine/web/slow.h"
#include "engine/web/storm.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

struct MHD_Connection;
struct MHD_Daemon;

enum { SPARE_ARENAS = 128 };

/* One connection. */
struct link {
    struct server *server;
    int fd;                     /* -1: free */
    atomic_int_fast64_t until;  /* when what it waits for must be there; 0: waits for nothing */
    struct exchange *beginning; /* its request line is read, its head not yet whole */
    struct link *next_free;
};

struct server {
    struct MHD_Daemon *daemon;
    struct slow *slow;
    struct site site;
    bool behind_proxy, quiet;
    bool only_here; /* only browsers on this machine reach it, under names of this machine */
    unsigned patience;
    const char *address;
    uint32_t boot; /* begins each request's id, so that ids of two runs differ */
    atomic_uint_fast64_t requests;
    atomic_uint_fast64_t under_way;
    atomic_size_t bodies; /* bytes of bodies held at this moment */
    atomic_bool draining;
    struct storm storm;    /* of failures that come by the thousand while a database is away */
    pthread_mutex_t mutex; /* of all below */
    struct link *link, *free_link;
    size_t links;
    pthread_t sweeper;
    pthread_cond_t wake;
    bool stopping;
    struct arena *spare[SPARE_ARENAS];
    size_t spares;
};

/*
 * One request. It lives in its intake arena with head and body; what answers it works in a second
 * arena, so that a failure can give all that back (rolling back, returning connections) before the
 * error page is made. Both go when the answer's last byte is sent.
 */
struct exchange {
    struct server *server;
    struct arena *intake, *work;
    struct MHD_Connection *connection;
    struct link *link;
    enum { STAGE_HEAD, STAGE_BODY, STAGE_WORKING, STAGE_ANSWERED } stage;
    struct guard *slow; /* while working, and until it is finished */
    struct slow_task task;
    enum { WORK_DONE, WORK_REFUSED, WORK_FAILED } worked;
    const char *sent; /* the target where the library holds it */
    text target, id, method;
    struct timespec began;
    struct head head;
    struct visit visit;
    const struct asset *asset;
    bool secure;              /* came over TLS, says a proxy that we trust */
    struct text_builder body; /* its len counts what is in the spool too */
    struct spool *spool;      /* of a large one; else NULL */
    size_t body_most, bodies_counted;
    bool body_too_large;
    size_t body_discarded; /* of one too large */
    bool sandboxed;        /* the answer is a document by itself */
    /* For the log. */
    int status;
    int64_t microseconds;
    size_t bytes_sent;
    unsigned statements;
    struct failure failure; /* .what is empty: none */
};

struct arena *server_arena_take(struct server *server);
void server_arena_return(struct server *server, struct arena *arena);

bool links_start(struct arena *arena, struct server *server, size_t most) must_use;
void links_stop(struct server *server);
struct link *link_take(struct server *server, int fd); /* NULL: all are in use */
void link_return(struct server *server, struct link *link);
/* What the connection must have sent before long. */
void link_await_line(struct link *link);
void link_await_head(struct link *link);
void link_await_body(struct link *link, int64_t began, size_t received);
void link_await_nothing(struct link *link);

/* Takes a piece. False: stop reading this connection. */
bool body_take(struct exchange *x, const char *piece, size_t size) must_use;
text body_whole(struct exchange *x);

/* Each queues an answer; true unless the library refuses it, and then the connection is to be
 * closed. */
bool exchange_run(struct exchange *x) must_use;    /* asset or guard chain; or it is working now */
bool exchange_go_on(struct exchange *x) must_use;  /* after the work */
bool exchange_failed(struct exchange *x) must_use; /* says what x->failure comes to */
bool exchange_refuse(struct exchange *x, int status,
                     const char *why) must_use; /* plain words, then close */

#endif
