/* The list, one person's page, changing, leaving, coming back and being forgotten. */
#include "engine/base/clock.h"
#include "fund/people/may.h"
#include "fund/signin/signin.h"
#include "tests/fund/people/cast.h"
#include "vault_queries.h"

static struct viewer director(struct cast *c)
{
    return cast_fund(c->ana, ROLE_DIRECTOR);
}

static const struct person_row *person(struct cast *c, account_id account)
{
    struct db *db = db_read(c->fresh.database, c->fresh.arena);
    const struct person_row *row = person_find(db, account);
    db_read_end(db);
    return row;
}

/* ---- The list ---- */

static void directors_list_everyone_and_grant_managers_the_people_of_partners(void **state)
{
    struct cast *c = *state;
    const text all = cast_get(c, director(c), "/people", 0, "").page;
    assert_true(says(all, "Ana Fell") && says(all, "Eli Stone") && says(all, "Hal Quill") &&
                says(all, "Brackwater Law Centre") && says(all, ">Director<"));
    const text theirs = cast_get(c, cast_fund(c->ben, ROLE_GRANT_MANAGER), "/people", 0, "").page;
    assert_true(says(theirs, "Eli Stone") && says(theirs, "Gus Hale"));
    assert_false(says(theirs, "Vic Penn") || says(theirs, "Hal Quill") || says(theirs, "Ana Fell"));
    assert_kind(cast_get(c, cast_fund(c->vic, ROLE_VIEWER), "/people", 0, ""), ANSWER_ABSENT);
    assert_kind(cast_get(c, cast_of(c->dina, ROLE_PARTNER, 1), "/people", 0, ""), ANSWER_ABSENT);
}

static void of_staff_who_are_contacts_too_grant_managers_see_the_contact_alone(void **state)
{
    struct cast *c = *state;
    struct db_write *write = db_write_begin(c->fresh.database, c->fresh.arena);
    ensure(partner_join(write, c->thornmere, c->vic, false, day_today()) == 1);
    db_write_commit(write);
    const struct viewer ben = cast_fund(c->ben, ROLE_GRANT_MANAGER);
    const text list = cast_get(c, ben, "/people", 0, "").page;
    assert_true(says(list, "Vic Penn"));
    assert_false(says(list, ">Viewer"));
    assert_false(
        says(cast_get(c, ben, "/people/:person", account_id_raw(c->vic), "").page, "For the fund"));
    assert_true(says(cast_get(c, director(c), "/people", 0, "q=vic").page,
                     "Viewer; Thornmere Refugee Welcome"));
}

static void people_are_found_by_name_address_role_and_partner(void **state)
{
    struct cast *c = *state;
    const struct {
        const char *query, *found, *not_found;
    } cases[] = {
        {"q=OKAFOR", "Dina Okafor", "Eli Stone"},
        {"q=%40brackwater", "Eli Stone", "Fay Nunez"},
        {"role=grant_manager", "Ben Fox", "Ana Fell"},
        {"role=partner", "Fay Nunez", "Gus Hale"},
        {"role=group", "Gus Hale", "Fay Nunez"},
        {"role=co_funder", "Hal Quill", "Gus Hale"},
        {cast_words(c, "partner=%lld", (long long)partner_id_raw(c->brackwater)), "Eli Stone",
         "Fay Nunez"},
        {"role=nonsense", "Ana Fell", "Nobody matches"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const text page = cast_get(c, director(c), "/people", 0, cases[i].query).page;
        assert_true(says(page, cases[i].found));
        assert_false(says(page, cases[i].not_found));
    }
    assert_true(says(cast_get(c, director(c), "/people", 0, "q=zzzz").page, "Nobody matches"));
    assert_true(says(cast_get(c, director(c), "/people", 0, "gone=yes").page, "Nobody matches"));
}

static void E4_no_page_about_people_has_a_field_or_filter_for_who_they_are(void **state)
{
    struct cast *c = *state;
    const text pages[] = {
        cast_get(c, director(c), "/people", 0, "").page,
        cast_get(c, director(c), "/people/:person", account_id_raw(c->eli), "").page,
        cast_get(c, director(c), "/people/:person/edit", account_id_raw(c->eli), "").page,
        cast_get(c, director(c), "/people/invite/fund", 0, "").page,
        cast_get(c, director(c), "/people/:person/access", account_id_raw(c->eli), "").page,
    };
    static const char *const never[] = {"lived experience", "LEX",      "ethnic",   "gender",
                                        "nationality",      "religion", "disabled", " story"};
    for (size_t p = 0; p < sizeof pages / sizeof *pages; p++)
        for (size_t i = 0; i < sizeof never / sizeof *never; i++)
            assert_false(says(pages[p], never[i]));
}

static void a_page_of_many_people_runs_as_many_statements_as_one_of_few(void **state)
{
    struct cast *c = *state;
    const unsigned few = cast_get(c, director(c), "/people", 0, "").statements;
    struct db_write *write = db_write_begin(c->fresh.database, c->fresh.arena);
    for (int i = 0; i < 60; i++)
        ensure(partner_join(write, c->brackwater,
                            cast_account(write, cast_words(c, "Person %02d", i),
                                         cast_words(c, "p%d@x.example", i), 0),
                            false, day_today()) == 1);
    db_write_commit(write);
    const struct asked many = cast_get(c, director(c), "/people", 0, "sort=name");
    assert_int_equal(many.statements, few);
    assert_true(says(many.page, "rel=\"next\""));
}

static void a_page_says_that_mails_to_the_person_come_back(void **state)
{
    struct cast *c = *state;
    const int64_t eli = account_id_raw(c->eli);
    assert_false(says(cast_get(c, director(c), "/people/:person", eli, "").page, "this address"));
    struct db_write *write = db_write_begin(c->fresh.database, c->fresh.arena);
    (void)mail_address_put(write, T("eli@brackwater.example"), ADDRESS_STATE_FAILING, instant_now(),
                           T("550 no such <mailbox>"));
    db_write_commit(write);
    const text page = cast_get(c, director(c), "/people/:person", eli, "").page;
    assert_true(says(page, "Mails to this address come back") &&
                says(page, "/edit\">change it here") && says(page, "550 no such &lt;mailbox&gt;"));
    const text theirs =
        cast_get(c, cast_fund(c->ben, ROLE_GRANT_MANAGER), "/people/:person", eli, "").page;
    assert_true(says(theirs, "Mails to this address come back"));
    assert_false(says(theirs, "change it here")); /* who may not change it is not sent there */
    assert_false(says(cast_get(c, director(c), "/people/:person", account_id_raw(c->dina), "").page,
                      "this address"));
    /* With the new address all of that is over. */
    assert_kind(cast_post(c, director(c), "/people/:person/edit", eli, 0,
                          "version=1&name=Eli+Stone&email=eli%40new.example"),
                ANSWER_REDIRECT);
    assert_false(says(cast_get(c, director(c), "/people/:person", eli, "").page, "this address"));
}

/* ---- Changing ---- */

static void the_last_director_stays_one(void **state)
{
    struct cast *c = *state;
    const int64_t ana = account_id_raw(c->ana);
    const struct asked refused =
        cast_post(c, director(c), "/people/:person/edit", ana, 0,
                  "version=1&name=Ana+Fell&email=ana%40fund.example&roles=finance");
    assert_kind(refused, ANSWER_REFUSED);
    assert_true(says(refused.page, "Ana Fell is the only director"));
    assert_int_equal(person(c, c->ana)->roles, ROLE_DIRECTOR);
    assert_kind(cast_post(c, director(c), "/people/:person/leave", ana, 0, ""), ANSWER_REFUSED);
    /* With another director they may go: asked by that one. */
    assert_kind(cast_post(c, director(c), "/people/:person/edit", account_id_raw(c->vic), 0,
                          "version=1&name=Vic+Penn&email=vic%40fund.example&roles=director"),
                ANSWER_REDIRECT);
    const struct asked self = cast_post(c, director(c), "/people/:person/leave", ana, 0, "");
    assert_kind(self, ANSWER_REFUSED);
    assert_true(says(self.page, "Ask another director"));
    assert_kind(cast_post(c, cast_fund(c->vic, ROLE_DIRECTOR), "/people/:person/leave", ana, 0, ""),
                ANSWER_REDIRECT);
    assert_true(person(c, c->ana)->left_on.some);
    /* And now that one is the last. */
    assert_kind(cast_post(c, cast_fund(c->vic, ROLE_DIRECTOR), "/people/:person/edit",
                          account_id_raw(c->vic), 0,
                          "version=2&name=Vic+Penn&email=vic%40fund.example&roles=viewer"),
                ANSWER_REFUSED);
}

static void a_changed_address_is_told_to_the_old_one_and_its_invitations_end(void **state)
{
    struct cast *c = *state;
    struct fresh *fresh = &c->fresh;
    (void)cast_post(c, director(c), "/people/invite/fund", 0, 0,
                    "name=Eli&email=eli%40brackwater.example&roles=panel");
    const text token = cast_token(c, 1);
    const struct asked saved =
        cast_post(c, director(c), "/people/:person/edit", account_id_raw(c->eli), 0,
                  "version=1&name=Eli+Stone&email=Eli%40New.example");
    assert_kind(saved, ANSWER_REDIRECT);
    assert_text(person(c, c->eli)->email, "eli@new.example");
    const text told = cast_mail(c, 2);
    assert_true(says(told, "e•••@new.example") && !says(told, "eli@new.example"));
    assert_kind(cast_post(c, (struct viewer){.account = 0}, "/invitation", 0, 0,
                          cast_words(c, "token=%.*s", TEXT_ARG(token))),
                ANSWER_REFUSED);
}

static void an_address_belongs_to_one_person_and_a_stale_change_shows_both(void **state)
{
    struct cast *c = *state;
    const int64_t eli = account_id_raw(c->eli);
    const struct asked taken = cast_post(c, director(c), "/people/:person/edit", eli, 0,
                                         "version=1&name=Eli+S&email=DINA%40brackwater.example");
    assert_kind(taken, ANSWER_REFUSED);
    assert_true(says(taken.page, "Dina Okafor has this address") && says(taken.page, "Eli S"));
    assert_kind(cast_post(c, director(c), "/people/:person/edit", eli, 0,
                          "version=1&name=Eli+Theirs&email=eli%40brackwater.example"),
                ANSWER_REDIRECT);
    const struct asked stale = cast_post(c, director(c), "/people/:person/edit", eli, 0,
                                         "version=1&name=Eli+Mine&email=eli%40brackwater.example");
    assert_kind(stale, ANSWER_STALE);
    assert_true(says(stale.page, "Eli Theirs") && says(stale.page, "Eli Mine"));
}

static void only_directors_change_people(void **state)
{
    struct cast *c = *state;
    static const char *const paths[] = {"/people/:person/edit", "/people/:person/leave",
                                        "/people/:person/return", "/people/:person/forget"};
    const struct viewer others[] = {cast_fund(c->ben, ROLE_GRANT_MANAGER),
                                    cast_fund(c->vic, ROLE_VIEWER),
                                    cast_of(c->dina, ROLE_PARTNER, partner_id_raw(c->brackwater)),
                                    {.account = 0}};
    for (size_t p = 0; p < sizeof paths / sizeof *paths; p++)
        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
            assert_kind(cast_post(c, others[i], paths[p], account_id_raw(c->eli), 0,
                                  "version=1&name=X&email=x%40x.example&roles=director"),
                        ANSWER_ABSENT);
    assert_words(c, person(c, c->eli)->name, "Eli Stone");
}

/* ---- Leaving ---- */

static void leaving_ends_every_hat_and_gives_contacts_on(void **state)
{
    struct cast *c = *state;
    const int64_t ben = account_id_raw(c->ben);
    struct db_write *write = db_write_begin(c->fresh.database, c->fresh.arena);
    ensure(partner_join(write, c->thornmere, c->ben, false, day_today()) == 1);
    const text link = signin_link_make(write, c->ben, 3600);
    db_write_commit(write);
    (void)link;
    const struct asked asked = cast_get(c, director(c), "/people/:person/leave", ben, "");
    assert_true(says(asked.page, "Who looks after their grants"));
    const struct asked nobody = cast_post(c, director(c), "/people/:person/leave", ben, 0, "");
    assert_kind(nobody, ANSWER_REFUSED);
    assert_false(person(c, c->ben)->left_on.some);
    assert_kind(cast_post(c, director(c), "/people/:person/leave", ben, 0,
                          cast_words(c, "to=%lld", raw(c->cara))),
                ANSWER_REDIRECT);
    const struct person_row *left = person(c, c->ben);
    assert_true(left->left_on.some);
    assert_int_equal(left->roles, 0);
    struct db *db = db_read(c->fresh.database, c->fresh.arena);
    assert_null(partner_place(db, c->thornmere, c->ben));
    assert_int_equal(person_partners(db, c->ben).count, 1); /* what was is kept, with its dates */
    for (int i = 0; i < 2; i++)
        assert_int_equal(raw(grant_contact(db, c->grant[i], day_today())->account_id),
                         raw(c->cara));
    db_read_end(db);
    const text page = cast_get(c, director(c), "/people/:person", ben, "").page;
    assert_true(says(page, "Left on") && says(page, "That was a slip"));
    assert_true(says(cast_get(c, director(c), "/people", 0, "gone=yes").page, "Ben Fox"));
    assert_false(says(cast_get(c, director(c), "/people", 0, "").page, "Ben Fox"));
    /* Nobody who left is changed or leaves again. */
    assert_kind(cast_post(c, director(c), "/people/:person/leave", ben, 0, ""), ANSWER_ABSENT);
}

static void a_main_contact_who_leaves_hands_that_on_too(void **state)
{
    struct cast *c = *state;
    const struct asked asked =
        cast_get(c, director(c), "/people/:person/leave", account_id_raw(c->dina), "");
    assert_true(says(asked.page, "Brackwater Law Centre") && says(asked.page, "Eli Stone"));
    assert_kind(cast_post(c, director(c), "/people/:person/leave", account_id_raw(c->dina), 0,
                          cast_words(c, "main.0.kind=partner&main.0.of=%lld&main.0.to=%lld",
                                     (long long)partner_id_raw(c->brackwater), raw(c->eli))),
                ANSWER_REDIRECT);
    struct db *db = db_read(c->fresh.database, c->fresh.arena);
    assert_true(partner_place(db, c->brackwater, c->eli)->main);
    db_read_end(db);
    /* An organisation that is not theirs to give is left alone. */
    assert_kind(cast_post(c, director(c), "/people/:person/leave", account_id_raw(c->gus), 0,
                          cast_words(c, "main.0.kind=partner&main.0.of=%lld&main.0.to=%lld",
                                     (long long)partner_id_raw(c->brackwater), raw(c->fay))),
                ANSWER_REDIRECT);
    db = db_read(c->fresh.database, c->fresh.arena);
    assert_true(partner_place(db, c->brackwater, c->eli)->main);
    db_read_end(db);
}

static void a_slip_is_put_back_with_the_roles_they_had(void **state)
{
    struct cast *c = *state;
    (void)cast_post(c, director(c), "/people/:person/leave", account_id_raw(c->cara), 0, "");
    assert_kind(cast_post(c, director(c), "/people/:person/return", account_id_raw(c->cara), 0, ""),
                ANSWER_REDIRECT);
    assert_int_equal(person(c, c->cara)->roles, ROLE_GRANT_MANAGER);
    assert_false(person(c, c->cara)->left_on.some);
    assert_kind(cast_post(c, director(c), "/people/:person/return", account_id_raw(c->cara), 0, ""),
                ANSWER_ABSENT);
}

static void who_left_is_forgotten_for_good_but_not_on_the_day(void **state)
{
    struct cast *c = *state;
    const int64_t cara = account_id_raw(c->cara);
    const instant start = instant_now();
    clock_set(start);
    (void)cast_post(c, director(c), "/people/:person/leave", cara, 0, "");
    assert_kind(cast_post(c, director(c), "/people/:person/forget", cara, 0, ""), ANSWER_ABSENT);
    assert_false(says(cast_get(c, director(c), "/people/:person", cara, "").page, "/forget"));
    clock_set(instant_add(start, INT64_C(86400) * 2));
    assert_true(says(cast_get(c, director(c), "/people/:person", cara, "").page, "/forget"));
    assert_true(says(cast_get(c, director(c), "/people/:person/forget", cara, "").page,
                     "nobody can bring them back"));
    assert_kind(cast_post(c, director(c), "/people/:person/forget", cara, 0, ""), ANSWER_REDIRECT);
    const struct person_row *gone = person(c, c->cara);
    assert_words(c, gone->name, "Someone who left");
    assert_false(says(gone->email, "cara"));
    assert_true(gone->shredded_at.some);
    struct db *db = db_read(c->fresh.database, c->fresh.arena);
    const struct subject_key_find_row *key = subject_key_find(db, cara);
    assert_non_null(key); /* destroyed, and never made again */
    assert_null(key->wrapped.ptr);
    db_read_end(db);
    const text page = cast_get(c, director(c), "/people/:person", cara, "").page;
    assert_false(says(page, "Cara") || says(page, "cara@"));
    assert_kind(cast_post(c, director(c), "/people/:person/return", cara, 0, ""), ANSWER_ABSENT);
    assert_kind(cast_post(c, director(c), "/people/:person/forget", cara, 0, ""), ANSWER_ABSENT);
    clock_clear();
}

static text night(struct cast *c, instant now)
{
    clock_set(now);
    struct job_run run = {.arena = c->fresh.arena, .app = &c->fresh.app, .now = now};
    return people_schedule.row[0].run(&run);
}

static void the_night_forgets_who_left_as_long_ago_as_settings_say(void **state)
{
    struct cast *c = *state;
    const instant start = instant_now();
    clock_set(start);
    (void)cast_post(c, director(c), "/people/:person/leave", account_id_raw(c->cara), 0, "");
    assert_false(text_present(night(c, instant_add(start, INT64_C(86400) * 364))));
    assert_words(c, person(c, c->cara)->name, "Cara Moss");
    assert_true(text_present(night(c, instant_add(start, INT64_C(86400) * 366))));
    assert_words(c, person(c, c->cara)->name, "Someone who left");
    assert_words(c, person(c, c->ben)->name, "Ben Fox");
    /* The database holds none of it any more. */
    assert_true(test_database_holds(&c->fresh.place, "Ben Fox"));
    assert_false(test_database_holds(&c->fresh.place, "Cara Moss"));
    assert_false(test_database_holds(&c->fresh.place, "cara@fund.example"));
    clock_clear();
}

struct nightly {
    struct cast *cast;
    instant now;
};

static void run_night(void *arg)
{
    const struct nightly *nightly = arg;
    (void)night(nightly->cast, nightly->now);
}

static void one_who_cannot_be_forgotten_stops_no_other(void **state)
{
    struct cast *c = *state;
    const instant start = instant_now();
    clock_set(start);
    (void)cast_post(c, director(c), "/people/:person/leave", account_id_raw(c->cara), 0, "");
    (void)cast_post(c, director(c), "/people/:person/leave", account_id_raw(c->vic), 0, "");
    test_database_run(
        &c->fresh.place,
        cast_words(c,
                   TEST_SQL("CREATE TRIGGER stuck BEFORE UPDATE ON accounts WHEN OLD.id = %lld "
                            "BEGIN SELECT RAISE(ABORT, 'stuck'); END",
                            "CREATE FUNCTION stuck() RETURNS trigger LANGUAGE plpgsql AS "
                            "'BEGIN RAISE ''stuck''; END';"
                            "CREATE TRIGGER stuck BEFORE UPDATE ON accounts FOR EACH ROW "
                            "WHEN (OLD.id = %lld) EXECUTE FUNCTION stuck()"),
                   (long long)account_id_raw(c->cara)));
    struct nightly nightly = {.cast = c, .now = instant_add(start, INT64_C(86400) * 366)};
    struct failure failure;
    assert_false(fail_try(run_night, &nightly, &failure));
    assert_true(text_find(text_of(failure.what), T("1 of 2 people")) == 0);
    assert_words(c, person(c, c->cara)->name, "Cara Moss");
    assert_words(c, person(c, c->vic)->name, "Someone who left");
    clock_clear();
}

/* ---- What someone can see ---- */

static void a_director_reads_what_anyone_can_see_and_why(void **state)
{
    struct cast *c = *state;
    static const struct routes *const modules[] = {&people_routes, NULL};
    c->fresh.app.modules = modules;
    const text eli =
        cast_get(c, director(c), "/people/:person/access", account_id_raw(c->eli), "").page;
    assert_true(says(eli, "For Brackwater Law Centre") &&
                says(eli, "Their organisation has a seat in it.") && says(eli, "/colleagues"));
    assert_false(says(eli, "/people/:person/edit"));
    const text ana =
        cast_get(c, director(c), "/people/:person/access", account_id_raw(c->ana), "").page;
    assert_true(says(ana, "As Director") && says(ana, "/people/:person/edit"));
    assert_kind(cast_get(c, cast_fund(c->ben, ROLE_GRANT_MANAGER), "/people/:person/access",
                         account_id_raw(c->eli), ""),
                ANSWER_ABSENT);
}

int main(void)
{
#define CAST(test) cmocka_unit_test_setup_teardown(test, cast_begin, fresh_end)
    const struct CMUnitTest tests[] = {
        CAST(directors_list_everyone_and_grant_managers_the_people_of_partners),
        CAST(of_staff_who_are_contacts_too_grant_managers_see_the_contact_alone),
        CAST(people_are_found_by_name_address_role_and_partner),
        CAST(E4_no_page_about_people_has_a_field_or_filter_for_who_they_are),
        CAST(a_page_of_many_people_runs_as_many_statements_as_one_of_few),
        CAST(a_page_says_that_mails_to_the_person_come_back),
        CAST(the_last_director_stays_one),
        CAST(a_changed_address_is_told_to_the_old_one_and_its_invitations_end),
        CAST(an_address_belongs_to_one_person_and_a_stale_change_shows_both),
        CAST(only_directors_change_people),
        CAST(leaving_ends_every_hat_and_gives_contacts_on),
        CAST(a_main_contact_who_leaves_hands_that_on_too),
        CAST(a_slip_is_put_back_with_the_roles_they_had),
        CAST(who_left_is_forgotten_for_good_but_not_on_the_day),
        CAST(the_night_forgets_who_left_as_long_ago_as_settings_say),
        CAST(one_who_cannot_be_forgotten_stops_no_other),
        CAST(a_director_reads_what_anyone_can_see_and_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
