/*
 * Partners: the organisations that the fund works with. What other modules may know of them.
 */
#ifndef FUND_PARTNERS_H
#define FUND_PARTNERS_H

#include "engine/web/route.h"

/* For routes: staff may see every partner that is not hidden with its import. */
bool partner_may_see(const struct viewer *viewer, struct db *db, int64_t id);

/* As partners are sorted and matched: case-folded, without "the" in front. */
text partner_name_key(struct arena *arena, text name);

/* For a select: partners that match words (as in a search), or the first by name when words are
 * absent or empty; at most PARTNER_OPTIONS_MOST. */
#define PARTNER_OPTIONS_MOST 500
struct options partner_options(struct db *db, text words);

/* After a partner's name has changed: grants are found by their partners' names. */
void partner_search_text_refresh(struct db_write *db, partner_id partner);

/* All partners as CSV, for the command line: start, then produce until it returns false. Each piece
 * runs in db's arena. */
void *partners_csv_start(struct arena *arena);
bool partners_csv(void *state, struct db *db, struct text_builder *out);

extern const struct routes partners_routes;

#endif
