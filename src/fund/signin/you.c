/* A person's own pages: name, address, password, and where they are signed in. */
#include "engine/web/session.h"
#include "fund/signin/handlers.h"
#include "fund/signin/password.h"
#include "fund/signin/show.h"
#include "signin_pages.h"
#include "signin_queries.h"

#include <stdlib.h>
#include <string.h>

enum { MARK_BYTES = 12 }; /* of a session's hash, to name it in a form */

static account_id own(const struct request *rq)
{
    return account_id_of(rq->view.viewer.account);
}

/* ---- The page ---- */

struct answer you_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    struct answer answer;
    if (led_on(rq, &answer))
        return answer;
    const struct person_self_row *self = person_self(db, own(rq));
    if (!self)
        return answer_absent(rq);
    const struct address_change_open_row *change = address_change_open(db, own(rq), instant_now());
    const struct rescue_of_row *rescue = rescue_of(db, own(rq));
    const bool lately =
        rescue && instant_order(rescue->at, instant_add(instant_now(), -30 * DAY)) > 0;
    page_you(rq->out, (struct you_shown){
                          .name = self->name,
                          .email = self->email,
                          .email_wanted = change ? change->email : TEXT_ABSENT,
                          .password_at = self->password_at,
                          .factor_at = self->factor_at,
                          .rescued_at = {.some = lately, .it = lately ? rescue->at : instant_of(0)},
                          .wanted = factor_is_wanted(rq->view.viewer.roles),
                      });
    return answer_page(rq);
}

/* ---- Name ---- */

struct answer name_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    struct form_values *values = form_blank(rq->arena, &you_name_form_spec);
    form_fill_text(values, "name", self_of(rq, db).name);
    page_you_name(rq->out, values);
    return answer_page(rq);
}

struct answer name_redraw(struct request *rq, struct db *db)
{
    (void)db;
    page_you_name(rq->out, rq->values);
    return answer_refused(rq);
}

struct answer name_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct you_name_form *form = form_;
    const text name = text_trim(form->name);
    person_name_set(write, own(rq), name, sort_key(rq->arena, name));
    return answer_redirect(rq, T("/you"), rq->view.viewer.account, T("Your name is changed."));
}

/* ---- Address ---- */

static void show_address(struct request *rq, struct db *db)
{
    page_you_address(rq->out, form_or_blank(rq, &you_address_form_spec), self_of(rq, db).email);
}

struct answer address_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    show_address(rq, db);
    return answer_page(rq);
}

struct answer address_redraw(struct request *rq, struct db *db)
{
    show_address(rq, db);
    return answer_refused(rq);
}

/* Whether somebody else has that address is not told: it comes out when the link is used. */
struct answer address_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct you_address_form *form = form_;
    const instant now = instant_now();
    const struct letter_to old = self_of(rq, db_of(write));
    const int64_t wait =
        limits_take(signin_limits(rq->app), &limit_address_changes,
                    text_format(rq->arena, "%lld", (long long)rq->view.viewer.account), now);
    if (wait > 0) {
        request_refuse(rq, "email", wait_words(rq->arena, wait));
        show_address(rq, db_of(write));
        return answer_too_many(rq, wait);
    }
    const text email = text_lower(rq->arena, text_trim(form->email));
    if (text_eq(email, old.email)) {
        request_refuse(rq, "email", T("This is the address you have"));
        return address_redraw(rq, db_of(write));
    }
    const text token = session_token_make(rq->arena);
    address_changes_forget_of(write, own(rq));
    address_change_add(write, token_hash_own(rq->arena, token), own(rq), email, now,
                       instant_add(now, ADDRESS_LINK_SECONDS));
    letter_address_new(rq->app, write,
                       (struct letter_to){.account = old.account, .name = old.name, .email = email},
                       token);
    letter_address_old(rq->app, write, old);
    return answer_redirect(rq, T("/you"), rq->view.viewer.account,
                           T("A mail is on its way to the new address. Until it is answered "
                             "nothing changes."));
}

struct answer confirm_read(struct request *rq, struct db *db, const void *form_)
{
    (void)db;
    const struct address_confirm_form *form = form_;
    page_address_confirm(rq->out, form->token, !text_present(form->token));
    return answer_page(rq);
}

struct answer confirm_redraw(struct request *rq, struct db *db)
{
    (void)db;
    page_address_confirm(rq->out, TEXT_ABSENT, true);
    return answer_refused(rq);
}

struct answer confirm_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct address_confirm_form *form = form_;
    const instant now = instant_now();
    bytes hash;
    const struct address_change_of_row *change =
        session_token_hash(rq->arena, form->token, &hash)
            ? address_change_of(db_of(write), hash, now, instant_add(now, CLOCK_SLACK_SECONDS))
            : NULL;
    if (!change || address_set(write, change->account_id, change->email) != 1)
        return confirm_redraw(rq, db_of(write));
    /* Whoever was in by the old address is out, and its links are dead. */
    signin_end_all(write, change->account_id, false);
    struct answer answer =
        answer_redirect(rq, T("/sign-in"), account_id_raw(change->account_id),
                        T("Your address is changed. Sign in with it from now on."));
    if (rq->view.viewer.account == account_id_raw(change->account_id))
        answer.session_cookie = "";
    return answer;
}

/* ---- Password ---- */

static void show_own_password(struct request *rq, struct db *db)
{
    page_you_password(rq->out, form_or_blank(rq, &you_password_form_spec),
                      password_of(db, own(rq)) != NULL);
}

struct answer own_password_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    show_own_password(rq, db);
    return answer_page(rq);
}

struct answer own_password_redraw(struct request *rq, struct db *db)
{
    show_own_password(rq, db);
    return answer_refused(rq);
}

struct password_change {
    text present, wanted;
    text hash; /* of the present one, or absent */
    text fault;
    int64_t wait;
    bool present_fits, known;
    text made; /* the hash of the new one */
};

bool own_password_prepare(struct request *rq, struct db *db, const void *form_)
{
    const struct you_password_form *form = form_;
    const struct password_of_row *row = password_of(db, own(rq));
    struct password_change *change = arena_make(rq->arena, struct password_change);
    rq->prepared = change;
    *change = (struct password_change){
        .present = form->present,
        .wanted = form->password,
        .hash = row ? row->hash : TEXT_ABSENT,
        .fault = password_fault(form->password),
        .made = TEXT_ABSENT,
    };
    change->wait = limits_take(
        signin_limits(rq->app), &limit_passwords_of_device,
        text_format(rq->arena, "own %lld", (long long)rq->view.viewer.account), instant_now());
    return !change->fault.ptr && change->wait == 0;
}

void own_password_work(struct arena *arena, void *prepared)
{
    struct password_change *change = prepared;
    change->present_fits =
        !change->hash.ptr || password_matches(arena, change->hash, change->present);
    if (!change->present_fits)
        return;
    change->known = password_is_known(arena, getenv("HOLDFAST_BREACHED"), change->wanted);
    if (!change->known)
        change->made = password_hash(arena, change->wanted);
}

/* What is wrong, and with which field. */
static text change_fault(struct arena *arena, const struct password_change *change,
                         const char **field)
{
    *field = "password";
    if (change->wait > 0)
        return wait_words(arena, change->wait);
    if (change->fault.ptr)
        return change->fault;
    if (change->known)
        return T("This one stands in lists that thieves try first. Choose another");
    *field = "present";
    return change->present_fits ? TEXT_ABSENT
                                : T("This is not the present one. If you do not know it any more, "
                                    "see below");
}

struct answer own_password_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const struct password_change *change = rq->prepared;
    const char *field;
    text fault = change_fault(rq->arena, change, &field);
    const struct password_of_row *row = password_of(db_of(write), own(rq));
    if (!fault.ptr && (row ? !text_eq(row->hash, change->hash) : change->hash.ptr != NULL))
        fault = T("It was changed in another window just now. Try again");
    if (fault.ptr) {
        request_refuse(rq, field, fault);
        show_own_password(rq, db_of(write));
        return change->wait > 0 ? answer_too_many(rq, change->wait) : answer_refused(rq);
    }
    if (row)
        password_set(write, own(rq), change->made, instant_now());
    else
        (void)password_add(write, own(rq), change->made, instant_now());
    struct answer answer =
        answer_redirect(rq, T("/you"), rq->view.viewer.account,
                        T("Your password is set. You are signed out everywhere else."));
    session_anew(rq, write, &answer);
    sessions_leave_others(rq, write);
    letter_changed(rq->app, write, self_of(rq, db_of(write)), T("Your password was set."));
    return answer;
}

/* Whoever answered a mail just now is whom a mail to reset it would have reached. */
struct answer own_password_forget_write(struct request *rq, struct db_write *write,
                                        const void *form)
{
    (void)form;
    const instant now = instant_now();
    const struct session_began_row *began = session_began(db_of(write), rq->caller.token_hash);
    if (!began || !began->kind.some || began->kind.it != SIGN_IN_KIND_LINK ||
        instant_order(now, instant_add(began->made_at, JUST_MAILED_SECONDS)) >= 0)
        return answer_redirect(
            rq, T("/you/password"), rq->view.viewer.account,
            T("Nothing is changed yet. Sign out, sign in with a link by mail, and "
              "press the button within a quarter of an hour."));
    if (password_forget(write, own(rq)) > 0)
        letter_changed(rq->app, write, self_of(rq, db_of(write)),
                       T("Your password was taken away."));
    struct answer answer =
        answer_redirect(rq, T("/you/password"), rq->view.viewer.account,
                        T("Your password is taken away. Set another one if you like."));
    session_anew(rq, write, &answer);
    sessions_leave_others(rq, write);
    return answer;
}

/* ---- Where they are signed in ---- */

static text mark_of(struct arena *arena, bytes token_hash)
{
    return bytes_hex(arena, (bytes){.ptr = token_hash.ptr, .len = MARK_BYTES});
}

static bool is_here(const struct request *rq, bytes token_hash)
{
    return rq->caller.token_hash.len == token_hash.len &&
           memcmp(rq->caller.token_hash.ptr, token_hash.ptr, token_hash.len) == 0;
}

struct answer devices_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct sessions_of_rows rows = sessions_of(db, own(rq), instant_now());
    struct device_shown *device = arena_array(rq->arena, struct device_shown, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const struct sessions_of_row *row = &rows.row[i];
        device[i] = (struct device_shown){
            .mark = mark_of(rq->arena, row->token_hash),
            .device = row->device.ptr ? row->device : T("A browser"),
            .how = row->kind.some ? sign_in_kind_label(row->kind.it) : T("a link"),
            .since = row->made_at,
            .used = row->used_at.some ? row->used_at.it : row->made_at,
            .here = is_here(rq, row->token_hash),
        };
    }
    const struct session_alarms_of_rows alarms = session_alarms_of(db, own(rq));
    struct alarm_shown *alarm = arena_array(rq->arena, struct alarm_shown, alarms.count);
    for (size_t i = 0; i < alarms.count; i++)
        alarm[i] = (struct alarm_shown){.device = alarms.row[i].device,
                                        .elsewhere = alarms.row[i].elsewhere,
                                        .at = alarms.row[i].at};
    page_you_devices(rq->out, (struct devices_shown){.row = device, .count = rows.count},
                     (struct alarms_shown){.row = alarm, .count = alarms.count});
    return answer_page(rq);
}

struct answer device_end_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct device_end_form *form = form_;
    const struct sessions_of_rows rows = sessions_of(db_of(write), own(rq), instant_now());
    for (size_t i = 0; i < rows.count; i++)
        if (text_eq(mark_of(rq->arena, rows.row[i].token_hash), form->session))
            session_end(write, rows.row[i].token_hash);
    /* One that is over already is what was wanted. */
    return answer_redirect(rq, T("/you/devices"), rq->view.viewer.account,
                           T("You are signed out there."));
}

struct answer device_end_redraw(struct request *rq, struct db *db)
{
    (void)devices_read(rq, db, NULL);
    return answer_refused(rq);
}

struct answer devices_end_others_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    sessions_leave_others(rq, write);
    links_forget_of(write, own(rq));
    devices_forget_others(write, own(rq), device_hash(rq));
    struct answer answer = answer_redirect(rq, T("/you/devices"), rq->view.viewer.account,
                                           T("You are signed out everywhere else."));
    session_anew(rq, write, &answer);
    return answer;
}
