/*
 * The demo's figures, asked of its records by the ordinary queries: nothing in the program states
 * them.
 */
#include "fund/grants/grants.h"
#include "fund/demo/demo.h"
#include "fund/initiative/initiative.h"
#include "fund/signin/signin.h"
#include "fund/initiative/rules.h"
#include "fund/money/money.h"
#include "fund/people/people.h"
#include "grants_queries.h"
#include "money_queries.h"
#include "people_queries.h"
#include "tests/fund/world.h"

static struct world *shared;
static struct db *snapshot; /* one reader for all: the records do not change */

static int demo_begin(void **state)
{
    if (world_begin(state) != 0)
        return -1;
    shared = *state;
    struct db_write *write = db_write_begin(shared->database, shared->arena);
    demo_build(write);
    db_write_commit(write);
    snapshot = db_read(shared->database, shared->arena);
    day_set_today(initiative_find(snapshot)->as_at.it);
    return 0;
}

static struct db *reader(void)
{
    return snapshot;
}

static int demo_end(void **state)
{
    db_read_end(snapshot);
    return world_end(state);
}

static int64_t pounds(pence p)
{
    assert_int_equal(pence_whole(p) % 100, 0);
    return pence_whole(p) / 100;
}

static void D1_43_grants_124_partners_135_seats(void **state)
{
    (void)state;
    const struct own_figures_row figures = own_figures(reader());
    assert_int_equal(figures.grants, 43);
    assert_int_equal(figures.partners, 124);
    assert_int_equal(figures.seats, 135);
}

static void A6_needed_asked_awarded_are_the_figures_of_the_fund(void **state)
{
    (void)state;
    const struct own_figures_row figures = own_figures(reader());
    const struct own_needs_leads_rows told = own_needs_leads(reader());
    assert_int_equal(told.count, 40); /* three small grants did not say */
    opt_partner_id lead[40];
    for (size_t i = 0; i < told.count; i++)
        lead[i] = told.row[i].lead;
    assert_int_equal(needs_covered(lead, told.count), 40);
    const struct own_needs_row needs = own_needs(reader(), 40);
    assert_int_equal(needs.grants, 40);
    assert_int_equal(pounds(needs.needed), 8210000);
    assert_int_equal(pounds(figures.asked), 6740000);
    assert_int_equal(pounds(figures.awarded), 5770000);
    assert_int_equal(pounds(needs_rounded(needs.needed)), 8210000);
}

static void A16_twelve_funders_pledged_8_4_million(void **state)
{
    (void)state;
    const struct pool_balance_row pool = pool_balance(reader(), day_today());
    assert_int_equal(pool.funders, 12);
    assert_int_equal(pounds(pool.pledged), 8400000);
    assert_int_equal(pounds(pool.awarded), 5770000);
    assert_true(pence_order(pool.received, pool.pledged) < 0);
    assert_true(pence_order(pool.running, pool.awarded) < 0);
}

/* Every own grant, by the list that staff see, in pages. */
struct tally {
    int64_t grants, seats;
    int64_t by_seats[10];
    int64_t by_year[5];
    int64_t infra[3]; /* of £20k, £15k, £12k */
};

static struct tally tally_of(text programme)
{
    struct tally tally = {.grants = 0};
    struct grants_list_ask ask = {.sort = GRANTS_LIST_NEWEST};
    for (bool more = true; more;) {
        const struct grants_list_page page = grants_list(reader(), day_today(), &ask);
        for (size_t i = 0; i < page.count; i++) {
            const struct grant_card *grant = &page.row[i];
            int year, month, date;
            day_parts(grant->awarded_on, &year, &month, &date);
            if (text_present(programme) && !text_eq(programme, grant->programme))
                continue;
            tally.grants++;
            tally.seats += grant->seats;
            tally.by_seats[grant->seats]++;
            tally.by_year[year - 2020]++;
            tally.infra[0] += pounds(grant->awarded) == 20000;
            tally.infra[1] += pounds(grant->awarded) == 15000;
            tally.infra[2] += pounds(grant->awarded) == 12000;
        }
        more = text_present(page.next);
        ask.at = page.next;
    }
    return tally;
}

static void A1_three_programmes_hold_22_12_and_9_grants(void **state)
{
    (void)state;
    const struct tally advice = tally_of(T("Advice and representation"));
    const struct tally influencing = tally_of(T("Influencing"));
    const struct tally infrastructure = tally_of(T("Infrastructure"));
    assert_int_equal(advice.grants, 22);
    assert_int_equal(advice.seats, 102);
    assert_int_equal(advice.by_seats[1], 2);
    assert_int_equal(advice.by_seats[2], 0);
    assert_int_equal(influencing.grants, 12);
    assert_int_equal(influencing.by_seats[1], 6);
    assert_int_equal(influencing.by_seats[3], 6);
    assert_int_equal(infrastructure.grants, 9);
    assert_int_equal(infrastructure.infra[0], 6);
    assert_int_equal(infrastructure.infra[1], 2);
    assert_int_equal(infrastructure.infra[2], 1);
}

static void rounds_of_2021_to_2024_are_12_16_11_and_4(void **state)
{
    (void)state;
    const struct tally all = tally_of(TEXT_ABSENT);
    static const int64_t expected[] = {0, 12, 16, 11, 4};
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(all.by_year[i], expected[i]);
}

static void D2_partnerships_cover_every_region_and_four_of_them_once(void **state)
{
    (void)state;
    int64_t in_region[REGION_COUNT] = {0};
    const struct partnerships_list_page page =
        partnerships_list(reader(), &(struct partnerships_list_ask){.limit = 100});
    assert_int_equal(page.count, 20);
    int64_t members = 0;
    for (size_t i = 0; i < page.count; i++) {
        assert_in_range(page.row[i].members, 3, 8);
        members += page.row[i].members;
        const struct partnership_regions_of_rows regions =
            partnership_regions_of(reader(), page.row[i].id);
        assert_int_equal(regions.count, 1);
        in_region[regions.row[0].region]++;
    }
    assert_int_equal(members, 100);
    for (size_t i = 0; i < REGION_COUNT; i++) {
        const enum region region = (enum region)i;
        const bool one = region == REGION_EAST_MIDLANDS || region == REGION_WALES ||
                         region == REGION_SCOTLAND || region == REGION_NORTHERN_IRELAND;
        assert_int_equal(in_region[i], one ? 1 : 2);
    }
}

static void every_split_and_every_set_of_lines_sums_to_its_award(void **state)
{
    (void)state;
    struct grants_list_ask ask = {.limit = 100};
    const struct grants_list_page page = grants_list(reader(), day_today(), &ask);
    assert_int_equal(page.count, 43);
    for (size_t i = 0; i < page.count; i++) {
        pence split = pence_of(0), lines = pence_of(0), ledger = pence_of(0);
        const struct seat_row_rows seats = grant_seats_of(reader(), page.row[i].id);
        for (size_t s = 0; s < seats.count; s++)
            split = pence_add(split, seats.row[s].share.it);
        const struct line_row_rows rows = grant_lines_of(reader(), page.row[i].id);
        for (size_t l = 0; l < rows.count; l++)
            lines = pence_add(lines, rows.row[l].amount);
        const struct award_row_rows entries = grant_ledger_of(reader(), page.row[i].id);
        for (size_t e = 0; e < entries.count; e++)
            ledger = pence_add(ledger, entries.row[e].amount);
        assert_int_equal(pence_whole(split), pence_whole(page.row[i].awarded));
        assert_int_equal(pence_whole(lines), pence_whole(page.row[i].awarded));
        assert_int_equal(pence_whole(ledger), pence_whole(page.row[i].awarded));
    }
    assert_int_equal(grants_verify(reader()).ledger_mismatches, 0);
}

static void A9_two_uplift_rounds_stand_in_the_ledger(void **state)
{
    (void)state;
    int64_t in_2022 = 0, in_2023 = 0;
    const struct grants_list_page page =
        grants_list(reader(), day_today(), &(struct grants_list_ask){.limit = 100});
    for (size_t i = 0; i < page.count; i++) {
        const struct award_row_rows entries = grant_ledger_of(reader(), page.row[i].id);
        for (size_t e = 0; e < entries.count; e++) {
            int year, month, date;
            day_parts(entries.row[e].decided_on, &year, &month, &date);
            if (entries.row[e].kind != AWARD_KIND_UPLIFT)
                continue;
            in_2022 += year == 2022;
            in_2023 += year == 2023;
        }
    }
    assert_int_equal(in_2022, 26); /* the three-year grants of 2021 and 2022 */
    assert_int_equal(in_2023, 32); /* and those of 2023 */
}

static void A14_the_share_of_core_money_is_told(void **state)
{
    (void)state;
    pence all = pence_of(0);
    const struct own_money_by_restriction_rows rows = own_money_by_restriction(reader());
    assert_int_equal(rows.count, RESTRICTION_COUNT);
    for (size_t i = 0; i < rows.count; i++)
        all = pence_add(all, rows.row[i].amount);
    assert_int_equal(pounds(all), 5770000);
}

static void A3_twelve_grants_influence_by_every_method(void **state)
{
    (void)state;
    assert_int_equal(own_grants_influencing(reader()), 12);
    assert_int_equal(own_grants_by_method(reader()).count, INFLUENCING_METHOD_COUNT);
}

static void law_10_the_mark_is_there_and_nothing_can_change_it(void **state)
{
    (void)state;
    const struct initiative_row *initiative = initiative_find(reader());
    assert_true(initiative->demo);
    assert_true(initiative->as_at.some);
    check_text(day_iso(shared->arena, initiative->as_at.it), "2024-10-18");
}

static void second_initiative(void *arg)
{
    initiative_make(arg, T("Another"), false, (opt_day){.some = false});
}

static void one_database_holds_one_initiative(void **state)
{
    (void)state;
    struct arena *arena = arena_new((size_t)64 << 20);
    struct db_write *write = db_write_begin(shared->database, arena);
    struct failure failure;
    assert_false(fail_try(second_initiative, write, &failure));
    arena_free(arena);
}

/* Of each role someone can be tried on; whoever is offered has an account that is theirs. */
static void the_demo_has_people_of_every_role(void **state)
{
    (void)state;
    const struct demo_groups groups = demo_people_offered(shared->arena);
    uint32_t roles = 0;
    size_t offered = 0;
    for (size_t g = 0; g < groups.count; g++) {
        assert_true(groups.row[g].people.count > 0);
        for (size_t i = 0; i < groups.row[g].people.count; i++) {
            const struct demo_person *person = &groups.row[g].people.row[i];
            const struct account_by_email_row *account = account_by_email(reader(), person->email);
            assert_non_null(account);
            assert_int_equal(account->roles, person->roles);
            assert_ptr_equal(demo_person_find(&groups, person->key), person);
            roles |= person->roles;
            if (person_partners(reader(), account->id).count > 0)
                roles |= ROLE_PARTNER;
            if (person_groups(reader(), account->id).count > 0)
                roles |= ROLE_GROUP;
            if (person_funders(reader(), account->id).count > 0)
                roles |= ROLE_CO_FUNDER;
            offered++;
        }
    }
    assert_int_equal(roles, ROLE_ANY);
    assert_int_equal(groups.count, 3);
    assert_int_equal(offered, 13);
    assert_null(demo_person_find(&groups, T("colleague"))); /* there, and not offered */
    assert_null(demo_person_find(&groups, T("nobody")));
}

static void the_demo_has_someone_with_three_hats(void **state)
{
    (void)state;
    const struct account_by_email_row *joanna =
        account_by_email(reader(), T("joanna@thornmere.example"));
    assert_non_null(joanna);
    assert_int_equal(joanna->roles, ROLE_PANEL);
    assert_int_equal(person_partners(reader(), joanna->id).count, 2);
}

static void B1_every_grant_of_the_demo_has_its_manager(void **state)
{
    (void)state;
    const struct initiative_row *initiative = initiative_find(reader());
    struct grants_list_ask ask = {.limit = 100};
    const struct grants_list_page grants = grants_list(reader(), initiative->as_at.it, &ask);
    assert_int_equal(grants.count, 43);
    size_t covered = 0;
    for (size_t i = 0; i < grants.count; i++) {
        const struct grant_contact_row *contact =
            grant_contact(reader(), grants.row[i].id, initiative->as_at.it);
        assert_non_null(contact);
        covered += contact->cover_id.some;
    }
    assert_int_equal(covered, 31); /* all but the twelve that influence: Priya is away */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(D1_43_grants_124_partners_135_seats),
        cmocka_unit_test(A6_needed_asked_awarded_are_the_figures_of_the_fund),
        cmocka_unit_test(A16_twelve_funders_pledged_8_4_million),
        cmocka_unit_test(A1_three_programmes_hold_22_12_and_9_grants),
        cmocka_unit_test(rounds_of_2021_to_2024_are_12_16_11_and_4),
        cmocka_unit_test(D2_partnerships_cover_every_region_and_four_of_them_once),
        cmocka_unit_test(every_split_and_every_set_of_lines_sums_to_its_award),
        cmocka_unit_test(A9_two_uplift_rounds_stand_in_the_ledger),
        cmocka_unit_test(A14_the_share_of_core_money_is_told),
        cmocka_unit_test(A3_twelve_grants_influence_by_every_method),
        cmocka_unit_test(law_10_the_mark_is_there_and_nothing_can_change_it),
        cmocka_unit_test(one_database_holds_one_initiative),
        cmocka_unit_test(the_demo_has_people_of_every_role),
        cmocka_unit_test(the_demo_has_someone_with_three_hats),
        cmocka_unit_test(B1_every_grant_of_the_demo_has_its_manager),
    };
    return cmocka_run_group_tests(tests, demo_begin, demo_end);
}
