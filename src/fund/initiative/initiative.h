/*
 * The initiative itself: its one row, and the first page, which says in figures what the fund does.
 */
#ifndef FUND_INITIATIVE_H
#define FUND_INITIATIVE_H

#include "engine/web/route.h"
#include "initiative_queries.h" /* struct initiative_row, initiative_find */

/* Makes the initiative in a new database, and with it the funder that its own grants are made by.
 * as_at: the demo's today; absent in a real initiative. A second one fail()s: one database holds
 * one. */
void initiative_make(struct db_write *write, text name, bool demo, opt_day as_at);

/* The dashboard, for staff. waiting: what waits for an answer, in a sentence that leads to
 * "/remarks", or absent. */
struct answer initiative_dashboard(struct request *rq, struct db *db, text waiting) must_use;

#endif
