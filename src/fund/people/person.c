/* One person: the page, and changing name, address and roles. */
#include "engine/mail/mail.h"
#include "engine/web/form_changes.h"
#include "fund/people/handlers.h"
#include "fund/people/mails.h"
#include "fund/people/show.h"
#include "fund/signin/signin.h"
#include "fund/site/site.h"
#include "people_pages.h"

bool person_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    const account_id person = account_id_of(id);
    if (viewer->roles & ROLE_DIRECTOR)
        return person_find(db, person) != NULL;
    return (viewer->roles & ROLE_GRANT_MANAGER) &&
           (viewer->account == id || person_is_contact(db, person));
}

bool person_here_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    if (!person_may_see(viewer, db, id))
        return false;
    const struct person_row *person = person_find(db, account_id_of(id));
    return person && !person->left_on.some;
}

text person_path(struct arena *arena, account_id person)
{
    return text_format(arena, "/people/%lld", (long long)account_id_raw(person));
}

struct answer to_person(struct request *rq, account_id person, text notice)
{
    return answer_redirect(rq, person_path(rq->arena, person), account_id_raw(person), notice);
}

static bool has_place(const struct person_shown *shown)
{
    for (size_t i = 0; i < shown->partners.count; i++)
        if (!shown->partners.row[i].until_on.some)
            return true;
    for (size_t i = 0; i < shown->groups.count; i++)
        if (!shown->groups.row[i].until_on.some)
            return true;
    for (size_t i = 0; i < shown->funders.count; i++)
        if (!shown->funders.row[i].until_on.some)
            return true;
    return false;
}

/* Of grant managers' knowledge are places at partners and groups alone. */
static void show_places(struct db *db, struct person_shown *shown)
{
    const account_id id = shown->person->id;
    shown->partners = person_partners(db, id);
    shown->groups = person_groups(db, id);
    if (shown->director)
        shown->funders = person_funders(db, id);
}

static void show_away(struct db *db, struct person_shown *shown, day today)
{
    shown->absences = absences_of(db, shown->person->id, today);
    shown->covered = absences_covered(db, shown->person->id, today);
    shown->covering = grants_covered(db, shown->person->id, today, GRANTS_SHOWN_MOST);
    for (size_t i = 0; i < shown->absences.count; i++)
        if (day_order(shown->absences.row[i].from_on, today) <= 0) {
            shown->away_until = (opt_day){true, shown->absences.row[i].until_on};
            shown->cover = shown->absences.row[i].cover;
        }
}

struct answer person_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct person_row *person = person_find(db, account_id_of(rq->id[0]));
    if (!person)
        return answer_absent(rq);
    struct person_shown shown = {
        .person = person,
        .cover = TEXT_ABSENT,
        .director = (rq->view.viewer.roles & ROLE_DIRECTOR) != 0,
        .self = rq->view.viewer.account == rq->id[0],
        .roles = TEXT_ABSENT,
        .grants = grants_looked_after(db, person->id, GRANTS_SHOWN_MOST),
    };
    if (shown.director && person->roles)
        shown.roles = people_hat_label(rq->arena, (uint32_t)person->roles);
    shown.address = mail_address_find(db, text_lower(rq->arena, person->email));
    show_places(db, &shown);
    show_away(db, &shown, rq->view.today);
    if (person->left_on.some && !person->shredded_at.some) {
        shown.forget_on = (opt_day){true, forget_on(person->left_on.it, days_kept(db).keep_left)};
        shown.may_forget = forget_allowed(person->left_on, person->shredded_at, rq->view.today);
    }
    shown.has_hat = person->roles != 0 || has_place(&shown);
    page_person(rq->out, &shown);
    return answer_page(rq);
}

/* ---- Changing ---- */

static struct form_values *filled(struct arena *arena, const struct person_row *person)
{
    struct form_values *values = form_blank(arena, &person_form_spec);
    form_fill_text(values, "name", person->name);
    form_fill_text(values, "email", person->email);
    text *codes = arena_array(arena, text, FUND_ROLE_COUNT);
    size_t count = 0;
    for (int role = 0; role < FUND_ROLE_COUNT; role++)
        if ((uint32_t)person->roles & fund_role_bit((enum fund_role)role))
            codes[count++] = fund_role_code((enum fund_role)role);
    form_fill_texts(values, "roles", (struct texts){.row = codes, .count = count});
    return values;
}

struct answer person_edit_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct person_row *person = person_find(db, account_id_of(rq->id[0]));
    if (!person)
        return answer_absent(rq);
    page_person_edit(rq->out, person, filled(rq->arena, person), NULL);
    return answer_page(rq);
}

struct answer person_edit_redraw(struct request *rq, struct db *db)
{
    const struct person_row *person = person_find(db, account_id_of(rq->id[0]));
    if (!person)
        return answer_absent(rq);
    page_person_edit(rq->out, person, rq->values, NULL);
    return answer_refused(rq);
}

static struct answer edit_stale(struct request *rq, struct db *db)
{
    const struct person_row *person = person_find(db, account_id_of(rq->id[0]));
    if (!person)
        return answer_absent(rq);
    const struct form_changes changes =
        form_changes(rq->arena, filled(rq->arena, person), rq->values);
    rq->values->version = person->version;
    page_person_edit(rq->out, person, rq->values, &changes);
    return answer_stale(rq);
}

/* What waits for an address that is no longer theirs must not come to whoever has it now. */
static void address_left(struct db_write *write, const struct person_row *person)
{
    struct arena *arena = db_arena(db_of(write));
    signin_end_all(write, person->id, false);
    invitations_withdraw_to(write, person->email, instant_now());
    mail_forget_address(write, arena, person->email);
}

struct answer person_edit_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct person_form *form = form_;
    struct db *db = db_of(write);
    const account_id id = account_id_of(rq->id[0]);
    const struct person_row *person = person_find(db, id);
    if (!person)
        return answer_absent(rq);
    if (person->version != rq->values->version)
        return edit_stale(rq, db);
    const uint32_t roles = fund_roles_bits(form->roles.row, form->roles.count);
    const text email = text_lower(rq->arena, form->email);
    const struct account_by_email_row *taken = account_by_email(db, email);
    bool good = true;
    if (taken && account_id_raw(taken->id) != rq->id[0]) {
        request_refuse(rq, "email",
                       text_format(rq->arena,
                                   "%.*s has this address here. One address is one person.",
                                   TEXT_ARG(taken->name)));
        good = false;
    }
    if (((uint32_t)person->roles & ROLE_DIRECTOR) && !(roles & ROLE_DIRECTOR) &&
        !director_besides(db, id)) {
        request_refuse(rq, "roles",
                       text_format(rq->arena,
                                   "%.*s is the only director. Make someone else a director first.",
                                   TEXT_ARG(person->name)));
        good = false;
    }
    if (!good)
        return person_edit_redraw(rq, db);
    if (person_change(write, id, person->version, form->name, sort_key(rq->arena, form->name),
                      email, roles) == 0)
        return edit_stale(rq, db);
    if (!(roles & ROLE_DIRECTOR))
        (void)invitations_withdraw_of_director(write, id, instant_now());
    const bool moved = !text_eq(email, person->email);
    if (moved) {
        address_left(write, person);
        mail_address_changed(rq, write, person, email);
    }
    return to_person(rq, id,
                     moved
                         ? T("Saved. The old address was told, and links sent to it work no more.")
                         : T("Saved."));
}
