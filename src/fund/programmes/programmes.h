/*
 * Programmes: kinds of grants, each with rules of its own, which are data (A1). What other modules
 * may know of them.
 */
#ifndef FUND_PROGRAMMES_H
#define FUND_PROGRAMMES_H

#include "engine/web/route.h"

/* For routes: staff may see every programme that is not hidden with its import. */
bool programme_may_see(const struct viewer *viewer, struct db *db, int64_t id);

/* A2: a grant over its programme's cap is refused, and the person is told why and what to do.
 * Absent: it may be. */
text programme_award_check(struct arena *arena, text programme, opt_pence cap,
                           pence amount) must_use;
/* The same for a programme in the database; fail()s when there is no such programme. */
text programme_award_refusal(struct db *db, programme_id programme, pence amount) must_use;

/* For a select, by name, the first PROGRAMME_OPTIONS_MOST; funder absent: of every funder, whose
 * name then stands beside those of others. chosen: what the record has now, which is always among
 * them: it must be possible to save it again. */
#define PROGRAMME_OPTIONS_MOST 500
struct options programme_options(struct db *db, opt_funder_id funder, opt_programme_id chosen);
/* The same in two steps, so that others may be asked between them. */
struct programme_options_asked;
const struct programme_options_asked *programme_options_ask(struct db *db, opt_funder_id funder);
struct options programme_options_take(struct db *db, const struct programme_options_asked *asked,
                                      opt_programme_id chosen);
/* What a programme's grants can be tagged with. */
struct options programme_purpose_options(struct db *db, programme_id programme);

/* All programmes as CSV, for the command line: start, then produce until it returns false. */
void *programmes_csv_start(struct arena *arena);
bool programmes_csv(void *state, struct db *db, struct text_builder *out);

extern const struct routes programmes_routes;

#endif
