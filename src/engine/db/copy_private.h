/*
 * The seam of copying: what each engine does of it, and what copy.c does with that.
 *
 * copy.c          the way of a copy from its beginning to its publishing
 * copy_backup.c   backups of what is no file
 * copy_compare.c  both sides read again; checksums
 * sqlite/copy.c, sqlite/copy_rows.c, postgresql/copy.c, postgresql/copy_rows.c
 *
 * A row is its number and then its columns (tables.h, struct db_copying). What cannot be done
 * fail()s; copy.c makes a sentence of that.
 */
#ifndef ENGINE_DB_COPY_PRIVATE_H
#define ENGINE_DB_COPY_PRIVATE_H

#include "engine/db/changes.h"
#include "engine/db/copy.h"
#include "engine/db/tables.h"

/* One end of a copy: a connection. Each engine's struct begins with it. */
struct copy_side {
    const struct copy_engine *engine;
    const char *name; /* what is said of it to people */
};

struct copy_extent {
    int64_t count;
    int64_t highest; /* COPY_BEFORE_ALL: no row */
};
#define COPY_BEFORE_ALL INT64_MIN

/* What an engine is asked to open as a target, and what it found. */
struct copy_target {
    const struct db_copy_ask *ask;
    bool is_half;       /* there was half a copy; else there is one now without rows */
    const char *beside; /* how the names of the files beside it will begin */
    text say;
};

struct copy_engine {
    /* ---- the source */

    /* Whether its schema is what its migrations make; *stranger: what first differs. */
    bool (*is_ours)(struct copy_side *, struct arena *arena, text *stranger);

    /* ---- either end */

    struct copy_extent (*extent)(struct copy_side *, const struct db_table *);
    /* The highest number that the table ever gave; 0: none, or it cannot be known. */
    int64_t (*given)(struct copy_side *, const struct db_table *);
    /* Its rows after that number, in the order of their numbers; one table at a time. */
    void (*read)(struct copy_side *, const struct db_table *, int64_t after);
    /* Fills in copy_values() of them, which hold until the next call; false: there are no more. */
    bool (*next)(struct copy_side *, struct db_value *value);
    void (*read_end)(struct copy_side *);

    /* ---- the target */

    /* The mark that copy_begin left; absent: none is there. In `arena`. */
    text (*mark)(struct copy_side *, struct arena *arena);
    void (*set_mark)(struct copy_side *, text mark);
    /* References, triggers, indexes: off, so that rows come in any order, as they are and fast.
     * May be done again. */
    void (*lower)(struct copy_side *);
    /* Rows of one table, in a transaction. What does not get to the end of it never was. */
    void (*write)(struct copy_side *, const struct db_table *);
    void (*put)(struct copy_side *, const struct db_value *value);
    void (*write_end)(struct copy_side *);
    void (*empty)(struct copy_side *, const struct db_table *);
    /* The next one that the table gives is higher. */
    void (*set_given)(struct copy_side *, const struct db_table *, int64_t given);
    /* Makes a search anew, from the rows that it is of. */
    void (*make_search)(struct copy_side *, const struct db_search *);
    /* References, triggers, indexes: on, and figures for the planner where the engine wants them.
     * False: *say names a row that points to none. */
    bool (*raise)(struct copy_side *, struct arena *arena, text *say);
    /* Gives it its own name, for good: it was not there, and is there whole. */
    bool (*publish)(struct copy_side *, struct arena *arena, text *say);
};

/* How many values a row has, its number among them. */
size_t copy_values(const struct db_table *table);
/* Which of them is the number. */
size_t copy_number(const struct db_table *table);
/* Whether the table gives its rows ids, and none twice. */
bool copy_gives_ids(const struct db_table *table);
/* NULL: the value is the row's number and no column. */
const struct db_column *copy_column(const struct db_table *table, size_t value);
/* What a column of that type holds where it is not absent. */
int copy_kind(const struct db_table *table, size_t value);

/* ---- copy_backup.c: db_backup() and db_restore() of what is no file */

bool copy_backup(struct arena *arena, struct database *database, const char *to,
                 void (*progress)(int64_t done, int64_t of), text *say) must_use;
/* The backup is checked beside the path `beside`, or in the folder at work, before it is copied
 * into `to`, which must be empty. */
bool copy_restore(struct arena *arena, const char *from, const char *to, const char *beside,
                  bool (*agrees)(void *arg, struct db *backup, text *say), void *arg,
                  text *say) must_use;

/* ---- copy_compare.c */

struct copy_compared {
    int64_t rows;
    text checksum;
    text difference; /* absent: they are the same */
};
/* Reads a table on both sides, and tells `each` of so many rows more. False: that said to leave
 * off.
 */
bool copy_compare(struct arena *arena, struct copy_side *from, struct copy_side *to,
                  const struct db_table *table, int64_t every,
                  bool (*each)(void *arg, int64_t rows), void *arg,
                  struct copy_compared *out) must_use;

#endif
