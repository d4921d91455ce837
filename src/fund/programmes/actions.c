/* What happens on the list of programmes; what other modules ask and choose from; and the routes.
 */
#include "engine/web/query.h"
#include "fund/programmes/handlers.h"
#include "fund/programmes/list.h"
#include "fund/programmes/programmes.h"
#include "fund/programmes/rules.h"
#include "fund/site/site.h"
#include "programmes_pages.h"

bool programme_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    return programme_find(db, programme_id_of(id)) && access_may(may_see_programme(hat_of(viewer)));
}

/* ---- For other modules ---- */

text programme_award_refusal(struct db *db, programme_id programme, pence amount)
{
    const struct programme_row *row = programme_find(db, programme);
    ensure(row);
    return programme_award_check(db_arena(db), row->name, row->cap, amount);
}

/* Those of other funders with the funder's name beside theirs. */
static text name_among_all(struct arena *arena, text name, text funder, bool own)
{
    return own ? name : text_format(arena, "%.*s (%.*s)", TEXT_ARG(name), TEXT_ARG(funder));
}

struct programme_options_asked {
    bool of_funder;
    union {
        struct programmes_of_funder_asked funder;
        struct programmes_first_asked all;
    };
};

const struct programme_options_asked *programme_options_ask(struct db *db, opt_funder_id funder)
{
    struct programme_options_asked *asked =
        arena_make(db_arena(db), struct programme_options_asked);
    asked->of_funder = funder.some;
    if (funder.some)
        asked->funder = programmes_of_funder_ask(db, funder.it, PROGRAMME_OPTIONS_MOST);
    else
        asked->all = programmes_first_ask(db, PROGRAMME_OPTIONS_MOST);
    return asked;
}

struct options programme_options(struct db *db, opt_funder_id funder, opt_programme_id chosen)
{
    return programme_options_take(db, programme_options_ask(db, funder), chosen);
}

struct options programme_options_take(struct db *db, const struct programme_options_asked *asked,
                                      opt_programme_id chosen)
{
    struct arena *arena = db_arena(db);
    const struct programme_option_rows rows = asked->of_funder
                                                  ? programmes_of_funder_take(asked->funder)
                                                  : programmes_first_take(asked->all);
    struct option *row = arena_array(arena, struct option, rows.count + 1);
    struct options options = {.row = row, .count = rows.count};
    for (size_t i = 0; i < rows.count; i++) {
        const struct programme_option *p = &rows.row[i];
        row[i] = option_of(arena, programme_id_raw(p->id),
                           asked->of_funder ? p->name
                                            : name_among_all(arena, p->name, p->funder, p->own));
    }
    if (!chosen.some || option_label(arena, options, programme_id_raw(chosen.it)).ptr)
        return options;
    const struct programme_row *p = programme_find(db, chosen.it);
    if (p)
        row[options.count++] = option_of(arena, programme_id_raw(p->id),
                                         name_among_all(arena, p->name, p->funder, p->own));
    return options;
}

struct options programme_purpose_options(struct db *db, programme_id programme)
{
    struct arena *arena = db_arena(db);
    const struct programme_purpose_rows rows = programme_purposes(db, programme);
    struct option *row = arena_array(arena, struct option, rows.count + 1);
    for (size_t i = 0; i < rows.count; i++)
        row[i] = option_of(arena, purpose_id_raw(rows.row[i].id), rows.row[i].name);
    return (struct options){.row = row, .count = rows.count};
}

static struct options funder_options(struct arena *arena, struct programme_funders_rows rows)
{
    struct option *row = arena_array(arena, struct option, rows.count + 1);
    for (size_t i = 0; i < rows.count; i++)
        row[i] = option_of(arena, funder_id_raw(rows.row[i].id), rows.row[i].name);
    return (struct options){.row = row, .count = rows.count};
}

struct options programme_funder_options(struct db *db)
{
    return funder_options(db_arena(db), programme_funders(db));
}

/* ---- The list ---- */

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
    const struct programme_funders_asked asked = programme_funders_ask(db);
    const struct db_count_asked count =
        programmes_list_count_ask(db, rq->view.today, &ask, LIST_COUNT_MOST + 1);
    const struct programmes_list_page page = programmes_list(db, rq->view.today, &ask);
    const struct options funders = funder_options(rq->arena, programme_funders_take(asked));
    const struct programme_list list = {
        .row = page.row,
        .count = page.count,
        .next = page.next,
        .previous = page.previous,
        .how_many =
            list_count_words(rq->arena, db_count_take(count), T("programme"), T("programmes")),
        .funder = form->funder.some
                      ? option_label(rq->arena, funders, funder_id_raw(form->funder.it))
                      : TEXT_ABSENT,
        .open = form->open,
    };
    page_programmes(rq->out, &list, rq->values, funders, people_may_edit(rq));
    return answer_page(rq);
}

static struct answer csv_read(struct request *rq, struct db *db, const void *form)
{
    (void)db;
    const struct programmes_list_ask ask = ask_of(form);
    return answer_stream(rq, T("text/csv"), T("programmes.csv"), programmes_csv,
                         programme_csv_state(rq->arena, &ask));
}

#define QUESTION "/programmes/:programme/questions/:question"
static const struct route rows[] = {
    ROUTE_READ("/programmes", ROLE_STAFF, MAY_SEE_NO_RECORD, &programme_filter_form_spec,
               list_read),
    ROUTE_READ("/programmes.csv", ROLE_STAFF, MAY_SEE_NO_RECORD, &programme_filter_form_spec,
               csv_read),
    ROUTE_READ("/programmes/new", ROLE_EDITOR, MAY_SEE_NO_RECORD, NO_FORM, programme_new_read),
    ROUTE_WRITE("/programmes/new", ROLE_EDITOR, MAY_SEE_NO_RECORD, &programme_form_spec,
                "programme.add", programme_new_write, programme_new_redraw),
    ROUTE_READ("/programmes/:programme", ROLE_STAFF, programme_may_see, NO_FORM,
               programme_show_read),
    ROUTE_READ("/programmes/:programme/edit", ROLE_EDITOR, programme_may_see, NO_FORM,
               programme_edit_read),
    ROUTE_WRITE("/programmes/:programme/edit", ROLE_EDITOR, programme_may_see, &programme_form_spec,
                "programme.change", programme_edit_write, programme_edit_redraw),
    ROUTE_READ("/programmes/:programme/questions", ROLE_EDITOR, programme_may_see, NO_FORM,
               questions_read),
    ROUTE_WRITE("/programmes/:programme/questions", ROLE_EDITOR, programme_may_see,
                &programme_question_form_spec, "programme.question_add", question_add_write,
                questions_redraw),
    ROUTE_WRITE(QUESTION "/up", ROLE_EDITOR, programme_may_see, NO_FORM, "programme.question_move",
                question_up_write, NULL),
    ROUTE_WRITE(QUESTION "/remove", ROLE_EDITOR, programme_may_see, NO_FORM,
                "programme.question_remove", question_remove_write, NULL),
    ROUTE_WRITE(QUESTION "/back", ROLE_EDITOR, programme_may_see, NO_FORM,
                "programme.question_back", question_back_write, NULL),
    ROUTE_READ("/programmes/:programme/purposes", ROLE_EDITOR, programme_may_see, NO_FORM,
               purposes_read),
    ROUTE_WRITE("/programmes/:programme/purposes", ROLE_EDITOR, programme_may_see,
                &programme_purpose_form_spec, "programme.purpose_add", purpose_add_write,
                purposes_redraw),
    ROUTE_WRITE("/programmes/:programme/purposes/:purpose/remove", ROLE_EDITOR, programme_may_see,
                NO_FORM, "programme.purpose_remove", purpose_remove_write, NULL),
};
const struct routes programmes_routes = {.row = rows, .count = sizeof rows / sizeof *rows};
