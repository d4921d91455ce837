/* Who may come in: accounts, and what they may do. How they come in is fund/signin. */
#ifndef FUND_PEOPLE_H
#define FUND_PEOPLE_H

#include "engine/web/route.h"
#include "engine/web/server.h"
#include "fund/people/access.h"
#include "fund/roles/roles.h"

static inline bool people_may_edit(const struct request *rq)
{
    return (rq->view.viewer.roles & ROLE_EDITOR) != 0;
}

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

#endif
