/* A programme's questions, added, moved, removed and put back, and its purposes, added and removed.
 */
#include "fund/programmes/handlers.h"
#include "programmes_pages.h"

#define REMOVED_SHOWN 10
#define ASKS_THE_MOST                                                                              \
    T("A programme asks at most forty questions. Remove one that nobody reads first.")

static struct answer back_to(struct request *rq, const char *part, text notice)
{
    return answer_redirect(
        rq, text_format(rq->arena, "/programmes/%lld/%s", (long long)rq->id[0], part), rq->id[0],
        notice);
}

/* ---- Questions ---- */

static bool questions_draw(struct request *rq, struct db *db, const struct form_values *values)
{
    struct programme_shown shown;
    if (!programme_load(db, programme_id_of(rq->id[0]), &shown))
        return false;
    page_programme_questions(rq->out, &shown,
                             programme_questions_removed(db, shown.programme->id, REMOVED_SHOWN),
                             values);
    return true;
}

struct answer questions_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    return questions_draw(rq, db, form_blank(rq->arena, &programme_question_form_spec))
               ? answer_page(rq)
               : answer_absent(rq);
}

struct answer questions_redraw(struct request *rq, struct db *db)
{
    return questions_draw(rq, db, rq->values) ? answer_refused(rq) : answer_absent(rq);
}

static bool asks_the_most(struct db *db, programme_id programme)
{
    return programme_questions(db, programme).count >= QUESTIONS_MOST;
}

struct answer question_add_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct programme_question_form *form = form_;
    const programme_id programme = programme_id_of(rq->id[0]);
    if (asks_the_most(db_of(write), programme)) {
        request_refuse(rq, NULL, ASKS_THE_MOST);
        return questions_redraw(rq, db_of(write));
    }
    programme_question_add(write, programme, form->question, form->why, form->who_reads);
    return back_to(rq, "questions", T("Question added."));
}

struct answer question_up_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const struct programme_question_rows rows =
        programme_questions(db_of(write), programme_id_of(rq->id[0]));
    int64_t *place = arena_array(rq->arena, int64_t, rows.count + 1);
    size_t index = rows.count;
    for (size_t i = 0; i < rows.count; i++)
        if (programme_question_id_raw(rows.row[i].id) == rq->id[1])
            index = i;
    if (index == rows.count)
        return answer_absent(rq);
    programme_questions_move_up(rows.count, index, place);
    for (size_t i = 0; i < rows.count; i++)
        if (place[i] != rows.row[i].position)
            programme_question_place(write, rows.row[i].id, place[i]);
    return back_to(rq, "questions", T("Question moved."));
}

struct answer question_remove_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    if (programme_question_remove(write, programme_question_id_of(rq->id[1]),
                                  programme_id_of(rq->id[0]), instant_now()) == 0)
        return answer_absent(rq);
    return back_to(rq, "questions",
                   T("Question removed. You can put it back at the end of this page."));
}

struct answer question_back_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const programme_id programme = programme_id_of(rq->id[0]);
    if (asks_the_most(db_of(write), programme))
        return back_to(rq, "questions", ASKS_THE_MOST);
    if (programme_question_back(write, programme_question_id_of(rq->id[1]), programme) == 0)
        return answer_absent(rq);
    return back_to(rq, "questions", T("The question is back."));
}

/* ---- Purposes ---- */

static bool purposes_draw(struct request *rq, struct db *db, const struct form_values *values)
{
    struct programme_shown shown;
    if (!programme_load(db, programme_id_of(rq->id[0]), &shown))
        return false;
    page_programme_purposes(rq->out, &shown, values);
    return true;
}

struct answer purposes_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    return purposes_draw(rq, db, form_blank(rq->arena, &programme_purpose_form_spec))
               ? answer_page(rq)
               : answer_absent(rq);
}

struct answer purposes_redraw(struct request *rq, struct db *db)
{
    return purposes_draw(rq, db, rq->values) ? answer_refused(rq) : answer_absent(rq);
}

struct answer purpose_add_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct programme_purpose_form *form = form_;
    bool conflict = false;
    programme_purpose_add(write, programme_id_of(rq->id[0]), form->name, &conflict);
    if (conflict) {
        request_refuse(
            rq, "name",
            text_format(rq->arena, "\u201c%.*s\u201d is there already.", TEXT_ARG(form->name)));
        return purposes_redraw(rq, db_of(write));
    }
    return back_to(rq, "purposes", T("Purpose added."));
}

struct answer purpose_remove_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    if (programme_purpose_remove(write, purpose_id_of(rq->id[1]), programme_id_of(rq->id[0])) == 0)
        return back_to(rq, "purposes",
                       T("That purpose stays: a grant is tagged with it, or it was gone already."));
    return back_to(rq, "purposes", T("Purpose removed."));
}
