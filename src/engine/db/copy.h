/*
 * A database copied row by row into another one, which may be of the other engine.
 *
 * The copy is made under another name (FILE.copying, or the schema holdfast_copying) and takes its
 * own once it is whole, so that half a copy is never served. Ids and row numbers stay, and none is
 * given twice afterwards. What says who did what comes as it is: the log's chain goes on. Rows of
 * FLEETING tables do not come, as in a backup, and neither does what stands beside the database:
 * keys above all. At the end both sides are read again and compared, row by row.
 */
#ifndef ENGINE_DB_COPY_H
#define ENGINE_DB_COPY_H

#include "engine/db/db.h"

enum db_copy_step {
    DB_COPY_ROWS,    /* done/of rows */
    DB_COPY_FINISH,  /* done/of pieces: searches, then references and indexes */
    DB_COPY_COMPARE, /* done/of rows */
    DB_COPY_STEP_COUNT
};

struct db_copy_ask {
    struct database *from; /* open to be read; db_hold() it unless it is copied as of one moment */
    const char *from_name; /* what is said of it; NULL: as db_path() has it */
    const char *to;        /* a path or a URL, as db_open_beside() takes it */
    const char *beside;    /* likewise */
    /* One moment of a database that is in use, into a target that is gone again when anything
     * goes wrong. Else what is there of a copy is gone on with, from the rows that it has. */
    bool moment;
    bool anew; /* half a copy that is there is thrown away first */
    /* What tells this source, as it is, from every other: half a copy of another one is refused. */
    text (*mark)(void *arg, struct db *db);
    /* False: leave off here. May be NULL. table is "" where it is about all of them. */
    bool (*progress)(void *arg, enum db_copy_step step, const char *table, int64_t done,
                     int64_t of);
    void *arg;
};

struct db_copied_table {
    const char *name;
    int64_t rows;
    text checksum; /* hex BLAKE2b-256 of its rows in their order; the same on both engines */
};
struct db_copied {
    const struct db_copied_table *table;
    size_t count;
    int64_t rows;
    const char *to;     /* what is said of the target */
    const char *beside; /* how the names of the files beside the target begin */
    bool stopped;       /* progress left off: the rest is told by `say` */
};

/* False: *say tells why not, and what to do. Nothing of the source is changed, ever; nothing stands
 * under the target's own name unless it is true. */
bool db_copy(struct arena *arena, const struct db_copy_ask *ask, struct db_copied *copied,
             text *say) must_use;

/* Until it is closed nobody serves this database, which is open to be read. False: somebody does,
 * and *say tells. */
bool db_hold(struct arena *arena, struct database *database, text *say) must_use;

#endif
