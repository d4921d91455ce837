/* Made by querygen from the migrations. */
#include "engine/db/db.h"
#include "engine/db/tables.h"
#include "types.h"

#pragma GCC diagnostic ignored "-Woverlength-strings"

const struct db_migration db_migrations[] = {
    {.number = 1,
     .name = "0001_nothing",
     .checksum = "3723bde2762795ac77ee36d1e661a214",
     .sqlite =
        "",
     .postgresql =
        ""},
};
const size_t db_migration_count = 1;
const char *const db_fleeting_tables[] = {NULL};
const struct db_table db_tables[] = {
    {.name = ""},
};
const size_t db_table_count = 0;
const char *const db_tables_in_order[] = {NULL};
const struct db_search db_searches[] = {
    {.name = NULL}};
const char *const db_people_searches[] = {NULL};
