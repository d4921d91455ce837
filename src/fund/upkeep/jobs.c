/*
 * The jobs of the program as a whole: what the mails need besides being sent.
 */
#include "engine/mail/mail.h"
#include "engine/web/server.h"
#include "fund/people/people.h"
#include "fund/settings/settings.h"
#include "fund/upkeep/show.h"
#include "fund/upkeep/upkeep.h"
#include "upkeep_pages.h"
#include "upkeep_queries.h"
#include "web_queries.h"

enum { A_DAY = 24 * 60 * 60 };

/* Mails go as many days after they ended as the fund keeps them, and words that held a link after
 * one. */
static text forget_mails(struct job_run *run)
{
    struct db_write *write = db_write_begin(run->app->database, run->arena);
    const int64_t kept = settings_find(db_of(write)).keep_mails * A_DAY;
    const int64_t gone = outbox_forget(write, instant_add(run->now, -kept));
    (void)outbox_forget_secrets(write, instant_add(run->now, -A_DAY));
    db_write_commit(write);
    return gone > 0 ? text_format(run->arena, "%lld forgotten.", (long long)gone) : TEXT_ABSENT;
}

/* One mail to each director, however many failed: once they know, they look at the list. */
static text tell_of_failures(struct job_run *run)
{
    struct db_write *write = db_write_begin(run->app->database, run->arena);
    const struct mails_untold_rows failed = mails_untold(db_of(write));
    if (failed.count == 0) {
        db_write_undo(write);
        return TEXT_ABSENT;
    }
    const struct directors_rows directors = directors_of(db_of(write), ROLE_DIRECTOR);
    for (size_t i = 0; i < directors.count; i++) {
        struct mail *mail = mail_begin(
            run->app, write, T("You get this because you are a director of the fund."),
            (struct mail_head){.kind = MAIL_KIND_NEEDED,
                               .account = account_id_raw(directors.row[i].id),
                               .to_name = directors.row[i].name,
                               .to = directors.row[i].email,
                               .subject = failed.count == 1 ? T("A mail did not arrive")
                                                            : T("Some mails did not arrive"),
                               .of_fault = true});
        page_mail_failures(mail_html(mail), mail, failed);
        (void)mail_add(mail);
    }
    for (size_t i = 0; i < failed.count; i++)
        (void)mail_told(write, failed.row[i].id);
    db_write_commit(write);
    return text_format(run->arena, "Told directors of %zu that did not arrive.", failed.count);
}

void upkeep_demo_mails(const struct app *app, struct db_write *write)
{
    struct db *db = db_of(write);
    const struct directors_rows directors = directors_of(db, ROLE_DIRECTOR);
    if (directors.count == 0 || mails_list(db, &(struct mails_list_ask){.limit = 1}).count > 0)
        return;
    const struct directors *to = &directors.row[0];
    const struct mail_head head = {.kind = MAIL_KIND_URGENT,
                                   .account = account_id_raw(to->id),
                                   .to_name = to->name,
                                   .to = to->email,
                                   .subject = T("Welcome to the demo"),
                                   .summary = T("What a mail from Holdfast looks like."),
                                   .path = T("/")};
    struct mail *mail =
        mail_begin(app, write, T("You get this because you are a director of the fund."), head);
    page_mail_demo(mail_html(mail), mail);
    (void)mail_add(mail);
    struct mail_head optional = head;
    optional.kind = MAIL_KIND_OPTIONAL;
    optional.subject = T("A mail that you can do without");
    mail = mail_begin(app, write, T("You get this because you work with the fund's grants."),
                      optional);
    page_mail_demo(mail_html(mail), mail);
    (void)mail_add(mail);
}

/* Longer than any session: a once value of then belongs to nobody signed in now. */
enum { ONCE_KEPT_SECONDS = 90 * 24 * 60 * 60 };

static text forget_once(struct job_run *run)
{
    struct db_write *write = db_write_begin(run->app->database, run->arena);
    const int64_t gone = once_answers_forget(write, instant_add(run->now, -ONCE_KEPT_SECONDS));
    db_write_commit(write);
    return gone > 0 ? text_format(run->arena, "%lld forgotten.", (long long)gone) : TEXT_ABSENT;
}

static const struct schedule_row rows[] = {
    {"mail.tell", "Tells directors of mails that did not arrive", OFTEN(30), tell_of_failures},
    {"mail.forget", "Forgets mails that went longer ago than the fund keeps them", DAILY(4, 10),
     forget_mails},
    {"web.once", "Forgets which forms were sent, after three months", DAILY(4, 20), forget_once},
};
const struct schedule upkeep_schedule = {.row = rows, .count = sizeof rows / sizeof *rows};
