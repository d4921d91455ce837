// expect: '_Generic' selector of type 'struct opt_day' is not compatible with any association
/* A value that may be absent is looked at before it is printed. */
#include "engine/web/html.h"

void print(struct html *out, opt_day ends_on);
void print(struct html *out, opt_day ends_on)
{
#ifdef FIXED
    if (ends_on.some)
        html_put(out, ends_on.it);
#else
    html_put(out, ends_on);
#endif
}
