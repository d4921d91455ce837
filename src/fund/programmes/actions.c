/* What happens on the pages of programmes: list, one programme, add, change, CSV; and the routes.
 */
#include "fund/programmes/programmes.h"
#include "engine/web/csv.h"
#include "engine/web/query.h"
#include "fund/people/people.h"
#include "fund/programmes/load.h"
#include "programmes_pages.h"

#include <string.h>

#define COUNT_MOST 1000
#define OPTIONS_MOST 500
#define GRANTS_SHOWN 10
#define CSV_ROWS 500
#define CURSOR_MOST 4096

bool programme_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    return (viewer->roles & ROLE_STAFF) && programme_find(db, programme_id_of(id));
}

static bool may_edit(const struct request *rq)
{
    return (rq->view.viewer.roles & ROLE_EDITOR) != 0;
}

static text id_text(struct arena *arena, int64_t id)
{
    return text_format(arena, "%lld", (long long)id);
}

/* ---- For other modules ---- */

text programme_award_refusal(struct db *db, programme_id programme, pence amount)
{
    const struct programme_row *row = programme_find(db, programme);
    ensure(row);
    return programme_award_check(db_arena(db), row->name, row->cap, amount);
}

struct options programme_options(struct db *db, opt_funder_id funder)
{
    struct arena *arena = db_arena(db);
    const struct programme_option_rows rows =
        funder.some ? programmes_of_funder(db, funder.it, OPTIONS_MOST)
                    : programmes_first(db, OPTIONS_MOST);
    struct option *row = arena_array(arena, struct option, rows.count + 1);
    for (size_t i = 0; i < rows.count; i++) {
        const struct programme_option *p = &rows.row[i];
        row[i].value = id_text(arena, programme_id_raw(p->id));
        row[i].label = funder.some || p->own ? p->name
                                             : text_format(arena, "%.*s (%.*s)", TEXT_ARG(p->name),
                                                           TEXT_ARG(p->funder));
    }
    return (struct options){.row = row, .count = rows.count};
}

struct options programme_purpose_options(struct db *db, programme_id programme)
{
    struct arena *arena = db_arena(db);
    const struct programme_purpose_rows rows = programme_purposes(db, programme);
    struct option *row = arena_array(arena, struct option, rows.count + 1);
    for (size_t i = 0; i < rows.count; i++)
        row[i] = (struct option){.value = id_text(arena, purpose_id_raw(rows.row[i].id)),
                                 .label = rows.row[i].name};
    return (struct options){.row = row, .count = rows.count};
}

/* ---- The list ---- */

static struct options funder_options(struct db *db)
{
    struct arena *arena = db_arena(db);
    const struct programme_funders_rows rows = programme_funders(db);
    struct option *row = arena_array(arena, struct option, rows.count + 1);
    for (size_t i = 0; i < rows.count; i++)
        row[i] = (struct option){.value = id_text(arena, funder_id_raw(rows.row[i].id)),
                                 .label = rows.row[i].name};
    return (struct options){.row = row, .count = rows.count};
}

static text label_of(struct options options, text value)
{
    for (size_t i = 0; i < options.count; i++)
        if (text_eq(options.row[i].value, value))
            return options.row[i].label;
    return TEXT_ABSENT;
}

static text count_words(struct arena *arena, int64_t count)
{
    if (count > COUNT_MOST)
        return text_format(arena, "More than %.*s programmes",
                           TEXT_ARG(int_text(arena, COUNT_MOST)));
    return count == 1 ? T("1 programme")
                      : text_format(arena, "%.*s programmes", TEXT_ARG(int_text(arena, count)));
}

static struct programmes_list_ask ask_of(const struct programme_filter_form *form)
{
    return (struct programmes_list_ask){.funder = {form->funder.some, form->funder.it},
                                        .open = form->open,
                                        .sort = PROGRAMMES_LIST_NAME};
}

static struct answer list_read(struct request *rq, struct db *db, const void *form_)
{
    const struct programme_filter_form *form = form_;
    struct programmes_list_ask ask = ask_of(form);
    ask.at = query_value(rq->arena, rq->view.query, T("after"));
    const struct programmes_list_page page = programmes_list(db, rq->view.today, &ask);
    const struct options funders = funder_options(db);
    const struct programme_list list = {
        .row = page.row,
        .count = page.count,
        .next = page.next,
        .previous = page.previous,
        .how_many =
            count_words(rq->arena, programmes_list_count(db, rq->view.today, &ask, COUNT_MOST + 1)),
        .funder = form->funder.some
                      ? label_of(funders, id_text(rq->arena, funder_id_raw(form->funder.it)))
                      : TEXT_ABSENT,
        .open = form->open,
    };
    page_programmes(rq->out, &list, rq->values, funders, may_edit(rq));
    return answer_page(rq);
}

/* ---- CSV ---- */

struct csv_state {
    struct programmes_list_ask ask;
    bool begun;
    size_t at_length;
    char at[CURSOR_MOST]; /* the next piece's cursor: each piece has an arena of its own */
};

void *programmes_csv_start(struct arena *arena)
{
    struct csv_state *state = arena_make(arena, struct csv_state);
    state->ask.sort = PROGRAMMES_LIST_NAME;
    return state;
}

static void csv_head(struct csv_writer *csv)
{
    const text titles[] = {T("Name"),     T("Funder"), T("Code"),      T("Most for one grant"),
                           T("One-off"),  T("Months"), T("Reporting"), T("Questions"),
                           T("Closes on")};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        csv_text(csv, titles[i]);
    csv_row_end(csv);
}

static void csv_card(struct csv_writer *csv, const struct programme_card *card)
{
    csv_text(csv, card->name);
    csv_text(csv, card->funder);
    csv_text(csv, card->code);
    if (card->cap.some)
        csv_pence(csv, card->cap.it);
    else
        csv_empty(csv);
    csv_text(csv, card->one_off ? T("Yes") : T("No"));
    if (card->duration_months.some)
        csv_int(csv, card->duration_months.it);
    else
        csv_empty(csv);
    csv_text(csv, card->reporting.some ? reporting_weight_label(card->reporting.it) : T(""));
    csv_int(csv, card->questions);
    if (card->closed_on.some)
        csv_day(csv, card->closed_on.it);
    else
        csv_empty(csv);
    csv_row_end(csv);
}

bool programmes_csv(void *state_, struct db *db, struct text_builder *out)
{
    struct csv_state *state = state_;
    struct csv_writer csv = {.out = out};
    if (!state->begun) {
        csv_bom(&csv);
        csv_head(&csv);
    }
    struct programmes_list_ask ask = state->ask;
    ask.at = (text){.ptr = state->begun ? state->at : NULL, .len = state->at_length};
    ask.limit = CSV_ROWS;
    const struct programmes_list_page page = programmes_list(db, day_today(), &ask);
    state->begun = true;
    for (size_t i = 0; i < page.count; i++)
        csv_card(&csv, &page.row[i]);
    if (!page.next.ptr)
        return false;
    ensure(page.next.len <= sizeof state->at);
    memcpy(state->at, page.next.ptr, page.next.len);
    state->at_length = page.next.len;
    return true;
}

static struct answer csv_read(struct request *rq, struct db *db, const void *form)
{
    (void)db;
    struct csv_state *state = programmes_csv_start(rq->arena);
    state->ask = ask_of(form);
    return answer_stream(rq, T("text/csv"), T("programmes.csv"), programmes_csv, state);
}

/* ---- One programme ---- */

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

static struct answer show_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const programme_id id = programme_id_of(rq->id[0]);
    struct programme_shown shown;
    if (!programme_load(db, id, &shown))
        return answer_absent(rq);
    shown.totals = programme_totals(db, id);
    shown.grants = programme_grants(db, id, GRANTS_SHOWN);
    page_programme_show(rq->out, &shown, may_edit(rq));
    return answer_page(rq);
}

/* ---- Adding and changing ---- */

static text or_nothing(text t)
{
    return text_present(t) ? t : TEXT_ABSENT;
}

static void fill_text(struct form_values *values, const char *field, text value)
{
    if (value.ptr)
        form_fill_text(values, field, value);
}

static struct form_values *filled(struct arena *arena, const struct programme_row *p)
{
    struct form_values *values = form_blank(arena, &programme_form_spec);
    fill_text(values, "name", p->name);
    form_fill_int(values, "funder", funder_id_raw(p->funder_id));
    fill_text(values, "purpose", p->purpose);
    fill_text(values, "criteria", p->criteria);
    fill_text(values, "code", p->code);
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
    *row = (struct option){.value = id_text(arena, funder_id_raw(programme->funder_id)),
                           .label = programme->funder};
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

static struct answer new_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    struct form_values *values = form_blank(rq->arena, &programme_form_spec);
    const struct options funders = funder_options(db); /* the initiative itself first */
    if (funders.count > 0)
        form_fill_text(values, "funder", funders.row[0].value);
    page_programme_new(rq->out, values, funders);
    return answer_page(rq);
}

static struct answer new_redraw(struct request *rq, struct db *db)
{
    page_programme_new(rq->out, rq->values, funder_options(db));
    return answer_refused(rq);
}

static struct answer new_write(struct request *rq, struct db_write *write, const void *form_)
{
    const opt_programme_id none = {.some = false};
    const struct programme_form *form = form_;
    struct db *db = db_of(write);
    if (!label_of(funder_options(db), id_text(rq->arena, funder_id_raw(form->funder))).ptr) {
        request_refuse(rq, "funder", T("Choose one of the funders."));
        return new_redraw(rq, db);
    }
    if (refused_as_named(rq, db, form->funder, form->name, none))
        return new_redraw(rq, db);
    const programme_id id = programme_add(
        write, form->funder, form->name, programme_name_key(rq->arena, form->name),
        or_nothing(form->code), or_nothing(form->purpose), or_nothing(form->criteria), form->cap,
        form->one_off, form->duration_months,
        (opt_reporting_weight){form->reporting.some, form->reporting.it}, form->closed_on);
    return to_programme(rq, id, T("Programme added. Now its questions."));
}

static struct answer edit_draw(struct request *rq, const struct programme_row *programme,
                               const struct form_values *values, const struct form_changes *stale)
{
    page_programme_edit(rq->out, programme, values, own_funder(rq->arena, programme), stale);
    return stale ? answer_stale(rq) : values == rq->values ? answer_refused(rq) : answer_page(rq);
}

static struct answer edit_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct programme_row *programme = programme_find(db, programme_id_of(rq->id[0]));
    return programme ? edit_draw(rq, programme, filled(rq->arena, programme), NULL)
                     : answer_absent(rq);
}

static struct answer edit_redraw(struct request *rq, struct db *db)
{
    const struct programme_row *programme = programme_find(db, programme_id_of(rq->id[0]));
    return programme ? edit_draw(rq, programme, rq->values, NULL) : answer_absent(rq);
}

static struct answer edit_write(struct request *rq, struct db_write *write, const void *form_)
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
        programme_name_key(rq->arena, form->name), or_nothing(form->code),
        or_nothing(form->purpose), or_nothing(form->criteria), form->cap, form->one_off,
        form->duration_months, (opt_reporting_weight){form->reporting.some, form->reporting.it},
        form->closed_on);
    ensure(changed == 1); /* its version was looked at in this transaction */
    return to_programme(rq, programme->id, T("Saved."));
}

#define QUESTION "/programmes/:programme/questions/:question"
static const struct route rows[] = {
    ROUTE_READ("/programmes", ROLE_STAFF, MAY_SEE_NO_RECORD, &programme_filter_form_spec,
               list_read),
    ROUTE_READ("/programmes.csv", ROLE_STAFF, MAY_SEE_NO_RECORD, &programme_filter_form_spec,
               csv_read),
    ROUTE_READ("/programmes/new", ROLE_EDITOR, MAY_SEE_NO_RECORD, NO_FORM, new_read),
    ROUTE_WRITE("/programmes/new", ROLE_EDITOR, MAY_SEE_NO_RECORD, &programme_form_spec,
                "programme.add", new_write, new_redraw),
    ROUTE_READ("/programmes/:programme", ROLE_STAFF, programme_may_see, NO_FORM, show_read),
    ROUTE_READ("/programmes/:programme/edit", ROLE_EDITOR, programme_may_see, NO_FORM, edit_read),
    ROUTE_WRITE("/programmes/:programme/edit", ROLE_EDITOR, programme_may_see, &programme_form_spec,
                "programme.change", edit_write, edit_redraw),
    ROUTE_READ("/programmes/:programme/questions", ROLE_EDITOR, programme_may_see, NO_FORM,
               questions_read),
    ROUTE_WRITE("/programmes/:programme/questions", ROLE_EDITOR, programme_may_see,
                &programme_question_form_spec, "programme.question_add", question_add_write,
                questions_redraw),
    ROUTE_WRITE(QUESTION "/up", ROLE_EDITOR, programme_may_see, NO_FORM, "programme.question_move",
                question_up_write, NULL),
    ROUTE_WRITE(QUESTION "/remove", ROLE_EDITOR, programme_may_see, NO_FORM,
                "programme.question_remove", question_remove_write, NULL),
    ROUTE_READ("/programmes/:programme/purposes", ROLE_EDITOR, programme_may_see, NO_FORM,
               purposes_read),
    ROUTE_WRITE("/programmes/:programme/purposes", ROLE_EDITOR, programme_may_see,
                &programme_purpose_form_spec, "programme.purpose_add", purpose_add_write,
                purposes_redraw),
};
const struct routes programmes_routes = {.row = rows, .count = sizeof rows / sizeof *rows};
