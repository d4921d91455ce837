/*
 * The pages of everyone who is not staff, asked of the demo's records by the hat of each: what
 * stands on them, and above all what does not.
 */
#include "fund/home/home.h"
#include "fund/home/show.h"
#include "fund/demo/demo.h"
#include "demo_queries.h"
#include "people_queries.h"
#include "tests/fund/fresh.h"

/* A coalition that Brackwater leads and Thornmere is a member of, until 2026. */
#define COALITION "Coalition for women who report violence"

static struct {
    partner_id brackwater, thornmere, kestrelby;
    funder_id alder;
    group_id group;
    grant_id coalition, foreign; /* foreign: neither of them has a seat in it */
    account_id samira, rob, dawit, nadia, edmund, priya;
} demo;

static struct viewer viewer_as(uint32_t roles, int64_t of, account_id account)
{
    return (struct viewer){.account = account_id_raw(account),
                           .roles = roles,
                           .of = of,
                           .name = T("Someone"),
                           .hat = T("A hat"),
                           .hats = 1};
}
static struct viewer brackwater(void)
{
    return viewer_as(ROLE_PARTNER, partner_id_raw(demo.brackwater), demo.samira);
}
static struct viewer thornmere(void)
{
    return viewer_as(ROLE_PARTNER, partner_id_raw(demo.thornmere), demo.dawit);
}
static struct viewer group(void)
{
    return viewer_as(ROLE_GROUP, group_id_raw(demo.group), demo.nadia);
}
static struct viewer co_funder(void)
{
    return viewer_as(ROLE_CO_FUNDER, funder_id_raw(demo.alder), demo.edmund);
}
static struct viewer fund(uint32_t role)
{
    return viewer_as(role, 0, demo.priya);
}

static partner_id partner_by_name(struct db *db, text name)
{
    const struct demo_partner_named_row *row = demo_partner_named(db, name);
    ensure(row);
    return row->id;
}

static account_id account_of(struct db *db, text email)
{
    const struct account_by_email_row *row = account_by_email(db, email);
    ensure(row);
    return row->id;
}

static int begin(void **state)
{
    if (fresh_begin(state) != 0)
        return -1;
    struct fresh *fresh = *state;
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    demo_build(write);
    struct db *db = db_of(write);
    demo.brackwater = partner_by_name(db, T("Brackwater Law Centre"));
    demo.thornmere = partner_by_name(db, T("Thornmere Refugee Welcome"));
    demo.kestrelby = partner_by_name(db, T("Kestrelby Advice Hub"));
    demo.alder = demo_funder_named(db, T("Alder & Finch Trust"))->id;
    demo.group = demo_group_named(db, T("Kitchen Table Group"))->id;
    demo.samira = account_of(db, T("samira@brackwater.example"));
    demo.rob = account_of(db, T("rob@brackwater.example"));
    demo.dawit = account_of(db, T("dawit@thornmere.example"));
    demo.nadia = account_of(db, T("nadia@kitchentable.example"));
    demo.edmund = account_of(db, T("edmund@alderfinch.example"));
    demo.priya = account_of(db, T("priya@alderway.example"));
    const struct home_grants_rows grants = home_grants(db, demo.brackwater, 10);
    for (size_t i = 0; i < grants.count; i++)
        if (text_eq(grants.row[i].title, T(COALITION)))
            demo.coalition = grants.row[i].id;
    const partner_id other = partner_by_name(db, T("Inverlarrow Advice Hub"));
    demo.foreign = home_grants(db, other, 10).row[0].id;
    db_write_commit(write);
    return 0;
}

static struct asked get(struct fresh *fresh, struct viewer viewer, const char *path, int64_t id,
                        day today)
{
    const struct route *route = route_named(&home_routes, path, false);
    struct html out;
    struct request rq = fresh_request(fresh, route, id, 0, &out);
    rq.view.viewer = viewer;
    rq.view.today = today;
    html_start(&out, fresh->arena, &rq.view);
    struct db *db = db_read(fresh->database, fresh->arena);
    const unsigned before = db_statements_run(db);
    struct asked asked = {.answer = route->read(&rq, db, NULL)};
    asked.statements = db_statements_run(db) - before;
    asked.page = html_text(&out);
    db_read_end(db);
    return asked;
}

static day demo_day(void)
{
    day d;
    ensure(day_of(2024, 10, 18, &d));
    return d;
}

static text page(struct fresh *fresh, struct viewer viewer, const char *path, int64_t id)
{
    const struct asked asked = get(fresh, viewer, path, id, demo_day());
    assert_int_equal(asked.answer.kind, ANSWER_PAGE);
    return asked.page;
}

static void send(struct fresh *fresh, struct viewer viewer, const char *path, int64_t id,
                 const char *body, enum answer_kind kind)
{
    const struct route *route = route_named(&home_routes, path, true);
    struct html out;
    struct request rq = fresh_request(fresh, route, id, 0, &out);
    rq.view.viewer = viewer;
    rq.view.today = demo_day();
    html_start(&out, fresh->arena, &rq.view);
    void *form = arena_alloc(fresh->arena, route->form->size);
    struct answer answer;
    if (!form_parse(fresh->arena, route->form, text_of(body), form, &rq.values)) {
        struct db *db = db_read(fresh->database, fresh->arena);
        answer = route->redraw(&rq, db);
        db_read_end(db);
    } else {
        struct db_write *write = db_write_begin(fresh->database, fresh->arena);
        answer = route->write(&rq, write, form);
        db_write_commit(write);
    }
    assert_int_equal(answer.kind, kind);
}

/* One number, past the engine: what no statement of the program gives. */
static int64_t number(struct fresh *fresh, const char *sql)
{
    return test_database_number(&fresh->place, sql);
}

static bool may_see(struct fresh *fresh, struct viewer viewer, const char *path, int64_t id,
                    unsigned *statements)
{
    const struct route *route = route_named(&home_routes, path, false);
    struct db *db = db_read(fresh->database, fresh->arena);
    const unsigned before = db_statements_run(db);
    const bool may = route->may_see(&viewer, db, id);
    *statements = db_statements_run(db) - before;
    db_read_end(db);
    return may;
}

/* The part of a page from one heading to the next section's end. */
static text cut(text page, const char *from, const char *to)
{
    const ptrdiff_t start = text_find(page, text_of(from));
    assert_true(start >= 0);
    const text rest = text_slice(page, (size_t)start, page.len);
    const ptrdiff_t end = text_find(rest, text_of(to));
    assert_true(end >= 0);
    return text_slice(rest, 0, (size_t)end);
}

static size_t count_of(text page, const char *words)
{
    size_t count = 0;
    for (ptrdiff_t at = text_find(page, text_of(words)); at >= 0;
         at = text_find(page, text_of(words))) {
        page = text_slice(page, (size_t)at + 1, page.len);
        count++;
    }
    return count;
}

/* ---- Tests ---- */

static void the_first_page_leads_each_hat_to_its_own(void **state)
{
    struct fresh *fresh = *state;
    assert_true(says(page(fresh, fund(ROLE_VIEWER), "/", 0), "Money in, money out"));
    assert_true(says(page(fresh, brackwater(), "/", 0), "Your grants"));
    assert_true(says(page(fresh, group(), "/", 0), "you speak for yourselves"));
    assert_true(says(page(fresh, co_funder(), "/", 0), "The pool, all funders together"));
    assert_true(says(page(fresh, fund(ROLE_LEARNING_PARTNER), "/", 0), "What nobody shows you"));
    assert_true(says(page(fresh, fund(ROLE_PANEL), "/", 0), "Nothing is waiting for you"));
    assert_true(says(page(fresh, fund(ROLE_PAYMENTS), "/", 0), "Nothing is waiting to be paid"));
}

static void who_has_no_hat_is_led_to_the_page_that_says_so(void **state)
{
    struct fresh *fresh = *state;
    struct viewer left = viewer_as(0, 0, demo.rob);
    left.hat = TEXT_ABSENT;
    left.first = TEXT_ABSENT;
    const struct asked led = get(fresh, left, "/", 0, demo_day());
    assert_int_equal(led.answer.kind, ANSWER_REDIRECT);
    assert_text(led.answer.location, "/hats");
    left.first = T("/you/second-factor");
    assert_text(get(fresh, left, "/", 0, demo_day()).answer.location, "/you/second-factor");
}

static void D2_a_member_sees_the_same_split_as_its_lead_partner(void **state)
{
    struct fresh *fresh = *state;
    const int64_t id = grant_id_raw(demo.coalition);
    const text lead = page(fresh, brackwater(), "/yours/grants/:grant", id),
               member = page(fresh, thornmere(), "/yours/grants/:grant", id);
    const text from_lead = cut(lead, "<tbody>", "</table>"),
               from_member = cut(member, "<tbody>", "</table>");
    assert_int_equal(count_of(from_lead, "<th scope=\"row\">"), 4); /* three and their sum */
    assert_int_equal(count_of(from_member, "<th scope=\"row\">"), 4);
    static const char *const shares[] = {"£41,650", "£20,825", "£83,300"};
    for (size_t i = 0; i < 3; i++) {
        assert_true(says(from_lead, shares[i]));
        assert_true(says(from_member, shares[i]));
    }
    assert_false(says(from_member, "Not said"));
    /* Each has the mark beside its own name, and nothing else differs. */
    assert_int_equal(count_of(from_lead, ">You<"), 1);
    assert_int_equal(count_of(from_member, ">You<"), 1);
    assert_int_equal(from_lead.len, from_member.len);
}

static void D2_another_s_grant_is_answered_as_one_that_is_not_there(void **state)
{
    struct fresh *fresh = *state;
    unsigned foreign, absent, own;
    const char *path = "/yours/grants/:grant";
    assert_true(may_see(fresh, brackwater(), path, grant_id_raw(demo.coalition), &own));
    assert_false(may_see(fresh, brackwater(), path, grant_id_raw(demo.foreign), &foreign));
    assert_false(may_see(fresh, brackwater(), path, 999999999, &absent));
    assert_int_equal(foreign, absent);
    assert_int_equal(own, absent);
    /* And the page itself, were it ever asked without its rule. */
    assert_int_equal(
        get(fresh, brackwater(), path, grant_id_raw(demo.foreign), demo_day()).answer.kind,
        ANSWER_ABSENT);
}

/* What the partner told that the work costs. */
static text need_of(struct fresh *fresh, grant_id grant)
{
    const text sql =
        text_format(fresh->arena, "SELECT needed FROM grant_needs WHERE grant_id = %lld",
                    (long long)grant_id_raw(grant));
    return pence_text(fresh->arena, pence_of(number(fresh, text_cstr(fresh->arena, sql))));
}

static void A6_no_partner_reads_what_work_costs(void **state)
{
    struct fresh *fresh = *state;
    const char *need = text_cstr(fresh->arena, need_of(fresh, demo.coalition));
    const struct viewer viewers[] = {brackwater(), thornmere()};
    for (size_t i = 0; i < 2; i++) {
        assert_false(says(page(fresh, viewers[i], "/", 0), need));
        assert_false(says(
            page(fresh, viewers[i], "/yours/grants/:grant", grant_id_raw(demo.coalition)), need));
    }
}

static void pages_run_a_constant_number_of_statements(void **state)
{
    struct fresh *fresh = *state;
    const unsigned three = get(fresh, brackwater(), "/", 0, demo_day()).statements;
    const struct viewer one =
        viewer_as(ROLE_PARTNER, partner_id_raw(demo.brackwater) + 1, demo.rob);
    assert_int_equal(get(fresh, one, "/", 0, demo_day()).statements, three);
    assert_true(three <= 6);
}

static void B1_a_partner_reads_whom_to_ask_and_who_covers(void **state)
{
    struct fresh *fresh = *state;
    const struct viewer viewer = thornmere();
    /* Its grant that runs influences: Tomasz looks after those, and is here. */
    const text now = page(fresh, viewer, "/", 0);
    assert_true(says(now, "mailto:tomasz@alderway.example"));
    assert_false(says(now, "Away until"));
    /* Of its partnership's grant, which ended, the contact is Priya; away until the 25th. */
    struct db *db = db_read(fresh->database, fresh->arena);
    const struct home_grants_rows grants = home_grants(db, demo.thornmere, 10);
    db_read_end(db);
    assert_int_equal(grants.count, 2);
    const int64_t older = grant_id_raw(grants.row[1].id);
    const text away = page(fresh, viewer, "/yours/grants/:grant", older);
    assert_true(says(away, "Priya Holloway"));
    assert_true(says(away, "Away until 25 October 2024"));
    assert_true(says(away, "mailto:tomasz@alderway.example"));
    assert_false(says(away, "mailto:priya@"));
    const struct asked back =
        get(fresh, viewer, "/yours/grants/:grant", older, day_add(demo_day(), 8));
    assert_true(says(back.page, "mailto:priya@alderway.example"));
    assert_false(says(back.page, "Away until"));
}

static void D2_what_a_member_says_is_wrong_goes_to_the_fund_alone(void **state)
{
    struct fresh *fresh = *state;
    const int64_t id = grant_id_raw(demo.coalition);
    const char *path = "/yours/grants/:grant";
    send(fresh, thornmere(), path, id, "said=", ANSWER_REFUSED);
    send(fresh, thornmere(), path, id, "said=Our+part+was+to+be+more", ANSWER_REDIRECT);
    assert_true(says(page(fresh, thornmere(), path, id), "Our part was to be more"));
    assert_true(says(page(fresh, thornmere(), path, id), "has not answered yet"));
    assert_false(says(page(fresh, brackwater(), path, id), "Our part was to be more"));

    const text staff = page(fresh, fund(ROLE_VIEWER), "/remarks", 0);
    assert_true(says(staff, "Our part was to be more") && says(staff, "Thornmere Refugee Welcome"));
    assert_false(says(staff, ">Answer<")); /* a viewer changes nothing */
    assert_true(says(page(fresh, fund(ROLE_VIEWER), "/", 0), "Someone waits for an answer"));

    struct db *db = db_read(fresh->database, fresh->arena);
    const int64_t remark = remark_id_raw(remark_waiting(db)->id);
    db_read_end(db);
    /* Whoever looks after this grant is told that there is something to read, and not what. */
    assert_int_equal(number(fresh, "SELECT count(*) FROM outbox"), 1);
    assert_int_equal(number(fresh, "SELECT count(*) FROM outbox "
                                   "WHERE to_address = 'tomasz@alderway.example' AND "
                                   "body LIKE '%/remarks/%' AND body NOT LIKE '%more%'"),
                     1);
    send(fresh, fund(ROLE_GRANT_MANAGER), "/remarks/:remark", remark, "answer=It+is+put+right",
         ANSWER_REDIRECT);
    send(fresh, fund(ROLE_DIRECTOR), "/remarks/:remark", remark, "answer=Second", ANSWER_REDIRECT);
    assert_int_equal(number(fresh, "SELECT count(*) FROM outbox "
                                   "WHERE to_address = 'dawit@thornmere.example' AND "
                                   "body NOT LIKE '%put right%'"),
                     1); /* one: the second answer came too late */
    const text answered = page(fresh, thornmere(), path, id);
    assert_true(says(answered, "It is put right"));
    assert_false(says(answered, "Second"));
    assert_false(says(page(fresh, fund(ROLE_VIEWER), "/", 0), "Someone waits for an answer"));
}

/* Whatever was said of the record and of other grants since, a grant's page shows what was said of
 * it. */
static void D2_what_was_said_of_a_grant_stays_on_its_page(void **state)
{
    struct fresh *fresh = *state;
    const int64_t id = grant_id_raw(demo.coalition);
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    for (int i = 0; i < 60; i++)
        (void)remark_add(write, (opt_partner_id){.some = true, .it = demo.thornmere},
                         (opt_group_id){.some = false}, (opt_funder_id){.some = false},
                         (opt_grant_id){.some = i == 0, .it = demo.coalition},
                         i == 0 ? T("About this grant") : T("About the record"), demo.dawit,
                         instant_now());
    db_write_commit(write);
    const text shown = page(fresh, thornmere(), "/yours/grants/:grant", id);
    assert_true(says(shown, "About this grant"));
    assert_false(says(shown, "About the record"));
    assert_false(says(page(fresh, brackwater(), "/yours/grants/:grant", id), "About this grant"));
}

/* A remark on the record goes to whom the partner would ask; who covers is told, and told once. */
static void B1_who_covers_is_told_of_a_remark(void **state)
{
    struct fresh *fresh = *state;
    const int64_t before = number(fresh, "SELECT count(*) FROM outbox");
    const struct viewer kestrelby =
        viewer_as(ROLE_PARTNER, partner_id_raw(demo.kestrelby), demo.dawit);
    send(fresh, kestrelby, "/yours/record", 0, "said=The+postcode+is+old", ANSWER_REDIRECT);
    assert_int_equal(number(fresh, "SELECT count(*) FROM outbox"), before + 1);
    assert_int_equal(number(fresh, "SELECT count(*) FROM outbox WHERE id = (SELECT max(id) FROM "
                                   "outbox) AND to_address = 'tomasz@alderway.example'"),
                     1);
}

static void change(struct fresh *fresh, const char *sql)
{
    test_database_run(&fresh->place, sql);
}

/* Also when somebody else, who is here, stands between the two. */
static void B1_who_covers_for_two_is_told_once(void **state)
{
    struct fresh *fresh = *state;
    change(fresh,
           "DELETE FROM grant_managers; DELETE FROM absences; "
           "DELETE FROM grant_seats WHERE grant_id <= 3 OR partner_id = "
           "(SELECT id FROM partners WHERE name = 'Brackwater Law Centre'); "
           "INSERT INTO grant_seats (grant_id, partner_id, kind) SELECT g.id, p.id, 0 "
           "FROM grants g, partners p WHERE g.id <= 3 AND p.name = 'Brackwater Law Centre'; "
           "UPDATE grant_records SET ends_on = 30000 WHERE id <= 3; "
           "INSERT INTO accounts (name, email, roles, made_at) VALUES "
           "('Manager 1', 'one@alderway.example', 2, 0), "
           "('Manager 2', 'two@alderway.example', 2, 0), "
           "('Manager 3', 'three@alderway.example', 2, 0); "
           "INSERT INTO grant_managers (grant_id, account_id, since_on) SELECT g.id, a.id, 19000 "
           "FROM grants g JOIN accounts a ON a.name = 'Manager ' || g.id WHERE g.id <= 3; "
           "INSERT INTO absences (account_id, cover_id, from_on, until_on, made_at) "
           "SELECT a.id, (SELECT id FROM accounts WHERE email = 'tomasz@alderway.example'), "
           "19000, 30000, 0 FROM accounts a WHERE a.name IN ('Manager 1', 'Manager 3')");
    const int64_t before = number(fresh, "SELECT count(*) FROM outbox");
    send(fresh, brackwater(), "/yours/record", 0, "said=The+postcode+is+old", ANSWER_REDIRECT);
    assert_int_equal(number(fresh, "SELECT count(*) FROM outbox"), before + 2);
}

static void a_group_speaks_for_itself_and_its_host_does_not_see_it(void **state)
{
    struct fresh *fresh = *state;
    send(fresh, group(), "/yours/record", 0, "said=We+are+forty+now", ANSWER_REDIRECT);
    assert_true(says(page(fresh, group(), "/yours/record", 0), "We are forty now"));
    static const char *const host_pages[] = {"/", "/yours/record"};
    for (size_t i = 0; i < 2; i++) {
        const text host = page(fresh, thornmere(), host_pages[i], 0);
        assert_false(says(host, "We are forty now"));
        assert_false(says(host, "Kitchen Table"));
        assert_false(says(host, "Nadia"));
    }
    assert_true(says(page(fresh, fund(ROLE_VIEWER), "/remarks", 0), "Kitchen Table Group"));
}

static void A16_a_co_funder_sees_the_pool_and_of_funders_itself_alone(void **state)
{
    struct fresh *fresh = *state;
    const text own = page(fresh, co_funder(), "/", 0);
    assert_true(says(own, "£1,500,000") && says(own, "£8.4m") && says(own, "12 funders"));
    static const char *const others[] = {"Quillon", "Merrow"};
    for (size_t i = 0; i < 2; i++)
        assert_false(says(own, others[i]));
    assert_false(says(own, "Brackwater"));
}

static void H15_J5_the_learning_partner_sees_no_partner_grant_or_amount(void **state)
{
    struct fresh *fresh = *state;
    const text learning = page(fresh, fund(ROLE_LEARNING_PARTNER), "/", 0);
    assert_true(says(learning, "Who came to an event, or stayed away"));
    assert_true(says(learning, "Advice and representation"));
    assert_false(says(learning, "Brackwater"));
    assert_false(says(learning, "Coalition for"));
    assert_false(says(learning, "£"));
}

static void E4_the_panel_page_names_nobody_else(void **state)
{
    struct fresh *fresh = *state;
    const text panel = page(fresh, fund(ROLE_PANEL), "/", 0);
    static const char *const names[] = {"Bel Hartley", "Joanna", "Priya", "Tomasz", "Grace"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_false(says(panel, names[i]));
}

static void a_record_shows_what_is_kept_and_what_is_not(void **state)
{
    struct fresh *fresh = *state;
    const text record = page(fresh, brackwater(), "/yours/record", 0);
    assert_true(says(record, "9100000"));
    assert_true(says(record, "Level 3: advocacy and representation"));
    assert_true(says(record, "<dt>Website</dt><dd dir=\"auto\">Nothing yet</dd>"));
}

static void own_pages_say_nothing_that_hurries_or_judges(void **state)
{
    struct fresh *fresh = *state;
    static const char *const never[] = {"verdue", "On track", "on track",
                                        "late.",  "tag--gap", "tag--wait"};
    const text pages[] = {
        page(fresh, brackwater(), "/", 0),
        page(fresh, brackwater(), "/yours/grants/:grant", grant_id_raw(demo.coalition)),
        page(fresh, brackwater(), "/yours/record", 0), page(fresh, group(), "/", 0)};
    for (size_t p = 0; p < sizeof pages / sizeof *pages; p++)
        for (size_t i = 0; i < sizeof never / sizeof *never; i++)
            assert_false(says(pages[p], never[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_page_leads_each_hat_to_its_own),
        cmocka_unit_test(who_has_no_hat_is_led_to_the_page_that_says_so),
        cmocka_unit_test(D2_a_member_sees_the_same_split_as_its_lead_partner),
        cmocka_unit_test(D2_another_s_grant_is_answered_as_one_that_is_not_there),
        cmocka_unit_test(A6_no_partner_reads_what_work_costs),
        cmocka_unit_test(pages_run_a_constant_number_of_statements),
        cmocka_unit_test(B1_a_partner_reads_whom_to_ask_and_who_covers),
        cmocka_unit_test(D2_what_a_member_says_is_wrong_goes_to_the_fund_alone),
        cmocka_unit_test(B1_who_covers_is_told_of_a_remark),
        cmocka_unit_test(a_group_speaks_for_itself_and_its_host_does_not_see_it),
        cmocka_unit_test(A16_a_co_funder_sees_the_pool_and_of_funders_itself_alone),
        cmocka_unit_test(H15_J5_the_learning_partner_sees_no_partner_grant_or_amount),
        cmocka_unit_test(E4_the_panel_page_names_nobody_else),
        cmocka_unit_test(a_record_shows_what_is_kept_and_what_is_not),
        cmocka_unit_test(own_pages_say_nothing_that_hurries_or_judges),
        cmocka_unit_test(D2_what_was_said_of_a_grant_stays_on_its_page),
        cmocka_unit_test(B1_who_covers_for_two_is_told_once), /* last: it moves managers */
    };
    return cmocka_run_group_tests_name("home", tests, begin, fresh_end);
}
