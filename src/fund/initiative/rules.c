/* How figures are told on the first page: see rules.h. */
#include "fund/initiative/rules.h"

#define A_GROUP 5
#define TOLD_IN INT64_C(1000000) /* pence: tens of thousands of pounds */

int64_t needs_covered(const opt_partner_id *lead, size_t grants)
{
    int64_t covered = 0, seen[A_GROUP];
    size_t partners = 0; /* different ones since the last grant that is covered, as far as five */
    for (size_t i = 0; i < grants; i++) {
        bool known = !lead[i].some || partners == A_GROUP;
        for (size_t p = 0; p < partners && !known; p++)
            known = seen[p] == partner_id_raw(lead[i].it);
        if (!known)
            seen[partners++] = partner_id_raw(lead[i].it);
        if ((i + 1) % A_GROUP == 0 && partners == A_GROUP) {
            covered = (int64_t)i + 1;
            partners = 0;
        }
    }
    return covered;
}

pence needs_rounded(pence sum)
{
    return pence_of((pence_whole(sum) + TOLD_IN / 2) / TOLD_IN * TOLD_IN);
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
