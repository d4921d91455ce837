/*
 * An organisation's own people, as its people see them. Its main contact invites colleagues, ends
 * their time here and hands the contact on: for this organisation and for no other. Who is not the
 * main contact reads.
 */
#include "fund/people/handlers.h"
#include "fund/people/hand.h"
#include "fund/people/invite.h"
#include "fund/site/site.h"
#include "people_pages.h"

static bool is_main(struct db *db, const struct viewer *viewer)
{
    const struct place *place = place_find(db, body_of(viewer), account_id_of(viewer->account));
    return place && place->main;
}

/* For changes: the main contact, of someone with a place in the same organisation. */
bool colleague_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    return (viewer->roles & ROLE_OF) && is_main(db, viewer) &&
           place_find(db, body_of(viewer), account_id_of(id));
}

/* For changes: the main contact, of an invitation to the same organisation. */
bool colleague_invitation_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    if (!(viewer->roles & ROLE_OF) || !is_main(db, viewer))
        return false;
    const struct invitation_row *invitation = invitation_find(db, invitation_id_of(id));
    if (!invitation)
        return false;
    const struct body mine = body_of(viewer), theirs = invitation_body(invitation);
    return theirs.role == mine.role && theirs.of == mine.of;
}

static struct invitation_lines open_of(struct request *rq, struct db *db, struct body body)
{
    return invitation_lines(
        rq->arena,
        invitations_open_of(db, (opt_partner_id){body.role == ROLE_PARTNER, partner_id_of(body.of)},
                            (opt_group_id){body.role == ROLE_GROUP, group_id_of(body.of)},
                            (opt_funder_id){body.role == ROLE_CO_FUNDER, funder_id_of(body.of)}),
        instant_now());
}

/* The contact of this organisation that the viewer gave away today; NULL: none. */
static const struct handover_row *given_today(struct db *db, const struct viewer *viewer)
{
    const struct handover_row *given = handover_given(
        db, account_id_of(viewer->account), instant_add(instant_now(), -TAKE_BACK_SECONDS));
    const struct body mine = body_of(viewer);
    if (!given)
        return NULL;
    const struct body theirs = handover_body(given);
    return theirs.role == mine.role && theirs.of == mine.of ? given : NULL;
}

struct answer colleagues_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct body body = body_of(&rq->view.viewer);
    const struct organisation *organisation = body_named(db, body);
    if (!organisation)
        return answer_absent(rq);
    const struct colleagues_shown shown = {
        .body = body,
        .name = organisation->name,
        .people = colleagues_of(db, body, rq->view.today),
        .invitations = open_of(rq, db, body),
        .self = rq->view.viewer.account,
        .main = is_main(db, &rq->view.viewer),
        .ended = places_ended(db, body, rq->view.today),
        .given = given_today(db, &rq->view.viewer),
    };
    page_colleagues(rq->out, &shown);
    return answer_page(rq);
}

static struct answer to_colleagues(struct request *rq, int64_t record, text notice)
{
    return answer_redirect(rq, T("/colleagues"), record, notice);
}

/* ---- Inviting ---- */

static struct answer invite_page(struct request *rq, struct db *db,
                                 const struct form_values *values, bool refused)
{
    const struct organisation *organisation = body_named(db, body_of(&rq->view.viewer));
    if (!organisation || !is_main(db, &rq->view.viewer))
        return answer_absent(rq);
    page_colleague_invite(rq->out, organisation->name, values);
    return refused ? answer_refused(rq) : answer_page(rq);
}

struct answer colleague_invite_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    return invite_page(rq, db, form_blank(rq->arena, &colleague_invite_form_spec), false);
}

struct answer colleague_invite_redraw(struct request *rq, struct db *db)
{
    return invite_page(rq, db, rq->values, true);
}

struct answer colleague_invite_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct colleague_invite_form *form = form_;
    struct db *db = db_of(write);
    if (!is_main(db, &rq->view.viewer))
        return answer_absent(rq);
    const struct invite_draft draft = {
        .name = form->name, .email = form->email, .body = body_of(&rq->view.viewer)};
    const char *field;
    text say;
    invitation_id id;
    if (!invite_make(rq, write, &draft, &id, &field, &say)) {
        request_refuse(rq, field, say);
        return invite_page(rq, db, rq->values, true);
    }
    return to_colleagues(rq, invitation_id_raw(id),
                         text_format(rq->arena, "%.*s is invited. The mail goes to %.*s.",
                                     TEXT_ARG(form->name), TEXT_ARG(form->email)));
}

struct answer colleague_resend_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    text say;
    (void)!invite_again(rq, write, invitation_id_of(rq->id[0]), &say);
    return to_colleagues(rq, rq->id[0], say);
}

struct answer colleague_withdraw_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    return to_colleagues(rq, rq->id[0],
                         invitation_withdraw(write, invitation_id_of(rq->id[0]), instant_now()) == 1
                             ? T("Taken back. Its link works no more.")
                             : T("It was answered or taken back in the meantime."));
}

/* ---- Their places ---- */

struct answer colleague_end_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    struct db *db = db_of(write);
    const struct body body = body_of(&rq->view.viewer);
    const account_id account = account_id_of(rq->id[0]);
    const struct place *place = place_find(db, body, account);
    const struct person_name_row *person = person_name(db, account);
    if (!place || !person)
        return answer_absent(rq);
    if (place->main)
        return to_colleagues(rq, rq->id[0],
                             T("You are the main contact: hand that to a colleague first."));
    if (!place_end(write, body, place->membership, rq->view.today))
        return answer_absent(rq);
    return to_colleagues(rq, rq->id[0],
                         text_format(rq->arena,
                                     "%.*s sees nothing of yours from now on. Today you can still "
                                     "put that back.",
                                     TEXT_ARG(person->name)));
}

struct answer colleague_back_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct colleague_back_form *form = form_;
    if (!is_main(db_of(write), &rq->view.viewer))
        return answer_absent(rq);
    const bool back =
        place_end_undo(write, body_of(&rq->view.viewer), form->membership, rq->view.today);
    return to_colleagues(rq, form->membership,
                         back ? T("Put back, as if nothing had been.")
                              : T("That was not today, so it stays ended. Invite them again."));
}

struct answer colleague_main_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const account_id account = account_id_of(rq->id[0]);
    const struct person_name_row *person = person_name(db_of(write), account);
    if (!person || !main_hand(write, body_of(&rq->view.viewer), account, NULL))
        return answer_absent(rq);
    return to_colleagues(
        rq, rq->id[0],
        text_format(rq->arena, "%.*s is the main contact now.", TEXT_ARG(person->name)));
}

struct answer colleague_main_back_write(struct request *rq, struct db_write *write,
                                        const void *form)
{
    (void)form;
    const struct handover_row *given = given_today(db_of(write), &rq->view.viewer);
    if (!given || !main_hand_undo(write, given))
        return to_colleagues(rq, 0, T("There is nothing to take back: the contact went on since."));
    return to_colleagues(rq, handover_id_raw(given->id), T("You are the main contact again."));
}

struct answer colleague_back_redraw(struct request *rq, struct db *db)
{
    (void)db;
    return answer_absent(rq);
}
