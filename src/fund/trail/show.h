/* What the pages of the trail are given. Private to fund/trail. */
#ifndef FUND_TRAIL_SHOW_H
#define FUND_TRAIL_SHOW_H

#include "engine/web/form.h"
#include "fund/trail/trail.h"
#include "fund/trail/words.h"

struct trail_filters {
    struct options people, acts;
    text person, act;    /* labels of those in force, or absent */
    opt_day from, until; /* in force */
    bool any;
    bool backwards; /* until comes before from */
};

#endif
