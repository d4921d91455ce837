/* Making the initiative: see initiative.h. */
#include "fund/initiative/initiative.h"

void initiative_make(struct db_write *write, text name, bool demo, opt_day as_at)
{
    (void)initiative_add(write, name, (opt_day){.some = false}, demo, as_at, instant_now());
    (void)initiative_funder_add(write, name, text_lower(db_arena(db_of(write)), name));
}
