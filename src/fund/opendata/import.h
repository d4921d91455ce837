/*
 * The job of an import, in pieces: read and stage (stage.c), write and publish (write.c), undo and
 * tidy (tidy.c); import.c puts them together for the command line, actions.c for the web.
 *
 * Private to fund/opendata.
 */
#ifndef FUND_OPENDATA_IMPORT_H
#define FUND_OPENDATA_IMPORT_H

#include "fund/opendata/opendata.h"
#include "fund/opendata/rules.h"
#include "opendata_queries.h"

/* Who is told how far it is, and who may stop it. */
struct import_watch {
    void (*progress)(void *arg, enum import_step step, int64_t done, int64_t of); /* NULL: nobody */
    void *progress_arg;
    bool (*stopping)(const void *arg); /* NULL: never; when true the job fail()s, and
                                          import_tidy_all tidies later */
    const void *stopping_arg;
    const char *act; /* what publishing is called in the audit log; NULL: a request stands there */
};
void watch_tell(const struct import_watch *watch, enum import_step step, int64_t done, int64_t of);

/* The right to import: one holder at a time over all processes, by a lock file beside the database.
 * NULL: someone else has it. It ends with the arena, if not before. */
struct import_lock *import_lock(struct arena *arena, struct database *database) must_use;
void import_unlock(struct import_lock *lock);

/* A run of short write transactions, each committed before the writer was held for 50 ms. */
struct batch {
    struct database *database;
    struct arena *arena; /* reset with each transaction */
    struct db_write *write;
    int64_t began; /* nanoseconds; only when write is set */
    int64_t spend; /* nanoseconds to write before the next commit */
};
struct batch *batch_new(struct arena *arena, struct database *database);
struct db_write *batch_write(struct batch *batch); /* begins one when none is open */
/* The time is up: commit before anything else. */
bool batch_due(const struct batch *batch) must_use;
/* Commits when the time is up. True: it did, and everything in batch->arena is gone. */
bool batch_breathe(struct batch *batch);
void batch_commit(struct batch *batch);

/* Reads the file of a waiting import, fingerprints, checks and stages it; leaves the import ready
 * or refused. True: ready. */
bool import_stage(struct arena *arena, struct database *database, import_id import, int fd,
                  const struct import_watch *watch) must_use;

/* The partner of this file that a party is, by any of its numbers. NULL: not staged. */
const struct import_partner_row *import_party_find(struct db *db, import_id import,
                                                   const struct draft_party *party) must_use;
/* Finds or adds it; findings get what is odd. place: for sentences. */
void import_party_stage(struct db_write *write, import_id import, const struct draft_party *party,
                        const struct import_problem *place, struct findings *findings);

/* Writes what is staged, hidden, and publishes it in one step. False: the import is not ready. */
bool import_write(struct arena *arena, struct database *database, import_id import,
                  const struct import_watch *watch) must_use;

/* Hides a published or ready import; removing it follows, and there is no way back. False: *say
 * tells what depends on it, or that there is nothing to undo. */
bool import_undo(struct arena *arena, struct db_write *write, import_id import, text *say) must_use;
/* Removes the staged rows of an import, and unless it is published its records, in short steps. */
void import_tidy(struct arena *arena, struct database *database, import_id import,
                 const struct import_watch *watch);
/* Refuses an import that will not go on from that state, and tidies it. */
void import_cut_off(struct arena *arena, struct database *database, import_id import,
                    enum import_state was, const struct import_watch *watch);
#define NO_IMPORT import_id_of(0)
/* Every import that was cut off, but the one under way (NO_IMPORT: none is), and what others left;
 * the caller holds the lock. One that cannot be tidied is told of in the log and hinders none of
 * the others. */
void import_tidy_all(struct arena *arena, struct database *database, import_id under_way,
                     const struct import_watch *watch);
/* The same at a server's start: imports up to `newest` that wait for a server which is gone will
 * never begin. */
void import_sweep(struct arena *arena, struct database *database, import_id newest,
                  const struct import_watch *watch);

/* What was wrong with files that were refused a month ago: it may quote them. Any time. */
void import_forget_problems(struct arena *arena, struct database *database,
                            const struct import_watch *watch);

/* "Grants sheet, row 12, column Amount Awarded", or empty for the file as a whole. */
text import_problem_where(struct arena *arena, const struct import_problem *problem);

#endif
