/*
 * Imports on the web: send a file, see what it holds and what is odd, publish it, undo it. The work
 * itself runs behind the pages (background.c); a page shows how far it is.
 */
#include "engine/web/query.h"
#include "fund/opendata/background.h"
#include "fund/opendata/rules.h"
#include "fund/people/people.h"
#include "fund/opendata/show.h"
#include "opendata_pages.h"

/* In the query: publishing was asked for, and until its turn comes the page does not ask again. */
#define BEGUN T("begun")
#define QUEUE_IS_FULL T("Several imports are waiting already. Try again in a minute.")

static bool import_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    return import_find(db, import_id_of(id)) && access_may(may_see_import(hat_of(viewer)));
}

static struct answer list_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct imports_list_page page = imports_list(
        db, &(struct imports_list_ask){.at = query_value(rq->arena, rq->view.query, T("after"))});
    page_imports(rq->out, (struct import_row_rows){.row = page.row, .count = page.count},
                 page.previous, page.next, (rq->view.viewer.roles & ROLE_EDITOR) != 0);
    return answer_page(rq);
}

static struct answer new_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    page_import_new(rq->out, form_blank(rq->arena, &import_upload_form_spec));
    return answer_page(rq);
}

static struct answer upload_redraw(struct request *rq, struct db *db)
{
    (void)db;
    page_import_new(rq->out, rq->values);
    return answer_refused(rq);
}

static struct answer upload_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct import_upload_form *form = form_;
    struct background_file *file = background_file(rq->arena, form->file.bytes);
    if (!file) {
        request_refuse(rq, "file",
                       T("There is no room for this file just now. Try again in a minute."));
        return upload_redraw(rq, db_of(write));
    }
    const import_id import = import_add(write, form->funder, form->file.name, instant_now());
    if (!background_stage(rq->app->jobs, rq->database, import, file)) {
        request_refuse(rq, NULL, QUEUE_IS_FULL);
        return upload_redraw(rq, db_of(write));
    }
    return answer_redirect(
        rq, text_format(rq->arena, "/imports/%lld", (long long)import_id_raw(import)),
        import_id_raw(import), TEXT_ABSENT);
}

/* Draws one import; say: why something just asked was refused, or absent. */
static void draw_import(struct request *rq, struct db *db, text say)
{
    const import_id id = import_id_of(rq->id[0]);
    const struct import_row *import = import_find(db, id);
    ensure(import);
    const struct import_problem_row_rows rows = import_problems_of(db, id);
    struct problem_shown *shown = arena_array(rq->arena, struct problem_shown, rows.count + 1);
    for (size_t i = 0; i < rows.count; i++) {
        const struct import_problem_row *p = &rows.row[i];
        const struct import_problem problem = {.sheet = p->sheet,
                                               .row = p->file_row.some ? p->file_row.it : 0,
                                               .column = p->column_name};
        shown[i] = (struct problem_shown){
            .error = p->error, .where = import_problem_where(rq->arena, &problem), .say = p->say};
    }
    page_import_show(rq->out, import, (struct problems_shown){.row = shown, .count = rows.count},
                     import_extras_of(db, id), say,
                     text_present(query_value(rq->arena, rq->view.query, BEGUN)),
                     (rq->view.viewer.roles & ROLE_EDITOR) != 0);
}

static struct answer show_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    draw_import(rq, db, TEXT_ABSENT);
    return answer_page(rq);
}

static struct answer back_to(struct request *rq, text notice)
{
    return answer_redirect(rq, text_format(rq->arena, "/imports/%lld", (long long)rq->id[0]),
                           rq->id[0], notice);
}

static struct answer refuse(struct request *rq, struct db_write *write, text say)
{
    draw_import(rq, db_of(write), say);
    return answer_refused(rq);
}

static struct answer publish_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const struct import_row *import = import_find(db_of(write), import_id_of(rq->id[0]));
    if (!import || import->state != IMPORT_STATE_READY)
        return refuse(rq, write, T("This import is not ready to be published, or it is already."));
    /* It stays "ready" until its job holds the import lock: "writing" without a holder is what a
     * killed import leaves, and the next import of any process would sweep it away. */
    if (!background_write(rq->app->jobs, rq->database, import->id))
        return refuse(rq, write, QUEUE_IS_FULL);
    return answer_redirect(
        rq, text_format(rq->arena, "/imports/%lld?%.*s=1", (long long)rq->id[0], TEXT_ARG(BEGUN)),
        rq->id[0], T("Publishing has begun."));
}

/* Asks once more, because there is no way back. */
static struct answer undo_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct import_row *import = import_find(db, import_id_of(rq->id[0]));
    ensure(import);
    if (import->state != IMPORT_STATE_PUBLISHED)
        draw_import(rq, db, TEXT_ABSENT);
    else
        page_import_undo(rq->out, import, import_grants_changed(db, import->id));
    return answer_page(rq);
}

static struct answer undo_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const import_id import = import_id_of(rq->id[0]);
    text say;
    if (!import_undo(rq->arena, write, import, &say))
        return refuse(rq, write, say);
    if (!background_tidy(rq->app->jobs, rq->database, import))
        return refuse(rq, write, QUEUE_IS_FULL);
    return back_to(
        rq,
        T("Undone. Nothing of this import is shown any more, and its records are being deleted."));
}

static const struct route rows[] = {
    ROUTE_READ("/imports", ROLE_STAFF, MAY_SEE_NO_RECORD, NO_FORM, list_read),
    ROUTE_READ("/imports/new", ROLE_EDITOR, MAY_SEE_NO_RECORD, NO_FORM, new_read),
    ROUTE_WRITE("/imports/new", ROLE_EDITOR, MAY_SEE_NO_RECORD, &import_upload_form_spec,
                "import.upload", upload_write, upload_redraw),
    ROUTE_READ("/imports/:import", ROLE_STAFF, import_may_see, NO_FORM, show_read),
    ROUTE_WRITE("/imports/:import/publish", ROLE_EDITOR, import_may_see, NO_FORM, "import.publish",
                publish_write, NULL),
    ROUTE_READ("/imports/:import/undo", ROLE_EDITOR, import_may_see, NO_FORM, undo_read),
    ROUTE_WRITE("/imports/:import/undo", ROLE_EDITOR, import_may_see, NO_FORM, "import.undo",
                undo_write, NULL),
};
const struct routes opendata_routes = {.row = rows, .count = sizeof rows / sizeof *rows};
