/* What the pages of imports show, made ready. Private to fund/opendata. */
#ifndef FUND_OPENDATA_SHOW_H
#define FUND_OPENDATA_SHOW_H

#include "engine/base/values.h"

struct problem_shown {
    bool error;
    text where; /* empty: the file as a whole */
    text say;
};
struct problems_shown {
    const struct problem_shown *row;
    size_t count;
};

#endif
