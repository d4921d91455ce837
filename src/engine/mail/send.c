/* Mails are sent: see send.h. */
#include "engine/mail/send.h"

#include "engine/jobs/jobs.h"
#include "engine/mail/hours.h"
#include "engine/mail/plain.h"
#include "engine/mail/smtp.h"
#include "engine/web/server.h"
#include "mail_queries.h"

#include <errno.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#define ROUND_MEMORY ((size_t)32 << 20)
enum { ROUND_SECONDS = 30, SECRET_SECONDS = 24 * 60 * 60, NAME_MOST = 200 };

struct round {
    const struct app *app;
    const struct jobs *jobs;
    struct arena *arena; /* of one mail */
    mail_id mail;
    bool broke; /* a mark could not be stored */
    const struct mail_row *row;
    enum smtp_end end;
    text said;
};

static bool leaving(void *arg)
{
    const struct round *round = arg;
    return round->jobs && jobs_stopping(round->jobs);
}

/* ---- One process at a time ---- */

static void close_lock(void *thing)
{
    const int *fd = thing;
    (void)close(*fd);
}

/* False: another process sends. */
static bool take_lock(const struct app *app, struct arena *arena)
{
    int *fd = arena_make(arena, int);
    *fd = db_beside(arena, app->database, "-mailer");
    if (*fd < 0)
        fail("no lock for mails can be opened");
    arena_on_close(arena, close_lock, fd);
    return flock(*fd, LOCK_EX | LOCK_NB) == 0;
}

/* What a process that ended had begun, or a round that lost the database. */
static void recover(const struct app *app, struct arena *arena)
{
    struct db *db = db_read(app->database, arena);
    const bool any = outbox_claimed(db) != NULL;
    db_read_end(db);
    if (!any)
        return;
    struct db_write *write = db_write_begin(app->database, arena);
    (void)outbox_unclaim(write);
    (void)outbox_unsure(write, instant_now(),
                        T("Holdfast was stopped, or lost its database, while it handed this "
                          "mail over."));
    db_write_commit(write);
}

/* ---- One mail ---- */

static void mark_handed(void *arg)
{
    const struct round *round = arg;
    struct db_write *write = db_write_begin(round->app->database, round->arena);
    const bool ours = outbox_hand(write, round->mail) == 1;
    db_write_commit(write);
    if (!ours)
        fail("a mail that is being sent was changed");
}

/* Called within the library: nothing may unwind through it. */
static bool handing(void *arg)
{
    struct round *round = arg;
    struct failure failure;
    round->broke = !fail_try(mark_handed, round, &failure);
    return !round->broke;
}

/* Three days, and of a link that signs in one: it is not good for longer. */
static bool give_up(const struct mail_row *mail, instant now)
{
    const instant first = mail->tried_at.some ? mail->tried_at.it : now;
    return hours_give_up(first, now) ||
           (mail->secret && instant_order(now, instant_add(mail->made_at, SECRET_SECONDS)) >= 0);
}

/* Whether a refusal is of the address, and not of what was in the mail (RFC 3463: X.1 addressing,
 * X.2 mailbox; RFC 5321: 550, 551, 553 without such a code). */
static bool is_about_address(text said)
{
    if (text_find(said, T(" 5.")) == 3)
        return text_find(said, T(" 5.1.")) == 3 || text_find(said, T(" 5.2.")) == 3;
    return text_starts(said, T("550")) || text_starts(said, T("551")) ||
           text_starts(said, T("553"));
}

static void settle(const struct round *round, const struct mail_row *mail, enum smtp_end end,
                   text said)
{
    struct db_write *write = db_write_begin(round->app->database, round->arena);
    const instant now = instant_now();
    const bool keep = !mail->secret;
    switch (end) {
    case SMTP_TAKEN:
        (void)outbox_end(write, mail->id, MAIL_STATE_SENT, now, said, keep || round->app->demo);
        break;
    case SMTP_UNSURE:
        (void)outbox_end(write, mail->id, MAIL_STATE_UNSURE, now, said, true);
        break;
    case SMTP_NEVER:
        (void)outbox_end(write, mail->id, MAIL_STATE_FAILED, now, said, keep);
        if (is_about_address(said))
            (void)mail_address_put(write, text_lower(round->arena, mail->to_address),
                                   ADDRESS_STATE_FAILING, now, said);
        break;
    case SMTP_LATER:
    case SMTP_AWAY:
        if (give_up(mail, now)) {
            (void)outbox_end(write, mail->id, MAIL_STATE_FAILED, now, said, keep);
        } else {
            const instant again = hours_retry(now, mail->tries);
            const struct mail_hours hours = hours_of(round->app, db_of(write));
            (void)outbox_again(write, mail->id,
                               mail->kind == MAIL_KIND_URGENT ? again : hours_next(&hours, again),
                               said);
        }
        break;
    case SMTP_LEFT:
        (void)outbox_let_go(write, mail->id);
        break;
    }
    db_write_commit(write);
}

static enum smtp_end send_one(struct round *round, const struct mail_row *mail, text *said)
{
    struct arena *arena = round->arena;
    if (round->app->demo) {
        *said = T("This is a demo: nothing left this machine.");
        return SMTP_TAKEN;
    }
    if (!mail->body.ptr) {
        *said = T("What stood in this mail is gone.");
        return SMTP_NEVER;
    }
    struct db *db = db_read(round->app->database, arena);
    const text initiative = mail_initiative_now(round->app, db);
    db_read_end(db);
    const struct letter letter = {
        .message_id = text_format(arena, "<%lld.%.*s@%.*s>", (long long)mail_id_raw(mail->id),
                                  TEXT_ARG(mail->token), TEXT_ARG(round->app->smtp->domain)),
        .at = mail->made_at,
        .to_name = mail_line(arena, mail->to_name, NAME_MOST),
        .to = mail->to_address,
        .reply_name = mail_line(arena, mail->reply_name, NAME_MOST),
        .reply = mail->reply_address,
        .subject = mail_line(arena, mail->subject, NAME_MOST),
        .words = plain_of_html(arena, mail->body, PLAIN_COLUMNS),
        .html = mail->body,
        .handing = handing,
        .leave = leaving,
        .arg = round,
    };
    return smtp_send(arena, round->app->smtp, initiative, &letter, said);
}

/* The next mail, claimed: nobody else sends it. False: none is due. It is not read yet, so that one
 * which cannot be is marked all the same. */
static bool claim(struct round *round)
{
    const instant now = instant_now();
    struct db *db = db_read(round->app->database, round->arena);
    const struct outbox_next_row *mail = outbox_next(db, now);
    const struct mail_hours hours = hours_of(round->app, db);
    db_read_end(db);
    if (!mail)
        return false;
    struct db_write *write = db_write_begin(round->app->database, round->arena);
    if (!hours_open(&hours, now))
        (void)outbox_put_off(write, now, hours_next(&hours, now));
    mail = outbox_next(db_of(write), now);
    const bool claimed = mail && outbox_claim(write, mail->id, now) == 1;
    if (claimed)
        round->mail = mail->id;
    db_write_commit(write);
    return claimed;
}

/* What is optional is not sent to an address that sends everything back. */
static bool is_pointless(const struct round *round, const struct mail_row *mail)
{
    if (mail->kind != MAIL_KIND_OPTIONAL)
        return false;
    struct db *db = db_read(round->app->database, round->arena);
    const struct mail_address_find_row *address =
        mail_address_find(db, text_lower(round->arena, mail->to_address));
    db_read_end(db);
    return address && address->state == ADDRESS_STATE_FAILING;
}

static void read_and_send(void *arg)
{
    struct round *round = arg;
    struct db *db = db_read(round->app->database, round->arena);
    round->row = mail_find(db, round->mail);
    db_read_end(db);
    ensure(round->row);
    round->said = T("Mails to this address come back, and this one can be done without.");
    round->end =
        is_pointless(round, round->row) ? SMTP_NEVER : send_one(round, round->row, &round->said);
}

/* A mail that cannot be made does not keep those behind it waiting: people see it and decide. */
static void mark_broken(const struct round *round, const struct failure *failure)
{
    fprintf(stderr, "holdfast: the sending of mail %lld broke off: %s\n",
            (long long)mail_id_raw(round->mail), failure->what);
    arena_reset(round->arena); /* its transaction, if one is open, is over */
    struct db_write *write = db_write_begin(round->app->database, round->arena);
    (void)outbox_break(write, round->mail, instant_now(),
                       T("Holdfast itself could not send this mail. Its log says why."));
    db_write_commit(write);
}

size_t mail_round(const struct app *app, const struct jobs *jobs, struct arena *arena)
{
    if (!app->smtp && !app->demo)
        return 0;
    struct arena *own = arena_new_in(arena, ROUND_MEMORY);
    if (!take_lock(app, arena))
        return 0;
    recover(app, own);
    arena_reset(own);
    mail_digests(app, own);
    size_t ended = 0;
    for (;;) {
        arena_reset(own);
        struct round round = {.app = app, .jobs = jobs, .arena = own};
        if (leaving(&round))
            break;
        struct failure failure;
        if (!claim(&round))
            break;
        if (!fail_try(read_and_send, &round, &failure)) {
            if (failure.kind != FAILURE_BROKEN)
                fail_again(&failure); /* not the mail's fault: the next round takes it up */
            mark_broken(&round, &failure);
            ended++;
            continue;
        }
        if (round.broke)
            fail("a mail could not be marked as handed over");
        settle(&round, round.row, round.end, round.said);
        if (round.end == SMTP_AWAY || round.end == SMTP_LEFT)
            break;
        ended += round.end != SMTP_LATER;
    }
    return ended;
}

static void tick(struct arena *arena, const struct jobs *jobs, const void *app)
{
    (void)mail_round(app, jobs, arena);
}

void mail_post_begin(const struct app *app)
{
    jobs_tick_every(app->post, ROUND_SECONDS, tick, app);
}
