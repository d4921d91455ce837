/*
 * Leaving, coming back, and being forgotten. Leaving ends every hat and every session at once, and
 * asks to whom contacts go; what someone did stays theirs in the trail. Forgetting, some years
 * later, takes name and address away and destroys the key of what the trail keeps of them.
 */
#include "engine/mail/mail.h"
#include "engine/vault/vault.h"
#include "fund/people/hand.h"
#include "fund/people/handlers.h"
#include "fund/people/leave.h"
#include "fund/people/show.h"
#include "fund/signin/signin.h"
#include "fund/site/site.h"
#include "people_pages.h"

/* ---- What is asked ---- */

static void main_kept_add(struct db *db, struct mains_kept *mains, struct main_kept *row,
                          struct body body, text name, account_id person)
{
    struct arena *arena = db_arena(db);
    const struct colleague_rows people = colleagues_of(db, body, day_today());
    struct option *option = arena_array(arena, struct option, people.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < people.count; i++)
        if (account_id_raw(people.row[i].account_id) != account_id_raw(person))
            option[count++] =
                option_of(arena, account_id_raw(people.row[i].account_id), people.row[i].name);
    row[mains->count++] = (struct main_kept){
        .body = body, .name = name, .colleagues = {.row = option, .count = count}};
}

/* The organisations whose main contact they are. */
static struct mains_kept mains_of(struct db *db, account_id person)
{
    const struct person_partners_rows partners = person_partners(db, person);
    const struct person_groups_rows groups = person_groups(db, person);
    const struct person_funders_rows funders = person_funders(db, person);
    struct main_kept *row = arena_array(db_arena(db), struct main_kept,
                                        partners.count + groups.count + funders.count + 1);
    struct mains_kept mains = {.row = row};
    for (size_t i = 0; i < partners.count; i++)
        if (partners.row[i].main)
            main_kept_add(db, &mains, row,
                          (struct body){ROLE_PARTNER, partner_id_raw(partners.row[i].partner_id)},
                          partners.row[i].name, person);
    for (size_t i = 0; i < groups.count; i++)
        if (groups.row[i].main)
            main_kept_add(db, &mains, row,
                          (struct body){ROLE_GROUP, group_id_raw(groups.row[i].group_id)},
                          groups.row[i].name, person);
    for (size_t i = 0; i < funders.count; i++)
        if (funders.row[i].main)
            main_kept_add(db, &mains, row,
                          (struct body){ROLE_CO_FUNDER, funder_id_raw(funders.row[i].funder_id)},
                          funders.row[i].name, person);
    return mains;
}

static struct answer leave_page(struct request *rq, struct db *db, struct form_values *values,
                                bool fresh)
{
    const struct person_row *person = person_find(db, account_id_of(rq->id[0]));
    if (!person)
        return answer_absent(rq);
    const struct leave_shown shown = {
        .person = person,
        .grants = grants_looked_after(db, person->id, GRANTS_SHOWN_MOST),
        .managers = managers_options(db, (opt_account_id){true, person->id}),
        .mains = mains_of(db, person->id),
    };
    for (size_t i = 0; fresh && i < shown.mains.count; i++) {
        form_fill_group_text(values, "main", i, "kind",
                             people_role_name(shown.mains.row[i].body.role));
        form_fill_group_text(values, "main", i, "of",
                             text_format(rq->arena, "%lld", (long long)shown.mains.row[i].body.of));
    }
    page_leave(rq->out, &shown, values);
    return fresh ? answer_page(rq) : answer_refused(rq);
}

struct answer leave_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    return leave_page(rq, db, form_blank(rq->arena, &leave_form_spec), true);
}

struct answer leave_redraw(struct request *rq, struct db *db)
{
    return leave_page(rq, db, rq->values, false);
}

/* ---- Leaving ---- */

enum leave_fault person_leave_check(struct db *db, account_id person, uint32_t roles)
{
    return (roles & ROLE_DIRECTOR) && !director_besides(db, person) ? LEAVE_LAST_DIRECTOR
                                                                    : LEAVE_FINE;
}

void person_leave_now(struct db_write *write, const struct person_row *person, day today)
{
    struct arena *arena = db_arena(db_of(write));
    places_end_all(write, person->id, today);
    (void)person_leave(write, person->id, today);
    absences_forget(write, person->id, today);
    signin_end_all(write, person->id, true);
    invitations_withdraw_to(write, person->email, instant_now());
    (void)invitations_withdraw_of_director(write, person->id, instant_now());
    mail_forget_address(write, arena, person->email);
}

static bool grants_go(struct request *rq, struct db_write *write, const struct leave_form *form)
{
    struct db *db = db_of(write);
    const opt_account_id person = {true, account_id_of(rq->id[0])};
    const struct grants_looked_after_rows grants =
        grants_looked_after(db, person.it, GRANTS_LEFT_MOST);
    if (grants.count == 0)
        return true;
    if (!form->to.some ||
        !option_label(rq->arena, managers_options(db, person), account_id_raw(form->to.it)).ptr) {
        request_refuse(rq, "to", T("Choose who looks after their grants from now on."));
        return false;
    }
    grant_id *all = arena_array(rq->arena, grant_id, grants.count);
    for (size_t i = 0; i < grants.count; i++)
        all[i] = grants.row[i].id;
    (void)grants_hand(write, all, grants.count, person, form->to.it, rq->view.today);
    return true;
}

/* Contacts go to those who were chosen; where nobody was, there is none for now. */
static void mains_go(struct db_write *write, const struct leave_form *form, account_id person)
{
    const struct mains_kept mains = mains_of(db_of(write), person);
    for (size_t i = 0; i < form->main.count; i++) {
        const struct leave_main *chosen = &form->main.row[i];
        uint32_t role;
        if (!chosen->to.some || !people_role_of(chosen->kind, &role))
            continue;
        for (size_t m = 0; m < mains.count; m++)
            if (mains.row[m].body.role == role && mains.row[m].body.of == chosen->of)
                (void)!main_hand(write, mains.row[m].body, chosen->to.it, NULL);
    }
}

struct answer leave_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct leave_form *form = form_;
    struct db *db = db_of(write);
    const account_id id = account_id_of(rq->id[0]);
    const struct person_row *person = person_find(db, id);
    if (!person || person->left_on.some)
        return answer_absent(rq);
    if (person_leave_check(db, id, (uint32_t)person->roles) != LEAVE_FINE) {
        request_refuse(rq, NULL,
                       text_format(rq->arena,
                                   "%.*s is the only director. Make someone else a director first.",
                                   TEXT_ARG(person->name)));
        return leave_redraw(rq, db);
    }
    if (rq->view.viewer.account == rq->id[0]) {
        request_refuse(rq, NULL, T("This is you. Ask another director to do it."));
        return leave_redraw(rq, db);
    }
    if (!grants_go(rq, write, form))
        return leave_redraw(rq, db);
    mains_go(write, form, id);
    person_leave_now(write, person, rq->view.today);
    return to_person(rq, id,
                     text_format(rq->arena, "%.*s has left, and is signed out everywhere.",
                                 TEXT_ARG(person->name)));
}

struct answer return_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const account_id id = account_id_of(rq->id[0]);
    const struct person_row *person = person_find(db_of(write), id);
    if (!person || !person->left_on.some || person->shredded_at.some)
        return answer_absent(rq);
    /* On the day itself it is undone; later someone says what they do now. */
    const bool slip = day_order(person->left_on.it, rq->view.today) == 0;
    (void)person_return(write, id, slip && person->left_roles.some ? person->left_roles.it : 0);
    return to_person(
        rq, id,
        slip ? T("They are here again, with the roles they had. Places that ended today "
                 "can be put back below.")
             : T("They are here again. Say what they do now."));
}

/* ---- Being forgotten ---- */

void person_forget_now(struct db_write *write, const struct person_row *person)
{
    struct arena *arena = db_arena(db_of(write));
    const text name = T("Someone who left");
    const int64_t id = account_id_raw(person->id);
    (void)invitations_forget_of(write, person->id, person->email);
    mail_forget_address(write, arena, person->email);
    (void)person_shred(write, person->id, name, sort_key(arena, name),
                       text_format(arena, "%lld@left.invalid", (long long)id), instant_now());
    vault_shred(write, id);
}

static const struct person_row *to_forget(const struct request *rq, struct db *db)
{
    const struct person_row *person = person_find(db, account_id_of(rq->id[0]));
    return person && forget_allowed(person->left_on, person->shredded_at, rq->view.today) ? person
                                                                                          : NULL;
}

struct answer forget_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct person_row *person = to_forget(rq, db);
    if (!person)
        return answer_absent(rq);
    page_forget(rq->out, person, forget_on(person->left_on.it, days_kept(db).keep_left));
    return answer_page(rq);
}

struct answer forget_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const struct person_row *person = to_forget(rq, db_of(write));
    if (!person)
        return answer_absent(rq);
    person_forget_now(write, person);
    return to_person(rq, person->id, T("Forgotten. Their name and address are gone for good."));
}
