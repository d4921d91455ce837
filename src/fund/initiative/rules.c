/* How figures are told on the first page: see rules.h. */
#include "fund/initiative/rules.h"

#define A_GROUP 5

int64_t needs_covered(int64_t grants)
{
    return grants - grants % A_GROUP;
}

bool needs_may_be_told(int64_t grants, int64_t partners)
{
    return grants >= A_GROUP && partners >= A_GROUP;
}

int tile_shade(int64_t grants, int64_t most)
{
    if (grants <= 0 || most <= 0)
        return 0;
    return (int)((grants * 5 + most - 1) / most);
}

text regions_words(struct arena *arena, size_t regions)
{
    if (regions == REGION_COUNT)
        return T("across all twelve nations and regions");
    if (regions == 0)
        return T("with no nation or region entered yet");
    return text_format(arena, "in %zu of the twelve nations and regions", regions);
}
