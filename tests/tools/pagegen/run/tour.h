/* What the pages of the tour show. */
#ifndef TOUR_H
#define TOUR_H

#include "types.h"

struct tour_row {
    text name;
    opt_pence some;
    struct texts letters;
};
struct tour {
    text words, query;
    int64_t count, version;
    pence money;
    day when;
    thing_id thing;
    struct {
        const struct tour_row *row;
        size_t count;
    } rows;
};

#endif
