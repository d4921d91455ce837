/* Mails are made and queued: see mail.h. */
#include "engine/mail/mail.h"

#include "engine/jobs/jobs.h"
#include "engine/mail/hours.h"
#include "engine/mail/line.h"
#include "engine/web/server.h"
#include "mail_queries.h"

#include <sodium.h>

enum { TOKEN_BYTES = 16, NAME_MOST = 200, SUBJECT_MOST = 200, WORDS_MOST = 1000 };

struct mail {
    const struct app *app;
    struct db_write *write;
    struct arena *arena;
    struct mail_head head; /* safe for a head */
    text why;
    text reply_name, reply_address;
    enum mail_choice choice;
    text choose_path;
    struct view view;
    struct html html;
};

text mail_token(struct arena *arena)
{
    unsigned char random[TOKEN_BYTES];
    randombytes_buf(random, sizeof random);
    return bytes_hex(arena, (bytes){.ptr = random, .len = sizeof random});
}

bool mail_address_fits(text address)
{
    const ptrdiff_t at = text_find(address, T("@"));
    if (at <= 0 || address.len > 254 || !text_is_utf8(address))
        return false;
    const text domain = text_slice(address, (size_t)at + 1, address.len);
    if (domain.len == 0 || text_find(domain, T("@")) >= 0 || domain.ptr[0] == '.' ||
        text_ends(domain, T(".")) || text_find(domain, T("..")) >= 0)
        return false;
    for (size_t i = 0; i < address.len; i++) {
        const unsigned char c = (unsigned char)address.ptr[i];
        if (c <= ' ' || c == 0x7f || c == '<' || c == '>' || c == '"' || c == ',' || c == ';' ||
            c == ':' || c == '\\' || c == '(' || c == ')' || c == '[' || c == ']')
            return false;
    }
    return true;
}

/* How often this person wants what is optional, and the path where to say so. */
static void find_choice(struct mail *mail)
{
    mail->choice = MAIL_CHOICE_EACH;
    if (mail->head.kind != MAIL_KIND_OPTIONAL || mail->head.account == 0)
        return;
    const struct mail_choice_find_row *row =
        mail_choice_find(db_of(mail->write), account_id_of(mail->head.account));
    if (!row) {
        (void)mail_choice_begin(mail->write, account_id_of(mail->head.account),
                                mail_token(mail->arena));
        row = mail_choice_find(db_of(mail->write), account_id_of(mail->head.account));
        ensure(row);
    }
    mail->choice = row->choice;
    mail->choose_path = text_format(mail->arena, "/mail-choice?token=%.*s", TEXT_ARG(row->token));
}

text mail_initiative_now(const struct app *app, struct db *db)
{
    struct view view = {.initiative = app->initiative};
    if (app->show)
        app->show(db, NULL, &view);
    return view.initiative;
}

struct mail *mail_begin(const struct app *app, struct db_write *write, text why,
                        struct mail_head head)
{
    struct arena *arena = db_arena(db_of(write));
    struct mail *mail = arena_make(arena, struct mail);
    *mail = (struct mail){.app = app, .write = write, .arena = arena, .head = head};
    if (!mail_address_fits(head.to))
        fail("a mail to what is no address");
    mail->why = mail_line(arena, why, WORDS_MOST).safe;
    mail->head.subject = mail_line(arena, head.subject, SUBJECT_MOST).safe;
    mail->head.to_name = mail_line(arena, head.to_name, NAME_MOST).safe;
    ensure(text_present(mail->why) && text_present(mail->head.subject));
    if (head.kind == MAIL_KIND_OPTIONAL)
        ensure(text_present(head.summary) && text_starts(head.path, T("/")));
    if (app->mail_reply)
        app->mail_reply(db_of(write), &mail->reply_name, &mail->reply_address);
    if (!mail_address_fits(mail->reply_address))
        mail->reply_name = mail->reply_address = TEXT_ABSENT;
    find_choice(mail);
    mail->view =
        (struct view){.initiative = app->initiative, .demo = app->demo, .today = day_today()};
    if (app->show) /* the name that the fund bears now */
        app->show(db_of(write), NULL, &mail->view);
    html_start(&mail->html, arena, &mail->view);
    return mail;
}

struct html *mail_html(struct mail *mail)
{
    return &mail->html;
}

/* After a rollback it finds nothing. */
static void wake(void *post)
{
    jobs_wake(post);
}

void mail_wake(const struct app *app, struct arena *arena)
{
    if (app->post)
        arena_on_close(arena, wake, app->post);
}

static mail_id queue(struct mail *mail, enum mail_choice choice)
{
    const struct mail_head *head = &mail->head;
    /* Drawn, and in the layout, which says why. */
    ensure(text_find(html_text(&mail->html), T("class=\"mail-foot\"")) > 0);
    if (choice == MAIL_CHOICE_NONE)
        return NO_MAIL;
    const struct mail_hours hours = hours_of(mail->app, db_of(mail->write));
    const instant now = instant_now();
    bool digest;
    const instant due = hours_due(&hours, now, head->kind, choice, &digest);
    const mail_id id = outbox_add(mail->write, mail_token(mail->arena), head->kind,
                                  digest ? MAIL_STATE_HELD : MAIL_STATE_WAITING,
                                  (opt_int){.some = head->account != 0, .it = head->account},
                                  head->to_name, head->to, mail->reply_name, mail->reply_address,
                                  head->subject, mail->why, head->summary, head->path,
                                  html_text(&mail->html), head->secret, head->of_fault, now, due);
    mail_wake(mail->app, mail->arena);
    return id;
}

mail_id mail_add(struct mail *mail)
{
    return queue(mail, mail->choice);
}

mail_id mail_add_now(struct mail *mail)
{
    return queue(mail, MAIL_CHOICE_EACH);
}

/* ---- For pages ---- */

text mail_url(const struct mail *mail, text path)
{
    return text_format(mail->arena, "%.*s%.*s", TEXT_ARG(mail->app->url), TEXT_ARG(path));
}

text mail_subject(const struct mail *mail)
{
    return mail->head.subject;
}

text mail_why(const struct mail *mail)
{
    return mail->why;
}

text mail_to_name(const struct mail *mail)
{
    return mail->head.to_name;
}

text mail_initiative(const struct mail *mail)
{
    return mail->view.initiative;
}

text mail_reply_name(const struct mail *mail)
{
    return mail->reply_name;
}

text mail_reply_address(const struct mail *mail)
{
    return mail->reply_address;
}

text mail_choose_path(const struct mail *mail)
{
    return mail->choose_path;
}

void mail_forget_address(struct db_write *write, struct arena *arena, text address)
{
    (void)outbox_forget_waiting(write, address);
    (void)outbox_forget_bodies(write, address);
    (void)mail_address_forget(write, text_lower(arena, address));
}
