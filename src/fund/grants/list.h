/* What is asked of the list of grants, on a page and as CSV. Private to fund/grants. */
#ifndef FUND_GRANTS_LIST_H
#define FUND_GRANTS_LIST_H

#include "fund/grants/show.h"

struct grant_ask {
    bool by_words;
    text match;     /* by words: as the index understands them */
    text corrected; /* what was searched for instead, or absent */
    bool many;      /* words found so often that only the newest come first */
    bool whole;     /* … and so often that only whole words count */
    opt_programme_id programme;
    opt_round_id round;
    opt_region region;
    opt_funder_id funder;
    bool live;
    day today;
    text sort; /* "newest", "title", "amount", "ends", "best" */
};

/* Finds out what words mean, mends slips when there is nothing, and settles the sort. */
struct grant_ask grant_ask_make(struct db *db, day today, text words, text sort);

struct grant_cards {
    const struct grant_card *row;
    size_t count;
    text next, previous;
};
/* limit 0: a page's worth. */
struct grant_cards grant_cards(struct db *db, const struct grant_ask *ask, text at, size_t limit);
/* How many there are, counting no further than cap, in two steps: others may be asked between them.
 * ask lives until the second. */
struct grant_cards_count {
    bool known;
    int64_t count; /* when known */
    struct db_count_asked asked;
};
struct grant_cards_count grant_cards_count_ask(struct db *db, const struct grant_ask *ask,
                                               int64_t cap) must_use;
int64_t grant_cards_count_take(struct grant_cards_count count);

/* The state of a CSV of what was asked, in arena; for grants_csv. */
void *grant_csv_state(struct arena *arena, const struct grant_ask *ask);

#endif
