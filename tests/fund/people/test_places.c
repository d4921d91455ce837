/* Places in organisations: who may give and end them, contacts handed over and back, hats. */
#include "tests/fund/people/cast.h"

static struct viewer dina(struct cast *c)
{
    return cast_of(c->dina, ROLE_PARTNER, partner_id_raw(c->brackwater));
}

static struct viewer ben(struct cast *c)
{
    return cast_fund(c->ben, ROLE_GRANT_MANAGER);
}

static const struct place *place(struct cast *c, partner_id partner, account_id account)
{
    struct db *db = db_read(c->fresh.database, c->fresh.arena);
    const struct place *row = partner_place(db, partner, account);
    db_read_end(db);
    return row;
}

/* ---- The main contact, for their own organisation and no other ---- */

static void a_main_contact_invites_to_their_own_organisation(void **state)
{
    struct cast *c = *state;
    assert_kind(cast_post(c, dina(c), "/colleagues/invite", 0, 0,
                          "name=Nadia&email=nadia%40brackwater.example"),
                ANSWER_REDIRECT);
    assert_true(says(cast_mail(c, 1), "Brackwater Law Centre"));
    const text page = cast_get(c, dina(c), "/colleagues", 0, "").page;
    assert_true(says(page, "Nadia") && says(page, "Eli Stone") && says(page, "Main contact"));
    assert_false(says(page, "Fay Nunez"));
    /* A colleague reads, and does no more. */
    const struct viewer eli = cast_of(c->eli, ROLE_PARTNER, partner_id_raw(c->brackwater));
    const text read = cast_get(c, eli, "/colleagues", 0, "").page;
    assert_true(says(read, "Dina Okafor"));
    assert_false(says(read, "/colleagues/invite") || says(read, "nadia@"));
    assert_kind(cast_get(c, eli, "/colleagues/invite", 0, ""), ANSWER_ABSENT);
    assert_kind(cast_post(c, eli, "/colleagues/invite", 0, 0, "name=N&email=n%40x.example"),
                ANSWER_ABSENT);
    assert_kind(cast_post(c, eli, "/colleagues/:person/end", account_id_raw(c->dina), 0, ""),
                ANSWER_ABSENT);
}

static void nobody_else_s_people_and_invitations_are_theirs(void **state)
{
    struct cast *c = *state;
    const struct viewer fay = cast_of(c->fay, ROLE_PARTNER, partner_id_raw(c->thornmere));
    const int64_t invitation = cast_post(c, dina(c), "/colleagues/invite", 0, 0,
                                         "name=Nadia&email=nadia%40brackwater.example")
                                   .answer.record;
    assert_kind(cast_post(c, fay, "/colleagues/:person/end", account_id_raw(c->eli), 0, ""),
                ANSWER_ABSENT);
    assert_kind(cast_post(c, fay, "/colleagues/:person/main", account_id_raw(c->eli), 0, ""),
                ANSWER_ABSENT);
    assert_kind(
        cast_post(c, fay, "/colleagues/invitations/:invitation/withdraw", invitation, 0, ""),
        ANSWER_ABSENT);
    assert_kind(cast_post(c, fay, "/colleagues/invitations/:invitation/resend", invitation, 0, ""),
                ANSWER_ABSENT);
    /* Of the host, the group's own people are not. */
    assert_kind(cast_post(c, fay, "/colleagues/:person/end", account_id_raw(c->gus), 0, ""),
                ANSWER_ABSENT);
    assert_non_null(place(c, c->brackwater, c->eli));
    assert_kind(
        cast_post(c, dina(c), "/colleagues/invitations/:invitation/withdraw", invitation, 0, ""),
        ANSWER_REDIRECT);
}

static void a_time_that_ended_is_put_back_on_the_day(void **state)
{
    struct cast *c = *state;
    const int64_t eli = account_id_raw(c->eli);
    const int64_t membership = place(c, c->brackwater, c->eli)->membership;
    assert_kind(cast_post(c, dina(c), "/colleagues/:person/end", eli, 0, ""), ANSWER_REDIRECT);
    assert_null(place(c, c->brackwater, c->eli));
    assert_true(says(cast_get(c, dina(c), "/colleagues", 0, "").page, "Put Eli Stone back"));
    const char *body = cast_words(c, "membership=%lld", (long long)membership);
    const struct viewer fay = cast_of(c->fay, ROLE_PARTNER, partner_id_raw(c->thornmere));
    (void)cast_post(c, fay, "/colleagues/back", 0, 0, body);
    assert_null(place(c, c->brackwater, c->eli));
    assert_kind(cast_post(c, dina(c), "/colleagues/back", 0, 0, body), ANSWER_REDIRECT);
    assert_non_null(place(c, c->brackwater, c->eli));
    /* The main contact does not go before the contact does. */
    const struct asked self =
        cast_post(c, dina(c), "/colleagues/:person/end", account_id_raw(c->dina), 0, "");
    assert_true(says(self.answer.notice, "hand that to a colleague first"));
    assert_non_null(place(c, c->brackwater, c->dina));
}

static void the_contact_is_handed_on_and_taken_back(void **state)
{
    struct cast *c = *state;
    assert_kind(cast_post(c, dina(c), "/colleagues/:person/main", account_id_raw(c->eli), 0, ""),
                ANSWER_REDIRECT);
    assert_true(place(c, c->brackwater, c->eli)->main);
    assert_false(place(c, c->brackwater, c->dina)->main);
    assert_true(says(cast_get(c, dina(c), "/colleagues", 0, "").page, "Take it back"));
    assert_kind(cast_post(c, dina(c), "/colleagues/main/back", 0, 0, ""), ANSWER_REDIRECT);
    assert_true(place(c, c->brackwater, c->dina)->main);
    /* There is nothing more to take back. */
    const struct asked again = cast_post(c, dina(c), "/colleagues/main/back", 0, 0, "");
    assert_true(says(again.answer.notice, "nothing to take back"));
}

/* ---- Moving, as staff do it ---- */

static void someone_moves_and_both_times_are_kept(void **state)
{
    struct cast *c = *state;
    const int64_t eli = account_id_raw(c->eli);
    const long long from = (long long)partner_id_raw(c->brackwater),
                    to = (long long)partner_id_raw(c->thornmere);
    assert_kind(cast_post(c, ben(c), "/people/:person/place", eli, 0,
                          cast_words(c, "as=partner&body=%lld", to)),
                ANSWER_REDIRECT);
    assert_kind(cast_post(c, ben(c), "/people/:person/place/end", eli, 0,
                          cast_words(c, "kind=partner&of=%lld", from)),
                ANSWER_REDIRECT);
    assert_null(place(c, c->brackwater, c->eli));
    assert_non_null(place(c, c->thornmere, c->eli));
    const text page = cast_get(c, ben(c), "/people/:person", eli, "").page;
    assert_true(says(page, "Brackwater Law Centre") && says(page, "Was there") &&
                says(page, "Thornmere Refugee Welcome") && says(page, "until now"));
    /* Twice the same place is refused, and what one may not give is. */
    assert_kind(cast_post(c, ben(c), "/people/:person/place", eli, 0,
                          cast_words(c, "as=partner&body=%lld", to)),
                ANSWER_REFUSED);
    assert_kind(cast_post(c, ben(c), "/people/:person/place", eli, 0, "as=co_funder&body=1"),
                ANSWER_REFUSED);
}

static void a_partner_has_one_main_contact_and_the_change_is_undone(void **state)
{
    struct cast *c = *state;
    const char *body =
        cast_words(c, "kind=partner&of=%lld", (long long)partner_id_raw(c->brackwater));
    const struct asked made =
        cast_post(c, ben(c), "/people/:person/place/main", account_id_raw(c->eli), 0, body);
    assert_kind(made, ANSWER_REDIRECT);
    assert_true(place(c, c->brackwater, c->eli)->main);
    assert_false(place(c, c->brackwater, c->dina)->main);
    const int64_t handover = made.answer.record;
    const text page = cast_get(c, ben(c), "/people/handovers/:handover", handover, "").page;
    assert_true(says(page, "Eli Stone is the main contact") && says(page, "Dina Okafor"));
    assert_kind(cast_post(c, ben(c), "/people/handovers/:handover/undo", handover, 0, ""),
                ANSWER_REDIRECT);
    assert_true(place(c, c->brackwater, c->dina)->main);
    assert_true(says(cast_get(c, ben(c), "/people/handovers/:handover", handover, "").page,
                     "This was undone"));
    assert_kind(cast_post(c, ben(c), "/people/:person/place/main", account_id_raw(c->fay), 0, body),
                ANSWER_ABSENT); /* not one of its people */
}

static void nobody_who_looks_after_grants_makes_themselves_a_partner_s(void **state)
{
    struct cast *c = *state;
    const char *body =
        cast_words(c, "as=partner&body=%lld", (long long)partner_id_raw(c->brackwater));
    assert_kind(cast_post(c, ben(c), "/people/:person/place", account_id_raw(c->ben), 0, body),
                ANSWER_REFUSED);
    assert_null(place(c, c->brackwater, c->ben));
    assert_kind(cast_post(c, cast_fund(c->ana, ROLE_DIRECTOR), "/people/:person/place",
                          account_id_raw(c->ben), 0, body),
                ANSWER_REDIRECT);
}

/* ---- Groups ---- */

static void a_group_has_one_name_with_its_host_and_versions_meet(void **state)
{
    struct cast *c = *state;
    const long long host = (long long)partner_id_raw(c->thornmere);
    const struct asked same = cast_post(c, ben(c), "/people/groups/new", 0, 0,
                                        cast_words(c, "host=%lld&name=KITCHEN+table", host));
    assert_kind(same, ANSWER_REFUSED);
    assert_kind(cast_post(c, ben(c), "/people/groups/new", 0, 0, "host=999&name=Other"),
                ANSWER_REFUSED);
    assert_kind(cast_post(c, ben(c), "/people/groups/new", 0, 0,
                          cast_words(c, "host=%lld&name=Garden", host)),
                ANSWER_REDIRECT);
    const int64_t kitchen = group_id_raw(c->kitchen);
    assert_kind(cast_post(c, ben(c), "/people/groups/:group/edit", kitchen, 0,
                          "version=1&name=Kitchen&about=We+cook"),
                ANSWER_REDIRECT);
    assert_kind(
        cast_post(c, ben(c), "/people/groups/:group/edit", kitchen, 0, "version=1&name=Table"),
        ANSWER_STALE);
    assert_kind(
        cast_post(c, ben(c), "/people/groups/:group/edit", kitchen, 0, "version=2&name=Garden"),
        ANSWER_REFUSED);
    const text list = cast_get(c, ben(c), "/people/groups", 0, "").page;
    assert_true(says(list, "Garden") && says(list, "We cook") &&
                says(list, "Thornmere Refugee Welcome"));
}

/* ---- Hats ---- */

static void a_person_of_several_hats_puts_on_their_own_and_no_other(void **state)
{
    struct cast *c = *state;
    struct db_write *write = db_write_begin(c->fresh.database, c->fresh.arena);
    ensure(partner_join(write, c->thornmere, c->vic, false, day_today()) == 1);
    ensure(person_roles_add(write, c->vic, ROLE_PANEL) == 1);
    db_write_commit(write);
    struct viewer vic = cast_fund(c->vic, ROLE_VIEWER);
    vic.hats = 3;
    const text page = cast_get(c, vic, "/hats", 0, "").page;
    assert_true(says(page, "Viewer") && says(page, ">Panel member<") &&
                says(page, ">Thornmere Refugee Welcome<") && says(page, "On now"));
    assert_false(says(page, "Brackwater"));
    const struct asked foreign =
        cast_post(c, vic, "/hats", 0, 0,
                  cast_words(c, "role=partner&of=%lld", (long long)partner_id_raw(c->brackwater)));
    assert_kind(foreign, ANSWER_REFUSED);
    assert_null(foreign.answer.session_cookie);
    static const char *const none[] = {"role=director&of=0", "role=co_funder&of=1", "role=&of=0",
                                       "role=nonsense&of=0"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_kind(cast_post(c, vic, "/hats", 0, 0, none[i]), ANSWER_REFUSED);
}

/* Who has only somebody's mail or password must not learn what they do here. */
static void hats_are_shown_and_changed_after_the_code(void **state)
{
    struct cast *c = *state;
    struct viewer gus = cast_fund(c->gus, 0);
    gus.first = T("/sign-in/code");
    const struct asked page = cast_get(c, gus, "/hats", 0, "");
    assert_kind(page, ANSWER_REDIRECT);
    assert_words(c, page.answer.location, "/sign-in/code");
    assert_false(says(page.page, "Kitchen Table"));
    const struct asked put_on =
        cast_post(c, gus, "/hats", 0, 0,
                  cast_words(c, "role=group&of=%lld", (long long)group_id_raw(c->kitchen)));
    assert_kind(put_on, ANSWER_ABSENT);
    /* A hat that is refused draws the page again. */
    assert_false(says(cast_post(c, gus, "/hats", 0, 0, "role=panel&of=x").page, "Kitchen Table"));
    /* Whoever is only to set it up may go on under another hat. */
    gus.first = T("/you/second-factor");
    assert_true(says(cast_get(c, gus, "/hats", 0, "").page, "Kitchen Table"));
}

static struct asked put_back(struct cast *c, struct viewer by, account_id person, partner_id of,
                             int64_t membership)
{
    return cast_post(c, by, "/people/:person/place/back", raw(person), 0,
                     cast_words(c, "kind=partner&of=%lld&membership=%lld",
                                (long long)partner_id_raw(of), (long long)membership));
}

/* By way of a colleague's page a grant manager would put back a place of their own. */
static void a_place_is_put_back_on_the_page_of_whose_it_is(void **state)
{
    struct cast *c = *state;
    struct db_write *write = db_write_begin(c->fresh.database, c->fresh.arena);
    ensure(partner_join(write, c->thornmere, c->ben, false, day_today()) == 1);
    const struct place *place = partner_place(db_of(write), c->thornmere, c->ben);
    ensure(place && partner_part(write, c->thornmere, partner_person_id_of(place->membership),
                                 day_today()) == 1);
    const int64_t membership = place->membership;
    db_write_commit(write);
    struct db *db;
    assert_kind(put_back(c, ben(c), c->dina, c->thornmere, membership), ANSWER_ABSENT);
    db = db_read(c->fresh.database, c->fresh.arena);
    assert_null(partner_place(db, c->thornmere, c->ben));
    db_read_end(db);
    assert_kind(put_back(c, cast_fund(c->ana, ROLE_DIRECTOR), c->ben, c->thornmere, membership),
                ANSWER_REDIRECT);
    db = db_read(c->fresh.database, c->fresh.arena);
    assert_non_null(partner_place(db, c->thornmere, c->ben));
    db_read_end(db);
}

/* They see the people of partners and groups, and of them only that. */
static void a_grant_manager_neither_sees_nor_undoes_who_is_a_co_funder_s_contact(void **state)
{
    struct cast *c = *state;
    struct db_write *write = db_write_begin(c->fresh.database, c->fresh.arena);
    ensure(funder_join(write, c->alder, c->fay, false, day_today()) == 1);
    handover_id id;
    const struct body alder = {ROLE_CO_FUNDER, funder_id_raw(c->alder)};
    ensure(main_hand(write, alder, c->fay, &id));
    db_write_commit(write);
    const int64_t handover = handover_id_raw(id);
    assert_kind(cast_get(c, ben(c), "/people/handovers/:handover", handover, ""), ANSWER_ABSENT);
    assert_kind(cast_post(c, ben(c), "/people/handovers/:handover/undo", handover, 0, ""),
                ANSWER_ABSENT);
    const struct viewer ana = cast_fund(c->ana, ROLE_DIRECTOR);
    assert_true(
        says(cast_get(c, ana, "/people/handovers/:handover", handover, "").page, "Hal Quill"));
}

int main(void)
{
#define CAST(test) cmocka_unit_test_setup_teardown(test, cast_begin, fresh_end)
    const struct CMUnitTest tests[] = {
        CAST(hats_are_shown_and_changed_after_the_code),
        CAST(a_place_is_put_back_on_the_page_of_whose_it_is),
        CAST(a_grant_manager_neither_sees_nor_undoes_who_is_a_co_funder_s_contact),
        CAST(a_main_contact_invites_to_their_own_organisation),
        CAST(nobody_else_s_people_and_invitations_are_theirs),
        CAST(a_time_that_ended_is_put_back_on_the_day),
        CAST(the_contact_is_handed_on_and_taken_back),
        CAST(someone_moves_and_both_times_are_kept),
        CAST(a_partner_has_one_main_contact_and_the_change_is_undone),
        CAST(nobody_who_looks_after_grants_makes_themselves_a_partner_s),
        CAST(a_group_has_one_name_with_its_host_and_versions_meet),
        CAST(a_person_of_several_hats_puts_on_their_own_and_no_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
