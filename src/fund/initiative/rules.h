/*
 * How figures are told on the first page: pure decisions.
 *
 * Private to fund/initiative.
 */
#ifndef FUND_INITIATIVE_RULES_H
#define FUND_INITIATIVE_RULES_H

#include "types.h"

/* A6: what work really costs was told in confidence. Its total covers whole groups of five grants
 * in the order they were added, which nobody can change later, so that between two moments it grows
 * by a group and never by one grant. A group without five partners of its own waits for the next.
 * lead: who leads each grant that told, in that order; returns over how many, the first, the total
 * goes. docs/decisions/0004 says why not by rounds. */
int64_t needs_covered(const opt_partner_id *lead, size_t grants);
/* And it is told to the nearest £10,000, and so is all that is reckoned from it. */
pence needs_rounded(pence sum);

/* 0 for none, else 1 … 5: darker means more. */
int tile_shade(int64_t grants, int64_t most);

/* "across all twelve nations and regions", "in 4 of the twelve nations and regions", "with no
 * nation or region entered yet". */
text regions_words(struct arena *arena, size_t regions);

#endif
