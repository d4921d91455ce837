/*
 * The tables as their migrations describe them, for what looks at any table: the capture of
 * changes, the audit log, history pages. querygen emits the rows.
 */
#ifndef ENGINE_DB_TABLES_H
#define ENGINE_DB_TABLES_H

#include "engine/base/values.h"

enum db_type {
    DB_TEXT,
    DB_INT,
    DB_REAL,
    DB_PENCE,
    DB_DAY,
    DB_INSTANT,
    DB_FLAG,
    DB_BYTES,
    DB_PERCENT,
    DB_ID,
    DB_ENUM
};

struct db_column {
    const char *name;
    enum db_type type;
    const char *of;                  /* DB_ID: the table whose ids these are */
    const struct enum_table *member; /* DB_ENUM */
    const char *fallback;            /* its DEFAULT, where it is never absent */
    bool secret;                     /* SECRET: that it changed is kept, never what it was */
    bool left_out; /* UNAUDITED: made of other columns, so its changes say nothing */
    bool about_people;
};

enum { DB_NO_SUBJECT = -1 };
struct db_table {
    const char *name;
    const struct db_column *column; /* in the order of the table's own */
    size_t count;
    int subject;       /* the column that says whose key seals the values, or DB_NO_SUBJECT */
    bool audited;      /* neither FLEETING nor UNAUDITED */
    bool is_protected; /* law 8: what it holds is shown in no history */
};

/* Sorted by name. */
extern const struct db_table db_tables[];
extern const size_t db_table_count;

/* The searches of tables with a subject; ends with NULL. */
extern const char *const db_people_searches[];

/* NULL: no table of ours, such as an enumeration's or a search's own. */
const struct db_table *db_table_find(const char *name);

#endif
