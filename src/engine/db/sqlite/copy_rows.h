/*
 * One end of a copy on SQLite: what copy_rows.c reads from any, and copy.c writes to a target.
 */
#ifndef ENGINE_DB_SQLITE_COPY_ROWS_H
#define ENGINE_DB_SQLITE_COPY_ROWS_H

#include "engine/db/copy_private.h"
#include "engine/db/sqlite/sqlite_private.h"

struct sqlite_side {
    struct copy_side side; /* first: a copy_side is one of these */
    struct arena *arena;
    sqlite3 *handle;
    const struct db_table *read_table, *written_table;
    sqlite3_stmt *reading, *writing;
    struct connection *source;    /* NULL: it is the target */
    struct sqlite_target *target; /* NULL: it is the source */
};

struct sqlite_side *sqlite_side_of(struct copy_side *side);
_Noreturn void sqlite_side_fail(const struct sqlite_side *s, const char *doing, const char *what);
/* Runs SQL without parameters or rows; fail()s. */
void sqlite_side_run(struct sqlite_side *s, const char *sql);
sqlite3_stmt *sqlite_side_prepare(struct sqlite_side *s, const char *sql) must_use;

struct copy_extent sqlite_copy_extent(struct copy_side *side, const struct db_table *table);
int64_t sqlite_copy_given(struct copy_side *side, const struct db_table *table);
void sqlite_copy_read(struct copy_side *side, const struct db_table *table, int64_t after);
bool sqlite_copy_next(struct copy_side *side, struct db_value *value);
void sqlite_copy_read_end(struct copy_side *side);

#endif
