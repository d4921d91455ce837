/*
 * Queues mails and runs rounds of the sender by itself, for tests/mail/run.py: with the clock that
 * HOLDFAST_NOW gives, and to be killed at any moment.
 *
 * Usage: mail_post DB queue KIND COUNT [TO [NAME [SUBJECT]]]
 *            KIND: urgent, needed, optional, or secret
 *        mail_post DB choose CHOICE
 *            how often account 1 wants what is optional: each, daily, weekly, none
 *        mail_post DB round
 *            prints how many mails ended
 *        mail_post DB tick
 *            runs the jobs that are due
 *
 * MAIL_SECONDS: how long to wait for the server, at each step.
 */
#include "commands/commands.h"
#include "engine/audit/audit.h"
#include "engine/jobs/schedule.h"
#include "engine/mail/choice.h"
#include "engine/mail/digest.h"
#include "engine/mail/send.h"
#include "engine/mail/smtp.h"
#include "mail_pages.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void reply_to(struct db *db, text *name, text *address)
{
    (void)db;
    *name = T("Zoë Ward");
    *address = T("zoe@fund.example");
}

static void queue_one(struct app *app, struct db_write *write, const char *kind, int number,
                      const char *to, const char *name, const char *subject)
{
    struct arena *arena = db_arena(db_of(write));
    enum mail_kind is = MAIL_KIND_URGENT;
    if (!mail_kind_from_code(text_of(kind), &is))
        ensure(strcmp(kind, "secret") == 0);
    const struct digest_line line = {.subject = T("A heading"),
                                     .summary = T("Words with <angle> & 'quotes', and a café."),
                                     .path = T("/grants/1")};
    struct mail *mail =
        mail_begin(app, write, T("You get this because a test wrote to you."),
                   (struct mail_head){.kind = is,
                                      .account = is == MAIL_KIND_OPTIONAL ? 1 : 0,
                                      .to_name = text_of(name),
                                      .to = text_of(to),
                                      .subject = subject ? text_of(subject)
                                                         : text_format(arena, "Number %d", number),
                                      .summary = T("One line"),
                                      .path = T("/grants/1"),
                                      .secret = strcmp(kind, "secret") == 0});
    page_mail_digest(mail_html(mail), mail, (struct digest_lines){.row = &line, .count = 1});
    (void)mail_add(mail);
}

struct run {
    struct app *app;
    struct arena *arena;
    int argc;
    char **argv;
};

static void run(void *arg)
{
    const struct run *r = arg;
    const char *what = r->argv[2];
    if (strcmp(what, "queue") == 0) {
        struct db_write *write = db_write_begin(r->app->database, r->arena);
        for (int i = 0; i < (int)strtol(r->argv[4], NULL, 10); i++)
            queue_one(r->app, write, r->argv[3], i,
                      r->argc > 5 ? r->argv[5] : "someone@example.org",
                      r->argc > 6 ? r->argv[6] : "Someone", r->argc > 7 ? r->argv[7] : NULL);
        db_write_commit(write);
    } else if (strcmp(what, "choose") == 0) {
        enum mail_choice choice = MAIL_CHOICE_EACH;
        struct db_write *write = db_write_begin(r->app->database, r->arena);
        ensure(mail_choice_from_code(text_of(r->argv[3]), &choice));
        choice_set(r->app, write, 1, choice);
        db_write_commit(write);
    } else if (strcmp(what, "round") == 0) {
        printf("%zu\n", mail_round(r->app, NULL, r->arena));
    } else if (strcmp(what, "tick") == 0) {
        printf("%zu\n", jobs_tick(r->app, NULL, r->arena, instant_now()));
    }
}

int main(int argc, char **argv)
{
    if (argc < 3 || sodium_init() < 0)
        return 2;
    struct arena *arena = arena_new((size_t)256 << 20);
    const struct db_opened opened =
        db_open_beside(arena, argv[1], getenv("HOLDFAST_BESIDE"), DB_COMMAND, false);
    if (!opened.database) {
        fprintf(stderr, "%.*s\n", TEXT_ARG(opened.say));
        return 1;
    }
    struct app app = {.database = opened.database,
                      .initiative = T("The Test Fund"),
                      .url = T("https://fund.example"),
                      .mail_reply = reply_to,
                      .schedules = all_schedules};
    text say = T("");
    app.vault = vault_open_keys(arena, opened.database, true, &say);
    if (!app.vault || !audit_open(arena, opened.database, app.vault, AUDIT_SIGNED_HEAD, &say)) {
        fprintf(stderr, "%.*s\n", TEXT_ARG(say));
        return 1;
    }
    if (getenv("HOLDFAST_SMTP"))
        app.smtp = smtp_of(arena, getenv("HOLDFAST_SMTP"), getenv("HOLDFAST_MAIL_FROM"),
                           getenv("HOLDFAST_SMTP_CA"), &say);
    struct smtp hasty;
    if (app.smtp && getenv("MAIL_SECONDS")) {
        hasty = *app.smtp;
        hasty.seconds = strtol(getenv("MAIL_SECONDS"), NULL, 10);
        app.smtp = &hasty;
    }
    struct failure failure = {.what = ""};
    struct run r = {.app = &app, .arena = arena, .argc = argc, .argv = argv};
    const bool fine = fail_try(run, &r, &failure);
    fprintf(stderr, "%s%.*s\n", failure.what, TEXT_ARG(say));
    db_close(opened.database);
    arena_free(arena);
    return fine ? 0 : 1;
}
