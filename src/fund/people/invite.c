/*
 * Inviting: a person's name and address, and one hat. The link goes to the address and nowhere
 * else; whoever invites never sees it. Directors invite to anything, grant managers people of
 * partners and groups; a main contact's own invitations are in colleagues.c.
 */
#include "fund/people/invite.h"
#include "engine/web/query.h"
#include "engine/web/session.h"
#include "fund/people/handlers.h"
#include "fund/people/mails.h"
#include "fund/site/site.h"
#include "people_pages.h"

#define OPEN_SHOWN_MOST 200
#define DAY_SECONDS INT64_C(86400)

/* ---- Making one ---- */

static opt_partner_id partner_of(struct body body)
{
    return (opt_partner_id){body.role == ROLE_PARTNER, partner_id_of(body.of)};
}
static opt_group_id group_of(struct body body)
{
    return (opt_group_id){body.role == ROLE_GROUP, group_id_of(body.of)};
}
static opt_funder_id funder_of(struct body body)
{
    return (opt_funder_id){body.role == ROLE_CO_FUNDER, funder_id_of(body.of)};
}

struct body invitation_body(const struct invitation_row *invitation)
{
    const uint32_t role = (uint32_t)invitation->role & ROLE_OF;
    return (struct body){role, role == ROLE_PARTNER     ? partner_id_raw(invitation->partner_id.it)
                               : role == ROLE_GROUP     ? group_id_raw(invitation->group_id.it)
                               : role == ROLE_CO_FUNDER ? funder_id_raw(invitation->funder_id.it)
                                                        : 0};
}

text invitation_does(struct db *db, const struct invitation_row *invitation)
{
    const struct body body = invitation_body(invitation);
    if (!body.role)
        return people_hat_label(db_arena(db), (uint32_t)invitation->role);
    const struct organisation *organisation = body_named(db, body);
    return organisation ? organisation->name : T("an organisation that is gone");
}

static bool has_hat(struct db *db, account_id account, uint32_t present,
                    const struct invite_draft *draft)
{
    return draft->body.role ? place_find(db, draft->body, account) != NULL
                            : (draft->roles & ~present) == 0;
}

static text token_hash(struct arena *arena, bytes *hash)
{
    const text token = session_token_make(arena);
    if (!session_token_hash(arena, token, hash))
        fail("a token of our own is none");
    return token;
}

bool invite_make(struct request *rq, struct db_write *write, const struct invite_draft *draft,
                 invitation_id *id, const char **field, text *say)
{
    struct db *db = db_of(write);
    const text email = text_lower(rq->arena, draft->email);
    const uint32_t role = draft->body.role ? draft->body.role : draft->roles;
    const instant now = instant_now();
    const struct account_by_email_row *account = account_by_email(db, email);
    *field = "email";
    if (account && has_hat(db, account->id, (uint32_t)account->roles, draft)) {
        *say = text_format(rq->arena, "%.*s has this already, with this address.",
                           TEXT_ARG(account->name));
        return false;
    }
    /* As with a place: whoever looks after grants should not speak for a partner unseen. */
    if (account && account_id_raw(account->id) == rq->view.viewer.account &&
        !(rq->view.viewer.roles & ROLE_DIRECTOR)) {
        *say = T("This is your own address. Ask a director, if you should belong there.");
        return false;
    }
    const struct invitation_waiting_row *waiting =
        invitation_waiting(db, email, role, partner_of(draft->body), group_of(draft->body),
                           funder_of(draft->body), now);
    if (waiting) {
        *say =
            text_format(rq->arena,
                        "This address was invited on %.*s and has not answered yet. You can send "
                        "that invitation again.",
                        TEXT_ARG(day_text(rq->arena, instant_day(waiting->sent_at))));
        return false;
    }
    if (rq->view.viewer.account &&
        invitation_beyond(db, account_id_of(rq->view.viewer.account),
                          instant_add(now, -DAY_SECONDS), INVITATIONS_A_DAY - 1)) {
        *say = text_format(rq->arena,
                           "You invited %d people within a day. Go on tomorrow, so that this is no "
                           "flood of mails.",
                           INVITATIONS_A_DAY);
        return false;
    }
    bytes hash;
    const text token = token_hash(rq->arena, &hash);
    *id = invitation_add(
        write, hash, draft->name, email, role, partner_of(draft->body), group_of(draft->body),
        funder_of(draft->body), draft->main,
        (opt_account_id){rq->view.viewer.account != 0, account_id_of(rq->view.viewer.account)}, now,
        instant_add(now, INVITATION_SECONDS));
    mail_invitation(rq, write, invitation_find(db, *id), token);
    return true;
}

bool invite_again(struct request *rq, struct db_write *write, invitation_id id, text *say)
{
    const instant now = instant_now();
    const struct invitation_row *invitation = invitation_find(db_of(write), id);
    if (invitation &&
        instant_order(instant_add(invitation->sent_at, INVITATION_PAUSE_SECONDS), now) > 0) {
        *say = T("It was sent a moment ago. Give it two minutes to arrive.");
        return false;
    }
    *say = T("It was answered or taken back in the meantime. Nothing was sent.");
    bytes hash;
    const text token = token_hash(rq->arena, &hash);
    if (invitation_resend(write, id, hash, now, instant_add(now, INVITATION_SECONDS)) == 0)
        return false;
    mail_invitation(rq, write, invitation_find(db_of(write), id), token);
    *say = T("Sent again, with a new link. The old link works no more.");
    return true;
}

/* ---- Those that wait for an answer ---- */

struct invitation_lines invitation_lines(struct arena *arena, struct invitation_card_rows rows,
                                         instant now)
{
    struct invitation_line *line = arena_array(arena, struct invitation_line, rows.count + 1);
    for (size_t i = 0; i < rows.count; i++) {
        const struct invitation_card *card = &rows.row[i];
        line[i] = (struct invitation_line){
            .card = card,
            .old = instant_order(card->ends_at, now) <= 0,
            .mail = invitation_mail_words(card->mail, card->address),
            .does = text_present(card->partner)      ? card->partner
                    : text_present(card->group_name) ? card->group_name
                    : text_present(card->funder)     ? card->funder
                                                 : people_hat_label(arena, (uint32_t)card->role),
        };
    }
    return (struct invitation_lines){.row = line, .count = rows.count};
}

bool invitation_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    const struct invitation_row *invitation = invitation_find(db, invitation_id_of(id));
    return invitation && ((uint32_t)invitation->role & ~roles_may_give(viewer->roles)) == 0;
}

struct answer invitations_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const bool director = (rq->view.viewer.roles & ROLE_DIRECTOR) != 0;
    const struct invitation_card_rows rows = invitations_open(db, !director, OPEN_SHOWN_MOST);
    page_invitations(rq->out, invitation_lines(rq->arena, rows, instant_now()),
                     rq->app && rq->app->smtp);
    return answer_page(rq);
}

static struct answer to_invitations(struct request *rq, text notice)
{
    return answer_redirect(rq, T("/people/invitations"), rq->id[0], notice);
}

struct answer invitation_resend_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    text say;
    (void)!invite_again(rq, write, invitation_id_of(rq->id[0]), &say);
    return to_invitations(rq, say);
}

struct answer invitation_withdraw_write(struct request *rq, struct db_write *write,
                                        const void *form)
{
    (void)form;
    return to_invitations(
        rq, invitation_withdraw(write, invitation_id_of(rq->id[0]), instant_now()) == 1
                ? T("Taken back. Its link works no more.")
                : T("It was answered or taken back in the meantime."));
}

/* ---- The pages that invite ---- */

/* What kind of organisation is invited to, as the address or the form says; false: none that this
 * viewer may give. */
static bool choice_make(struct request *rq, struct db *db, text as, text words, int64_t body,
                        struct invite_choice *choice)
{
    const uint32_t mine = roles_may_give(rq->view.viewer.roles);
    *choice = (struct invite_choice){.as = as, .director = (mine & ROLE_FUND) != 0};
    if (!people_role_of(as, &choice->role) || !(choice->role & mine & ROLE_OF))
        return false;
    choice->words = text_or_absent(words);
    choice->body = body > 0 ? body_named(db, (struct body){choice->role, body}) : NULL;
    if (choice->body) {
        struct option *one = arena_array(rq->arena, struct option, 1);
        *one = option_of(rq->arena, choice->body->id, choice->body->name);
        choice->bodies = (struct options){.row = one, .count = 1};
    } else {
        choice->bodies = bodies_offered(db, choice->role, words);
    }
    return true;
}

static int64_t id_typed(text typed)
{
    int64_t id = 0;
    return int_parse(typed, &id) ? id : 0;
}

struct answer invite_read(struct request *rq, struct db *db, const void *form_)
{
    const struct invite_find_form *form = form_;
    struct invite_choice choice;
    if (!choice_make(rq, db, form->as, form->q, id_typed(form->body), &choice)) {
        page_invite_start(rq->out, choice.director);
        return answer_page(rq);
    }
    struct form_values *values = form_blank(rq->arena, &invite_form_spec);
    if (choice.bodies.count == 1)
        form_fill_text(values, "body", choice.bodies.row[0].value);
    page_invite(rq->out, &choice, rq->values, values);
    return answer_page(rq);
}

static text typed(const struct form_values *values, const char *field)
{
    for (size_t i = 0; i < values->count; i++)
        if (text_eq(text_of(values->value[i].field->name), text_of(field)))
            return form_typed(&values->value[i]);
    fail("no field %s", field);
}

struct answer invite_redraw(struct request *rq, struct db *db)
{
    struct invite_choice choice;
    if (!choice_make(rq, db, typed(rq->values, "as"), TEXT_ABSENT,
                     id_typed(typed(rq->values, "body")), &choice))
        return answer_absent(rq);
    page_invite(rq->out, &choice, form_blank(rq->arena, &invite_find_form_spec), rq->values);
    return answer_refused(rq);
}

static struct answer invited(struct request *rq, invitation_id id, text name, text email)
{
    return answer_redirect(
        rq, T("/people/invitations"), invitation_id_raw(id),
        text_format(rq->arena,
                    "%.*s is invited. The mail goes to %.*s; its link works once, "
                    "for %d days.",
                    TEXT_ARG(name), TEXT_ARG(email), INVITATION_DAYS));
}

struct answer invite_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct invite_form *form = form_;
    struct db *db = db_of(write);
    struct invite_choice choice;
    if (!choice_make(rq, db, form->as, TEXT_ABSENT, id_typed(form->body), &choice))
        return answer_absent(rq);
    if (!choice.body) {
        request_refuse(rq, "body", T("Choose where they belong."));
        return invite_redraw(rq, db);
    }
    const struct invite_draft draft = {.name = form->name,
                                       .email = form->email,
                                       .body = {choice.role, choice.body->id},
                                       .main = form->main};
    const char *field;
    text say;
    invitation_id id;
    if (!invite_make(rq, write, &draft, &id, &field, &say)) {
        request_refuse(rq, field, say);
        return invite_redraw(rq, db);
    }
    return invited(rq, id, form->name, form->email);
}

/* Someone of the fund itself: a director's alone. */
struct answer invite_fund_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    page_invite_fund(rq->out, form_blank(rq->arena, &invite_fund_form_spec));
    return answer_page(rq);
}

struct answer invite_fund_redraw(struct request *rq, struct db *db)
{
    (void)db;
    page_invite_fund(rq->out, rq->values);
    return answer_refused(rq);
}

struct answer invite_fund_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct invite_fund_form *form = form_;
    const struct invite_draft draft = {.name = form->name,
                                       .email = form->email,
                                       .roles =
                                           fund_roles_bits(form->roles.row, form->roles.count)};
    const char *field;
    text say;
    invitation_id id;
    if (!invite_make(rq, write, &draft, &id, &field, &say)) {
        request_refuse(rq, field, say);
        return invite_fund_redraw(rq, db_of(write));
    }
    return invited(rq, id, form->name, form->email);
}
