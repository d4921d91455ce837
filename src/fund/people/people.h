/* Who may come in: accounts, and what they may do. How they come in is fund/signin. */
#ifndef FUND_PEOPLE_H
#define FUND_PEOPLE_H

#include "engine/jobs/schedule.h"
#include "engine/web/route.h"
#include "engine/web/server.h"
#include "fund/people/access.h"
#include "fund/roles/roles.h"

/* The hat that a viewer has on. */
static inline struct hat hat_of(const struct viewer *viewer)
{
    return (struct hat){.roles = viewer->account ? viewer->roles : 0, .of = viewer->of};
}

/* What stands on the command line, by the rules of the web's forms. Absent: fine, and *out is it,
 * trimmed; else what is wrong with it. label: what it is called there, "--name". */
text people_name_take(struct arena *arena, const char *label, text typed, text *out) must_use;
text people_email_take(struct arena *arena, const char *label, text typed, text *out) must_use;

/* Adds an account; fail()s when the address is taken (look first). */
account_id people_account_add(struct db_write *db, text name, text email, uint32_t roles);

/* For the command line. A place in an organisation, by its name; role: one bit of ROLE_OF. False:
 * *say tells why not. */
bool people_place_give(struct db_write *write, account_id account, uint32_t role, text name,
                       text *say) must_use;
/* The account of an address leaves. False: *say tells why not. */
bool people_account_leave(struct db_write *write, text email, account_id *account,
                          text *say) must_use;

/* ---- Who looks after a grant (B1) ---- */

/* The named contact, and who covers while they are away. */
struct people_contact {
    account_id account;
    text name;
    text cover;      /* absent: they are here */
    account_id by;   /* who covers */
    opt_day back_on; /* the first day on which they are here again */
};
/* False: nobody looks after it. One statement. */
bool people_contact_of(struct db *db, grant_id grant, day today,
                       struct people_contact *contact) must_use;
/* The same in two steps, so that others may be asked between them. */
struct people_contact_asked;
const struct people_contact_asked *people_contact_ask(struct db *db, grant_id grant, day today);
bool people_contact_take(const struct people_contact_asked *asked,
                         struct people_contact *contact) must_use;
/* Staff, to choose from. */
struct options people_managers(struct db *db);
/* Someone looks after a grant from now on, whoever did before; absent: nobody does. False: not one
 * of the staff, and nothing changed. */
bool people_contact_set(struct db_write *write, grant_id grant, opt_account_id account,
                        day today) must_use;
/* Whether someone looks after a grant, or covers for who does: a reason of a rule. */
struct access people_contact_access(struct db *db, account_id account, grant_id grant, day today);

extern const struct routes people_routes;
extern const struct schedule people_schedule;

#endif
