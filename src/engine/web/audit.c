/* Rows of the audit log that no request stands behind. */
#include "engine/web/audit.h"

#include "web_queries.h"

void audit_add(struct db_write *write, const char *act, int64_t record)
{
    ensure(act && *act);
    (void)audit_entry_add(write, instant_now(), (opt_int){.some = false}, text_of(act),
                          (opt_int){.some = record != 0, .it = record}, T("command"));
}
