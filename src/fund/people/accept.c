/*
 * Accepting an invitation. The link shows a button, and only the button's POST accepts, so that a
 * mail scanner cannot. It is for one address: whoever has the link, it is that address's account
 * that gets the hat. A new account is signed in; an account that exists signs in as it always does,
 * so that an old mail lets nobody past a password or a second factor.
 */
#include "engine/web/session.h"
#include "fund/people/hand.h"
#include "fund/people/handlers.h"
#include "fund/people/invite.h"
#include "fund/signin/signin.h"
#include "people_pages.h"

static const struct invitation_row *invitation_by_token(struct db *db, text token)
{
    bytes hash;
    return session_token_hash(db_arena(db), token, &hash) ? invitation_of_link(db, hash) : NULL;
}

static enum invitation_state state_of(const struct invitation_row *invitation)
{
    return invitation_state_of(invitation->accepted_at, invitation->withdrawn_at,
                               invitation->ends_at, instant_now());
}

/* Whoever pressed the button twice, or opens the mail again, is in already. */
static bool was_theirs(const struct request *rq, const struct invitation_row *invitation)
{
    return invitation->accepted_by.some &&
           account_id_raw(invitation->accepted_by.it) == rq->view.viewer.account;
}

static struct invitation_shown shown_of(struct request *rq, struct db *db, text token,
                                        const struct invitation_row *invitation)
{
    const struct account_by_email_row *account = account_by_email(db, invitation->email);
    const struct person_name_row *inviter =
        invitation->made_by.some ? person_name(db, invitation->made_by.it) : NULL;
    return (struct invitation_shown){
        .token = token,
        .state = state_of(invitation),
        .name = invitation->name,
        .address = address_masked(rq->arena, invitation->email),
        .does = invitation_does(db, invitation),
        .inviter = inviter ? inviter->name : TEXT_ABSENT,
        .until = instant_day(invitation->ends_at),
        .other = rq->view.viewer.account != 0 &&
                 (!account || account_id_raw(account->id) != rq->view.viewer.account),
        .has_account = account != NULL,
    };
}

/* NULL: there is no such invitation. */
static void draw(struct request *rq, struct db *db, text token,
                 const struct invitation_row *invitation)
{
    if (!invitation) {
        page_invitation_unknown(rq->out);
        return;
    }
    const struct invitation_shown shown = shown_of(rq, db, token, invitation);
    if (shown.state == INVITATION_GOOD)
        page_invitation_open(rq->out, &shown);
    else
        page_invitation_over(rq->out, &shown);
}

struct answer accept_read(struct request *rq, struct db *db, const void *form_)
{
    const struct invitation_accept_form *form = form_;
    const struct invitation_row *invitation = invitation_by_token(db, form->token);
    if (invitation && was_theirs(rq, invitation))
        return answer_redirect(rq, T("/"), invitation_id_raw(invitation->id), TEXT_ABSENT);
    draw(rq, db, form->token, invitation);
    return answer_page(rq);
}

struct answer accept_redraw(struct request *rq, struct db *db)
{
    draw(rq, db, TEXT_ABSENT, NULL);
    return answer_refused(rq);
}

/* The address's account, made when there is none; someone who left is here again, with this hat
 * alone. */
static account_id account_for(struct db_write *write, const struct invitation_row *invitation,
                              bool *fresh)
{
    const struct account_by_email_row *found = account_by_email(db_of(write), invitation->email);
    *fresh = !found;
    if (!found)
        return people_account_add(write, invitation->name, invitation->email, 0);
    (void)person_return(write, found->id, 0);
    return found->id;
}

static void hat_give(struct request *rq, struct db_write *write, account_id account,
                     const struct invitation_row *invitation)
{
    const struct body body = invitation_body(invitation);
    if (!body.role) {
        (void)person_roles_add(write, account, invitation->role);
        return;
    }
    /* A place they have been given in the meantime stays as it is. */
    if (place_begin(write, body, account, rq->view.today) && invitation->main)
        (void)!main_hand(write, body, account, NULL);
}

struct answer accept_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct invitation_accept_form *form = form_;
    struct db *db = db_of(write);
    const struct invitation_row *invitation = invitation_by_token(db, form->token);
    if (invitation && was_theirs(rq, invitation))
        return answer_redirect(rq, T("/"), invitation_id_raw(invitation->id), TEXT_ABSENT);
    const struct body body = invitation ? invitation_body(invitation) : (struct body){.role = 0};
    if (!invitation || state_of(invitation) != INVITATION_GOOD ||
        (body.role && !body_named(db, body))) {
        draw(rq, db, form->token, invitation);
        return answer_refused(rq);
    }
    bool fresh;
    const account_id account = account_for(write, invitation, &fresh);
    if (invitation_accept(write, invitation->id, account, instant_now()) != 1) {
        draw(rq, db, form->token, invitation_find(db, invitation->id));
        return answer_refused(rq);
    }
    hat_give(rq, write, account, invitation);
    const text does = invitation_does(db, invitation);
    const int64_t record = invitation_id_raw(invitation->id);
    if (rq->view.viewer.account == account_id_raw(account))
        return answer_redirect(
            rq, T("/hats"), record,
            text_format(rq->arena, "Accepted. You have one more hat: %.*s.", TEXT_ARG(does)));
    if (!fresh)
        return answer_redirect(rq, T("/sign-in"), record,
                               text_format(rq->arena,
                                           "Accepted. Sign in as always, with %.*s, to begin.",
                                           TEXT_ARG(address_masked(rq->arena, invitation->email))));
    struct answer answer =
        answer_redirect(rq, T("/"), record,
                        text_format(rq->arena, "Welcome. You are here for: %.*s.", TEXT_ARG(does)));
    signin_let_in(rq, write, account, SIGN_IN_KIND_INVITATION, &answer);
    return answer;
}
