/*
 * Routes are data (law 5), and there is one guard chain.
 *
 * A row states method, path, who may come, whether this viewer may see this record, which form is
 * parsed, the name of the act in the audit log, and the handler. ROUTE_READ and ROUTE_WRITE take
 * every one of them as an argument, so a row without a permission does not compile; boot refuses
 * a row whose permission or audit name is empty.
 *
 * The chain: session → permission → record → once (CSRF, repeat) → form → handler → audit → commit
 * → answer. Foreign and absent records answer alike (404). A stranger on a page for people signed
 * in is sent to /sign-in.
 *
 * A slow row has two steps more, between form and handler: prepare, which reads what the work
 * needs, and work, such as hashing a password, which has no database and runs away from the threads
 * that make pages. When many wait for that already, the answer is 503.
 */
#ifndef ENGINE_WEB_ROUTE_H
#define ENGINE_WEB_ROUTE_H

#include "engine/db/db.h"
#include "engine/web/form.h"
#include "engine/web/view.h"

/* What a request says of whoever sent it, beside their session. */
struct caller {
    text address;     /* to count tries by (address.h); never stored */
    text agent;       /* the User-Agent header as sent, or absent */
    text device;      /* the value of the cookie DEVICE_COOKIE, or absent */
    bytes token_hash; /* of the session's token; .ptr NULL: none was sent */
};

struct request {
    struct arena *arena;
    struct html *out; /* pages are written here */
    struct view view;
    const struct route *route;
    struct database *database;
    int64_t id[2];              /* from the path's ":name" parts, in order */
    struct form_values *values; /* the parsed form, or NULL */
    struct app *app;
    struct caller caller;
    void *prepared; /* of a slow row: what prepare set and work filled in; else NULL */
};

/* A rule's refusal of what was typed, tied to a field (NULL: the form as a whole); then draw the
 * page and return answer_refused. */
void request_refuse(struct request *rq, const char *field, text say);
/* The same for a field of a row of a repeated group. */
void request_refuse_row(struct request *rq, const char *group, size_t row, const char *field,
                        text say);

/* What a handler answers; made only by the functions below. */
struct answer {
    enum answer_kind {
        ANSWER_PAGE,     /* what stands in rq->out; 200 */
        ANSWER_REFUSED,  /* what stands in rq->out, with the errors; 422; the write is undone */
        ANSWER_STALE,    /* rq->out shows both versions; 409; undone */
        ANSWER_REDIRECT, /* 303 */
        ANSWER_ABSENT,   /* 404 */
        ANSWER_STREAM,   /* a download, made piece by piece */
        ANSWER_BYTES     /* shown where it is used: a picture, a stylesheet; the same for ever */
    } kind;
    text location; /* or the download's file name */
    text type;
    text body;
    int64_t record; /* for the audit row */
    text notice;    /* shown once on the next page, or absent */
    /* Appends the next piece; returns false when that was the last. Each piece has a reader of its
     * own; memory of its arena lives until the piece after the next begins, so that a page's cursor
     * may be kept in state for one step. What must live longer is copied into the request's arena.
     */
    bool (*produce)(void *state, struct db *db, struct text_builder *out);
    void *state; /* in the request's arena */
    /* Set by sign-in: hex token; "" clears; NULL leaves. A form so answered may be sent again:
     * it must come to the same. */
    const char *session_cookie;
    bool passing;   /* bytes that hold for this moment only: no browser keeps them */
    bool sandboxed; /* a whole document by itself, such as a mail: nothing of this site is in it */
    const char *device_cookie; /* hex token by which this browser is known again; NULL leaves */
    int64_t again_in;          /* refused for so many seconds: 429; 0: not for that */
};
struct answer answer_page(struct request *rq) must_use;
struct answer answer_refused(struct request *rq) must_use;
/* Too many tries: 429. rq->out says so, and when to try again. */
struct answer answer_too_many(struct request *rq, int64_t again_in) must_use;
struct answer answer_stale(struct request *rq) must_use;
struct answer answer_absent(struct request *rq) must_use;
/* A document of its own, shown as it is: it may have rules within it, and neither scripts nor forms
 * nor anything that is loaded. */
struct answer answer_sandboxed(struct request *rq, text html) must_use;
/* After a write. location is a path of this site. record goes into the audit row; notice is shown
 * once on the next page. */
struct answer answer_redirect(struct request *rq, text location, int64_t record,
                              text notice) must_use;
/* text/csv as UTF-8 with BOM; produce writes whole rows through csv.h. */
struct answer answer_stream(struct request *rq, text type, text file_name,
                            bool (*produce)(void *, struct db *, struct text_builder *),
                            void *state) must_use;
/* For a program that asks: JSON that holds for this moment. */
struct answer answer_json(struct request *rq, text body) must_use;
/* Bytes that are the same for ever under their address, whoever asks: browsers keep them. */
struct answer answer_bytes(struct request *rq, text type, text body) must_use;

/* id: the first in the path. A second one hangs below it, and the handler looks that it does. Asked
 * before the form is read, and again inside the transaction of a write. */
typedef bool (*may_see_fn)(const struct viewer *viewer, struct db *db, int64_t id);
typedef struct answer (*read_fn)(struct request *rq, struct db *db, const void *form);
typedef struct answer (*write_fn)(struct request *rq, struct db_write *db, const void *form);
/* Called when a POST's form does not parse, with rq->values filled: must draw the same page again.
 * NULL for forms that cannot fail. */
typedef struct answer (*redraw_fn)(struct request *rq, struct db *db);

/* Sets rq->prepared, in the request's arena. False: there is no work; the handler goes on at once.
 */
typedef bool (*prepare_fn)(struct request *rq, struct db *db, const void *form);
/* Fills in what prepare set. The arena is the request's, and nobody else uses it meanwhile. */
typedef void (*work_fn)(struct arena *arena, void *prepared);

#define PERMIT_ANYONE UINT32_C(0x80000000) /* strangers too */
/* Whoever is signed in, also without any role: on the way to a second factor, or leaving. */
#define PERMIT_SIGNED_IN UINT32_C(0x40000000)

struct route {
    bool writes;        /* POST; else GET (HEAD comes with it) */
    const char *path;   /* "/grants/:grant/edit"; a ":name" part is a whole number > 0 */
    uint32_t permit;    /* roles, any of; PERMIT_SIGNED_IN; PERMIT_ANYONE */
    bool for_programs;  /* what asks is a program: errors are JSON too */
    may_see_fn may_see; /* required when the path has a record; MAY_SEE_NO_RECORD otherwise */
    const struct form_spec *form; /* NULL: none (a POST still has its once) */
    const char *audit;            /* "grant.change"; writes only */
    read_fn read;
    write_fn write;
    redraw_fn redraw;
    prepare_fn prepare; /* with work, of a slow row; else NULL */
    work_fn work;
};

#define MAY_SEE_NO_RECORD NULL
#define NO_FORM NULL
#define ROUTE_READ(path_, permit_, may_see_, form_, handler_)                                      \
    {                                                                                              \
        .writes = false, .path = (path_), .permit = (permit_), .may_see = (may_see_),              \
        .form = (form_), .read = (handler_)                                                        \
    }
/* A page without a record that programs ask for. */
#define ROUTE_PROGRAMS(path_, permit_, handler_)                                                   \
    {                                                                                              \
        .writes = false, .path = (path_), .permit = (permit_), .for_programs = true,               \
        .may_see = MAY_SEE_NO_RECORD, .read = (handler_)                                           \
    }
#define ROUTE_WRITE(path_, permit_, may_see_, form_, audit_, handler_, redraw_)                    \
    {                                                                                              \
        .writes = true, .path = (path_), .permit = (permit_), .may_see = (may_see_),               \
        .form = (form_), .audit = (audit_), .write = (handler_), .redraw = (redraw_)               \
    }
/* The same with its work: the database is asked by prepare before it, and by handler after it. */
#define ROUTE_SLOW(path_, permit_, may_see_, form_, audit_, prepare_, work_, handler_, redraw_)    \
    {                                                                                              \
        .writes = true, .path = (path_), .permit = (permit_), .may_see = (may_see_),               \
        .form = (form_), .audit = (audit_), .write = (handler_), .redraw = (redraw_),              \
        .prepare = (prepare_), .work = (work_)                                                     \
    }

/* One module's routes. */
struct routes {
    const struct route *row;
    size_t count;
};

#endif
