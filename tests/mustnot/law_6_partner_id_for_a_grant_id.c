// expect: incompatible type for argument 1 of 'grant_id_raw'
/* Law 6: ids are their own types. */
#include "types.h"

int64_t number(partner_id partner, grant_id grant);
int64_t number(partner_id partner, grant_id grant)
{
#ifdef FIXED
    (void)partner;
    return grant_id_raw(grant);
#else
    (void)grant;
    return grant_id_raw(partner);
#endif
}
