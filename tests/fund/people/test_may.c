/* What may be done about people, and who may see what: the pure rules, by table. */
#include "fund/people/may.h"
#include "tests/fund/fresh.h"

static day on(int year, int month, int date)
{
    day d;
    ensure(day_of(year, month, date, &d));
    return d;
}

static void roles_that_forms_offer_are_the_bits_of_the_fund(void **state)
{
    (void)state;
    uint32_t all = 0;
    for (int role = 0; role < FUND_ROLE_COUNT; role++) {
        const uint32_t bit = fund_role_bit((enum fund_role)role);
        assert_int_equal(bit & all, 0);
        assert_true(text_eq(fund_role_code((enum fund_role)role), people_role_name(bit)));
        all |= bit;
    }
    assert_int_equal(all, ROLE_FUND);
    const enum fund_role two[] = {FUND_ROLE_FINANCE, FUND_ROLE_PANEL};
    assert_int_equal(fund_roles_bits(two, 2), ROLE_FINANCE | ROLE_PANEL);
    assert_int_equal(fund_roles_bits(NULL, 0), 0);
}

static void E4_no_role_says_who_someone_is(void **state)
{
    (void)state;
    static const char *const never[] = {"lived",  "lex",    "refugee", "migrant", "ethnic",
                                        "gender", "health", "faith",   "story"};
    for (int role = 0; role < FUND_ROLE_COUNT; role++)
        for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
            struct arena *arena = arena_new((size_t)1 << 20);
            const text label = text_lower(arena, fund_role_label((enum fund_role)role));
            assert_true(text_find(label, text_of(never[i])) < 0);
            arena_free(arena);
        }
}

static void directors_give_all_grant_managers_contacts_others_nothing(void **state)
{
    (void)state;
    static const struct {
        uint32_t roles, may;
    } cases[] = {
        {ROLE_DIRECTOR, ROLE_ANY},
        {ROLE_DIRECTOR | ROLE_FINANCE, ROLE_ANY},
        {ROLE_GRANT_MANAGER, ROLE_PARTNER | ROLE_GROUP},
        {ROLE_FINANCE, 0},
        {ROLE_VIEWER, 0},
        {ROLE_PANEL, 0},
        {ROLE_PARTNER, 0},
        {ROLE_LEARNING_PARTNER, 0},
        {0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(roles_may_give(cases[i].roles), cases[i].may);
}

static void an_invitation_is_good_until_its_last_second_and_once(void **state)
{
    (void)state;
    const instant now = instant_of(1000), later = instant_of(1001);
    const opt_instant no = {.some = false}, yes = {true, instant_of(900)};
    static const enum invitation_state good = INVITATION_GOOD;
    assert_int_equal(invitation_state_of(no, no, later, now), good);
    assert_int_equal(invitation_state_of(no, no, now, now), INVITATION_OLD);
    assert_int_equal(invitation_state_of(yes, no, later, now), INVITATION_ACCEPTED);
    assert_int_equal(invitation_state_of(no, yes, later, now), INVITATION_WITHDRAWN);
    assert_int_equal(invitation_state_of(yes, no, now, now), INVITATION_ACCEPTED);
    assert_int_equal(invitation_state_of(no, yes, now, now), INVITATION_WITHDRAWN);
}

static void
of_a_mail_that_arrived_or_waits_nothing_is_said_and_of_others_what_happened(void **state)
{
    (void)state;
    static const opt_address_state fine = {.some = false}, slow = {true, ADDRESS_STATE_SLOW},
                                   failing = {true, ADDRESS_STATE_FAILING};
    static const struct {
        enum mail_state state;
        const char *words; /* NULL: none */
    } cases[] = {
        {MAIL_STATE_WAITING, NULL},       {MAIL_STATE_HELD, NULL},
        {MAIL_STATE_SENDING, NULL},       {MAIL_STATE_HANDED, NULL},
        {MAIL_STATE_SENT, NULL},          {MAIL_STATE_GATHERED, NULL},
        {MAIL_STATE_UNSURE, "Perhaps"},   {MAIL_STATE_FAILED, "could not be sent"},
        {MAIL_STATE_DROPPED, "given up"}, {MAIL_STATE_RETURNED, "came back"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const opt_mail_state mail = {true, cases[i].state};
        const text words = invitation_mail_words(mail, fine);
        assert_int_equal(text_present(words), cases[i].words != NULL);
        if (cases[i].words)
            assert_true(text_find(words, text_of(cases[i].words)) >= 0);
        assert_true(text_present(invitation_mail_words(mail, slow)));
        assert_true(text_find(invitation_mail_words(mail, failing), T("came back")) >= 0);
    }
    const opt_mail_state forgotten = {.some = false};
    assert_false(text_present(invitation_mail_words(forgotten, fine)));
}

static void an_address_is_masked_but_for_what_its_owner_knows(void **state)
{
    struct fresh *fresh = *state;
    assert_text(address_masked(fresh->arena, T("nadia@brackwater.example")),
                "n•••@brackwater.example");
    assert_text(address_masked(fresh->arena, T("élan@x.example")), "é•••@x.example");
    assert_text(address_masked(fresh->arena, T("n@x.example")), "n•••@x.example");
    assert_text(address_masked(fresh->arena, T("@x.example")), "•••");
    assert_text(address_masked(fresh->arena, T("nothing")), "•••");
}

static void an_absence_has_an_end_and_another_to_cover(void **state)
{
    (void)state;
    const day today = on(2026, 11, 25);
    const struct {
        day from, until;
        bool self;
        enum absence_fault fault;
    } cases[] = {
        {today, today, false, ABSENCE_FINE},
        {on(2026, 11, 20), on(2026, 12, 4), false, ABSENCE_FINE},
        {on(2026, 12, 4), on(2026, 12, 3), false, ABSENCE_BACKWARDS},
        {on(2026, 11, 1), on(2026, 11, 24), false, ABSENCE_OVER},
        {on(2026, 12, 1), on(2027, 12, 1), false, ABSENCE_FINE},
        {on(2026, 12, 1), on(2027, 12, 2), false, ABSENCE_LONG},
        {today, today, true, ABSENCE_COVERED_BY_SELF},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const enum absence_fault fault =
            absence_check(cases[i].from, cases[i].until, today, cases[i].self);
        assert_int_equal(fault, cases[i].fault);
        assert_int_equal(text_present(absence_fault_words(fault)), fault != ABSENCE_FINE);
    }
}

static void who_left_is_kept_as_long_as_settings_say(void **state)
{
    (void)state;
    const day left = on(2026, 3, 1);
    assert_int_equal(day_order(forget_on(left, 365), on(2027, 3, 1)), 0);
    const opt_day here = {.some = false}, gone = {true, left};
    const opt_instant no = {.some = false}, yes = {true, instant_of(0)};
    assert_false(forget_allowed(here, no, on(2026, 3, 2)));
    assert_false(forget_allowed(gone, no, left)); /* a slip can be put back on the day */
    assert_true(forget_allowed(gone, no, on(2026, 3, 2)));
    assert_false(forget_allowed(gone, yes, on(2026, 3, 2)));
}

/* ---- Who may see what ---- */

static void H15_each_hat_sees_its_own_and_each_answer_has_a_reason(void **state)
{
    (void)state;
    static const struct {
        uint32_t roles;
        enum access_kind kind;
        enum access_extent extent;
        enum access_why why;
    } cases[] = {
        {ROLE_VIEWER, ACCESS_GRANT, ACCESS_ALL, WHY_STAFF},
        {ROLE_VIEWER, ACCESS_PERSON, ACCESS_NONE, WHY_NOT_THEIR_WORK},
        {ROLE_GRANT_MANAGER, ACCESS_PERSON, ACCESS_OWN, WHY_CONTACTS},
        {ROLE_DIRECTOR, ACCESS_PERSON, ACCESS_ALL, WHY_DIRECTOR},
        {ROLE_DIRECTOR, ACCESS_NEED, ACCESS_NONE, WHY_SEALED},
        {ROLE_FINANCE, ACCESS_SETTING, ACCESS_NONE, WHY_NOT_THEIR_WORK},
        {ROLE_PARTNER, ACCESS_GRANT, ACCESS_OWN, WHY_OWN_SEAT},
        {ROLE_PARTNER, ACCESS_PARTNER, ACCESS_OWN, WHY_OWN_ORGANISATION},
        {ROLE_PARTNER, ACCESS_PERSON, ACCESS_NONE, WHY_NOT_THEIR_WORK},
        {ROLE_GROUP, ACCESS_GRANT, ACCESS_NONE, WHY_NOT_THEIRS},
        {ROLE_GROUP, ACCESS_PARTNER, ACCESS_OWN, WHY_HOST},
        {ROLE_CO_FUNDER, ACCESS_POOL, ACCESS_OWN, WHY_PAYS_IN},
        {ROLE_CO_FUNDER, ACCESS_GRANT, ACCESS_NONE, WHY_NOT_THEIR_WORK},
        {ROLE_PANEL, ACCESS_GRANT, ACCESS_NONE, WHY_NOT_THEIR_WORK},
        {ROLE_LEARNING_PARTNER, ACCESS_GRANT, ACCESS_NONE, WHY_NOT_THEIR_WORK},
        {ROLE_PAYMENTS, ACCESS_GRANT, ACCESS_NONE, WHY_NOT_THEIR_WORK},
        {0, ACCESS_GRANT, ACCESS_NONE, WHY_NO_HAT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct access access = access_of_kind((struct hat){cases[i].roles, 0}, cases[i].kind);
        assert_int_equal(access.extent, cases[i].extent);
        assert_int_equal(access.why, cases[i].why);
    }
    for (uint32_t role = 1; role <= ROLE_ANY; role <<= 1)
        for (int kind = 0; kind < ACCESS_KIND_COUNT; kind++) {
            const struct access access =
                access_of_kind((struct hat){role, 1}, (enum access_kind)kind);
            assert_true(text_present(access_why_words(access.why)));
            assert_true(text_present(access_extent_words(access.extent)));
            assert_true(text_present(access_kind_label((enum access_kind)kind)));
            /* Nobody but staff sees all of anything. */
            assert_true(access.extent != ACCESS_ALL || (role & ROLE_STAFF));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roles_that_forms_offer_are_the_bits_of_the_fund),
        cmocka_unit_test(E4_no_role_says_who_someone_is),
        cmocka_unit_test(directors_give_all_grant_managers_contacts_others_nothing),
        cmocka_unit_test(an_invitation_is_good_until_its_last_second_and_once),
        cmocka_unit_test(
            of_a_mail_that_arrived_or_waits_nothing_is_said_and_of_others_what_happened),
        cmocka_unit_test_setup_teardown(an_address_is_masked_but_for_what_its_owner_knows,
                                        fresh_begin, fresh_end),
        cmocka_unit_test(an_absence_has_an_end_and_another_to_cover),
        cmocka_unit_test(who_left_is_kept_as_long_as_settings_say),
        cmocka_unit_test(H15_each_hat_sees_its_own_and_each_answer_has_a_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
