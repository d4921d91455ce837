/* How often: see choice.h. */
#include "engine/mail/choice.h"

#include "engine/mail/hours.h"
#include "engine/mail/mail.h"
#include "engine/web/server.h"
#include "mail_queries.h"

void choice_set(const struct app *app, struct db_write *write, int64_t account,
                enum mail_choice choice)
{
    (void)mail_choice_begin(write, account_id_of(account), mail_token(db_arena(db_of(write))));
    (void)mail_choice_set(write, account_id_of(account), choice);
    if (choice == MAIL_CHOICE_NONE) {
        (void)outbox_unwanted(write, account);
        return;
    }
    const struct mail_hours hours = hours_of(app, db_of(write));
    bool digest;
    const instant due = hours_due(&hours, instant_now(), MAIL_KIND_OPTIONAL, choice, &digest);
    (void)outbox_retime(write, account, digest ? MAIL_STATE_HELD : MAIL_STATE_WAITING, due);
}

bool choice_change(const struct app *app, struct db_write *write, text token,
                   enum mail_choice choice)
{
    const struct mail_choice_by_token_row *found = mail_choice_by_token(db_of(write), token);
    if (found)
        choice_set(app, write, account_id_raw(found->account), choice);
    return found != NULL;
}
