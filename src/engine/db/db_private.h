/*
 * What the files of engine/db share, and nobody else: connections, the pool, the writer's turn.
 *
 * open.c       which engine a database is of; opening and closing
 * pool.c       readers, borrowed for an arena's life
 * write.c      the one writer, in turn within the process
 * statement.c  what generated code calls
 * away.c       whether the server of one that is no file can be reached
 * changes.c    what each transaction changed, for the audit log
 * migrations.c what a database's list of migrations says
 * copy.c, copy_compare.c, copy_backup.c  a whole database copied into a new one
 * cursor.c     places in sorted lists, as they travel in URLs
 * search.c     words that people type
 * engine.h     what an engine gives; sqlite/ and postgresql/ give it
 */
#ifndef ENGINE_DB_DB_PRIVATE_H
#define ENGINE_DB_DB_PRIVATE_H

#include "engine/db/capture.h"
#include "engine/db/db.h"
#include "engine/db/engine.h"

#include <pthread.h>

enum {
    MOST_READERS = 64,
    MOST_PREPARED = 512,  /* statements a connection keeps; a page has up to 4096 */
    SPARE_STATEMENTS = 64 /* cache places beyond the registry, for statements that tests define */
};

/* One statement of one connection: prepared at first use, kept, reset between uses. */
struct db_stmt {
    const struct db_engine *engine;
    const struct db_statement *statement;
    struct db *db; /* who uses it now; NULL: nobody */
    struct db_stmt *next_in_use;
    uint64_t used_at;                   /* the connection's clock, to find the one longest unused */
    struct sqlite3_stmt *handle;        /* SQLite's; NULL: given back to make room */
    struct postgresql_stmt *postgresql; /* PostgreSQL's; NULL likewise */
};

/* Opened piece by piece, so that one which failed half-way is finished, or closed, later. */
struct connection {
    struct arena *arena;    /* NULL: not opened yet */
    struct db_stmt **cache; /* by db_statement.index */
    uint64_t clock;
    unsigned prepared;
    bool borrowed;
    bool open; /* of a reader: it was when it was last looked at */
    bool full; /* it could not be opened, because the server takes no more connections */
    /* SQLite's. */
    struct sqlite3 *handle;
    struct sqlite3_stmt *begin, *commit, *rollback;
    struct sqlite3_stmt *query; /* engine/db's own, while it runs */
    /* PostgreSQL's. */
    struct postgresql_connection *postgresql;
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
    bool has_turn;    /* of this process */
    bool has_engines; /* what write_begin took */
    int64_t last_id;  /* PostgreSQL's */
    struct capture capture;
    void *note; /* the watcher's */
};

struct database {
    const struct db_engine *engine;
    struct arena *arena;
    const char *path; /* SQLite's file; how the names of the files beside the database begin */
    const char *name; /* what people are told: never with a password in it */
    enum db_open_as as;
    struct away *away; /* of its server; NULL: it is a file */

    pthread_mutex_t mutex; /* over all below */
    pthread_cond_t freed;  /* a reader came back, or the turn passed on */
    struct connection readers[MOST_READERS];
    size_t used_readers;           /* those from here on were never opened */
    uint64_t next_ticket, serving; /* writers' queue */
    bool writing;                  /* serving's holder is at work, in thread `owner` */
    pthread_t owner;
    struct connection writer;
    struct capture *capture; /* of the write under way, when somebody watches; its holder's */
    struct db_watch watch;

    /* SQLite's. */
    const char *uri; /* of a file that is read where it lies and nothing made beside it; or NULL */
    bool untrusted;  /* none of its own triggers and views run */
    int lock;        /* FILE-writer; -1: a reader could not have it */
    int wal_pages;   /* of the last commit; the writer's holder alone looks */
    /* PostgreSQL's. */
    struct postgresql_database *postgresql;
};

/* ---- open.c */

/* A database without connections, in an arena of its own; path and name are copied. */
struct database *database_new(const struct db_engine *engine, const char *path, const char *name,
                              enum db_open_as as);
/* Closes its connections. */
void database_disconnect(struct database *database);
/* Takes away what database_new() made. */
void database_free(struct database *database);

/* ---- pool.c */

/* Resets every statement the handle still uses. */
void db_statements_release(struct db *db);

/* ---- statement.c */

/* The place of a statement in the connection's cache, made at first use. Fails when it is in use.
 */
struct db_stmt *stmt_place(struct connection *c, const struct db_engine *engine,
                           const struct db_statement *statement);
/* The kept one that has been unused for longest; NULL: all are in use. */
struct db_stmt *stmt_oldest(struct connection *c, bool (*is_kept)(const struct db_stmt *));

/* ---- write.c: the turn within the process */

/* Fails when this thread has it already: it would wait for itself. */
void turn_take(struct database *database);
void turn_pass(struct database *database);

/* ---- migrations.c */

enum migrations_state { MIGRATIONS_CURRENT, MIGRATIONS_BEHIND, MIGRATIONS_REFUSED };
/* The programs' own; NULL: it knows none of that number. */
const struct db_migration *migration_find(int64_t number);
/* One line of a database's own list of migrations; absent when it is as the program knows it. */
text migration_fault(struct arena *arena, const char *name_of_database, int64_t number,
                     const char *name, const char *checksum);

/* ---- findings.c: what verify says */

struct findings {
    struct arena *arena;
    text *row;
    size_t count, room;
};
void findings_add(struct findings *findings, text line);

/* ---- sqlite/restore.c: a backup is a file of SQLite, whichever engine it is restored into */

/* Copies a backup beside the path `near`, under a name of its own that goes with the arena, and
 * checks it as db_restore() does. NULL: *say tells why not. */
const char *backup_checked(struct arena *arena, const char *from, const char *near,
                           bool (*agrees)(void *arg, struct db *backup, text *say), void *arg,
                           text *say) must_use;

/* ---- files.c */

/* The descriptor of "path + ending", or -1 with errno. Only a file just made is given away: another
 * may have been put there to be given. */
int beside_open(struct arena *arena, const char *path, const char *ending, bool create);

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

#endif
