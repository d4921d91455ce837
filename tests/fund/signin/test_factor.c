/* The second step and passwords, through the guard chain on a real database. */
#include "signin_queries.h"
#include "tests/fund/signin/visit.h"

#define WORDS_OF(page) after((page), "<code class=\"secret\">", "</code>")

/* Sets codes up for a browser that has just come in; gives back the secret as the page says it. */
static text enrol(struct browser *b)
{
    struct arena *arena = b->world->fresh->arena;
    const text words = WORDS_OF(browser_get(b, "/you/second-factor", "").page);
    assert_true(words.ptr != NULL);
    const char *fields =
        text_cstr(arena, text_format(arena, "code=%s",
                                     code_at(arena, words, instant_seconds(instant_now()))));
    const struct seen seen =
        browser_send(b, "/you/second-factor", "/you/second-factor", "", fields);
    assert_int_equal(seen.status, 303);
    return words;
}

static struct seen code_sent(struct browser *b, const char *code)
{
    struct arena *arena = b->world->fresh->arena;
    return browser_send(b, "/sign-in/code", "/sign-in/code", "",
                        text_cstr(arena, text_format(arena, "code=%s", code)));
}

static const char *code_now(struct world *world, text words)
{
    return code_at(world->fresh->arena, words, instant_seconds(instant_now()));
}

static void staff_set_up_a_second_step_before_they_see_anything(void **state)
{
    struct world *world = *state;
    const account_id ana = account_made(world, "ana@harbour.example", ROLE_FINANCE);
    struct browser b = browser_of(world);
    assert_int_equal(link_pressed(&b, link_made(world, ana)).status, 303);
    const struct seen led = browser_get(&b, "/money", "");
    assert_int_equal(led.status, 303);
    assert_true(text_eq(led.location, T("/you/second-factor?next=%2Fmoney")));
    static const char *const closed[] = {
        "/",           "/you/password", "/you/devices", "/you/name", "/you/second-factor/codes",
        "/you/address"};
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
        assert_int_equal(browser_get(&b, closed[i], "").status, 303);
    assert_int_equal(browser_get(&b, "/you", "").status, 303);
    const struct browser before = b;
    enrol(&b);
    assert_false(text_eq(b.session, before.session)); /* a new token */
    struct browser old = before;
    assert_int_equal(browser_get(&old, "/", "").status, 303);
    assert_int_equal(browser_get(&b, "/money", "").status, 200);
    assert_int_equal(rows_of(world, "SELECT count(*) FROM recovery_codes"), 10);
}

static void a_code_is_asked_for_at_each_sign_in_and_works_once(void **state)
{
    struct world *world = *state;
    const account_id ana = account_made(world, "ana@harbour.example", ROLE_FINANCE);
    struct browser b = browser_of(world), other = browser_of(world);
    assert_int_equal(link_pressed(&b, link_made(world, ana)).status, 303);
    const text words = enrol(&b);
    const char *used = code_now(world, words);
    assert_int_equal(link_pressed(&other, link_made(world, ana)).status, 303);
    assert_true(text_eq(browser_get(&other, "/", "").location, T("/sign-in/code?next=%2F")));
    assert_int_equal(code_sent(&other, used).status, 422); /* it set the app up already */
    clock_advance(30);
    const char *next = code_now(world, words);
    const text before = other.session;
    assert_int_equal(code_sent(&other, next).status, 303);
    assert_false(text_eq(before, other.session));
    assert_int_equal(browser_get(&other, "/", "").status, 200);
    struct browser third = browser_of(world);
    assert_int_equal(link_pressed(&third, link_made(world, ana)).status, 303);
    assert_int_equal(code_sent(&third, next).status, 422);
    clock_advance(-3600); /* the clock goes back: no old code comes to life */
    assert_int_equal(link_pressed(&third, link_made(world, ana)).status, 303);
    assert_int_equal(code_sent(&third, code_now(world, words)).status, 422);
}

static void who_must_give_a_code_cannot_go_round_it(void **state)
{
    struct world *world = *state;
    struct arena *arena = world->fresh->arena;
    const account_id ana = account_made(world, "ana@harbour.example", ROLE_FINANCE | ROLE_PANEL);
    struct browser b = browser_of(world), thief = browser_of(world);
    assert_int_equal(link_pressed(&b, link_made(world, ana)).status, 303);
    enrol(&b);
    assert_int_equal(link_pressed(&thief, link_made(world, ana)).status, 303);
    /* Setting up another app is no way in. */
    assert_int_equal(browser_get(&thief, "/you/second-factor", "").status, 303);
    const text once =
        after(browser_get(&thief, "/sign-in/code", "").page, "name=\"once\" value=\"", "\"");
    static const char *const changing[] = {"/you/second-factor",
                                           "/you/second-factor/off",
                                           "/you/second-factor/codes",
                                           "/you/second-factor/kept",
                                           "/you/password",
                                           "/you/address",
                                           "/you/name",
                                           "/you/devices/end-others"};
    for (size_t i = 0; i < sizeof changing / sizeof *changing; i++) {
        const struct seen seen = browser_ask(
            &thief, true, changing[i], "",
            text_format(arena,
                        "once=%.*s&code=000000&present=000000&password=some+long+password&"
                        "email=a%%40b.example&name=A",
                        TEXT_ARG(once)));
        assert_true(seen.status == 403 || seen.status == 404);
        assert_false(says(seen.page, "You are here as")); /* nor what they do here */
    }
    assert_int_equal(browser_get(&b, "/", "").status, 200);
}

static void a_recovery_code_lets_in_once(void **state)
{
    struct world *world = *state;
    struct arena *arena = world->fresh->arena;
    const account_id ana = account_made(world, "ana@harbour.example", ROLE_FINANCE);
    struct browser b = browser_of(world), other = browser_of(world), third = browser_of(world);
    assert_int_equal(link_pressed(&b, link_made(world, ana)).status, 303);
    enrol(&b);
    const text page = browser_get(&b, "/you/second-factor/codes", "").page;
    const char *code = text_cstr(arena, after(page, "<li><code>", "</code>"));
    assert_int_equal(strlen(code), 19);
    assert_int_equal(
        browser_send(&b, "/you/second-factor/codes", "/you/second-factor/kept", "", "").status,
        303);
    assert_false(says(browser_get(&b, "/you/second-factor/codes", "").page, code));
    assert_int_equal(link_pressed(&other, link_made(world, ana)).status, 303);
    assert_int_equal(code_sent(&other, code).status, 303);
    assert_int_equal(browser_get(&other, "/", "").status, 200);
    assert_int_equal(link_pressed(&third, link_made(world, ana)).status, 303);
    assert_int_equal(code_sent(&third, code).status, 422);
    assert_true(says(browser_get(&other, "/you/second-factor", "").page, "9 are left"));
}

static void new_recovery_codes_end_the_old_and_want_a_code(void **state)
{
    struct world *world = *state;
    struct arena *arena = world->fresh->arena;
    const account_id ana = account_made(world, "ana@harbour.example", ROLE_FINANCE);
    struct browser b = browser_of(world);
    assert_int_equal(link_pressed(&b, link_made(world, ana)).status, 303);
    const text words = enrol(&b);
    const text old = after(browser_get(&b, "/you/second-factor/codes", "").page, "<li><code>", "<");
    assert_int_equal(
        browser_send(&b, "/you/second-factor", "/you/second-factor/codes", "", "present=000000")
            .status,
        422);
    clock_advance(30);
    const char *fields = text_cstr(arena, text_format(arena, "present=%s", code_now(world, words)));
    assert_int_equal(
        browser_send(&b, "/you/second-factor", "/you/second-factor/codes", "", fields).status, 303);
    const text made =
        after(browser_get(&b, "/you/second-factor/codes", "").page, "<li><code>", "<");
    assert_false(text_eq(old, made));
    assert_int_equal(rows_of(world, "SELECT count(*) FROM recovery_codes"), 10);
    clock_advance(30);
    fields = text_cstr(arena, text_format(arena, "present=%.*s", TEXT_ARG(old)));
    assert_int_equal(
        browser_send(&b, "/you/second-factor", "/you/second-factor/codes", "", fields).status, 422);
}

static void five_wrong_codes_and_one_waits(void **state)
{
    struct world *world = *state;
    const account_id ana = account_made(world, "ana@harbour.example", ROLE_FINANCE);
    struct browser b = browser_of(world), other = browser_of(world);
    assert_int_equal(link_pressed(&b, link_made(world, ana)).status, 303);
    const text words = enrol(&b);
    clock_advance(60);
    assert_int_equal(link_pressed(&other, link_made(world, ana)).status, 303);
    for (int i = 0; i < 5; i++)
        assert_int_equal(code_sent(&other, "000000").status, 422);
    const struct seen wait = code_sent(&other, code_now(world, words));
    assert_int_equal(wait.status, 429);
    assert_true(wait.again_in > 0 && wait.again_in <= 30 * 60);
    clock_advance(wait.again_in);
    assert_int_equal(code_sent(&other, code_now(world, words)).status, 303);
}

/* Whoever knows the password signs in anew for each five codes: the account's own count stops them.
 */
static void signing_in_anew_gives_no_new_tries_of_codes(void **state)
{
    struct world *world = *state;
    const account_id ana = account_made(world, "ana@harbour.example", ROLE_FINANCE);
    struct browser b = browser_of(world);
    assert_int_equal(link_pressed(&b, link_made(world, ana)).status, 303);
    const text words = enrol(&b);
    int tried = 0;
    for (int i = 0; i < 20; i++) {
        struct browser thief = browser_of(world);
        assert_int_equal(link_pressed(&thief, link_made(world, ana)).status, 303);
        assert_null(thief.device.ptr); /* not yet one of hers */
        for (int k = 0; k < 4; k++)
            tried += code_sent(&thief, "000000").status == 422;
    }
    assert_int_equal(tried, 30);
    /* Her own browser is none of theirs. */
    clock_advance(30);
    b.session = TEXT_ABSENT;
    assert_int_equal(link_pressed(&b, link_made(world, ana)).status, 303);
    assert_int_equal(code_sent(&b, code_now(world, words)).status, 303);
}

static void directors_and_payments_are_asked_again_after_twelve_hours(void **state)
{
    struct world *world = *state;
    const account_id pay = account_made(world, "pay@harbour.example", ROLE_PAYMENTS);
    struct browser b = browser_of(world);
    assert_int_equal(link_pressed(&b, link_made(world, pay)).status, 303);
    const text words = enrol(&b);
    change(world, "UPDATE sessions SET factor_at = factor_at - 43200");
    assert_true(text_eq(browser_get(&b, "/", "").location, T("/sign-in/code?next=%2F")));
    clock_advance(30);
    assert_int_equal(code_sent(&b, code_now(world, words)).status, 303);
    assert_int_equal(browser_get(&b, "/", "").status, 200);
}

static void whoever_need_not_have_one_may_set_it_up_and_take_it_away(void **state)
{
    struct world *world = *state;
    struct arena *arena = world->fresh->arena;
    const account_id pat = account_made(world, "pat@harbour.example", ROLE_PANEL);
    struct browser b = browser_of(world), other = browser_of(world);
    assert_int_equal(link_pressed(&b, link_made(world, pat)).status, 303);
    assert_int_equal(browser_get(&b, "/", "").status, 200);
    const text words = enrol(&b);
    assert_int_equal(link_pressed(&other, link_made(world, pat)).status, 303);
    assert_int_equal(browser_get(&other, "/", "").status, 303);
    clock_advance(30);
    const char *fields = text_cstr(arena, text_format(arena, "present=%s", code_now(world, words)));
    assert_int_equal(
        browser_send(&b, "/you/second-factor", "/you/second-factor/off", "", fields).status, 303);
    assert_int_equal(browser_get(&other, "/", "").status, 200);
    /* Of a role that must have one it cannot be taken away. */
    const account_id ana = account_made(world, "ana@harbour.example", ROLE_FINANCE);
    struct browser staff = browser_of(world);
    assert_int_equal(link_pressed(&staff, link_made(world, ana)).status, 303);
    const text hers = enrol(&staff);
    clock_advance(30);
    fields = text_cstr(arena, text_format(arena, "present=%s", code_now(world, hers)));
    assert_int_equal(
        browser_send(&staff, "/you/second-factor", "/you/second-factor/off", "", fields).status,
        404);
}

/* ---- Passwords ---- */

#define PASSWORD "correct+horse+battery"

static struct seen password_sent(struct browser *b, const char *email, const char *password)
{
    struct arena *arena = b->world->fresh->arena;
    return browser_send(
        b, "/sign-in/password", "/sign-in/password", "",
        text_cstr(arena, text_format(arena, "email=%s&password=%s", email, password)));
}

static struct browser with_password(struct world *world, account_id account)
{
    struct browser b = browser_of(world);
    assert_int_equal(link_pressed(&b, link_made(world, account)).status, 303);
    assert_int_equal(
        browser_send(&b, "/you/password", "/you/password", "", "password=" PASSWORD).status, 303);
    return b;
}

static void a_password_signs_in_and_changes_with_the_present_one(void **state)
{
    struct world *world = *state;
    const account_id pat = account_made(world, "pat@harbour.example", ROLE_PANEL);
    struct browser here = with_password(world, pat), b = browser_of(world);
    assert_int_equal(password_sent(&b, "Pat%40harbour.example", PASSWORD).status, 303);
    assert_int_equal(browser_get(&b, "/", "").status, 200);
    assert_int_equal(browser_get(&here, "/", "").status, 200);
    assert_int_equal(browser_send(&here, "/you/password", "/you/password", "",
                                  "present=wrong&password=another+long+password")
                         .status,
                     422);
    assert_int_equal(browser_send(&here, "/you/password", "/you/password", "",
                                  "present=" PASSWORD "&password=short")
                         .status,
                     422);
    assert_int_equal(browser_get(&b, "/", "").status, 200);
    assert_int_equal(browser_send(&here, "/you/password", "/you/password", "",
                                  "present=" PASSWORD "&password=another+long+password")
                         .status,
                     303);
    assert_int_equal(browser_get(&here, "/", "").status, 200); /* under a new token */
    assert_int_equal(browser_get(&b, "/", "").status, 303);    /* and nowhere else */
    assert_int_equal(password_sent(&b, "pat%40harbour.example", PASSWORD).status, 422);
    assert_int_equal(password_sent(&b, "pat%40harbour.example", "another+long+password").status,
                     303);
}

static void a_forgotten_password_is_taken_away_by_who_just_answered_a_mail(void **state)
{
    struct world *world = *state;
    const account_id pat = account_made(world, "pat@harbour.example", ROLE_PANEL);
    struct browser old = with_password(world, pat), b = browser_of(world);
    clock_advance(16 * 60);
    assert_int_equal(browser_send(&old, "/you/password", "/you/password/forget", "", "").status,
                     303);
    assert_int_equal(rows_of(world, "SELECT count(*) FROM passwords"), 1); /* too long ago */
    assert_int_equal(password_sent(&b, "pat%40harbour.example", PASSWORD).status, 303);
    assert_int_equal(browser_send(&b, "/you/password", "/you/password/forget", "", "").status, 303);
    assert_int_equal(rows_of(world, "SELECT count(*) FROM passwords"),
                     1); /* by the password itself */
    assert_int_equal(link_pressed(&b, link_made(world, pat)).status, 303);
    assert_int_equal(browser_send(&b, "/you/password", "/you/password/forget", "", "").status, 303);
    assert_int_equal(rows_of(world, "SELECT count(*) FROM passwords"), 0);
    assert_int_equal(browser_get(&old, "/", "").status, 303);
    assert_int_equal(browser_get(&b, "/", "").status, 200);
}

static void with_wrong_words_each_address_has_one_answer_and_the_same_statements(void **state)
{
    struct world *world = *state;
    struct arena *arena = world->fresh->arena;
    with_password(world, account_made(world, "pat@harbour.example", ROLE_PANEL));
    account_made(world, "none@harbour.example", ROLE_PANEL);
    struct browser b = browser_of(world);
    const struct seen wrong = password_sent(&b, "pat%40harbour.example", "wrong"),
                      unset = password_sent(&b, "non%40harbour.example", "wrong"),
                      unknown = password_sent(&b, "who%40harbour.example", "wrong");
    assert_int_equal(wrong.status, 422);
    assert_int_equal(unset.status, 422);
    assert_int_equal(wrong.statements, unknown.statements);
    assert_int_equal(wrong.statements, unset.statements);
    assert_int_equal(wrong.page.len, unknown.page.len);
    assert_int_equal(wrong.page.len, unset.page.len);
    assert_true(says(wrong.page, "do not go together"));
    assert_false(says(wrong.page, "value=\"wrong\""));
    (void)arena;
}

/* Ten thousand guesses from as many places: few are even looked at, and the person comes in by the
 * browser that is known, and by mail. */
static void ten_thousand_guesses_shut_out_the_guesser_and_not_the_person(void **state)
{
    struct world *world = *state;
    const account_id pat = account_made(world, "pat@harbour.example", ROLE_PANEL);
    struct browser own = with_password(world, pat);
    struct limits *limits = signin_limits(&world->fresh->app);
    struct browser guesser = browser_of(world);
    int looked_at = 0;
    for (int i = 0; i < 10000; i++) {
        char address[32];
        snprintf(address, sizeof address, "198.51.%d.%d", i / 250, i % 250);
        guesser.address = address;
        guesser.session = guesser.device = TEXT_ABSENT;
        if (i < 40) { /* through the whole chain */
            const struct seen seen = password_sent(&guesser, "pat%40harbour.example", "guess");
            looked_at += seen.status == 422;
            assert_true(seen.status == 422 || (seen.status == 429 && seen.again_in > 0));
        } else { /* what the chain asks; the rest of it would take minutes here */
            looked_at += limits_take(limits, &limit_passwords_of_address, T("pat@harbour.example"),
                                     instant_now()) == 0;
        }
        if (i % 100 == 0)
            clock_advance(1);
    }
    assert_int_equal(looked_at, 10);
    own.session = TEXT_ABSENT;
    assert_int_equal(password_sent(&own, "pat%40harbour.example", PASSWORD).status, 303);
    struct browser elsewhere = browser_of(world);
    elsewhere.address = "203.0.113.9";
    assert_int_equal(password_sent(&elsewhere, "pat%40harbour.example", PASSWORD).status, 429);
    assert_int_equal(link_pressed(&elsewhere, link_made(world, pat)).status, 303);
    assert_int_equal(browser_get(&elsewhere, "/", "").status, 200);
}

static void failures_are_kept_as_counts(void **state)
{
    struct world *world = *state;
    struct browser b = browser_of(world);
    for (int i = 0; i < 3; i++)
        assert_int_equal(password_sent(&b, "pat%40harbour.example", "guess").status, 422);
    signin_sweep(&world->fresh->app, world->fresh->arena, instant_now());
    assert_int_equal(password_sent(&b, "pat%40harbour.example", "guess").status, 422);
    signin_sweep(&world->fresh->app, world->fresh->arena, instant_now());
    assert_int_equal(rows_of(world, "SELECT sum(count) FROM sign_in_failures"), 4);
    assert_int_equal(rows_of(world, "SELECT count(*) FROM sign_in_failures"), 1);
}

static void a_password_from_a_list_of_thieves_is_refused(void **state)
{
    struct world *world = *state;
    struct fresh *fresh = world->fresh;
    const char *path =
        text_cstr(fresh->arena, text_format(fresh->arena, "%s/list", fresh->place.folder));
    FILE *file = fopen(path, "w");
    fputs("hunter2\ncorrect horse battery\n", file);
    fclose(file);
    setenv("HOLDFAST_BREACHED", path, 1);
    struct browser b = browser_of(world);
    assert_int_equal(
        link_pressed(&b, link_made(world, account_made(world, "p@harbour.example", ROLE_PANEL)))
            .status,
        303);
    const struct seen seen =
        browser_send(&b, "/you/password", "/you/password", "", "password=" PASSWORD);
    unsetenv("HOLDFAST_BREACHED");
    (void)remove(path);
    assert_int_equal(seen.status, 422);
    assert_true(says(seen.page, "lists that thieves try first"));
}

/* ---- Address, rescue ---- */

static void an_address_changes_when_the_new_one_answers(void **state)
{
    struct world *world = *state;
    struct arena *arena = world->fresh->arena;
    const account_id pat = account_made(world, "pat@harbour.example", ROLE_PANEL);
    account_made(world, "taken@harbour.example", ROLE_PANEL);
    struct browser b = browser_of(world);
    assert_int_equal(link_pressed(&b, link_made(world, pat)).status, 303);
    assert_int_equal(
        browser_send(&b, "/you/address", "/you/address", "", "email=Patricia%40harbour.example")
            .status,
        303);
    assert_int_equal(rows_of(world, "SELECT count(*) FROM outbox"), 2); /* the old and the new */
    assert_true(says(browser_get(&b, "/you", "").page, "Waits for the mail at patricia@"));
    struct db *db = db_read(world->fresh->database, arena);
    assert_null(account_by_address(db, T("patricia@harbour.example")));
    db_read_end(db);

    /* As the link in the mail does. */
    struct db_write *write = db_write_begin(world->fresh->database, arena);
    const text token = session_token_make(arena), taken = session_token_make(arena);
    address_change_add(write, token_hash_own(arena, token), pat, T("patricia@harbour.example"),
                       instant_now(), instant_add(instant_now(), 60));
    address_change_add(write, token_hash_own(arena, taken), pat, T("taken@harbour.example"),
                       instant_now(), instant_add(instant_now(), 60));
    db_write_commit(write);
    struct browser mail = browser_of(world);
    const char *fields = text_cstr(arena, text_format(arena, "token=%.*s", TEXT_ARG(taken)));
    assert_int_equal(browser_send(&mail, "/sign-in", "/you/address/confirm", "", fields).status,
                     422);
    fields = text_cstr(arena, text_format(arena, "token=%.*s", TEXT_ARG(token)));
    assert_int_equal(browser_get(&mail, "/you/address/confirm", fields).status, 200);
    assert_int_equal(browser_send(&mail, "/sign-in", "/you/address/confirm", "", fields).status,
                     303);
    db = db_read(world->fresh->database, arena);
    assert_non_null(account_by_address(db, T("patricia@harbour.example")));
    assert_null(account_by_address(db, T("pat@harbour.example")));
    db_read_end(db);
    assert_int_equal(browser_get(&b, "/", "").status, 303); /* signed out, once */
    assert_int_equal(browser_send(&mail, "/sign-in", "/you/address/confirm", "", fields).status,
                     422);
}

/* Somebody else, for a moment at their browser, asked for another address; and the mail about it
 * says what to do. */
static void whoever_signs_out_elsewhere_keeps_their_address(void **state)
{
    struct world *world = *state;
    struct arena *arena = world->fresh->arena;
    static const char *const ways[][3] = {
        {"/you/devices", "/you/devices/end-others", ""},
        {"/you/password", "/you/password", "password=" PASSWORD},
    };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        const account_id pat = account_made(
            world, text_cstr(arena, text_format(arena, "pat%zu@harbour.example", i)), ROLE_PANEL);
        struct browser b = browser_of(world);
        assert_int_equal(link_pressed(&b, link_made(world, pat)).status, 303);
        struct db_write *write = db_write_begin(world->fresh->database, arena);
        const text token = session_token_make(arena);
        address_change_add(write, token_hash_own(arena, token), pat, T("thief@else.example"),
                           instant_now(), instant_add(instant_now(), 60));
        db_write_commit(write);
        assert_int_equal(browser_send(&b, ways[i][0], ways[i][1], "", ways[i][2]).status, 303);
        struct browser mail = browser_of(world);
        const char *fields = text_cstr(arena, text_format(arena, "token=%.*s", TEXT_ARG(token)));
        assert_int_equal(browser_send(&mail, "/sign-in", "/you/address/confirm", "", fields).status,
                         422);
        assert_int_equal(browser_get(&b, "/", "").status, 200);
    }
}

static void a_name_is_the_persons_to_say(void **state)
{
    struct world *world = *state;
    struct browser b = browser_of(world);
    assert_int_equal(
        link_pressed(&b, link_made(world, account_made(world, "p@harbour.example", ROLE_PANEL)))
            .status,
        303);
    assert_int_equal(browser_send(&b, "/you/name", "/you/name", "", "name=").status, 422);
    assert_int_equal(
        browser_send(&b, "/you/name", "/you/name", "", "name=%C3%81ine+N%C3%AD+Bhriain").status,
        303);
    assert_true(says(browser_get(&b, "/you", "").page, "\xc3\x81ine N\xc3\xad Bhriain"));
}

static void a_rescue_takes_everything_away_and_makes_a_link(void **state)
{
    struct world *world = *state;
    struct arena *arena = world->fresh->arena;
    const account_id ana = account_made(world, "ana@harbour.example", ROLE_DIRECTOR);
    struct browser b = browser_of(world), back = browser_of(world);
    assert_int_equal(link_pressed(&b, link_made(world, ana)).status, 303);
    enrol(&b);
    struct db_write *write = db_write_begin(world->fresh->database, arena);
    text token;
    assert_false(signin_rescue(write, T("nobody@harbour.example"), &token));
    assert_true(signin_rescue(write, T("ana@harbour.example"), &token));
    db_write_commit(write);
    assert_int_equal(browser_get(&b, "/", "").status, 303);
    assert_int_equal(link_pressed(&back, token).status, 303);
    assert_true(text_eq(browser_get(&back, "/", "").location, T("/you/second-factor?next=%2F")));
    enrol(&back);
    assert_true(says(browser_get(&back, "/you", "").page, "let back in"));
    struct db *db = db_read(world->fresh->database, arena);
    assert_int_equal(signin_rescues_since(db, instant_of(0)).count, 1);
    db_read_end(db);
}

int main(void)
{
#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_begin, world_end)
    const struct CMUnitTest tests[] = {
        IN_WORLD(staff_set_up_a_second_step_before_they_see_anything),
        IN_WORLD(a_code_is_asked_for_at_each_sign_in_and_works_once),
        IN_WORLD(who_must_give_a_code_cannot_go_round_it),
        IN_WORLD(a_recovery_code_lets_in_once),
        IN_WORLD(new_recovery_codes_end_the_old_and_want_a_code),
        IN_WORLD(five_wrong_codes_and_one_waits),
        IN_WORLD(signing_in_anew_gives_no_new_tries_of_codes),
        IN_WORLD(directors_and_payments_are_asked_again_after_twelve_hours),
        IN_WORLD(whoever_need_not_have_one_may_set_it_up_and_take_it_away),
        IN_WORLD(a_password_signs_in_and_changes_with_the_present_one),
        IN_WORLD(a_forgotten_password_is_taken_away_by_who_just_answered_a_mail),
        IN_WORLD(with_wrong_words_each_address_has_one_answer_and_the_same_statements),
        IN_WORLD(ten_thousand_guesses_shut_out_the_guesser_and_not_the_person),
        IN_WORLD(failures_are_kept_as_counts),
        IN_WORLD(a_password_from_a_list_of_thieves_is_refused),
        IN_WORLD(an_address_changes_when_the_new_one_answers),
        IN_WORLD(whoever_signs_out_elsewhere_keeps_their_address),
        IN_WORLD(a_name_is_the_persons_to_say),
        IN_WORLD(a_rescue_takes_everything_away_and_makes_a_link),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
