/* Rounds: the fund's decision cycles, which grants are filed under. */
#include "engine/web/form_changes.h"
#include "fund/grants/handlers.h"
#include "grants_pages.h"

static text name_taken(void)
{
    return T("There is a round of this name already. Choose another.");
}

bool round_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    return (viewer->roles & ROLE_STAFF) && round_find(db, round_id_of(id));
}

struct options round_options_of(struct arena *arena, struct round_choices_rows rows)
{
    struct option *row = arena_array(arena, struct option, rows.count + 1);
    for (size_t i = 0; i < rows.count; i++)
        row[i] = option_of(arena, round_id_raw(rows.row[i].id), rows.row[i].name);
    return (struct options){.row = row, .count = rows.count};
}

struct options round_options(struct db *db)
{
    return round_options_of(db_arena(db), round_choices(db));
}

/* ---- All of them, and one more ---- */

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
        request_refuse(rq, "name", name_taken());
        return round_add_redraw(rq, db_of(write));
    }
    return answer_redirect(
        rq, T("/rounds"), round_id_raw(id),
        text_format(rq->arena, "%.*s is added. Choose it on its grants.", TEXT_ARG(form->name)));
}

/* ---- Changing one ---- */

static const struct round_row *round_of(const struct request *rq, struct db *db)
{
    return round_find(db, round_id_of(rq->id[0]));
}

static void draw_edit(struct request *rq, const struct round_row *round,
                      const struct form_values *form, const struct form_changes *stale)
{
    const struct round_shown shown = {.round = round, .form = form, .stale = stale};
    page_round_edit(rq->out, &shown);
}

/* The form as the round is now. */
static struct form_values *filled(struct arena *arena, const struct round_row *round)
{
    struct form_values *values = form_blank(arena, &round_form_spec);
    form_fill_text(values, "name", round->name);
    form_fill_day(values, "decided_on", round->decided_on);
    return values;
}

struct answer round_edit_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct round_row *round = round_of(rq, db);
    if (!round)
        return answer_absent(rq);
    draw_edit(rq, round, filled(rq->arena, round), NULL);
    return answer_page(rq);
}

struct answer round_edit_redraw(struct request *rq, struct db *db)
{
    const struct round_row *round = round_of(rq, db);
    if (!round)
        return answer_absent(rq);
    draw_edit(rq, round, rq->values, NULL);
    return answer_refused(rq);
}

struct answer round_edit_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct round_form *form = form_;
    const struct round_row *round = round_of(rq, db_of(write));
    if (!round)
        return answer_absent(rq);
    if (rq->values->version != round->version) {
        const struct form_changes changes =
            form_changes(rq->arena, filled(rq->arena, round), rq->values);
        rq->values->version = round->version;
        draw_edit(rq, round, rq->values, &changes);
        return answer_stale(rq);
    }
    /* The version is this transaction's own: no row means that another round has the name. */
    if (round_change(write, round->id, round->version, form->name, form->decided_on) == 0) {
        request_refuse(rq, "name", name_taken());
        return round_edit_redraw(rq, db_of(write));
    }
    return answer_redirect(rq, T("/rounds"), round_id_raw(round->id),
                           text_format(rq->arena, "%.*s is saved.", TEXT_ARG(form->name)));
}

/* ---- One less ---- */

struct answer round_remove_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct round_row *round = round_of(rq, db);
    if (!round)
        return answer_absent(rq);
    page_round_remove(rq->out, round);
    return answer_page(rq);
}

struct answer round_remove_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const struct round_row *round = round_of(rq, db_of(write));
    if (!round)
        return answer_absent(rq);
    const bool gone = round_remove(write, round->id) > 0;
    return answer_redirect(
        rq, T("/rounds"), round_id_raw(round->id),
        text_format(rq->arena, "%.*s %s", TEXT_ARG(round->name),
                    gone ? "is removed." : "stays: there are grants filed under it."));
}
