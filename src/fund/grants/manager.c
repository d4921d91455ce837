/* Who looks after a grant: its named contact (B1). The history and absences are fund/people's. */
#include "fund/grants/handlers.h"
#include "fund/people/people.h"
#include "fund/site/site.h"
#include "grants_pages.h"

static struct answer manager_page(struct request *rq, struct db *db, struct form_values *values,
                                  bool refused)
{
    const struct grant_row *grant = grant_find(db, grant_id_of(rq->id[0]));
    if (!grant)
        return answer_absent(rq);
    struct people_contact contact;
    const bool someone = people_contact_of(db, grant->id, rq->view.today, &contact);
    if (someone && !refused)
        form_fill_int(values, "manager", account_id_raw(contact.account));
    page_grant_manager(rq->out, grant, values, people_managers(db));
    return refused ? answer_refused(rq) : answer_page(rq);
}

struct answer manager_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    return manager_page(rq, db, form_blank(rq->arena, &grant_manager_form_spec), false);
}

struct answer manager_redraw(struct request *rq, struct db *db)
{
    return manager_page(rq, db, rq->values, true);
}

struct answer manager_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct grant_manager_form *form = form_;
    const grant_id grant = grant_id_of(rq->id[0]);
    if (!grant_find(db_of(write), grant))
        return answer_absent(rq);
    if (!people_contact_set(write, grant, form->manager, rq->view.today)) {
        request_refuse(rq, "manager", T("Choose one of the staff."));
        return manager_redraw(rq, db_of(write));
    }
    return answer_redirect(
        rq, text_format(rq->arena, "/grants/%lld", (long long)rq->id[0]), rq->id[0],
        form->manager.some ? T("Saved. Partners see the new name at once.")
                           : T("Saved. Nobody looks after it now: it stands under People until "
                               "someone does."));
}
