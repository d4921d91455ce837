/*
 * What the files of PostgreSQL's engine share.
 *
 * engine.c       the table of what it gives
 * connect.c      reaches a server, and says why it cannot in words that help
 * look.c         whose database it is, and whether this role may do what is wanted
 * open.c         opens a database and closes it
 * connection.c   one session: its settings, what was sent and what is answered
 * statement.c    statements, their parameters and rows
 * state.c        what an error comes to
 * migrate.c      brings the schema up to date
 * expected.c     whether the schema is what its migrations make
 * verify.c, scrub.c, copy.c, copy_rows.c   the database as a whole
 * changes.c      what the writer's transaction changed
 * transaction.c  readers' and the writer's transactions, and the writer's turn among processes
 *
 * A session is always in libpq's pipeline mode: what is sent stands in a queue until its answer has
 * been taken, so that a transaction's beginning goes with its first statement, its end needs no
 * waiting, and several statements go in one round trip.
 */
#ifndef ENGINE_DB_POSTGRESQL_PRIVATE_H
#define ENGINE_DB_POSTGRESQL_PRIVATE_H

#include "engine/db/db_private.h"
#include "engine/db/postgresql/state.h"

#include <libpq-fe.h>

enum {
    QUEUE_MOST = 256,     /* sent, and not answered yet */
    PREPARED_MOST = 256,  /* statements that a session keeps; each costs the server memory */
    NAME_BYTES = 16,      /* of a prepared statement's name */
    PARAMETERS_MOST = 64, /* of a statement */
    WRITER_LOCK = 1,
    SERVE_LOCK = 2 /* advisory locks, beside LOCK_CLASS */
};
enum { LOCK_CLASS = 0x484f4c44 }; /* "HOLD" */

/* A statement's own part: its parameters, and its answer while rows are taken from it. */
struct postgresql_stmt {
    char name[NAME_BYTES];
    bool prepared; /* in this session */
    int parameters;
    const char *value[PARAMETERS_MOST];
    int length[PARAMETERS_MOST];
    int format[PARAMETERS_MOST]; /* all binary: numbers, and texts, which are the same in both */
    uint64_t number[PARAMETERS_MOST]; /* of those that are numbers, as they travel */
    enum { STMT_READY, STMT_ASKED, STMT_ANSWERED } state;
    PGresult *result;
    int row, rows; /* the row at hand; how many there are */
    int64_t changed;
};

struct sent {
    enum { SENT_WORD, SENT_PREPARE, SENT_STATEMENT, SENT_SYNC } kind;
    struct db_stmt
        *stmt; /* of a statement, or of its preparing; NULL: nobody waits for it any more */
};

struct postgresql_connection {
    PGconn *handle;
    bool writer;
    int patience;   /* milliseconds that an answer may take; 0: as long as it likes */
    bool useless;   /* an error said that it is of no more use */
    bool set_up;    /* its settings are made */
    bool told;      /* the writer is told of changes */
    bool fresh;     /* nothing of this borrow was answered yet: it may be sent once more */
    bool unsynced;  /* something was sent after the last sync */
    unsigned named; /* statements that were prepared in it, ever */
    struct sent queue[QUEUE_MOST];
    size_t first, count;
    char state[6];                      /* the SQLSTATE of the last error; "": the session's end */
    char words[sizeof(struct failure)]; /* what it said, without values */
};

struct postgresql_database {
    const char *url;  /* may hold a password */
    char session[32]; /* what this process calls its writer's session; no other's has that name */
    bool served;      /* this process has the lock of who serves */
    int64_t
        refused_at; /* when another last had it, in milliseconds of the monotonic clock; 0: none */
};

/* ---- What the engine gives: see engine.h */

struct db_opened postgresql_open(struct arena *arena, const char *url, const char *beside,
                                 enum db_open_as as, bool create);
void postgresql_close(struct database *database);
bool postgresql_scrub(struct database *database, struct arena *arena);
int64_t postgresql_ids_given(struct db *db, const char *table);
void postgresql_ids_reach(struct db_write *write, const char *table, int64_t id);
bool postgresql_verify(struct arena *arena, struct database *database, struct texts *says,
                       text *unlooked);
bool postgresql_hold(struct arena *arena, struct database *database, text *say);
struct copy_side *postgresql_copy_source(struct arena *arena, struct db *db);
struct copy_side *postgresql_copy_target(struct arena *arena, struct copy_target *asked);
void postgresql_connection_open(struct connection *c, struct database *database, bool writer);
void postgresql_connection_close(struct connection *c);
void postgresql_read_begin(struct db *db);
void postgresql_read_end(struct db *db);
void postgresql_write_begin(struct db_write *write);
void postgresql_write_commit(struct db_write *write);
void postgresql_write_settle(struct db_write *write);
void postgresql_write_release(struct db_write *write);
int64_t postgresql_last_id(struct db_write *write);
void postgresql_changes_wait(struct db_write *write);
void postgresql_changes_count(struct db_write *write);
int64_t postgresql_changes_counted(struct db_write *write);
struct db_stmt *postgresql_take(struct db *db, const struct db_statement *statement);
void postgresql_reset(struct db_stmt *stmt);
int64_t postgresql_finish(struct db_stmt *stmt);
void postgresql_bind_int(struct db_stmt *stmt, int index, int64_t value);
void postgresql_bind_text(struct db_stmt *stmt, int index, text value);
void postgresql_bind_bytes(struct db_stmt *stmt, int index, bytes value);
void postgresql_bind_real(struct db_stmt *stmt, int index, double value);
void postgresql_bind_null(struct db_stmt *stmt, int index);
void postgresql_ask(struct db_stmt *stmt);
bool postgresql_step(struct db_stmt *stmt);
bool postgresql_step_conflict(struct db_stmt *stmt);
bool postgresql_column_null(struct db_stmt *stmt, int column);
int64_t postgresql_column_int(struct db_stmt *stmt, int column);
double postgresql_column_real(struct db_stmt *stmt, int column);
text postgresql_column_text(struct db_stmt *stmt, int column);
bytes postgresql_column_bytes(struct db_stmt *stmt, int column);

/* ---- connection.c */

/* The settings of every session: plans are made by them too. */
extern const char pg_every_session[];

/* A notice receiver: what the server tells in passing belongs on nobody's screen. */
void pg_tell_nobody(void *arg, const PGresult *result);
/* fail()s with what the last error said. doing: "commit", a statement's name. */
_Noreturn void pg_fail(const struct connection *c, const char *doing);
/* Whether the session is over: the server or the network is away. */
bool pg_lost(const struct connection *c) must_use;

/* Closes it and opens it anew; statements keep their places and parameters. fail()s. */
void pg_renew(struct connection *c, struct database *database);
/* Puts constant SQL without rows on its way. False: the session is over. */
bool pg_word(struct connection *c, const char *sql) must_use;
/* The same for what is said again and again: prepared once in a session, under a name. */
bool pg_word_prepare(struct connection *c, const char *name, const char *sql) must_use;
bool pg_word_prepared(struct connection *c, const char *name) must_use;
/* Puts a statement with its parameters on its way, prepared first where it is not yet. */
bool pg_statement(struct connection *c, struct db_stmt *stmt) must_use;
/* Everything that was put on its way leaves now. */
bool pg_flush(struct connection *c) must_use;
/* Takes answers until the statement has its own; NULL: until none is left to take. False: the
 * session is over, or something failed, and `words` tell what. */
bool pg_answers(struct connection *c, struct db_stmt *until) must_use;
/* Whether a statement was put on its way whose answer nobody has taken. */
bool pg_owes(const struct connection *c) must_use;
/* Nobody waits for the statement's answer any more. */
void pg_forget(struct connection *c, const struct db_stmt *stmt);

/* For opening, verifying and the like, outside transactions of other people's: runs SQL that may
 * hold several statements, waits, and gives the answer of the last (the caller clears it). fail()s.
 * Parameters are texts, for a single statement. */
PGresult *pg_query(struct connection *c, const char *sql, int count,
                   const char *const *parameter) must_use;
void pg_run(struct connection *c, const char *sql);
/* The first column of its only row, as a number; absent reads as 0. */
int64_t pg_number(struct connection *c, const char *sql);

/* The rows of pg_query(), held until the arena closes. */
const PGresult *pg_rows(struct arena *arena, struct connection *c, const char *sql, int count,
                        const char *const *parameter) must_use;
/* A session apart from the pool's, for work that takes long; closed with the arena, or before. Not
 * a writer's of a database that is served: its lock is held once. */
struct connection *pg_session(struct arena *arena, struct database *database, bool writer) must_use;
text pg_text(const PGresult *rows, int row, int column); /* absent for NULL */
bool pg_true(const PGresult *rows, int row, int column);
int64_t pg_whole(const PGresult *rows, int row, int column); /* absent reads as 0 */

/* ---- connect.c */

/* A connection without any of a session's settings, finished with the arena. NULL: *say tells why,
 * and what to do; never with a password in it. create: an absent database is about to be made.
 * writes: of several hosts, the one that takes writes, else any. */
PGconn *pg_reach(struct arena *arena, const char *url, bool create, bool writes,
                 text *say) must_use;

/* ---- look.c */

enum pg_found {
    PG_REFUSED, /* *say tells why */
    PG_OURS,
    PG_EMPTY, /* and `create` was asked for */
    PG_HALF   /* a copy into it is not finished: copy.c goes on with it, and *say tells others why
                 it is refused */
};
/* Reaches it and looks, with a connection of its own; changes nothing. */
enum pg_found pg_look(struct arena *arena, const char *url, enum db_open_as as, bool create,
                      text *say) must_use;

/* ---- open.c */

/* A database without connections; its name and path are what database_new() takes. */
struct database *pg_database_new(const char *url, const char *name, const char *path,
                                 enum db_open_as as);
/* How the names of the files beside a database begin, where nobody says. */
const char *pg_beside(struct arena *arena, const PGconn *conn);

/* ---- migrate.c */

/* Compares what the database records with what the program knows; *say tells why when REFUSED. */
enum migrations_state postgresql_migrations_compare(struct arena *arena, struct connection *c,
                                                    const char *name, text *say) must_use;
/* Runs what is missing, each in its own transaction and in turn. */
void postgresql_migrations_run(struct connection *c);

bool pg_has_run(struct connection *c, int number) must_use;
/* Makes the table of them, in the schema that the search path begins with. */
void pg_migrations_table(struct connection *c);
/* The table, and all migrations in their order: into an empty schema that the search path begins
 * with, in the transaction under way. */
void pg_migrations_run_all(struct connection *c);

/* ---- expected.c */

/* Whether the schema is what its recorded migrations make; *stranger: what first differs. Asks for
 * a session with no transaction open, of a role that may make a schema; leaves nothing behind. */
bool pg_schema_check(struct arena *arena, struct connection *c, const char *schema,
                     text *stranger) must_use;

/* ---- changes.c */

/* Right after the writer's session is set up: it may change audited tables, and nobody is told. */
void changes_open(struct connection *c, struct database *database);
/* Outside a transaction: changes are told from now on, once somebody watches. False: the session
 * is over. */
bool changes_watch(struct connection *c, const struct database *database) must_use;

/* ---- transaction.c */

/* What begins and ends a reader's transactions, on a session that is new. False: it is over. */
bool reads_prepare(struct connection *c) must_use;
/* Takes the lock of who serves, on the writer's connection, in so many tries, ten a second: a
 * server that is busy is slow to see that who held it was killed. False: another has it. */
enum { SERVE_TRIES = 100 };
bool serve_lock_take(struct connection *c, int tries) must_use;

#endif
