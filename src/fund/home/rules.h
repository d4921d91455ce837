/*
 * What the pages of everyone who is not staff say, as pure decisions: no SQL, no HTML.
 *
 * Private to fund/home.
 */
#ifndef FUND_HOME_RULES_H
#define FUND_HOME_RULES_H

#include "types.h"

/* A grant as its summary counts it. */
struct grant_counted {
    opt_pence share; /* the organisation's own part */
    opt_day ends_on;
};

/* Whether its money still runs on a day; one without an end does. */
bool grant_runs(opt_day ends_on, day today);

/* "One grant runs: £84,000 for you, until 30 April 2026." Money and date first (ux rule 2). Grants
 * that ended are not counted, and parts that nobody has said are not guessed. */
text grants_summary(struct arena *arena, const struct grant_counted *grant, size_t count,
                    day today) must_use;

/* "Shared by 5 partners"; one: "All of it is yours". */
text shared_words(struct arena *arena, size_t seats) must_use;

/* "Asha", "Asha and Tom", "Asha, Tom and Mei". */
text names_words(struct arena *arena, const text *name, size_t count) must_use;

#endif
