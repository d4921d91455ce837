/* The demo's people: see demo_people.h. */
#include "fund/signin/demo_people.h"

#include "fund/roles/roles.h"

#include <string.h>

#define AT_THE_FUND "At the fund"
#define AT_A_PARTNER "At a partner"
#define BESIDE "Beside the fund"

static const struct {
    const char *key, *name, *email, *group, *what, *can;
    uint32_t roles;
    bool offered;
    struct demo_place place[DEMO_PLACES_MOST];
} people[] = {
    {"grant_manager",
     "Priya Holloway",
     "priya@alderway.example",
     AT_THE_FUND,
     "Grant manager",
     "Grants, partners, programmes and imports. Away this week; Tomasz covers.",
     ROLE_GRANT_MANAGER,
     true,
     {{0}}},
    {"director",
     "Grace Lindqvist",
     "grace@alderway.example",
     AT_THE_FUND,
     "Director",
     "All of it, and who may come in.",
     ROLE_DIRECTOR,
     true,
     {{0}}},
    {"finance",
     "Odile Marsh",
     "odile@alderway.example",
     AT_THE_FUND,
     "Finance",
     "Pledges and contributions.",
     ROLE_FINANCE,
     true,
     {{0}}},
    {"learning_lead",
     "Idris Vale",
     "idris@alderway.example",
     AT_THE_FUND,
     "Learning lead",
     "What is learnt, and what leaves of it.",
     ROLE_LEARNING_LEAD,
     true,
     {{0}}},
    {"viewer",
     "Wen Castle",
     "wen@alderway.example",
     AT_THE_FUND,
     "Viewer",
     "Sees everything, changes nothing.",
     ROLE_VIEWER,
     true,
     {{0}}},
    {"cover",
     "Tomasz Field",
     "tomasz@alderway.example",
     AT_THE_FUND,
     "Grant manager",
     "Looks after the grants that influence.",
     ROLE_GRANT_MANAGER,
     false,
     {{0}}},
    {"partner",
     "Samira Okello",
     "samira@brackwater.example",
     AT_A_PARTNER,
     "Brackwater Law Centre",
     "Its grants, whom to ask, its own record.",
     0,
     true,
     {{ROLE_PARTNER, "Brackwater Law Centre", true}}},
    {"colleague",
     "Rob Tillery",
     "rob@brackwater.example",
     AT_A_PARTNER,
     "Brackwater Law Centre",
     "Samira's colleague.",
     0,
     false,
     {{ROLE_PARTNER, "Brackwater Law Centre", false}}},
    {"member",
     "Dawit Penrose",
     "dawit@thornmere.example",
     AT_A_PARTNER,
     "Thornmere Refugee Welcome",
     "A member of Brackwater's partnership: it sees the same split.",
     0,
     true,
     {{ROLE_PARTNER, "Thornmere Refugee Welcome", true}}},
    {"three_hats",
     "Joanna Peverell",
     "joanna@thornmere.example",
     AT_A_PARTNER,
     "Three hats",
     "Works for two partners and sits on the panel; one hat is on at a time.",
     ROLE_PANEL,
     true,
     {{ROLE_PARTNER, "Thornmere Refugee Welcome", false},
      {ROLE_PARTNER, "Kestrelby Advice Hub", true}}},
    {"group",
     "Nadia Farrow",
     "nadia@kitchentable.example",
     AT_A_PARTNER,
     "Kitchen Table Group",
     "Hosted by Thornmere, and speaks for itself.",
     0,
     true,
     {{ROLE_GROUP, "Kitchen Table Group", true}}},
    {"panel",
     "Bel Hartley",
     "bel@panel.example",
     BESIDE,
     "Panel member",
     "What waits for a decision.",
     ROLE_PANEL,
     true,
     {{0}}},
    {"co_funder",
     "Edmund Quill",
     "edmund@alderfinch.example",
     BESIDE,
     "Alder & Finch Trust",
     "A co-funder: what it promised, what came, the pool.",
     0,
     true,
     {{ROLE_CO_FUNDER, "Alder & Finch Trust", true}}},
    {"learning_partner",
     "Sunniva Stroud",
     "sunniva@stroud.example",
     BESIDE,
     "Learning partner",
     "Independent; behind a wall from all that is assessed.",
     ROLE_LEARNING_PARTNER,
     true,
     {{0}}},
    {"payments",
     "Kit Brennan",
     "kit@alderway.example",
     BESIDE,
     "Payments",
     "Pays what was agreed, and sees no more than that needs.",
     ROLE_PAYMENTS,
     true,
     {{0}}},
};
#define PEOPLE (sizeof people / sizeof *people)

static struct demo_person person(size_t i)
{
    struct demo_person p = {.key = text_of(people[i].key),
                            .name = text_of(people[i].name),
                            .email = text_of(people[i].email),
                            .group = text_of(people[i].group),
                            .what = text_of(people[i].what),
                            .can = text_of(people[i].can),
                            .roles = people[i].roles};
    memcpy(p.place, people[i].place, sizeof p.place);
    return p;
}

struct demo_people demo_people_all(struct arena *arena)
{
    struct demo_person *row = arena_array(arena, struct demo_person, PEOPLE);
    for (size_t i = 0; i < PEOPLE; i++)
        row[i] = person(i);
    return (struct demo_people){.row = row, .count = PEOPLE};
}

struct demo_groups demo_people_offered(struct arena *arena)
{
    struct demo_person *row = arena_array(arena, struct demo_person, PEOPLE);
    struct demo_group *group = arena_array(arena, struct demo_group, PEOPLE);
    struct demo_groups groups = {.row = group};
    size_t count = 0;
    for (size_t i = 0; i < PEOPLE; i++) {
        if (!people[i].offered)
            continue;
        const text name = text_of(people[i].group);
        if (groups.count == 0 || !text_eq(group[groups.count - 1].name, name))
            group[groups.count++] =
                (struct demo_group){.name = name, .people = {.row = row + count}};
        row[count++] = person(i);
        group[groups.count - 1].people.count++;
    }
    return groups;
}

const struct demo_person *demo_person_find(const struct demo_groups *groups, text key)
{
    for (size_t g = 0; g < groups->count; g++)
        for (size_t i = 0; i < groups->row[g].people.count; i++)
            if (text_eq(groups->row[g].people.row[i].key, key))
                return &groups->row[g].people.row[i];
    return NULL;
}
