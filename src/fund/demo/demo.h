/*
 * The demo: "Alderway Justice Initiative (demo)" as at 18 October 2024, all of it invented. Its
 * figures are not written anywhere: they come out of its records by the ordinary queries, and a
 * test compares.
 */
#ifndef FUND_DEMO_H
#define FUND_DEMO_H

#include "engine/db/db.h"

/* Fills an empty database. The same records each time. */
void demo_build(struct db_write *write);
/* A few changes of its words after that, each in a transaction of its own and in the audit log. */
void demo_history(struct database *database, struct arena *arena);

#endif
