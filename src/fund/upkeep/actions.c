/*
 * Pages of what Holdfast does by itself. Mails hold what others were told, so that directors alone
 * read them; in the demo, where nothing leaves, everyone who is signed in does. That depends on the
 * database and not on the route, so each handler asks first (opens).
 */
#include "engine/mail/choice.h"
#include "engine/mail/mail.h"
#include "engine/mail/plain.h"
#include "engine/web/csv.h"
#include "engine/web/query.h"
#include "engine/web/server.h"
#include "fund/people/people.h"
#include "fund/upkeep/show.h"
#include "fund/upkeep/upkeep.h"
#include "upkeep_pages.h"

static bool settles(const struct request *rq)
{
    return (rq->view.viewer.roles & ROLE_DIRECTOR) != 0;
}

static bool opens(const struct request *rq)
{
    return rq->view.demo || settles(rq);
}

static bool may_see_mail(const struct viewer *viewer, struct db *db, int64_t id)
{
    return (viewer->roles & ROLE_STAFF) && mail_find(db, mail_id_of(id));
}

/* ---- The list ---- */

/* Every state as a chip, and "All" before them. */
static struct state_choices state_choices(struct request *rq, opt_mail_state chosen)
{
    static const enum mail_state shown[] = {MAIL_STATE_WAITING, MAIL_STATE_HELD,
                                            MAIL_STATE_SENT,    MAIL_STATE_UNSURE,
                                            MAIL_STATE_FAILED,  MAIL_STATE_RETURNED};
    const size_t count = sizeof shown / sizeof *shown;
    struct state_choice *rows = arena_array(rq->arena, struct state_choice, count + 1);
    rows[0] = (struct state_choice){
        .label = T("All"),
        .query = view_query_with(rq->arena, &rq->view, T("state"), TEXT_ABSENT),
        .here = !chosen.some};
    for (size_t i = 0; i < count; i++)
        rows[i + 1] = (struct state_choice){
            .label = mail_state_label(shown[i]),
            .query = view_query_with(rq->arena, &rq->view, T("state"), mail_state_code(shown[i])),
            .here = chosen.some && chosen.it == shown[i]};
    return (struct state_choices){.row = rows, .count = count + 1};
}

static struct answer list_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    if (!opens(rq))
        return answer_absent(rq);
    struct mails_list_ask ask = {.at = query_value(rq->arena, rq->view.query, T("after"))};
    const text state = query_value(rq->arena, rq->view.query, T("state"));
    ask.state.some = state.ptr && mail_state_from_code(state, &ask.state.it);
    const struct mails_list_page page = mails_list(db, &ask);
    page_mails(rq->out, (struct mail_card_rows){.row = page.row, .count = page.count},
               state_choices(rq, ask.state), mail_addresses_list(db), page.previous, page.next,
               rq->app->smtp != NULL, settles(rq) && mail_to_settle(db), settles(rq));
    return answer_page(rq);
}

static bool mails_csv(void *pages_, struct db *db, struct text_builder *out)
{
    const text titles[] = {T("Subject"), T("Name"),  T("Address"), T("State"),
                           T("Written"), T("Ended"), T("Tries"),   T("What was said")};
    struct csv_pages *pages = pages_;
    struct csv_writer csv = csv_pages_begin(pages, out, titles, sizeof titles / sizeof *titles);
    const struct mails_list_page page =
        mails_list(db, &(struct mails_list_ask){.at = csv_pages_at(pages), .limit = CSV_PAGE_ROWS});
    for (size_t i = 0; i < page.count; i++) {
        const struct mail_card *mail = &page.row[i];
        csv_text(&csv, mail->subject);
        csv_text(&csv, mail->to_name);
        csv_text(&csv, mail->to_address);
        csv_text(&csv, mail_state_label(mail->state));
        csv_text(&csv, instant_iso(out->arena, mail->made_at));
        csv_text(&csv, mail->ended_at.some ? instant_iso(out->arena, mail->ended_at.it) : T(""));
        csv_int(&csv, mail->tries);
        csv_text(&csv, mail->said);
        csv_row_end(&csv);
    }
    return csv_pages_next(pages, page.next);
}

static struct answer csv_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    if (!opens(rq))
        return answer_absent(rq);
    return answer_stream(rq, T("text/csv; charset=utf-8"), T("mails.csv"), mails_csv,
                         arena_make(rq->arena, struct csv_pages));
}

/* ---- One mail ---- */

struct word_runs word_runs_of(struct arena *arena, text plain)
{
    struct word_run *rows = NULL;
    size_t count = 0, cap = 0;
    while (plain.len > 0) {
        const ptrdiff_t http = text_find(plain, T("http"));
        const bool here =
            http == 0 && (text_starts(plain, T("http://")) || text_starts(plain, T("https://")));
        size_t end = here ? 0 : 1;
        if (here)
            while (end < plain.len && plain.ptr[end] > ' ')
                end++;
        else if (http > 0)
            end = (size_t)http;
        else if (http < 0)
            end = plain.len;
        if (count == cap) {
            rows = arena_grow(arena, rows, cap * sizeof *rows, (cap + 16) * sizeof *rows);
            cap += 16;
        }
        rows[count++] = (struct word_run){.words = text_slice(plain, 0, end), .link = here};
        plain = text_slice(plain, end, plain.len);
    }
    return (struct word_runs){.row = rows, .count = count};
}

/* A link that signs in is for whom it was made alone: whoever read another's could come in as them.
 * The demo sends nothing, so there it can be read nowhere else. */
static bool kept_shut(const struct request *rq, const struct mail_row *mail)
{
    return mail->secret && !rq->view.demo;
}

static const struct mail_row *mail_of(const struct request *rq, struct db *db)
{
    return opens(rq) ? mail_find(db, mail_id_of(rq->id[0])) : NULL;
}

static struct answer show_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct mail_row *mail = mail_of(rq, db);
    if (!mail)
        return answer_absent(rq);
    struct word_runs words = {0};
    const bool shut = kept_shut(rq, mail);
    if (mail->body.ptr && !shut)
        words = word_runs_of(rq->arena, plain_of_html(rq->arena, mail->body, 0));
    page_mail_show(rq->out, mail, words, shut, settles(rq));
    return answer_page(rq);
}

static struct answer whole_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct mail_row *mail = mail_of(rq, db);
    return mail && mail->body.ptr && !kept_shut(rq, mail) ? answer_sandboxed(rq, mail->body)
                                                          : answer_absent(rq);
}

static struct answer back_to(struct request *rq, text notice)
{
    mail_wake(rq->app, rq->arena);
    return answer_redirect(rq, text_format(rq->arena, "/mails/%lld", (long long)rq->id[0]),
                           rq->id[0], notice);
}

static struct answer again_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const bool done = mail_send_again(write, mail_id_of(rq->id[0]), instant_now()) == 1;
    return back_to(rq, done ? T("It goes in a moment.")
                            : T("Nothing was done: this mail is past that."));
}

static struct answer arrived_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const bool done = mail_arrived(write, mail_id_of(rq->id[0]), instant_now()) == 1;
    return back_to(rq,
                   done ? T("Noted: it arrived.") : T("Nothing was done: this mail is past that."));
}

static struct answer give_up_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct mail_row *mail = mail_of(rq, db);
    if (!mail)
        return answer_absent(rq);
    page_mail_give_up(rq->out, mail);
    return answer_page(rq);
}

static struct answer give_up_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const bool done = mail_give_up(write, mail_id_of(rq->id[0]), instant_now()) == 1;
    return back_to(rq, done ? T("Given up.") : T("Nothing was done: this mail is past that."));
}

/* What was said of an address is over: the person has mended it. */
static struct answer address_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const text address = query_value(rq->arena, rq->view.query, T("address"));
    if (!address.ptr || mail_address_forget(write, text_lower(rq->arena, address)) == 0)
        return answer_absent(rq);
    return answer_redirect(rq, T("/mails"), 0, T("Noted: mails to this address go again."));
}

/* ---- How often ---- */

static struct answer choice_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const text token = query_value(rq->arena, rq->view.query, T("token"));
    const struct mail_choice_by_token_row *found =
        token.ptr ? mail_choice_by_token(db, token) : NULL;
    struct form_values *values = form_blank(rq->arena, &mail_choice_form_spec);
    if (found) {
        form_fill_text(values, "choice", mail_choice_code(found->choice));
        form_fill_text(values, "token", token);
    }
    page_mail_choice(rq->out, values, found != NULL);
    return answer_page(rq);
}

static struct answer choice_redraw(struct request *rq, struct db *db)
{
    (void)db;
    page_mail_choice(rq->out, rq->values, true);
    return answer_refused(rq);
}

static struct answer choice_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct mail_choice_form *form = form_;
    if (!choice_change(rq->app, write, form->token, form->choice)) {
        page_mail_choice(rq->out, rq->values, false);
        return answer_refused(rq);
    }
    return answer_redirect(rq, T("/mail-choice/saved"), 0, TEXT_ABSENT);
}

static struct answer chosen_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    page_mail_chosen(rq->out);
    return answer_page(rq);
}

/* ---- Jobs ---- */

static struct answer jobs_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct job_run_row_rows runs = job_runs_list(db);
    const instant now = instant_now();
    size_t count = 0;
    for (size_t m = 0; rq->app->schedules && rq->app->schedules[m]; m++)
        count += rq->app->schedules[m]->count;
    struct job_shown *rows = arena_array(rq->arena, struct job_shown, count + 1);
    size_t n = 0;
    for (size_t m = 0; rq->app->schedules && rq->app->schedules[m]; m++)
        for (size_t i = 0; i < rq->app->schedules[m]->count; i++) {
            const struct schedule_row *row = &rq->app->schedules[m]->row[i];
            const struct job_run_row *last = schedule_run(row, runs);
            rows[n++] = (struct job_shown){.name = text_of(row->name),
                                           .says = text_of(row->says),
                                           .when = schedule_words(rq->arena, &row->when),
                                           .last = last,
                                           .comes = schedule_comes(row, last, now),
                                           .due = schedule_due(row, last, now)};
        }
    page_jobs(rq->out, (struct jobs_shown){.row = rows, .count = n}, rq->app->rounds != NULL);
    return answer_page(rq);
}

struct run_now {
    const struct app *app;
    const struct schedule_row *row;
};

static void run_now(struct arena *arena, const struct jobs *jobs, const void *arg)
{
    const struct run_now *what = arg;
    jobs_run_now(what->app, jobs, arena, what->row, instant_now());
}

static struct answer job_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)write, (void)form;
    const struct schedule_row *row =
        schedule_find(rq->app, query_value(rq->arena, rq->view.query, T("job")));
    if (!row)
        return answer_absent(rq);
    const struct run_now what = {.app = rq->app, .row = row};
    const bool begun =
        rq->app->rounds && job_start(rq->app->rounds, row->name, run_now, &what, sizeof what);
    return answer_redirect(rq, T("/jobs"), 0,
                           begun ? T("It runs. Look again in a moment.")
                                 : T("Other jobs are waiting already. Try again in a minute."));
}

static const struct route rows[] = {
    ROUTE_READ("/mails", ROLE_STAFF, MAY_SEE_NO_RECORD, NO_FORM, list_read),
    ROUTE_READ("/mails.csv", ROLE_STAFF, MAY_SEE_NO_RECORD, NO_FORM, csv_read),
    ROUTE_READ("/mails/:mail", ROLE_STAFF, may_see_mail, NO_FORM, show_read),
    ROUTE_READ("/mails/:mail/whole", ROLE_STAFF, may_see_mail, NO_FORM, whole_read),
    ROUTE_WRITE("/mails/:mail/again", ROLE_DIRECTOR, may_see_mail, NO_FORM, "mail.again",
                again_write, NULL),
    ROUTE_WRITE("/mails/:mail/arrived", ROLE_DIRECTOR, may_see_mail, NO_FORM, "mail.arrived",
                arrived_write, NULL),
    ROUTE_READ("/mails/:mail/give-up", ROLE_DIRECTOR, may_see_mail, NO_FORM, give_up_read),
    ROUTE_WRITE("/mails/:mail/give-up", ROLE_DIRECTOR, may_see_mail, NO_FORM, "mail.give_up",
                give_up_write, NULL),
    ROUTE_WRITE("/mails/addresses", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, NO_FORM, "mail.address_works",
                address_write, NULL),
    ROUTE_READ("/mail-choice", PERMIT_ANYONE, MAY_SEE_NO_RECORD, NO_FORM, choice_read),
    ROUTE_READ("/mail-choice/saved", PERMIT_ANYONE, MAY_SEE_NO_RECORD, NO_FORM, chosen_read),
    ROUTE_WRITE("/mail-choice", PERMIT_ANYONE, MAY_SEE_NO_RECORD, &mail_choice_form_spec,
                "mail.choose", choice_write, choice_redraw),
    ROUTE_READ("/jobs", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, NO_FORM, jobs_read),
    ROUTE_WRITE("/jobs", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, NO_FORM, "job.run", job_write, NULL),
};
const struct routes upkeep_routes = {.row = rows, .count = sizeof rows / sizeof *rows};
