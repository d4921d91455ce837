/*
 * The one guard chain (law 5). The server hands over a request that is whole and sound; what comes
 * back is what to send. Knows nothing of sockets.
 */
#ifndef ENGINE_WEB_GUARD_H
#define ENGINE_WEB_GUARD_H

#include "engine/web/router.h"
#include "engine/web/server.h"

/* What outlives requests. */
struct site {
    struct app *app;
    const struct router *router;
    bool plain_cookie;
    unsigned char secret[32]; /* made at boot: signs strangers' forms, and notices */
};

struct visit {
    bool post;
    struct router_match match;
    text path, query;                                           /* raw, as asked */
    text host, cookie, origin, fetch_site, content_type, agent; /* absent where not sent */
    text address;                                               /* to count tries by: address.h */
    text body;
    text request_id;
};

struct reply {
    int status;
    text type, body;
    text location;       /* of a redirect, or absent */
    text allow;          /* of a 405, or absent */
    text file_name;      /* of a download, or absent */
    unsigned statements; /* run by the reader: a page runs a constant number */
    bool sandboxed;      /* route.h */
    text cookie[3];      /* whole Set-Cookie values, or absent */
    int64_t again_in;    /* of a 429 or 503, in seconds; else 0 */
    bool no_store;       /* else the browser asks again each time */
    bool for_ever;       /* it need never ask again */
    bool (*produce)(void *state, struct db *db,
                    struct text_builder *out); /* of a stream, or NULL */
    void *state;
    struct guard
        *slow; /* no answer yet: run guard_work somewhere slow, then guard_finish; or NULL */
};

/* Runs the chain; all that the reply holds lives in the arena. fail()s as handlers do: the arena's
 * reset then undoes what was begun. */
struct reply guard_run(const struct site *site, const struct visit *visit,
                       struct arena *arena) must_use;
/* The slow work of a request, without a database and without fail_try: the caller's. */
void guard_work(struct guard *slow);
/* The rest of the chain; as guard_run. */
struct reply guard_finish(struct guard *slow) must_use;
/* An error page. what: what to do next, or absent. */
struct reply guard_error(const struct site *site, const struct visit *visit, struct arena *arena,
                         int status, text what) must_use;
/* The page for a failure of the chain, once its arena was reset: 500, or 503 with when to try again
 * where it may pass by itself. Asks no database. */
struct reply guard_failed(const struct site *site, const struct visit *visit, struct arena *arena,
                          const struct failure *failure) must_use;
/* Whether the chain will end at "permission" whatever the body says: then nobody need read it. */
bool guard_ends_early(const struct visit *visit);
/* The same of the steps "session", "permission" and "record", which ask the database. */
bool guard_refuses(const struct site *site, const struct visit *visit,
                   struct arena *arena) must_use;

#endif
