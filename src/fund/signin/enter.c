/*
 * On the way in. A link shows a button, and the button's POST spends it, so that a mail scanner
 * cannot. What a stranger asks has one answer and makes one and the same work, whatever is in the
 * database.
 */
#include "engine/jobs/jobs.h"
#include "engine/web/session.h"
#include "fund/signin/handlers.h"
#include "fund/signin/password.h"
#include "fund/signin/secret.h"
#include "signin_pages.h"
#include "signin_queries.h"

#include <sodium.h>
#include <string.h>
#include <time.h>

/* ---- A link by mail ---- */

static void show_sign_in(struct request *rq)
{
    page_sign_in(rq->out, demo_people_offered(rq->arena), form_or_blank(rq, &sign_in_ask_form_spec),
                 next_of(rq));
}

struct answer sign_in_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    show_sign_in(rq);
    return answer_page(rq);
}

struct answer ask_redraw(struct request *rq, struct db *db)
{
    (void)db;
    show_sign_in(rq);
    return answer_refused(rq);
}

static void answer_job(struct arena *arena, const struct jobs *jobs, const void *arg)
{
    (void)jobs;
    const struct app *app;
    memcpy(&app, arg, sizeof app);
    /* At some moment: else whoever asks for an address and at once for another could tell from the
     * second's wait for the writer whether the first was mailed. */
    nanosleep(&(struct timespec){.tv_nsec = (long)randombytes_uniform(1000) * 1000 * 1000}, NULL);
    signin_answer_requests(app, arena, instant_now());
}

/* Only that something was asked is stored, under a keyed hash; who it is, if anyone, is found
 * later, elsewhere. Of an address that was asked for often nothing more is stored: the mails that
 * went still work. */
struct answer ask_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct sign_in_ask_form *form = form_;
    const instant now = instant_now();
    struct limits *limits = signin_limits(rq->app);
    const int64_t wait = limits_take(limits, &limit_links_of_source, rq->caller.address, now);
    if (wait > 0) {
        request_refuse(rq, NULL, wait_words(rq->arena, wait));
        show_sign_in(rq);
        return answer_too_many(rq, wait);
    }
    const text email = text_lower(rq->arena, text_trim(form->email));
    const bytes mac = secret_mac(rq->app, rq->arena, email);
    if (limits_take(limits, &limit_links_of_address, bytes_hex(rq->arena, mac), now) == 0)
        (void)request_add(write, mac, now);
    if (rq->app->post)
        (void)!job_start(rq->app->post, "sign-in links", answer_job, &rq->app, sizeof rq->app);
    return answer_redirect(rq, T("/sign-in/sent"), 0, TEXT_ABSENT);
}

struct answer sent_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    page_sign_in_sent(rq->out);
    return answer_page(rq);
}

/* ---- A password ---- */

static void show_password(struct request *rq)
{
    page_sign_in_password(rq->out, form_or_blank(rq, &sign_in_password_form_spec), next_of(rq));
}

struct answer password_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    show_password(rq);
    return answer_page(rq);
}

struct answer password_redraw(struct request *rq, struct db *db)
{
    (void)db;
    show_password(rq);
    return answer_refused(rq);
}

struct password_try {
    const struct limit *limit; /* under which it was counted, and */
    text counted;              /* as what */
    opt_account_id account;
    text hash, password;
    int64_t wait; /* seconds; then nothing was tried */
    bool matches;
};

/* A browser that the account knows has a count of its own: guesses elsewhere do not shut it out. */
bool password_prepare(struct request *rq, struct db *db, const void *form_)
{
    const struct sign_in_password_form *form = form_;
    const instant now = instant_now();
    struct limits *limits = signin_limits(rq->app);
    struct password_try *try = arena_make(rq->arena, struct password_try);
    rq->prepared = try;
    const text email = text_lower(rq->arena, text_trim(form->email));
    const bytes device = device_hash(rq);
    const struct sign_in_by_email_row row = sign_in_by_email(db, email, device);
    *try = (struct password_try){
        .limit = row.known ? &limit_passwords_of_device : &limit_passwords_of_address,
        .counted = row.known ? text_format(rq->arena, "%.*s %.*s", TEXT_ARG(email),
                                           TEXT_ARG(bytes_hex(rq->arena, device)))
                             : email,
        .account = row.account_id,
        .hash = row.hash,
        .password = form->password,
    };
    try->wait = limits_take(limits, &limit_passwords_of_source, rq->caller.address, now);
    if (try->wait == 0)
        try->wait = limits_take(limits, try->limit, try->counted, now);
    return try->wait == 0;
}

void password_work(struct arena *arena, void *prepared)
{
    struct password_try *try = prepared;
    try->matches = password_matches(arena, try->hash, try->password);
}

struct answer password_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const struct password_try *try = rq->prepared;
    if (try->wait > 0) {
        request_refuse(rq, NULL, wait_words(rq->arena, try->wait));
        show_password(rq);
        return answer_too_many(rq, try->wait);
    }
    /* It may have been changed while it was looked at. */
    const struct password_of_row *now =
        try->matches && try->account.some ? password_of(db_of(write), try->account.it) : NULL;
    if (!now || !text_eq(now->hash, try->hash)) {
        memory_failure(rq->app->signin);
        request_refuse(rq, NULL,
                       T("That address and that password do not go together. Try again, or have a "
                         "link mailed to you instead"));
        show_password(rq);
        return answer_refused(rq);
    }
    limits_forget(signin_limits(rq->app), try->limit, try->counted);
    struct answer answer =
        answer_redirect(rq, next_of(rq), account_id_raw(try->account.it), TEXT_ABSENT);
    signin_let_in(rq, write, try->account.it, SIGN_IN_KIND_PASSWORD, &answer);
    return answer;
}

/* ---- The demo ---- */

/* Law 10: only in a database that says of itself that it is a demo. */
struct answer demo_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct demo_sign_in_form *form = form_;
    const struct initiative_is_demo_row *initiative = initiative_is_demo(db_of(write));
    const struct demo_groups groups = demo_people_offered(rq->arena);
    const struct demo_person *person = demo_person_find(&groups, form->role);
    const struct demo_account_row *account =
        initiative && initiative->demo && person
            ? demo_account(db_of(write), person->email, person->roles)
            : NULL;
    if (!account)
        return answer_absent(rq);
    struct answer answer = answer_redirect(
        rq, next_of(rq), account_id_raw(account->id),
        text_format(rq->arena, "You are signed in as %.*s.", TEXT_ARG(person->name)));
    signin_let_in(rq, write, account->id, SIGN_IN_KIND_DEMO, &answer);
    return answer;
}

struct answer demo_redraw(struct request *rq, struct db *db)
{
    return ask_redraw(rq, db);
}

/* ---- A link ---- */

/* Whoever pressed the button twice is in already. */
static struct answer let_on(struct request *rq)
{
    return answer_redirect(rq, next_of(rq), rq->view.viewer.account, TEXT_ABSENT);
}

struct answer link_read(struct request *rq, struct db *db, const void *form_)
{
    const struct sign_in_link_form *form = form_;
    if (link_was_of(db, &rq->view.viewer, form->token, instant_now()))
        return let_on(rq);
    page_sign_in_link(rq->out, form->token, !text_present(form->token));
    return answer_page(rq);
}

struct answer link_redraw(struct request *rq, struct db *db)
{
    (void)db;
    page_sign_in_link(rq->out, TEXT_ABSENT, true);
    return answer_refused(rq);
}

struct answer link_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct sign_in_link_form *form = form_;
    account_id account;
    if (link_was_of(db_of(write), &rq->view.viewer, form->token, instant_now()))
        return let_on(rq);
    if (!link_use(write, form->token, instant_now(), &account))
        return link_redraw(rq, db_of(write));
    struct answer answer = answer_redirect(rq, next_of(rq), account_id_raw(account), TEXT_ABSENT);
    signin_let_in(rq, write, account, SIGN_IN_KIND_LINK, &answer);
    return answer;
}

/* ---- Out ---- */

struct answer sign_out_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    session_leave(rq, write);
    struct answer answer = answer_redirect(rq, T("/sign-in"), rq->view.viewer.account, TEXT_ABSENT);
    answer.session_cookie = "";
    return answer;
}
