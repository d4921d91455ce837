/* Made by querygen: every statement of the program. */
#include "engine/db/db.h"


const struct db_statement *const db_registry[] = {
    NULL,
};
const size_t db_registry_count = 0;
