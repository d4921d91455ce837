// expect: '_Generic' selector of type 'struct people_count' is not compatible with any association
/* Law 7: an attribute is a way out too. */
#include "engine/web/html.h"

void print(struct html *out, people_count members, int64_t grants);
void print(struct html *out, people_count members, int64_t grants)
{
#ifdef FIXED
    (void)members;
    html_put_attr(out, grants);
#else
    (void)grants;
    html_put_attr(out, members);
#endif
}
