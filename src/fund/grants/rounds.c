/* Rounds: the fund's decision cycles, which grants are filed under. */
#include "fund/grants/handlers.h"
#include "grants_pages.h"

static void draw(struct request *rq, struct db *db, const struct form_values *form)
{
    const struct round_card_rows rounds = rounds_list(db);
    const struct round_list list = {
        .row = rounds.row, .count = rounds.count, .may_edit = people_may_edit(rq)};
    page_rounds(rq->out, &list, form);
}

struct answer rounds_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    draw(rq, db, form_blank(rq->arena, &round_form_spec));
    return answer_page(rq);
}

struct answer round_add_redraw(struct request *rq, struct db *db)
{
    draw(rq, db, rq->values);
    return answer_refused(rq);
}

struct answer round_add_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct round_form *form = form_;
    bool taken = false;
    const round_id id = round_add(write, form->name, form->decided_on, &taken);
    if (taken) {
        request_refuse(rq, "name", T("There is a round of this name already. Choose another."));
        return round_add_redraw(rq, db_of(write));
    }
    return answer_redirect(
        rq, T("/rounds"), round_id_raw(id),
        text_format(rq->arena, "%.*s is added. Choose it on its grants.", TEXT_ARG(form->name)));
}
