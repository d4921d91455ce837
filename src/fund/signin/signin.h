/*
 * How people come in, and what holds once they are in: links, passwords, second factors, sessions,
 * devices. Who may come in, and as what, is fund/people.
 */
#ifndef FUND_SIGNIN_H
#define FUND_SIGNIN_H

#include "engine/web/route.h"
#include "engine/web/server.h"
#include "fund/roles/roles.h"
#include "fund/signin/demo_people.h"

/* What signing in keeps in memory while the program runs, for struct app: counts of tries, when
 * sessions were last used, and the key of what must not outlive the run. */
struct signin *signin_new(struct arena *arena) must_use;

/* For struct app. */
bool signin_viewer_find(struct app *app, struct db *db, const struct caller *caller, instant now,
                        struct viewer *viewer);

/* How long a link is good for: one that was mailed, and one that people hand on themselves. */
#define SIGNIN_MAILED_SECONDS INT64_C(3600)
#define SIGNIN_HANDED_SECONDS INT64_C(86400)
/* Makes a link that signs in, once. Returns the token as hex, for "/sign-in/link?token=…". */
text signin_link_make(struct db_write *db, account_id account, int64_t seconds) must_use;

/* Lets the account in, in place of whoever this browser was: sets the cookies of the answer. For an
 * invitation that was accepted, and for what is here. */
void signin_let_in(struct request *rq, struct db_write *write, account_id account,
                   enum sign_in_kind kind, struct answer *answer);
/* The session of the request puts on another hat, under a new token. The caller has looked that it
 * is one of the account's own. role: ROLE_STAFF for all of staff's together, else one bit. */
void signin_hat_put_on(struct request *rq, struct db_write *write, uint32_t role, int64_t of,
                       struct answer *answer);
/* Signs the account out everywhere, and no link of it works any more: for who leaves. Password and
 * second factor go too when `all`. */
void signin_end_all(struct db_write *write, account_id account, bool all);
/* Second factor, password and sessions go, and a link is made, for an administrator who is locked
 * out. False: no account has the address. */
bool signin_rescue(struct db_write *write, text email, text *token) must_use;

/* Who was let back in so since some moment: loud on the directors' page. */
struct signin_rescued {
    instant at;
    text name;
};
struct signin_rescues {
    const struct signin_rescued *row;
    size_t count;
};
struct signin_rescues signin_rescues_since(struct db *db, instant since);

/* Whether their code is still to be given: until then they may be somebody who has only the mail or
 * the password. */
bool signin_code_is_due(const struct viewer *viewer);

/* Where to go after signing in: a path of this site that was asked for, else the first page. */
text signin_next(text asked);

/* What the clock starts here; each may run at any time. */
void signin_sweep(const struct app *app, struct arena *arena, instant now); /* each minute */
void signin_answer_requests(const struct app *app, struct arena *arena, instant now);

extern const struct routes signin_routes;
extern const struct schedule signin_schedule;

#endif
