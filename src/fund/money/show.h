/* What the pages of funders show, made ready. Private to fund/money. */
#ifndef FUND_MONEY_SHOW_H
#define FUND_MONEY_SHOW_H

#include "fund/money/money.h"
#include "money_queries.h"

/* A funder with what it still means to pay. */
struct funder_shown {
    const struct funder_card *card;
    pence to_come; /* nothing when more came than was pledged */
};
struct funders_shown {
    const struct funder_shown *row;
    size_t count;
};

struct funder_list {
    struct money_pool pool;
    struct funders_shown in_pool, others; /* others: made grants that are here, and do not pay in */
    const struct money_chart *chart;
    bool may_change;
};

struct funder_page {
    const struct funder_row *funder;
    struct pledge_row_rows pledges;
    struct contribution_row_rows contributions;
    pence pledged, received, to_come;
    bool may_change;
};

#endif
