/* Sessions begin, change and end. Private to fund/signin. */
#ifndef FUND_SIGNIN_SESSION_H
#define FUND_SIGNIN_SESSION_H

#include "fund/signin/memory.h"
#include "fund/signin/rules.h"

/* The hash of a token that we made. */
bytes token_hash_own(struct arena *arena, text token) must_use;

/* False: no such link, or too old, or used; all alike. True: it is used now, and was *account's. */
bool link_use(struct db_write *db, text token, instant now, account_id *account) must_use;
/* Whether the link let this very account in a moment ago: a second press of its button. */
bool link_was_of(struct db *db, const struct viewer *viewer, text token, instant now) must_use;

/* The request's session goes on under a new token: whoever knew the old one is out. */
void session_anew(struct request *rq, struct db_write *write, struct answer *answer);
/* The request's session ends. */
void session_leave(struct request *rq, struct db_write *write);
/* All others of the account end, and a new address that was asked for does not come. */
void sessions_leave_others(struct request *rq, struct db_write *write);
/* The second factor of the request's session was given. */
void session_factor_given(struct request *rq, struct db_write *write, instant now);
/* The browser is one of the account's from now on: for who has shown all that is asked of them. */
void device_keep(struct request *rq, struct db_write *write, account_id account,
                 struct answer *answer);
/* The device that the request's cookie names, or an empty hash that none has. */
bytes device_hash(const struct request *rq) must_use;

#endif
