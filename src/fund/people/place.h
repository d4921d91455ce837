/*
 * A place in an organisation: of a partner, an autonomous group or a co-funder. Three tables, one
 * shape; here they are one. Private to fund/people.
 */
#ifndef FUND_PEOPLE_PLACE_H
#define FUND_PEOPLE_PLACE_H

#include "fund/people/people.h"
#include "people_queries.h"

/* An organisation: the role says of which kind, ROLE_PARTNER, ROLE_GROUP or ROLE_CO_FUNDER. */
struct body {
    uint32_t role;
    int64_t of;
};
static inline struct body body_of(const struct viewer *viewer)
{
    return (struct body){viewer->roles & ROLE_OF, viewer->of};
}

/* NULL: there is none that people see. */
const struct organisation *body_named(struct db *db, struct body body) must_use;
/* For a select; words may be absent. */
struct options bodies_offered(struct db *db, uint32_t role, text words);
enum { BODIES_OFFERED_MOST = 50 };

/* Those whose place is in force, the main contact first. */
struct colleague_rows colleagues_of(struct db *db, struct body body, day today);
const struct place *place_find(struct db *db, struct body body, account_id account) must_use;

/* False: they have a place there already. */
bool place_begin(struct db_write *write, struct body body, account_id account, day today) must_use;
/* False: it is over, or not of this organisation. */
bool place_end(struct db_write *write, struct body body, int64_t membership, day today) must_use;
/* False: it did not end today, or they have begun there anew. */
bool place_end_undo(struct db_write *write, struct body body, int64_t membership,
                    day today) must_use;
/* The account is the main contact from now on. False: it has no place there, and nothing changed.
 */
bool place_make_main(struct db_write *write, struct body body, account_id account) must_use;
/* Those that ended on a day. */
struct ended_place_rows places_ended(struct db *db, struct body body, day on);
/* All places of someone who leaves. */
void places_end_all(struct db_write *write, account_id account, day today);

#endif
