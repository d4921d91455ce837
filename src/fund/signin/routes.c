/* Every route of signing in, and what is shared by their handlers. */
#include "fund/signin/handlers.h"
#include "engine/web/query.h"
#include "signin_pages.h"
#include "signin_queries.h"

#define NO_RECORD MAY_SEE_NO_RECORD

static const struct route rows[] = {
    ROUTE_READ("/sign-in", PERMIT_ANYONE, NO_RECORD, NO_FORM, sign_in_read),
    ROUTE_WRITE("/sign-in", PERMIT_ANYONE, NO_RECORD, &sign_in_ask_form_spec, "sign_in.ask",
                ask_write, ask_redraw),
    ROUTE_READ("/sign-in/sent", PERMIT_ANYONE, NO_RECORD, NO_FORM, sent_read),
    ROUTE_READ("/sign-in/password", PERMIT_ANYONE, NO_RECORD, NO_FORM, password_read),
    ROUTE_SLOW("/sign-in/password", PERMIT_ANYONE, NO_RECORD, &sign_in_password_form_spec,
               "sign_in.password", password_prepare, password_work, password_write,
               password_redraw),
    ROUTE_WRITE("/sign-in/demo", PERMIT_ANYONE, NO_RECORD, &demo_sign_in_form_spec, "sign_in.demo",
                demo_write, demo_redraw),
    ROUTE_READ("/sign-in/link", PERMIT_ANYONE, NO_RECORD, &sign_in_link_form_spec, link_read),
    ROUTE_WRITE("/sign-in/link", PERMIT_ANYONE, NO_RECORD, &sign_in_link_form_spec, "sign_in.link",
                link_write, link_redraw),
    ROUTE_READ("/sign-in/code", PERMIT_SIGNED_IN, NO_RECORD, NO_FORM, code_read),
    ROUTE_WRITE("/sign-in/code", PERMIT_SIGNED_IN, NO_RECORD, &sign_in_code_form_spec,
                "sign_in.code", code_write, code_redraw),
    ROUTE_WRITE("/sign-out", PERMIT_SIGNED_IN, NO_RECORD, NO_FORM, "sign_out", sign_out_write,
                NULL),

    ROUTE_READ("/you", PERMIT_SIGNED_IN, NO_RECORD, NO_FORM, you_read),
    ROUTE_READ("/you/name", ROLE_ANY, NO_RECORD, NO_FORM, name_read),
    ROUTE_WRITE("/you/name", ROLE_ANY, NO_RECORD, &you_name_form_spec, "person.name", name_write,
                name_redraw),
    ROUTE_READ("/you/address", ROLE_ANY, NO_RECORD, NO_FORM, address_read),
    ROUTE_WRITE("/you/address", ROLE_ANY, NO_RECORD, &you_address_form_spec, "address.ask",
                address_write, address_redraw),
    ROUTE_READ("/you/address/confirm", PERMIT_ANYONE, NO_RECORD, &address_confirm_form_spec,
               confirm_read),
    ROUTE_WRITE("/you/address/confirm", PERMIT_ANYONE, NO_RECORD, &address_confirm_form_spec,
                "address.change", confirm_write, confirm_redraw),
    ROUTE_READ("/you/password", ROLE_ANY, NO_RECORD, NO_FORM, own_password_read),
    ROUTE_SLOW("/you/password", ROLE_ANY, NO_RECORD, &you_password_form_spec, "password.set",
               own_password_prepare, own_password_work, own_password_write, own_password_redraw),
    ROUTE_WRITE("/you/password/forget", ROLE_ANY, NO_RECORD, NO_FORM, "password.forget",
                own_password_forget_write, NULL),
    ROUTE_READ("/you/second-factor", PERMIT_SIGNED_IN, NO_RECORD, NO_FORM, factor_read),
    ROUTE_WRITE("/you/second-factor", PERMIT_SIGNED_IN, NO_RECORD, &second_factor_form_spec,
                "second_factor.set", factor_write, factor_redraw),
    ROUTE_READ("/you/second-factor/codes", ROLE_ANY, NO_RECORD, NO_FORM, codes_read),
    ROUTE_WRITE("/you/second-factor/codes", ROLE_ANY, NO_RECORD, &recovery_make_form_spec,
                "recovery_codes.make", codes_write, codes_redraw),
    ROUTE_WRITE("/you/second-factor/kept", ROLE_ANY, NO_RECORD, NO_FORM, "recovery_codes.keep",
                codes_kept_write, NULL),
    ROUTE_WRITE("/you/second-factor/off", ROLE_ANY, NO_RECORD, &second_factor_off_form_spec,
                "second_factor.off", factor_off_write, factor_off_redraw),
    ROUTE_READ("/you/devices", ROLE_ANY, NO_RECORD, NO_FORM, devices_read),
    ROUTE_WRITE("/you/devices/end", ROLE_ANY, NO_RECORD, &device_end_form_spec, "session.revoke",
                device_end_write, device_end_redraw),
    ROUTE_WRITE("/you/devices/end-others", ROLE_ANY, NO_RECORD, NO_FORM, "session.revoke_others",
                devices_end_others_write, NULL),
};
const struct routes signin_routes = {.row = rows, .count = sizeof rows / sizeof *rows};

text next_of(const struct request *rq)
{
    return signin_next(query_value(rq->arena, rq->view.query, T("next")));
}

const struct form_values *form_or_blank(const struct request *rq, const struct form_spec *spec)
{
    return rq->values && rq->values->spec == spec ? rq->values : form_blank(rq->arena, spec);
}

bool led_on(struct request *rq, struct answer *answer)
{
    const text first = rq->view.viewer.first;
    if (!text_present(first) || text_eq(first, T("/you")))
        return false;
    *answer = answer_redirect(rq, first, 0, TEXT_ABSENT);
    return true;
}

struct letter_to self_of(const struct request *rq, struct db *db)
{
    const account_id account = account_id_of(rq->view.viewer.account);
    const struct account_roles_row *row = account_roles(db, account);
    if (!row)
        fail("a session of nobody");
    return (struct letter_to){.account = account, .name = row->name, .email = row->email};
}

text wait_words(struct arena *arena, int64_t seconds)
{
    return text_format(arena, "That was tried too often. Try again %.*s",
                       TEXT_ARG(limit_words(arena, seconds)));
}
