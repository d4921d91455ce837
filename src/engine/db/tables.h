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

/* One engine's words for taking a table's rows out and putting them in as they were, under their
 * own row numbers. A row is its columns in their order; where the number is none of them
 * (DB_NO_NUMBER), it stands before the first. */
struct db_copying {
    const char *read;   /* rows whose number is greater than parameter 1, in order of it */
    const char *write;  /* SQLite: INSERT of one row; PostgreSQL: COPY ... FROM STDIN, binary */
    const char *extent; /* how many rows, and the greatest number or NULL */
    const char *empty;  /* all rows away */
};

enum { DB_NO_SUBJECT = -1, DB_NO_NUMBER = -1 };
struct db_table {
    const char *name;
    const struct db_column *column; /* in the order of the table's own */
    size_t count;
    int subject;       /* the column that says whose key seals the values, or DB_NO_SUBJECT */
    int number;        /* the column that numbers the rows, or DB_NO_NUMBER: rowid or place does */
    bool audited;      /* neither FLEETING nor UNAUDITED */
    bool fleeting;     /* FLEETING: a backup keeps none of its rows */
    bool is_protected; /* law 8: what it holds is shown in no history */
    bool refers_to_itself;
    struct db_copying sqlite, postgresql;
};

/* Sorted by name. */
extern const struct db_table db_tables[];
extern const size_t db_table_count;

/* Their names again, each after those that it refers to; ends with NULL. */
extern const char *const db_tables_in_order[];

/* What keeps the words of a table's rows, for finding them. */
struct db_search {
    const char *name;
    const char *rebuild_sqlite, *rebuild_postgresql; /* statements that make it anew */
    const char *check_postgresql; /* SELECT of how many rows and words are not as they should be */
};
extern const struct db_search db_searches[]; /* ends with a NULL name */

/* The searches of tables with a subject; ends with NULL. */
extern const char *const db_people_searches[];

/* NULL: no table of ours, such as an enumeration's or a search's own. */
const struct db_table *db_table_find(const char *name);

#endif
