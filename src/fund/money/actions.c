/* What happens on the pages of funders: the pool, one funder, its two ledgers; and the routes. */
#include "engine/web/csv.h"
#include "engine/web/form_changes.h"
#include "fund/money/rules.h"
#include "fund/money/show.h"
#include "fund/people/people.h"
#include "fund/site/site.h"
#include "money_pages.h"

static bool funder_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    return funder_find(db, funder_id_of(id)) &&
           access_may(may_see_funder(hat_of(viewer), viewer->of == id));
}

static bool may_change(const struct request *rq)
{
    return (rq->view.viewer.roles & ROLE_MONEY) != 0;
}

/* What is still to come; nothing when more came than was pledged. */
static pence left_of(pence pledged, pence received)
{
    return pence_order(received, pledged) < 0 ? pence_less(pledged, received) : pence_of(0);
}

struct money_pool money_pool_now(struct db *db, day today)
{
    const struct pool_balance_row balance = pool_balance(db, today);
    return (struct money_pool){
        .pledged = balance.pledged,
        .received = balance.received,
        .to_come = left_of(balance.pledged, balance.received),
        .awarded = balance.awarded,
        .running = balance.running,
        .to_award = left_of(balance.pledged, balance.awarded),
        .funders = balance.funders,
    };
}

/* ---- The pool ---- */

static struct answer list_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct funder_card_rows cards = funders_list(db);
    struct funder_shown *in = arena_array(rq->arena, struct funder_shown, cards.count + 1);
    struct funder_shown *others = arena_array(rq->arena, struct funder_shown, cards.count + 1);
    const struct money_chart chart =
        money_chart_make(rq->arena, db, rq->view.today, (opt_pence){.some = false});
    struct funder_list list = {
        .pool = money_pool_now(db, rq->view.today), .chart = &chart, .may_change = may_change(rq)};
    for (size_t i = 0; i < cards.count; i++) {
        const struct funder_card *card = &cards.row[i];
        const struct funder_shown shown = {.card = card,
                                           .to_come = left_of(card->pledged, card->received)};
        /* A funder without grants and without pledges was just added: it is about to pay in. */
        if (card->in_pool || !card->has_grants)
            in[list.in_pool.count++] = shown;
        else
            others[list.others.count++] = shown;
    }
    list.in_pool.row = in;
    list.others.row = others;
    page_funders(rq->out, &list);
    return answer_page(rq);
}

static void csv_maybe_day(struct csv_writer *csv, opt_day d)
{
    if (d.some)
        csv_day(csv, d.it);
    else
        csv_empty(csv);
}

/* One piece: a pool has few funders. */
static bool funders_csv(void *state, struct db *db, struct text_builder *out)
{
    (void)state;
    struct csv_writer csv = {.out = out};
    const text titles[] = {T("Funder"),      T("From"),         T("To"),
                           T("Pledged (£)"), T("Received (£)"), T("Still to come (£)")};
    csv_bom(&csv);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        csv_text(&csv, titles[i]);
    csv_row_end(&csv);
    const struct funder_card_rows cards = funders_list(db);
    for (size_t i = 0; i < cards.count; i++) {
        const struct funder_card *card = &cards.row[i];
        if (!card->in_pool)
            continue;
        csv_text(&csv, card->name);
        csv_maybe_day(&csv, card->from_on);
        csv_maybe_day(&csv, card->to_on);
        csv_pence(&csv, card->pledged);
        csv_pence(&csv, card->received);
        csv_pence(&csv, left_of(card->pledged, card->received));
        csv_row_end(&csv);
    }
    return false;
}

static struct answer csv_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    return answer_stream(rq, T("text/csv"), T("funders.csv"), funders_csv, NULL);
}

/* ---- One funder ---- */

/* A funder's page as its ledgers stand. */
static struct funder_page page_of(struct request *rq, struct db *db,
                                  const struct funder_row *funder)
{
    struct funder_page page = {
        .funder = funder,
        .pledges = funder_pledges(db, funder->id),
        .contributions = funder_contributions(db, funder->id),
        .pledged = pence_of(0),
        .received = pence_of(0),
        .may_change = may_change(rq),
    };
    for (size_t i = 0; i < page.pledges.count; i++)
        page.pledged = pence_add(page.pledged, page.pledges.row[i].amount);
    for (size_t i = 0; i < page.contributions.count; i++)
        page.received = pence_add(page.received, page.contributions.row[i].amount);
    page.to_come = left_of(page.pledged, page.received);
    return page;
}

static const struct funder_row *funder_of(const struct request *rq, struct db *db)
{
    return funder_find(db, funder_id_of(rq->id[0]));
}

static struct answer show_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct funder_row *funder = funder_of(rq, db);
    if (!funder)
        return answer_absent(rq);
    const struct funder_page page = page_of(rq, db, funder);
    page_funder_show(rq->out, &page);
    return answer_page(rq);
}

static struct answer to_funder(struct request *rq, funder_id id, text notice)
{
    const int64_t raw = funder_id_raw(id);
    return answer_redirect(rq, text_format(rq->arena, "/funders/%lld", (long long)raw), raw,
                           notice);
}

static void refuse_name(struct request *rq)
{
    request_refuse(rq, "name", T("A funder with this name is here already."));
}

static struct answer new_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    page_funder_new(rq->out, form_blank(rq->arena, &funder_form_spec));
    return answer_page(rq);
}

static struct answer new_redraw(struct request *rq, struct db *db)
{
    (void)db;
    page_funder_new(rq->out, rq->values);
    return answer_refused(rq);
}

static struct answer new_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct funder_form *form = form_;
    bool taken = false;
    const funder_id id =
        funder_add(write, form->name, sort_key(rq->arena, form->name),
                   text_or_absent(form->identifier), false, text_or_absent(form->about), &taken);
    if (taken) {
        refuse_name(rq);
        return new_redraw(rq, db_of(write));
    }
    return to_funder(rq, id, T("Funder added. Its pledge comes next."));
}

/* The form as the funder is now. */
static struct form_values *filled(struct arena *arena, const struct funder_row *funder)
{
    struct form_values *values = form_blank(arena, &funder_form_spec);
    form_fill_text(values, "name", funder->name);
    if (funder->identifier.ptr)
        form_fill_text(values, "identifier", funder->identifier);
    if (funder->about.ptr)
        form_fill_text(values, "about", funder->about);
    return values;
}

static struct answer edit_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct funder_row *funder = funder_of(rq, db);
    if (!funder)
        return answer_absent(rq);
    page_funder_edit(rq->out, funder, filled(rq->arena, funder), NULL);
    return answer_page(rq);
}

static struct answer edit_redraw(struct request *rq, struct db *db)
{
    const struct funder_row *funder = funder_of(rq, db);
    if (!funder)
        return answer_absent(rq);
    page_funder_edit(rq->out, funder, rq->values, NULL);
    return answer_refused(rq);
}

static struct answer edit_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct funder_form *form = form_;
    const struct funder_row *funder = funder_of(rq, db_of(write));
    if (!funder)
        return answer_absent(rq);
    const text key = sort_key(rq->arena, form->name);
    const struct funder_of_key_row *other = funder_of_key(db_of(write), key);
    if (other && funder_id_raw(other->id) != funder_id_raw(funder->id)) {
        refuse_name(rq);
        return edit_redraw(rq, db_of(write));
    }
    if (rq->values->version != funder->version ||
        funder_change(write, funder->id, funder->version, form->name, key,
                      text_or_absent(form->identifier), text_or_absent(form->about)) == 0) {
        const struct form_changes changes =
            form_changes(rq->arena, filled(rq->arena, funder), rq->values);
        rq->values->version = funder->version; /* saving again is a choice made with open eyes */
        page_funder_edit(rq->out, funder, rq->values, &changes);
        return answer_stale(rq);
    }
    return to_funder(rq, funder->id, T("Saved."));
}

/* ---- The two ledgers ---- */

/* An amount is typed without a sign; a tick says that it is taken away. */
static pence signed_amount(pence amount, bool less)
{
    return less ? pence_less(pence_of(0), amount) : amount;
}

static struct answer pledge_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct funder_row *funder = funder_of(rq, db);
    if (!funder)
        return answer_absent(rq);
    struct form_values *values = form_blank(rq->arena, &pledge_form_spec);
    form_fill_day(values, "pledged_on", rq->view.today);
    page_pledge_new(rq->out, funder, values);
    return answer_page(rq);
}

static struct answer pledge_redraw(struct request *rq, struct db *db)
{
    const struct funder_row *funder = funder_of(rq, db);
    if (!funder)
        return answer_absent(rq);
    page_pledge_new(rq->out, funder, rq->values);
    return answer_refused(rq);
}

/* Puts a check's words beside their fields; true: there were none. */
static bool holds(struct request *rq, const struct money_check *check)
{
    if (text_present(check->amount))
        request_refuse(rq, "amount", check->amount);
    if (text_present(check->reason))
        request_refuse(rq, "reason", check->reason);
    if (text_present(check->to_on))
        request_refuse(rq, "to_on", check->to_on);
    return !text_present(check->amount) && !text_present(check->reason) &&
           !text_present(check->to_on);
}

static struct answer pledge_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct pledge_form *form = form_;
    const struct funder_row *funder = funder_of(rq, db_of(write));
    if (!funder || funder->own)
        return answer_absent(rq);
    const struct funder_page page = page_of(rq, db_of(write), funder);
    const pence amount = signed_amount(form->amount, form->less);
    const struct money_check check =
        pledge_check(rq->arena, amount, form->reason, form->from_on, form->to_on, page.pledged);
    if (!holds(rq, &check))
        return pledge_redraw(rq, db_of(write));
    (void)pledge_add(write, funder->id, amount, form->pledged_on, form->from_on, form->to_on,
                     text_or_absent(form->earmark), text_or_absent(form->reason), instant_now());
    return to_funder(rq, funder->id, T("The pledge is added."));
}

static struct answer contribution_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct funder_row *funder = funder_of(rq, db);
    if (!funder)
        return answer_absent(rq);
    struct form_values *values = form_blank(rq->arena, &contribution_form_spec);
    form_fill_day(values, "received_on", rq->view.today);
    page_contribution_new(rq->out, funder, values);
    return answer_page(rq);
}

static struct answer contribution_redraw(struct request *rq, struct db *db)
{
    const struct funder_row *funder = funder_of(rq, db);
    if (!funder)
        return answer_absent(rq);
    page_contribution_new(rq->out, funder, rq->values);
    return answer_refused(rq);
}

static struct answer contribution_write(struct request *rq, struct db_write *write,
                                        const void *form_)
{
    const struct contribution_form *form = form_;
    const struct funder_row *funder = funder_of(rq, db_of(write));
    if (!funder || funder->own)
        return answer_absent(rq);
    const struct funder_page page = page_of(rq, db_of(write), funder);
    const pence amount = signed_amount(form->amount, form->less);
    const struct money_check check =
        contribution_check(rq->arena, amount, form->reason, page.received);
    if (!holds(rq, &check))
        return contribution_redraw(rq, db_of(write));
    (void)contribution_add(write, funder->id, amount, form->received_on,
                           text_or_absent(form->reason), instant_now());
    return to_funder(rq, funder->id, T("The money is added."));
}

static const struct route rows[] = {
    ROUTE_READ("/funders", ROLE_STAFF, MAY_SEE_NO_RECORD, NO_FORM, list_read),
    ROUTE_READ("/funders.csv", ROLE_STAFF, MAY_SEE_NO_RECORD, NO_FORM, csv_read),
    ROUTE_READ("/funders/new", ROLE_MONEY, MAY_SEE_NO_RECORD, NO_FORM, new_read),
    ROUTE_WRITE("/funders/new", ROLE_MONEY, MAY_SEE_NO_RECORD, &funder_form_spec, "funder.add",
                new_write, new_redraw),
    ROUTE_READ("/funders/:funder", ROLE_STAFF, funder_may_see, NO_FORM, show_read),
    ROUTE_READ("/funders/:funder/edit", ROLE_MONEY, funder_may_see, NO_FORM, edit_read),
    ROUTE_WRITE("/funders/:funder/edit", ROLE_MONEY, funder_may_see, &funder_form_spec,
                "funder.change", edit_write, edit_redraw),
    ROUTE_READ("/funders/:funder/pledge", ROLE_MONEY, funder_may_see, NO_FORM, pledge_read),
    ROUTE_WRITE("/funders/:funder/pledge", ROLE_MONEY, funder_may_see, &pledge_form_spec,
                "funder.pledge", pledge_write, pledge_redraw),
    ROUTE_READ("/funders/:funder/contribution", ROLE_MONEY, funder_may_see, NO_FORM,
               contribution_read),
    ROUTE_WRITE("/funders/:funder/contribution", ROLE_MONEY, funder_may_see,
                &contribution_form_spec, "funder.contribution", contribution_write,
                contribution_redraw),
};
const struct routes money_routes = {.row = rows, .count = sizeof rows / sizeof *rows};
