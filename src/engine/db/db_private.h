/*
 * What the files of engine/db share, and nobody else: connections, the pool, the writer's locks.
 *
 * open.c      opens a file, decides whether it is ours, closes it
 * connection.c  one sqlite3 handle with its pragmas and statement cache
 * pool.c      readers, borrowed for an arena's life
 * write.c     the one writer, in turn within the process and between processes
 * statement.c what generated code calls
 * changes.c   what each transaction changed, for the audit log
 * scrub.c     takes out what was deleted, for good
 * migrate.c   brings the schema up to date
 * expected.c  whether a file's schema is what its migrations make
 * cursor.c    places in sorted lists, as they travel in URLs
 * backup.c, restore.c, verify.c   the file as a whole
 */
#ifndef ENGINE_DB_DB_PRIVATE_H
#define ENGINE_DB_DB_PRIVATE_H

#include "engine/db/capture.h"
#include "engine/db/db.h"

/* Debian's library has the hook; its header shows it only to those who say so. */
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include <pthread.h>
#include <sqlite3.h>

enum {
    APPLICATION_ID = 0x484f4c44, /* "HOLD", in the file's header */
    MOST_READERS = 64,
    BUSY_MILLISECONDS = 5000,
    MOST_PREPARED = 512,  /* statements a connection keeps; a page has up to 4096 */
    SPARE_STATEMENTS = 64 /* cache places beyond the registry, for statements that tests define */
};

/* One statement of one connection: prepared at first use, kept, reset between uses. */
struct db_stmt {
    const struct db_statement *statement;
    sqlite3_stmt *handle; /* NULL: given back to make room */
    struct db *db;        /* who uses it now; NULL: nobody */
    struct db_stmt *next_in_use;
    uint64_t used_at; /* the connection's clock, to find the one longest unused */
};

/* Opened piece by piece, so that one which failed half-way is finished, or closed, later. */
struct connection {
    struct arena *arena; /* NULL: not opened yet */
    sqlite3 *handle;
    struct db_stmt **cache; /* by db_statement.index */
    uint64_t clock;
    unsigned prepared;
    sqlite3_stmt *begin, *commit, *rollback;
    sqlite3_stmt *query; /* engine/db's own, while it runs */
    bool borrowed;
};

struct db {
    struct database *database;
    struct arena *arena;
    struct connection *connection; /* NULL: the borrow has ended */
    struct db_stmt *in_use;        /* newest first */
    unsigned run;
    bool writes;
    bool begun; /* a transaction is open */
};

struct db_write {
    struct db db;
    bool has_turn, has_file; /* what is to be given back */
    struct capture capture;
    void *note; /* the watcher's */
};

struct database {
    struct arena *arena;
    const char *path;
    const char *uri; /* of a file that is read where it lies and nothing made beside it; or NULL */
    bool untrusted;  /* none of its own triggers and views run */
    enum db_open_as as;
    int lock; /* FILE-writer; -1: a reader could not have it */

    pthread_mutex_t mutex; /* over all below */
    pthread_cond_t freed;  /* a reader came back, or the turn passed on */
    struct connection readers[MOST_READERS];
    size_t used_readers;           /* those from here on were never opened */
    uint64_t next_ticket, serving; /* writers' queue */
    bool writing;                  /* serving's holder is at work, in thread `owner` */
    pthread_t owner;
    struct connection writer;
    int wal_pages;           /* of the last commit; the writer's holder alone looks */
    struct capture *capture; /* of the write under way, when somebody watches; likewise */
    struct db_watch watch;
};

/* ---- connection.c */

/* The library itself, once a process. */
void sqlite_prepare_library(void);
/* Finishes what is not there yet of a connection; fail()s. */
void connection_open(struct connection *c, struct database *database, bool writer);
void connection_close(struct connection *c);
/* The message of SQLite's last error on the connection; "" where there is none. */
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

/* ---- pool.c */

/* Resets every statement the handle still uses. */
void db_statements_release(struct db *db);

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

enum migrations_state { MIGRATIONS_CURRENT, MIGRATIONS_BEHIND, MIGRATIONS_REFUSED };
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
struct findings {
    struct arena *arena;
    text *row;
    size_t count, room;
};
void findings_add(struct findings *findings, text line);
bool integrity_check(struct connection *c, struct findings *findings);

/* ---- files, in backup.c */

/* The folder a path stands in, opened; -1 with errno. */
int folder_open(struct arena *arena, const char *path) must_use;
/* Makes renames in the path's folder last; false with errno. */
bool folder_sync(struct arena *arena, const char *path) must_use;
/* Renames, and never over a file; false with errno. */
bool file_rename_new(const char *from, const char *to) must_use;
/* "path.words-XXXXXX" beside path, made new and only ours; NULL with errno. */
char *file_temporary(struct arena *arena, const char *path, int *fd) must_use;
/* What root makes beside a database belongs to whom `like` belongs to, or its folder where it is
 * not there: else the server, which is not root, could not use it. */
void file_give(struct arena *arena, int fd, const char *like);
/* A sentence that says whose the file is, and what to do; "" where it cannot be known. */
text file_whose(struct arena *arena, const char *path);
/* Empties, on a handle whose triggers are off, what a backup does not keep; false: SQLite says. */
bool fleeting_empty(sqlite3 *handle) must_use;

#endif
