/*
 * Imports from the web run behind the pages, one after another. Private to fund/opendata.
 */
#ifndef FUND_OPENDATA_BACKGROUND_H
#define FUND_OPENDATA_BACKGROUND_H

#include "engine/jobs/jobs.h"
#include "fund/opendata/import.h"

/* A file in memory that has no name, for the confined reader. It is closed with the arena until
 * background_stage has taken it over. */
struct background_file {
    int fd; /* -1: taken over */
};
/* NULL: the system has no room. */
struct background_file *background_file(struct arena *arena, bytes content) must_use;

/* Each queues one job, which waits for the present transaction to commit. False: the queue is full.
 */
bool background_stage(struct jobs *jobs, struct database *database, import_id import,
                      struct background_file *file) must_use;
bool background_write(struct jobs *jobs, struct database *database, import_id import) must_use;
bool background_tidy(struct jobs *jobs, struct database *database, import_id import) must_use;

#endif
