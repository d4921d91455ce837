/* Mails about signing in: see letters.h. Those with a link are secret: their bodies go once sent.
 */
#include "fund/signin/letters.h"
#include "engine/mail/mail.h"
#include "signin_pages.h"

static struct mail *letter(const struct app *app, struct db_write *write, struct letter_to to,
                           text subject, text why, bool secret)
{
    return mail_begin(app, write, why,
                      (struct mail_head){.kind = MAIL_KIND_URGENT,
                                         .account = account_id_raw(to.account),
                                         .to_name = to.name,
                                         .to = to.email,
                                         .subject = subject,
                                         .secret = secret});
}

void letter_link(const struct app *app, struct db_write *write, struct letter_to to, text token)
{
    struct mail *mail = letter(
        app, write, to, T("Your link to sign in"),
        T("You get this because someone typed this address on the page to sign in. If it was "
          "not you, leave it: nobody gets in without this mail."),
        true);
    page_mail_link(mail_html(mail), mail, token);
    (void)mail_add(mail);
}

void letter_address_new(const struct app *app, struct db_write *write, struct letter_to to,
                        text token)
{
    struct mail *mail =
        letter(app, write, to, T("Is this your new address?"),
               T("You get this because someone with an account here gave this as "
                 "their new address. If it was not you, leave it: nothing changes."),
               true);
    page_mail_address_new(mail_html(mail), mail, token);
    (void)mail_add(mail);
}

void letter_address_old(const struct app *app, struct db_write *write, struct letter_to to)
{
    struct mail *mail =
        letter(app, write, to, T("Your address here is about to change"),
               T("You get this because this is the address of your account."), false);
    page_mail_address_old(mail_html(mail), mail);
    (void)mail_add(mail);
}

void letter_elsewhere(const struct app *app, struct db_write *write, struct letter_to to,
                      text device, text elsewhere)
{
    struct mail *mail = letter(app, write, to, T("We signed you out, to be safe"),
                               T("You get this because you were signed in here."), false);
    page_mail_elsewhere(mail_html(mail), mail, device, elsewhere);
    (void)mail_add(mail);
}

void letter_changed(const struct app *app, struct db_write *write, struct letter_to to, text what)
{
    struct mail *mail = letter(app, write, to, T("How you sign in has changed"),
                               T("You get this because it is about how you sign in."), false);
    page_mail_changed(mail_html(mail), mail, what);
    (void)mail_add(mail);
}
