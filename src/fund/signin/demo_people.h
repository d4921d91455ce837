/*
 * The people of the demo, one list: who they are, where they belong, and what a visitor would see
 * as them. All invented. The sign-in page of a demo offers them, one click each (law 10).
 *
 * Part of the face fund/signin/signin.h, which includes it.
 */
#ifndef FUND_SIGNIN_DEMO_PEOPLE_H
#define FUND_SIGNIN_DEMO_PEOPLE_H

#include "engine/db/db.h"
#include "engine/base/values.h"

/* A place in an organisation, found by its name. */
struct demo_place {
    uint32_t role; /* there; 0: none */
    const char *organisation;
    bool main;
};
enum { DEMO_PLACES_MOST = 2 };

struct demo_person {
    text key; /* "grant_manager": what the form sends, and what tests call them */
    text name, email;
    text group;     /* "At the fund" */
    text what;      /* "Grant manager" */
    text can;       /* what there is to see */
    uint32_t roles; /* of the fund's own */
    struct demo_place place[DEMO_PLACES_MOST];
};
struct demo_people {
    const struct demo_person *row;
    size_t count;
};
struct demo_group {
    text name;
    struct demo_people people;
};
struct demo_groups {
    const struct demo_group *row;
    size_t count;
};
struct demo_people demo_people_all(struct arena *arena);
/* Those that the sign-in page offers. The others are colleagues, who make it look lived in. */
struct demo_groups demo_people_offered(struct arena *arena);
/* NULL: nobody of that key is offered. */
const struct demo_person *demo_person_find(const struct demo_groups *groups, text key) must_use;

#endif
