/*
 * One end of a copy on PostgreSQL: what copy_rows.c reads from any and puts into a target, for
 * copy.c.
 */
#ifndef ENGINE_DB_POSTGRESQL_COPY_ROWS_H
#define ENGINE_DB_POSTGRESQL_COPY_ROWS_H

#include "engine/db/copy_private.h"
#include "engine/db/postgresql/postgresql_private.h"

/* While rows are under way, either way, the session is not in pipeline mode. */
struct pg_side {
    struct copy_side side; /* first: a copy_side is one of these */
    struct arena *arena;
    struct connection *c;
    const struct db_table *read_table, *written_table;
    PGresult *row; /* of `reading` */
    bool reading;  /* rows are under way */
    char *out;     /* rows on their way to the server */
    size_t out_len;
    struct database *source; /* NULL: it is the target */
    struct database *made;   /* the target's own; NULL: it is the source */
    bool temporary;          /* the copy goes when it is closed and was not published */
};

struct pg_side *pg_side_of(struct copy_side *side);
/* The first column of the first row, in `arena`; absent: NULL, or no row. fail()s. */
text pg_side_text(struct pg_side *s, struct arena *arena, const char *sql, int count,
                  const char *const *parameter);

/* The column that numbers a table's rows. */
const char *pg_number_name(const struct db_table *table);
struct copy_extent pg_copy_extent(struct copy_side *side, const struct db_table *table);
int64_t pg_copy_given(struct copy_side *side, const struct db_table *table);
void pg_copy_read(struct copy_side *side, const struct db_table *table, int64_t after);
bool pg_copy_next(struct copy_side *side, struct db_value *value);
void pg_copy_read_end(struct copy_side *side);
/* What is left of rows that were not read to their end. */
void pg_copy_rows_close(struct pg_side *s);
void pg_copy_write(struct copy_side *side, const struct db_table *table);
void pg_copy_put(struct copy_side *side, const struct db_value *value);
void pg_copy_write_end(struct copy_side *side);

#endif
