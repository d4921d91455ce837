/*
 * Away, and who covers. Staff say it of themselves, a director of anyone. While it lasts the cover
 * is named as the contact beside the one who is away; it ends by itself, for nothing has to run.
 */
#include "fund/people/hand.h"
#include "fund/people/handlers.h"
#include "fund/people/show.h"
#include "fund/site/site.h"
#include "people_pages.h"

bool away_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    if (!(viewer->roles & ROLE_DIRECTOR) && viewer->account != id)
        return false;
    const struct person_row *person = person_find(db, account_id_of(id));
    return person && !person->left_on.some;
}

static struct answer away_page(struct request *rq, struct db *db, const struct form_values *values,
                               bool refused)
{
    const struct person_row *person = person_find(db, account_id_of(rq->id[0]));
    if (!person)
        return answer_absent(rq);
    page_away(rq->out, person, absences_of(db, person->id, rq->view.today), values,
              managers_options(db, (opt_account_id){true, person->id}), rq->view.today,
              rq->view.viewer.account == rq->id[0]);
    return refused ? answer_refused(rq) : answer_page(rq);
}

struct answer away_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    return away_page(rq, db, form_blank(rq->arena, &away_form_spec), false);
}

struct answer away_redraw(struct request *rq, struct db *db)
{
    return away_page(rq, db, rq->values, true);
}

/* False: a field says why. */
static bool away_holds(struct request *rq, struct db *db, const struct away_form *form)
{
    const account_id person = account_id_of(rq->id[0]);
    const enum absence_fault fault = absence_check(form->from_on, form->until_on, rq->view.today,
                                                   account_id_raw(form->cover) == rq->id[0]);
    if (fault != ABSENCE_FINE) {
        request_refuse(rq, fault == ABSENCE_COVERED_BY_SELF ? "cover" : "until_on",
                       absence_fault_words(fault));
        return false;
    }
    const text cover = option_label(rq->arena, managers_options(db, (opt_account_id){true, person}),
                                    account_id_raw(form->cover));
    if (!cover.ptr) {
        request_refuse(rq, "cover", T("Choose one of the staff."));
        return false;
    }
    const struct absence_meeting_row *other =
        absence_meeting(db, person, form->from_on, form->until_on);
    if (other) {
        request_refuse(rq, "from_on",
                       text_format(rq->arena,
                                   "%.*s to %.*s is entered already. End that first, or choose "
                                   "other days.",
                                   TEXT_ARG(day_text(rq->arena, other->from_on)),
                                   TEXT_ARG(day_text(rq->arena, other->until_on))));
        return false;
    }
    const struct absence_meeting_row *theirs =
        absence_meeting(db, form->cover, form->from_on, form->until_on);
    if (theirs) {
        request_refuse(
            rq, "cover",
            text_format(rq->arena, "%.*s is away themselves, until %.*s. Choose someone else.",
                        TEXT_ARG(cover), TEXT_ARG(day_text(rq->arena, theirs->until_on))));
        return false;
    }
    return true;
}

static struct answer to_away(struct request *rq, text notice)
{
    return answer_redirect(rq, text_format(rq->arena, "/people/%lld/away", (long long)rq->id[0]),
                           rq->id[0], notice);
}

struct answer away_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct away_form *form = form_;
    if (!away_holds(rq, db_of(write), form))
        return away_redraw(rq, db_of(write));
    (void)absence_add(write, account_id_of(rq->id[0]), form->cover, form->from_on, form->until_on,
                      instant_now());
    return to_away(rq, T("Entered. It ends by itself; nobody has to remember."));
}

struct answer away_end_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const account_id person = account_id_of(rq->id[0]);
    const absence_id absence = absence_id_of(rq->id[1]);
    const bool off = absence_remove(write, absence, person, rq->view.today) == 1 ||
                     absence_shorten(write, absence, person, day_add(rq->view.today, -1)) == 1;
    return to_away(rq, off ? T("Ended: from now on they answer themselves.")
                           : T("That time was over already."));
}
