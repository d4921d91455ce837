// expect: expected '}' before 'words'
/* T() is for literals: what came from outside does not pass for one. */
#include "engine/base/text.h"

text take(const char *words);
text take(const char *words)
{
#ifdef FIXED
    return text_of(words);
#else
    return T(words);
#endif
}
