/* Regional partnerships: advice bodies of a place acting together (D2). Their members are the
 * partners of their grants. */
#include "engine/web/csv.h"
#include "engine/web/form_changes.h"
#include "engine/web/query.h"
#include "fund/grants/grants.h"
#include "fund/grants/handlers.h"
#include "fund/grants/rules.h"
#include "grants_pages.h"

bool partnership_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    return partnership_find(db, partnership_id_of(id)) &&
           access_may(may_see_partnership(hat_of(viewer)));
}

/* ---- The list ---- */

static struct partnerships_list_ask ask_of(const struct request *rq,
                                           const struct partnership_filter_form *form)
{
    struct partnerships_list_ask ask = {
        .region = form->region.some ? (opt_region){true, (enum region)form->region.it}
                                    : (opt_region){.some = false}};
    if (!partnerships_list_sort_from(query_value(rq->arena, rq->view.query, T("sort")), &ask.sort))
        ask.sort = PARTNERSHIPS_LIST_NAME;
    return ask;
}

struct answer partnerships_read(struct request *rq, struct db *db, const void *form)
{
    struct partnerships_list_ask ask = ask_of(rq, form);
    ask.at = query_value(rq->arena, rq->view.query, T("after"));
    const struct partnerships_list_page page = partnerships_list(db, &ask);
    const struct partnership_list list = {
        .row = page.row,
        .count = page.count,
        .next = page.next,
        .previous = page.previous,
        .how_many =
            list_count_words(rq->arena, partnerships_list_count(db, &ask, LIST_COUNT_MOST + 1),
                             T("partnership"), T("partnerships")),
        .sort = partnerships_list_sort_name(ask.sort),
        .region = ask.region.some ? region_label(ask.region.it) : TEXT_ABSENT,
        .may_edit = people_may_edit(rq),
    };
    page_partnerships(rq->out, &list, rq->values);
    return answer_page(rq);
}

struct csv_state {
    struct partnerships_list_ask ask;
    struct csv_pages pages;
};

static bool partnerships_csv(void *state_, struct db *db, struct text_builder *out)
{
    const text titles[] = {T("Partnership"), T("Regions"), T("Members"), T("Awarded (£)"),
                           T("Agreed on")};
    struct csv_state *state = state_;
    struct csv_writer csv =
        csv_pages_begin(&state->pages, out, titles, sizeof titles / sizeof *titles);
    state->ask.at = csv_pages_at(&state->pages);
    state->ask.limit = CSV_PAGE_ROWS;
    const struct partnerships_list_page page = partnerships_list(db, &state->ask);
    for (size_t i = 0; i < page.count; i++) {
        csv_text(&csv, page.row[i].name);
        csv_text(&csv, page.row[i].regions);
        csv_int(&csv, page.row[i].members);
        csv_pence(&csv, page.row[i].awarded);
        csv_opt_day(&csv, page.row[i].agreement_on);
        csv_row_end(&csv);
    }
    return csv_pages_next(&state->pages, page.next);
}

struct answer partnerships_csv_read(struct request *rq, struct db *db, const void *form)
{
    (void)db;
    struct csv_state *state = arena_make(rq->arena, struct csv_state);
    state->ask = ask_of(rq, form);
    return answer_stream(rq, T("text/csv"), T("partnerships.csv"), partnerships_csv, state);
}

/* ---- One partnership ---- */

static void add_coverage(struct db *db, struct partnership_shown *shown)
{
    shown->coverage.count = IAA_CATEGORY_COUNT;
    for (size_t i = 0; i < IAA_CATEGORY_COUNT; i++)
        shown->coverage.row[i].category = iaa_category_label((enum iaa_category)i);
    const struct partnership_coverage_rows rows = partnership_coverage(db, shown->partnership->id);
    for (size_t i = 0; i < rows.count; i++)
        shown->coverage.row[rows.row[i].category].level[rows.row[i].level] = rows.row[i].members;
}

struct answer partnership_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const partnership_id id = partnership_id_of(rq->id[0]);
    struct partnership_shown shown = {
        .partnership = partnership_find(db, id),
        .regions = partnership_regions_of(db, id),
        .grants = partnership_grants(db, id),
        .members = partnership_members(db, id),
        .awarded = pence_of(0),
        .shared = pence_of(0),
        .may_edit = people_may_edit(rq),
    };
    if (!shown.partnership)
        return answer_absent(rq);
    for (size_t i = 0; i < shown.grants.count; i++)
        shown.awarded = pence_add(shown.awarded, shown.grants.row[i].awarded);
    for (size_t i = 0; i < shown.members.count; i++) {
        if (shown.members.row[i].share.some)
            shown.shared = pence_add(shown.shared, shown.members.row[i].share.it);
        shown.solicitors += shown.members.row[i].solicitors;
    }
    add_coverage(db, &shown);
    page_partnership_show(rq->out, &shown);
    return answer_page(rq);
}

/* ---- Adding and changing ---- */

static struct answer to_partnership(struct request *rq, partnership_id id, text notice)
{
    const int64_t raw = partnership_id_raw(id);
    return answer_redirect(rq, text_format(rq->arena, "/partnerships/%lld", (long long)raw), raw,
                           notice);
}

static void replace_regions(struct db_write *write, partnership_id partnership,
                            const struct partnership_form *form)
{
    (void)partnership_regions_clear(write, partnership);
    for (size_t i = 0; i < form->regions.count; i++)
        (void)partnership_region_add(write, partnership, form->regions.row[i]);
}

struct answer partnership_new_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    page_partnership_new(rq->out, form_blank(rq->arena, &partnership_form_spec));
    return answer_page(rq);
}

struct answer partnership_new_redraw(struct request *rq, struct db *db)
{
    (void)db;
    page_partnership_new(rq->out, rq->values);
    return answer_refused(rq);
}

struct answer partnership_new_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct partnership_form *form = form_;
    const partnership_id id = partnership_add(write, form->name, sort_key(rq->arena, form->name),
                                              text_or_absent(form->strategy), form->agreement_on);
    replace_regions(write, id, form);
    return to_partnership(rq, id, T("Partnership added. Choose it on each of its grants."));
}

/* The form as the partnership is now. */
static struct form_values *filled(struct db *db, const struct partnership_row *partnership)
{
    struct arena *arena = db_arena(db);
    struct form_values *values = form_blank(arena, &partnership_form_spec);
    form_fill_text(values, "name", partnership->name);
    if (partnership->strategy.ptr)
        form_fill_text(values, "strategy", partnership->strategy);
    if (partnership->agreement_on.some)
        form_fill_day(values, "agreement_on", partnership->agreement_on.it);
    const struct partnership_regions_of_rows regions = partnership_regions_of(db, partnership->id);
    text *code = arena_array(arena, text, regions.count + 1);
    for (size_t i = 0; i < regions.count; i++)
        code[i] = region_code(regions.row[i].region);
    form_fill_texts(values, "regions", (struct texts){.row = code, .count = regions.count});
    return values;
}

struct answer partnership_edit_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct partnership_row *partnership = partnership_find(db, partnership_id_of(rq->id[0]));
    if (!partnership)
        return answer_absent(rq);
    page_partnership_edit(rq->out, partnership, filled(db, partnership), NULL);
    return answer_page(rq);
}

struct answer partnership_edit_redraw(struct request *rq, struct db *db)
{
    const struct partnership_row *partnership = partnership_find(db, partnership_id_of(rq->id[0]));
    if (!partnership)
        return answer_absent(rq);
    page_partnership_edit(rq->out, partnership, rq->values, NULL);
    return answer_refused(rq);
}

struct answer partnership_edit_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct partnership_form *form = form_;
    struct db *db = db_of(write);
    const struct partnership_row *partnership = partnership_find(db, partnership_id_of(rq->id[0]));
    if (!partnership)
        return answer_absent(rq);
    if (rq->values->version != partnership->version ||
        partnership_change(write, partnership->id, partnership->version, form->name,
                           sort_key(rq->arena, form->name), text_or_absent(form->strategy),
                           form->agreement_on) == 0) {
        const struct form_changes changes =
            form_changes(rq->arena, filled(db, partnership), rq->values);
        rq->values->version = partnership->version;
        page_partnership_edit(rq->out, partnership, rq->values, &changes);
        return answer_stale(rq);
    }
    replace_regions(write, partnership->id, form);
    return to_partnership(rq, partnership->id, T("Saved."));
}
