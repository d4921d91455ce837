/* Secrets of second factors, sealed with the person's own key. Private to fund/signin. */
#ifndef FUND_SIGNIN_SECRET_H
#define FUND_SIGNIN_SECRET_H

#include "fund/signin/signin.h"

bytes secret_seal(const struct app *app, struct db_write *write, account_id account,
                  bytes plain) must_use;
/* False: the key is gone, or it is not what was sealed. */
bool secret_open(const struct app *app, struct db *db, account_id account, bytes sealed,
                 bytes *plain) must_use;
/* What a request for a link keeps of an address: found again by who has the keys, and by nobody who
 * has the database alone. */
bytes secret_mac(const struct app *app, struct arena *arena, text email) must_use;

#endif
