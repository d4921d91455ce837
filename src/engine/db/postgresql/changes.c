/*
 * PostgreSQL's capture of changes (see changes.h).
 */
#include "engine/db/postgresql/postgresql_private.h"

void changes_open(struct connection *c, struct database *database)
{
    pg_run(c, database->watch.before ? "SET holdfast.changes = 'told'"
                                     : "SET holdfast.changes = 'unwatched'");
}
