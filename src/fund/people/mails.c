/* The mails that this module sends: see mails.h. */
#include "fund/people/mails.h"
#include "engine/mail/mail.h"
#include "engine/web/server.h"
#include "fund/people/invite.h"
#include "people_pages.h"

void mail_invitation(struct request *rq, struct db_write *write,
                     const struct invitation_row *invitation, text token)
{
    const bool by_someone = text_present(rq->view.viewer.name);
    const text by = by_someone ? rq->view.viewer.name : rq->view.initiative;
    const text why = text_format(rq->arena,
                                 "You get this because %.*s gave this address to invite you. If it "
                                 "was not meant for you, do nothing: it ends by itself.",
                                 TEXT_ARG(by));
    struct mail *mail = mail_begin(rq->app, write, why,
                                   (struct mail_head){
                                       .kind = MAIL_KIND_URGENT,
                                       .to_name = invitation->name,
                                       .to = invitation->email,
                                       .subject = text_format(rq->arena, "Your invitation to %.*s",
                                                              TEXT_ARG(rq->view.initiative)),
                                       .secret = true,
                                   });
    page_mail_invitation(mail_html(mail), mail, invitation,
                         invitation_does(db_of(write), invitation), by, token);
    (void)invitation_mailed(write, invitation->id, mail_add(mail));
}

void mail_address_changed(struct request *rq, struct db_write *write,
                          const struct person_row *person, text now)
{
    struct mail *mail =
        mail_begin(rq->app, write,
                   T("You get this because your account had this address until now. We tell you so "
                     "that nobody can change it unseen."),
                   (struct mail_head){
                       .kind = MAIL_KIND_URGENT, /* by night too: it may not have been them */
                       .account = account_id_raw(person->id),
                       .to_name = person->name,
                       .to = person->email,
                       .subject = T("Your e-mail address was changed"),
                   });
    page_mail_address_changed(mail_html(mail), mail, person->name, address_masked(rq->arena, now));
    (void)mail_add(mail);
}
