/*
 * The history of records, in words (law 9): what other modules may draw, and who may see what.
 */
#ifndef FUND_TRAIL_H
#define FUND_TRAIL_H

#include "engine/jobs/schedule.h"
#include "engine/web/route.h"

struct vault;

/* Who reads decides what is there to be read. Nobody is shown what a PROTECTED table holds. */
enum trail_reader {
    TRAIL_DIRECTOR, /* all the rest */
    TRAIL_STAFF,    /* but what is about people */
    TRAIL_SELF,     /* one's own history: what is about people is about oneself */
    TRAIL_PARTNER   /* a partner, of its own record and grants: none of the fund's own notes on
                       them, and no names of the fund's people */
};

/* One thing that an act did to a record. */
struct trail_line {
    enum trail_line_kind {
        TRAIL_CHANGED, /* what: from was to became */
        TRAIL_SET,     /* what: became; it was empty before */
        TRAIL_CLEARED, /* what: was; it is empty now */
        TRAIL_SECRET,  /* what; never which */
        TRAIL_ADDED,   /* what: a row that hangs on the record; became: all of it in words */
        TRAIL_REMOVED  /* the same, of one that is gone: was */
    } kind;
    text what, was, became;
};
struct trail_lines {
    const struct trail_line *row;
    size_t count;
};
struct trail_shown {
    int64_t id;
    instant at;
    text who;           /* "You", a name, "Command line"; absent: not for this reader */
    text did;           /* "Changed the grant" */
    text because;       /* the reason that was given, or absent */
    text record;        /* the name of what it was done to, or absent */
    text href;          /* where that is, or absent */
    bool known;         /* its kind has pages and a number that people may know */
    bool self;          /* done by whom it was done to: signing in */
    text kind;          /* "Grant" */
    int64_t number;     /* its id; 0: on no one record */
    int64_t unrecorded; /* rows of bulk work */
    struct trail_lines lines;
};
struct trail_list {
    const struct trail_shown *row;
    size_t count;
    text next, previous; /* cursors, or absent */
    bool cut;            /* there was more in these entries than is shown */
};

/* A page of a record's history. kind: "grant", "partner", "programme", "funder", "partnership",
 * "person". at: a cursor, or absent; limit 0: as many as a page has. */
struct trail_list trail_of_record(const struct request *rq, struct db *db, text kind,
                                  int64_t record, enum trail_reader reader, text at, size_t limit);

extern const struct routes trail_routes;
extern const struct schedule trail_schedule; /* daily.c */

#endif
