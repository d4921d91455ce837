/*
 * One person, one account, several hats: for the fund, and for each organisation they belong to.
 * One is on at a time, and with it they see what is its own and nothing else.
 */
#include "fund/people/hats.h"
#include "fund/people/handlers.h"
#include "fund/signin/signin.h"
#include "people_pages.h"

#define HATS_MOST 64

struct hat_list {
    struct arena *arena;
    struct hat_shown *row;
    size_t count;
    struct hat on;
};

static void hat_add(struct hat_list *list, struct hat hat, text label, text what)
{
    if (list->count == HATS_MOST)
        return;
    const uint32_t lowest = hat.roles & (~hat.roles + 1);
    list->row[list->count++] = (struct hat_shown){
        .hat = hat,
        .role = people_role_name(lowest),
        .label = label,
        .what = what,
        .on = (list->on.roles & hat.roles) != 0 && list->on.of == hat.of,
    };
}

static void fund_hats_add(struct hat_list *list, uint32_t roles)
{
    const struct {
        uint32_t bits;
        text what;
    } each[] = {
        {ROLE_STAFF, T("The whole work of the fund.")},
        {ROLE_PAYMENTS, T("What is to be paid.")},
        {ROLE_PANEL, T("What is before the panel.")},
        {ROLE_LEARNING_PARTNER, T("What is learnt together.")},
    };
    for (size_t i = 0; i < sizeof each / sizeof *each; i++)
        if (roles & each[i].bits)
            hat_add(list, (struct hat){roles & each[i].bits, 0},
                    people_hat_label(list->arena, roles & each[i].bits), each[i].what);
}

struct hats_shown person_hats(struct db *db, const struct person_row *person, struct hat on)
{
    struct hat_list list = {
        .arena = db_arena(db),
        .row = arena_array(db_arena(db), struct hat_shown, HATS_MOST),
        .on = on,
    };
    fund_hats_add(&list, (uint32_t)person->roles);
    const struct person_partners_rows partners = person_partners(db, person->id);
    for (size_t i = 0; i < partners.count; i++)
        if (!partners.row[i].until_on.some)
            hat_add(&list, (struct hat){ROLE_PARTNER, partner_id_raw(partners.row[i].partner_id)},
                    partners.row[i].name, T("Its grants, its people, what concerns it."));
    const struct person_groups_rows groups = person_groups(db, person->id);
    for (size_t i = 0; i < groups.count; i++)
        if (!groups.row[i].until_on.some)
            hat_add(&list, (struct hat){ROLE_GROUP, group_id_raw(groups.row[i].group_id)},
                    groups.row[i].name, T("What concerns the group."));
    const struct person_funders_rows funders = person_funders(db, person->id);
    for (size_t i = 0; i < funders.count; i++)
        if (!funders.row[i].until_on.some)
            hat_add(&list, (struct hat){ROLE_CO_FUNDER, funder_id_raw(funders.row[i].funder_id)},
                    funders.row[i].name, T("The pool that it pays into."));
    return (struct hats_shown){.row = list.row, .count = list.count};
}

/* ---- The switch ---- */

static struct answer hats_page(struct request *rq, struct db *db, bool refused)
{
    const struct viewer *viewer = &rq->view.viewer;
    const struct person_row *person = person_find(db, account_id_of(viewer->account));
    if (!person)
        return answer_absent(rq);
    page_hats(rq->out, person_hats(db, person, (struct hat){viewer->roles, viewer->of}));
    return refused ? answer_refused(rq) : answer_page(rq);
}

struct answer hats_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    if (signin_code_is_due(&rq->view.viewer))
        return answer_redirect(rq, rq->view.viewer.first, 0, TEXT_ABSENT);
    return hats_page(rq, db, false);
}

struct answer hats_redraw(struct request *rq, struct db *db)
{
    return signin_code_is_due(&rq->view.viewer) ? answer_absent(rq) : hats_page(rq, db, true);
}

/* A hat that they do not have is as good as none: the page comes again. */
struct answer hat_switch_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct hat_switch_form *form = form_;
    struct db *db = db_of(write);
    const struct person_row *person = person_find(db, account_id_of(rq->view.viewer.account));
    uint32_t role;
    if (!person || signin_code_is_due(&rq->view.viewer) || !people_role_of(form->role, &role))
        return hats_redraw(rq, db);
    const struct hats_shown hats = person_hats(db, person, (struct hat){.roles = 0});
    for (size_t i = 0; i < hats.count; i++) {
        const struct hat_shown *hat = &hats.row[i];
        if (!(hat->hat.roles & role) || hat->hat.of != form->of)
            continue;
        struct answer answer = answer_redirect(
            rq, T("/"), account_id_raw(person->id),
            text_format(rq->arena, "You are here for: %.*s.", TEXT_ARG(hat->label)));
        signin_hat_put_on(rq, write, hat->hat.roles & ROLE_STAFF ? ROLE_STAFF : role, hat->hat.of,
                          &answer);
        return answer;
    }
    return hats_redraw(rq, db);
}
