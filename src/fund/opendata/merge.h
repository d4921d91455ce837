/*
 * Two records of the same Identifier as one: pure. Private to the confined side of fund/opendata.
 */
#ifndef FUND_OPENDATA_MERGE_H
#define FUND_OPENDATA_MERGE_H

#include "fund/opendata/record.h"

/* A record that grows. */
struct build {
    struct record record;
    struct cell *cell; /* RECORD_CELLS_MAX */
    bool full;         /* something did not fit */
};

struct build *build_new(struct arena *arena);
/* Adds from's list elements to the lists, and what is new; texts of new paths are made in arena.
 * False, and nothing changed, when a plain value differs: they are two records. */
bool build_merge(struct arena *arena, struct build *into, const struct record *from) must_use;

#endif
