/*
 * Handing over. A contact is a promise that someone answers, so each step leaves a row that can be
 * undone: grants that have moved on since stay where they are.
 */
#include "fund/people/hand.h"
#include "fund/people/handlers.h"
#include "fund/people/show.h"
#include "fund/site/site.h"
#include "people_pages.h"

/* ---- The main contact of an organisation ---- */

struct body handover_body(const struct handover_row *h)
{
    return h->partner_id.some  ? (struct body){ROLE_PARTNER, partner_id_raw(h->partner_id.it)}
           : h->group_id.some  ? (struct body){ROLE_GROUP, group_id_raw(h->group_id.it)}
           : h->funder_id.some ? (struct body){ROLE_CO_FUNDER, funder_id_raw(h->funder_id.it)}
                               : (struct body){.role = 0};
}

static opt_account_id main_of(struct db *db, struct body body)
{
    const struct colleague_rows people = colleagues_of(db, body, day_today());
    return people.count > 0 && people.row[0].main ? (opt_account_id){true, people.row[0].account_id}
                                                  : (opt_account_id){.some = false};
}

bool main_hand(struct db_write *write, struct body body, account_id to, handover_id *id)
{
    const opt_account_id from = main_of(db_of(write), body);
    if (!place_make_main(write, body, to))
        return false;
    const handover_id made =
        handover_add(write, (opt_partner_id){body.role == ROLE_PARTNER, partner_id_of(body.of)},
                     (opt_group_id){body.role == ROLE_GROUP, group_id_of(body.of)},
                     (opt_funder_id){body.role == ROLE_CO_FUNDER, funder_id_of(body.of)}, from, to,
                     instant_now());
    if (id)
        *id = made;
    return true;
}

bool main_hand_undo(struct db_write *write, const struct handover_row *handover)
{
    const struct body body = handover_body(handover);
    const opt_account_id now = main_of(db_of(write), body);
    if (!handover->from_id.some || !now.some ||
        account_id_raw(now.it) != account_id_raw(handover->to_id) ||
        !place_make_main(write, body, handover->from_id.it))
        return false;
    return handover_undo(write, handover->id, instant_now()) == 1;
}

/* ---- The grant manager of grants ---- */

handover_id grants_hand(struct db_write *write, const grant_id *grant, size_t count,
                        opt_account_id from, account_id to, day today)
{
    const handover_id id =
        handover_add(write, (opt_partner_id){.some = false}, (opt_group_id){.some = false},
                     (opt_funder_id){.some = false}, from, to, instant_now());
    const opt_handover_id by = {true, id};
    for (size_t i = 0; i < count; i++) {
        (void)grant_manager_end(write, grant[i], today, by);
        (void)grant_manager_begin(write, grant[i], to, today, by);
    }
    return id;
}

void grants_hand_undo(struct db_write *write, const struct handover_row *handover, day today)
{
    const struct handover_grants_rows grants = handover_grants(db_of(write), handover->id);
    const opt_handover_id none = {.some = false};
    for (size_t i = 0; i < grants.count; i++) {
        (void)grant_manager_end(write, grants.row[i].grant_id, today, none);
        if (grants.row[i].before.some)
            (void)grant_manager_begin(write, grants.row[i].grant_id, grants.row[i].before.it, today,
                                      none);
    }
    (void)handover_undo(write, handover->id, instant_now());
}

/* ---- The page: from one person's list, or of those without anyone ---- */

/* Grants are handed over by directors, and by whoever looks after them. */
bool hand_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    return ((viewer->roles & ROLE_DIRECTOR) || viewer->account == id) &&
           person_find(db, account_id_of(id)) != NULL;
}

struct options managers_options(struct db *db, opt_account_id but)
{
    struct arena *arena = db_arena(db);
    const struct manager_option_rows rows = managers_offered(db);
    struct option *row = arena_array(arena, struct option, rows.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < rows.count; i++)
        if (!but.some || account_id_raw(rows.row[i].id) != account_id_raw(but.it))
            row[count++] = option_of(arena, account_id_raw(rows.row[i].id), rows.row[i].name);
    return (struct options){.row = row, .count = count};
}

static struct options grant_options(struct arena *arena, struct grants_looked_after_rows grants)
{
    struct option *row = arena_array(arena, struct option, grants.count + 1);
    for (size_t i = 0; i < grants.count; i++)
        row[i] = option_of(arena, grant_id_raw(grants.row[i].id), grants.row[i].title);
    return (struct options){.row = row, .count = grants.count};
}

static struct answer hand_page(struct request *rq, struct db *db, struct form_values *values,
                               bool fresh)
{
    const struct person_row *person = person_find(db, account_id_of(rq->id[0]));
    if (!person)
        return answer_absent(rq);
    const struct options grants =
        grant_options(rq->arena, grants_looked_after(db, person->id, GRANTS_SHOWN_MOST));
    if (fresh) { /* all of them: most often that is what is meant */
        text *all = arena_array(rq->arena, text, grants.count + 1);
        for (size_t i = 0; i < grants.count; i++)
            all[i] = grants.row[i].value;
        form_fill_texts(values, "grants", (struct texts){.row = all, .count = grants.count});
    }
    page_hand_over(rq->out, person, values, grants,
                   managers_options(db, (opt_account_id){true, person->id}));
    return fresh ? answer_page(rq) : answer_refused(rq);
}

struct answer hand_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    return hand_page(rq, db, form_blank(rq->arena, &hand_over_form_spec), true);
}

struct answer hand_redraw(struct request *rq, struct db *db)
{
    return hand_page(rq, db, rq->values, false);
}

/* Of those chosen, the ones that are still this person's. */
static size_t still_theirs(struct db *db, account_id person, const grant_id *asked, size_t count,
                           grant_id *theirs)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        const struct grant_contact_row *contact = grant_contact(db, asked[i], day_today());
        if (contact && account_id_raw(contact->account_id) == account_id_raw(person))
            theirs[found++] = asked[i];
    }
    return found;
}

static struct answer to_handover(struct request *rq, handover_id id, text notice)
{
    return answer_redirect(
        rq, text_format(rq->arena, "/people/handovers/%lld", (long long)handover_id_raw(id)),
        handover_id_raw(id), notice);
}

static bool is_manager(struct request *rq, struct db *db, account_id account, opt_account_id but)
{
    return option_label(rq->arena, managers_options(db, but), account_id_raw(account)).ptr != NULL;
}

struct answer hand_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct hand_over_form *form = form_;
    struct db *db = db_of(write);
    const account_id from = account_id_of(rq->id[0]);
    if (!is_manager(rq, db, form->to, (opt_account_id){true, from})) {
        request_refuse(rq, "to", T("Choose one of the staff."));
        return hand_redraw(rq, db);
    }
    grant_id *theirs = arena_array(rq->arena, grant_id, form->grants.count + 1);
    const size_t count = still_theirs(db, from, form->grants.row, form->grants.count, theirs);
    if (count == 0) {
        request_refuse(rq, "grants",
                       form->grants.count ? T("These are someone else’s by now.")
                                          : T("Choose at least one grant."));
        return hand_redraw(rq, db);
    }
    const handover_id id =
        grants_hand(write, theirs, count, (opt_account_id){true, from}, form->to, rq->view.today);
    return to_handover(rq, id, TEXT_ABSENT);
}

/* ---- Grants without anyone ---- */

static struct answer unmanaged_page(struct request *rq, struct db *db, struct form_values *values,
                                    bool refused)
{
    const struct grants_without_manager_rows rows = grants_without_manager(db, GRANTS_SHOWN_MOST);
    struct option *row = arena_array(rq->arena, struct option, rows.count + 1);
    for (size_t i = 0; i < rows.count; i++)
        row[i] = option_of(rq->arena, grant_id_raw(rows.row[i].id), rows.row[i].title);
    page_unmanaged(rq->out, values, (struct options){.row = row, .count = rows.count},
                   managers_options(db, (opt_account_id){.some = false}));
    return refused ? answer_refused(rq) : answer_page(rq);
}

struct answer unmanaged_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    return unmanaged_page(rq, db, form_blank(rq->arena, &unmanaged_form_spec), false);
}

struct answer unmanaged_redraw(struct request *rq, struct db *db)
{
    return unmanaged_page(rq, db, rq->values, true);
}

struct answer unmanaged_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct unmanaged_form *form = form_;
    struct db *db = db_of(write);
    const opt_account_id nobody = {.some = false};
    grant_id *free = arena_array(rq->arena, grant_id, form->grants.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < form->grants.count; i++)
        if (contact_grant_seen(db, form->grants.row[i]) &&
            !grant_contact(db, form->grants.row[i], rq->view.today))
            free[count++] = form->grants.row[i];
    bool good = true;
    if (!is_manager(rq, db, form->to, nobody)) {
        request_refuse(rq, "to", T("Choose one of the staff."));
        good = false;
    }
    if (count == 0) {
        request_refuse(rq, "grants",
                       form->grants.count ? T("Someone looks after these by now.")
                                          : T("Choose at least one grant."));
        good = false;
    }
    if (!good)
        return unmanaged_redraw(rq, db);
    return to_handover(rq, grants_hand(write, free, count, nobody, form->to, rq->view.today),
                       TEXT_ABSENT);
}

/* ---- What was handed over, and undoing it ---- */

/* Of an organisation's main contact: whoever may give places there. */
bool handover_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    const struct handover_row *handover = handover_find(db, handover_id_of(id));
    return handover && (viewer->roles & ROLE_EDITOR) &&
           (handover_body(handover).role & ~roles_may_give(viewer->roles)) == 0;
}

struct answer handover_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct handover_row *handover = handover_find(db, handover_id_of(rq->id[0]));
    if (!handover)
        return answer_absent(rq);
    const struct body body = handover_body(handover);
    const struct organisation *organisation = body.role ? body_named(db, body) : NULL;
    const struct handover_shown shown = {
        .handover = handover,
        .of = organisation ? organisation->name : TEXT_ABSENT,
        .grants = handover_grants(db, handover->id),
    };
    page_handover(rq->out, &shown);
    return answer_page(rq);
}

struct answer handover_undo_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const struct handover_row *handover = handover_find(db_of(write), handover_id_of(rq->id[0]));
    if (!handover)
        return answer_absent(rq);
    const text nothing = T("There is nothing to undo: it moved on, or was undone before.");
    if (handover->undone_at.some)
        return to_handover(rq, handover->id, nothing);
    if (handover_body(handover).role)
        return to_handover(rq, handover->id,
                           main_hand_undo(write, handover) ? T("Undone: it is as it was before.")
                                                           : nothing);
    grants_hand_undo(write, handover, rq->view.today);
    return to_handover(rq, handover->id, T("Undone: it is as it was before."));
}
