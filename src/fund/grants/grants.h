/*
 * Grants: what is funded, with whom, for how long, for how much; and the regional partnerships that
 * hold many of them.
 */
#ifndef FUND_GRANTS_H
#define FUND_GRANTS_H

#include "engine/web/route.h"

/* For routes: who may see a grant (rules.h). One that is hidden with its import is not there. */
bool grant_may_see(const struct viewer *viewer, struct db *db, int64_t id);

/* "Ends in 5 months", "Ended in April 2024", "No end date": never a judgement. */
text grant_time_left(struct arena *arena, opt_day ends_on, day today);

/* All grants as CSV, for the command line: start, then produce until it returns false. */
void *grants_csv_start(struct arena *arena);
bool grants_csv(void *state, struct db *db, struct text_builder *out);

/* What `holdfast verify` counts, hidden grants too. */
struct grants_verified {
    int64_t ledger_mismatches; /* the award is not the sum of its ledger: broken */
    int64_t splits_over;       /* the parts come to more than the award, as after a cut */
    int64_t lines_over;        /* so do the lines */
};
struct grants_verified grants_verify(struct db *db) must_use;

/* After a change of a grant's seats or reference: search finds it by them. */
void grant_search_refresh(struct db_write *write, grant_id id);

extern const struct routes grants_routes;

#endif
