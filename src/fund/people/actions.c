/*
 * Signing in and out. A link shows a button, and the button's POST spends it, so that a mail
 * scanner cannot. What a stranger asks has one answer, whatever is in the database.
 */
#include "engine/web/query.h"
#include "fund/people/people.h"
#include "fund/people/session.h"
#include "people_pages.h"
#include "people_queries.h"

static text next_of(const struct request *rq)
{
    return sign_in_next(query_value(rq->arena, rq->view.query, T("next")));
}

static struct answer sign_in_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    page_sign_in(rq->out, demo_roles(rq->arena), next_of(rq));
    return answer_page(rq);
}

/* A session for the account, in place of the present one. */
static struct answer let_in(struct request *rq, struct db_write *write, account_id account,
                            text notice)
{
    people_session_end(write, &rq->view.viewer);
    const text token = people_session_begin(write, account, instant_now());
    struct answer answer = answer_redirect(rq, next_of(rq), account_id_raw(account), notice);
    answer.session_cookie = text_cstr(rq->arena, token);
    return answer;
}

/* Law 10: only in a database that says of itself that it is a demo. */
static struct answer demo_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct demo_sign_in_form *form = form_;
    const struct initiative_is_demo_row *initiative = initiative_is_demo(db_of(write));
    const struct demo_roles roles = demo_roles(rq->arena);
    const struct demo_role *role = demo_role_find(&roles, form->role);
    if (!initiative || !initiative->demo || !role)
        return answer_absent(rq);
    return let_in(rq, write, people_demo_account(write, role),
                  text_format(rq->arena, "You are signed in as %.*s.", TEXT_ARG(role->label)));
}

static struct answer demo_redraw(struct request *rq, struct db *db)
{
    (void)db;
    page_sign_in(rq->out, demo_roles(rq->arena), next_of(rq));
    return answer_refused(rq);
}

/* Whoever pressed the button twice is in already. */
static struct answer let_on(struct request *rq)
{
    return answer_redirect(rq, next_of(rq), rq->view.viewer.account, TEXT_ABSENT);
}

static struct answer link_read(struct request *rq, struct db *db, const void *form_)
{
    const struct sign_in_link_form *form = form_;
    if (people_link_was_of(db, &rq->view.viewer, form->token, instant_now()))
        return let_on(rq);
    page_sign_in_link(rq->out, form->token, !text_present(form->token));
    return answer_page(rq);
}

static struct answer link_redraw(struct request *rq, struct db *db)
{
    (void)db;
    page_sign_in_link(rq->out, TEXT_ABSENT, true);
    return answer_refused(rq);
}

static struct answer link_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct sign_in_link_form *form = form_;
    account_id account;
    if (people_link_was_of(db_of(write), &rq->view.viewer, form->token, instant_now()))
        return let_on(rq);
    if (!people_link_spend(write, form->token, instant_now(), &account))
        return link_redraw(rq, db_of(write));
    return let_in(rq, write, account, TEXT_ABSENT);
}

static struct answer sign_out_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    people_session_end(write, &rq->view.viewer);
    struct answer answer = answer_redirect(rq, T("/sign-in"), rq->view.viewer.account, TEXT_ABSENT);
    answer.session_cookie = "";
    return answer;
}

static const struct route rows[] = {
    ROUTE_READ("/sign-in", PERMIT_ANYONE, MAY_SEE_NO_RECORD, NO_FORM, sign_in_read),
    ROUTE_WRITE("/sign-in/demo", PERMIT_ANYONE, MAY_SEE_NO_RECORD, &demo_sign_in_form_spec,
                "sign_in.demo", demo_write, demo_redraw),
    ROUTE_READ("/sign-in/link", PERMIT_ANYONE, MAY_SEE_NO_RECORD, &sign_in_link_form_spec,
               link_read),
    ROUTE_WRITE("/sign-in/link", PERMIT_ANYONE, MAY_SEE_NO_RECORD, &sign_in_link_form_spec,
                "sign_in.link", link_write, link_redraw),
    ROUTE_WRITE("/sign-out", PERMIT_SIGNED_IN, MAY_SEE_NO_RECORD, NO_FORM, "sign_out",
                sign_out_write, NULL),
};
const struct routes people_routes = {.row = rows, .count = sizeof rows / sizeof *rows};
