// expect: incompatible type for argument 2 of 'pence_add'
/* Law 6: nor through a function. */
#include "engine/base/values.h"

pence sum(pence amount, day until);
pence sum(pence amount, day until)
{
#ifdef FIXED
    (void)until;
    return pence_add(amount, amount);
#else
    return pence_add(amount, until);
#endif
}
