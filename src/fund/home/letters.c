/*
 * Mails about remarks. They say that there is something to read and where, and not what: mail is
 * read on locked telephones and forwarded.
 */
#include "engine/mail/mail.h"
#include "fund/home/show.h"
#include "home_pages.h"

static void tell(const struct app *app, struct db_write *write, account_id account, text name,
                 text email, const struct home_partner_row *partner, remark_id remark)
{
    struct mail *mail = mail_begin(
        app, write,
        T("You get this because you look after a grant of theirs, or cover for who does."),
        (struct mail_head){.kind = MAIL_KIND_NEEDED,
                           .account = account_id_raw(account),
                           .to_name = name,
                           .to = email,
                           .subject = T("A partner says that something is wrong")});
    page_mail_remark(mail_html(mail), mail, partner->name, remark);
    (void)mail_add(mail);
}

static bool is_among(const account_id *told, size_t count, account_id account)
{
    for (size_t i = 0; i < count; i++)
        if (account_id_raw(told[i]) == account_id_raw(account))
            return true;
    return false;
}

void letter_remark(const struct app *app, struct db_write *write, partner_id partner,
                   opt_grant_id about, remark_id remark, day today)
{
    struct db *db = db_of(write);
    const struct home_partner_row *row = home_partner(db, partner);
    const struct contacts contacts = contacts_now(db, partner, about, today);
    account_id *told = arena_array(db_arena(db), account_id, contacts.count + 1);
    size_t count = 0;
    for (size_t i = 0; row && i < contacts.count; i++) {
        const struct contact *contact = &contacts.row[i];
        const bool covered = contact->away_until.some && contact->cover_id.some;
        const account_id account = covered ? contact->cover_id.it : contact->id;
        if (is_among(told, count, account))
            continue; /* who covers for one may look after another */
        tell(app, write, account, covered ? contact->cover : contact->name,
             covered ? contact->cover_email : contact->email, row, remark);
        told[count++] = account;
    }
}

void letter_answer(const struct app *app, struct db_write *write, remark_id remark)
{
    const struct remark_sayer_row *sayer = remark_sayer(db_of(write), remark);
    if (!sayer)
        return;
    struct mail *mail = mail_begin(
        app, write, T("You get this because you told the fund that something was wrong."),
        (struct mail_head){.kind = MAIL_KIND_NEEDED,
                           .account = account_id_raw(sayer->id),
                           .to_name = sayer->name,
                           .to = sayer->email,
                           .subject = T("The fund answered you")});
    const text path = sayer->grant_id.some
                          ? text_format(db_arena(db_of(write)), "/yours/grants/%lld",
                                        (long long)grant_id_raw(sayer->grant_id.it))
                          : T("/yours/record");
    page_mail_remark_answer(mail_html(mail), mail, path);
    (void)mail_add(mail);
}
