// expect: ignoring return value of 'day_of'
/* Law 4: what may be refused says so, and the answer is looked at. */
#include "engine/base/values.h"

day leap(void);
day leap(void)
{
    day d = {.raw = 0};
#ifdef FIXED
    if (!day_of(2023, 2, 29, &d))
        return day_today();
#else
    day_of(2023, 2, 29, &d);
#endif
    return d;
}
