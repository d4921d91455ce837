// expect: invalid operands to binary +
/* Law 6: money is money and days are days. */
#include "engine/base/values.h"

pence sum(pence amount, day until);
pence sum(pence amount, day until)
{
#ifdef FIXED
    (void)until;
    return pence_add(amount, amount);
#else
    return amount + until;
#endif
}
