/* Making the initiative: see initiative.h. */
#include "fund/initiative/initiative.h"
#include "engine/audit/audit.h"

void initiative_make(struct db_write *write, text name, bool demo, opt_day as_at)
{
    (void)initiative_add(write, name, demo, as_at, instant_now());
    (void)initiative_funder_add(write, name, sort_key(db_arena(db_of(write)), name));
    audit_add(write, "initiative.make", 0);
}
