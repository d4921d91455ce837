/*
 * The first page, which leads each hat to its own, and the routes of everyone who is not staff.
 */
#include "fund/grants/grants.h"
#include "fund/home/home.h"
#include "fund/home/show.h"
#include "fund/initiative/initiative.h"
#include "fund/people/people.h"
#include "home_pages.h"

/* Who has something to do first, such as a second step, is led to it; who has no hat any more, to
 * the page that says so. Nobody who signed in stands before a closed door. */
static struct answer lead_on(struct request *rq)
{
    const text first = rq->view.viewer.first;
    return answer_redirect(rq, text_present(first) ? first : T("/hats"), 0, TEXT_ABSENT);
}

/* One hat is on. Staff's comes first: of the fund's own hats it is the one with the most to do. */
static struct answer front_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const uint32_t roles = rq->view.viewer.roles;
    if (roles == 0)
        return lead_on(rq);
    if (roles & ROLE_STAFF)
        return initiative_dashboard(rq, db, remarks_waiting(db));
    if (roles & ROLE_PARTNER)
        return partner_home_read(rq, db);
    if (roles & ROLE_GROUP)
        return group_home_read(rq, db);
    if (roles & ROLE_CO_FUNDER)
        return funder_home_read(rq, db);
    if (roles & ROLE_LEARNING_PARTNER)
        return learning_home_read(rq, db);
    if (roles & ROLE_PANEL)
        page_home_panel(rq->out);
    else
        page_home_payments(rq->out);
    return answer_page(rq);
}

static const struct route rows[] = {
    ROUTE_READ("/", PERMIT_SIGNED_IN, MAY_SEE_NO_RECORD, NO_FORM, front_read),
    ROUTE_READ("/yours/grants/:grant", ROLE_PARTNER, grant_may_see, NO_FORM, own_grant_read),
    ROUTE_WRITE("/yours/grants/:grant", ROLE_PARTNER, grant_may_see, &remark_form_spec,
                "remark.grant", own_grant_write, own_grant_redraw),
    ROUTE_READ("/yours/record", ROLE_OF, MAY_SEE_NO_RECORD, NO_FORM, record_read),
    ROUTE_WRITE("/yours/record", ROLE_OF, MAY_SEE_NO_RECORD, &remark_form_spec, "remark.record",
                record_write, record_redraw),
    ROUTE_READ("/remarks", ROLE_STAFF, MAY_SEE_NO_RECORD, NO_FORM, remarks_read),
    ROUTE_READ("/remarks/:remark", ROLE_EDITOR, remark_may_see, NO_FORM, remark_answer_read),
    ROUTE_WRITE("/remarks/:remark", ROLE_EDITOR, remark_may_see, &remark_answer_form_spec,
                "remark.answer", remark_answer_write, remark_answer_redraw),
};
const struct routes home_routes = {.row = rows, .count = sizeof rows / sizeof *rows};
