/* One programme's page: loaded by a constant number of statements, whatever it holds. */
#include "fund/programmes/handlers.h"
#include "programmes_pages.h"

#define GRANTS_SHOWN 10

bool programme_load(struct db *db, programme_id id, struct programme_shown *shown)
{
    *shown = (struct programme_shown){.programme = programme_find(db, id)};
    if (!shown->programme)
        return false;
    shown->questions = programme_questions(db, id);
    shown->purposes = programme_purposes(db, id);
    shown->burden = programme_burden_words(db_arena(db), (int64_t)shown->questions.count,
                                           shown->programme->cap);
    return true;
}

struct answer programme_show_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const programme_id id = programme_id_of(rq->id[0]);
    struct programme_shown shown;
    if (!programme_load(db, id, &shown))
        return answer_absent(rq);
    shown.totals = programme_totals(db, id);
    shown.grants = programme_grants(db, id, GRANTS_SHOWN);
    page_programme_show(rq->out, &shown, people_may_edit(rq));
    return answer_page(rq);
}
