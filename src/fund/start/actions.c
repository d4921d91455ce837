/*
 * The pages of the first run. Each saves to the records that it is about and leads on to the next
 * page that is still open. In a demo they are a preview: what is sent is thrown away.
 */
#include "engine/web/query.h"
#include "fund/people/people.h"
#include "fund/settings/settings.h"
#include "fund/site/site.h"
#include "fund/start/rules.h"
#include "fund/start/show.h"
#include "start_pages.h"

#define ROWS_OFFERED 3
#define SAMPLE_HELP T("Weekdays from ten to four. Ask for the grants team.")

/* ---- How far it is ---- */

struct start_progress start_progress_find(struct db *db, const struct view *view)
{
    const struct start_skipped_asked asked = start_skipped_ask(db);
    const struct start_state_row state = start_state(db, view->viewer.account);
    struct start_progress progress = {
        .done = {[START_STEP_YOU] = state.you,
                 [START_STEP_FUND] = state.fund,
                 [START_STEP_PROGRAMMES] = state.programmes,
                 [START_STEP_FUNDERS] = state.funders,
                 [START_STEP_COLLEAGUES] = state.colleagues,
                 [START_STEP_IMPORT] = state.import},
    };
    const struct start_skipped_rows skipped = start_skipped_take(asked);
    for (size_t i = 0; i < skipped.count; i++)
        progress.skipped[skipped.row[i].step] = true;
    start_count(&progress);
    return progress;
}

static text step_says(enum start_step step)
{
    switch (step) {
    case START_STEP_YOU:
        return T("Your name, and how you sign in");
    case START_STEP_FUND:
        return T("Its name, and how people reach it");
    case START_STEP_PROGRAMMES:
        return T("What you fund, with samples to begin from");
    case START_STEP_FUNDERS:
        return T("Who pays into the pool");
    case START_STEP_COLLEAGUES:
        return T("Invite the people you work with");
    case START_STEP_IMPORT:
        return T("Bring in what you have awarded already");
    }
    fail("no step of the first run: %d", (int)step);
}

static struct answer start_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct start_progress progress = start_progress_find(db, &rq->view);
    struct start_line *line = arena_array(rq->arena, struct start_line, START_STEP_COUNT);
    for (int i = 0; i < START_STEP_COUNT; i++) {
        const enum start_step step = (enum start_step)i;
        line[i] = (struct start_line){.step = step,
                                      .path = start_step_path(rq->arena, step),
                                      .says = step_says(step),
                                      .done = progress.done[i],
                                      .skipped = progress.skipped[i]};
    }
    page_start(rq->out, progress, (struct start_lines){.row = line, .count = START_STEP_COUNT});
    return answer_page(rq);
}

/* ---- Going on ---- */

/* To the next open page after a step; or, when none is left, to the first page of all. */
static struct answer go_on(struct request *rq, struct db *db, enum start_step step, text notice)
{
    const struct start_progress progress = start_progress_find(db, &rq->view);
    const enum start_step next = start_after(&progress, step);
    if (next != START_STEP_COUNT)
        return answer_redirect(rq, start_step_path(rq->arena, next), 0, notice);
    return answer_redirect(rq, progress.next == START_STEP_COUNT ? T("/") : T("/start"), 0, notice);
}

/* In a demo: on, without having done anything. */
static struct answer preview(struct request *rq, struct db *db, enum start_step step)
{
    return go_on(rq, db, step, T("This is a preview: in a demo nothing here is kept."));
}

static struct answer skip_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct start_skip_form *form = form_;
    struct db *db = db_of(write);
    if (rq->view.demo)
        return preview(rq, db, form->step);
    if (start_progress_find(db, &rq->view).done[form->step])
        return go_on(rq, db, form->step, TEXT_ABSENT);
    (void)start_skip(write, form->step, instant_now());
    return go_on(rq, db, form->step,
                 T("Skipped. You find it again on the first page of setting up."));
}

/* The step comes from our own page; another is none. */
static struct answer skip_redraw(struct request *rq, struct db *db)
{
    (void)db;
    return answer_absent(rq);
}

static struct answer saved(struct request *rq, struct db_write *write, enum start_step step,
                           text notice)
{
    (void)start_take_up(write, step);
    return go_on(rq, db_of(write), step, notice);
}

/* ---- A page ---- */

static struct start_page page_of(struct request *rq, struct db *db, enum start_step step)
{
    return (struct start_page){
        .step = step,
        .progress = start_progress_find(db, &rq->view),
        .form = rq->values,
        .sample = text_present(query_value(rq->arena, rq->view.query, T("sample"))),
        .rows = ROWS_OFFERED,
        .email = T(""),
    };
}

/* Room for what was sent, and a row more. */
static size_t rows_of(const struct request *rq)
{
    const size_t sent = rq->values ? rq->values->group_rows[0] : 0;
    return sent >= ROWS_OFFERED ? sent + 1 : ROWS_OFFERED;
}

static void you_draw(struct request *rq, struct db *db)
{
    struct start_page page = page_of(rq, db, START_STEP_YOU);
    const struct start_account_row *account =
        start_account(db, account_id_of(rq->view.viewer.account));
    page.version = account ? account->version : 0;
    page.email = account ? account->email : T("");
    if (!page.form) {
        struct form_values *values = form_blank(rq->arena, &start_you_form_spec);
        if (account && !text_eq(account->name, account->email))
            form_fill_text(values, "name", account->name);
        page.form = values;
    }
    page_start_you(rq->out, &page);
}

static void fund_draw(struct request *rq, struct db *db)
{
    struct start_page page = page_of(rq, db, START_STEP_FUND);
    if (!page.form) {
        const struct settings_row settings = settings_find(db);
        struct form_values *values = form_blank(rq->arena, &start_fund_form_spec);
        form_fill_text(values, "name", settings.name);
        form_fill_text(values, "mail", settings.contact_mail);
        form_fill_text(values, "phone", settings.contact_phone);
        form_fill_text(values, "words", page.sample ? SAMPLE_HELP : settings.contact_words);
        page.form = values;
    }
    page_start_fund(rq->out, &page);
}

static struct form_values *samples_fill(struct arena *arena)
{
    struct form_values *values = form_blank(arena, &start_programmes_form_spec);
    size_t count;
    const struct start_sample *samples = start_samples(&count);
    for (size_t i = 0; i < count; i++) {
        const char *const fields[][2] = {
            {"name", samples[i].name},         {"purpose", samples[i].purpose},
            {"criteria", samples[i].criteria}, {"cap", samples[i].cap},
            {"months", samples[i].months},     {"reporting", samples[i].reporting}};
        for (size_t f = 0; f < sizeof fields / sizeof *fields; f++)
            form_fill_group_text(values, "programme", i, fields[f][0], text_of(fields[f][1]));
    }
    return values;
}

static void programmes_draw(struct request *rq, struct db *db)
{
    struct start_page page = page_of(rq, db, START_STEP_PROGRAMMES);
    page.samples = start_samples_left(db);
    page.rows = rows_of(rq);
    if (!page.form) {
        page.form = page.sample ? samples_fill(rq->arena)
                                : form_blank(rq->arena, &start_programmes_form_spec);
        page.rows = page.sample ? ROWS_OFFERED : 1;
    }
    page_start_programmes(rq->out, &page);
}

static void funders_draw(struct request *rq, struct db *db)
{
    struct start_page page = page_of(rq, db, START_STEP_FUNDERS);
    page.names = start_names_list(db);
    page.rows = rows_of(rq);
    if (!page.form)
        page.form = form_blank(rq->arena, &start_funders_form_spec);
    page_start_funders(rq->out, &page);
}

static void colleagues_draw(struct request *rq, struct db *db)
{
    const struct start_page page = page_of(rq, db, START_STEP_COLLEAGUES);
    page_start_colleagues(rq->out, &page);
}

static void import_draw(struct request *rq, struct db *db)
{
    const struct start_page page = page_of(rq, db, START_STEP_IMPORT);
    page_start_import(rq->out, &page);
}

#define PAGE_HANDLER(step)                                                                         \
    static struct answer step##_read(struct request *rq, struct db *db, const void *form)          \
    {                                                                                              \
        (void)form;                                                                                \
        step##_draw(rq, db);                                                                       \
        return answer_page(rq);                                                                    \
    }
#define FORM_HANDLERS(step)                                                                        \
    PAGE_HANDLER(step)                                                                             \
    static struct answer step##_redraw(struct request *rq, struct db *db)                          \
    {                                                                                              \
        step##_draw(rq, db);                                                                       \
        return answer_refused(rq);                                                                 \
    }
FORM_HANDLERS(you)
FORM_HANDLERS(fund)
FORM_HANDLERS(programmes)
FORM_HANDLERS(funders)
PAGE_HANDLER(colleagues)
PAGE_HANDLER(import)

/* ---- Saving ---- */

static struct answer you_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct start_you_form *form = form_;
    if (rq->view.demo)
        return preview(rq, db_of(write), START_STEP_YOU);
    if (start_account_change(write, account_id_of(rq->view.viewer.account), rq->values->version,
                             form->name, sort_key(rq->arena, form->name)) == 0) {
        request_refuse(rq, "name",
                       T("Your name was changed in another window: look, and save again"));
        rq->values->version = 0;
        return you_redraw(rq, db_of(write));
    }
    return saved(rq, write, START_STEP_YOU, T("Your name is saved."));
}

static struct answer fund_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct start_fund_form *form = form_;
    if (rq->view.demo)
        return preview(rq, db_of(write), START_STEP_FUND);
    const struct settings_row now = settings_find(db_of(write));
    if (!text_eq(now.name, form->name)) {
        (void)settings_name_version(write, now.name_version);
        (void)settings_name_change(write, form->name);
        (void)settings_own_funder_change(write, form->name, sort_key(rq->arena, form->name));
    }
    (void)settings_contact_change(write, now.contact_version, text_or_absent(form->mail),
                                  text_or_absent(form->phone), text_or_absent(form->words));
    return saved(rq, write, START_STEP_FUND, T("The fund’s name and contact are saved."));
}

static struct answer programmes_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct start_programmes_form *form = form_;
    if (rq->view.demo)
        return preview(rq, db_of(write), START_STEP_PROGRAMMES);
    const struct start_own_funder_row *own = start_own_funder(db_of(write));
    ensure(own);
    size_t added = 0;
    for (size_t i = 0; i < form->programme.count; i++) {
        const struct start_programmes_programme *one = &form->programme.row[i];
        if (!text_present(one->name))
            continue; /* a sample that is not wanted */
        const programme_id id = start_programme_add(
            write, own->id, one->name, sort_key(rq->arena, one->name), text_or_absent(one->purpose),
            text_or_absent(one->criteria), one->cap, one->months,
            (opt_reporting_weight){.some = one->reporting.some, .it = one->reporting.it});
        (void)start_sample_add(write, id);
        added++;
    }
    if (added == 0) {
        request_refuse(rq, NULL, T("Name at least one programme, or skip this page"));
        return programmes_redraw(rq, db_of(write));
    }
    return saved(rq, write, START_STEP_PROGRAMMES,
                 added == 1 ? T("The programme is added.") : T("The programmes are added."));
}

static struct answer programmes_back_write(struct request *rq, struct db_write *write,
                                           const void *form)
{
    (void)form;
    const struct start_samples_left_rows left = start_samples_left(db_of(write));
    for (size_t i = 0; i < left.count && !rq->view.demo; i++)
        (void)start_sample_remove(write, left.row[i].id);
    return answer_redirect(rq, T("/start/programmes"), 0, T("They are taken out again."));
}

static struct answer funders_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct start_funders_form *form = form_;
    if (rq->view.demo)
        return preview(rq, db_of(write), START_STEP_FUNDERS);
    for (size_t i = 0; i < form->funder.count; i++) {
        const text name = form->funder.row[i].name;
        bool taken = false;
        const funder_id id = start_funder_add(write, name, sort_key(rq->arena, name), &taken);
        if (taken)
            request_refuse_row(rq, "funder", i, "name",
                               T("A funder with this name is here already"));
        else
            (void)start_name_add(write, id);
    }
    if (form->funder.count == 0)
        request_refuse(rq, NULL, T("Name at least one co-funder, or skip this page"));
    if (rq->view.refused)
        return funders_redraw(rq, db_of(write));
    return saved(rq, write, START_STEP_FUNDERS,
                 T("The co-funders are added. Their pledges come next, on their own pages."));
}

static const struct route rows[] = {
    ROUTE_READ("/start", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, NO_FORM, start_read),
    ROUTE_WRITE("/start/skip", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, &start_skip_form_spec,
                "start.skip", skip_write, skip_redraw),
    ROUTE_READ("/start/you", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, NO_FORM, you_read),
    ROUTE_WRITE("/start/you", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, &start_you_form_spec, "start.you",
                you_write, you_redraw),
    ROUTE_READ("/start/fund", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, NO_FORM, fund_read),
    ROUTE_WRITE("/start/fund", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, &start_fund_form_spec,
                "start.fund", fund_write, fund_redraw),
    ROUTE_READ("/start/programmes", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, NO_FORM, programmes_read),
    ROUTE_WRITE("/start/programmes", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, &start_programmes_form_spec,
                "start.programmes", programmes_write, programmes_redraw),
    ROUTE_WRITE("/start/programmes/back", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, NO_FORM,
                "start.programmes_back", programmes_back_write, NULL),
    ROUTE_READ("/start/funders", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, NO_FORM, funders_read),
    ROUTE_WRITE("/start/funders", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, &start_funders_form_spec,
                "start.funders", funders_write, funders_redraw),
    ROUTE_READ("/start/colleagues", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, NO_FORM, colleagues_read),
    ROUTE_READ("/start/import", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, NO_FORM, import_read),
};
const struct routes start_routes = {.row = rows, .count = sizeof rows / sizeof *rows};
