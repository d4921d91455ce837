/* Secrets of second factors: see secret.h. */
#include "fund/signin/secret.h"
#include "engine/vault/vault.h"

#define PURPOSE T("second factor")

bytes secret_seal(const struct app *app, struct db_write *write, account_id account, bytes plain)
{
    ensure(app->vault);
    return vault_seal(app->vault, write, account_id_raw(account), PURPOSE, plain);
}

bool secret_open(const struct app *app, struct db *db, account_id account, bytes sealed,
                 bytes *plain)
{
    ensure(app->vault);
    return vault_open(app->vault, db, account_id_raw(account), PURPOSE, sealed, plain);
}

bytes secret_mac(const struct app *app, struct arena *arena, text email)
{
    ensure(app->vault);
    return vault_look_up(app->vault, arena, T("sign-in link"),
                         (bytes){.ptr = (const unsigned char *)email.ptr, .len = email.len});
}
