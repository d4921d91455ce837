// expect: '_Generic' selector of type 'const char *' is not compatible with any association
/* Law 2: a page prints values of known types; a bare pointer is none. */
#include "engine/web/html.h"

void print(struct html *out, const char *name);
void print(struct html *out, const char *name)
{
#ifdef FIXED
    html_put(out, text_of(name));
#else
    html_put(out, name);
#endif
}
