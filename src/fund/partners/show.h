/* What the pages of partners show, made ready. Private to fund/partners. */
#ifndef FUND_PARTNERS_SHOW_H
#define FUND_PARTNERS_SHOW_H

#include "engine/web/form.h"
#include "partners_queries.h"

/* A page of the list, and what was asked for. */
struct partner_list {
    const struct partner_card *row;
    size_t count;
    text next, previous;
    text how_many;  /* "124 partners" */
    text words;     /* as typed, or absent */
    text corrected; /* shown instead of words, or absent */
    bool many;      /* words found so often that only the newest come first */
    bool whole;     /* … and so often that only whole words count */
    text sort;
    bool one_order;  /* the headings sort nothing */
    text region;     /* a filter in force in words, or absent */
    text registered; /* the same */
    bool solicitors;
    bool filtered; /* anything narrows the list */
};

/* "level 2". */
text partner_level_short(enum iaa_level level);

/* A partner that may be the one being typed. */
struct partner_alike {
    partner_id id;
    text name;
    text why; /* "has the same name" */
};
struct partner_alikes {
    const struct partner_alike *row;
    size_t count;
    bool may_confirm; /* only names are alike: the person may say that it is another */
};

/* A seat with everyone in its grant. */
struct partner_grant {
    const struct partner_seats_row *seat;
    struct partner_co_seats_rows all;
};
struct partner_grants {
    const struct partner_grant *row;
    size_t count;
};

struct partner_shown {
    const struct partner_row *partner;
    struct partner_numbers_rows numbers;
    struct partner_regions_of_rows regions;
    struct partner_registrations_of_rows registrations;
    struct partner_totals_row totals;
    struct partner_grants grants;
    text grants_words; /* "Seats in 3 grants, in 1 of them as lead partner" */
};

#endif
