/*
 * Mail: queued in the transaction of the change it tells of, sent after the commit, never twice.
 *
 *     struct mail *mail = mail_begin(rq->app, write, T("You get this because …"),
 *                                    (struct mail_head){.kind = MAIL_KIND_URGENT, .to = …});
 *     page_mail_sign_in(mail_html(mail), mail, link);      {% page … in mail(mail) %}
 *     mail_add(mail);
 *
 * The body is a compiled page, drawn in the layout `mail`, which says who writes, why, and how to
 * reply; the plain text beside it is made from the same page. No mail is without its why: it is an
 * argument. No header can be forged by what people typed: a header is made from struct mail_line
 * alone (line.h).
 */
#ifndef ENGINE_MAIL_MAIL_H
#define ENGINE_MAIL_MAIL_H

#include "engine/db/db.h"
#include "engine/web/html.h"

struct app;
struct mail;

struct mail_head {
    enum mail_kind kind;
    int64_t account; /* whose choice of when holds; 0: someone without an account */
    text to_name;    /* may be absent */
    text to;         /* the address, as accounts keep it */
    text subject;    /* no personal data beyond need: it shows on a locked phone */
    /* For a digest, which holds this line and a link; an optional mail must have both. */
    text summary;
    text path;     /* "/grants/5": where on this site it can be read or acted on */
    bool secret;   /* holds a link that signs in: its body is deleted once it was sent */
    bool of_fault; /* tells of a mail that failed: when it fails too, nobody is told */
};

/* Starts a mail. why: one sentence, "You get this because …". fail()s when the address cannot be
 * one, and when a part is missing. */
struct mail *mail_begin(const struct app *app, struct db_write *write, text why,
                        struct mail_head head) must_use;
/* Where its page is drawn. */
struct html *mail_html(struct mail *mail) must_use;
/* Queues it. Urgent ones go within seconds of the commit, others in working hours, optional ones as
 * the person chose. NO_MAIL: the person wants none of these. */
mail_id mail_add(struct mail *mail);
/* The same for the digest itself, which does not wait for another. */
mail_id mail_add_now(struct mail *mail);
#define NO_MAIL (mail_id_of(0))

/* For pages: "https://fund.example/grants/5". */
text mail_url(const struct mail *mail, text path);
text mail_subject(const struct mail *mail);
text mail_why(const struct mail *mail);
text mail_to_name(const struct mail *mail);
text mail_initiative(const struct mail *mail);
/* Who reads an answer, or absent. */
text mail_reply_name(const struct mail *mail);
text mail_reply_address(const struct mail *mail);
/* Where the person says how often, with one button; absent unless it is optional. */
text mail_choose_path(const struct mail *mail);

/* The initiative's name as it is now: it may have another since the program began. */
text mail_initiative_now(const struct app *app, struct db *db);

/* What is queued is looked at soon: once the arena of this change goes, and so after its commit. */
void mail_wake(const struct app *app, struct arena *arena);

/* 128 random bits as hex. */
text mail_token(struct arena *arena);

/* Whether text can be an address: one @, a name and a domain, nothing that a header could stumble
 * over. */
bool mail_address_fits(text address) must_use;

/* When someone leaves or changes the address: what waits for it goes, and what was said of it. The
 * mails that went keep no body. */
void mail_forget_address(struct db_write *write, struct arena *arena, text address);

#endif
