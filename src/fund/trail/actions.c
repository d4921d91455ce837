/*
 * The pages of the trail: a record's history, for whoever may see the record; a person's, for
 * directors and themself; everything, for directors.
 */
#include "engine/web/query.h"
#include "engine/web/server.h"
#include "fund/grants/grants.h"
#include "fund/partners/partners.h"
#include "fund/people/people.h"
#include "fund/programmes/programmes.h"
#include "fund/site/site.h"
#include "fund/trail/lists.h"
#include "fund/trail/names.h"
#include "fund/trail/show.h"
#include "trail_pages.h"

static bool is_director(const struct viewer *viewer)
{
    return (viewer->roles & ROLE_DIRECTOR) != 0;
}

static text name_of(struct db *db, const struct history_kind *kind, int64_t record)
{
    struct names *const names = names_new(db_arena(db));
    names_want(names, kind->table, record);
    names_load(names, db);
    return names_find(names, kind->table, record);
}

/* A person's history is for directors; everybody has their own, under an address of its own. */
static bool history_of_person_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    return is_director(viewer) &&
           name_of(db, history_kind_find(db_arena(db), T("person")), id).ptr != NULL;
}

/* ---- A record's history ---- */

/* "/history/mine": one's own, whoever one is. */
static bool is_mine(const struct request *rq)
{
    return text_starts(text_of(rq->route->path), T("/history/mine"));
}

/* "grant" of "/history/grant/:grant". */
static const struct history_kind *kind_of_path(const struct request *rq)
{
    text rest = text_of(rq->route->path);
    for (int i = 0; i < 2; i++)
        (void)text_cut(&rest, '/');
    const struct history_kind *const kind =
        history_kind_find(rq->arena, is_mine(rq) ? T("person") : text_cut(&rest, '/'));
    ensure(kind);
    return kind;
}

static int64_t record_of(const struct request *rq)
{
    return is_mine(rq) ? rq->view.viewer.account : rq->id[0];
}

static text csv_address(const struct request *rq, const struct history_kind *kind)
{
    return is_mine(rq)
               ? T("/history/mine/csv")
               : text_format(rq->arena, "/history/%s/%lld/csv", kind->kind, (long long)rq->id[0]);
}

static enum trail_reader reader_of(const struct request *rq)
{
    if (is_director(&rq->view.viewer))
        return TRAIL_DIRECTOR;
    return is_mine(rq) ? TRAIL_SELF : TRAIL_STAFF;
}

static enum nav_item nav_of(const struct history_kind *kind)
{
    static const struct {
        const char *kind;
        enum nav_item nav;
    } navs[] = {{"grant", NAV_GRANTS},
                {"partner", NAV_PARTNERS},
                {"programme", NAV_PROGRAMMES},
                {"person", NAV_PEOPLE}};
    for (size_t i = 0; i < sizeof navs / sizeof *navs; i++)
        if (text_eq(text_of(kind->kind), text_of(navs[i].kind)))
            return navs[i].nav;
    return NAV_NONE;
}

static struct answer history_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct history_kind *const kind = kind_of_path(rq);
    const int64_t record = record_of(rq);
    const text name = name_of(db, kind, record);
    if (!name.ptr)
        return answer_absent(rq);
    const struct trail_list list =
        trail_record_list(rq->app->vault, db, kind, record, reader_of(rq), rq->view.viewer.account,
                          query_value(rq->arena, rq->view.query, T("after")), 0);
    const bool mine = is_mine(rq);
    const text back =
        mine ? T("/you") : text_format(rq->arena, "%s%lld", kind->page, (long long)record);
    page_history(rq->out, name, back, mine ? T("You") : name, csv_address(rq, kind),
                 mine ? NAV_NONE : nav_of(kind), text_eq(text_of(kind->table), T("accounts")),
                 &list);
    return answer_page(rq);
}

/* ---- A partner's own record, and its grants ---- */

static struct answer own_history(struct request *rq, struct db *db, text kind, int64_t record,
                                 text back, enum own_nav here)
{
    const text name = name_of(db, history_kind_find(rq->arena, kind), record);
    if (!name.ptr)
        return answer_absent(rq);
    const struct trail_list list = trail_of_record(
        rq, db, kind, record, TRAIL_PARTNER, query_value(rq->arena, rq->view.query, T("after")), 0);
    page_own_history(rq->out, name, back, here == OWN_RECORD ? T("Your record") : name, &list,
                     here);
    return answer_page(rq);
}

static struct answer own_record_history_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    return own_history(rq, db, T("partner"), rq->view.viewer.of, T("/yours/record"), OWN_RECORD);
}

static struct answer own_grant_history_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    return own_history(rq, db, T("grant"), rq->id[0],
                       text_format(rq->arena, "/yours/grants/%lld", (long long)rq->id[0]),
                       OWN_NONE);
}

static struct answer history_csv_read(struct request *rq, struct db *db, const void *form)
{
    (void)form, (void)db;
    const struct history_kind *const kind = kind_of_path(rq);
    const struct trail_csv asked = {.vault = rq->app->vault,
                                    .kind = kind,
                                    .record = record_of(rq),
                                    .reader = reader_of(rq),
                                    .account = rq->view.viewer.account};
    return trail_csv_answer(
        rq, &asked,
        text_format(rq->arena, "history-%s-%lld.csv", kind->kind, (long long)record_of(rq)));
}

/* ---- Everything ---- */

static struct options people_offered(struct db *db)
{
    struct arena *const arena = db_arena(db);
    const struct trail_people_rows people = trail_people(db);
    struct option *const row = arena_array(arena, struct option, people.count + 1);
    for (size_t i = 0; i < people.count; i++)
        row[i] = option_of(arena, account_id_raw(people.row[i].id), people.row[i].name);
    return (struct options){.row = row, .count = people.count};
}

static bool is_offered(const struct option *row, size_t count, text act)
{
    for (size_t i = 0; i < count; i++)
        if (text_eq(row[i].value, act))
            return true;
    return false;
}

/* Sorted by their words, a new one put in its place. */
static void offer_act(struct arena *arena, struct option *row, size_t *count, text act)
{
    if (is_offered(row, *count, act))
        return;
    const text words = history_act_words(arena, act);
    size_t at = (*count)++;
    while (at > 0 && text_order(row[at - 1].label, words) > 0) {
        row[at] = row[at - 1];
        at--;
    }
    row[at] = (struct option){.value = act, .label = words};
}

/* What pages do stands in their routes; what commands do, in this list. */
static struct options acts_offered(const struct request *rq)
{
    static const char *const commands[] = {"initiative.make", "account.add",  "sign_in_link.make",
                                           "import.publish",  "demo.make",    "database.restore",
                                           "key.export",      "key.import",   "key.rotate",
                                           "audit.head_lost", "record.change"};
    size_t most = sizeof commands / sizeof *commands;
    for (const struct routes *const *m = rq->app->modules; *m; m++)
        most += (*m)->count;
    struct option *const row = arena_array(rq->arena, struct option, most);
    size_t count = 0;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        offer_act(rq->arena, row, &count, text_of(commands[i]));
    for (const struct routes *const *m = rq->app->modules; *m; m++)
        for (size_t i = 0; i < (*m)->count; i++)
            if ((*m)->row[i].writes)
                offer_act(rq->arena, row, &count, text_of((*m)->row[i].audit));
    return (struct options){.row = row, .count = count};
}

/* Days as ids: the log is walked by these. A day that has not come yet has none. */
static opt_int first_of(struct db *db, day d)
{
    const struct trail_first_since_row *const row = trail_first_since(db, instant_at(d, 0));
    return (opt_int){.some = true, .it = row ? audit_entry_id_raw(row->id) : INT64_MAX};
}

static struct trail_page_ask ask_of(struct db *db, const struct trail_filter_form *form)
{
    struct trail_page_ask ask = {.sort = TRAIL_PAGE_NEWEST, .act = text_or_absent(form->act)};
    if (form->person.some)
        ask.person = (opt_int){.some = true, .it = account_id_raw(form->person.it)};
    if (form->from.some)
        ask.since = first_of(db, form->from.it);
    if (form->until.some)
        ask.until = first_of(db, day_add(form->until.it, 1));
    return ask;
}

static struct answer trail_read(struct request *rq, struct db *db, const void *arg)
{
    const struct trail_filter_form *const form = arg;
    struct trail_page_ask ask = ask_of(db, form);
    ask.at = query_value(rq->arena, rq->view.query, T("after"));
    const struct trail_list list =
        trail_whole_list(rq->app->vault, db, &ask, rq->view.viewer.account);
    struct trail_filters filters = {.people = people_offered(db),
                                    .acts = acts_offered(rq),
                                    .person = TEXT_ABSENT,
                                    .act = TEXT_ABSENT,
                                    .from = form->from,
                                    .until = form->until};
    if (ask.person.some)
        filters.person = option_label(rq->arena, filters.people, ask.person.it);
    if (ask.act.ptr)
        filters.act = history_act_words(rq->arena, ask.act);
    filters.any = ask.person.some || ask.act.ptr || form->from.some || form->until.some;
    filters.backwards =
        form->from.some && form->until.some && day_order(form->until.it, form->from.it) < 0;
    page_trail(rq->out, &list, rq->values, &filters);
    return answer_page(rq);
}

static struct answer trail_csv_read(struct request *rq, struct db *db, const void *arg)
{
    const struct trail_csv asked = {.vault = rq->app->vault,
                                    .reader = TRAIL_DIRECTOR,
                                    .account = rq->view.viewer.account,
                                    .ask = ask_of(db, arg)};
    return trail_csv_answer(rq, &asked, T("everything-done.csv"));
}

static const struct route rows[] = {
    ROUTE_READ("/history/grant/:grant", ROLE_STAFF, grant_may_see, NO_FORM, history_read),
    ROUTE_READ("/history/grant/:grant/csv", ROLE_STAFF, grant_may_see, NO_FORM, history_csv_read),
    ROUTE_READ("/history/partner/:partner", ROLE_STAFF, partner_may_see, NO_FORM, history_read),
    ROUTE_READ("/history/partner/:partner/csv", ROLE_STAFF, partner_may_see, NO_FORM,
               history_csv_read),
    ROUTE_READ("/history/programme/:programme", ROLE_STAFF, programme_may_see, NO_FORM,
               history_read),
    ROUTE_READ("/history/programme/:programme/csv", ROLE_STAFF, programme_may_see, NO_FORM,
               history_csv_read),
    ROUTE_READ("/history/person/:person", ROLE_DIRECTOR, history_of_person_may_see, NO_FORM,
               history_read),
    ROUTE_READ("/history/person/:person/csv", ROLE_DIRECTOR, history_of_person_may_see, NO_FORM,
               history_csv_read),
    ROUTE_READ("/yours/record/history", ROLE_PARTNER, MAY_SEE_NO_RECORD, NO_FORM,
               own_record_history_read),
    ROUTE_READ("/yours/grants/:grant/history", ROLE_PARTNER, grant_may_see, NO_FORM,
               own_grant_history_read),
    ROUTE_READ("/history/mine", ROLE_STAFF, MAY_SEE_NO_RECORD, NO_FORM, history_read),
    ROUTE_READ("/history/mine/csv", ROLE_STAFF, MAY_SEE_NO_RECORD, NO_FORM, history_csv_read),
    ROUTE_READ("/trail", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, &trail_filter_form_spec, trail_read),
    ROUTE_READ("/trail.csv", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, &trail_filter_form_spec,
               trail_csv_read),
};

const struct routes trail_routes = {.row = rows, .count = sizeof rows / sizeof *rows};
