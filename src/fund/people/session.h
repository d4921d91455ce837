/* Sessions begin and end; links are spent. Private to fund/people. */
#ifndef FUND_PEOPLE_SESSION_H
#define FUND_PEOPLE_SESSION_H

#include "fund/people/people.h"
#include "fund/people/rules.h"

/* False: no such link, or too old, or used; all alike. True: it is used now, and was *account's. */
bool people_link_spend(struct db_write *db, text token, instant now, account_id *account) must_use;
/* Whether the link let this very account in a moment ago: a second press of its button. */
bool people_link_was_of(struct db *db, const struct viewer *viewer, text token,
                        instant now) must_use;
/* The token for the cookie, as hex; the database keeps only its hash. */
text people_session_begin(struct db_write *db, account_id account, instant now) must_use;
void people_session_end(struct db_write *db, const struct viewer *viewer);
/* The demo's account of a role, made when there is none. */
account_id people_demo_account(struct db_write *db, const struct demo_role *role);

#endif
