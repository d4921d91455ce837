/*
 * One session: how it is reached and set up, what was sent and what is answered.
 *
 * A session is used by one thread at a time. Answers come in the order of what was sent, so what
 * was sent is kept in a queue. After an error the server skips what follows up to the next sync,
 * and the transaction can only be rolled back; what is said first is what is told.
 *
 * What an error says of values (its detail, its context) is never told or logged: it may be what
 * people typed.
 */
#include "engine/db/postgresql/postgresql_private.h"

#include "engine/db/away.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    CONNECTION_MEMORY = 64 << 20,
    READER_PATIENCE = 15000, /* milliseconds; more than the server's own timeouts below */
    WRITER_PATIENCE = 40000,
    SERVE_AGAIN_TRIES = 10, /* a second, in which a server sees that the session before is gone */
    REFUSED_FOR = 5000      /* milliseconds */
};

static int64_t milliseconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- Errors ------------------------------------------------------------------------------------
 */

static void note_lost(struct postgresql_connection *p)
{
    const char *const words = PQerrorMessage(p->handle);
    p->state[0] = 0;
    snprintf(p->words, sizeof p->words, "%.*s", (int)strcspn(words, "\n"), words);
}

/* 25P02: refused because something in the transaction had failed. */
#define STATE_FAILED_BEFORE "25P02"

static void note_error(struct postgresql_connection *p, const PGresult *result)
{
    const char *const state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *const words = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (!state) {
        note_lost(p);
        return;
    }
    if (strcmp(state, STATE_FAILED_BEFORE) == 0 && p->state[0])
        return; /* what failed first is what is told */
    snprintf(p->state, sizeof p->state, "%s", state);
    p->useless = p->useless || state_means(state).renew;
    /* Class 22 names the value that did not fit, and that may be what someone wrote. */
    const bool quotes = strncmp(state, "22", 2) == 0;
    snprintf(p->words, sizeof p->words, "%s: %.400s", state,
             quotes  ? "a value did not fit; the server's log says which"
             : words ? words
                     : "?");
}

/* What it was that failed last. */
static enum failure_kind pg_kind(const struct connection *c)
{
    const struct state_meaning meaning = state_means(c->postgresql->state);
    return meaning.kind == FAILURE_BROKEN && pg_lost(c) ? FAILURE_AWAY : meaning.kind;
}

_Noreturn void pg_fail(const struct connection *c, const char *doing)
{
    fail_as(pg_kind(c), "database: %s: %s", doing, c->postgresql->words);
}

bool pg_lost(const struct connection *c)
{
    return c->postgresql->useless || PQstatus(c->postgresql->handle) != CONNECTION_OK;
}

/* ---- Sending -----------------------------------------------------------------------------------
 */

static bool sent(struct connection *c, int done, int kind, struct db_stmt *stmt)
{
    struct postgresql_connection *const p = c->postgresql;
    if (!done) {
        note_lost(p);
        return false;
    }
    ensure(p->count < QUEUE_MOST);
    p->queue[(p->first + p->count++) % QUEUE_MOST] = (struct sent){.kind = kind, .stmt = stmt};
    p->unsynced = kind != SENT_SYNC;
    return true;
}

/* Room for what one statement puts into the queue, and its sync. */
static bool make_room(struct connection *c)
{
    enum { ROOM = 8 };
    return c->postgresql->count + ROOM < QUEUE_MOST || pg_answers(c, NULL);
}

bool pg_word(struct connection *c, const char *sql)
{
    return make_room(c) &&
           sent(c, PQsendQueryParams(c->postgresql->handle, sql, 0, NULL, NULL, NULL, NULL, 1),
                SENT_WORD, NULL);
}

bool pg_word_prepare(struct connection *c, const char *name, const char *sql)
{
    return make_room(c) &&
           sent(c, PQsendPrepare(c->postgresql->handle, name, sql, 0, NULL), SENT_WORD, NULL);
}

bool pg_word_prepared(struct connection *c, const char *name)
{
    return make_room(c) &&
           sent(c, PQsendQueryPrepared(c->postgresql->handle, name, 0, NULL, NULL, NULL, 1),
                SENT_WORD, NULL);
}

static bool send_prepare(struct connection *c, struct db_stmt *stmt)
{
    struct postgresql_stmt *const own = stmt->postgresql;
    /* A name of its own: the one before may still be there, if its DEALLOCATE was skipped after an
     * error. */
    snprintf(own->name, sizeof own->name, "s%u", c->postgresql->named++);
    if (!sent(c,
              PQsendPrepare(c->postgresql->handle, own->name, stmt->statement->postgresql, 0, NULL),
              SENT_PREPARE, stmt))
        return false;
    own->prepared = true;
    c->prepared++;
    return true;
}

/* Between, statements are planned for the values that they have; force_generic_plan would hold for
 * statements without a name too. */
static const char values_known[] = "SET plan_cache_mode = force_custom_plan";
static const char values_open[] = "SET plan_cache_mode = force_generic_plan";

bool pg_statement(struct connection *c, struct db_stmt *stmt)
{
    struct postgresql_stmt *const own = stmt->postgresql;
    own->state = STMT_ASKED;
    const bool each = stmt->statement->plan_each;
    return make_room(c) && (own->prepared || send_prepare(c, stmt)) &&
           (!each || pg_word(c, values_known)) &&
           sent(c,
                PQsendQueryPrepared(c->postgresql->handle, own->name, own->parameters, own->value,
                                    own->length, own->format, 1),
                SENT_STATEMENT, stmt) &&
           (!each || pg_word(c, values_open));
}

bool pg_flush(struct connection *c)
{
    struct postgresql_connection *const p = c->postgresql;
    if (!p->unsynced)
        return true;
    if (!sent(c, PQpipelineSync(p->handle), SENT_SYNC, NULL))
        return false;
    if (PQflush(p->handle) == 0)
        return true;
    note_lost(p);
    return false;
}

/* ---- Answers -----------------------------------------------------------------------------------
 */

/* Keeps a statement's answer, or lets it go when nobody waits for it. */
static void give(struct db_stmt *stmt, PGresult *result)
{
    if (!stmt) {
        PQclear(result);
        return;
    }
    struct postgresql_stmt *const own = stmt->postgresql;
    own->result = result;
    own->state = STMT_ANSWERED;
    own->row = -1;
    own->rows = PQntuples(result);
    own->changed = strtoll(PQcmdTuples(result), NULL, 10);
}

/* libpq's next result, waited for as long as the session's patience lasts. A server whose processes
 * or disk stand still keeps its connections, and would hold every thread that asks. */
static PGresult *next_result(struct postgresql_connection *p)
{
    const int64_t until = milliseconds() + p->patience;
    while (PQisBusy(p->handle)) {
        const int64_t left = p->patience ? until - milliseconds() : -1;
        struct pollfd at = {.fd = PQsocket(p->handle), .events = POLLIN};
        if (p->patience && left <= 0) {
            p->useless = true;
            p->state[0] = 0;
            snprintf(p->words, sizeof p->words, "no answer for %d seconds", p->patience / 1000);
            return NULL;
        }
        if (poll(&at, 1, (int)left) > 0 && !PQconsumeInput(p->handle))
            break;
    }
    return PQgetResult(p->handle);
}

/* The answer of the oldest that was sent. */
static bool take_one(struct connection *c)
{
    struct postgresql_connection *const p = c->postgresql;
    const struct sent one = p->queue[p->first];
    PGresult *const result = next_result(p);
    if (!result) {
        if (!p->useless)
            note_lost(p);
        return false;
    }
    p->first = (p->first + 1) % QUEUE_MOST;
    p->count--;
    const ExecStatusType status = PQresultStatus(result);
    if (one.kind == SENT_SYNC) {
        PQclear(result);
        if (status == PGRES_PIPELINE_SYNC)
            return true;
        note_lost(p);
        return false;
    }
    const bool good = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
    if (status == PGRES_FATAL_ERROR)
        note_error(p, result);
    if (good && one.kind == SENT_STATEMENT)
        give(one.stmt, result);
    else
        PQclear(result);
    if (good && one.kind == SENT_STATEMENT)
        p->fresh = false;
    if (!good && one.kind == SENT_PREPARE &&
        one.stmt->postgresql->prepared) { /* or skipped, after another's error */
        one.stmt->postgresql->prepared = false;
        c->prepared--;
    }
    PGresult *const end = next_result(p); /* each is followed by nothing */
    PQclear(end);
    return good && !end;
}

bool pg_answers(struct connection *c, struct db_stmt *until)
{
    struct postgresql_connection *const p = c->postgresql;
    if (!pg_flush(c))
        return false;
    bool good = true;
    while (p->count > 0 && !pg_lost(c) && (!until || until->postgresql->state == STMT_ASKED)) {
        const bool taken = take_one(c);
        if (!taken && good) {
            /* What comes after an error was skipped: up to the sync there is nothing to wait for.
             */
            good = false;
            until = NULL;
        }
    }
    return good && !pg_lost(c);
}

void pg_forget(struct connection *c, const struct db_stmt *stmt)
{
    struct postgresql_connection *const p = c->postgresql;
    for (size_t i = 0; i < p->count; i++) {
        struct sent *const one = &p->queue[(p->first + i) % QUEUE_MOST];
        if (one->kind == SENT_STATEMENT && one->stmt == stmt)
            one->stmt = NULL;
    }
}

bool pg_owes(const struct connection *c)
{
    const struct postgresql_connection *const p = c->postgresql;
    for (size_t i = 0; i < p->count; i++)
        if (p->queue[(p->first + i) % QUEUE_MOST].kind == SENT_STATEMENT)
            return true;
    return false;
}

/* ---- Outside the pipeline ----------------------------------------------------------------------
 */

/* Of what was sent, when it was. */
static PGresult *last_result(struct postgresql_connection *p, int sent)
{
    PGresult *last = NULL, *next;
    while (sent && (next = next_result(p)) != NULL) {
        PQclear(last);
        last = next;
    }
    return last;
}

PGresult *pg_query(struct connection *c, const char *sql, int count, const char *const *parameter)
{
    struct postgresql_connection *const p = c->postgresql;
    if (!pg_answers(c, NULL) || PQexitPipelineMode(p->handle) != 1)
        pg_fail(c, "the session is not at rest");
    PGresult *const result = last_result(
        p, count > 0 ? PQsendQueryParams(p->handle, sql, count, NULL, parameter, NULL, NULL, 0)
                     : PQsendQuery(p->handle, sql));
    const ExecStatusType status = PQresultStatus(result);
    const bool good = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
    if (!good && result)
        note_error(p, result);
    if (!good && !result && !p->useless)
        note_lost(p);
    if (!good)
        PQclear(result);
    if (PQenterPipelineMode(p->handle) != 1 && good) {
        PQclear(result);
        note_lost(p);
        pg_fail(c, "the session");
    }
    if (!good)
        fail_as(pg_kind(c), "database: %s (in %.60s)", p->words, sql);
    return result;
}

void pg_run(struct connection *c, const char *sql)
{
    PQclear(pg_query(c, sql, 0, NULL));
}

int64_t pg_number(struct connection *c, const char *sql)
{
    PGresult *const result = pg_query(c, sql, 0, NULL);
    const bool has_row = PQntuples(result) == 1 && PQnfields(result) > 0;
    const int64_t number = has_row ? strtoll(PQgetvalue(result, 0, 0), NULL, 10) : 0;
    PQclear(result);
    if (!has_row)
        fail("database: no row (in %.60s)", sql);
    return number;
}

static void result_clear(void *result)
{
    PQclear(*(PGresult **)result);
}

const PGresult *pg_rows(struct arena *arena, struct connection *c, const char *sql, int count,
                        const char *const *parameter)
{
    /* Its place first: an arena that is full would leave the rows behind. */
    PGresult **const place = arena_make(arena, PGresult *);
    arena_on_close(arena, result_clear, place);
    *place = pg_query(c, sql, count, parameter);
    return *place;
}

text pg_text(const PGresult *rows, int row, int column)
{
    if (PQgetisnull(rows, row, column))
        return TEXT_ABSENT;
    return (text){.ptr = PQgetvalue(rows, row, column),
                  .len = (size_t)PQgetlength(rows, row, column)};
}

bool pg_true(const PGresult *rows, int row, int column)
{
    return text_eq(pg_text(rows, row, column), T("t"));
}

int64_t pg_whole(const PGresult *rows, int row, int column)
{
    return strtoll(PQgetvalue(rows, row, column), NULL, 10);
}

/* ---- Opening -----------------------------------------------------------------------------------
 */

/* search_path: temporary tables last, so that none stands before ours. */
const char pg_every_session[] =
    "SET search_path = holdfast, pg_temp; SET client_encoding = 'UTF8'; SET TimeZone = 'UTC';"
    "SET DateStyle = 'ISO'; SET bytea_output = 'hex'; SET extra_float_digits = 1;"
    "SET standard_conforming_strings = on; SET jit = off;"
    "SET plan_cache_mode = force_generic_plan; SET max_parallel_workers_per_gather = 0;"
    /* What a page needs is in memory: reading counts for less beside the work on rows. */
    "SET seq_page_cost = 0.4; SET random_page_cost = 0.44;"
    "SET enable_seqscan = off;" /* one plan is kept for all values: never one that hopes for a first
                                   match soon, and reads all where there is none */
    "SET idle_in_transaction_session_timeout = '5min'; SET synchronous_commit = on;";
/* The server lets go of a client that has vanished, and of what it had locked. */
static const char writer_too[] =
    "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 3; SET tcp_keepalives_count = 3;"
    "SET tcp_user_timeout = '15s';";
static const char reader_too[] = "SET default_transaction_read_only = on;"
                                 "SET default_transaction_isolation = 'repeatable read';";
static const char serving_reader[] = "SET statement_timeout = '10s';";
static const char serving_writer[] = "SET statement_timeout = '30s'; SET lock_timeout = '20s';";

void pg_tell_nobody(void *arg, const PGresult *result)
{
    (void)arg, (void)result;
}

/* libpq gives no SQLSTATE of a connection that it could not open, but puts it among its words when
 * it is asked to be verbose, and it cannot be asked before the first try. Of a server that answers
 * with a refusal the second costs nothing. */
static void note_refusal(struct postgresql_connection *p)
{
    if (!strstr(PQerrorMessage(p->handle), "FATAL"))
        return;
    PQsetErrorVerbosity(p->handle, PQERRORS_VERBOSE);
    PQreset(p->handle);
    PQsetErrorVerbosity(p->handle, PQERRORS_DEFAULT);
    if (!state_in_words(PQerrorMessage(p->handle), p->state))
        p->state[0] = 0;
}

static bool is_connected(const struct postgresql_connection *p)
{
    return PQstatus(p->handle) == CONNECTION_OK;
}

/* keepalives and tcp_user_timeout: a server that has vanished without a word is given up in some
 * 15 seconds, also while its answer is waited for. What the URL says goes before all of these. */
static void connect_to(struct connection *c, const struct database *database)
{
    static const char *const keys[] = {
        "connect_timeout",      "keepalives_idle",  "keepalives_interval",
        "keepalives_count",     "tcp_user_timeout", "fallback_application_name",
        "target_session_attrs", "dbname",           NULL};
    struct postgresql_connection *const p = c->postgresql;
    /* Who serves reads there too where it writes: on a standby that lags, what was just saved would
     * not be there, and someone who signed out would still be let in. */
    const bool writes = database->as == DB_SERVE || (p->writer && database->as != DB_READ);
    const char *const values[] = {"3",
                                  "5",
                                  "3",
                                  "3",
                                  "15000",
                                  "holdfast",
                                  writes ? "read-write" : "any",
                                  database->postgresql->url,
                                  NULL};
    if (database->away)
        away_enter(database->away);
    p->handle = PQconnectdbParams(keys, values, 1);
    PQsetNoticeReceiver(p->handle, pg_tell_nobody, NULL);
    if (!is_connected(p)) {
        note_lost(p);
        note_refusal(p);
    }
    /* A server that is full is there: those who are in are served. */
    c->full = !is_connected(p) && strcmp(p->state, STATE_FULL) == 0;
    if (database->away)
        away_tried(database->away, is_connected(p) || c->full, p->words);
    if (c->full)
        fail_as(FAILURE_AWAY, "database: %s takes no more connections", database->name);
    if (is_connected(p) && PQenterPipelineMode(p->handle) == 1)
        return;
    fail_as(FAILURE_AWAY, "database: %s cannot be reached: %s", database->name, p->words);
}

/* The writer's last session may live on in the server when the network was cut under it, and hold
 * the turn, or the lock of who serves, for as long as that takes to be noticed. It is ours: it is
 * ended. So is then decided, before anything is written again, what became of its last commit. */
static void end_last_session(struct connection *c, const struct database *database)
{
    const char *const name[] = {database->postgresql->session};
    PQclear(pg_query(c,
                     "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                     "WHERE application_name = $1::text AND usename = current_user "
                     "AND pid <> pg_backend_pid()",
                     1, name));
    PQclear(pg_query(c, "SELECT set_config('application_name', $1::text, false)", 1, name));
}

/*
 * Takes the lock again that was lost with the session. All who want to write wait behind whoever
 * tries, so that they are told at once for a while where another Holdfast has it.
 */
static void serve_again(struct connection *c, struct database *database)
{
    struct postgresql_database *const own = database->postgresql;
    const int64_t now = milliseconds();
    const bool told = own->refused_at > 0 && now - own->refused_at < REFUSED_FOR;
    if (!told && serve_lock_take(c, SERVE_AGAIN_TRIES)) {
        own->refused_at = 0;
        return;
    }
    if (!told)
        own->refused_at = milliseconds();
    fail_as(FAILURE_AWAY, "database: %s is served by another Holdfast now", database->name);
}

static const char are_triggers_on[] =
    "SELECT (current_setting('session_replication_role') = 'origin')::int";

static void set_up(struct connection *c, struct database *database)
{
    if (database->as == DB_SERVE)
        c->postgresql->patience = c->postgresql->writer ? WRITER_PATIENCE : READER_PATIENCE;
    pg_run(c, pg_every_session);
    if (!c->postgresql->writer)
        pg_run(c, reader_too);
    if (!c->postgresql->writer && !reads_prepare(c))
        pg_fail(c, "cannot prepare to read");
    if (database->as == DB_SERVE)
        pg_run(c, c->postgresql->writer ? serving_writer : serving_reader);
    if (c->postgresql->writer) {
        pg_run(c, writer_too);
        if (pg_number(c, are_triggers_on) != 1)
            fail("database: session_replication_role keeps triggers silent for this role, so that "
                 "the audit log would see nothing. Set it to origin");
        end_last_session(c, database);
        changes_open(c, database);
    }
    if (c->postgresql->writer && database->postgresql->served)
        serve_again(c, database);
    c->postgresql->set_up = true;
}

void pg_renew(struct connection *c, struct database *database)
{
    struct postgresql_connection *const p = c->postgresql;
    PQfinish(p->handle);
    *p = (struct postgresql_connection){.writer = p->writer};
    for (size_t i = 0; i < db_registry_count + SPARE_STATEMENTS; i++)
        if (c->cache[i] && c->cache[i]->postgresql)
            c->cache[i]->postgresql->prepared = false;
    c->prepared = 0;
    connect_to(c, database);
    set_up(c, database);
}

void postgresql_connection_open(struct connection *c, struct database *database, bool writer)
{
    if (!c->arena)
        c->arena = arena_new(CONNECTION_MEMORY);
    if (!c->cache)
        c->cache = arena_array(c->arena, struct db_stmt *, db_registry_count + SPARE_STATEMENTS);
    if (!c->postgresql) {
        c->postgresql = arena_make(c->arena, struct postgresql_connection);
        *c->postgresql = (struct postgresql_connection){.writer = writer};
    }
    if (!c->postgresql->set_up || pg_lost(c))
        pg_renew(c, database);
}

void postgresql_connection_close(struct connection *c)
{
    for (size_t i = 0; c->cache && i < db_registry_count + SPARE_STATEMENTS; i++)
        if (c->cache[i] && c->cache[i]->postgresql)
            PQclear(c->cache[i]->postgresql->result);
    if (c->postgresql)
        PQfinish(c->postgresql->handle);
    arena_free(c->arena);
    /* All but `borrowed`, which is the pool's. */
    c->arena = NULL;
    c->cache = NULL;
    c->postgresql = NULL;
    c->prepared = 0;
}

static void session_close(void *c)
{
    postgresql_connection_close(c);
}

struct connection *pg_session(struct arena *arena, struct database *database, bool writer)
{
    struct connection *const c = arena_make(arena, struct connection);
    arena_on_close(arena, session_close, c);
    postgresql_connection_open(c, database, writer);
    pg_run(c, "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0");
    c->postgresql->patience = 0; /* keepalives still tell that a server has vanished */
    return c;
}
