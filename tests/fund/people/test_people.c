/* Signing in and out, on a real database. */
#include "engine/web/session.h"
#include "fund/people/session.h"
#include "people_queries.h"
#include "tests/fund/fresh.h"

static account_id account_here(struct fresh *fresh, const char *email, text *token)
{
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    const account_id id = people_account_add(write, T("Ana"), text_of(email), ROLE_DIRECTOR);
    *token = people_link_make(write, id);
    db_write_commit(write);
    return id;
}

static bool viewer_of(struct fresh *fresh, text token, instant now, struct viewer *viewer)
{
    bytes hash;
    if (!session_token_hash(fresh->arena, token, &hash))
        return false;
    struct db *db = db_read(fresh->database, fresh->arena);
    const bool found =
        people_viewer_find(&fresh->app, db, &(struct caller){.token_hash = hash}, now, viewer);
    db_read_end(db);
    return found;
}

static struct asked spend(struct fresh *fresh, text token)
{
    return fresh_post(
        fresh, &people_routes, "/sign-in/link", 0, 0,
        text_cstr(fresh->arena, text_format(fresh->arena, "token=%.*s", TEXT_ARG(token))));
}

/* Requests of these tests come from account 1; the links are of account 2, so that whoever spends
 * one is another. */
static void a_link_signs_in_once(void **state)
{
    struct fresh *fresh = *state;
    text token;
    account_here(fresh, "first@harbour.example", &token);
    const account_id id = account_here(fresh, "Ana@Harbour.example", &token);
    const struct asked in = spend(fresh, token);
    assert_int_equal(in.answer.kind, ANSWER_REDIRECT);
    assert_non_null(in.answer.session_cookie);
    struct viewer viewer;
    assert_true(viewer_of(fresh, text_of(in.answer.session_cookie), instant_now(), &viewer));
    assert_int_equal(viewer.account, account_id_raw(id));
    assert_int_equal(viewer.roles, ROLE_DIRECTOR);
    const struct asked again = spend(fresh, token);
    assert_int_equal(again.answer.kind, ANSWER_REFUSED);
    assert_true(says(again.page, "twice") && says(again.page, "href=\"/\""));
}

static struct asked look(struct fresh *fresh, text token)
{
    return fresh_get(
        fresh, &people_routes, "/sign-in/link", 0,
        text_cstr(fresh->arena, text_format(fresh->arena, "token=%.*s", TEXT_ARG(token))));
}

static void a_second_press_lets_on_whom_the_link_let_in(void **state)
{
    struct fresh *fresh = *state;
    text token;
    assert_int_equal(account_id_raw(account_here(fresh, "ana@harbour.example", &token)), 1);
    assert_int_equal(look(fresh, token).answer.kind, ANSWER_PAGE);
    assert_non_null(spend(fresh, token).answer.session_cookie);
    const struct asked again = spend(fresh, token);
    assert_int_equal(again.answer.kind, ANSWER_REDIRECT);
    assert_text(again.answer.location, "/");
    assert_null(again.answer.session_cookie); /* it signs nobody in */
    const struct asked looked = look(fresh, token);
    assert_int_equal(looked.answer.kind, ANSWER_REDIRECT);
    assert_text(looked.answer.location, "/");
}

static void a_second_press_is_one_within_a_minute_and_by_the_same_person(void **state)
{
    struct fresh *fresh = *state;
    text token;
    const account_id id = account_here(fresh, "ana@harbour.example", &token);
    const struct viewer ana = {.account = account_id_raw(id)}, stranger = {.account = 0},
                        other = {.account = account_id_raw(id) + 1};
    const instant now = instant_now();
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    struct db *db = db_of(write);
    account_id account;
    assert_false(people_link_was_of(db, &ana, token, now)); /* not spent yet */
    assert_true(people_link_spend(write, token, now, &account));
    assert_false(people_link_spend(write, token, now, &account));
    assert_true(people_link_was_of(db, &ana, token, instant_add(now, LINK_AGAIN_SECONDS - 1)));
    assert_false(people_link_was_of(db, &ana, token, instant_add(now, LINK_AGAIN_SECONDS)));
    assert_false(people_link_was_of(db, &stranger, token, now));
    assert_false(people_link_was_of(db, &other, token, now));
    assert_false(people_link_was_of(db, &ana, T("not hex"), now));
    db_write_undo(write);
}

static void roles_have_one_name_each(void **state)
{
    struct fresh *fresh = *state;
    static const struct {
        const char *name;
        uint32_t role;
    } cases[ROLE_COUNT] = {{"viewer", ROLE_VIEWER},
                           {"grant_manager", ROLE_GRANT_MANAGER},
                           {"finance", ROLE_FINANCE},
                           {"director", ROLE_DIRECTOR},
                           {"learning_lead", ROLE_LEARNING_LEAD},
                           {"payments", ROLE_PAYMENTS},
                           {"panel", ROLE_PANEL},
                           {"partner", ROLE_PARTNER},
                           {"group", ROLE_GROUP},
                           {"co_funder", ROLE_CO_FUNDER},
                           {"learning_partner", ROLE_LEARNING_PARTNER}};
    uint32_t all = 0;
    for (size_t i = 0; i < ROLE_COUNT; i++) {
        uint32_t role = 0;
        all |= cases[i].role;
        assert_true(text_eq(people_hat_label(fresh->arena, cases[i].role),
                            people_role_label(cases[i].role)));
        assert_true(people_role_of(text_of(cases[i].name), &role));
        assert_int_equal(role, cases[i].role);
        assert_text(people_role_name(role), cases[i].name);
    }
    assert_int_equal(all, ROLE_ANY);
    assert_int_equal(ROLE_FUND & ROLE_OF, 0);
    assert_int_equal(ROLE_ANY & (PERMIT_ANYONE | PERMIT_SIGNED_IN), 0);
    assert_text(people_hat_label(fresh->arena, ROLE_GRANT_MANAGER | ROLE_FINANCE),
                "Grant manager and finance");
    assert_text(people_hat_label(fresh->arena, ROLE_STAFF), "Director");
    assert_text(people_hat_label(fresh->arena, 0), "");
    uint32_t role;
    assert_false(people_role_of(T("Director"), &role));
    assert_false(people_role_of(T(""), &role));
    assert_false(people_role_of(TEXT_ABSENT, &role));
}

static void looking_at_a_link_spends_nothing_and_tells_nothing(void **state)
{
    struct fresh *fresh = *state;
    text token;
    account_here(fresh, "ana@harbour.example", &token);
    const struct asked good = look(fresh, token);
    const struct asked wrong =
        fresh_get(fresh, &people_routes, "/sign-in/link", 0,
                  "token=0000000000000000000000000000000000000000000000000000000000000000");
    assert_int_equal(good.statements, wrong.statements);
    assert_int_equal(good.page.len, wrong.page.len);
    assert_int_equal(spend(fresh, token).answer.kind, ANSWER_REDIRECT);
}

static void a_wrong_or_old_link_has_one_answer(void **state)
{
    struct fresh *fresh = *state;
    text token;
    account_here(fresh, "ana@harbour.example", &token);
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    account_id account;
    assert_false(
        people_link_spend(write, token, instant_add(instant_now(), LINK_SECONDS + 1), &account));
    assert_false(people_link_spend(write, T("not hex"), instant_now(), &account));
    db_write_undo(write);
    const struct asked none =
        spend(fresh, T("0000000000000000000000000000000000000000000000000000000000000000"));
    const struct asked odd = spend(fresh, T("zz"));
    assert_int_equal(none.answer.kind, ANSWER_REFUSED);
    assert_string_equal(text_cstr(fresh->arena, none.page), text_cstr(fresh->arena, odd.page));
}

static void the_database_holds_no_token(void **state)
{
    struct fresh *fresh = *state;
    text token;
    account_here(fresh, "ana@harbour.example", &token);
    bytes raw;
    assert_true(bytes_from_hex(fresh->arena, token, &raw));
    struct db *db = db_read(fresh->database, fresh->arena);
    assert_null(link_account(
        db, raw, instant_now())); /* the token itself opens nothing: only its hash is kept */
    db_read_end(db);
}

static void a_session_ends_after_twelve_hours(void **state)
{
    struct fresh *fresh = *state;
    text link;
    const account_id id = account_here(fresh, "ana@harbour.example", &link);
    const instant now = instant_now();
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    const text token = people_session_begin(write, id, now);
    db_write_commit(write);
    struct viewer viewer;
    assert_true(viewer_of(fresh, token, instant_add(now, SESSION_SECONDS - 1), &viewer));
    assert_false(viewer_of(fresh, token, instant_add(now, SESSION_SECONDS), &viewer));
}

static void signing_out_ends_this_session_alone(void **state)
{
    struct fresh *fresh = *state;
    text link;
    const account_id id = account_here(fresh, "ana@harbour.example", &link);
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    const text here = people_session_begin(write, id, instant_now()),
               elsewhere = people_session_begin(write, id, instant_now());
    db_write_commit(write);
    struct viewer viewer;
    assert_true(viewer_of(fresh, here, instant_now(), &viewer));
    write = db_write_begin(fresh->database, fresh->arena);
    people_session_end(write, &viewer);
    db_write_commit(write);
    assert_false(viewer_of(fresh, here, instant_now(), &viewer));
    assert_true(viewer_of(fresh, elsewhere, instant_now(), &viewer));
    assert_string_equal(
        fresh_post(fresh, &people_routes, "/sign-out", 0, 0, "").answer.session_cookie, "");
}

/* The engine's demo mark, as `holdfast demo` sets it when it makes the database. */
static void initiative_here(struct fresh *fresh, bool demo)
{
    struct db_statement statement = {
        .name = "test/initiative",
        .sqlite = "INSERT INTO initiatives (name, demo, made_at) VALUES ('Test', ?1, 0)",
        .writes = true,
        .index = (unsigned)db_registry_count};
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    struct db_stmt *stmt = db_stmt_begin_write(write, &statement);
    db_bind_int(stmt, 1, demo);
    ensure(!db_step(stmt));
    db_stmt_end(stmt);
    db_write_commit(write);
}

static void law_10_one_click_is_refused_outside_a_demo(void **state)
{
    struct fresh *fresh = *state;
    assert_int_equal(
        fresh_post(fresh, &people_routes, "/sign-in/demo", 0, 0, "role=director").answer.kind,
        ANSWER_ABSENT);
    initiative_here(fresh, false);
    assert_int_equal(
        fresh_post(fresh, &people_routes, "/sign-in/demo", 0, 0, "role=director").answer.kind,
        ANSWER_ABSENT);
    assert_false(says(fresh_get(fresh, &people_routes, "/sign-in", 0, "").page, "/sign-in/demo"));
}

static void law_10_one_click_signs_in_to_a_demo(void **state)
{
    struct fresh *fresh = *state;
    initiative_here(fresh, true);
    static const struct {
        const char *body;
        uint32_t roles;
    } cases[] = {{"role=viewer", ROLE_VIEWER},
                 {"role=grant_manager", ROLE_GRANT_MANAGER},
                 {"role=finance", ROLE_FINANCE},
                 {"role=director", ROLE_DIRECTOR},
                 {"role=director", ROLE_DIRECTOR}}; /* the second time makes no second account */
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct asked in =
            fresh_post(fresh, &people_routes, "/sign-in/demo", 0, 0, cases[i].body);
        assert_int_equal(in.answer.kind, ANSWER_REDIRECT);
        struct viewer viewer;
        assert_true(viewer_of(fresh, text_of(in.answer.session_cookie), instant_now(), &viewer));
        assert_int_equal(viewer.roles, cases[i].roles);
    }
    assert_int_equal(
        fresh_post(fresh, &people_routes, "/sign-in/demo", 0, 0, "role=emperor").answer.kind,
        ANSWER_ABSENT);
}

static void one_goes_where_one_wanted_and_never_off_the_site(void **state)
{
    struct fresh *fresh = *state;
    static const struct {
        const char *asked, *next;
    } cases[] = {
        {"/grants?q=law", "/grants?q=law"},
        {"", "/"},
        {"//evil.example", "/"},
        {"/\\evil.example", "/"},
        {"https://evil.example", "/"},
        {"/a\tb", "/"},
        {"/sign-out", "/"},
        {"/a\\b", "/"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text(sign_in_next(text_of(cases[i].asked)), cases[i].next);
    assert_text(sign_in_next(TEXT_ABSENT), "/");
}

static void addresses_are_one_whatever_their_case(void **state)
{
    struct fresh *fresh = *state;
    text token;
    account_here(fresh, "Ana@Harbour.example", &token);
    struct db *db = db_read(fresh->database, fresh->arena);
    assert_non_null(account_by_email(db, T("ana@harbour.example")));
    db_read_end(db);
}

int main(void)
{
#define with_database(test) cmocka_unit_test_setup_teardown(test, fresh_begin, fresh_end)
    const struct CMUnitTest tests[] = {
        with_database(a_link_signs_in_once),
        with_database(a_second_press_lets_on_whom_the_link_let_in),
        with_database(a_second_press_is_one_within_a_minute_and_by_the_same_person),
        with_database(roles_have_one_name_each),
        with_database(looking_at_a_link_spends_nothing_and_tells_nothing),
        with_database(a_wrong_or_old_link_has_one_answer),
        with_database(the_database_holds_no_token),
        with_database(a_session_ends_after_twelve_hours),
        with_database(signing_out_ends_this_session_alone),
        with_database(law_10_one_click_is_refused_outside_a_demo),
        with_database(law_10_one_click_signs_in_to_a_demo),
        with_database(one_goes_where_one_wanted_and_never_off_the_site),
        with_database(addresses_are_one_whatever_their_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
