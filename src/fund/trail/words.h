/* The words of a history. Private to fund/trail. */
#ifndef FUND_TRAIL_WORDS_H
#define FUND_TRAIL_WORDS_H

#include "engine/db/tables.h"

/* Better words for a column than its name gives. */
struct history_words {
    const char *table; /* NULL: of every table */
    const char *column;
    const char *words; /* "end date"; NULL: it is not shown, for it says nothing to people */
};

/* What a table's row is, as it hangs on a record. */
struct history_table {
    const char *table;
    const char *words; /* "seat" */
    bool shared;       /* a partner sees it of its own grants and record */
};

/* A kind of record that has a page and a history. */
struct history_kind {
    const char *kind;  /* as the audit log and addresses say it */
    const char *names; /* all that the audit log calls it, as a JSON list */
    const char *table;
    const char *words; /* "grant" */
    const char *page;  /* "/grants/": the id follows; NULL: it has none */
};

/* NULL: none. */
const struct history_kind *history_kind_find(struct arena *arena, text kind);
const struct history_table *history_table_find(const char *table);

/* "end date"; absent: it is not shown. By the table of better words, else by the name. */
text history_column_words(struct arena *arena, const char *table, const char *column);
/* "seat", "partner region". */
text history_table_words(struct arena *arena, const char *table);
/* "a grant", "an import". */
text words_with_article(struct arena *arena, text words);
/* "Changed the grant" for "grant.change". */
text history_act_words(struct arena *arena, text act);
/* "Grant" for "grant". */
text history_kind_words(struct arena *arena, text kind);

#endif
