/*
 * What an engine tells of a transaction's changes, and changes.c puts together: records, one for
 * each time that a row was added, changed or removed, in their order. SQLite's hook tells them as
 * they happen; PostgreSQL's triggers send them as notices, which come before the answer to what
 * made them.
 */
#ifndef ENGINE_DB_CAPTURE_H
#define ENGINE_DB_CAPTURE_H

#include "engine/db/changes.h"

enum {
    CAPTURE_MOST_RECORDS = 10000,        /* rows of one transaction */
    CAPTURE_MOST_BYTES = 8 * 1024 * 1024 /* of their values */
};

/* What the transaction under way has changed; in its arena. */
struct record;
struct capture {
    struct arena *arena;
    struct record *last;
    size_t records, bytes;
    bool bulk;       /* rows are counted, not kept */
    const char *act; /* of bulk work; NULL: it needs no entry */
    int64_t unrecorded;
    bool broken;
    char why[sizeof(struct failure)];
};

/* A value's content, copied; fail()s when all of them are more than the log keeps. */
bytes capture_copy(struct capture *capture, const void *from, size_t length);
/* Adds what became of one row, whose cells stand in the capture's arena. */
void capture_add(struct capture *capture, const struct db_change *change);
/* Notes why the commit has to be refused: nothing may be thrown where it was found. */
void capture_break(struct capture *capture, const char *why);
/* fail()s when something could not be noted. */
void capture_check(const struct capture *capture);

/* What came after it can be taken back, with a statement that was undone. */
struct record *capture_mark(const struct capture *capture);
void capture_back_to(struct capture *capture, struct record *mark);

#endif
