/* What happens on the list of partners; what other modules choose from; and the routes. */
#include "engine/db/search.h"
#include "engine/web/query.h"
#include "fund/partners/handlers.h"
#include "fund/partners/list.h"
#include "fund/partners/partners.h"
#include "fund/partners/rules.h"
#include "fund/site/site.h"
#include "partners_pages.h"

bool partner_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    return partner_find(db, partner_id_of(id)) &&
           access_may(may_see_partner(hat_of(viewer), viewer->of == id));
}

struct options partner_options(struct db *db, text words)
{
    struct arena *arena = db_arena(db);
    const text match = text_present(words) ? search_match(arena, words) : TEXT_ABSENT;
    const struct partner_option_rows rows = match.ptr
                                                ? partners_matching(db, match, PARTNER_OPTIONS_MOST)
                                                : partners_first(db, PARTNER_OPTIONS_MOST);
    struct option *row = arena_array(arena, struct option, rows.count + 1);
    for (size_t i = 0; i < rows.count; i++)
        row[i] = option_of(arena, partner_id_raw(rows.row[i].id), rows.row[i].name);
    return (struct options){.row = row, .count = rows.count};
}

/* ---- The list ---- */

text partner_level_short(enum iaa_level level)
{
    switch (level) {
    case IAA_LEVEL_LEVEL1:
        return T("level 1");
    case IAA_LEVEL_LEVEL2:
        return T("level 2");
    case IAA_LEVEL_LEVEL3:
        return T("level 3");
    }
    fail("an IAA level that is none: %d", (int)level);
}

/* "asylum-2" for "Asylum and protection, level 2 or above". */
static struct options registrations_offered(struct arena *arena)
{
    struct option *row = arena_array(arena, struct option, IAA_CATEGORY_COUNT * IAA_LEVEL_COUNT);
    size_t count = 0;
    for (int category = 0; category < IAA_CATEGORY_COUNT; category++)
        for (int level = 0; level < IAA_LEVEL_COUNT; level++)
            row[count++] = (struct option){
                .value = text_format(arena, "%.*s-%d",
                                     TEXT_ARG(iaa_category_code((enum iaa_category)category)),
                                     level + 1),
                .label = text_format(arena, "%.*s, %.*s%s",
                                     TEXT_ARG(iaa_category_label((enum iaa_category)category)),
                                     TEXT_ARG(partner_level_short((enum iaa_level)level)),
                                     level + 1 < IAA_LEVEL_COUNT ? " or above" : ""),
            };
    return (struct options){.row = row, .count = count};
}

static struct partner_ask ask_of(struct request *rq, struct db *db,
                                 const struct partner_filter_form *form)
{
    return partner_ask_make(db, form->q, form->region, form->registered, form->solicitors,
                            query_value(rq->arena, rq->view.query, T("sort")));
}

static struct answer list_read(struct request *rq, struct db *db, const void *form_)
{
    const struct partner_filter_form *form = form_;
    const struct partner_ask ask = ask_of(rq, db, form);
    const struct db_count_asked count = partner_cards_count(db, &ask, LIST_COUNT_MOST + 1);
    const struct partner_cards cards =
        partner_cards(db, &ask, query_value(rq->arena, rq->view.query, T("after")), 0);
    const struct options registrations = registrations_offered(rq->arena);
    struct partner_list list = {
        .row = cards.row,
        .count = cards.count,
        .next = cards.next,
        .previous = cards.previous,
        .how_many = list_count_words(rq->arena, db_count_take(count), T("partner"), T("partners")),
        .words = text_or_absent(form->q),
        .corrected = ask.corrected,
        .many = ask.many,
        .whole = ask.whole,
        .sort = ask.sort,
        .one_order = ask.many || ask.way == PARTNERS_BY_NUMBER,
        .region = form->region.some ? region_label(form->region.it) : TEXT_ABSENT,
        .solicitors = form->solicitors,
        .filtered =
            text_present(form->q) || form->region.some || ask.registered.some || form->solicitors,
    };
    for (size_t i = 0; i < registrations.count; i++)
        if (text_eq(registrations.row[i].value, form->registered))
            list.registered = registrations.row[i].label;
    page_partners(rq->out, &list, rq->values, registrations, people_may_edit(rq));
    return answer_page(rq);
}

static struct answer csv_read(struct request *rq, struct db *db, const void *form_)
{
    const struct partner_filter_form *form = form_;
    const struct partner_ask ask = ask_of(rq, db, form);
    if (text_present(form->registered) && !ask.registered.some)
        request_refuse(rq, "registered", T("Choose one of the answers"));
    return answer_stream(rq, T("text/csv"), T("partners.csv"), partners_csv,
                         partner_csv_state(rq->arena, &ask));
}

static const struct route rows[] = {
    ROUTE_READ("/partners", ROLE_STAFF, MAY_SEE_NO_RECORD, &partner_filter_form_spec, list_read),
    ROUTE_READ("/partners.csv", ROLE_STAFF, MAY_SEE_NO_RECORD, &partner_filter_form_spec, csv_read),
    ROUTE_READ("/partners/new", ROLE_EDITOR, MAY_SEE_NO_RECORD, NO_FORM, partner_new_read),
    ROUTE_WRITE("/partners/new", ROLE_EDITOR, MAY_SEE_NO_RECORD, &partner_form_spec, "partner.add",
                partner_new_write, partner_new_redraw),
    ROUTE_READ("/partners/:partner", ROLE_STAFF, partner_may_see, NO_FORM, partner_show_read),
    ROUTE_READ("/partners/:partner/edit", ROLE_EDITOR, partner_may_see, NO_FORM, partner_edit_read),
    ROUTE_WRITE("/partners/:partner/edit", ROLE_EDITOR, partner_may_see, &partner_form_spec,
                "partner.change", partner_edit_write, partner_edit_redraw),
};
const struct routes partners_routes = {.row = rows, .count = sizeof rows / sizeof *rows};
