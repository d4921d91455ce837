/*
 * What the files of SQLite's engine share.
 *
 * engine.c      the table of what it gives
 * open.c        opens a file, decides whether it is ours, closes it
 * connection.c  one sqlite3 handle with its pragmas and statement cache
 * write.c       the lock file, transactions, checkpoints
 * statement.c   statements, their parameters and rows
 * changes.c     what each transaction changed
 * scrub.c       takes out what was deleted, for good
 * migrate.c     brings the schema up to date
 * expected.c    whether a file's schema is what its migrations make
 * backup.c, restore.c, verify.c, copy.c  the file as a whole
 */
#ifndef ENGINE_DB_SQLITE_PRIVATE_H
#define ENGINE_DB_SQLITE_PRIVATE_H

#include "engine/db/db_private.h"

/* Debian's library has the hook; its header shows it only to those who say so. */
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include <sqlite3.h>

enum {
    APPLICATION_ID = 0x484f4c44, /* "HOLD", in the file's header */
    BUSY_MILLISECONDS = 5000
};

/* ---- What the engine gives: see engine.h */

struct db_opened sqlite_open(struct arena *arena, const char *path, const char *beside,
                             enum db_open_as as, bool create);
void sqlite_close(struct database *database);
bool sqlite_scrub(struct database *database, struct arena *arena);
int64_t sqlite_ids_given(struct db *db, const char *table);
bool sqlite_backup(struct arena *arena, struct database *database, const char *to,
                   void (*progress)(int64_t done, int64_t of), text *say);
bool sqlite_restore(struct arena *arena, const char *from, const char *to, const char *beside,
                    bool (*agrees)(void *arg, struct db *backup, text *say), void *arg, text *say);
bool sqlite_hold(struct arena *arena, struct database *database, text *say);
struct copy_side *sqlite_copy_source(struct arena *arena, struct db *db);
struct copy_side *sqlite_copy_target(struct arena *arena, struct copy_target *asked);
bool sqlite_verify(struct arena *arena, struct database *database, struct texts *says,
                   text *unlooked);
void sqlite_read_begin(struct db *db);
void sqlite_read_end(struct db *db);
void sqlite_write_begin(struct db_write *write);
void sqlite_write_commit(struct db_write *write);
void sqlite_write_settle(struct db_write *write);
void sqlite_write_release(struct db_write *write);
int64_t sqlite_last_id(struct db_write *write);
struct db_stmt *sqlite_take(struct db *db, const struct db_statement *statement);
void sqlite_reset(struct db_stmt *stmt);
int64_t sqlite_finish(struct db_stmt *stmt);
void sqlite_bind_int(struct db_stmt *stmt, int index, int64_t value);
void sqlite_bind_text(struct db_stmt *stmt, int index, text value);
void sqlite_bind_bytes(struct db_stmt *stmt, int index, bytes value);
void sqlite_bind_real(struct db_stmt *stmt, int index, double value);
void sqlite_bind_null(struct db_stmt *stmt, int index);
void sqlite_ask(struct db_stmt *stmt);
bool sqlite_step(struct db_stmt *stmt);
bool sqlite_step_conflict(struct db_stmt *stmt);
bool sqlite_column_null(struct db_stmt *stmt, int column);
int64_t sqlite_column_int(struct db_stmt *stmt, int column);
double sqlite_column_real(struct db_stmt *stmt, int column);
text sqlite_column_text(struct db_stmt *stmt, int column);
bytes sqlite_column_bytes(struct db_stmt *stmt, int column);

/* ---- connection.c */

/* The library itself, once a process. */
void sqlite_prepare_library(void);
/* Finishes what is not there yet of a connection; fail()s. */
void connection_open(struct connection *c, struct database *database, bool writer);
void connection_close(struct connection *c);
/* The message of SQLite's last error on the connection; "" where there is none. */
/* What SQLite's last error on the connection comes to. */
enum failure_kind connection_kind(const struct connection *c);
const char *connection_words(const struct connection *c);
/* Runs constant SQL without parameters or rows; fail()s. */
void connection_run(struct connection *c, const char *sql);
/* The first column of the first row of constant SQL; fail()s when there is none. */
int64_t connection_number(struct connection *c, const char *sql);
/* Begins one of the few statements of engine/db itself, one at a time; fail()s. What a failure
 * leaves running ends with the borrow. */
sqlite3_stmt *connection_query(struct connection *c, const char *sql) must_use;
void connection_query_end(struct connection *c);
/* Prepares, for the connection's life; fail()s. */
sqlite3_stmt *connection_prepare(struct connection *c, const char *sql) must_use;
/* Steps a transaction's own statement: begin, commit or rollback. SQLite's result code. */
int connection_step_once(sqlite3_stmt *stmt);

/* ---- write.c: the lock file */

enum lock_part {
    LOCK_WRITER, /* held around a transaction and its checkpoint */
    LOCK_OPEN,   /* shared by everybody who has the database open; restore wants it alone */
    LOCK_SERVE,  /* held by the one who serves it */
    LOCK_NEXT    /* held while waiting for LOCK_WRITER: whoever has just written queues behind */
};
/* The descriptor, or -1 with errno. */
int lock_open(struct arena *arena, const char *path, bool create);
/* kind is F_RDLCK, F_WRLCK or F_UNLCK. False: taken by another (only when not waiting), or errno
 * says. */
bool lock_take(int lock, enum lock_part part, int kind, bool wait);

/* Turn within the process, then the lock file, without a transaction: for opening and closing. */
void writer_enter(struct database *database);
void writer_leave(struct database *database);
/* Moves the WAL into the file. The writer's holder only. */
void writer_checkpoint(struct database *database, int mode);

/* ---- changes.c */

/* SQLite's hook before a row changes; arg is the database. */
void note_change(void *arg, sqlite3 *handle, int operation, const char *schema, const char *name,
                 sqlite3_int64 was_row, sqlite3_int64 row);

/* ---- migrate.c */

/* Compares what the file records with what the program knows; *say tells why when REFUSED. */
enum migrations_state migrations_compare(struct arena *arena, struct connection *c,
                                         const char *path, text *say) must_use;
/* Runs what is missing, each in its own transaction. The writer's holder only; fail()s. */
void migrations_run(struct connection *c);
/* Runs, in an empty database, those that the other one records. */
void migrations_run_like(struct connection *c, struct connection *like);

/* ---- expected.c */

/* Whether the file's schema is what its recorded migrations make; *stranger: what first differs. */
bool schema_check(struct arena *arena, struct connection *c, text *stranger) must_use;

/* ---- verify.c */

/* Appends a line for each fault SQLite finds; true when there is none. */
bool integrity_check(struct connection *c, struct findings *findings);

/* Empties, on a handle whose triggers are off, what a backup does not keep; false: SQLite says. */
bool fleeting_empty(sqlite3 *handle) must_use;

#endif
