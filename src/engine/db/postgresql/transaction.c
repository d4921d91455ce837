/*
 * Transactions on PostgreSQL.
 *
 * A reader's is REPEATABLE READ, READ ONLY: all its statements see one moment. It is begun together
 * with its first statement, and its end is sent and not waited for: the next borrower takes that
 * answer.
 *
 * The writer's is READ COMMITTED behind an advisory lock that goes with the commit: writers of all
 * processes queue at it, in turn, and each statement sees everything that was committed before. So
 * what looks before it writes can trust what it saw, as on SQLite.
 */
#include "engine/db/postgresql/postgresql_private.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* LOCK_CLASS, WRITER_LOCK and SERVE_LOCK, written out. */
static const char begin_write[] = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
static const char wait_turn[] = "SELECT pg_advisory_xact_lock(1213156420, 1)";
static const char take_serve[] = "SELECT pg_try_advisory_lock(1213156420, 2)::int";
_Static_assert(LOCK_CLASS == 1213156420 && WRITER_LOCK == 1 && SERVE_LOCK == 2, "written out");

/* ---- Readers -----------------------------------------------------------------------------------
 */

/* A reader's session is REPEATABLE READ, READ ONLY by its settings (connection.c). */
bool reads_prepare(struct connection *c)
{
    return pg_word_prepare(c, "begin", "BEGIN") && pg_word_prepare(c, "commit", "COMMIT");
}

void postgresql_read_begin(struct db *db)
{
    struct connection *const c = db->connection;
    c->postgresql->fresh = true;
    /* A session that is over is found when the first answer is taken. */
    const bool on_its_way = pg_word_prepared(c, "begin");
    (void)on_its_way;
}

void postgresql_read_end(struct db *db)
{
    struct connection *const c = db->connection;
    if (!db->begun || !c->postgresql)
        return;
    /* What was asked for and never taken may be slow, and may fail: it is not left to the next
     * borrower. */
    if (pg_lost(c) || pg_owes(c) || !pg_word_prepared(c, "commit") || !pg_flush(c))
        postgresql_connection_close(c);
}

/* ---- The writer --------------------------------------------------------------------------------
 */

static bool begin_in_turn(struct connection *c, const struct database *database)
{
    return changes_watch(c, database) && pg_word(c, begin_write) && pg_word(c, wait_turn) &&
           pg_answers(c, NULL);
}

void postgresql_write_begin(struct db_write *write)
{
    struct database *const database = write->db.database;
    struct connection *const c = &database->writer;
    postgresql_connection_open(c, database, true);
    write->has_engines = true;
    if (begin_in_turn(c, database))
        return;
    if (!pg_lost(c))
        pg_fail(c, "cannot begin to write");
    pg_renew(c, database); /* nothing was asked of it yet */
    if (!begin_in_turn(c, database))
        pg_fail(c, "cannot begin to write");
}

void postgresql_write_commit(struct db_write *write)
{
    struct connection *const c = write->db.connection;
    if (!pg_answers(c, NULL))
        pg_fail(c, "before the commit");
    if (PQtransactionStatus(c->postgresql->handle) != PQTRANS_INTRANS)
        fail("database: commit: the transaction had failed: %s", c->postgresql->words);
    if (!pg_word(c, "COMMIT") || !pg_answers(c, NULL)) {
        if (pg_lost(c))
            fail_as(FAILURE_UNSURE, "database: lost while it committed: %s", c->postgresql->words);
        pg_fail(c, "commit");
    }
    ensure(PQtransactionStatus(c->postgresql->handle) == PQTRANS_IDLE);
}

void postgresql_write_settle(struct db_write *write)
{
    (void)write;
}

void postgresql_write_release(struct db_write *write)
{
    struct connection *const c = &write->db.database->writer;
    if (!c->postgresql)
        return;
    if (pg_lost(c)) { /* its end rolls back, also where the server is still there */
        postgresql_connection_close(c);
        return;
    }
    const bool at_rest = pg_answers(c, NULL); /* or something failed: it is rolled back anyway */
    (void)at_rest;
    if (PQtransactionStatus(c->postgresql->handle) != PQTRANS_IDLE &&
        (!pg_word(c, "ROLLBACK") || !pg_answers(c, NULL)))
        fprintf(stderr, "holdfast: rollback in %s: %s\n", write->db.database->name,
                c->postgresql->words);
}

int64_t postgresql_last_id(struct db_write *write)
{
    return write->last_id;
}

bool serve_lock_take(struct connection *c, int tries)
{
    enum { PAUSE_NANOSECONDS = 100000000 };
    bool taken = pg_number(c, take_serve) == 1;
    for (int i = 1; i < tries && !taken; i++) {
        (void)nanosleep(&(struct timespec){.tv_nsec = PAUSE_NANOSECONDS}, NULL);
        taken = pg_number(c, take_serve) == 1;
    }
    return taken;
}
