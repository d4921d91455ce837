/* Made by querygen from the statements of staff. */
#ifndef STAFF_QUERIES_H
#define STAFF_QUERIES_H

#include "engine/db/db.h"
#include "types.h"

#line 6 "staff/queries.sql"
struct staff_led_row {
    opt_staff_id boss_id;
    people_count led;
};
struct staff_led_rows {
    const struct staff_led_row *row;
    size_t count;
};
#line 18 "staff_queries.h"

#line 11 "staff/queries.sql"
struct staff_list_row {
    staff_id id;
    text name;
    text boss_name; /* or absent */
};
#line 26 "staff_queries.h"

/* How many work here: a count about people. */
#line 2 "staff/queries.sql"
people_count staff_count(struct db *db);
#line 31 "staff_queries.h"

/* How many each one leads. */
#line 6 "staff/queries.sql"
struct staff_led_rows staff_led(struct db *db);
#line 36 "staff_queries.h"

#line 11 "staff/queries.sql"
enum staff_list_sort {
    STAFF_LIST_LONGEST,
    STAFF_LIST_SORT_COUNT
};
struct staff_list_ask {
    enum staff_list_sort sort;
    text at;      /* a cursor from .next or .previous, or absent: from the start */
    size_t limit; /* 0: 20; at most 1000 */
};
struct staff_list_page {
    const struct staff_list_row *row;
    size_t count;
    text next, previous; /* cursors, or absent */
};
#line 53 "staff_queries.h"
/* Who works here. */
struct staff_list_page staff_list(struct db *db, day day_, const struct staff_list_ask *ask);
/* How many there are, counting no further than cap. */
people_count staff_list_count(struct db *db, day day_, const struct staff_list_ask *ask, int64_t cap);
/* A sort by its name in URLs; false: no such sort. And back. */
bool staff_list_sort_from(text name, enum staff_list_sort *out) must_use;
text staff_list_sort_name(enum staff_list_sort sort);

#endif
