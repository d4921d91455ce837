/* What happens on the pages of partners: list, one partner, add, change; and the routes. */
#include "engine/db/search.h"
#include "engine/web/query.h"
#include "fund/partners/list.h"
#include "fund/partners/partners.h"
#include "fund/partners/save.h"
#include "fund/people/people.h"
#include "partners_pages.h"

#define COUNT_MOST 1000 /* "more than 1,000 partners" */
#define GRANTS_SHOWN 100

bool partner_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    return (viewer->roles & ROLE_STAFF) && partner_find(db, partner_id_of(id));
}

static bool may_edit(const struct request *rq)
{
    return (rq->view.viewer.roles & ROLE_EDITOR) != 0;
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
        row[i] = (struct option){
            .value = text_format(arena, "%lld", (long long)partner_id_raw(rows.row[i].id)),
            .label = rows.row[i].name};
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
static struct options levels_offered(struct arena *arena)
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

static text count_words(struct arena *arena, int64_t count)
{
    if (count > COUNT_MOST)
        return text_format(arena, "More than %.*s partners", TEXT_ARG(int_text(arena, COUNT_MOST)));
    return count == 1 ? T("1 partner")
                      : text_format(arena, "%.*s partners", TEXT_ARG(int_text(arena, count)));
}

static struct partner_ask ask_of(struct request *rq, struct db *db,
                                 const struct partner_filter_form *form)
{
    return partner_ask_make(db, form->q, form->region, form->level, form->solicitors,
                            query_value(rq->arena, rq->view.query, T("sort")));
}

static struct answer list_read(struct request *rq, struct db *db, const void *form_)
{
    const struct partner_filter_form *form = form_;
    const struct partner_ask ask = ask_of(rq, db, form);
    const struct partner_cards cards =
        partner_cards(db, &ask, query_value(rq->arena, rq->view.query, T("after")), 0);
    const struct options levels = levels_offered(rq->arena);
    struct partner_list list = {
        .row = cards.row,
        .count = cards.count,
        .next = cards.next,
        .previous = cards.previous,
        .how_many = count_words(rq->arena, partner_cards_count(db, &ask, COUNT_MOST + 1)),
        .words = text_present(form->q) ? form->q : TEXT_ABSENT,
        .corrected = ask.corrected,
        .sort = ask.sort,
        .region = form->region.some ? region_label(form->region.it) : TEXT_ABSENT,
        .solicitors = form->solicitors,
        .filtered =
            text_present(form->q) || form->region.some || ask.registered.some || form->solicitors,
    };
    for (size_t i = 0; i < levels.count; i++)
        if (text_eq(levels.row[i].value, form->level))
            list.registered = levels.row[i].label;
    page_partners(rq->out, &list, rq->values, levels, may_edit(rq));
    return answer_page(rq);
}

static struct answer csv_read(struct request *rq, struct db *db, const void *form)
{
    const struct partner_ask ask = ask_of(rq, db, form);
    return answer_stream(rq, T("text/csv"), T("partners.csv"), partners_csv,
                         partner_csv_state(rq->arena, &ask));
}

/* ---- One partner ---- */

/* Seats of all its grants come in the grants' own order: each grant takes its run. */
static struct partner_grants grants_of(struct db *db, partner_id partner)
{
    const struct partner_seats_rows seats = partner_seats(db, partner, GRANTS_SHOWN);
    const struct partner_co_seats_rows all = partner_co_seats(db, partner, GRANTS_SHOWN);
    struct partner_grant *row = arena_array(db_arena(db), struct partner_grant, seats.count + 1);
    size_t at = 0;
    for (size_t i = 0; i < seats.count; i++) {
        row[i] = (struct partner_grant){.seat = &seats.row[i], .all = {.row = all.row + at}};
        while (at < all.count &&
               grant_id_raw(all.row[at].grant_id) == grant_id_raw(seats.row[i].id)) {
            at++;
            row[i].all.count++;
        }
    }
    return (struct partner_grants){.row = row, .count = seats.count};
}

/* One seat in a grant: as many grants as seats (D1). */
static text grants_words(struct arena *arena, const struct partner_totals_row *totals)
{
    if (totals->seats == 0)
        return T("No grants yet");
    struct text_builder words = {.arena = arena};
    text_add(&words, totals->seats == 1 ? T("A seat in 1 grant")
                                        : text_format(arena, "Seats in %.*s grants",
                                                      TEXT_ARG(int_text(arena, totals->seats))));
    if (totals->leads > 0)
        text_add_format(&words, ", lead partner in %.*s", TEXT_ARG(int_text(arena, totals->leads)));
    if (totals->shares > 0)
        text_add_format(&words, "; %.*s as their share%s",
                        TEXT_ARG(pence_text(arena, totals->share)),
                        totals->shares < totals->seats ? " where the split is known" : "");
    return text_built(&words);
}

static struct answer show_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const partner_id id = partner_id_of(rq->id[0]);
    const struct partner_row *partner = partner_find(db, id);
    if (!partner)
        return answer_absent(rq);
    struct partner_shown shown = {
        .partner = partner,
        .numbers = partner_numbers(db, id),
        .regions = partner_regions_of(db, id),
        .levels = partner_levels(db, id),
        .totals = partner_totals(db, id),
        .grants = grants_of(db, id),
    };
    shown.grants_words = grants_words(rq->arena, &shown.totals);
    page_partner_show(rq->out, &shown, may_edit(rq));
    return answer_page(rq);
}

/* ---- Adding and changing ---- */

static void fill_text(struct form_values *values, const char *field, text value)
{
    if (value.ptr)
        form_fill_text(values, field, value);
}

/* The edit form as the partner is now. */
static struct form_values *filled(struct db *db, const struct partner_row *partner)
{
    struct arena *arena = db_arena(db);
    struct form_values *values = form_blank(arena, &partner_form_spec);
    fill_text(values, "name", partner->name);
    fill_text(values, "other_names", partner->other_names);
    fill_text(values, "about", partner->about);
    fill_text(values, "affinity", partner->affinity);
    fill_text(values, "website", partner->website);
    fill_text(values, "postcode", partner->postcode);
    form_fill_flag(values, "solicitors", partner->solicitors);
    const struct partner_regions_of_rows regions = partner_regions_of(db, partner->id);
    text *codes = arena_array(arena, text, regions.count + 1);
    for (size_t i = 0; i < regions.count; i++)
        codes[i] = region_code(regions.row[i].region);
    form_fill_texts(values, "regions", (struct texts){.row = codes, .count = regions.count});
    const struct partner_levels_rows levels = partner_levels(db, partner->id);
    for (size_t i = 0; i < levels.count; i++)
        form_fill_text(values, text_cstr(arena, iaa_category_code(levels.row[i].category)),
                       iaa_level_code(levels.row[i].level));
    const struct partner_numbers_rows numbers = partner_numbers(db, partner->id);
    for (size_t i = 0; i < numbers.count;) {
        struct text_builder joined = {.arena = arena};
        const enum identifier_scheme scheme = numbers.row[i].scheme;
        for (; i < numbers.count && numbers.row[i].scheme == scheme; i++)
            text_add_format(&joined, "%s%.*s", joined.len ? ", " : "",
                            TEXT_ARG(numbers.row[i].value));
        form_fill_text(values, text_cstr(arena, identifier_scheme_code(scheme)),
                       text_built(&joined));
    }
    return values;
}

static text or_nothing(text t)
{
    return text_present(t) ? t : TEXT_ABSENT;
}

/* The form as a draft, of a partner that has the numbers known; false: a number is none, and its
 * field says so. */
static bool draft_make(struct request *rq, const struct partner_form *form,
                       struct partner_numbers_rows known, struct partner_draft *draft)
{
    *draft = (struct partner_draft){
        .name = form->name,
        .other_names = or_nothing(form->other_names),
        .about = or_nothing(form->about),
        .affinity = or_nothing(form->affinity),
        .website = or_nothing(form->website),
        .postcode = or_nothing(form->postcode),
        .solicitors = form->solicitors,
        .region = form->regions.row,
        .regions = form->regions.count,
        .level = {[IAA_CATEGORY_IMMIGRATION] = {form->immigration.some, form->immigration.it},
                  [IAA_CATEGORY_ASYLUM] = {form->asylum.some, form->asylum.it}},
    };
    const text typed[IDENTIFIER_SCHEME_COUNT] = {
        [IDENTIFIER_SCHEME_CHARITY] = form->charity,   [IDENTIFIER_SCHEME_COMPANY] = form->company,
        [IDENTIFIER_SCHEME_SCOTTISH] = form->scottish, [IDENTIFIER_SCHEME_NI] = form->ni,
        [IDENTIFIER_SCHEME_OWN] = form->own,           [IDENTIFIER_SCHEME_OTHER] = form->other,
    };
    bool good = true;
    for (int i = 0; i < IDENTIFIER_SCHEME_COUNT; i++) {
        text say;
        if (!partner_draft_numbers(rq->arena, draft, (enum identifier_scheme)i, typed[i], known,
                                   &say)) {
            request_refuse(
                rq, text_cstr(rq->arena, identifier_scheme_code((enum identifier_scheme)i)), say);
            good = false;
        }
    }
    return good;
}

/* Says on the form why it is not saved because of those who are here already; false: nothing stands
 * against it. */
static bool refused_as_alike(struct request *rq, const struct partner_alikes *alikes,
                             bool said_another)
{
    if (alikes->count == 0 || (alikes->may_confirm && said_another))
        return false;
    const struct partner_alike *first = &alikes->row[0];
    if (alikes->may_confirm)
        request_refuse(
            rq, "another",
            text_format(rq->arena,
                        "%.*s is here already. If this is another organisation of the same "
                        "name, tick this and save again.",
                        TEXT_ARG(first->name)));
    else
        request_refuse(rq, NULL,
                       text_format(rq->arena, "%.*s %.*s. One number belongs to one organisation.",
                                   TEXT_ARG(first->name), TEXT_ARG(first->why)));
    return true;
}

static void refuse_hidden_number(struct request *rq)
{
    request_refuse(rq, NULL,
                   T("One of the numbers belongs to a partner in an import that is not published "
                     "yet. Publish or undo "
                     "that import first, or leave the number out."));
}

static struct answer to_partner(struct request *rq, partner_id id, text notice)
{
    const int64_t raw = partner_id_raw(id);
    return answer_redirect(rq, text_format(rq->arena, "/partners/%lld", (long long)raw), raw,
                           notice);
}

static const struct partner_alikes no_alikes = {.count = 0};
static const opt_partner_id nobody = {.some = false};

static struct answer new_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    page_partner_new(rq->out, form_blank(rq->arena, &partner_form_spec), no_alikes);
    return answer_page(rq);
}

static struct answer new_redraw(struct request *rq, struct db *db)
{
    (void)db;
    page_partner_new(rq->out, rq->values, no_alikes);
    return answer_refused(rq);
}

static struct answer new_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct partner_form *form = form_;
    struct partner_draft draft;
    struct partner_alikes alikes = no_alikes;
    partner_id id;
    bool refused = !draft_make(rq, form, (struct partner_numbers_rows){.count = 0}, &draft);
    if (!refused) {
        alikes = partner_alikes_find(db_of(write), &draft, nobody);
        refused = refused_as_alike(rq, &alikes, form->another);
    }
    if (!refused && partner_save_new(write, &draft, instant_now(), &id) == PARTNER_SAVED)
        return to_partner(rq, id, T("Partner added."));
    if (!refused)
        refuse_hidden_number(rq);
    page_partner_new(rq->out, rq->values, alikes);
    return answer_refused(rq);
}

static struct answer edit_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct partner_row *partner = partner_find(db, partner_id_of(rq->id[0]));
    if (!partner)
        return answer_absent(rq);
    page_partner_edit(rq->out, partner, filled(db, partner), no_alikes, NULL);
    return answer_page(rq);
}

/* partner: as it was before anything was written. */
static struct answer edit_refused(struct request *rq, const struct partner_row *partner,
                                  struct partner_alikes alikes)
{
    page_partner_edit(rq->out, partner, rq->values, alikes, NULL);
    return answer_refused(rq);
}

static struct answer edit_redraw(struct request *rq, struct db *db)
{
    const struct partner_row *partner = partner_find(db, partner_id_of(rq->id[0]));
    return partner ? edit_refused(rq, partner, no_alikes) : answer_absent(rq);
}

/* Both versions; what was typed stays in the form, which now knows the newer version. */
static struct answer edit_stale(struct request *rq, struct db *db,
                                const struct partner_row *partner)
{
    const struct form_changes changes = form_changes(rq->arena, filled(db, partner), rq->values);
    rq->values->version = partner->version;
    page_partner_edit(rq->out, partner, rq->values, no_alikes, &changes);
    return answer_stale(rq);
}

static struct answer edit_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct partner_form *form = form_;
    struct db *db = db_of(write);
    const struct partner_row *partner = partner_find(db, partner_id_of(rq->id[0]));
    if (!partner)
        return answer_absent(rq);
    if (partner->version != rq->values->version)
        return edit_stale(rq, db, partner);
    struct partner_draft draft;
    if (!draft_make(rq, form, partner_numbers(db, partner->id), &draft))
        return edit_refused(rq, partner, no_alikes);
    const opt_partner_id self = {.some = true, .it = partner->id};
    const struct partner_alikes alikes = partner_alikes_find(db, &draft, self);
    const bool same_name = text_eq(partner_name_key(rq->arena, draft.name), partner->name_key);
    if (refused_as_alike(rq, &alikes, form->another || same_name))
        return edit_refused(rq, partner, alikes);
    switch (partner_save_change(write, partner->id, rq->values->version, &draft)) {
    case PARTNER_SAVED:
        return to_partner(rq, partner->id, T("Saved."));
    case PARTNER_STALE:
        break; /* looked at above, in this transaction */
    case PARTNER_NUMBER_TAKEN:
        refuse_hidden_number(rq);
        return edit_refused(rq, partner, no_alikes);
    }
    fail("partner %lld changed inside a transaction of ours", (long long)rq->id[0]);
}

static const struct route rows[] = {
    ROUTE_READ("/partners", ROLE_STAFF, MAY_SEE_NO_RECORD, &partner_filter_form_spec, list_read),
    ROUTE_READ("/partners.csv", ROLE_STAFF, MAY_SEE_NO_RECORD, &partner_filter_form_spec, csv_read),
    ROUTE_READ("/partners/new", ROLE_EDITOR, MAY_SEE_NO_RECORD, NO_FORM, new_read),
    ROUTE_WRITE("/partners/new", ROLE_EDITOR, MAY_SEE_NO_RECORD, &partner_form_spec, "partner.add",
                new_write, new_redraw),
    ROUTE_READ("/partners/:partner", ROLE_STAFF, partner_may_see, NO_FORM, show_read),
    ROUTE_READ("/partners/:partner/edit", ROLE_EDITOR, partner_may_see, NO_FORM, edit_read),
    ROUTE_WRITE("/partners/:partner/edit", ROLE_EDITOR, partner_may_see, &partner_form_spec,
                "partner.change", edit_write, edit_redraw),
};
const struct routes partners_routes = {.row = rows, .count = sizeof rows / sizeof *rows};
