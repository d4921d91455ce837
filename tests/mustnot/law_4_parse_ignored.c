// expect: ignoring return value of 'pence_parse'
/* Law 4: an amount that is none is not silently nothing. */
#include "engine/base/values.h"

pence amount(text typed);
pence amount(text typed)
{
    pence p = {.raw = 0};
#ifdef FIXED
    if (!pence_parse(typed, &p))
        return pence_of(0);
#else
    pence_parse(typed, &p);
#endif
    return p;
}
