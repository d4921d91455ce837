/*
 * The second step: a code from an app, or a recovery code. Staff and payments set it up before they
 * see anything; anyone may.
 *
 * Neither the secret to be set up nor the recovery codes wait in the database: both are made from
 * the session's own secret with a key that dies with the program, so that the page that shows them
 * and the form that sends them agree, and nothing is there to steal.
 */
#include "fund/signin/handlers.h"
#include "fund/signin/secret.h"
#include "fund/signin/totp.h"
#include "signin_pages.h"
#include "signin_queries.h"

static account_id own(const struct request *rq)
{
    return account_id_of(rq->view.viewer.account);
}

static bytes session_secret(const struct request *rq)
{
    return (bytes){.ptr = rq->view.viewer.secret, .len = sizeof rq->view.viewer.secret};
}

bool code_take(const struct app *app, struct db_write *write, account_id account, text typed)
{
    struct db *db = db_of(write);
    const instant now = instant_now();
    if (recovery_looks(typed))
        return recovery_spend(write, account, recovery_hash(db_arena(db), typed), now) == 1;
    const struct factor_of_row *factor = factor_of(db, account);
    bytes secret;
    if (!factor || !secret_open(app, db, account, factor->secret, &secret))
        return false;
    const int64_t step = totp_step(secret, typed, now);
    return step > 0 && (code_step_take(write, account, step) == 1 ||
                        code_step_first(write, account, step) == 1);
}

/* ---- Asked for on the way in, and again after a while ---- */

static text session_text(struct request *rq)
{
    return bytes_hex(rq->arena, session_secret(rq));
}

static text device_text(struct request *rq)
{
    return text_format(rq->arena, "%lld %.*s", (long long)rq->view.viewer.account,
                       TEXT_ARG(bytes_hex(rq->arena, device_hash(rq))));
}

/* A try of a code: 0, or seconds to wait. A browser that the account knows has a count of its own.
 * Any other counts for its session and for the account, so that signing in anew gives whoever knows
 * the password no new tries. */
static int64_t code_count(struct request *rq, struct db *db)
{
    const instant now = instant_now();
    struct limits *limits = signin_limits(rq->app);
    if (device_known(db, device_hash(rq), own(rq)))
        return limits_take(limits, &limit_codes_of_session, device_text(rq), now);
    const int64_t wait = limits_take(limits, &limit_codes_of_session, session_text(rq), now);
    return wait > 0
               ? wait
               : limits_take(limits, &limit_codes_of_account,
                             text_format(rq->arena, "%lld", (long long)rq->view.viewer.account),
                             now);
}

static void code_forgiven(struct request *rq)
{
    limits_forget(signin_limits(rq->app), &limit_codes_of_session, session_text(rq));
    limits_forget(signin_limits(rq->app), &limit_codes_of_session, device_text(rq));
}

static bool code_is_due(const struct request *rq)
{
    return signin_code_is_due(&rq->view.viewer);
}

static void show_code(struct request *rq)
{
    page_sign_in_code(rq->out, form_or_blank(rq, &sign_in_code_form_spec), next_of(rq));
}

struct answer code_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    if (!code_is_due(rq))
        return answer_redirect(rq, next_of(rq), 0, TEXT_ABSENT);
    show_code(rq);
    return answer_page(rq);
}

struct answer code_redraw(struct request *rq, struct db *db)
{
    (void)db;
    show_code(rq);
    return answer_refused(rq);
}

#define WRONG_CODE                                                                                 \
    T("This code does not fit, or was used before. Wait for the app to show the next one, and "    \
      "type "                                                                                      \
      "that")

struct answer code_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct sign_in_code_form *form = form_;
    if (!code_is_due(rq))
        return answer_redirect(rq, next_of(rq), rq->view.viewer.account, TEXT_ABSENT);
    const int64_t wait = code_count(rq, db_of(write));
    if (wait > 0) {
        request_refuse(rq, "code", wait_words(rq->arena, wait));
        show_code(rq);
        return answer_too_many(rq, wait);
    }
    if (!code_take(rq->app, write, own(rq), form->code)) {
        memory_failure(rq->app->signin);
        request_refuse(rq, "code", WRONG_CODE);
        return code_redraw(rq, db_of(write));
    }
    code_forgiven(rq);
    struct answer answer = answer_redirect(rq, next_of(rq), rq->view.viewer.account, TEXT_ABSENT);
    device_keep(rq, write, own(rq), &answer);
    session_factor_given(rq, write, instant_now());
    session_anew(rq, write, &answer);
    return answer;
}

/* ---- Setting it up ---- */

static bytes new_secret(const struct request *rq)
{
    return (bytes){.ptr = memory_mac(rq->app->signin, rq->arena, T("totp"), session_secret(rq)).ptr,
                   .len = TOTP_SECRET};
}

static uint32_t all_roles(const struct request *rq, struct db *db)
{
    const struct account_roles_row *row = account_roles(db, own(rq));
    return row ? (uint32_t)row->roles : 0;
}

static void show_factor(struct request *rq, struct db *db)
{
    const struct factor_of_row *factor = factor_of(db, own(rq));
    const struct letter_to self = self_of(rq, db);
    const bytes secret = new_secret(rq);
    const struct factor_shown shown = {
        .wanted = factor_is_wanted(all_roles(rq, db)),
        .enrolled = factor != NULL,
        .first = text_present(rq->view.viewer.first),
        .since = factor ? factor->made_at : instant_now(),
        .left = factor ? (int)recovery_left(db, own(rq)).count : 0,
        .qr = qr_make(rq->arena, totp_uri(rq->arena, secret, rq->view.initiative, self.email)),
        .words = totp_words(rq->arena, secret),
        .next = next_of(rq),
    };
    const struct factor_forms forms = {
        .set = form_or_blank(rq, &second_factor_form_spec),
        .make = form_or_blank(rq, &recovery_make_form_spec),
        .off = form_or_blank(rq, &second_factor_off_form_spec),
    };
    page_second_factor(rq->out, shown, forms);
}

struct answer factor_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    if (code_is_due(rq))
        return answer_redirect(rq, T("/sign-in/code?next=/you/second-factor"), 0, TEXT_ABSENT);
    show_factor(rq, db);
    return answer_page(rq);
}

struct answer factor_redraw(struct request *rq, struct db *db)
{
    if (code_is_due(rq))
        return answer_absent(rq);
    show_factor(rq, db);
    return answer_refused(rq);
}

/* Ten codes of the session as it is now. */
static text own_recovery_code(struct request *rq, unsigned n)
{
    return recovery_code(
        rq->arena, memory_mac(rq->app->signin, rq->arena, T("recovery"), session_secret(rq)), n);
}

static void recovery_make(struct request *rq, struct db_write *write, instant now)
{
    recovery_forget(write, own(rq));
    for (unsigned n = 0; n < RECOVERY_CODES; n++)
        (void)recovery_add(write, own(rq), recovery_hash(rq->arena, own_recovery_code(rq, n)), now);
}

/* A present code, where one is wanted before something changes. True: it was one. */
static bool present_given(struct request *rq, struct db_write *write, text typed,
                          struct answer *refused)
{
    const int64_t wait = code_count(rq, db_of(write));
    if (wait == 0 && code_take(rq->app, write, own(rq), typed)) {
        code_forgiven(rq);
        return true;
    }
    request_refuse(rq, "present", wait > 0 ? wait_words(rq->arena, wait) : WRONG_CODE);
    show_factor(rq, db_of(write));
    *refused = wait > 0 ? answer_too_many(rq, wait) : answer_refused(rq);
    return false;
}

static text codes_path(const struct request *rq)
{
    return text_format(rq->arena, "/you/second-factor/codes?next=%.*s", TEXT_ARG(next_of(rq)));
}

struct answer factor_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct second_factor_form *form = form_;
    const instant now = instant_now();
    struct db *db = db_of(write);
    struct answer answer;
    if (code_is_due(rq))
        return answer_absent(rq);
    if (factor_of(db, own(rq)) && !present_given(rq, write, form->present, &answer))
        return answer;
    const bytes secret = new_secret(rq);
    const int64_t step = totp_step(secret, form->code, now);
    if (step == 0) {
        request_refuse(rq, "code",
                       T("This code does not fit. Look that the app has this picture, and that the "
                         "phone's clock is right; then type what it shows now"));
        return factor_redraw(rq, db);
    }
    factor_forget(write, own(rq));
    code_steps_forget(write, own(rq));
    (void)factor_add(write, own(rq), SECOND_FACTOR_KIND_TOTP,
                     secret_seal(rq->app, write, own(rq), secret), now);
    (void)code_step_first(write, own(rq), step);
    answer = answer_redirect(rq, codes_path(rq), rq->view.viewer.account, TEXT_ABSENT);
    device_keep(rq, write, own(rq), &answer);
    session_factor_given(rq, write, now);
    session_anew(rq, write, &answer);
    sessions_leave_others(rq, write);
    recovery_make(rq, write, now);
    letter_changed(rq->app, write, self_of(rq, db),
                   T("A phone was set up to give you codes when you sign in."));
    return answer;
}

/* ---- Recovery codes ---- */

struct answer codes_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct recovery_left_rows left = recovery_left(db, own(rq));
    text *code = arena_array(rq->arena, text, RECOVERY_CODES);
    size_t count = 0;
    for (unsigned n = 0; n < RECOVERY_CODES; n++) {
        code[count] = own_recovery_code(rq, n);
        const bytes hash = recovery_hash(rq->arena, code[count]);
        for (size_t i = 0; i < left.count; i++)
            if (text_eq(bytes_hex(rq->arena, left.row[i].hash), bytes_hex(rq->arena, hash))) {
                count++;
                break;
            }
    }
    page_recovery_codes(rq->out,
                        (struct codes_shown){.row = code, .count = count, .next = next_of(rq)});
    return answer_page(rq);
}

struct answer codes_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct recovery_make_form *form = form_;
    struct answer answer;
    if (!factor_of(db_of(write), own(rq)))
        return answer_absent(rq);
    if (!present_given(rq, write, form->present, &answer))
        return answer;
    answer = answer_redirect(rq, codes_path(rq), rq->view.viewer.account, TEXT_ABSENT);
    session_anew(rq, write, &answer);
    recovery_make(rq, write, instant_now());
    return answer;
}

struct answer codes_redraw(struct request *rq, struct db *db)
{
    return factor_redraw(rq, db);
}

/* Under a new secret the page can make them no more. */
struct answer codes_kept_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    struct answer answer =
        answer_redirect(rq, next_of(rq), rq->view.viewer.account, T("Your second step is set up."));
    session_anew(rq, write, &answer);
    return answer;
}

/* ---- Without it ---- */

struct answer factor_off_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct second_factor_off_form *form = form_;
    struct answer answer;
    if (factor_is_wanted(all_roles(rq, db_of(write))) || !factor_of(db_of(write), own(rq)))
        return answer_absent(rq);
    if (!present_given(rq, write, form->present, &answer))
        return answer;
    factor_forget(write, own(rq));
    code_steps_forget(write, own(rq));
    recovery_forget(write, own(rq));
    answer = answer_redirect(rq, T("/you"), rq->view.viewer.account,
                             T("Your second step is taken away."));
    session_anew(rq, write, &answer);
    letter_changed(rq->app, write, self_of(rq, db_of(write)),
                   T("Codes from a phone are not asked of you any more."));
    return answer;
}

struct answer factor_off_redraw(struct request *rq, struct db *db)
{
    return factor_redraw(rq, db);
}
