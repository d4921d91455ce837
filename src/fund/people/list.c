/*
 * The list of people, on the screen and as CSV. Directors see everyone; grant managers see the
 * people of partners and groups, and of them only that. Nobody is counted here (law 7).
 */
#include "engine/web/csv.h"
#include "engine/web/query.h"
#include "fund/people/handlers.h"
#include "fund/people/show.h"
#include "fund/signin/signin.h"
#include "fund/site/site.h"
#include "people_pages.h"

text person_does(struct arena *arena, const struct person_card *card, bool director)
{
    struct text_builder words = {.arena = arena};
    const uint32_t roles = director ? (uint32_t)card->roles : 0;
    if (roles)
        text_add(&words, people_hat_label(arena, roles));
    const text named[] = {card->partner, card->group_name, director ? card->funder : TEXT_ABSENT};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (text_present(named[i])) {
            text_add(&words, words.len ? T("; ") : T(""));
            text_add(&words, named[i]);
            text_add(&words, i == 0 && card->partners_more ? T(" and others") : T(""));
        }
    return text_built(&words);
}

/* ---- What is asked ---- */

struct person_ask {
    struct people_list_ask list;
    bool gone;
    bool director;
};

static struct person_ask ask_of(struct request *rq, const struct people_filter_form *form)
{
    struct person_ask ask = {
        .gone = form->gone,
        .director = (rq->view.viewer.roles & ROLE_DIRECTOR) != 0,
        .list = {.words = text_present(form->q) ? sort_key(rq->arena, form->q) : TEXT_ABSENT,
                 .partner = form->partner},
    };
    ask.list.contacts = !ask.director;
    uint32_t role;
    if (text_present(form->role) && people_role_of(form->role, &role) &&
        (ask.director || (role & roles_may_give(rq->view.viewer.roles))))
        ask.list.role = (opt_int){.some = true, .it = role};
    if (!people_list_sort_from(query_value(rq->arena, rq->view.query, T("sort")), &ask.list.sort))
        ask.list.sort = PEOPLE_LIST_NAME;
    return ask;
}

static struct options roles_offered(struct arena *arena, uint32_t roles)
{
    struct option *row = arena_array(arena, struct option, ROLE_COUNT);
    size_t count = 0;
    for (uint32_t role = 1; role <= ROLE_ANY; role <<= 1)
        if (roles_may_give(roles) & role)
            row[count++] =
                (struct option){.value = people_role_name(role), .label = people_role_label(role)};
    return (struct options){.row = row, .count = count};
}

/* Whoever runs the server can let anyone in: directors are told, for a month. */
static struct signin_rescues rescued_of_late(struct db *db)
{
    return signin_rescues_since(db, instant_add(instant_now(), -INT64_C(30) * 24 * 3600));
}

struct answer people_read(struct request *rq, struct db *db, const void *form_)
{
    const struct people_filter_form *form = form_;
    struct person_ask ask = ask_of(rq, form);
    ask.list.at = query_value(rq->arena, rq->view.query, T("after"));
    const struct people_list_page page = people_list(db, rq->view.today, ask.gone, &ask.list);
    struct person_line *row = arena_array(rq->arena, struct person_line, page.count + 1);
    for (size_t i = 0; i < page.count; i++) {
        row[i].card = &page.row[i];
        row[i].does = person_does(rq->arena, &page.row[i], ask.director);
    }
    const struct organisation *of = form->partner.some ? partner_named(db, form->partner.it) : NULL;
    const struct person_list list = {
        .row = row,
        .count = page.count,
        .next = page.next,
        .previous = page.previous,
        .words = text_or_absent(form->q),
        .role = ask.list.role.some ? people_role_label((uint32_t)ask.list.role.it) : TEXT_ABSENT,
        .organisation = of ? of->name : TEXT_ABSENT,
        .partner = of ? of->id : 0,
        .gone = ask.gone,
        .sort = people_list_sort_name(ask.list.sort),
        .filtered = ask.list.words.ptr || ask.list.role.some || ask.list.partner.some || ask.gone,
        .director = ask.director,
        .rescued = ask.director ? rescued_of_late(db) : (struct signin_rescues){.count = 0},
        .roles = roles_offered(rq->arena, rq->view.viewer.roles),
    };
    page_people(rq->out, &list, rq->values);
    return answer_page(rq);
}

/* ---- CSV ---- */

struct csv_state {
    struct person_ask ask;
    day today;
    struct csv_pages pages;
};

static bool people_csv(void *state_, struct db *db, struct text_builder *out)
{
    const text titles[] = {T("Name"), T("E-mail address"), T("Does"), T("Here since"),
                           T("Left on")};
    struct csv_state *state = state_;
    struct csv_writer csv =
        csv_pages_begin(&state->pages, out, titles, sizeof titles / sizeof *titles);
    struct people_list_ask ask = state->ask.list;
    ask.at = csv_pages_at(&state->pages);
    ask.limit = CSV_PAGE_ROWS;
    const struct people_list_page page = people_list(db, state->today, state->ask.gone, &ask);
    for (size_t i = 0; i < page.count; i++) {
        const struct person_card *card = &page.row[i];
        csv_text(&csv, card->name);
        csv_text(&csv, card->shredded_at.some ? T("") : card->email);
        csv_text(&csv, person_does(db_arena(db), card, state->ask.director));
        csv_day(&csv, instant_day(card->made_at));
        csv_opt_day(&csv, card->left_on);
        csv_row_end(&csv);
    }
    return csv_pages_next(&state->pages, page.next);
}

struct answer people_csv_read(struct request *rq, struct db *db, const void *form_)
{
    (void)db;
    const struct people_filter_form *form = form_;
    struct csv_state *state = arena_make(rq->arena, struct csv_state);
    state->ask = ask_of(rq, form);
    state->today = rq->view.today;
    if (text_present(form->role) && !state->ask.list.role.some)
        request_refuse(rq, "role", T("Choose one of the answers"));
    return answer_stream(rq, T("text/csv"), T("people.csv"), people_csv, state);
}
