/* Ids looked up to names, a constant number of statements a page. Private to fund/trail. */
#ifndef FUND_TRAIL_NAMES_H
#define FUND_TRAIL_NAMES_H

#include "engine/db/db.h"

struct names;

struct names *names_new(struct arena *arena);
/* table: as db_tables names it; one whose names nobody knows is passed over. */
void names_want(struct names *names, const char *table, int64_t id);
void names_load(struct names *names, struct db *db);
/* Absent: it is gone, hidden or has no name. */
text names_find(const struct names *names, const char *table, int64_t id);

#endif
