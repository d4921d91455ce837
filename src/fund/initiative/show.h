/* What the first page shows, made ready. Private to fund/initiative. */
#ifndef FUND_INITIATIVE_SHOW_H
#define FUND_INITIATIVE_SHOW_H

#include "fund/initiative/initiative.h"
#include "fund/money/money.h"
#include "fund/start/start.h"

/* One of the twelve nations and regions on the tile map. */
struct region_tile {
    enum region region;
    text place;      /* where it stands: "t-sct" */
    text short_name; /* "N Ireland" */
    int64_t grants;
    int shade; /* 0 … 5 */
};

/* A bar beside its words. */
struct share_bar {
    text label;
    text value;
    percent part;
    int colour;
};
struct share_bars {
    const struct share_bar *row;
    size_t count;
};

struct dashboard {
    text waiting; /* what waits for an answer, or absent */
    struct start_progress start;
    struct own_figures_row figures;
    struct money_pool pool;
    struct money_chart chart;
    bool may_edit;
    bool director;
    int64_t needs_told;         /* how many grants told what they cost */
    bool shows_needs;           /* so many that their total tells of none of them */
    struct own_needs_row needs; /* of the grants that the total covers; needed is rounded */
    text regions_words;         /* "across all twelve nations and regions" */
    struct {
        const struct region_tile *row;
        size_t count;
    } tiles;
    int64_t most_grants;
    struct share_bars methods, restrictions;
    int64_t influencing;
    percent core;
    struct own_grants_ending_rows ending;
    int64_t ending_count;
    struct newest_imports_rows imports;
};

#endif
