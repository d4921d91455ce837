/*
 * The people of these tests, with hats, organisations and grants; and a way to ask the routes of
 * people as any one of them, with the rule about the record first, as the guard does.
 */
#ifndef TESTS_FUND_PEOPLE_CAST_H
#define TESTS_FUND_PEOPLE_CAST_H

#include "fund/people/hand.h"
#include "fund/people/invite.h"
#include "fund/people/people.h"
#include "fund/people/place.h"
#include "demo_queries.h"
#include "initiative_queries.h"
#include "mail_queries.h"
#include "people_queries.h"
#include "tests/fund/fresh.h"

#include "fund/initiative/initiative.h"

/* Ana directs; Ben and Cara look after grants; Vic reads. Dina is the main contact of Brackwater,
 * Eli her colleague; Fay is Thornmere's; Gus speaks for a group that Thornmere hosts; Hal is of a
 * co-funder. */
struct cast {
    struct fresh fresh; /* first: fresh_end frees it */
    account_id ana, ben, cara, vic, dina, eli, fay, gus, hal;
    partner_id brackwater, thornmere;
    group_id kitchen;
    funder_id alder;
    grant_id grant[3]; /* Ben's, Ben's, nobody's */
};

static inline account_id cast_account(struct db_write *write, const char *name, const char *email,
                                      uint32_t roles)
{
    return people_account_add(write, text_of(name), text_of(email), roles);
}

static inline partner_id cast_partner(struct db_write *write, const char *name)
{
    return demo_partner(write, text_of(name), text_lower(db_arena(db_of(write)), text_of(name)),
                        T("about"), TEXT_ABSENT, false, instant_now());
}

static inline grant_id cast_grant(struct db_write *write, funder_id own, programme_id programme,
                                  round_id round, int n)
{
    struct arena *arena = db_arena(db_of(write));
    const text title = text_format(arena, "Grant %d", n + 1);
    return demo_grant(write, text_format(arena, "A-%d", n), own, programme, round,
                      (opt_partnership_id){.some = false}, title, text_lower(arena, title),
                      T("Words"), pence_pounds(9000), pence_pounds(9000),
                      day_add(day_today(), -200), day_add(day_today(), -200),
                      day_add(day_today(), 400), TEXT_ABSENT, instant_now());
}

static inline int cast_begin(void **state)
{
    if (fresh_begin(state) != 0)
        return -1;
    struct fresh *fresh = *state;
    struct cast *c = arena_make(fresh->arena, struct cast);
    c->fresh = *fresh;
    c->fresh.app.initiative = T("Alderway");
    c->fresh.app.url = T("https://fund.example");
    *state = c;
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    initiative_make(write, T("Alderway"), false, (opt_day){.some = false});
    c->ana = cast_account(write, "Ana Fell", "ana@fund.example", ROLE_DIRECTOR);
    c->ben = cast_account(write, "Ben Fox", "ben@fund.example", ROLE_GRANT_MANAGER);
    c->cara = cast_account(write, "Cara Moss", "cara@fund.example", ROLE_GRANT_MANAGER);
    c->vic = cast_account(write, "Vic Penn", "vic@fund.example", ROLE_VIEWER);
    c->dina = cast_account(write, "Dina Okafor", "dina@brackwater.example", 0);
    c->eli = cast_account(write, "Eli Stone", "eli@brackwater.example", 0);
    c->fay = cast_account(write, "Fay Nunez", "fay@thornmere.example", 0);
    c->gus = cast_account(write, "Gus Hale", "gus@kitchen.example", 0);
    c->hal = cast_account(write, "Hal Quill", "hal@alder.example", 0);
    c->brackwater = cast_partner(write, "Brackwater Law Centre");
    c->thornmere = cast_partner(write, "Thornmere Refugee Welcome");
    const funder_id own = initiative_own_funder(db_of(write))->id;
    c->alder = demo_funder(write, T("Alder Trust"), T("alder trust"), TEXT_ABSENT);
    bool conflict;
    c->kitchen = group_add(write, c->thornmere, T("Kitchen Table"), T("kitchen table"), TEXT_ABSENT,
                           instant_now(), &conflict);
    const day since = day_add(day_today(), -100);
    ensure(partner_join(write, c->brackwater, c->dina, true, since) == 1);
    ensure(partner_join(write, c->brackwater, c->eli, false, since) == 1);
    ensure(partner_join(write, c->thornmere, c->fay, true, since) == 1);
    ensure(group_join(write, c->kitchen, c->gus, true, since) == 1);
    ensure(funder_join(write, c->alder, c->hal, true, since) == 1);
    const programme_id programme =
        demo_programme(write, own, T("Open"), T("open"), T("p"), T("c"), (opt_pence){.some = false},
                       false, 36, REPORTING_WEIGHT_LIGHT);
    const round_id round = demo_round(write, T("Round"), day_add(day_today(), -200));
    for (int i = 0; i < 3; i++)
        c->grant[i] = cast_grant(write, own, programme, round, i);
    for (int i = 0; i < 2; i++)
        ensure(people_contact_set(write, c->grant[i], (opt_account_id){true, c->ben}, since));
    db_write_commit(write);
    return 0;
}

/* A hat of the fund's own, and one of an organisation. */
static inline struct viewer cast_fund(account_id account, uint32_t roles)
{
    return (struct viewer){.account = account_id_raw(account),
                           .roles = roles,
                           .name = T("Someone"),
                           .hat = T("Staff"),
                           .first = TEXT_ABSENT,
                           .hats = 1};
}

static inline struct viewer cast_of(account_id account, uint32_t role, int64_t of)
{
    struct viewer viewer = cast_fund(account, role);
    viewer.of = of;
    return viewer;
}

/* As the guard: the role, then the rule about the record; ANSWER_ABSENT where either says no. */
static inline bool cast_let_through(struct cast *c, const struct route *route,
                                    const struct viewer *viewer, int64_t id)
{
    const bool permitted = (route->permit & PERMIT_ANYONE) ||
                           (viewer->account && (route->permit & PERMIT_SIGNED_IN)) ||
                           (route->permit & viewer->roles);
    if (!permitted || !route->may_see)
        return permitted;
    struct db *db = db_read(c->fresh.database, c->fresh.arena);
    const bool seen = route->may_see(viewer, db, id);
    db_read_end(db);
    return seen;
}

static inline struct asked cast_get(struct cast *c, struct viewer viewer, const char *path,
                                    int64_t id, const char *query)
{
    struct fresh *fresh = &c->fresh;
    const struct route *route = route_named(&people_routes, path, false);
    struct asked asked = {.answer = {.kind = ANSWER_ABSENT}, .page = T("")};
    if (!cast_let_through(c, route, &viewer, id))
        return asked;
    struct html out;
    struct request rq = fresh_request(fresh, route, id, 0, &out);
    rq.view.viewer = viewer;
    rq.view.query = text_of(query);
    html_start(&out, fresh->arena, &rq.view);
    void *form = route->form ? arena_alloc(fresh->arena, route->form->size) : NULL;
    if (route->form)
        (void)!form_parse(fresh->arena, route->form, rq.view.query, form, &rq.values);
    struct db *db = db_read(fresh->database, fresh->arena);
    const unsigned before = db_statements_run(db);
    asked.answer = route->read(&rq, db, form);
    asked.statements = db_statements_run(db) - before;
    asked.page = html_text(&out);
    db_read_end(db);
    return asked;
}

static inline struct asked cast_post(struct cast *c, struct viewer viewer, const char *path,
                                     int64_t id, int64_t second, const char *body)
{
    struct fresh *fresh = &c->fresh;
    const struct route *route = route_named(&people_routes, path, true);
    struct asked asked = {.answer = {.kind = ANSWER_ABSENT}, .page = T("")};
    if (!cast_let_through(c, route, &viewer, id))
        return asked;
    struct html out;
    struct request rq = fresh_request(fresh, route, id, second, &out);
    rq.view.viewer = viewer;
    html_start(&out, fresh->arena, &rq.view);
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    void *form = route->form ? arena_alloc(fresh->arena, route->form->size) : NULL;
    const bool parsed =
        !route->form || form_parse(fresh->arena, route->form, text_of(body), form, &rq.values);
    asked.answer = parsed ? route->write(&rq, write, form) : route->redraw(&rq, db_of(write));
    if (asked.answer.kind == ANSWER_REDIRECT)
        db_write_commit(write);
    else
        db_write_undo(write);
    asked.values = rq.values;
    asked.page = html_text(&out);
    return asked;
}

static inline const char *cast_words(struct cast *c, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static inline const char *cast_words(struct cast *c, const char *format, ...)
{
    char *out = arena_alloc(c->fresh.arena, 1000);
    va_list args;
    va_start(args, format);
    vsnprintf(out, 1000, format, args);
    va_end(args);
    return out;
}

static inline long long raw(account_id account)
{
    return (long long)account_id_raw(account);
}

/* The newest mail's body, and the token in its link. */
static inline text cast_mail(struct cast *c, int64_t nth)
{
    struct db *db = db_read(c->fresh.database, c->fresh.arena);
    const struct mail_row *mail = mail_find(db, mail_id_of(nth));
    db_read_end(db);
    return mail ? mail->body : TEXT_ABSENT;
}

static inline text cast_token(struct cast *c, int64_t nth_mail)
{
    const text body = cast_mail(c, nth_mail);
    const ptrdiff_t at = text_find(body, T("token="));
    ensure(at >= 0);
    return text_slice(body, (size_t)at + 6, (size_t)at + 6 + 64);
}

#define assert_words(c, got, expected)                                                             \
    assert_string_equal(text_cstr((c)->fresh.arena, (got)), (expected))
#define assert_kind(asked, expected) assert_int_equal((asked).answer.kind, (expected))

#endif
