/*
 * The audit log (law 9) for what is done off the web. The guard chain writes the rows of requests
 * itself; a command or a job calls this in the transaction of its change.
 */
#ifndef ENGINE_WEB_AUDIT_H
#define ENGINE_WEB_AUDIT_H

#include "engine/db/db.h"

/* act: as routes name theirs, such as "import.publish". record: an id, or 0 when the act is on no
 * one record. */
void audit_add(struct db_write *write, const char *act, int64_t record);

#endif
