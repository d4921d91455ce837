/*
 * The server: libmicrohttpd behind one small face, so that it can be replaced.
 */
#ifndef ENGINE_WEB_SERVER_H
#define ENGINE_WEB_SERVER_H

#include "engine/web/route.h"

struct jobs;       /* engine/jobs/jobs.h */
struct schedule;   /* engine/jobs/schedule.h */
struct mail_hours; /* engine/mail/hours.h */
struct smtp;       /* engine/mail/smtp.h */

/* What the application gives the engine. All pointers outlive the server. */
struct vault;
struct app {
    struct database *database;
    const struct vault *vault; /* what is sealed is opened with it; NULL: nothing is */
    struct jobs *jobs; /* work behind the pages; NULL: none is done, and what needs it is refused */
    const struct routes *const *modules; /* NULL-terminated */
    text initiative; /* its name as the program began, where show is NULL and on pages of errors
                        that end before a database is asked; elsewhere it may have another by now */
    bool demo; /* law 10: read from the database's own mark; then only this machine is let in */
    struct signin
        *signin; /* what signing in keeps in memory: fund/signin/signin.h; NULL: nothing */
    /* Finds whose session this is, by caller->token_hash, the BLAKE2b-256 of its token; false: no
     * such session, or ended. */
    bool (*viewer_find)(struct app *app, struct db *db, const struct caller *caller, instant now,
                        struct viewer *viewer);
    /* Puts into the view what the application shows on every page: its name, its look. One
     * statement. asked: what show_ask() gave for the same handle; NULL: show asks by itself. NULL:
     * the name above. */
    void (*show)(struct db *db, const void *asked, struct view *view);
    /* Asks for it, so that what is asked before show() comes with it. NULL: show asks by itself. */
    const void *(*show_ask)(struct db *db);
    /* Pages for errors: 403, 404, 405, 409, 413, 422, 429, 500, 503. what: a sentence that says
     * what to do next. */
    void (*error_page)(struct html *out, int status, text what);

    text url; /* how people reach it from outside, without a last "/": for links in mails */
    const struct schedule *const *schedules; /* what the clock starts; NULL-terminated, or NULL */
    struct jobs *rounds;                     /* the thread on which it starts them, or NULL */
    /* The thread that sends mails; NULL: they wait for the next server. */
    struct jobs *post;
    /* Where they go; NULL: nowhere, they wait. */
    const struct smtp *smtp;
    /* Sets the hours and days on which people may be written to, when they are not the usual ones.
     * NULL: 8:00 to 19:00, Monday to Friday. */
    void (*mail_hours)(struct db *db, struct mail_hours *hours);
    /* Who reads the answers to mails; absent texts: whoever the sender's address belongs to. NULL:
     * so for all. */
    void (*mail_reply)(struct db *db, text *name, text *address);
};

struct server_options {
    const char *listen; /* "127.0.0.1:8080", "[::1]:8080", ":8080" (all), "unix:/path" */
    unsigned threads;   /* 0: 4 x cores */
    unsigned patience;  /* seconds for a head to come whole; 0: 15. A body has twice that, and more
                           while it goes on */
    bool behind_proxy;  /* trust X-Forwarded-Proto/For/Host from loopback or unix peers */
    bool quiet;         /* no request log (bench) */
    bool plain_cookie;  /* no Secure flag, where it listens on this machine alone */
};

struct server;
/* NULL when refused; *say tells why and what to do ("port 8080 is in use: stop the other program or
 * use --listen"). */
struct server *server_start(struct arena *arena, struct app *app,
                            const struct server_options *options, text *say) must_use;
/* Whether a browser keeps the session: on this machine, or over HTTPS behind a proxy. */
bool server_keeps_sessions(const struct server *server) must_use;
const char *server_address(const struct server *server); /* "http://127.0.0.1:8080" */
void server_stop(struct server *server);                 /* drains */

/* Static assets: embedded by the build, hashed names, compressed ahead. */
struct asset {
    const char *name; /* "app.css" */
    const char *path; /* "/assets/app.3f2a91c0.css" */
    const char *type;
    bytes plain, gzip, brotli; /* empty when not worth it */
};
extern const struct asset assets[];
extern const size_t asset_count;
/* The hashed path of an asset, for pages: {{ asset_path(T("app.css")) }}. fail()s on an unknown
 * name. */
text asset_path(text name);

#endif
