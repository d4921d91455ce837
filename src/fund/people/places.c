/* Places of one person, as staff change them: beginning one elsewhere, ending one, putting it back,
 * making someone the main contact. What ended stays, with its dates. */
#include "engine/web/query.h"
#include "fund/people/hand.h"
#include "fund/people/handlers.h"
#include "fund/people/show.h"
#include "fund/site/site.h"
#include "people_pages.h"

/* An organisation that the viewer may give a place in; role 0: none. Nobody but a director gives
 * one to themselves: whoever looks after grants should not speak for a partner unseen. */
static struct body body_typed(const struct request *rq, struct db *db, text kind, int64_t of)
{
    uint32_t role;
    const struct body none = {.role = 0};
    const bool self = rq->view.viewer.account == rq->id[0];
    if (self && !(rq->view.viewer.roles & ROLE_DIRECTOR))
        return none;
    if (!people_role_of(kind, &role) || !(role & ROLE_OF) ||
        !(role & roles_may_give(rq->view.viewer.roles)))
        return none;
    const struct body body = {role, of};
    return body_named(db, body) ? body : none;
}

/* ---- Beginning one ---- */

static text kind_asked(const struct request *rq, text typed)
{
    uint32_t role;
    return people_role_of(typed, &role) && (role & ROLE_OF & roles_may_give(rq->view.viewer.roles))
               ? typed
               : people_role_name(ROLE_PARTNER);
}

static struct answer add_page(struct request *rq, struct db *db, text kind, text words,
                              const struct form_values *find, const struct form_values *values,
                              bool refused)
{
    const struct person_row *person = person_find(db, account_id_of(rq->id[0]));
    uint32_t role;
    if (!person || !people_role_of(kind, &role))
        return answer_absent(rq);
    const struct invite_choice choice = {
        .role = role,
        .as = kind,
        .words = text_or_absent(words),
        .bodies = bodies_offered(db, role, words),
        .director = (rq->view.viewer.roles & ROLE_DIRECTOR) != 0,
    };
    page_place_add(rq->out, person, &choice, find, values);
    return refused ? answer_refused(rq) : answer_page(rq);
}

struct answer place_add_read(struct request *rq, struct db *db, const void *form_)
{
    const struct place_find_form *form = form_;
    return add_page(rq, db, kind_asked(rq, form->as), form->q, rq->values,
                    form_blank(rq->arena, &place_add_form_spec), false);
}

struct answer place_add_redraw(struct request *rq, struct db *db)
{
    const text kind = kind_asked(rq, form_typed(&rq->values->value[0]));
    return add_page(rq, db, kind, TEXT_ABSENT, form_blank(rq->arena, &place_find_form_spec),
                    rq->values, true);
}

struct answer place_add_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct place_add_form *form = form_;
    struct db *db = db_of(write);
    int64_t of = 0;
    const struct body body =
        int_parse(form->body, &of) ? body_typed(rq, db, form->as, of) : (struct body){.role = 0};
    if (!body.role) {
        request_refuse(rq, "body", T("Choose where they belong."));
        return place_add_redraw(rq, db);
    }
    const account_id person = account_id_of(rq->id[0]);
    if (!place_begin(write, body, person, rq->view.today)) {
        request_refuse(rq, "body", T("They belong there already."));
        return place_add_redraw(rq, db);
    }
    if (form->main)
        (void)!main_hand(write, body, person, NULL);
    return to_person(rq, account_id_of(rq->id[0]),
                     text_format(rq->arena, "They belong to %.*s from today.",
                                 TEXT_ARG(body_named(db, body)->name)));
}

/* ---- Ending, putting back, main contact ---- */

struct answer place_redraw(struct request *rq, struct db *db)
{
    (void)db;
    return answer_absent(rq);
}

struct answer place_end_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct place_end_form *form = form_;
    struct db *db = db_of(write);
    const struct body body = body_typed(rq, db, form->kind, form->of);
    const account_id person = account_id_of(rq->id[0]);
    const struct place *place = body.role ? place_find(db, body, person) : NULL;
    if (!place || !place_end(write, body, place->membership, rq->view.today))
        return answer_absent(rq);
    const text name = body_named(db, body)->name;
    return to_person(
        rq, person,
        place->main
            ? text_format(rq->arena,
                          "Their time at %.*s ended today. It has no main contact now: "
                          "choose one among its people. You can still put this back.",
                          TEXT_ARG(name))
            : text_format(rq->arena, "Their time at %.*s ended today. You can still put it back.",
                          TEXT_ARG(name)));
}

/* Of those that ended today, by this person: another's is put back on another page, if at all. */
static bool ended_today(const struct request *rq, struct db *db, struct body body,
                        int64_t membership)
{
    const struct ended_place_rows ended = places_ended(db, body, rq->view.today);
    for (size_t i = 0; i < ended.count; i++)
        if (ended.row[i].membership == membership)
            return account_id_raw(ended.row[i].account_id) == rq->id[0];
    return true; /* the statement says that there is none */
}

struct answer place_back_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct place_back_form *form = form_;
    const struct body body = body_typed(rq, db_of(write), form->kind, form->of);
    if (!body.role || !ended_today(rq, db_of(write), body, form->membership))
        return answer_absent(rq);
    return to_person(rq, account_id_of(rq->id[0]),
                     place_end_undo(write, body, form->membership, rq->view.today)
                         ? T("Put back, as if nothing had been.")
                         : T("That did not end today, so it stays. Give them a place there anew."));
}

struct answer place_main_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct place_main_form *form = form_;
    const struct body body = body_typed(rq, db_of(write), form->kind, form->of);
    handover_id id;
    if (!body.role || !main_hand(write, body, account_id_of(rq->id[0]), &id))
        return answer_absent(rq);
    return answer_redirect(
        rq, text_format(rq->arena, "/people/handovers/%lld", (long long)handover_id_raw(id)),
        handover_id_raw(id), TEXT_ABSENT);
}
