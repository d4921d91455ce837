/* The people of fund/signin/demo_people.h, with their places. Private to fund/demo. */
#ifndef FUND_DEMO_PLACES_H
#define FUND_DEMO_PLACES_H

#include "engine/db/db.h"

/* Adds them all, once partners, funders and grants are there. */
void demo_people_add(struct db_write *write, day today, instant at);

#endif
