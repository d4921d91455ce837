/*
 * The fund's side of "something here is wrong": what organisations said, oldest first, and the
 * answer. It is the fund's clock that runs, so what waits longest stands on top.
 */
#include "fund/home/show.h"
#include "fund/people/people.h"
#include "fund/site/site.h"
#include "home_pages.h"

#define OPEN_MOST 200
#define ANSWERED_MOST 20

bool remark_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    const bool there = remark_find(db, remark_id_of(id)) != NULL;
    return there && (viewer->roles & ROLE_STAFF);
}

text remarks_waiting(struct db *db)
{
    const struct remark_waiting_row *row = remark_waiting(db);
    return row ? text_format(db_arena(db), "Someone waits for an answer since %.*s.",
                             TEXT_ARG(day_text(db_arena(db), instant_day(row->said_at))))
               : TEXT_ABSENT;
}

struct answer remarks_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    page_home_remarks(rq->out, remarks_open(db, OPEN_MOST), remarks_answered(db, ANSWERED_MOST),
                      people_may_edit(rq));
    return answer_page(rq);
}

static const struct remark_told *remark_of(const struct request *rq, struct db *db)
{
    return remark_find(db, remark_id_of(rq->id[0]));
}

struct answer remark_answer_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct remark_told *remark = remark_of(rq, db);
    if (!remark)
        return answer_absent(rq);
    page_home_remark_answer(rq->out, remark, form_blank(rq->arena, &remark_answer_form_spec));
    return answer_page(rq);
}

struct answer remark_answer_redraw(struct request *rq, struct db *db)
{
    const struct remark_told *remark = remark_of(rq, db);
    if (!remark)
        return answer_absent(rq);
    page_home_remark_answer(rq->out, remark, rq->values);
    return answer_refused(rq);
}

struct answer remark_answer_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct remark_answer_form *form = form_;
    const bool first = remark_answer(write, remark_id_of(rq->id[0]), form->answer,
                                     account_id_of(rq->view.viewer.account), instant_now()) == 1;
    if (first)
        letter_answer(rq->app, write, remark_id_of(rq->id[0]));
    return answer_redirect(rq, T("/remarks"), rq->id[0],
                           first ? T("They can read your answer now.")
                                 : T("Somebody answered this first. Your answer was not added."));
}
