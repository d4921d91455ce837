/* Mails about signing in. Private to fund/signin. Each is urgent: somebody waits for it. */
#ifndef FUND_SIGNIN_LETTERS_H
#define FUND_SIGNIN_LETTERS_H

#include "fund/signin/signin.h"

struct letter_to {
    account_id account;
    text name, email;
};
void letter_link(const struct app *app, struct db_write *write, struct letter_to to, text token);
void letter_address_new(const struct app *app, struct db_write *write, struct letter_to to,
                        text token);
void letter_address_old(const struct app *app, struct db_write *write, struct letter_to to);
void letter_elsewhere(const struct app *app, struct db_write *write, struct letter_to to,
                      text device, text elsewhere);
/* A password or second factor changed, or was taken away. */
void letter_changed(const struct app *app, struct db_write *write, struct letter_to to, text what);

#endif
