/* Who has a seat in a grant, and how its award is split between them. A seat that was taken out can
 * be put back. */
#include "fund/grants/grants.h"
#include "fund/grants/handlers.h"
#include "fund/grants/rules.h"
#include "fund/partners/partners.h"
#include "grants_pages.h"

#define SEATS_MOST 40

static const struct grant_row *grant_of(const struct request *rq, struct db *db)
{
    return grant_find(db, grant_id_of(rq->id[0]));
}

/* After a change of seats: search finds a grant by its partners, and an open form is stale now. */
static void seats_changed(struct db_write *write, grant_id grant)
{
    grant_search_refresh(write, grant);
    (void)grant_touch(write, grant);
}

/* False, and the form says so, when the grant can hold no more seats. */
static bool has_room(struct request *rq, struct db *db, grant_id grant)
{
    if (grant_seats_of(db, grant).count < SEATS_MOST)
        return true;
    request_refuse(rq, NULL,
                   T("This grant has forty partners, which is as many as one grant can hold."));
    return false;
}

/* ---- One more ---- */

static void draw_add(struct request *rq, struct db *db, const struct grant_row *grant, text words,
                     struct form_values *form)
{
    struct form_values *find = form_blank(rq->arena, &seat_find_form_spec);
    if (words.ptr) {
        form_fill_text(find, "q", words);
        form_fill_text(form, "q", words);
    }
    page_seat_add(rq->out, grant, find, form, partner_options(db, words));
}

struct answer seat_add_read(struct request *rq, struct db *db, const void *form_)
{
    const struct seat_find_form *form = form_;
    const struct grant_row *grant = grant_of(rq, db);
    if (!grant)
        return answer_absent(rq);
    struct form_values *values = form_blank(rq->arena, &seat_add_form_spec);
    if (grant_seats_of(db, grant->id).count == 0) /* the first to be entered is the lead partner */
        form_fill_text(values, "kind", seat_kind_code(SEAT_KIND_LEAD));
    draw_add(rq, db, grant, form->q, values);
    return answer_page(rq);
}

struct answer seat_add_redraw(struct request *rq, struct db *db)
{
    const struct grant_row *grant = grant_of(rq, db);
    if (!grant)
        return answer_absent(rq);
    text words = TEXT_ABSENT;
    for (size_t i = 0; i < rq->values->count; i++)
        if (text_eq(text_of(rq->values->value[i].field->name), T("q")))
            words = form_typed(&rq->values->value[i]);
    draw_add(rq, db, grant, words, rq->values);
    return answer_refused(rq);
}

struct answer seat_add_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct seat_add_form *form = form_;
    struct db *db = db_of(write);
    const struct grant_row *grant = grant_of(rq, db);
    if (!grant)
        return answer_absent(rq);
    const struct seat_partner_row *partner = seat_partner(db, form->partner);
    if (!partner) {
        request_refuse(rq, "partner", T("Choose one of the partners."));
        return seat_add_redraw(rq, db);
    }
    const text over = part_check(rq->arena, grant->awarded, form->share);
    if (text_present(over)) {
        request_refuse(rq, "share", over);
        return seat_add_redraw(rq, db);
    }
    if (!has_room(rq, db, grant->id))
        return seat_add_redraw(rq, db);
    if (seat_add(write, grant->id, form->partner, form->kind, form->share) == 0) {
        request_refuse(rq, "partner",
                       text_format(rq->arena, "%.*s has a seat in this grant already.",
                                   TEXT_ARG(partner->name)));
        return seat_add_redraw(rq, db);
    }
    seats_changed(write, grant->id);
    return to_grant(rq, grant->id,
                    text_format(rq->arena, "%.*s has a seat now.", TEXT_ARG(partner->name)));
}

/* ---- One less, and back again ---- */

struct answer seat_remove_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const grant_id grant = grant_id_of(rq->id[0]);
    const seat_id id = seat_id_of(rq->id[1]);
    const struct seat_row *seat = seat_find(db_of(write), id, grant);
    if (!seat)
        return answer_absent(rq);
    const int64_t account = rq->view.viewer.account;
    const removed_seat_id removed = seat_removed_keep(
        write, id, (opt_account_id){.some = account != 0, .it = account_id_of(account)},
        instant_now());
    (void)seat_remove(write, id, grant);
    seats_changed(write, grant);
    return answer_redirect(
        rq,
        text_format(rq->arena, "/grants/%lld/seats/removed?removed=%lld",
                    (long long)grant_id_raw(grant), (long long)removed_seat_id_raw(removed)),
        grant_id_raw(grant), text_format(rq->arena, "%.*s was taken out.", TEXT_ARG(seat->name)));
}

/* The seat that the form names; NULL: it names none, or that one is back already. */
static const struct removed_seat_row *seat_gone_of(const struct request *rq, struct db *db,
                                                   const struct seat_back_form *form)
{
    return rq->values->error_count == 0
               ? seat_removed_find(db, form->removed, grant_id_of(rq->id[0]))
               : NULL;
}

struct answer seat_removed_read(struct request *rq, struct db *db, const void *form)
{
    const struct seat_gone gone = {
        .grant = grant_of(rq, db), .seat = seat_gone_of(rq, db, form), .form = rq->values};
    if (!gone.grant)
        return answer_absent(rq);
    page_seat_removed(rq->out, &gone);
    return answer_page(rq);
}

/* seat NULL: there is nothing to put back. */
static struct answer back_again(struct request *rq, struct db *db,
                                const struct removed_seat_row *seat)
{
    const struct seat_gone gone = {.grant = grant_of(rq, db), .seat = seat, .form = rq->values};
    if (!gone.grant)
        return answer_absent(rq);
    page_seat_removed(rq->out, &gone);
    return answer_refused(rq);
}

struct answer seat_back_redraw(struct request *rq, struct db *db)
{
    return back_again(rq, db, NULL);
}

/* The award may have been cut since: a part that is more than it stays out, and that is said. */
struct answer seat_back_write(struct request *rq, struct db_write *write, const void *form)
{
    struct db *db = db_of(write);
    const struct grant_row *grant = grant_of(rq, db);
    if (!grant)
        return answer_absent(rq);
    const struct removed_seat_row *seat = seat_gone_of(rq, db, form);
    if (!seat)
        return back_again(rq, db, NULL);
    if (!has_room(rq, db, grant->id))
        return back_again(rq, db, seat);
    opt_pence share = seat->share;
    const bool fits = !text_present(part_check(rq->arena, grant->awarded, share));
    if (!fits)
        share.some = false;
    if (seat_removed_put_back(write, seat->id, instant_now()) == 0)
        return back_again(rq, db, NULL);
    /* 0 rows: someone gave it a seat by hand, and that one stays. */
    const bool added = seat_add(write, grant->id, seat->partner_id, seat->kind, share) > 0;
    if (added)
        seats_changed(write, grant->id);
    return to_grant(rq, grant->id,
                    text_format(rq->arena, "%.*s is back in this grant.%s", TEXT_ARG(seat->name),
                                added && !fits
                                    ? " Its part was more than the award is now, so it has none: "
                                      "change the split."
                                    : ""));
}

/* ---- The split ---- */

struct answer split_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct grant_row *grant = grant_of(rq, db);
    if (!grant)
        return answer_absent(rq);
    const struct seat_row_rows seats = grant_seats_of(db, grant->id);
    struct form_values *values = form_blank(rq->arena, &split_form_spec);
    for (size_t i = 0; i < seats.count; i++) {
        form_fill_group_text(
            values, "part", i, "seat",
            text_format(rq->arena, "%lld", (long long)seat_id_raw(seats.row[i].id)));
        if (seats.row[i].share.some)
            form_fill_group_text(values, "part", i, "share",
                                 pence_plain(rq->arena, seats.row[i].share.it));
    }
    page_split_edit(rq->out, grant, seats, values, false);
    return answer_page(rq);
}

struct answer split_redraw(struct request *rq, struct db *db)
{
    const struct grant_row *grant = grant_of(rq, db);
    if (!grant)
        return answer_absent(rq);
    page_split_edit(rq->out, grant, grant_seats_of(db, grant->id), rq->values, false);
    return answer_refused(rq);
}

/* Someone changed the grant or its seats: each seat that is still there keeps what was typed for
 * it. */
static struct answer split_stale(struct request *rq, struct db *db, const struct split_form *form)
{
    const struct grant_row *grant = grant_of(rq, db);
    if (!grant)
        return answer_absent(rq);
    const struct seat_row_rows seats = grant_seats_of(db, grant->id);
    struct form_values *values = form_blank(rq->arena, &split_form_spec);
    for (size_t i = 0; i < seats.count; i++) {
        const int64_t seat = seat_id_raw(seats.row[i].id);
        opt_pence share = seats.row[i].share;
        for (size_t p = 0; p < form->part.count; p++)
            if (form->part.row[p].seat == seat)
                share = form->part.row[p].share;
        form_fill_group_text(values, "part", i, "seat",
                             text_format(rq->arena, "%lld", (long long)seat));
        if (share.some)
            form_fill_group_text(values, "part", i, "share", pence_plain(rq->arena, share.it));
    }
    page_split_edit(rq->out, grant, seats, values, true);
    return answer_stale(rq);
}

struct answer split_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct split_form *form = form_;
    struct db *db = db_of(write);
    const struct grant_row *grant = grant_of(rq, db);
    if (!grant)
        return answer_absent(rq);
    if (rq->values->version != grant->version)
        return split_stale(rq, db, form);
    const struct seat_row_rows seats = grant_seats_of(db, grant->id);
    opt_pence *share = arena_array(rq->arena, opt_pence, seats.count + 1);
    for (size_t i = 0; i < seats.count; i++)
        for (size_t p = 0; p < form->part.count; p++)
            if (form->part.row[p].seat == seat_id_raw(seats.row[i].id))
                share[i] = form->part.row[p].share;
    const text say = split_check(rq->arena, grant->awarded, share, seats.count);
    if (text_present(say)) {
        request_refuse(rq, NULL, say);
        return split_redraw(rq, db);
    }
    if (grant_take(write, grant->id, grant->version) == 0)
        return split_stale(rq, db, form);
    for (size_t i = 0; i < seats.count; i++)
        (void)seat_share(write, seats.row[i].id, grant->id, share[i]);
    return to_grant(rq, grant->id, T("The split is saved."));
}
