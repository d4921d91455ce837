/* Invitations through their own routes: by mail, for one address, once. */
#include "engine/base/clock.h"
#include "engine/web/session.h"
#include "fund/people/may.h"
#include "tests/fund/people/cast.h"

static const struct viewer stranger = {.account = 0};

static struct asked invite_partner(struct cast *c, struct viewer by, const char *email)
{
    return cast_post(c, by, "/people/invite", 0, 0,
                     cast_words(c, "as=partner&name=Nadia+Rahman&email=%s&body=%lld", email,
                                (long long)partner_id_raw(c->brackwater)));
}

static struct asked accept(struct cast *c, struct viewer by, text token)
{
    return cast_post(c, by, "/invitation", 0, 0, cast_words(c, "token=%.*s", TEXT_ARG(token)));
}

static struct asked look(struct cast *c, struct viewer by, text token)
{
    return cast_get(c, by, "/invitation", 0, cast_words(c, "token=%.*s", TEXT_ARG(token)));
}

static const struct account_by_email_row *account_at(struct cast *c, const char *email)
{
    struct db *db = db_read(c->fresh.database, c->fresh.arena);
    const struct account_by_email_row *row = account_by_email(db, text_of(email));
    db_read_end(db);
    return row;
}

static bool belongs(struct cast *c, partner_id partner, account_id account)
{
    struct db *db = db_read(c->fresh.database, c->fresh.arena);
    const bool found = partner_place(db, partner, account) != NULL;
    db_read_end(db);
    return found;
}

static void a_mail_brings_someone_in_with_one_press(void **state)
{
    struct cast *c = *state;
    struct fresh *fresh = &c->fresh;
    const struct viewer ben = cast_fund(c->ben, ROLE_GRANT_MANAGER);
    assert_kind(invite_partner(c, ben, "Nadia@Brackwater.example"), ANSWER_REDIRECT);
    assert_null(account_at(c, "nadia@brackwater.example")); /* nobody is here before they say so */
    const text body = cast_mail(c, 1);
    assert_true(says(body, "Brackwater Law Centre") &&
                says(body, "https://fund.example/invitation"));
    const text token = cast_token(c, 1);

    const struct asked shown = look(c, stranger, token);
    assert_kind(shown, ANSWER_PAGE);
    assert_true(says(shown.page, "Nadia Rahman") && says(shown.page, "n•••@brackwater.example") &&
                says(shown.page, "Ben Fox") && says(shown.page, ">Accept<"));
    assert_false(says(shown.page, "nadia@brackwater.example"));
    assert_null(account_at(c, "nadia@brackwater.example")); /* looking accepts nothing */

    const struct asked in = accept(c, stranger, token);
    assert_kind(in, ANSWER_REDIRECT);
    assert_non_null(in.answer.session_cookie);
    const struct account_by_email_row *nadia = account_at(c, "nadia@brackwater.example");
    assert_non_null(nadia);
    assert_text(nadia->name, "Nadia Rahman");
    assert_int_equal(nadia->roles, 0);
    assert_true(belongs(c, c->brackwater, nadia->id));
}

static void an_invitation_bears_the_present_name(void **state)
{
    struct cast *c = *state;
    c->fresh.app.initiative = T("Its name at the start");
    assert_kind(
        invite_partner(c, cast_fund(c->ben, ROLE_GRANT_MANAGER), "nadia@brackwater.example"),
        ANSWER_REDIRECT);
    struct db *db = db_read(c->fresh.database, c->fresh.arena);
    const text subject = mail_find(db, mail_id_of(1))->subject;
    db_read_end(db);
    assert_true(says(subject, "Your invitation to "));
    assert_false(says(subject, "Its name at the start"));
}

static void two_people_accept_one_invitation_and_the_second_changes_nothing(void **state)
{
    struct cast *c = *state;
    (void)invite_partner(c, cast_fund(c->ana, ROLE_DIRECTOR), "nadia@brackwater.example");
    const text token = cast_token(c, 1);
    assert_kind(accept(c, stranger, token), ANSWER_REDIRECT);
    const account_id nadia = account_at(c, "nadia@brackwater.example")->id;
    const struct asked second = accept(c, stranger, token);
    assert_kind(second, ANSWER_REFUSED);
    assert_null(second.answer.session_cookie);
    assert_true(says(second.page, "accepted already") && says(second.page, "Nothing has changed"));
    const struct asked other = accept(c, cast_of(c->fay, ROLE_PARTNER, 2), token);
    assert_kind(other, ANSWER_REFUSED);
    assert_false(belongs(c, c->brackwater, c->fay));
    /* Whom it let in presses once more, and is just let on. */
    const struct viewer self = cast_of(nadia, ROLE_PARTNER, partner_id_raw(c->brackwater));
    const struct asked again = accept(c, self, token);
    assert_kind(again, ANSWER_REDIRECT);
    assert_null(again.answer.session_cookie);
    assert_kind(look(c, self, token), ANSWER_REDIRECT);
}

static void a_main_contact_by_invitation_takes_over_and_that_can_be_undone(void **state)
{
    struct cast *c = *state;
    const struct viewer ana = cast_fund(c->ana, ROLE_DIRECTOR);
    (void)cast_post(c, ana, "/people/invite", 0, 0,
                    cast_words(c, "as=partner&name=Nadia&email=n%%40x.example&main=yes&body=%lld",
                               (long long)partner_id_raw(c->brackwater)));
    assert_kind(accept(c, stranger, cast_token(c, 1)), ANSWER_REDIRECT);
    struct db *db = db_read(c->fresh.database, c->fresh.arena);
    assert_true(partner_place(db, c->brackwater, account_by_email(db, T("n@x.example"))->id)->main);
    assert_false(partner_place(db, c->brackwater, c->dina)->main);
    db_read_end(db);
    assert_kind(cast_post(c, ana, "/people/handovers/:handover/undo", 1, 0, ""), ANSWER_REDIRECT);
    db = db_read(c->fresh.database, c->fresh.arena);
    assert_true(partner_place(db, c->brackwater, c->dina)->main);
    db_read_end(db);
}

static void a_forwarded_link_gives_nothing_to_whoever_holds_it(void **state)
{
    struct cast *c = *state;
    (void)invite_partner(c, cast_fund(c->ana, ROLE_DIRECTOR), "gus@kitchen.example");
    const text token = cast_token(c, 1);
    const struct viewer fay = cast_of(c->fay, ROLE_PARTNER, partner_id_raw(c->thornmere));
    const struct asked shown = look(c, fay, token);
    assert_true(says(shown.page, "g•••@kitchen.example") && says(shown.page, "forwarded to you"));
    /* Fay accepts what was for Gus: Gus gets the place, and nobody is signed in by an old mail. */
    const struct asked taken = accept(c, fay, token);
    assert_kind(taken, ANSWER_REDIRECT);
    assert_null(taken.answer.session_cookie);
    assert_true(text_eq(taken.answer.location, T("/sign-in")));
    assert_false(belongs(c, c->brackwater, c->fay));
    assert_true(belongs(c, c->brackwater, c->gus));
}

static void an_address_with_an_account_gets_one_more_hat(void **state)
{
    struct cast *c = *state;
    const struct viewer ana = cast_fund(c->ana, ROLE_DIRECTOR);
    assert_kind(cast_post(c, ana, "/people/invite/fund", 0, 0,
                          "name=Eli&email=eli%40brackwater.example&roles=panel"),
                ANSWER_REDIRECT);
    const text token = cast_token(c, 1);
    const struct viewer eli = cast_of(c->eli, ROLE_PARTNER, partner_id_raw(c->brackwater));
    assert_true(says(look(c, eli, token).page, "one more hat"));
    const struct asked in = accept(c, eli, token);
    assert_kind(in, ANSWER_REDIRECT);
    assert_true(text_eq(in.answer.location, T("/hats")));
    const struct account_by_email_row *row = account_at(c, "eli@brackwater.example");
    assert_int_equal(row->roles, ROLE_PANEL);
    assert_string_equal(text_cstr(c->fresh.arena, row->name),
                        "Eli Stone"); /* the account's own name stays */
    assert_true(belongs(c, c->brackwater, c->eli));
}

static void a_link_works_fourteen_days_and_says_what_to_do_after(void **state)
{
    struct cast *c = *state;
    const instant start = instant_now();
    clock_set(start);
    (void)invite_partner(c, cast_fund(c->ben, ROLE_GRANT_MANAGER), "nadia@brackwater.example");
    const text token = cast_token(c, 1);
    clock_set(instant_add(start, INVITATION_SECONDS - 1));
    assert_true(says(look(c, stranger, token).page, ">Accept<"));
    clock_set(instant_add(start, INVITATION_SECONDS));
    assert_true(says(look(c, stranger, token).page, "This invitation has ended"));
    assert_true(says(look(c, stranger, token).page, "Ask Ben Fox to send it again"));
    assert_kind(accept(c, stranger, token), ANSWER_REFUSED);
    assert_null(account_at(c, "nadia@brackwater.example"));
    clock_clear();
}

static void sent_again_the_newest_link_works_and_the_old_one_does_not(void **state)
{
    struct cast *c = *state;
    const struct viewer ben = cast_fund(c->ben, ROLE_GRANT_MANAGER);
    const int64_t id = invite_partner(c, ben, "nadia@brackwater.example").answer.record;
    const text first = cast_token(c, 1);
    /* A second press is no second mail. */
    (void)cast_post(c, ben, "/people/invitations/:invitation/resend", id, 0, "");
    assert_false(text_present(cast_mail(c, 2)));
    clock_advance(INVITATION_PAUSE_SECONDS);
    assert_kind(cast_post(c, ben, "/people/invitations/:invitation/resend", id, 0, ""),
                ANSWER_REDIRECT);
    const text second = cast_token(c, 2);
    assert_false(text_eq(first, second));
    assert_kind(accept(c, stranger, first), ANSWER_REFUSED);
    assert_true(says(look(c, stranger, first).page, "only the newest mail"));
    assert_kind(accept(c, stranger, second), ANSWER_REDIRECT);
    /* Answered: there is nothing to send again, and no mail goes. */
    clock_advance(INVITATION_PAUSE_SECONDS);
    (void)cast_post(c, ben, "/people/invitations/:invitation/resend", id, 0, "");
    assert_false(text_present(cast_mail(c, 3)));
    clock_clear();
}

/* ---- A mail that does not arrive ---- */

static bool invitations_say(struct cast *c, struct viewer by, const char *path, const char *words)
{
    return says(cast_get(c, by, path, 0, "").page, words);
}

static void whoever_invited_reads_that_the_mail_came_back(void **state)
{
    struct cast *c = *state;
    const struct viewer ben = cast_fund(c->ben, ROLE_GRANT_MANAGER),
                        dina = cast_of(c->dina, ROLE_PARTNER, partner_id_raw(c->brackwater));
    const instant start = instant_now();
    clock_set(start);
    (void)invite_partner(c, ben, "nadia@brackwater.example");
    (void)invite_partner(c, ben, "other@brackwater.example");
    assert_false(invitations_say(c, ben, "/people/invitations", "this address"));
    struct db_write *write = db_write_begin(c->fresh.database, c->fresh.arena);
    ensure(outbox_end(write, mail_id_of(1), MAIL_STATE_RETURNED, instant_now(), T("550"), false) ==
           1);
    db_write_commit(write);
    assert_true(
        invitations_say(c, ben, "/people/invitations", "The mail to this address came back."));
    assert_true(invitations_say(c, dina, "/colleagues", "The mail to this address came back."));
    /* Sent again, nothing is known of the new mail yet. */
    clock_advance(INVITATION_PAUSE_SECONDS);
    assert_kind(cast_post(c, ben, "/people/invitations/:invitation/resend", 1, 0, ""),
                ANSWER_REDIRECT);
    assert_false(invitations_say(c, ben, "/people/invitations", "this address"));
    write = db_write_begin(c->fresh.database, c->fresh.arena);
    ensure(outbox_end(write, mail_id_of(3), MAIL_STATE_FAILED, instant_now(), T("554"), false) ==
           1);
    db_write_commit(write);
    assert_true(invitations_say(c, ben, "/people/invitations",
                                "The mail to this address could not be sent."));
    clock_clear();
}

static void
what_was_said_of_an_address_since_the_mail_is_told_and_what_was_said_before_is_not(void **state)
{
    struct cast *c = *state;
    const struct viewer ana = cast_fund(c->ana, ROLE_DIRECTOR);
    const instant start = instant_now();
    clock_set(start);
    struct db_write *write = db_write_begin(c->fresh.database, c->fresh.arena);
    (void)mail_address_put(write, T("nadia@brackwater.example"), ADDRESS_STATE_FAILING,
                           instant_now(), T("550"));
    db_write_commit(write);
    clock_advance(60);
    (void)invite_partner(c, ana, "nadia@brackwater.example");
    assert_false(invitations_say(c, ana, "/people/invitations", "this address"));
    write = db_write_begin(c->fresh.database, c->fresh.arena);
    (void)mail_address_put(write, T("nadia@brackwater.example"), ADDRESS_STATE_SLOW, instant_now(),
                           T("450"));
    db_write_commit(write);
    assert_true(
        invitations_say(c, ana, "/people/invitations", "The mail to this address is late."));
    clock_clear();
}

static void nobody_floods_others_with_invitations(void **state)
{
    struct cast *c = *state;
    const struct viewer dina = cast_of(c->dina, ROLE_PARTNER, partner_id_raw(c->brackwater));
    clock_set(instant_now());
    for (int i = 0; i < INVITATIONS_A_DAY; i++)
        assert_kind(cast_post(c, dina, "/colleagues/invite", 0, 0,
                              cast_words(c, "name=N&email=n%d%%40x.example", i)),
                    ANSWER_REDIRECT);
    const struct asked more =
        cast_post(c, dina, "/colleagues/invite", 0, 0, "name=N&email=more%40x.example");
    assert_kind(more, ANSWER_REFUSED);
    assert_true(says(more.page, "Go on tomorrow"));
    clock_advance(INT64_C(86400) + 1);
    assert_kind(cast_post(c, dina, "/colleagues/invite", 0, 0, "name=N&email=more%40x.example"),
                ANSWER_REDIRECT);
    clock_clear();
}

static void taken_back_it_lets_nobody_in(void **state)
{
    struct cast *c = *state;
    const struct viewer ben = cast_fund(c->ben, ROLE_GRANT_MANAGER);
    const int64_t id = invite_partner(c, ben, "nadia@brackwater.example").answer.record;
    const text token = cast_token(c, 1);
    assert_true(says(cast_get(c, ben, "/people/invitations", 0, "").page, "Nadia Rahman"));
    assert_kind(cast_post(c, ben, "/people/invitations/:invitation/withdraw", id, 0, ""),
                ANSWER_REDIRECT);
    assert_kind(accept(c, stranger, token), ANSWER_REFUSED);
    assert_true(says(look(c, stranger, token).page, "taken back"));
    assert_false(says(cast_get(c, ben, "/people/invitations", 0, "").page, "Nadia Rahman"));
}

static void nobody_is_asked_twice_or_for_what_they_have(void **state)
{
    struct cast *c = *state;
    const struct viewer ben = cast_fund(c->ben, ROLE_GRANT_MANAGER);
    (void)invite_partner(c, ben, "nadia@brackwater.example");
    const struct asked twice = invite_partner(c, ben, "NADIA@brackwater.example");
    assert_kind(twice, ANSWER_REFUSED);
    assert_true(says(twice.page, "has not answered yet") && says(twice.page, "Nadia Rahman"));
    const struct asked has = invite_partner(c, ben, "eli@brackwater.example");
    assert_kind(has, ANSWER_REFUSED);
    assert_true(says(has.page, "Eli Stone has this already"));
    assert_false(text_present(cast_mail(c, 2)));
}

static void grant_managers_invite_people_of_partners_and_groups_alone(void **state)
{
    struct cast *c = *state;
    const struct viewer ben = cast_fund(c->ben, ROLE_GRANT_MANAGER);
    static const char *const never[] = {
        "as=fund&name=N&email=n%40x.example&roles=director",
        "as=co_funder&name=N&email=n%40x.example&body=1",
        "as=director&name=N&email=n%40x.example",
        "as=&name=N&email=n%40x.example",
    };
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        assert_true(cast_post(c, ben, "/people/invite", 0, 0, never[i]).answer.kind !=
                    ANSWER_REDIRECT);
    assert_kind(cast_post(c, cast_fund(c->vic, ROLE_VIEWER), "/people/invite", 0, 0, never[0]),
                ANSWER_ABSENT);
    assert_kind(
        cast_post(c, ben, "/people/invite/fund", 0, 0, "name=N&email=n%40x.example&roles=director"),
        ANSWER_ABSENT);
    assert_kind(cast_post(c, ben, "/people/invite", 0, 0,
                          cast_words(c, "as=group&name=N&email=n%%40x.example&body=%lld",
                                     (long long)group_id_raw(c->kitchen))),
                ANSWER_REDIRECT);
    /* An invitation to staff is none of theirs: neither to be seen nor to be taken back. */
    const int64_t staff =
        cast_post(c, cast_fund(c->ana, ROLE_DIRECTOR), "/people/invite/fund", 0, 0,
                  "name=New+Director&email=d%40fund.example&roles=director&roles=finance")
            .answer.record;
    assert_false(says(cast_get(c, ben, "/people/invitations", 0, "").page, "New Director"));
    assert_kind(cast_post(c, ben, "/people/invitations/:invitation/withdraw", staff, 0, ""),
                ANSWER_ABSENT);
}

static void an_invitation_without_a_role_or_a_place_is_refused_and_nothing_is_lost(void **state)
{
    struct cast *c = *state;
    const struct viewer ana = cast_fund(c->ana, ROLE_DIRECTOR);
    const struct asked no_role =
        cast_post(c, ana, "/people/invite/fund", 0, 0, "name=Nadia&email=n%40x.example");
    assert_kind(no_role, ANSWER_REFUSED);
    assert_true(says(no_role.page, "error-summary") && says(no_role.page, "Nadia"));
    const struct asked no_place = cast_post(c, ana, "/people/invite", 0, 0,
                                            "as=partner&name=Nadia&email=n%40x.example&body=999");
    assert_kind(no_place, ANSWER_REFUSED);
    const struct asked no_address =
        cast_post(c, ana, "/people/invite/fund", 0, 0, "name=Nadia&email=nowhere&roles=panel");
    assert_kind(no_address, ANSWER_REFUSED);
    assert_true(says(no_address.page, "nowhere"));
    assert_false(text_present(cast_mail(c, 1)));
}

static void a_link_that_is_none_says_so_and_tells_nothing(void **state)
{
    struct cast *c = *state;
    static const char *const tokens[] = {"", "abc",
                                         "00000000000000000000000000000000000000000000000000000000"
                                         "00000000"};
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
        assert_true(says(look(c, stranger, text_of(tokens[i])).page, "This link does not work"));
        assert_kind(accept(c, stranger, text_of(tokens[i])), ANSWER_REFUSED);
    }
}

static void someone_who_left_comes_back_with_the_new_hat_alone(void **state)
{
    struct cast *c = *state;
    const struct viewer ana = cast_fund(c->ana, ROLE_DIRECTOR);
    assert_kind(cast_post(c, ana, "/people/:person/leave", account_id_raw(c->cara), 0, ""),
                ANSWER_REDIRECT);
    (void)invite_partner(c, ana, "cara@fund.example");
    assert_kind(accept(c, stranger, cast_token(c, 1)), ANSWER_REDIRECT);
    struct db *db = db_read(c->fresh.database, c->fresh.arena);
    const struct person_row *cara = person_find(db, c->cara);
    assert_false(cara->left_on.some);
    assert_int_equal(cara->roles, 0);
    db_read_end(db);
    assert_true(belongs(c, c->brackwater, c->cara));
}

static void a_grant_manager_invites_everyone_but_themselves(void **state)
{
    struct cast *c = *state;
    const struct asked self =
        invite_partner(c, cast_fund(c->ben, ROLE_GRANT_MANAGER), "Ben@fund.example");
    assert_kind(self, ANSWER_REFUSED);
    assert_true(says(self.page, "your own address"));
    assert_false(text_present(cast_mail(c, 1)));
    assert_kind(invite_partner(c, cast_fund(c->ana, ROLE_DIRECTOR), "ana@fund.example"),
                ANSWER_REDIRECT);
}

/* Else a director who is let go leaves a door open for fourteen days. */
static void what_a_director_gave_away_ends_with_their_time_as_one(void **state)
{
    struct cast *c = *state;
    const struct viewer ana = cast_fund(c->ana, ROLE_DIRECTOR);
    static const char *const ways[][2] = {
        {"/people/:person/leave", ""},
        {"/people/:person/edit", "version=1&name=Vic+Penn&email=vic%40fund.example&roles=viewer"},
    };
    for (int64_t i = 0; i < 2; i++) {
        const struct account_by_email_row *left =
            account_at(c, i ? "vic@fund.example" : "cara@fund.example");
        const struct viewer them = cast_fund(left->id, ROLE_DIRECTOR);
        assert_kind(cast_post(c, them, "/people/invite/fund", 0, 0,
                              cast_words(c, "name=N&email=n%lld%%40x.example&roles=director",
                                         (long long)i)),
                    ANSWER_REDIRECT);
        assert_kind(invite_partner(c, them, i ? "p1@x.example" : "p0@x.example"), ANSWER_REDIRECT);
        assert_kind(cast_post(c, ana, ways[i][0], account_id_raw(left->id), 0, ways[i][1]),
                    ANSWER_REDIRECT);
        assert_kind(accept(c, stranger, cast_token(c, 2 * i + 1)), ANSWER_REFUSED);
        /* Whom they asked to speak for a partner may still come. */
        assert_kind(accept(c, stranger, cast_token(c, 2 * i + 2)), ANSWER_REDIRECT);
    }
}

int main(void)
{
#define CAST(test) cmocka_unit_test_setup_teardown(test, cast_begin, fresh_end)
    const struct CMUnitTest tests[] = {
        CAST(a_mail_brings_someone_in_with_one_press),
        CAST(an_invitation_bears_the_present_name),
        CAST(two_people_accept_one_invitation_and_the_second_changes_nothing),
        CAST(a_main_contact_by_invitation_takes_over_and_that_can_be_undone),
        CAST(a_forwarded_link_gives_nothing_to_whoever_holds_it),
        CAST(an_address_with_an_account_gets_one_more_hat),
        CAST(a_link_works_fourteen_days_and_says_what_to_do_after),
        CAST(sent_again_the_newest_link_works_and_the_old_one_does_not),
        CAST(whoever_invited_reads_that_the_mail_came_back),
        CAST(what_was_said_of_an_address_since_the_mail_is_told_and_what_was_said_before_is_not),
        CAST(nobody_floods_others_with_invitations),
        CAST(taken_back_it_lets_nobody_in),
        CAST(nobody_is_asked_twice_or_for_what_they_have),
        CAST(grant_managers_invite_people_of_partners_and_groups_alone),
        CAST(an_invitation_without_a_role_or_a_place_is_refused_and_nothing_is_lost),
        CAST(a_grant_manager_invites_everyone_but_themselves),
        CAST(what_a_director_gave_away_ends_with_their_time_as_one),
        CAST(a_link_that_is_none_says_so_and_tells_nothing),
        CAST(someone_who_left_comes_back_with_the_new_hat_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
