/*
 * What a transaction changed (law 9), seen by the database itself (SQLite's hook, a trigger of
 * each table on PostgreSQL), so that no statement can forget to say it.
 *
 * Whoever watches a database (engine/audit) is asked just before each commit and told just after
 * it, with the writer's turn still held. Only tables that the audit log keeps are seen. A
 * transaction that changes more than the log can hold fail()s, unless it said that its values go
 * unrecorded.
 */
#ifndef ENGINE_DB_CHANGES_H
#define ENGINE_DB_CHANGES_H

#include "engine/db/db.h"
#include "engine/db/tables.h"

struct db_value {
    enum { DB_ABSENT, DB_NUMBER, DB_DECIMAL, DB_STRING, DB_RAW } kind;
    int64_t number;
    double real;
    bytes content; /* of a string or raw bytes */
};

struct db_cell {
    const struct db_column *column;
    struct db_value was, became;
};

enum db_change_kind { DB_CHANGED, DB_ADDED, DB_REMOVED };
/* One row, from before the transaction to its end: steps between are not seen. */
struct db_change {
    const struct db_table *table;
    int64_t row;
    enum db_change_kind kind;
    int64_t subject; /* whose key seals it; 0: the initiative's */
    const struct db_cell *cell;
    size_t count;
    size_t order; /* of the first change of the row, as db_changes_so_far() counts */
};
struct db_changes {
    const struct db_change *row;
    size_t count;
    int64_t unrecorded; /* rows of bulk work */
};

struct db_watch {
    void *arg;
    /* Before the commit, inside the transaction; may fail(), and then nothing is committed. */
    void (*before)(void *arg, struct db_write *write);
    /* After it, with the writer's turn held. Must not fail(). */
    void (*after)(void *arg, struct db_write *write);
};
/* Once, before any other thread uses the database. */
void db_watch_set(struct database *database, const struct db_watch *watch);
/* Whether anybody watches: without, nothing is captured. */
bool db_watched(struct db_write *write);

/* What was changed so far, each row once, in the order of first changes. */
struct db_changes db_changes_of(struct db_write *write) must_use;

/* How many changes there were so far: what is counted up to here came before what follows. */
size_t db_changes_so_far(struct db_write *write);

/* From now on this transaction's changes are counted, not kept. act: what it does, such as
 * "demo.make", for the log when nothing else says it. NULL: it needs no entry of its own, because
 * nobody sees what it does until another act, which has one: an import's publishing. */
void db_changes_unrecorded(struct db_write *write, const char *act);
const char *db_changes_act(const struct db_write *write);

/* A place where the watcher keeps what it knows of this transaction; starts as NULL. */
void **db_watch_note(struct db_write *write);

#endif
