/*
 * How figures are told on the first page: pure decisions.
 *
 * Private to fund/initiative.
 */
#ifndef FUND_INITIATIVE_RULES_H
#define FUND_INITIATIVE_RULES_H

#include "types.h"

/* A6: what work really costs was told in confidence, so its total is shown only over several
 * grants. */
bool needs_may_be_told(int64_t grants);

/* 0 for none, else 1 … 5: darker means more. */
int tile_shade(int64_t grants, int64_t most);

/* "across all twelve nations and regions", "in one of the twelve nations and regions", "in 4 of the
 * twelve …". */
text regions_words(struct arena *arena, size_t regions);

#endif
