/* What is asked of the list of partners, on a page and as CSV. Private to fund/partners. */
#ifndef FUND_PARTNERS_LIST_H
#define FUND_PARTNERS_LIST_H

#include "fund/partners/show.h"

/* How partners are looked for: each is a statement of its own. */
enum partner_way { PARTNERS_ALL, PARTNERS_BY_WORDS, PARTNERS_BY_NUMBER };

struct partner_ask {
    enum partner_way way;
    text match;           /* by words: as the index understands them */
    text number, company; /* by number */
    text corrected;       /* what was searched for instead, or absent */
    bool many;            /* words found so often that only the newest come first */
    bool whole;           /* … and so often that only whole words count */
    opt_region region;
    opt_int registered; /* as partner_registered_parse gives it */
    bool solicitors;
    text sort; /* "name", "newest", "best" */
};

/* From what was asked for in words: finds out the way, and mends slips when there is nothing. */
struct partner_ask partner_ask_make(struct db *db, text words, opt_region region, text registered,
                                    bool solicitors, text sort);

struct partner_cards {
    const struct partner_card *row;
    size_t count;
    text next, previous;
};
/* limit 0: a page's worth. */
struct partner_cards partner_cards(struct db *db, const struct partner_ask *ask, text at,
                                   size_t limit);
/* How many there are, counting no further than cap: asked before db_count_take() takes it. ask
 * lives until then. */
struct db_count_asked partner_cards_count(struct db *db, const struct partner_ask *ask,
                                          int64_t cap) must_use;

/* The state of a CSV of what was asked, in arena; for partners_csv. */
void *partner_csv_state(struct arena *arena, const struct partner_ask *ask);

#endif
