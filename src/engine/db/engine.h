/*
 * What an engine gives: SQLite, PostgreSQL. Everything else of engine/db is the same on both, and
 * nobody outside engine/db knows which of them is at work.
 *
 * An engine's own files stand in a folder of its name, and its library's header is included there
 * alone. Whatever cannot be done fail()s, but for what says otherwise.
 */
#ifndef ENGINE_DB_ENGINE_H
#define ENGINE_DB_ENGINE_H

#include "engine/db/db.h"

struct connection;
struct copy_side;
struct copy_target;

struct db_engine {
    const char *name; /* as people know it */

    /* ---- The database as a whole */

    struct db_opened (*open)(struct arena *arena, const char *where, const char *beside,
                             enum db_open_as as, bool create);
    void (*close)(struct database *database); /* nothing is borrowed any more */
    bool (*scrub)(struct database *database, struct arena *arena);
    int64_t (*ids_given)(struct db *db, const char *table);
    void (*ids_reach)(struct db_write *write, const char *table, int64_t id);
    bool (*backup)(struct arena *arena, struct database *database, const char *to,
                   void (*progress)(int64_t done, int64_t of), text *say);
    /* See db_restore_beside(). */
    bool (*restore)(struct arena *arena, const char *from, const char *to, const char *beside,
                    bool (*agrees)(void *arg, struct db *backup, text *say), void *arg, text *say);
    bool (*verify)(struct arena *arena, struct database *database, struct texts *says,
                   text *unlooked);

    /* ---- Copies: see copy_private.h */

    /* See db_hold(). */
    bool (*hold)(struct arena *arena, struct database *database, text *say);
    /* The database as a reader's snapshot sees it. */
    struct copy_side *(*copy_source)(struct arena *arena, struct db *db);
    /* A new database, or half of one; closed with the arena. What is there of a copy of one moment,
     * and was not published, is taken away then. NULL: target->say tells why not. */
    struct copy_side *(*copy_target)(struct arena *arena, struct copy_target *target);

    /* ---- Connections */

    /* Finishes what is not there yet of a connection. */
    void (*connection_open)(struct connection *c, struct database *database, bool writer);
    /* Also of one that was opened half-way. Never fails. */
    void (*connection_close)(struct connection *c);

    /* ---- A reader's transaction: begun by its first statement, one moment for all of them */

    void (*read_begin)(struct db *db);
    /* Never fails: a connection that cannot end it is closed, and the next borrower opens anew. */
    void (*read_end)(struct db *db);

    /* ---- The writer's transaction */

    /* Takes the turn of this process among others, then begins. The process's own ticket is held;
     * what was taken is given back by write_release, also when this fails. */
    void (*write_begin)(struct db_write *write);
    /* Durable when it returns. A commit that failed may or may not have happened: it is never
     * tried again. */
    void (*write_commit)(struct db_write *write);
    /* After the commit, while the turn is still held. Never fails. */
    void (*write_settle)(struct db_write *write);
    /* Rolls back what is not committed and gives the turn back. Never fails. */
    void (*write_release)(struct db_write *write);
    int64_t (*last_id)(struct db_write *write);

    /* ---- What it changed: told to capture.h as it happens, while somebody watches */

    /* All that it changed so far was told. */
    void (*changes_wait)(struct db_write *write);
    /* From here on rows are counted, and none is told. */
    void (*changes_count)(struct db_write *write);
    int64_t (*changes_counted)(struct db_write *write);

    /* ---- Statements: see db.h; the common part has begun the transaction */

    /* The statement of this connection, prepared, nothing bound. */
    struct db_stmt *(*take)(struct db *db, const struct db_statement *statement);
    /* Ready for the next use, also after a failure. Never fails. */
    void (*reset)(struct db_stmt *stmt);
    /* Rows changed by it; what had gone wrong at its end fails here. Resets it too. */
    int64_t (*finish)(struct db_stmt *stmt);
    void (*bind_int)(struct db_stmt *stmt, int index, int64_t value);
    void (*bind_text)(struct db_stmt *stmt, int index, text value);
    void (*bind_bytes)(struct db_stmt *stmt, int index, bytes value);
    void (*bind_real)(struct db_stmt *stmt, int index, double value);
    void (*bind_null)(struct db_stmt *stmt, int index);
    /* Sends it on its way without waiting for the answer, where that is possible. */
    void (*ask)(struct db_stmt *stmt);
    bool (*step)(struct db_stmt *stmt);
    /* True: a UNIQUE rule was hit, and what the statement did is undone. */
    bool (*step_conflict)(struct db_stmt *stmt);
    bool (*column_null)(struct db_stmt *stmt, int column);
    int64_t (*column_int)(struct db_stmt *stmt, int column);
    double (*column_real)(struct db_stmt *stmt, int column);
    text (*column_text)(struct db_stmt *stmt, int column);
    bytes (*column_bytes)(struct db_stmt *stmt, int column);
};

extern const struct db_engine sqlite_engine, postgresql_engine;

/* Of a path or a URL. */
const struct db_engine *engine_of(const char *where);

#endif
