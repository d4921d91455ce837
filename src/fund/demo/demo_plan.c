/* The demo's plan: see demo_plan.h. */
#include "fund/demo/demo_plan.h"

#include "engine/base/fail.h"

/* Pounds. What infrastructure grants come to is written out; the others share the rest. */
#define NEEDED INT64_C(8210000)
#define ASKED INT64_C(6740000)
#define AWARDED INT64_C(5770000)

static const int64_t infrastructure_pounds[] = {20000, 20000, 20000, 20000, 20000,
                                                20000, 15000, 15000, 12000};
static const size_t partnership_sizes[] = {3, 8, 4, 6, 5, 5, 7, 3, 4, 6,
                                           5, 4, 6, 5, 8, 3, 4, 5, 5, 4};
/* One each for East Midlands, Wales, Scotland and Northern Ireland, two for every other. */
static const enum region partnership_regions[] = {
    REGION_NORTH_WEST,       REGION_LONDON,       REGION_SCOTLAND,         REGION_YORKSHIRE_HUMBER,
    REGION_NORTHERN_IRELAND, REGION_WALES,        REGION_WEST_MIDLANDS,    REGION_NORTH_EAST,
    REGION_EAST_ENGLAND,     REGION_SOUTH_EAST,   REGION_SOUTH_WEST,       REGION_EAST_MIDLANDS,
    REGION_NORTH_WEST,       REGION_LONDON,       REGION_YORKSHIRE_HUMBER, REGION_WEST_MIDLANDS,
    REGION_NORTH_EAST,       REGION_EAST_ENGLAND, REGION_SOUTH_EAST,       REGION_SOUTH_WEST,
};
/* How many of each type were decided in 2021, 2022, 2023 and 2024: 12, 16, 11 and 4 together. */
static const size_t in_round[DEMO_TYPES][4] = {
    [DEMO_PARTNERSHIP] = {7, 8, 4, 1},
    [DEMO_SINGLE_ADVICE] = {1, 1, 0, 0},
    [DEMO_INFLUENCING_SINGLE] = {2, 3, 1, 0},
    [DEMO_COALITION] = {2, 2, 1, 1},
    [DEMO_INFRA] = {0, 2, 5, 2},
};

uint64_t demo_random_below(struct demo_random *random, uint64_t limit)
{
    random->state ^= random->state >> 12;
    random->state ^= random->state << 25;
    random->state ^= random->state >> 27;
    return (random->state * UINT64_C(2685821657736338717) >> 33) % limit;
}

static struct demo_grant_plan grant_of(enum demo_type type, size_t number)
{
    struct demo_grant_plan grant = {.type = type,
                                    .number = number,
                                    .seats = 1,
                                    .tells_need = true,
                                    .region = (enum region)(number * 5 % REGION_COUNT)};
    switch (type) {
    case DEMO_PARTNERSHIP:
        grant.seats = partnership_sizes[number];
        grant.region = partnership_regions[number];
        break;
    case DEMO_SINGLE_ADVICE:
        grant.region = number == 0 ? REGION_SOUTH_WEST : REGION_EAST_ENGLAND;
        break;
    case DEMO_INFLUENCING_SINGLE:
        grant.repeats = number < 2 ? 1 : 0;
        grant.in_full = number == 5;
        break;
    case DEMO_COALITION:
        grant.seats = 3;
        grant.repeats = number < 3 ? 1 : number == 4 ? 2 : 0;
        break;
    case DEMO_INFRA:
        grant.repeats = number < 4 ? 1 : 0;
        grant.awarded = grant.asked = infrastructure_pounds[number];
        grant.in_full = number == 8;
        grant.tells_need = number < 2 || number > 4;
        break;
    case DEMO_TYPES:
        fail("no such type of grant");
    }
    return grant;
}

/* Shares total among the grants by weight, in hundreds of pounds; the last with any weight takes
 * what is over. */
static void share_out(int64_t total, const int64_t weight[static DEMO_GRANTS],
                      int64_t share[static DEMO_GRANTS])
{
    int64_t all = 0, shared = 0;
    size_t last = 0;
    for (size_t i = 0; i < DEMO_GRANTS; i++) {
        all += weight[i];
        last = weight[i] > 0 ? i : last;
    }
    for (size_t i = 0; i < DEMO_GRANTS; i++) {
        share[i] = i == last ? 0 : weight[i] * (total / 100) / all * 100;
        shared += share[i];
    }
    share[last] = total - shared;
}

static void plan_awards(struct demo_plan *plan, struct demo_random *random)
{
    /* Pounds a seat over the grant's life, before the totals are made to fit. */
    static const int64_t by_seat[DEMO_TYPES] = {[DEMO_PARTNERSHIP] = 46,
                                                [DEMO_SINGLE_ADVICE] = 55,
                                                [DEMO_INFLUENCING_SINGLE] = 60,
                                                [DEMO_COALITION] = 31,
                                                [DEMO_INFRA] = 0};
    int64_t weight[DEMO_GRANTS], share[DEMO_GRANTS], left = AWARDED;
    for (size_t i = 0; i < DEMO_GRANTS; i++) {
        struct demo_grant_plan *grant = &plan->grant[i];
        left -= grant->awarded;
        weight[i] = by_seat[grant->type] * (int64_t)grant->seats *
                    (int64_t)(85 + demo_random_below(random, 31));
    }
    share_out(left, weight, share);
    for (size_t i = 0; i < DEMO_GRANTS; i++)
        if (plan->grant[i].type != DEMO_INFRA)
            plan->grant[i].awarded = share[i];
}

/* What was asked for beyond the award, and what it costs beyond what was asked for. */
static void plan_asked_and_needed(struct demo_plan *plan, struct demo_random *random)
{
    int64_t weight[DEMO_GRANTS], share[DEMO_GRANTS], beyond = NEEDED;
    for (size_t i = 0; i < DEMO_GRANTS; i++) {
        const struct demo_grant_plan *grant = &plan->grant[i];
        const int64_t spread = (int64_t)(50 + demo_random_below(random, 101));
        weight[i] = grant->in_full || grant->type == DEMO_INFRA ? 0 : grant->awarded / 100 * spread;
    }
    share_out(ASKED - AWARDED, weight, share);
    for (size_t i = 0; i < DEMO_GRANTS; i++)
        plan->grant[i].asked = plan->grant[i].awarded + share[i];
    for (size_t i = 0; i < DEMO_GRANTS; i++) {
        const struct demo_grant_plan *grant = &plan->grant[i];
        const int64_t spread = (int64_t)(50 + demo_random_below(random, 101));
        weight[i] = grant->in_full || !grant->tells_need ? 0 : grant->asked / 100 * spread;
        if (grant->tells_need)
            beyond -= grant->asked;
    }
    share_out(beyond, weight, share);
    for (size_t i = 0; i < DEMO_GRANTS; i++)
        plan->grant[i].needed = plan->grant[i].tells_need ? plan->grant[i].asked + share[i] : 0;
}

void demo_plan_make(struct demo_plan *plan, struct demo_random *random)
{
    size_t count = 0, made[DEMO_TYPES] = {0};
    for (int year = 2021; year <= 2024; year++)
        for (size_t type = 0; type < DEMO_TYPES; type++)
            for (size_t i = 0; i < in_round[type][year - 2021]; i++) {
                ensure(count < DEMO_GRANTS);
                plan->grant[count] = grant_of((enum demo_type)type, made[type]++);
                plan->grant[count++].round = year;
            }
    ensure(count == DEMO_GRANTS);
    plan_awards(plan, random);
    plan_asked_and_needed(plan, random);
}
