/* Finding a table among those that querygen emitted. */
#include "engine/db/tables.h"

#include <string.h>

const struct db_table *db_table_find(const char *name)
{
    size_t from = 0, to = db_table_count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        const int order = strcmp(name, db_tables[middle].name);
        if (order == 0)
            return &db_tables[middle];
        *(order < 0 ? &to : &from) = order < 0 ? middle : middle + 1;
    }
    return NULL;
}
