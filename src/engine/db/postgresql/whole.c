/*
 * The database as a whole: what is not there yet of it.
 */
#include "engine/db/postgresql/postgresql_private.h"

void postgresql_ids_reach(struct db_write *write, const char *table, int64_t id)
{
    (void)write, (void)table, (void)id;
}

bool postgresql_backup(struct arena *arena, struct database *database, const char *to,
                       void (*progress)(int64_t done, int64_t of), text *say)
{
    (void)arena, (void)database, (void)to, (void)progress, (void)say;
    fail("database: not there yet");
}

bool postgresql_restore(struct arena *arena, const char *from, const char *to,
                        bool (*agrees)(void *arg, struct db *backup, text *say), void *arg,
                        text *say)
{
    (void)arena, (void)from, (void)to, (void)agrees, (void)arg, (void)say;
    fail("database: not there yet");
}
