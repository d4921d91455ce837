/* The list of programmes as CSV. Private to fund/programmes. */
#ifndef FUND_PROGRAMMES_LIST_H
#define FUND_PROGRAMMES_LIST_H

#include "programmes_queries.h"

/* The state of a CSV of what was asked, in arena; for programmes_csv. */
void *programme_csv_state(struct arena *arena, const struct programmes_list_ask *ask);

#endif
