/*
 * How figures are told on the first page: pure decisions.
 *
 * Private to fund/initiative.
 */
#ifndef FUND_INITIATIVE_RULES_H
#define FUND_INITIATIVE_RULES_H

#include "types.h"

/* A6: what work really costs was told in confidence. Its total covers whole groups of grants in the
 * order they were added, so that between two moments it grows by a group and never by one grant.
 * grants: how many told; returns over how many of them, the first, the total goes. */
int64_t needs_covered(int64_t grants);
/* And it is told only over several grants led by several partners. */
bool needs_may_be_told(int64_t grants, int64_t partners);

/* 0 for none, else 1 … 5: darker means more. */
int tile_shade(int64_t grants, int64_t most);

/* "across all twelve nations and regions", "in 4 of the twelve nations and regions", "with no
 * nation or region entered yet". */
text regions_words(struct arena *arena, size_t regions);

#endif
