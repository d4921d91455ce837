/* The pure rules of imports: amounts, numbers, dates, regions, titles, merging, whole grants. */
#include "fund/opendata/merge.h"
#include "fund/opendata/rules.h"
#include "fund/opendata/titles.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new((size_t)64 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void assert_text(text t, const char *expected)
{
    assert_string_equal(text_cstr(arena, t), expected);
}

static void amounts_are_exact_to_the_penny(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        int64_t pence;
    } good[] = {{"30000", 3000000},
                {"1000.1", 100010},
                {"0", 0},
                {"0.05", 5},
                {"1.5e3", 150000},
                {"1E+5", 10000000},
                {"152505.03000000001", 15250503},
                {"0.30000000000000004", 30},
                {"1000.0999999999999", 100010},
                {"-12.50", -1250},
                {"100.000", 10000},
                {".5", 50},
                {"0.0e99", 0},
                {"1000000000000", 100000000000000},
                {"5e-2", 5},
                {"12e-1", 120}};
    static const char *const bad[] = {
        "",    ".",     "-",   "abc",  "1.005", "0.001", "1e",  "1e99", "99999999999999999999",
        "1 2", "1.2.3", "0x1", "1e5x", "--1",   "NaN",   "inf", "1e-9", "1000000000001"};
    pence p;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        if (!amount_parse(text_of(good[i].words), &p))
            fail_msg("%s is no amount", good[i].words);
        assert_int_equal(pence_whole(p), good[i].pence);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (amount_parse(text_of(bad[i]), &p))
            fail_msg("%s is an amount of %lld pence", bad[i], (long long)pence_whole(p));
}

static void zeros_that_a_spreadsheet_took_are_noticed(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        bool lost;
    } ids[] = {
        {"GB-CHC-0277927", false},  {"GB-COH-01234567", false}, {"GB-COH-1234567", true},
        {"gb-coh-rc000659", false}, {"GB-COH-IP30982R", false}, {"GB-COH-0123 4567", false},
        {"GB-SC-SC012345", false},  {"GB-NIC-100012", false},   {"360G-ABCT-ORG:001b", false}};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        struct partner_number number;
        assert_true(partner_organisation_parse(arena, text_of(ids[i].id), &number));
        assert_int_equal(number_lost_zeros(text_of(ids[i].id), number), ids[i].lost);
    }
    assert_true(number_lost_zeros(
        T("1234567"), (struct partner_number){IDENTIFIER_SCHEME_COMPANY, T("01234567")}));
}

static void dates_are_read_as_written(void **state)
{
    (void)state;
    static const struct {
        const char *words, *first, *last;
        bool usual, part;
    } dates[] = {{"2021-01-26", "2021-01-26", "2021-01-26", true, false},
                 {"2021-01-26T00:00:00+00:00", "2021-01-26", "2021-01-26", true, false},
                 {"24/07/2014", "2014-07-24", "2014-07-24", false, false},
                 {"13-03-2015", "2015-03-13", "2015-03-13", false, false},
                 {"2024", "2024-01-01", "2024-12-31", true, true},
                 {"2024-02", "2024-02-01", "2024-02-29", true, true}};
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        day first, last;
        bool usual, part;
        assert_true(file_day_parse(arena, text_of(dates[i].words), false, &first, &usual, &part));
        assert_text(day_iso(arena, first), dates[i].first);
        assert_int_equal(usual, dates[i].usual);
        assert_int_equal(part, dates[i].part);
        assert_true(file_day_parse(arena, text_of(dates[i].words), true, &last, &usual, &part));
        assert_text(day_iso(arena, last), dates[i].last);
    }
    static const char *const bad[] = {"2021-02-30", "2021-13-01", "2024-13", "31 Feb 2020",
                                      "bad date",   "",           "44222",   "2021-01-26x"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        day d;
        bool usual, part;
        if (file_day_parse(arena, text_of(bad[i]), false, &d, &usual, &part))
            fail_msg("%s is a day", bad[i]);
    }
}

static void regions_come_from_codes_and_names(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        enum region region;
    } good[] = {{"E12000007", REGION_LONDON},
                {"E09000033", REGION_LONDON},
                {"S92000003", REGION_SCOTLAND},
                {"W06000015", REGION_WALES},
                {"N92000002", REGION_NORTHERN_IRELAND},
                {"greater london", REGION_LONDON},
                {"Yorkshire and the Humber", REGION_YORKSHIRE_HUMBER},
                {"East of England", REGION_EAST_ENGLAND}};
    enum region region;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(region_parse(text_of(good[i].words), &region));
        assert_int_equal(region, good[i].region);
    }
    assert_false(region_parse(T("UK Wide"), &region));
    assert_false(region_parse(T("K02000001"), &region));
    assert_false(region_parse(T("E92000001"), &region));
    assert_false(region_parse(T("South East - Kent"), &region));
}

static void titles_give_paths(void **state)
{
    (void)state;
    static const struct {
        const char *title, *path;
        bool known;
    } titles[] = {{"Identifier", "id", true},
                  {"From an open call?", "fromOpenCall", true},
                  {"Recipient Org : Department", "recipientOrganization/0/department", true},
                  {"Recipient Org:1:Location:2:Geographic Code",
                   "recipientOrganization/1/location/2/geoCode", true},
                  {"Planned Dates:Duration (months)", "plannedDates/0/duration", true},
                  {"fundingOrganization:id", "fundingOrganization/0/id", true},
                  {"Planned Dates", "plannedDates", true},
                  {"DEI Details:Purposes", "deiDetails/Purposes", false},
                  {"Website: Decision Notes", "Website/Decision Notes", false},
                  {"Award Date - website format", "Award Date - website format", false}};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        const struct title_path path = path_of_title(arena, text_of(titles[i].title));
        assert_text(path.path, titles[i].path);
        assert_int_equal(path.known, titles[i].known);
    }
    assert_true(path_of_title(arena, T("Related Activity")).split);
    assert_text(title_of_path(arena, T("plannedDates/0/startDate")), "Planned Dates:Start Date");
}

static void telephone_numbers_are_found_in_free_text(void **state)
{
    (void)state;
    static const char *const good[] = {
        "07700 900123",      "+44 7700 900123",     "+44 (0)7700 900123", "(020) 7946 0000",
        "0044 20 7946 0000", "Tel: 0161-496-0000.", "ring 01632960001",   "0800 496 0 496"};
    static const char *const bad[] = {"01234567",
                                      "2024-01-02",
                                      "01-02-2020 12:30",
                                      "01-02-2020 - 03-04-2021",
                                      "GB-EDU-01234567890",
                                      "0.0123456789",
                                      "51.0123456789",
                                      "a01632960001",
                                      "00000000000",
                                      "360G-abc-01632960001",
                                      "+1 202 555 0143",
                                      "10000000000",
                                      "0",
                                      "+",
                                      ""};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!has_phone(text_of(good[i])))
            fail_msg("%s is no telephone number", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (has_phone(text_of(bad[i])))
            fail_msg("%s is a telephone number", bad[i]);
}

static void I10_headings_tell_which_columns_are_about_people(void **state)
{
    (void)state;
    static const struct {
        const char *title;
        enum column_about about;
    } columns[] = {{"Email", COLUMN_ABOUT_PEOPLE},
                   {"E-mail", COLUMN_ABOUT_PEOPLE},
                   {"Telephone", COLUMN_ABOUT_PEOPLE},
                   {"Applicant Email", COLUMN_ABOUT_PEOPLE},
                   {"applicantEmail", COLUMN_ABOUT_PEOPLE},
                   {"APPLICANT_NAME", COLUMN_ABOUT_PEOPLE},
                   {"Notes about people", COLUMN_ABOUT_PEOPLE},
                   {"Main contact/name", COLUMN_ABOUT_PEOPLE},
                   {"Date of Birth", COLUMN_ABOUT_PEOPLE},
                   {"Immigration status", COLUMN_ABOUT_PEOPLE},
                   {"% with lived experience", COLUMN_ABOUT_PEOPLE},
                   {"Led by LEX?", COLUMN_ABOUT_PEOPLE},
                   {"Postal address", COLUMN_ABOUT_PEOPLE},
                   {"Amount Needed", COLUMN_ABOUT_COST},
                   {"Actual cost (\u00a3)", COLUMN_ABOUT_COST},
                   {"Website/Decision Notes", COLUMN_ABOUT_WORK},
                   {"Website/Project Detail", COLUMN_ABOUT_WORK},
                   {"Award Date - website format", COLUMN_ABOUT_WORK},
                   {"Web Address", COLUMN_ABOUT_WORK},
                   {"Theme", COLUMN_ABOUT_WORK},
                   {"Stage", COLUMN_ABOUT_WORK},
                   {"Immigration advice?", COLUMN_ABOUT_WORK},
                   {"Management information", COLUMN_ABOUT_WORK},
                   {"", COLUMN_ABOUT_WORK}};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (column_about(arena, text_of(columns[i].title)) != columns[i].about)
            fail_msg("'%s' is not about %d", columns[i].title, (int)columns[i].about);
}

static void quotes_are_short_and_on_one_line(void **state)
{
    (void)state;
    assert_text(quoted(arena, T("a\nb")), "'a b'");
    struct text_builder out = {.arena = arena};
    for (int i = 0; i < 100; i++)
        text_add(&out, T("\u00c9"));
    const text said = quoted(arena, text_built(&out));
    assert_true(said.len <= QUOTE_MOST + 2 && text_ends(said, T("...'")) && text_is_utf8(said));
}

static void emails_are_found_in_free_text(void **state)
{
    (void)state;
    assert_true(has_email(T("write to jane.roe@example.org.uk please")));
    assert_false(has_email(T("50 @ 3 pounds")));
    assert_false(has_email(T("twitter @holdfast")));
    assert_false(has_email(T("a@b")));
    assert_false(has_email(T("a@.b")));
}

/* ---- Whole grants ---- */

struct pair {
    const char *path, *value;
};

static const struct pair good_grant[] = {
    {"id", "360G-x-1"},
    {"title", "A title"},
    {"description", "What for"},
    {"currency", "GBP"},
    {"amountAwarded", "1000"},
    {"awardDate", "2024-05-01"},
    {"fundingOrganization/0/id", "GB-CHC-1000147"},
    {"fundingOrganization/0/name", "Funder"},
    {"recipientOrganization/0/id", "GB-CHC-1164883"},
    {"recipientOrganization/0/name", "The Partner"},
};
#define GOOD_COUNT (sizeof good_grant / sizeof *good_grant)

/* The good grant with these put in or over it (a NULL value takes it out), checked as a sheet's
 * row 12. */
static bool check_with(const struct pair *pairs, size_t count, struct grant_draft *draft,
                       struct findings *findings)
{
    struct cell *cell = arena_array(arena, struct cell, GOOD_COUNT + count);
    struct record record = {.sheet = T("Grants"), .row = 12, .cell = cell};
    for (size_t i = 0; i < GOOD_COUNT + count; i++) {
        const struct pair *pair = i < GOOD_COUNT ? &good_grant[i] : &pairs[i - GOOD_COUNT];
        bool replaced = false;
        for (size_t j = 0; j < count && i < GOOD_COUNT; j++)
            replaced = replaced || strcmp(pairs[j].path, pair->path) == 0;
        if (replaced || !pair->value)
            continue;
        cell[record.count++] = (struct cell){.kind = CELL_TEXT,
                                             .path = text_of(pair->path),
                                             .column = TEXT_ABSENT,
                                             .value = text_of(pair->value)};
    }
    struct check_state state = {.missing = 0};
    assert_true(day_of(2026, 1, 1, &state.today));
    *findings = (struct findings){.arena = arena};
    return grant_check(arena, &record, &state, draft, findings);
}

#define CHECK(draft, findings, ...)                                                                \
    check_with((const struct pair[]){__VA_ARGS__},                                                 \
               sizeof((const struct pair[]){__VA_ARGS__}) / sizeof(struct pair), (draft),          \
               (findings))

static void a_good_grant_is_taken_whole(void **state)
{
    (void)state;
    struct grant_draft d;
    struct findings f;
    assert_true(CHECK(&d, &f, {"amountAppliedFor", "1500.50"},
                      {"plannedDates/0/startDate", "2024-06-01"}, {"plannedDates/0/duration", "12"},
                      {"Website/Notes", " kept "}, {"beneficiaryLocation/0/name", "Wales"},
                      {"grantProgramme/0/title", "Core"},
                      {"recipientOrganization/1/id", "GB-COH-01234567"},
                      {"recipientOrganization/1/name", "Second"}));
    assert_int_equal(f.count, 0);
    assert_text(d.reference, "360G-x-1");
    assert_int_equal(pence_whole(d.awarded), 100000);
    assert_int_equal(pence_whole(d.asked.it), 150050);
    assert_text(day_iso(arena, d.starts_on.it), "2024-06-01");
    assert_text(day_iso(arena, d.ends_on.it), "2025-05-31");
    assert_true(d.region[REGION_WALES]);
    assert_text(d.programme, "Core");
    assert_int_equal(d.parties, 2);
    assert_text(d.party[0].name_key, "partner");
    assert_text(d.extra[1].name, "Website/Notes");
    assert_text(d.extra[1].value, "kept");
}

static void assert_finds(bool error, const char *path, const char *value, const char *where,
                         const char *words)
{
    struct grant_draft d;
    struct findings f;
    const bool whole = CHECK(&d, &f, {path, value});
    assert_int_equal(whole, !error);
    for (size_t i = 0; i < f.count; i++) {
        const text said = import_problem_text(arena, &f.row[i]);
        if (f.row[i].error == error && text_starts(said, text_of(where)) &&
            text_find(said, text_of(words)) >= 0)
            return;
    }
    fail_msg("%s = %s: no %s '%s ... %s'; first of %zu: %s", path, value,
             error ? "error" : "warning", where, words, f.count,
             f.count > 0 ? text_cstr(arena, import_problem_text(arena, &f.row[0])) : "");
}

static void mistakes_are_named_by_sheet_row_and_column(void **state)
{
    (void)state;
#define AT "Grants sheet, row 12, column "
    assert_finds(true, "amountAwarded", "abc", AT "Amount Awarded: 'abc' is not an amount", "");
    assert_finds(true, "amountAwarded", "10.005", AT "Amount Awarded", "parts of a penny");
    assert_finds(true, "amountAwarded", "-5", AT "Amount Awarded", "less than nothing");
    assert_finds(true, "amountAwarded", "1000000000.01", AT "Amount Awarded", "the most");
    assert_finds(true, "amountAppliedFor", "2000000000", AT "Amount Applied For", "the most");
    assert_finds(true, "currency", "EUR", AT "Currency", "turn the amounts into pounds");
    assert_finds(true, "awardDate", "31/02/2020", AT "Award Date", "not a date");
    assert_finds(true, "awardDate", "2020", AT "Award Date", "not a date");
    assert_finds(true, "id", "360G-x\n1", AT "Identifier", "line break");
    assert_finds(true, "title", NULL, AT "Title", "missing");
    assert_finds(true, "title", "  ", AT "Title", "missing");
    assert_finds(true, "recipientOrganization/0/id", NULL, AT "Recipient Org:Identifier",
                 "missing");
    assert_finds(true, "fundingOrganization/1/id", "GB-CHC-2", AT "Funding Org:Identifier",
                 "second funder");
    assert_finds(true, "recipientIndividual/name", "A Person", AT "Recipient Ind:Name",
                 "no personal data");
    assert_finds(true, "plannedDates", "soon", AT "Planned Dates", "a list should be");
    assert_finds(false, "awardDate", "24/07/2014", AT "Award Date", "24 July 2014");
    assert_finds(false, "awardDate", "2030-01-01", AT "Award Date", "future");
    assert_finds(false, "amountAwarded", "0", AT "Amount Awarded", "no money");
    assert_finds(false, "id", "x-1", AT "Identifier", "360G-");
    assert_finds(false, "description", "Ask jane@example.org", AT "Description", "e-mail address");
    assert_finds(false, "recipientOrganization/0/companyNumber", "1234567",
                 AT "Recipient Org:Company Number", "01234567");
    assert_finds(false, "recipientOrganization/0/charityNumber", "TBC",
                 AT "Recipient Org:Charity Number", "not a charity");
    assert_finds(false, "fromOpenCall", "yes", AT "From An Open Call?", "Yes or No");
    assert_finds(false, "deiDetails/purposes", "x", AT "DEI Details", "Diversity");
    assert_finds(false, "recipientOrganization/0/email", "a@example.org", AT "Recipient Org:Email",
                 "contacts");
#undef AT
}

static void I10_contacts_and_diversity_answers_are_never_kept(void **state)
{
    (void)state;
    struct grant_draft d;
    struct findings f;
    assert_true(CHECK(&d, &f, {"recipientOrganization/0/email", "a@example.org"},
                      {"deiDetails/mission", "x"},
                      {"recipientOrganization/0/contactName", "Jane"}));
    assert_int_equal(d.extras, 0);
}

static void
I10_columns_about_people_and_values_with_addresses_are_left_out_with_a_note(void **state)
{
    (void)state;
    struct grant_draft d;
    struct findings f;
    assert_true(
        CHECK(&d, &f, {"Applicant Email", "n@p.example"}, {"Notes about people", "LEX"},
              {"Amount Needed", "99999"}, {"Remarks", "ring 07700 900123"},
              {"Other remarks", "write to jane@example.org"}, {"fundingOrganization/0/email", "x"},
              {"recipientOrganization/0/streetAddress", "4 Rose Court"}, {"Theme", "Advice"}));
    assert_int_equal(d.extras, 2);
    assert_text(d.extra[0].name, "recipientOrganization/0/streetAddress");
    assert_text(d.extra[1].name, "Theme");
    assert_int_equal(f.count, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_false(f.row[i].error);
        assert_true(d.left_out[GOOD_COUNT + i]);
    }
    assert_false(d.left_out[GOOD_COUNT + 6]);
    assert_finds(false, "Amount Needed", "1", "Grants sheet, row 12, column Amount Needed",
                 "in confidence");
    assert_finds(false, "Applicant Email", "1", "Grants sheet, row 12, column Applicant Email",
                 "about people");
}

static void merging_adds_to_lists_and_refuses_contradiction(void **state)
{
    (void)state;
    const struct cell first[] = {
        {CELL_TEXT, T("id"), TEXT_ABSENT, T("1")},
        {CELL_TEXT, T("beneficiaryLocation/0/name"), TEXT_ABSENT, T("Wales")}};
    const struct cell more[] = {
        {CELL_TEXT, T("id"), TEXT_ABSENT, T("1")},
        {CELL_TEXT, T("beneficiaryLocation/0/name"), TEXT_ABSENT, T("Scotland")}};
    const struct cell other[] = {{CELL_TEXT, T("id"), TEXT_ABSENT, T("1")},
                                 {CELL_TEXT, T("title"), TEXT_ABSENT, T("x")}};
    const struct cell against[] = {{CELL_TEXT, T("title"), TEXT_ABSENT, T("y")}};
    struct build *b = build_new(arena);
    assert_true(build_merge(arena, b, &(struct record){.cell = first, .count = 2}));
    assert_true(build_merge(arena, b, &(struct record){.cell = more, .count = 2}));
    assert_true(
        build_merge(arena, b, &(struct record){.cell = more, .count = 2})); /* once is enough */
    assert_true(build_merge(arena, b, &(struct record){.cell = other, .count = 2}));
    assert_false(build_merge(arena, b, &(struct record){.cell = against, .count = 1}));
    assert_int_equal(b->record.count, 4);
    assert_text(b->cell[2].path, "beneficiaryLocation/1/name");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(amounts_are_exact_to_the_penny, set_up, tear_down),
        cmocka_unit_test_setup_teardown(zeros_that_a_spreadsheet_took_are_noticed, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(dates_are_read_as_written, set_up, tear_down),
        cmocka_unit_test_setup_teardown(regions_come_from_codes_and_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(titles_give_paths, set_up, tear_down),
        cmocka_unit_test_setup_teardown(emails_are_found_in_free_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_good_grant_is_taken_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(mistakes_are_named_by_sheet_row_and_column, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(I10_contacts_and_diversity_answers_are_never_kept, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(telephone_numbers_are_found_in_free_text, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(I10_headings_tell_which_columns_are_about_people, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(quotes_are_short_and_on_one_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            I10_columns_about_people_and_values_with_addresses_are_left_out_with_a_note, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(merging_adds_to_lists_and_refuses_contradiction, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
