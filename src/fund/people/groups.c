/* Autonomous groups: each speaks for itself within a host. */
#include "engine/web/form_changes.h"
#include "engine/web/query.h"
#include "fund/people/handlers.h"
#include "fund/people/show.h"
#include "fund/site/site.h"
#include "people_pages.h"

bool group_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    return (viewer->roles & ROLE_STAFF) && group_find(db, group_id_of(id));
}

struct answer groups_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct groups_list_ask ask = {.at = query_value(rq->arena, rq->view.query, T("after"))};
    page_groups(rq->out, groups_list(db, &ask), people_may_edit(rq));
    return answer_page(rq);
}

static struct answer to_groups(struct request *rq, group_id id, text notice)
{
    return answer_redirect(rq, T("/people/groups"), group_id_raw(id), notice);
}

#define TAKEN T("Its host has a group of this name already.")

/* ---- A new one ---- */

static struct answer new_page(struct request *rq, struct db *db, text words,
                              const struct form_values *find, const struct form_values *values,
                              bool refused)
{
    page_group_new(rq->out, bodies_offered(db, ROLE_PARTNER, words), find, values);
    return refused ? answer_refused(rq) : answer_page(rq);
}

struct answer group_new_read(struct request *rq, struct db *db, const void *form_)
{
    const struct group_find_form *form = form_;
    return new_page(rq, db, form->q, rq->values, form_blank(rq->arena, &group_new_form_spec),
                    false);
}

struct answer group_new_redraw(struct request *rq, struct db *db)
{
    return new_page(rq, db, TEXT_ABSENT, form_blank(rq->arena, &group_find_form_spec), rq->values,
                    true);
}

struct answer group_new_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct group_new_form *form = form_;
    struct db *db = db_of(write);
    if (!partner_named(db, form->host)) {
        request_refuse(rq, "host", T("Choose one of the partners."));
        return group_new_redraw(rq, db);
    }
    bool conflict;
    const group_id id = group_add(write, form->host, form->name, sort_key(rq->arena, form->name),
                                  text_or_absent(form->about), instant_now(), &conflict);
    if (conflict) {
        request_refuse(rq, "name", TAKEN);
        return group_new_redraw(rq, db);
    }
    return to_groups(rq, id, T("Added. Invite someone of the group: they speak for it."));
}

/* ---- Changing one ---- */

static struct form_values *filled(struct arena *arena, const struct group_row *group)
{
    struct form_values *values = form_blank(arena, &group_edit_form_spec);
    form_fill_text(values, "name", group->name);
    form_fill_text(values, "about", group->about);
    return values;
}

struct answer group_edit_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct group_row *group = group_find(db, group_id_of(rq->id[0]));
    if (!group)
        return answer_absent(rq);
    page_group_edit(rq->out, group, filled(rq->arena, group), NULL);
    return answer_page(rq);
}

struct answer group_edit_redraw(struct request *rq, struct db *db)
{
    const struct group_row *group = group_find(db, group_id_of(rq->id[0]));
    if (!group)
        return answer_absent(rq);
    page_group_edit(rq->out, group, rq->values, NULL);
    return answer_refused(rq);
}

struct answer group_edit_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct group_edit_form *form = form_;
    struct db *db = db_of(write);
    const group_id id = group_id_of(rq->id[0]);
    const struct group_row *group = group_find(db, id);
    if (!group)
        return answer_absent(rq);
    if (group->version != rq->values->version) {
        const struct form_changes changes =
            form_changes(rq->arena, filled(rq->arena, group), rq->values);
        rq->values->version = group->version;
        page_group_edit(rq->out, group, rq->values, &changes);
        return answer_stale(rq);
    }
    if (group_change(write, id, group->version, form->name, sort_key(rq->arena, form->name),
                     text_or_absent(form->about)) == 0) {
        request_refuse(rq, "name", TAKEN);
        return group_edit_redraw(rq, db);
    }
    return to_groups(rq, id, T("Saved."));
}
