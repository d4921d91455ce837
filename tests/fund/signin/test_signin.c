/* Links, sessions and hats, through the guard chain on a real database, with a clock that is set.
 */
#include "signin_queries.h"
#include "tests/fund/signin/visit.h"

/* A director's second factor is no matter of these tests. */
static void factor_skipped(struct browser *b)
{
    struct db_write *write = db_write_begin(b->world->fresh->database, b->world->fresh->arena);
    const account_id id = account_id_of(1);
    if (!factor_of(db_of(write), id))
        (void)factor_add(write, id, SECOND_FACTOR_KIND_TOTP,
                         (bytes){.ptr = (const unsigned char *)"12345678901234567890", .len = 20},
                         instant_now());
    session_factor(write, token_hash_own(b->world->fresh->arena, b->session), instant_now());
    db_write_commit(write);
}

/* ---- Links ---- */

static void a_link_signs_in_once(void **state)
{
    struct world *world = *state;
    const account_id ana = account_made(world, "Ana@Harbour.example", ROLE_PANEL);
    const text token = link_made(world, ana);
    struct browser here = browser_of(world), there = browser_of(world);
    assert_int_equal(link_pressed(&here, token).status, 303);
    assert_true(here.session.ptr && here.device.ptr);
    assert_true(says(browser_get(&here, "/", "").page, "Panel"));
    const struct seen again = link_pressed(&there, token);
    assert_int_equal(again.status, 422);
    assert_true(says(again.page, "twice") && says(again.page, "href=\"/\""));
    assert_null(there.session.ptr);
}

static void a_second_press_within_a_minute_lets_on_the_same_person(void **state)
{
    struct world *world = *state;
    const text token = link_made(world, account_made(world, "ana@harbour.example", ROLE_PANEL));
    struct browser b = browser_of(world);
    assert_int_equal(link_pressed(&b, token).status, 303);
    const text session = b.session;
    const char *query = text_cstr(world->fresh->arena,
                                  text_format(world->fresh->arena, "token=%.*s", TEXT_ARG(token)));
    assert_int_equal(browser_get(&b, "/sign-in/link", query).status, 303);
    clock_advance(59);
    assert_int_equal(browser_get(&b, "/sign-in/link", query).status, 303);
    assert_true(text_eq(b.session, session)); /* it signs nobody in */
    clock_advance(2);
    assert_int_equal(browser_get(&b, "/sign-in/link", query).status, 200);
    assert_int_equal(link_pressed(&b, token).status, 422);
    struct browser other = browser_of(world);
    assert_int_equal(
        link_pressed(&other, link_made(world, account_made(world, "o@harbour.example", ROLE_PANEL)))
            .status,
        303);
    clock_advance(-60);
    assert_int_equal(browser_get(&other, "/sign-in/link", query).status, 200);
}

static void looking_at_a_link_spends_nothing_and_tells_nothing(void **state)
{
    struct world *world = *state;
    const text token = link_made(world, account_made(world, "ana@harbour.example", ROLE_PANEL));
    struct browser b = browser_of(world);
    struct arena *arena = world->fresh->arena;
    const struct seen good = browser_get(
        &b, "/sign-in/link", text_cstr(arena, text_format(arena, "token=%.*s", TEXT_ARG(token))));
    const struct seen wrong =
        browser_get(&b, "/sign-in/link",
                    "token=0000000000000000000000000000000000000000000000000000000000000000");
    assert_int_equal(good.statements, wrong.statements);
    assert_int_equal(good.page.len, wrong.page.len);
    assert_int_equal(link_pressed(&b, token).status, 303);
}

static void a_wrong_an_old_and_an_odd_link_have_one_answer(void **state)
{
    struct world *world = *state;
    struct arena *arena = world->fresh->arena;
    const text old = link_made(world, account_made(world, "ana@harbour.example", ROLE_PANEL));
    struct browser b = browser_of(world);
    clock_advance(SIGNIN_MAILED_SECONDS);
    const char *page = NULL;
    const text tokens[] = {
        old, T("0000000000000000000000000000000000000000000000000000000000000000"), T("zz")};
    for (size_t i = 0; i < 3; i++) {
        const struct seen seen = link_pressed(&b, tokens[i]);
        assert_int_equal(seen.status, 422);
        if (page)
            assert_string_equal(text_cstr(arena, seen.page), page);
        page = text_cstr(arena, seen.page);
    }
}

static void a_link_of_who_left_works_no_more(void **state)
{
    struct world *world = *state;
    const account_id ana = account_made(world, "ana@harbour.example", ROLE_PANEL);
    const text token = link_made(world, ana);
    struct browser b = browser_of(world), in = browser_of(world);
    assert_int_equal(link_pressed(&in, link_made(world, ana)).status, 303);
    change(world, "UPDATE accounts SET left_on = 1");
    assert_int_equal(link_pressed(&b, token).status, 422);
    assert_int_equal(browser_get(&in, "/", "").status, 303);
}

static void the_database_holds_no_token(void **state)
{
    struct world *world = *state;
    const text token = link_made(world, account_made(world, "ana@harbour.example", ROLE_PANEL));
    bytes raw;
    assert_true(bytes_from_hex(world->fresh->arena, token, &raw));
    struct db *db = db_read(world->fresh->database, world->fresh->arena);
    assert_null(link_account(db, raw, instant_now(), instant_now()));
    assert_non_null(
        link_account(db, token_hash_own(world->fresh->arena, token), instant_now(), instant_now()));
    db_read_end(db);
}

/* ---- Asked for by mail ---- */

static struct seen asked(struct browser *b, const char *email)
{
    struct arena *arena = b->world->fresh->arena;
    return browser_send(b, "/sign-in", "/sign-in", "",
                        text_cstr(arena, text_format(arena, "email=%s", email)));
}

static int64_t mails(struct world *world)
{
    return rows_of(world, "SELECT count(*) FROM outbox");
}

static void whoever_asks_is_told_the_same_and_an_account_gets_a_mail(void **state)
{
    struct world *world = *state;
    account_made(world, "ana@harbour.example", ROLE_PANEL);
    struct browser b = browser_of(world);
    const struct seen known = asked(&b, "Ana%40Harbour.example");
    const struct seen unknown = asked(&b, "nobody%40harbour.example");
    assert_int_equal(known.status, 303);
    assert_int_equal(unknown.status, 303);
    assert_true(text_eq(known.location, unknown.location));
    assert_int_equal(known.statements, unknown.statements);
    assert_int_equal(rows_of(world, "SELECT count(*) FROM sign_in_requests"), 2);
    assert_int_equal(mails(world), 0);
    signin_answer_requests(&world->fresh->app, world->fresh->arena, instant_now());
    assert_int_equal(mails(world), 1);
    assert_int_equal(rows_of(world, "SELECT count(*) FROM sign_in_links"), 1);
    assert_int_equal(rows_of(world, "SELECT count(*) FROM sign_in_requests"), 0);
    signin_answer_requests(&world->fresh->app, world->fresh->arena, instant_now());
    assert_int_equal(mails(world), 1);
}

static void an_address_is_mailed_five_times_an_hour_and_told_the_same_after(void **state)
{
    struct world *world = *state;
    account_made(world, "ana@harbour.example", ROLE_PANEL);
    for (int i = 0; i < 12; i++) {
        struct browser b = browser_of(world);
        b.address = i % 2 ? "192.0.2.1" : "192.0.2.2";
        assert_int_equal(asked(&b, "ana%40harbour.example").status, 303);
        signin_answer_requests(&world->fresh->app, world->fresh->arena, instant_now());
    }
    assert_int_equal(mails(world), 5);
    clock_advance(2 * 3600);
    struct browser b = browser_of(world);
    assert_int_equal(asked(&b, "ana%40harbour.example").status, 303);
    signin_answer_requests(&world->fresh->app, world->fresh->arena, instant_now());
    assert_int_equal(mails(world), 6);
}

static void one_source_asks_twenty_times_and_is_told_when_again(void **state)
{
    struct world *world = *state;
    struct browser b = browser_of(world);
    for (int i = 0; i < 20; i++)
        assert_int_equal(asked(&b, "ana%40harbour.example").status, 303);
    const struct seen refused = asked(&b, "ana%40harbour.example");
    assert_int_equal(refused.status, 429);
    assert_true(refused.again_in > 0 && says(refused.page, "Try again in 1"));
    b.address = "192.0.2.99";
    assert_int_equal(asked(&b, "ana%40harbour.example").status, 303);
}

/* ---- Sessions ---- */

static void sessions_end_when_idle_and_at_their_end(void **state)
{
    struct world *world = *state;
    const account_id ana = account_made(world, "ana@harbour.example", ROLE_DIRECTOR);
    const account_id pat = account_made(world, "pat@harbour.example", ROLE_PANEL);
    struct browser staff = browser_of(world), panel = browser_of(world);
    assert_int_equal(link_pressed(&staff, link_made(world, ana)).status, 303);
    assert_int_equal(link_pressed(&panel, link_made(world, pat)).status, 303);
    factor_skipped(&staff);
    for (int i = 0; i < 6; i++) { /* used every 110 minutes: eleven hours */
        assert_int_equal(browser_get(&staff, "/", "").status, 200);
        clock_advance(110 * 60);
    }
    assert_int_equal(browser_get(&staff, "/", "").status, 200);
    clock_advance(65 * 60); /* twelve hours and more since it began */
    assert_int_equal(browser_get(&staff, "/", "").status, 303);
    clock_set(instant_of(MORNING + 60)); /* the clock goes back: it stays ended */
    assert_int_equal(browser_get(&staff, "/", "").status, 303);
    signin_sweep(&world->fresh->app, world->fresh->arena, instant_now());
    assert_int_equal(browser_get(&staff, "/", "").status, 303);

    struct browser idle = browser_of(world);
    assert_int_equal(link_pressed(&idle, link_made(world, ana)).status, 303);
    factor_skipped(&idle);
    clock_advance(2 * 3600);
    assert_int_equal(browser_get(&idle, "/", "").status, 303);

    clock_advance(13 * 86400);
    assert_int_equal(browser_get(&panel, "/", "").status, 200);
    clock_advance(14 * 86400);
    assert_int_equal(browser_get(&panel, "/", "").status, 303);
}

static void a_page_writes_nothing_and_use_is_stored_by_the_sweep(void **state)
{
    struct world *world = *state;
    struct browser b = browser_of(world);
    assert_int_equal(
        link_pressed(&b, link_made(world, account_made(world, "p@harbour.example", ROLE_PANEL)))
            .status,
        303);
    clock_advance(600);
    const struct seen page = browser_get(&b, "/", "");
    assert_int_equal(page.status, 200);
    assert_int_equal(page.statements, 1); /* whose session it is */
    assert_int_equal(rows_of(world, "SELECT used_at FROM sessions"), MORNING);
    signin_sweep(&world->fresh->app, world->fresh->arena, instant_now());
    assert_int_equal(rows_of(world, "SELECT used_at FROM sessions"), MORNING + 600);
}

static void the_sweep_ends_what_nobody_uses_and_forgets_what_is_over(void **state)
{
    struct world *world = *state;
    const account_id ana = account_made(world, "ana@harbour.example", ROLE_DIRECTOR);
    struct browser b = browser_of(world);
    assert_int_equal(link_pressed(&b, link_made(world, ana)).status, 303);
    (void)link_made(world, ana);
    clock_advance(3 * 3600);
    signin_sweep(&world->fresh->app, world->fresh->arena, instant_now());
    assert_int_equal(rows_of(world, "SELECT count(*) FROM sessions"), 0);
    assert_int_equal(rows_of(world, "SELECT count(*) FROM sign_in_links"), 0);
    clock_set(instant_of(MORNING + 60));
    assert_int_equal(browser_get(&b, "/you", "").status, 303);
}

static void a_clock_put_back_before_it_makes_no_link_and_no_session_younger(void **state)
{
    struct world *world = *state;
    const account_id ana = account_made(world, "ana@harbour.example", ROLE_PANEL);
    struct browser b = browser_of(world), late = browser_of(world);
    const text token = link_made(world, ana);
    assert_int_equal(link_pressed(&b, link_made(world, ana)).status, 303);
    clock_advance(-86400);
    assert_int_equal(browser_get(&b, "/", "").status, 303);
    assert_int_equal(link_pressed(&late, token).status, 422);
}

static void a_session_that_turns_up_in_another_browser_ends_and_its_owner_is_told(void **state)
{
    struct world *world = *state;
    const account_id ana = account_made(world, "ana@harbour.example", ROLE_PANEL);
    struct browser b = browser_of(world);
    assert_int_equal(link_pressed(&b, link_made(world, ana)).status, 303);
    assert_int_equal(browser_get(&b, "/", "").status, 200);
    struct browser updated = b;
    updated.agent = "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0";
    assert_int_equal(browser_get(&updated, "/", "").status, 200); /* an update is no theft */
    struct browser thief = b;
    thief.agent = PHONE;
    assert_int_equal(browser_get(&thief, "/", "").status, 303);
    assert_int_equal(browser_get(&b, "/", "").status, 303); /* nor does it go on here */
    signin_sweep(&world->fresh->app, world->fresh->arena, instant_now());
    assert_int_equal(mails(world), 1);
    assert_int_equal(rows_of(world, "SELECT count(*) FROM sessions"), 0);
    assert_int_equal(link_pressed(&b, link_made(world, ana)).status, 303);
    assert_true(says(browser_get(&b, "/you/devices", "").page, "Safari on an iPhone"));
    signin_sweep(&world->fresh->app, world->fresh->arena, instant_now());
    assert_int_equal(mails(world), 1);
}

static bool mails_break;

static void break_mail(struct db *db, const void *asked, struct view *view)
{
    (void)asked;
    (void)db, (void)view;
    if (mails_break)
        (fail)("a mail that cannot be written, on purpose");
}

struct sweeping {
    struct fresh *fresh;
    struct arena *arena;
};

static void sweep(void *arg)
{
    const struct sweeping *s = arg;
    signin_sweep(&s->fresh->app, s->arena, instant_now());
}

static void a_sweep_that_breaks_off_forgets_no_stolen_session(void **state)
{
    struct world *world = *state;
    const account_id ana = account_made(world, "ana@harbour.example", ROLE_PANEL);
    struct browser b = browser_of(world);
    assert_int_equal(link_pressed(&b, link_made(world, ana)).status, 303);
    struct browser thief = b;
    thief.agent = PHONE;
    assert_int_equal(browser_get(&thief, "/", "").status, 303);
    world->fresh->app.show = break_mail;
    struct sweeping sweeping = {.fresh = world->fresh, .arena = arena_new((size_t)8 << 20)};
    struct failure failure;
    mails_break = true;
    assert_false(fail_try(sweep, &sweeping, &failure));
    mails_break = false;
    arena_reset(sweeping.arena);
    assert_int_equal(rows_of(world, "SELECT count(*) FROM sessions"), 1);
    sweep(&sweeping);
    arena_free(sweeping.arena);
    assert_int_equal(rows_of(world, "SELECT count(*) FROM sessions"), 0);
    assert_int_equal(mails(world), 1);
}

static void signing_in_takes_a_new_token_whatever_was_there(void **state)
{
    struct world *world = *state;
    const account_id ana = account_made(world, "ana@harbour.example", ROLE_PANEL);
    struct browser b = browser_of(world);
    b.session = T("1111111111111111111111111111111111111111111111111111111111111111");
    assert_int_equal(link_pressed(&b, link_made(world, ana)).status, 303);
    assert_false(
        text_eq(b.session, T("1111111111111111111111111111111111111111111111111111111111111111")));
    struct browser before = b;
    assert_int_equal(link_pressed(&b, link_made(world, ana)).status, 303);
    assert_false(text_eq(b.session, before.session));
    assert_int_equal(browser_get(&before, "/", "").status, 303);
    assert_true(text_eq(b.device, before.device)); /* the browser is known by now */
}

static void signing_out_ends_this_session_alone(void **state)
{
    struct world *world = *state;
    const account_id ana = account_made(world, "ana@harbour.example", ROLE_PANEL);
    struct browser here = browser_of(world), there = browser_of(world);
    assert_int_equal(link_pressed(&here, link_made(world, ana)).status, 303);
    assert_int_equal(link_pressed(&there, link_made(world, ana)).status, 303);
    const struct browser was = here;
    assert_int_equal(browser_send(&here, "/you/name", "/sign-out", "", "").status, 303);
    assert_null(here.session.ptr);
    struct browser back = was;
    assert_int_equal(browser_get(&back, "/", "").status, 303);
    assert_int_equal(browser_get(&there, "/", "").status, 200);
}

static void devices_are_listed_and_signed_out(void **state)
{
    struct world *world = *state;
    const account_id ana = account_made(world, "ana@harbour.example", ROLE_PANEL);
    struct browser here = browser_of(world), there = browser_of(world), third = browser_of(world);
    there.agent = PHONE;
    assert_int_equal(link_pressed(&here, link_made(world, ana)).status, 303);
    assert_int_equal(link_pressed(&there, link_made(world, ana)).status, 303);
    assert_int_equal(link_pressed(&third, link_made(world, ana)).status, 303);
    const text page = browser_get(&here, "/you/devices", "").page;
    assert_true(says(page, "Firefox on Linux") && says(page, "Safari on an iPhone"));
    assert_false(says(page, "192.0.2"));
    const ptrdiff_t mark = text_find(page, T("\" name=\"session\""));
    assert_true(mark > 24);
    const char *fields =
        text_cstr(world->fresh->arena,
                  text_format(world->fresh->arena, "session=%.*s",
                              TEXT_ARG(text_slice(page, (size_t)mark - 24, (size_t)mark))));
    assert_int_equal(browser_send(&here, "/you/devices", "/you/devices/end", "", fields).status,
                     303);
    assert_int_equal(browser_get(&there, "/", "").status == 200,
                     browser_get(&third, "/", "").status != 200);
    assert_int_equal(browser_send(&here, "/you/devices", "/you/devices/end-others", "", "").status,
                     303);
    assert_int_equal(browser_get(&here, "/", "").status, 200);
    assert_int_equal(browser_get(&there, "/", "").status, 303);
    assert_int_equal(browser_get(&third, "/", "").status, 303);
}

/* ---- Hats ---- */

static void a_hat_is_put_on_under_a_new_token(void **state)
{
    struct world *world = *state;
    const account_id ana =
        account_made(world, "ana@harbour.example", ROLE_PANEL | ROLE_LEARNING_PARTNER);
    struct browser b = browser_of(world);
    assert_int_equal(link_pressed(&b, link_made(world, ana)).status, 303);
    assert_true(says(browser_get(&b, "/", "").page, "Panel"));
    struct db_write *write = db_write_begin(world->fresh->database, world->fresh->arena);
    struct request rq = {.arena = world->fresh->arena,
                         .app = &world->fresh->app,
                         .caller = {.token_hash = token_hash_own(world->fresh->arena, b.session)},
                         .view = {.viewer = {.account = account_id_raw(ana)}}};
    struct answer answer = {.kind = ANSWER_REDIRECT};
    signin_hat_put_on(&rq, write, ROLE_LEARNING_PARTNER, 0, &answer);
    db_write_commit(write);
    struct browser old = b;
    b.session = text_of(answer.session_cookie);
    assert_true(says(browser_get(&b, "/", "").page, "Learning partner"));
    assert_int_equal(browser_get(&old, "/", "").status, 303);
    /* A hat that was taken away leaves the first that is left. */
    change(world, "UPDATE accounts SET roles = 64");
    assert_true(says(browser_get(&b, "/", "").page, "Panel"));
}

/* A partner's and a group's hat, each named after whose it is, and for as long as they belong
 * there. */
static void a_hat_of_an_organisation_is_on_while_they_belong_there(void **state)
{
    struct world *world = *state;
    const account_id ana = account_made(world, "ana@harbour.example", 0);
    change(world,
           "INSERT INTO partner_records (id, name, name_key, made_at) VALUES (7, 'Brackwater "
           "Law Centre', 'brackwater law centre', 0)");
    change(world, "INSERT INTO partner_people (id, account_id, partner_id, since_on) VALUES (1, 1, "
                  "7, 1)");
    struct browser b = browser_of(world);
    assert_int_equal(link_pressed(&b, link_made(world, ana)).status, 303);
    assert_true(says(browser_get(&b, "/", "").page, "Brackwater Law Centre"));
    assert_int_equal(browser_get(&b, "/money", "").status, 403);
    assert_false(says(browser_get(&b, "/you", "").page, "/hats"));
    change(world, "INSERT INTO autonomous_groups (id, partner_id, name, name_key, made_at) VALUES "
                  "(3, 7, 'Tide', 'tide', 0)");
    change(world,
           "INSERT INTO group_people (id, account_id, group_id, since_on) VALUES (1, 1, 3, 1)");
    assert_true(says(browser_get(&b, "/you", "").page, "/hats"));
    change(world, "UPDATE sessions SET hat_role = 256, hat_of = 3");
    assert_true(says(browser_get(&b, "/", "").page, "Tide"));
    change(world, "UPDATE sessions SET hat_role = 128, hat_of = 8"); /* nobody's of theirs */
    assert_int_equal(browser_get(&b, "/", "").status, 303);
    change(world, "UPDATE sessions SET hat_role = 128, hat_of = 7");
    assert_int_equal(browser_get(&b, "/", "").status, 200);
    change(world, "UPDATE partner_people SET until_on = 2");
    assert_int_equal(browser_get(&b, "/", "").status, 303);
}

static void an_account_without_a_hat_sees_its_own_page_alone(void **state)
{
    struct world *world = *state;
    struct browser b = browser_of(world);
    assert_int_equal(
        link_pressed(&b, link_made(world, account_made(world, "n@harbour.example", 0))).status,
        303);
    assert_int_equal(browser_get(&b, "/", "").status, 303);
    assert_true(says(browser_get(&b, "/you", "").page, "nothing to do here yet"));
}

/* ---- The demo ---- */

static void initiative_here(struct world *world, bool demo)
{
    change(world, demo ? "INSERT INTO initiatives (name, demo, made_at) VALUES ('Test', 1, 0)"
                       : "INSERT INTO initiatives (name, demo, made_at) VALUES ('Test', 0, 0)");
}

static void law_10_one_click_is_refused_outside_a_demo(void **state)
{
    struct world *world = *state;
    account_made(world, "d@demo.example", ROLE_DIRECTOR);
    struct browser b = browser_of(world);
    assert_int_equal(browser_send(&b, "/sign-in", "/sign-in/demo", "", "role=director").status,
                     404);
    initiative_here(world, false);
    assert_int_equal(browser_send(&b, "/sign-in", "/sign-in/demo", "", "role=director").status,
                     404);
    assert_false(says(browser_get(&b, "/sign-in", "").page, "/sign-in/demo"));
}

static void law_10_one_click_signs_in_to_a_demo_without_a_second_step(void **state)
{
    struct world *world = *state;
    account_made(world, "d@demo.example", ROLE_DIRECTOR);
    initiative_here(world, true);
    struct browser b = browser_of(world);
    assert_int_equal(browser_send(&b, "/sign-in", "/sign-in/demo", "", "role=director").status,
                     303);
    assert_true(says(browser_get(&b, "/", "").page, "Director"));
    assert_int_equal(browser_send(&b, "/sign-in", "/sign-in/demo", "", "role=emperor").status, 404);
    assert_int_equal(browser_send(&b, "/sign-in", "/sign-in/demo", "", "role=finance").status, 404);
}

int main(void)
{
#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_begin, world_end)
    const struct CMUnitTest tests[] = {
        IN_WORLD(a_link_signs_in_once),
        IN_WORLD(a_second_press_within_a_minute_lets_on_the_same_person),
        IN_WORLD(looking_at_a_link_spends_nothing_and_tells_nothing),
        IN_WORLD(a_wrong_an_old_and_an_odd_link_have_one_answer),
        IN_WORLD(a_link_of_who_left_works_no_more),
        IN_WORLD(the_database_holds_no_token),
        IN_WORLD(whoever_asks_is_told_the_same_and_an_account_gets_a_mail),
        IN_WORLD(an_address_is_mailed_five_times_an_hour_and_told_the_same_after),
        IN_WORLD(one_source_asks_twenty_times_and_is_told_when_again),
        IN_WORLD(sessions_end_when_idle_and_at_their_end),
        IN_WORLD(a_page_writes_nothing_and_use_is_stored_by_the_sweep),
        IN_WORLD(the_sweep_ends_what_nobody_uses_and_forgets_what_is_over),
        IN_WORLD(a_clock_put_back_before_it_makes_no_link_and_no_session_younger),
        IN_WORLD(a_session_that_turns_up_in_another_browser_ends_and_its_owner_is_told),
        IN_WORLD(a_sweep_that_breaks_off_forgets_no_stolen_session),
        IN_WORLD(signing_in_takes_a_new_token_whatever_was_there),
        IN_WORLD(signing_out_ends_this_session_alone),
        IN_WORLD(devices_are_listed_and_signed_out),
        IN_WORLD(a_hat_is_put_on_under_a_new_token),
        IN_WORLD(a_hat_of_an_organisation_is_on_while_they_belong_there),
        IN_WORLD(an_account_without_a_hat_sees_its_own_page_alone),
        IN_WORLD(law_10_one_click_is_refused_outside_a_demo),
        IN_WORLD(law_10_one_click_signs_in_to_a_demo_without_a_second_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
