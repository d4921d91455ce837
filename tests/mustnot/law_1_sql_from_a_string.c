// expect: passing argument 2 of 'db_stmt_begin' from incompatible pointer type
/* Law 1: no string becomes a statement. Not even the run-time face of generated code takes one. */
#include "engine/db/db.h"

struct db_stmt *ask(struct db *db, const struct db_statement *compiled);
struct db_stmt *ask(struct db *db, const struct db_statement *compiled)
{
#ifdef FIXED
    return db_stmt_begin(db, compiled);
#else
    (void)compiled;
    return db_stmt_begin(db, "SELECT secret FROM sessions");
#endif
}
