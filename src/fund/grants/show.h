/* What the pages of grants show, made ready. Private to fund/grants. */
#ifndef FUND_GRANTS_SHOW_H
#define FUND_GRANTS_SHOW_H

#include "engine/web/form.h"
#include "fund/people/people.h"
#include "grants_queries.h"

/* A page of the list, and what was asked for. */
struct grant_list {
    const struct grant_card *row;
    size_t count;
    text next, previous;
    text how_many;  /* "43 grants" */
    text words;     /* as typed, or absent */
    text corrected; /* shown instead of words, or absent */
    bool many;      /* words found so often that only the newest come first */
    bool whole;     /* … and so often that only whole words count */
    text sort;
    text programme, round, region, funder; /* filters in force in words, or absent */
    bool live;
    bool filtered; /* anything narrows the list */
    struct options programmes, rounds, funders;
};

/* A seat with its part of the award. */
struct seat_shown {
    const struct seat_row *seat;
    percent part; /* of the award; 0 when the split is not known */
    percent from; /* where its piece of the split begins: the parts before it */
    int colour;   /* 1 … 6 */
};
struct seats_shown {
    const struct seat_shown *row;
    size_t count;
    pence shared; /* the parts together */
    text fault;   /* they are not the award: by how much; absent: they are */
    bool known;   /* any part is known */
};

struct grant_shown {
    const struct grant_row *grant;
    struct seats_shown seats;
    struct award_row_rows ledger;
    struct line_row_rows lines;
    percent core; /* core and unrestricted money, of the lines */
    pence line_sum;
    struct grant_regions_of_rows regions;
    struct grant_methods_of_rows methods;
    struct grant_purposes_of_rows purposes;
    struct grant_extras_of_rows extras;
    text time_left;
    opt_percent share; /* of what was asked for */
    bool looked_after;
    struct people_contact contact; /* when it is */
    bool may_edit;
};

/* What the form of a grant offers to choose from. */
struct grant_choices {
    struct options programmes, rounds, partnerships, purposes;
};

/* A seat that was taken out. */
struct seat_gone {
    const struct grant_row *grant;
    const struct removed_seat_row *seat; /* NULL: nothing to put back */
    const struct form_values *form;
};

/* Coverage of a partnership: how many members are registered, by category and level. */
struct coverage_line {
    text category;
    int64_t level[IAA_LEVEL_COUNT];
};
struct partnership_shown {
    const struct partnership_row *partnership;
    struct partnership_regions_of_rows regions;
    struct partnership_grants_rows grants;
    struct partnership_members_rows members;
    pence awarded;
    pence shared;
    int64_t solicitors; /* members that advise through them */
    struct {
        struct coverage_line row[IAA_CATEGORY_COUNT];
        size_t count;
    } coverage;
    bool may_edit;
};
struct round_list {
    const struct round_card *row;
    size_t count;
    bool may_edit;
};
/* A round that is being changed. */
struct round_shown {
    const struct round_row *round;
    const struct form_values *form;
    const struct form_changes *stale; /* NULL: nobody changed it meanwhile */
};
struct partnership_list {
    const struct partnership_card *row;
    size_t count;
    text next, previous;
    text how_many;
    text sort;
    text region; /* a filter in force in words, or absent */
    bool may_edit;
};

#endif
