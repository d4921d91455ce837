/*
 * The demo's plan: its 43 grants before they are records. Sizes, rounds and money are settled here,
 * so that the totals come out to the pound whatever the random numbers say.
 *
 * Private to fund/demo.
 */
#ifndef FUND_DEMO_PLAN_H
#define FUND_DEMO_PLAN_H

#include "types.h"

#define DEMO_GRANTS 43
#define DEMO_SEATS_MOST 8

enum demo_type {
    DEMO_PARTNERSHIP,
    DEMO_SINGLE_ADVICE,
    DEMO_INFLUENCING_SINGLE,
    DEMO_COALITION,
    DEMO_INFRA,
    DEMO_TYPES
};

struct demo_grant_plan {
    enum demo_type type;
    size_t number; /* among its type */
    int round;     /* 2021 … 2024 */
    enum region region;
    size_t seats;
    size_t repeats;                 /* how many of its seats partners of earlier grants have */
    bool in_full;                   /* awarded all that the work costs */
    bool tells_need;                /* the partner told what the work costs */
    int64_t awarded, asked, needed; /* pounds */
};

struct demo_plan {
    struct demo_grant_plan grant[DEMO_GRANTS];
};

/* A small generator of its own (xorshift64*), so that the demo is the same on every machine. */
struct demo_random {
    uint64_t state;
};
uint64_t demo_random_below(struct demo_random *random, uint64_t limit);

void demo_plan_make(struct demo_plan *plan, struct demo_random *random);

#endif
