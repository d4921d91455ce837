/*
 * The audit log (law 9): every change, who made it, and what it was before.
 *
 * What changed is seen by the database (engine/db/changes.h); who did what is said here, by the
 * guard chain for requests, by commands and jobs for themselves. As the transaction commits, both
 * become an entry: its values sealed with the key of whom they are about, hashed over the entry
 * before it, and signed. The newest signed entry also stands in FILE-audit-head, outside the
 * database, written after the commit and so never ahead of it: entries cut off the end, and an
 * older copy put in the database's place, do not agree with it.
 */
#ifndef ENGINE_AUDIT_AUDIT_H
#define ENGINE_AUDIT_AUDIT_H

#include "engine/vault/vault.h"

struct audit;

enum audit_expects {
    AUDIT_SIGNED_HEAD, /* the head is this log's, or the database is new */
    AUDIT_RESTORED,    /* a backup stands in the database's place: an entry says so, and the head
                          is signed anew */
    AUDIT_KEYS_BACK    /* keys were put back: the same, where the head is not this log's */
};
/* From now on what is written to the database is in its log. NULL: *say tells what is wrong between
 * the log and its head, and what to do. */
struct audit *audit_open(struct arena *arena, struct database *database, const struct vault *vault,
                         enum audit_expects expects, text *say) must_use;

struct audit_act {
    text act;        /* as routes name theirs, such as "grant.change" */
    opt_int account; /* who did it; absent: the command line or a job */
    text kind;       /* what the record is: "grant"; absent: the act's word before the dot */
    opt_int record;
    text request; /* as in the server's log; "command" off the web */
};
/* This transaction did that: what it changed since the act before, and after the last act, is that
 * act's. */
void audit_act_add(struct db_write *write, const struct audit_act *act);
/* For commands and jobs. record: an id, or 0 when the act is on no one record. */
void audit_add(struct db_write *write, const char *act, int64_t record);

/* ---- The log as a whole ---- */

/* What tells this log, as it is, from every other: its newest entry, in words. */
text audit_mark(struct db *db);

/* What asks, between two steps of a long walk, whether to leave off. NULL for none: it goes on to
 * the end. */
struct audit_leave {
    bool (*asked)(void *arg);
    void *arg;
    bool left; /* set: it left off, and what was not reached was not looked at, or not written */
};

/* Walks the log and its head. One line per finding in *says; true when there is none that is wrong
 * in what was looked at. vault NULL: signatures cannot be looked at, and that is said. */
bool audit_verify(struct arena *arena, struct database *database, const struct vault *vault,
                  struct audit_leave *leave, struct texts *says) must_use;

/* Writes a signed file, folder/2024-10-18.jsonl, for each day before `before` that has entries and
 * no file yet; the folder is made. *written counts them; no day is written in part. False: say. */
bool audit_export_daily(struct arena *arena, struct database *database, const struct vault *vault,
                        const char *folder, day before, struct audit_leave *leave, size_t *written,
                        text *say) must_use;
/* The folder of the daily export: FILE-audit. */
const char *audit_folder(struct arena *arena, const struct database *database);

/* ---- Values, for who shows a history ---- */

/* A value as the log keeps it. ABSENT: nothing was there, or it is a secret. FORGOTTEN: its key was
 * destroyed. */
struct audit_value {
    enum audit_value_kind {
        AUDIT_ABSENT,
        AUDIT_FORGOTTEN,
        AUDIT_NUMBER,
        AUDIT_REAL,
        AUDIT_TEXT,
        AUDIT_BYTES
    } kind;
    int64_t number;
    double real;
    text words;
};
/* was: the value before, else the one after. */
struct audit_value audit_value_open(const struct vault *vault, struct arena *arena,
                                    const struct vault_wrapped *key, bool was, bytes sealed);

#endif
