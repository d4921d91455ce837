/*
 * Grants: what is funded, with whom, for how long, for how much; and the regional partnerships that
 * hold many of them.
 */
#ifndef FUND_GRANTS_H
#define FUND_GRANTS_H

#include "engine/web/route.h"

/* For routes: staff may see every grant that is not hidden with its import. */
bool grant_may_see(const struct viewer *viewer, struct db *db, int64_t id);

/* "Ends in 5 months", "Ended in April 2024", "No end date": never a judgement. */
text grant_time_left(struct arena *arena, opt_day ends_on, day today);

/* All grants as CSV, for the command line: start, then produce until it returns false. */
void *grants_csv_start(struct arena *arena);
bool grants_csv(void *state, struct db *db, struct text_builder *out);

/* How many grants have an award that is not the sum of their ledger. 0, or something is broken. */
int64_t grants_ledger_mismatches(struct db *db);

extern const struct routes grants_routes;

#endif
