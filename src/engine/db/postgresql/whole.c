/*
 * The database as a whole: what is not there yet of it.
 */
#include "engine/db/postgresql/postgresql_private.h"

#include <stdio.h>

/* Its answer is taken as the write is released. Where it comes to nothing, or another process was
 * quicker, a later one makes up for it. */
void postgresql_ids_reach(struct db_write *write, const char *table, int64_t id)
{
    char sql[160];
    ensure(snprintf(sql, sizeof sql, "SELECT setval('holdfast.%s_id_seq', %lld)", table,
                    (long long)id) < (int)sizeof sql);
    const bool on_its_way = pg_word(write->db.connection, sql);
    (void)on_its_way;
}
