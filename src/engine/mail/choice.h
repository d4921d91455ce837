/* How often someone wants what is optional: by the link at the end of such mails, or by their
 * account's page. */
#ifndef ENGINE_MAIL_CHOICE_H
#define ENGINE_MAIL_CHOICE_H

#include "engine/db/db.h"
#include "types.h"

struct app;

/* What waits for the person goes by the new choice. False: no mail has such a link. */
bool choice_change(const struct app *app, struct db_write *write, text token,
                   enum mail_choice choice) must_use;
/* The same of an account. */
void choice_set(const struct app *app, struct db_write *write, int64_t account,
                enum mail_choice choice);

#endif
