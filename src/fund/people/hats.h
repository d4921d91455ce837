/* The hats of an account. Private to fund/people. */
#ifndef FUND_PEOPLE_HATS_H
#define FUND_PEOPLE_HATS_H

#include "fund/people/show.h"

/* What someone may be here, the fund's own first: staff is one hat, whatever its bits. `on`: the
 * one that is. */
struct hats_shown person_hats(struct db *db, const struct person_row *person, struct hat on);

#endif
