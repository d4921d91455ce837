/*
 * One face over the database.
 *
 * A `struct database` is the open file. Work borrows from it: db_read() gives a `struct db` on a
 * read-only connection; db_write_begin() waits, fairly, for the one writer and opens BEGIN
 * IMMEDIATE. Functions that querygen makes take `struct db *` when they read and `struct db_write
 * *` when they change something, so that a page which only has a reader cannot write.
 *
 * SQLite's WAL-reset defect (3.7.0–3.51.2) loses committed writes when two connections write or
 * checkpoint together. So only the one writer connection commits and checkpoints, every other one
 * is opened SQLITE_OPEN_READONLY, and writers of several processes take turns by a lock file beside
 * the database (FILE-writer), held around transaction and checkpoint.
 *
 * Unexpected trouble (disk, corruption, a statement that does not prepare) fail()s.
 */
#ifndef ENGINE_DB_DB_H
#define ENGINE_DB_DB_H

#include "engine/base/values.h"

struct database;
struct db;       /* may read; rows live in its arena */
struct db_write; /* may read and write, inside one transaction */
struct db_stmt;

enum db_open_as {
    DB_SERVE,   /* readers and the writer, many threads */
    DB_COMMAND, /* one command beside a possibly running server */
    DB_READ     /* never writes */
};

/* Why a database could not be opened; `say` is a sentence for the person, empty when all is well.
 */
struct db_opened {
    struct database *database; /* NULL when refused */
    text say;
};

/* Opens the database at where, a path or a URL that begins with postgresql://, and brings it up to
 * the newest migration (DB_READ: refuses an older one instead). Refuses: no such file (unless
 * create), not a Holdfast database, made by a newer program, a migration whose checksum differs. */
struct db_opened db_open(struct arena *arena, const char *where, enum db_open_as as,
                         bool create) must_use;
/* The same; beside: how the names of the files beside a PostgreSQL database begin (its keys, the
 * head of its log). NULL: the database's name, in the folder at work. SQLite's stand beside the
 * file. */
struct db_opened db_open_beside(struct arena *arena, const char *where, const char *beside,
                                enum db_open_as as, bool create) must_use;
void db_close(struct database *database); /* waits for borrowed connections; checkpoints */
/* Whether its server can be reached, as far as is known without asking it. A file always can. */
struct db_presence {
    bool away;
    int64_t seconds;   /* for how long */
    unsigned again_in; /* seconds until it is tried again */
};
struct db_presence db_presence(const struct database *database);
/* How the names of the files beside it begin: SQLite's is the file's own. */
const char *db_path(const struct database *database);
/* What people are told of where it is: never with a password in it. */
const char *db_name(const struct database *database);
/* Opens the file that is named like the database and `ending`, to lock it; made when it is not
 * there, for the database's owner. -1: errno says. */
int db_beside(struct arena *arena, const struct database *database, const char *ending);
/* A file that root makes beside a database belongs to whom the database belongs to. */
void db_give(struct arena *arena, int fd, const struct database *database);

/* Borrow a reader for this arena's life, or until db_read_end. Waits when all are in use. One
 * snapshot per reader: all its statements see the same moment. */
struct db *db_read(struct database *database, struct arena *arena) must_use;
void db_read_end(struct db *db);

/* One write transaction. Rolled back when the arena closes without commit. */
struct db_write *db_write_begin(struct database *database, struct arena *arena) must_use;
void db_write_commit(struct db_write *write); /* durable when it returns; ends the borrow */
void db_write_undo(struct db_write *write);   /* rolls back; ends the borrow */
struct db *db_of(struct db_write *write);     /* to read inside the transaction */
struct arena *db_arena(struct db *db);

/* How many statements this handle has run: the tests that a page makes a constant number of
 * queries. */
unsigned db_statements_run(const struct db *db);

/* ---- Statements: querygen writes the rest of this file's users ---- */

/* One statement as compiled in. `sqlite` and `postgresql` are constant texts. */
struct db_statement {
    const char *name; /* "grants/grants_list" */
    const char *sqlite;
    const char *postgresql;
    const char *columns; /* what each holds: i whole numbers, r real ones, t text, b bytes */
    const char *file;    /* where it was written */
    int line;
    bool writes;
    bool paged;            /* plan test: no temporary sort */
    bool scan_ok;          /* header said `scan ok: reason` */
    bool sort_ok;          /* header said `sort ok: reason` */
    bool returns_id;       /* :insert: `postgresql` returns the new row's id */
    bool conflict_ignored; /* `conflict ok`: `postgresql` gives way by itself */
    bool plan_each; /* header said `plan each: reason`: `postgresql` is planned anew each time */
    unsigned index; /* its place in db_registry, and in each connection's statement cache */
};

/* Made by querygen. */
extern const struct db_statement *const db_registry[];
extern const size_t db_registry_count;

struct db_migration {
    int number;
    const char *name; /* "0003_grants" */
    const char *sqlite;
    const char *postgresql;
    const char *checksum; /* hex BLAKE2b-128 of the source file */
};
extern const struct db_migration db_migrations[];
extern const size_t db_migration_count;
/* Tables whose rows a backup does not keep (FLEETING); ends with NULL. */
extern const char *const db_fleeting_tables[];

/* Run-time face for generated code only. Indexes start at 1 for parameters, 0 for columns. */
struct db_stmt *db_stmt_begin(struct db *db, const struct db_statement *statement);
struct db_stmt *db_stmt_begin_write(struct db_write *write, const struct db_statement *statement);
void db_bind_int(struct db_stmt *stmt, int index, int64_t value);
void db_bind_text(struct db_stmt *stmt, int index, text value); /* absent binds NULL */
void db_bind_bytes(struct db_stmt *stmt, int index, bytes value);
void db_bind_real(struct db_stmt *stmt, int index, double value);
void db_bind_null(struct db_stmt *stmt, int index);
/* Sends it without waiting for the answer, which db_step() then takes: so several statements of one
 * handle go in one round trip. All is bound before. On SQLite nothing happens yet. */
void db_stmt_ask(struct db_stmt *stmt);
bool db_step(struct db_stmt *stmt) must_use; /* true: a row */
bool db_column_null(struct db_stmt *stmt, int column);
int64_t db_column_int(struct db_stmt *stmt, int column); /* fail()s on NULL or another type */
double db_column_real(struct db_stmt *stmt, int column);
text db_column_text(struct db_stmt *stmt, int column); /* copied into the arena; absent for NULL */
bytes db_column_bytes(struct db_stmt *stmt, int column);
/* Ends it; returns rows changed. */
int64_t db_stmt_end(struct db_stmt *stmt);
int64_t db_last_id(struct db_write *write);
/* A count that was asked ahead, and its answer. */
struct db_count_asked {
    struct db_stmt *stmt;
};
int64_t db_count_take(struct db_count_asked asked);
/* True, and the statement is over, when the step hit a UNIQUE rule. For `conflict ok`. */
bool db_step_conflict(struct db_stmt *stmt) must_use;

/* A place in a sorted list, as it travels in a URL: base64url of the sort's values and the row's
 * id, with the sort's number and a check on length; never trusted: a bad one reads as "start". */
struct db_cursor_value {
    enum { DB_CURSOR_INT, DB_CURSOR_TEXT, DB_CURSOR_REAL, DB_CURSOR_NULL } kind;
    int64_t number;
    double real;
    text string;
};
enum { DB_CURSOR_MOST = 2000 }; /* bytes: no cursor written is longer */
/* Never refuses: a text longer than a sort_key is cut, and then the next page begins with the first
 * row that has the same beginning. So lists are sorted by *_key columns. */
text db_cursor_write(struct arena *arena, unsigned sort, bool backwards,
                     const struct db_cursor_value *values, size_t count);
bool db_cursor_read(struct arena *arena, text cursor, unsigned sort, bool *backwards,
                    struct db_cursor_value *values, size_t count) must_use;

/* ---- The file as a whole ---- */

/* After people were forgotten: takes what was deleted out of the search indexes of what is about
 * them, and out of the write-ahead log. Waits a few seconds for readers; false: some were still at
 * it, so call again later. */
bool db_scrub(struct database *database, struct arena *arena) must_use;
/* The highest id that a table ever gave, also to rows that are gone. */
int64_t db_ids_given(struct db *db, const char *table);
/* An id was given by hand: the table gives higher ones from now on. */
void db_ids_reach(struct db_write *write, const char *table, int64_t id);

/* A consistent copy into a new file of SQLite, safe while serving, on either engine. progress (may
 * be NULL) gets pages or rows done/of. False: say why. */
bool db_backup(struct arena *arena, struct database *database, const char *to,
               void (*progress)(int64_t done, int64_t of), text *say) must_use;
/* Puts a backup (`from`) in the place of the database `to`, which nobody may have open. The backup
 * is checked first, its schema too, and then by `agrees` (may be NULL), whose *say tells why not;
 * FLEETING rows do not come back. What a file held is kept as to.before-restore-N; a database on a
 * server must be empty. False: say why. True: *say is empty, or says what was kept. */
bool db_restore(struct arena *arena, const char *from, const char *to,
                bool (*agrees)(void *arg, struct db *backup, text *say), void *arg,
                text *say) must_use;
/* The same; beside: as for db_open_beside(). */
bool db_restore_beside(struct arena *arena, const char *from, const char *to, const char *beside,
                       bool (*agrees)(void *arg, struct db *backup, text *say), void *arg,
                       text *say) must_use;
/* Integrity, foreign keys, the schema, migrations' checksums, search indexes, the library's version
 * and whether it has the WAL-reset defect. One line per finding in *says; true when there is none
 * that is wrong. *unlooked: absent, or what could not be looked at, and what to do about it; what
 * is true says nothing about that. */
bool db_verify(struct arena *arena, struct database *database, struct texts *says,
               text *unlooked) must_use;

#endif
