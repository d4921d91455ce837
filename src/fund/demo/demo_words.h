/*
 * The demo's words: names and texts, all invented. No place, organisation or number here exists.
 *
 * Private to fund/demo.
 */
#ifndef FUND_DEMO_WORDS_H
#define FUND_DEMO_WORDS_H

#include "types.h"

/* What kind of organisation; the first eleven have a place of their own for their first member. */
enum demo_kind {
    KIND_LAW_CENTRE,
    KIND_REFUGEE_WELCOME,
    KIND_ADVICE_HUB,
    KIND_ADVICE_PROJECT,
    KIND_WOMEN,
    KIND_LGBTQ,
    KIND_YOUTH,
    KIND_RIGHTS_NETWORK,
    KIND_ORGANISERS,
    KIND_LITIGATION,
    KIND_KITCHEN,
    KIND_NEIGHBOURS,
    KIND_DROP_IN,
    KIND_DEAF,
    KIND_ELDERS,
    KIND_FAMILIES,
    DEMO_KINDS
};
#define DEMO_NAMED 11
#define DEMO_PLACES 6 /* for each region */
#define LEVEL_NONE (-1)

struct demo_kind_words {
    const char *first_place; /* NULL: any */
    const char *name;        /* after the place */
    const char *about;
    const char *affinity; /* in their own words, or NULL */
    bool solicitors;
    int immigration, asylum; /* enum iaa_level, or LEVEL_NONE */
};
extern const struct demo_kind_words demo_kinds[DEMO_KINDS];
extern const char *const demo_places[REGION_COUNT][DEMO_PLACES];

struct demo_funder_words {
    const char *name;
    int64_t pounds;      /* all it pledged */
    int from_year;       /* of its first pledge */
    const char *earmark; /* of its second, or NULL */
};
#define DEMO_FUNDERS 12
extern const struct demo_funder_words demo_funders[DEMO_FUNDERS];

#define DEMO_TITLES 5
extern const char *const demo_partnership_titles[DEMO_TITLES];
extern const char *const demo_partnership_strategies[DEMO_TITLES];
#define DEMO_INFLUENCING 12
struct demo_influencing_words {
    const char *title;
    const char *about;
    const char *methods; /* in their own words */
    unsigned method;     /* bits of enum influencing_method */
};
extern const struct demo_influencing_words demo_influencing[DEMO_INFLUENCING];
#define DEMO_INFRASTRUCTURE 9
extern const char *const demo_infrastructure_titles[DEMO_INFRASTRUCTURE];

#endif
