/* Who looks after a grant: handing over in bulk, undoing it, being away and covered. */
#include "engine/base/clock.h"
#include "tests/fund/people/cast.h"

static struct viewer ben(struct cast *c)
{
    return cast_fund(c->ben, ROLE_GRANT_MANAGER);
}

static int64_t looks_after(struct cast *c, int n)
{
    struct db *db = db_read(c->fresh.database, c->fresh.arena);
    struct people_contact contact;
    const bool found = people_contact_of(db, c->grant[n], day_today(), &contact);
    db_read_end(db);
    return found ? account_id_raw(contact.account) : 0;
}

static long long grant(struct cast *c, int n)
{
    return (long long)grant_id_raw(c->grant[n]);
}

static void B1_grants_go_from_one_person_to_another_and_back(void **state)
{
    struct cast *c = *state;
    const struct asked page =
        cast_get(c, ben(c), "/people/:person/grants", account_id_raw(c->ben), "");
    assert_true(says(page.page, "Grant 1") && says(page.page, "Grant 2") &&
                says(page.page, "Cara Moss") && !says(page.page, "Grant 3"));
    const struct asked handed = cast_post(
        c, ben(c), "/people/:person/grants", account_id_raw(c->ben), 0,
        cast_words(c, "to=%lld&grants=%lld&grants=%lld", raw(c->cara), grant(c, 0), grant(c, 1)));
    assert_kind(handed, ANSWER_REDIRECT);
    assert_int_equal(looks_after(c, 0), raw(c->cara));
    const int64_t id = handed.answer.record;
    assert_true(says(cast_get(c, ben(c), "/people/handovers/:handover", id, "").page,
                     "Cara Moss looks after these now"));
    /* One of them moves on; undoing leaves it there. */
    struct db_write *write = db_write_begin(c->fresh.database, c->fresh.arena);
    ensure(people_contact_set(write, c->grant[1], (opt_account_id){true, c->vic}, day_today()));
    db_write_commit(write);
    assert_kind(cast_post(c, ben(c), "/people/handovers/:handover/undo", id, 0, ""),
                ANSWER_REDIRECT);
    assert_int_equal(looks_after(c, 0), raw(c->ben));
    assert_int_equal(looks_after(c, 1), raw(c->vic));
    /* Once. */
    (void)cast_post(c, ben(c), "/people/handovers/:handover/undo", id, 0, "");
    assert_int_equal(looks_after(c, 0), raw(c->ben));
}

static void one_hands_over_one_s_own_grants_and_a_director_anyone_s(void **state)
{
    struct cast *c = *state;
    const char *body = cast_words(c, "to=%lld&grants=%lld", raw(c->vic), grant(c, 0));
    assert_kind(cast_post(c, cast_fund(c->cara, ROLE_GRANT_MANAGER), "/people/:person/grants",
                          account_id_raw(c->ben), 0, body),
                ANSWER_ABSENT);
    assert_kind(cast_post(c, cast_of(c->dina, ROLE_PARTNER, 1), "/people/:person/grants",
                          account_id_raw(c->dina), 0, body),
                ANSWER_ABSENT);
    /* Of another's grant, nothing is handed over. */
    const struct asked not_theirs =
        cast_post(c, ben(c), "/people/:person/grants", account_id_raw(c->ben), 0,
                  cast_words(c, "to=%lld&grants=%lld", raw(c->cara), grant(c, 2)));
    assert_kind(not_theirs, ANSWER_REFUSED);
    assert_int_equal(looks_after(c, 2), 0);
    /* Nor to someone who is not staff. */
    assert_kind(cast_post(c, ben(c), "/people/:person/grants", account_id_raw(c->ben), 0,
                          cast_words(c, "to=%lld&grants=%lld", raw(c->dina), grant(c, 0))),
                ANSWER_REFUSED);
    assert_kind(cast_post(c, cast_fund(c->ana, ROLE_DIRECTOR), "/people/:person/grants",
                          account_id_raw(c->ben), 0, body),
                ANSWER_REDIRECT);
    assert_int_equal(looks_after(c, 0), raw(c->vic));
}

static void grants_without_anyone_are_found_and_given(void **state)
{
    struct cast *c = *state;
    const text page = cast_get(c, ben(c), "/people/unmanaged", 0, "").page;
    assert_true(says(page, "Grant 3") && !says(page, "Grant 1"));
    assert_kind(cast_post(c, ben(c), "/people/unmanaged", 0, 0,
                          cast_words(c, "to=%lld&grants=%lld", raw(c->cara), grant(c, 0))),
                ANSWER_REFUSED); /* someone looks after it */
    const struct asked given =
        cast_post(c, ben(c), "/people/unmanaged", 0, 0,
                  cast_words(c, "to=%lld&grants=%lld", raw(c->cara), grant(c, 2)));
    assert_kind(given, ANSWER_REDIRECT);
    assert_int_equal(looks_after(c, 2), raw(c->cara));
    assert_true(
        says(cast_get(c, ben(c), "/people/unmanaged", 0, "").page, "Every grant has someone"));
    (void)cast_post(c, ben(c), "/people/handovers/:handover/undo", given.answer.record, 0, "");
    assert_int_equal(looks_after(c, 2), 0); /* as before: nobody */
}

static void what_was_is_kept_and_each_grant_has_one_contact(void **state)
{
    struct cast *c = *state;
    const day today = day_today();
    struct db_write *write = db_write_begin(c->fresh.database, c->fresh.arena);
    struct db *db = db_of(write);
    assert_true(people_contact_set(write, c->grant[0], (opt_account_id){true, c->cara}, today));
    assert_int_equal(
        grant_manager_begin(write, c->grant[0], c->vic, today, (opt_handover_id){.some = false}),
        0);
    assert_int_equal(grant_contacts_before(db, c->grant[0]).count, 1);
    assert_false(people_contact_set(write, c->grant[0], (opt_account_id){true, c->dina}, today));
    assert_int_equal(raw(grant_contact(db, c->grant[0], today)->account_id), raw(c->cara));
    assert_true(people_contact_set(write, c->grant[0], (opt_account_id){.some = false}, today));
    assert_null(grant_contact(db, c->grant[0], today));
    db_write_undo(write);
}

/* ---- Away ---- */

static struct asked away(struct cast *c, struct viewer by, account_id who, const char *from,
                         const char *until, account_id cover)
{
    return cast_post(c, by, "/people/:person/away", account_id_raw(who), 0,
                     cast_words(c, "from_on=%s&until_on=%s&cover=%lld", from, until, raw(cover)));
}

static void B1_cover_stands_beside_the_name_and_ends_by_itself(void **state)
{
    struct cast *c = *state;
    clock_set(instant_of(1795600000)); /* 25 November 2026, about ten */
    assert_kind(away(c, ben(c), c->ben, "2026-11-25", "2026-11-27", c->cara), ANSWER_REDIRECT);
    struct db *db = db_read(c->fresh.database, c->fresh.arena);
    struct people_contact contact;
    const day today = day_today();
    assert_true(people_contact_of(db, c->grant[0], today, &contact));
    assert_int_equal(raw(contact.account), raw(c->ben));
    assert_int_equal(raw(contact.by), raw(c->cara));
    assert_int_equal(day_between(today, contact.back_on.it), 3);
    assert_int_equal(people_contact_access(db, c->cara, c->grant[0], today).why, WHY_COVER);
    assert_int_equal(people_contact_access(db, c->ben, c->grant[0], today).why, WHY_LOOKED_AFTER);
    assert_false(access_may(people_contact_access(db, c->vic, c->grant[0], today)));
    assert_true(people_contact_of(db, c->grant[0], day_add(today, 2), &contact));
    assert_true(text_present(contact.cover));
    assert_true(people_contact_of(db, c->grant[0], day_add(today, 3), &contact));
    assert_false(text_present(contact.cover));
    assert_false(access_may(people_contact_access(db, c->cara, c->grant[0], day_add(today, 3))));
    db_read_end(db);
    const text page =
        cast_get(c, cast_fund(c->ana, ROLE_DIRECTOR), "/people/:person", account_id_raw(c->ben), "")
            .page;
    assert_true(says(page, "Away until") && says(page, "Cara Moss covers"));
    /* Whoever covers sees on their own page what they answer for. */
    const text covering = cast_get(c, cast_fund(c->cara, ROLE_GRANT_MANAGER), "/people/:person",
                                   account_id_raw(c->cara), "")
                              .page;
    assert_true(says(covering, "Covers for") && says(covering, "Grant 1") &&
                says(covering, "Grant 2") && !says(covering, "Grant 3"));
    clock_clear();
}

static void an_absence_that_cannot_be_is_refused_at_its_field(void **state)
{
    struct cast *c = *state;
    clock_set(instant_of(1795600000));
    assert_kind(away(c, ben(c), c->ben, "2026-12-10", "2026-12-09", c->cara), ANSWER_REFUSED);
    assert_kind(away(c, ben(c), c->ben, "2026-11-01", "2026-11-02", c->cara), ANSWER_REFUSED);
    assert_kind(away(c, ben(c), c->ben, "2026-12-01", "2026-12-02", c->ben), ANSWER_REFUSED);
    assert_kind(away(c, ben(c), c->ben, "2026-12-01", "2026-12-02", c->dina), ANSWER_REFUSED);
    assert_kind(away(c, ben(c), c->ben, "2026-12-01", "2026-12-10", c->cara), ANSWER_REDIRECT);
    const struct asked twice = away(c, ben(c), c->ben, "2026-12-10", "2026-12-20", c->vic);
    assert_kind(twice, ANSWER_REFUSED);
    assert_true(says(twice.page, "is entered already"));
    /* Whoever is away covers for nobody. */
    const struct asked both =
        away(c, cast_fund(c->vic, ROLE_VIEWER), c->vic, "2026-12-05", "2026-12-06", c->ben);
    assert_kind(both, ANSWER_REFUSED);
    assert_true(says(both.page, "is away themselves"));
    assert_kind(away(c, cast_fund(c->vic, ROLE_VIEWER), c->ben, "2027-01-01", "2027-01-02", c->ana),
                ANSWER_ABSENT); /* of oneself; a director of anyone */
    clock_clear();
}

static void someone_back_sooner_answers_themselves(void **state)
{
    struct cast *c = *state;
    clock_set(instant_of(1795600000));
    assert_kind(away(c, ben(c), c->ben, "2026-11-20", "2026-12-04", c->cara), ANSWER_REDIRECT);
    assert_kind(away(c, ben(c), c->ben, "2027-01-01", "2027-01-04", c->cara), ANSWER_REDIRECT);
    assert_kind(
        cast_post(c, ben(c), "/people/:person/away/:absence/end", account_id_raw(c->ben), 1, ""),
        ANSWER_REDIRECT);
    struct db *db = db_read(c->fresh.database, c->fresh.arena);
    assert_int_equal(absences_of(db, c->ben, day_today()).count, 1);
    db_read_end(db);
    /* Another person's is not ended through one's own page. */
    (void)cast_post(c, cast_fund(c->vic, ROLE_VIEWER), "/people/:person/away/:absence/end",
                    account_id_raw(c->vic), 2, "");
    db = db_read(c->fresh.database, c->fresh.arena);
    assert_int_equal(absences_of(db, c->ben, day_today()).count, 1);
    db_read_end(db);
    clock_clear();
}

int main(void)
{
#define CAST(test) cmocka_unit_test_setup_teardown(test, cast_begin, fresh_end)
    const struct CMUnitTest tests[] = {
        CAST(B1_grants_go_from_one_person_to_another_and_back),
        CAST(one_hands_over_one_s_own_grants_and_a_director_anyone_s),
        CAST(grants_without_anyone_are_found_and_given),
        CAST(what_was_is_kept_and_each_grant_has_one_contact),
        CAST(B1_cover_stands_beside_the_name_and_ends_by_itself),
        CAST(an_absence_that_cannot_be_is_refused_at_its_field),
        CAST(someone_back_sooner_answers_themselves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
