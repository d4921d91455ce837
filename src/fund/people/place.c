/* A place in an organisation, whatever its kind: see place.h. */
#include "fund/people/place.h"
#include "fund/site/site.h"

static bool is_partner(struct body body)
{
    return body.role == ROLE_PARTNER;
}

static bool is_group(struct body body)
{
    ensure(body.role == ROLE_PARTNER || body.role == ROLE_GROUP || body.role == ROLE_CO_FUNDER);
    return body.role == ROLE_GROUP;
}

const struct organisation *body_named(struct db *db, struct body body)
{
    return is_partner(body) ? partner_named(db, partner_id_of(body.of))
           : is_group(body) ? group_named(db, group_id_of(body.of))
                            : funder_named(db, funder_id_of(body.of));
}

struct options bodies_offered(struct db *db, uint32_t role, text words)
{
    struct arena *arena = db_arena(db);
    const struct body body = {role, 0};
    const text key = text_present(words) ? sort_key(arena, text_trim(words)) : TEXT_ABSENT;
    const struct organisation_rows rows =
        is_partner(body) ? partners_offered(db, key, BODIES_OFFERED_MOST)
        : is_group(body) ? groups_offered(db, key, BODIES_OFFERED_MOST)
                         : funders_offered(db, key, BODIES_OFFERED_MOST);
    struct option *row = arena_array(arena, struct option, rows.count + 1);
    for (size_t i = 0; i < rows.count; i++)
        row[i] = option_of(arena, rows.row[i].id, rows.row[i].name);
    return (struct options){.row = row, .count = rows.count};
}

struct colleague_rows colleagues_of(struct db *db, struct body body, day today)
{
    return is_partner(body) ? partner_colleagues(db, partner_id_of(body.of), today)
           : is_group(body) ? group_colleagues(db, group_id_of(body.of), today)
                            : funder_colleagues(db, funder_id_of(body.of), today);
}

const struct place *place_find(struct db *db, struct body body, account_id account)
{
    return is_partner(body) ? partner_place(db, partner_id_of(body.of), account)
           : is_group(body) ? group_place(db, group_id_of(body.of), account)
                            : funder_place(db, funder_id_of(body.of), account);
}

struct ended_place_rows places_ended(struct db *db, struct body body, day on)
{
    return is_partner(body) ? partner_ended(db, partner_id_of(body.of), on)
           : is_group(body) ? group_ended(db, group_id_of(body.of), on)
                            : funder_ended(db, funder_id_of(body.of), on);
}

static void main_clear(struct db_write *write, struct body body)
{
    if (is_partner(body))
        partner_main_clear(write, partner_id_of(body.of));
    else if (is_group(body))
        group_main_clear(write, group_id_of(body.of));
    else
        funder_main_clear(write, funder_id_of(body.of));
}

bool place_begin(struct db_write *write, struct body body, account_id account, day today)
{
    return (is_partner(body) ? partner_join(write, partner_id_of(body.of), account, false, today)
            : is_group(body)
                ? group_join(write, group_id_of(body.of), account, false, today)
                : funder_join(write, funder_id_of(body.of), account, false, today)) == 1;
}

bool place_end(struct db_write *write, struct body body, int64_t membership, day today)
{
    return (is_partner(body) ? partner_part(write, partner_id_of(body.of),
                                            partner_person_id_of(membership), today)
            : is_group(body)
                ? group_part(write, group_id_of(body.of), group_person_id_of(membership), today)
                : funder_part(write, funder_id_of(body.of), funder_person_id_of(membership),
                              today)) == 1;
}

bool place_end_undo(struct db_write *write, struct body body, int64_t membership, day today)
{
    return (is_partner(body) ? partner_part_undo(write, partner_id_of(body.of),
                                                 partner_person_id_of(membership), today)
            : is_group(body) ? group_part_undo(write, group_id_of(body.of),
                                               group_person_id_of(membership), today)
                             : funder_part_undo(write, funder_id_of(body.of),
                                                funder_person_id_of(membership), today)) == 1;
}

bool place_make_main(struct db_write *write, struct body body, account_id account)
{
    if (!place_find(db_of(write), body, account))
        return false;
    main_clear(write, body);
    return (is_partner(body) ? partner_main_set(write, partner_id_of(body.of), account)
            : is_group(body) ? group_main_set(write, group_id_of(body.of), account)
                             : funder_main_set(write, funder_id_of(body.of), account)) == 1;
}

void places_end_all(struct db_write *write, account_id account, day today)
{
    partners_part_all(write, account, today);
    groups_part_all(write, account, today);
    funders_part_all(write, account, today);
}
