/* The demo's people become accounts with their places: see demo_places.h. */
#include "fund/demo/demo_places.h"

#include "demo_queries.h"
#include "fund/signin/signin.h"
#include "fund/people/people.h"

static partner_id partner_named(struct db_write *write, const char *name)
{
    const struct demo_partner_named_row *row = demo_partner_named(db_of(write), text_of(name));
    ensure(row);
    return row->id;
}

static void place_add(struct db_write *write, account_id account, const struct demo_place *place,
                      day since)
{
    struct db *db = db_of(write);
    const text name = text_of(place->organisation);
    if (place->role == ROLE_PARTNER) {
        (void)demo_partner_person(write, account, partner_named(write, place->organisation),
                                  place->main, since);
    } else if (place->role == ROLE_GROUP) {
        const struct demo_group_named_row *group = demo_group_named(db, name);
        ensure(group);
        (void)demo_group_person(write, account, group->id, place->main, since);
    } else if (place->role == ROLE_CO_FUNDER) {
        const struct demo_funder_named_row *funder = demo_funder_named(db, name);
        ensure(funder);
        (void)demo_funder_person(write, account, funder->id, place->main, since);
    }
}

#define HERE_SECONDS (INT64_C(86400) * 548) /* eighteen months, as their places */

void demo_people_add(struct db_write *write, day today, instant at)
{
    struct arena *arena = db_arena(db_of(write));
    const text group = T("Kitchen Table Group");
    const day since = day_add_months(today, -18);
    (void)demo_group(
        write, partner_named(write, "Thornmere Refugee Welcome"), group, sort_key(arena, group),
        T("Forty of us cook on Thursdays, and write to our MP on the same table."), at);
    account_id managers[2] = {account_id_of(0), account_id_of(0)};
    size_t found = 0;
    const struct demo_people people = demo_people_all(arena);
    for (size_t i = 0; i < people.count; i++) {
        const struct demo_person *person = &people.row[i];
        const account_id account =
            people_account_add(write, person->name, person->email, person->roles);
        (void)demo_account_since(write, account, instant_add(at, -HERE_SECONDS));
        for (size_t k = 0; k < DEMO_PLACES_MOST; k++)
            place_add(write, account, &person->place[k], since);
        if (person->roles == ROLE_GRANT_MANAGER && found < 2)
            managers[found++] = account;
    }
    ensure(found == 2);
    (void)demo_grant_managers(write, managers[0], managers[1], since);
    (void)demo_absence(write, managers[0], managers[1], day_add(today, -4), day_add(today, 7), at);
}
