/* Adding a programme and changing one. */
#include "engine/web/form_changes.h"
#include "fund/programmes/handlers.h"
#include "fund/site/site.h"
#include "programmes_pages.h"

static struct form_values *filled(struct arena *arena, const struct programme_row *p)
{
    struct form_values *values = form_blank(arena, &programme_form_spec);
    form_fill_text(values, "name", p->name);
    form_fill_int(values, "funder", funder_id_raw(p->funder_id));
    form_fill_text(values, "purpose", p->purpose);
    form_fill_text(values, "criteria", p->criteria);
    form_fill_text(values, "code", p->code);
    if (p->cap.some)
        form_fill_pence(values, "cap", p->cap.it);
    form_fill_flag(values, "one_off", p->one_off);
    if (p->duration_months.some)
        form_fill_int(values, "duration_months", p->duration_months.it);
    if (p->reporting.some)
        form_fill_text(values, "reporting", reporting_weight_code(p->reporting.it));
    if (p->closed_on.some)
        form_fill_day(values, "closed_on", p->closed_on.it);
    return values;
}

/* The funder of a programme never changes: its grants are that funder's too. */
static struct options own_funder(struct arena *arena, const struct programme_row *programme)
{
    struct option *row = arena_make(arena, struct option);
    *row = option_of(arena, funder_id_raw(programme->funder_id), programme->funder);
    return (struct options){.row = row, .count = 1};
}

static struct answer to_programme(struct request *rq, programme_id id, text notice)
{
    const int64_t raw = programme_id_raw(id);
    return answer_redirect(rq, text_format(rq->arena, "/programmes/%lld", (long long)raw), raw,
                           notice);
}

/* Says so when the funder has another programme of that name. */
static bool refused_as_named(struct request *rq, struct db *db, funder_id funder, text name,
                             opt_programme_id self)
{
    const struct programme_named_row *other =
        programme_named(db, funder, programme_name_key(rq->arena, name), self);
    if (!other)
        return false;
    request_refuse(
        rq, "name",
        text_format(rq->arena,
                    "This funder has a programme called %.*s already. Give this one another name.",
                    TEXT_ARG(other->name)));
    return true;
}

struct answer programme_new_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    struct form_values *values = form_blank(rq->arena, &programme_form_spec);
    const struct options funders = programme_funder_options(db); /* the initiative itself first */
    if (funders.count > 0)
        form_fill_text(values, "funder", funders.row[0].value);
    page_programme_new(rq->out, values, funders);
    return answer_page(rq);
}

struct answer programme_new_redraw(struct request *rq, struct db *db)
{
    page_programme_new(rq->out, rq->values, programme_funder_options(db));
    return answer_refused(rq);
}

struct answer programme_new_write(struct request *rq, struct db_write *write, const void *form_)
{
    const opt_programme_id none = {.some = false};
    const struct programme_form *form = form_;
    struct db *db = db_of(write);
    if (!option_label(rq->arena, programme_funder_options(db), funder_id_raw(form->funder)).ptr) {
        request_refuse(rq, "funder", T("Choose one of the funders."));
        return programme_new_redraw(rq, db);
    }
    if (refused_as_named(rq, db, form->funder, form->name, none))
        return programme_new_redraw(rq, db);
    const programme_id id = programme_add(
        write, form->funder, form->name, programme_name_key(rq->arena, form->name),
        text_or_absent(form->code), text_or_absent(form->purpose), text_or_absent(form->criteria),
        form->cap, form->one_off, form->duration_months,
        (opt_reporting_weight){form->reporting.some, form->reporting.it}, form->closed_on);
    return to_programme(rq, id, T("Programme added. Now its questions."));
}

static struct answer edit_draw(struct request *rq, const struct programme_row *programme,
                               const struct form_values *values, const struct form_changes *stale)
{
    page_programme_edit(rq->out, programme, values, own_funder(rq->arena, programme), stale);
    return stale ? answer_stale(rq) : values == rq->values ? answer_refused(rq) : answer_page(rq);
}

struct answer programme_edit_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct programme_row *programme = programme_find(db, programme_id_of(rq->id[0]));
    return programme ? edit_draw(rq, programme, filled(rq->arena, programme), NULL)
                     : answer_absent(rq);
}

struct answer programme_edit_redraw(struct request *rq, struct db *db)
{
    const struct programme_row *programme = programme_find(db, programme_id_of(rq->id[0]));
    return programme ? edit_draw(rq, programme, rq->values, NULL) : answer_absent(rq);
}

struct answer programme_edit_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct programme_form *form = form_;
    const struct programme_row *programme =
        programme_find(db_of(write), programme_id_of(rq->id[0]));
    if (!programme)
        return answer_absent(rq);
    const opt_programme_id self = {.some = true, .it = programme->id};
    if (programme->version != rq->values->version) {
        const struct form_changes changes =
            form_changes(rq->arena, filled(rq->arena, programme), rq->values);
        rq->values->version = programme->version; /* saving again is a choice made with open eyes */
        return edit_draw(rq, programme, rq->values, &changes);
    }
    if (refused_as_named(rq, db_of(write), programme->funder_id, form->name, self))
        return edit_draw(rq, programme, rq->values, NULL);
    const int64_t changed = programme_change(
        write, programme->id, programme->version, form->name,
        programme_name_key(rq->arena, form->name), text_or_absent(form->code),
        text_or_absent(form->purpose), text_or_absent(form->criteria), form->cap, form->one_off,
        form->duration_months, (opt_reporting_weight){form->reporting.some, form->reporting.it},
        form->closed_on);
    ensure(changed == 1); /* its version was looked at in this transaction */
    return to_programme(rq, programme->id, T("Saved."));
}
