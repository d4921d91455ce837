/* What the pages of grants do, on a real database: each form through its own contract and handler.
 */
#include "fund/grants/grants.h"
#include "fund/initiative/initiative.h"
#include "demo_queries.h"
#include "grants_queries.h"
#include "initiative_queries.h"
#include "tests/fund/act.h"

/* Two programmes (the second with a cap of £20,000), three partners, one grant of £10,000 with two
 * seats. */
struct fund {
    struct world *w;
    int64_t open, capped, grant;
    int64_t partner[3];
    int64_t seat[2];
};
static struct fund fund;

static void add_records(struct db_write *write)
{
    initiative_make(write, T("Test Fund"), false, (opt_day){.some = false});
    (void)people_account_add(write, T("Tester"), T("tester@fund.example"), ROLE_DIRECTOR);
    const funder_id own = initiative_own_funder(db_of(write))->id;
    fund.open = programme_id_raw(demo_programme(write, own, T("Open"), T("open"), T("p"), T("c"),
                                                (opt_pence){.some = false}, false, 36,
                                                REPORTING_WEIGHT_LIGHT));
    fund.capped = programme_id_raw(
        demo_programme(write, own, T("Infrastructure"), T("infrastructure"), T("p"), T("c"),
                       (opt_pence){true, pence_pounds(20000)}, true, 12, REPORTING_WEIGHT_LIGHT));
    const char *const names[] = {"Brackwater Law Centre", "Thornmere Refugee Welcome",
                                 "Kestrelby Advice Hub"};
    for (size_t i = 0; i < 3; i++)
        fund.partner[i] = partner_id_raw(demo_partner(
            write, text_of(names[i]), text_lower(db_arena(db_of(write)), text_of(names[i])),
            T("about"), TEXT_ABSENT, false, instant_now()));
}

static struct db *reader(void)
{
    return db_read(fund.w->database, fund.w->arena);
}

static struct acted post(const char *path, int64_t first, int64_t second, const char *body)
{
    return act_post(fund.w, &grants_routes, path, first, second, body);
}

static const char *format(const char *format, ...) __attribute__((format(printf, 1, 2)));
static const char *format(const char *format, ...)
{
    char *out = arena_alloc(fund.w->arena, 1000);
    va_list args;
    va_start(args, format);
    vsnprintf(out, 1000, format, args);
    va_end(args);
    return out;
}

static int64_t id_of(text location)
{
    text last = location, part;
    while (last.ptr) {
        part = text_cut(&last, '/');
        if (!last.ptr)
            break;
    }
    int64_t id = 0;
    ensure(int_parse(part, &id));
    return id;
}

static struct acted add_grant(int64_t programme, const char *awarded)
{
    return post("/grants/new", 0, 0,
                format("title=A+grant&description=Words&programme=%lld&awarded=%s&awarded_on=2024-"
                       "05-01&regions=wales&needed=30000",
                       (long long)programme, awarded));
}

static void add_seat(size_t partner, const char *kind)
{
    const struct acted acted =
        post("/grants/:grant/seats/add", fund.grant, 0,
             format("partner=%lld&kind=%s", (long long)fund.partner[partner], kind));
    assert_int_equal(acted.kind, ANSWER_REDIRECT);
}

static int fund_begin(void **state)
{
    if (world_begin(state) != 0)
        return -1;
    fund = (struct fund){.w = *state};
    struct db_write *write = db_write_begin(fund.w->database, fund.w->arena);
    add_records(write);
    db_write_commit(write);
    fund.grant = id_of(add_grant(fund.open, "10000").location);
    add_seat(0, "lead");
    add_seat(1, "member");
    struct db *db = reader();
    const struct seat_row_rows seats = grant_seats_of(db, grant_id_of(fund.grant));
    for (size_t i = 0; i < 2; i++)
        fund.seat[i] = seat_id_raw(seats.row[i].id);
    db_read_end(db);
    return 0;
}

static const struct grant_row *now(void)
{
    struct db *db = reader();
    const struct grant_row *grant = grant_find(db, grant_id_of(fund.grant));
    db_read_end(db);
    return grant;
}

static long long version_now(void)
{
    return (long long)now()->version;
}

static void check_ledger(int64_t pounds, size_t entries)
{
    struct db *db = reader();
    const struct award_row_rows rows = grant_ledger_of(db, grant_id_of(fund.grant));
    pence sum = pence_of(0);
    for (size_t i = 0; i < rows.count; i++)
        sum = pence_add(sum, rows.row[i].amount);
    assert_int_equal(rows.count, entries);
    assert_int_equal(pence_whole(sum), pounds * 100);
    assert_int_equal(grants_verify(db).ledger_mismatches, 0);
    db_read_end(db);
    assert_int_equal(pence_whole(now()->awarded), pounds * 100);
}

/* ---- A2 ---- */

static void A2_infrastructure_over_cap_is_refused(void **state)
{
    (void)state;
    const struct acted refused = add_grant(fund.capped, "20000.01");
    assert_int_equal(refused.kind, ANSWER_REFUSED);
    check_says(refused, "£20,000");
    assert_int_equal(add_grant(fund.capped, "20000").kind, ANSWER_REDIRECT);
}

static void an_award_beyond_what_totals_hold_is_refused(void **state)
{
    (void)state;
    const struct acted refused = add_grant(fund.open, "1000000000.01");
    assert_int_equal(refused.kind, ANSWER_REFUSED);
    check_says(refused, "must be at most £1,000,000,000");
    assert_int_equal(add_grant(fund.open, "1000000000").kind, ANSWER_REDIRECT);
}

static void A2_an_uplift_over_the_cap_is_refused_and_a_move_too(void **state)
{
    (void)state;
    const int64_t small = id_of(add_grant(fund.capped, "19000").location);
    const struct acted over = post("/grants/:grant/award", small, 0,
                                   "kind=uplift&amount=1001&decided_on=2024-06-01&version=1");
    assert_int_equal(over.kind, ANSWER_REFUSED);
    check_says(over, "£20,000");
    assert_int_equal(post("/grants/:grant/award", small, 0,
                          "kind=uplift&amount=1000&decided_on=2024-06-01&version=1")
                         .kind,
                     ANSWER_REDIRECT);
    const int64_t large = id_of(add_grant(fund.open, "25000").location);
    const struct acted moved =
        post("/grants/:grant/edit", large, 0,
             format("title=A&description=W&programme=%lld&awarded_on=2024-05-01&version=1",
                    (long long)fund.capped));
    assert_int_equal(moved.kind, ANSWER_REFUSED);
}

/* ---- A5 ---- */

static void A5_cut_without_reason_is_refused_and_stores_nothing(void **state)
{
    (void)state;
    const struct acted acted =
        post("/grants/:grant/award", fund.grant, 0,
             format("kind=variation&amount=1000&less=on&decided_on=2024-06-01&version=%lld",
                    version_now()));
    assert_int_equal(acted.kind, ANSWER_REFUSED);
    check_says(acted, "Say why there is less money");
    check_says(acted, "value=\"1000\""); /* what was typed is still there */
    check_ledger(10000, 1);
}

static void A5_the_ledger_grows_and_is_the_award(void **state)
{
    (void)state;
    assert_int_equal(post("/grants/:grant/award", fund.grant, 0,
                          format("kind=variation&amount=1000&less=on&decided_on=2024-06-01&reason="
                                 "agreed&version=%lld",
                                 version_now()))
                         .kind,
                     ANSWER_REDIRECT);
    check_ledger(9000, 2);
    assert_int_equal(
        post("/grants/:grant/award", fund.grant, 0,
             format("kind=uplift&amount=500&decided_on=2024-07-01&version=%lld", version_now()))
            .kind,
        ANSWER_REDIRECT);
    check_ledger(9500, 3);
}

static void a_stale_entry_stores_nothing(void **state)
{
    (void)state;
    const struct acted acted = post("/grants/:grant/award", fund.grant, 0,
                                    "kind=uplift&amount=500&decided_on=2024-07-01&version=1");
    assert_int_equal(acted.kind, ANSWER_STALE);
    check_ledger(10000, 1);
    check_says(acted, format("name=\"version\" value=\"%lld\"", version_now()));
}

/* ---- D2 ---- */

static struct acted split(const char *first, const char *second)
{
    return post(
        "/grants/:grant/split", fund.grant, 0,
        format("part.0.seat=%lld&part.0.share=%s&part.1.seat=%lld&part.1.share=%s&version=%lld",
               (long long)fund.seat[0], first, (long long)fund.seat[1], second, version_now()));
}

static void D2_a_split_that_is_not_the_award_is_refused_in_words(void **state)
{
    (void)state;
    const struct acted acted = split("6000", "3000");
    assert_int_equal(acted.kind, ANSWER_REFUSED);
    check_says(acted, "That is £1,000 less than the award of £10,000.");
    assert_int_equal(split("6000", "4000").kind, ANSWER_REDIRECT);
    struct db *db = reader();
    const struct seat_row_rows seats = grant_seats_of(db, grant_id_of(fund.grant));
    assert_int_equal(pence_whole(seats.row[0].share.it), 600000);
    assert_int_equal(pence_whole(seats.row[1].share.it), 400000);
    db_read_end(db);
}

/* Takes the member out; what asks for its seat, and puts it back. */
static const char *take_out(void)
{
    const struct acted out =
        post("/grants/:grant/seats/:seat/remove", fund.grant, fund.seat[1], "");
    assert_int_equal(out.kind, ANSWER_REDIRECT);
    const ptrdiff_t query = text_find(out.location, T("?"));
    assert_true(query > 0);
    return text_cstr(fund.w->arena, text_slice(out.location, (size_t)query + 1, out.location.len));
}

static void D2_a_seat_taken_out_is_put_back_as_it_was(void **state)
{
    (void)state;
    assert_int_equal(split("6000", "4000").kind, ANSWER_REDIRECT);
    const char *asked = take_out();
    assert_true(text_find(text_of(asked), T("share")) < 0); /* addresses stand in logs */
    check_says(
        act_get(fund.w, &grants_routes, "/grants/:grant/seats/removed", fund.grant, asked, NULL),
        "Thornmere Refugee Welcome");
    assert_int_equal(post("/grants/:grant/seats/back", fund.grant, 0, asked).kind, ANSWER_REDIRECT);
    struct db *db = reader();
    const struct seat_row_rows seats = grant_seats_of(db, grant_id_of(fund.grant));
    assert_int_equal(seats.count, 2);
    assert_int_equal(seats.row[1].kind, SEAT_KIND_MEMBER);
    assert_int_equal(pence_whole(seats.row[1].share.it), 400000);
    db_read_end(db);
}

static void D2_a_seat_is_put_back_once_and_only_into_its_grant(void **state)
{
    (void)state;
    const char *asked = take_out();
    const int64_t other = id_of(add_grant(fund.open, "100").location);
    assert_int_equal(post("/grants/:grant/seats/back", other, 0, asked).kind, ANSWER_REFUSED);
    assert_int_equal(post("/grants/:grant/seats/back", fund.grant, 0, asked).kind, ANSWER_REDIRECT);
    const struct acted again = post("/grants/:grant/seats/back", fund.grant, 0, asked);
    assert_int_equal(again.kind, ANSWER_REFUSED);
    check_says(again, "There is nothing to put back");
}

/* Nobody is shown as taken out by a link that someone made up, nor comes in by a form. */
static void D2_a_made_up_link_puts_nobody_into_a_grant(void **state)
{
    (void)state;
    const char *made_up[] = {format("partner=%lld&kind=0&share=500000", (long long)fund.partner[2]),
                             "removed=99", "removed=x", ""};
    for (size_t i = 0; i < sizeof made_up / sizeof *made_up; i++) {
        check_says(act_get(fund.w, &grants_routes, "/grants/:grant/seats/removed", fund.grant,
                           made_up[i], NULL),
                   "There is nothing to put back");
        assert_int_equal(post("/grants/:grant/seats/back", fund.grant, 0, made_up[i]).kind,
                         ANSWER_REFUSED);
    }
}

static void D2_a_part_above_the_award_is_refused(void **state)
{
    (void)state;
    const char *over[] = {"10000.01", "300,000"};
    for (size_t i = 0; i < 2; i++) {
        const struct acted acted =
            post("/grants/:grant/seats/add", fund.grant, 0,
                 format("partner=%lld&kind=member&share=%s", (long long)fund.partner[2], over[i]));
        assert_int_equal(acted.kind, ANSWER_REFUSED);
        check_says(acted, "A part cannot be more than the award, which is £10,000.");
    }
    assert_int_equal(
        post("/grants/:grant/seats/add", fund.grant, 0,
             format("partner=%lld&kind=member&share=10000", (long long)fund.partner[2]))
            .kind,
        ANSWER_REDIRECT);
}

static void D2_a_seat_comes_back_without_a_part_that_the_award_no_longer_holds(void **state)
{
    (void)state;
    assert_int_equal(split("6000", "4000").kind, ANSWER_REDIRECT);
    const char *asked = take_out();
    assert_int_equal(post("/grants/:grant/award", fund.grant, 0,
                          format("kind=variation&amount=8000&less=1&reason=cut&decided_on=2024-06-"
                                 "01&version=%lld",
                                 version_now()))
                         .kind,
                     ANSWER_REDIRECT);
    const struct acted back = post("/grants/:grant/seats/back", fund.grant, 0, asked);
    assert_int_equal(back.kind, ANSWER_REDIRECT);
    struct db *db = reader();
    const struct seat_row_rows seats = grant_seats_of(db, grant_id_of(fund.grant));
    assert_int_equal(seats.count, 2);
    assert_false(seats.row[1].share.some);
    db_read_end(db);
}

static void D1_a_partner_has_one_seat_in_a_grant(void **state)
{
    (void)state;
    const struct acted acted = post("/grants/:grant/seats/add", fund.grant, 0,
                                    format("partner=%lld&kind=member", (long long)fund.partner[0]));
    assert_int_equal(acted.kind, ANSWER_REFUSED);
    check_says(acted, "has a seat in this grant already");
}

static void another_grants_seat_is_not_there(void **state)
{
    (void)state;
    const int64_t other = id_of(add_grant(fund.open, "100").location);
    assert_int_equal(post("/grants/:grant/seats/:seat/remove", other, fund.seat[0], "").kind,
                     ANSWER_ABSENT);
}

/* ---- Edits, lines, lists ---- */

static void a_stale_edit_shows_both_and_overwrites_nothing(void **state)
{
    (void)state;
    const long long version = version_now();
    assert_int_equal(
        post("/grants/:grant/edit", fund.grant, 0,
             format("title=Theirs&description=W&programme=%lld&awarded_on=2024-05-01&version=%lld",
                    (long long)fund.open, version))
            .kind,
        ANSWER_REDIRECT);
    const struct acted stale =
        post("/grants/:grant/edit", fund.grant, 0,
             format("title=Mine&description=W&programme=%lld&awarded_on=2024-05-01&version=%lld",
                    (long long)fund.open, version));
    assert_int_equal(stale.kind, ANSWER_STALE);
    check_says(stale, "Theirs");
    check_says(stale, "Mine");
    check_text(now()->title, "Theirs");
    /* The page knows the newer version now: saving again is a choice. */
    check_says(stale, format("name=\"version\" value=\"%lld\"", version_now()));
}

/* ---- References, seats, lines, rounds ---- */

/* The next number may have been given to a grant by hand; "leave it empty" must then work. */
static void a_reference_left_empty_counts_on_until_one_is_free(void **state)
{
    (void)state;
    const char *const fields = "title=A&description=W&programme=%lld&awarded=1&awarded_on=2024-05-"
                               "01&reference=G-%lld";
    for (long long next = 3; next <= 4; next++)
        assert_int_equal(post("/grants/new", 0, 0, format(fields, (long long)fund.open, next)).kind,
                         ANSWER_REDIRECT);
    const struct acted taken = post("/grants/new", 0, 0, format(fields, (long long)fund.open, 3LL));
    assert_int_equal(taken.kind, ANSWER_REFUSED);
    check_says(taken, "Another grant has this reference");
    const struct acted added = add_grant(fund.open, "1");
    assert_int_equal(added.kind, ANSWER_REDIRECT);
    struct db *db = reader();
    const text reference = grant_find(db, grant_id_of(id_of(added.location)))->reference;
    assert_true(text_starts(reference, T("G-")));
    assert_false(text_eq(reference, T("G-3")) || text_eq(reference, T("G-4")));
    db_read_end(db);
}

static void D1_a_seat_is_not_put_back_into_a_full_grant(void **state)
{
    (void)state;
    const char *asked = take_out();
    struct db_write *write = db_write_begin(fund.w->database, fund.w->arena);
    for (int i = 0; i < 39; i++) {
        const text name = text_format(fund.w->arena, "Partner %d", i);
        const partner_id partner =
            demo_partner(write, name, name, T("a"), TEXT_ABSENT, false, instant_now());
        (void)seat_add(write, grant_id_of(fund.grant), partner, SEAT_KIND_MEMBER,
                       (opt_pence){.some = false});
    }
    db_write_commit(write);
    const struct acted full = post("/grants/:grant/seats/back", fund.grant, 0, asked);
    assert_int_equal(full.kind, ANSWER_REFUSED);
    check_says(full, "forty partners");
}

static void A14_each_line_says_what_it_lacks(void **state)
{
    (void)state;
    const struct acted refused =
        post("/grants/:grant/lines", fund.grant, 0,
             format("line.0.label=Rent&line.0.restriction=core&line.1.amount=5&line.1.restriction="
                    "core&line.2.label=Post&line.2.amount=7&version=%lld",
                    version_now()));
    assert_int_equal(refused.kind, ANSWER_REFUSED);
    check_says(refused, "<title>Error: ");
    check_says(refused, "Line 1: enter the amount, or empty the name.");
    check_says(refused, "href=\"#f-line-0-amount\"");
    check_says(refused, "href=\"#f-line-1-label\"");
    check_says(refused, "href=\"#f-line-2-restriction");
}

static void A14_lines_and_parts_over_a_cut_award_are_counted(void **state)
{
    (void)state;
    assert_int_equal(split("6000", "4000").kind, ANSWER_REDIRECT);
    assert_int_equal(
        post("/grants/:grant/lines", fund.grant, 0,
             format("line.0.label=Rent&line.0.restriction=core&line.0.amount=10000&version=%lld",
                    version_now()))
            .kind,
        ANSWER_REDIRECT);
    struct db *db = reader();
    assert_int_equal(grants_verify(db).splits_over + grants_verify(db).lines_over, 0);
    db_read_end(db);
    assert_int_equal(post("/grants/:grant/award", fund.grant, 0,
                          format("kind=variation&amount=1&less=on&decided_on=2024-06-01&reason=r&"
                                 "version=%lld",
                                 version_now()))
                         .kind,
                     ANSWER_REDIRECT);
    db = reader();
    assert_int_equal(grants_verify(db).splits_over, 1);
    assert_int_equal(grants_verify(db).lines_over, 1);
    assert_int_equal(grants_verify(db).ledger_mismatches, 0);
    db_read_end(db);
}

static void a_round_is_added_once_and_chosen_on_a_grant(void **state)
{
    (void)state;
    check_says(act_get(fund.w, &grants_routes, "/rounds", 0, "", NULL), "No rounds yet");
    const char *const spring = "name=Spring+2025&decided_on=2025-03-18";
    assert_int_equal(post("/rounds", 0, 0, spring).kind, ANSWER_REDIRECT);
    const struct acted twice = post("/rounds", 0, 0, spring);
    assert_int_equal(twice.kind, ANSWER_REFUSED);
    check_says(twice, "There is a round of this name already");
    check_says(act_get(fund.w, &grants_routes, "/grants/new", 0, "", NULL), "Spring 2025");
    assert_int_equal(post("/grants/:grant/edit", fund.grant, 0,
                          format("title=T&description=W&programme=%lld&round=1&awarded_on=2025-03-"
                                 "18&version=%lld",
                                 (long long)fund.open, version_now()))
                         .kind,
                     ANSWER_REDIRECT);
    const struct acted page = act_get(fund.w, &grants_routes, "/rounds", 0, "", NULL);
    check_says(page, "Spring 2025");
    check_says(page, "£10,000");
}

static void D2_partnerships_are_sorted_as_asked(void **state)
{
    (void)state;
    assert_int_equal(post("/partnerships/new", 0, 0, "name=Aaa&agreement_on=2022-01-01").kind,
                     ANSWER_REDIRECT);
    assert_int_equal(post("/partnerships/new", 0, 0, "name=Zzz&agreement_on=2023-01-01").kind,
                     ANSWER_REDIRECT);
    assert_int_equal(post("/grants/:grant/edit", fund.grant, 0,
                          format("title=T&description=W&programme=%lld&partnership=2&awarded_on="
                                 "2024-05-01&version=%lld",
                                 (long long)fund.open, version_now()))
                         .kind,
                     ANSWER_REDIRECT);
    static const struct {
        const char *query;
        bool zzz_first;
    } cases[] = {{"", false},
                 {"sort=name", false},
                 {"sort=amount", true},
                 {"sort=agreed", true},
                 {"sort=nonsense", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const text page =
            act_get(fund.w, &grants_routes, "/partnerships", 0, cases[i].query, NULL).page;
        assert_int_equal(text_find(page, T(">Zzz<")) < text_find(page, T(">Aaa<")),
                         cases[i].zzz_first);
    }
}

static void A14_lines_are_kept_and_do_not_exceed_the_award(void **state)
{
    (void)state;
    const struct acted over =
        post("/grants/:grant/lines", fund.grant, 0,
             format("line.0.label=Rent&line.0.restriction=core&line.0.amount=10001&version=%lld",
                    version_now()));
    assert_int_equal(over.kind, ANSWER_REFUSED);
    check_says(over, "£1 more than the award");
    assert_int_equal(
        post("/grants/:grant/lines", fund.grant, 0,
             format("line.0.label=Rent&line.0.restriction=core&line.0.amount=4000&line.1.label=Post"
                    "&line.1.restriction=restricted&line.1.amount=6000&version=%lld",
                    version_now()))
            .kind,
        ANSWER_REDIRECT);
    struct db *db = reader();
    assert_int_equal(grant_lines_of(db, grant_id_of(fund.grant)).count, 2);
    db_read_end(db);
    check_says(act_get(fund.w, &grants_routes, "/grants/:grant", fund.grant, "", NULL),
               "40% of it is core or unrestricted money");
}

static void search_finds_a_grant_by_its_partner_and_mends_a_slip(void **state)
{
    (void)state;
    check_says(act_get(fund.w, &grants_routes, "/grants", 0, "q=Thornmere", NULL), "1 grant");
    const struct acted slip = act_get(fund.w, &grants_routes, "/grants", 0, "q=Brackwatr", NULL);
    check_says(slip, "Showing “brackwater”");
    check_says(slip, "1 grant");
    check_says(act_get(fund.w, &grants_routes, "/grants", 0, "q=zzzzqq", NULL), "No grants match");
    assert_int_equal(post("/grants/:grant/seats/:seat/remove", fund.grant, fund.seat[1], "").kind,
                     ANSWER_REDIRECT);
    check_says(act_get(fund.w, &grants_routes, "/grants", 0, "q=Thornmere", NULL),
               "No grants match");
}

static void a_page_runs_as_many_statements_for_many_rows_as_for_few(void **state)
{
    (void)state;
    unsigned few, many;
    (void)act_get(fund.w, &grants_routes, "/grants", 0, "", &few);
    for (size_t i = 0; i < 30; i++)
        assert_int_equal(add_grant(fund.open, "1000").kind, ANSWER_REDIRECT);
    (void)act_get(fund.w, &grants_routes, "/grants", 0, "", &many);
    assert_int_equal(few, many);
    assert_true(many <= 8);
}

/* ---- A6: the protected table ---- */

static void A6_only_the_dashboard_reads_what_work_costs(void **state)
{
    (void)state;
    for (size_t i = 0; i < db_registry_count; i++) {
        const struct db_statement *s = db_registry[i];
        if (!strstr(s->sqlite, "grant_needs"))
            continue;
        const bool known = strcmp(s->name, "initiative/own_needs") == 0 ||
                           strcmp(s->name, "initiative/own_needs_leads") == 0 ||
                           strcmp(s->name, "grants/grant_need_set") == 0 ||
                           strcmp(s->name, "demo/demo_need") == 0;
        if (!known)
            print_error("%s touches what partners told in confidence\n", s->name);
        assert_true(known);
    }
    const char *const pages[] = {"/grants/:grant", "/grants/:grant/edit", "/grants/:grant/award"};
    for (size_t i = 0; i < 3; i++)
        assert_true(text_find(act_get(fund.w, &grants_routes, pages[i], fund.grant, "", NULL).page,
                              T("30,000")) < 0 &&
                    text_find(act_get(fund.w, &grants_routes, pages[i], fund.grant, "", NULL).page,
                              T("30000")) < 0);
}

static void D2_a_partnership_shows_its_members_with_their_money(void **state)
{
    (void)state;
    const int64_t partnership = id_of(
        post("/partnerships/new", 0, 0, "name=North+together&regions=north_east&strategy=One+list")
            .location);
    assert_int_equal(split("6000", "4000").kind, ANSWER_REDIRECT);
    assert_int_equal(post("/grants/:grant/edit", fund.grant, 0,
                          format("title=T&description=W&programme=%lld&partnership=%lld&awarded_on="
                                 "2024-05-01&version=%lld",
                                 (long long)fund.open, (long long)partnership, version_now()))
                         .kind,
                     ANSWER_REDIRECT);
    const struct acted page =
        act_get(fund.w, &grants_routes, "/partnerships/:partnership", partnership, "", NULL);
    check_says(page, "Brackwater Law Centre");
    check_says(page, "£6,000");
    check_says(page, "£4,000");
    check_says(page, "One list");
    check_says(page, "North East");
}

#define test(name) cmocka_unit_test_setup_teardown(name, fund_begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(A2_infrastructure_over_cap_is_refused),
        test(an_award_beyond_what_totals_hold_is_refused),
        test(A2_an_uplift_over_the_cap_is_refused_and_a_move_too),
        test(A5_cut_without_reason_is_refused_and_stores_nothing),
        test(A5_the_ledger_grows_and_is_the_award),
        test(a_stale_entry_stores_nothing),
        test(D2_a_split_that_is_not_the_award_is_refused_in_words),
        test(D2_a_seat_taken_out_is_put_back_as_it_was),
        test(D2_a_seat_is_put_back_once_and_only_into_its_grant),
        test(D2_a_made_up_link_puts_nobody_into_a_grant),
        test(D2_a_part_above_the_award_is_refused),
        test(D2_a_seat_comes_back_without_a_part_that_the_award_no_longer_holds),
        test(D1_a_partner_has_one_seat_in_a_grant),
        test(another_grants_seat_is_not_there),
        test(a_stale_edit_shows_both_and_overwrites_nothing),
        test(A14_lines_are_kept_and_do_not_exceed_the_award),
        test(a_reference_left_empty_counts_on_until_one_is_free),
        test(D1_a_seat_is_not_put_back_into_a_full_grant),
        test(A14_each_line_says_what_it_lacks),
        test(A14_lines_and_parts_over_a_cut_award_are_counted),
        test(a_round_is_added_once_and_chosen_on_a_grant),
        test(D2_partnerships_are_sorted_as_asked),
        test(search_finds_a_grant_by_its_partner_and_mends_a_slip),
        test(a_page_runs_as_many_statements_for_many_rows_as_for_few),
        test(A6_only_the_dashboard_reads_what_work_costs),
        test(D2_a_partnership_shows_its_members_with_their_money),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
