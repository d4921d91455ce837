/*
 * The standard's own fixtures, and a real publication: each is imported, or refused with its
 * problems named by sheet, row and column. Skipped where the reference data is not there.
 */
#include "import_test.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct said {
    bool error;
    const char *where, *words;
};

static const struct fixture {
    const char *name;
    int64_t grants; /* -1: refused */
    int64_t errors; /* -1: not counted here */
    struct said say[10];
} fixtures[] = {
    {"additional_fields.json", 1, 0, {{0}}},
    {"bad.xlsx", -1, 1, {{true, "", "The file is empty"}}},
    {"badfile_all_validation_errors.json",
     -1,
     10,
     {{true, "grants[0].awardDate", "'bad date' is not a date"},
      {true, "grants[0].amountAwarded", "not an amount"},
      {true, "grants[0].title", "text in quotes"},
      {true, "grants[0].currency", "'bad currency' is not a currency code"},
      {true, "grants[0].plannedDates", "a list should be"},
      {true, "grants[0].actualDates[0]", "named values should be"},
      {true, "grants[0].description", "missing"},
      {true, "grants[0].fundingOrganization[0].id", "missing"},
      {true, "grants[0].recipientOrganization[0].id", "missing"},
      {false, "grants[0].url", "not a web address"}}},
    {"badfile_all_validation_errors.xlsx",
     -1,
     9,
     {{true, "grants sheet, row 2, column Amount Awarded",
       "'This should be a number' is not an amount"},
      {true, "grants sheet, row 2, column Award Date", "'bad date' is not a date"},
      {true, "grants sheet, row 2, column Currency", "'bad currency'"},
      {true, "grants sheet, row 2, column Planned Dates", "a list should be"},
      {true, "grants sheet, row 2, column Funding Org", "a list should be"},
      {true, "grants sheet, row 2, column Description", "missing"},
      {true, "grants sheet, row 1, column Funding Org:Identifier", "no column"},
      {true, "grants sheet, row 1, column Recipient Org:Identifier", "no column"},
      {false, "grants sheet, row 2, column URL", "not a web address"}}},
    {"bom.csv",
     -1,
     8,
     {{true, "Row 1, column Title", "no column"}, {false, "Row 2, column Identifier", "360G-"}}},
    {"decimal_amounts.csv", -1, 8, {{true, "Row 1, column Identifier", "no column"}}},
    {"decimal_amounts.json", -1, 56, {{true, "grants[6].id", "missing"}}},
    {"dei-simple.json", -1, 1, {{true, "", "no list named \"grants\""}}},
    {"dei_extension.xlsx",
     -1,
     -1,
     {{true, "grants sheet, row 3, column Funding Org:Identifier", "another funder"},
      {false, "grants sheet, row 2, column DEI Details", "Diversity details are left out"}}},
    {"fundingproviders-grants-email.json",
     -1,
     -1,
     {{true, "grants[0].description", "missing"},
      {false, "grants[0].recipientOrganization[0].email", "left out"},
      {false, "grants[0].awardDate", "24 July 2014"}}},
    {"fundingproviders-grants_2_grants.xlsx",
     -1,
     2,
     {{true, "grants sheet, row 1, column Description", "no column"},
      {true, "grants sheet, row 2, column Recipient Org:Identifier", "missing"},
      {false, "grants sheet, row 2, column Award Date", "24 July 2014"}}},
    {"fundingproviders-grants_2_grants_cp1252.csv",
     -1,
     2,
     {{true, "Row 1, column Description", "no column"},
      {true, "Row 2, column Recipient Org:Identifier", "missing"}}},
    {"fundingproviders-grants_2_grants_titleswithoutrollup.xlsx",
     -1,
     2,
     {{true, "grants sheet, row 1, column Description", "no column"}}},
    {"fundingproviders-grants_broken_grants.json",
     -1,
     -1,
     {{true, "grants[1].id", "an earlier grant"},
      {true, "grants[1].fundingOrganization[0].id", "another funder"},
      {true, "grants[0].recipientOrganization[0].id", "missing"}}},
    {"fundingproviders-grants_fixed_2_grants.json",
     -1,
     -1,
     {{true, "grants[1].id", "an earlier grant"}}},
    {"fundingproviders-grants_malformed.json", -1, 1, {{true, "", "line 10"}}},
    {"fundingproviders_grants_2_grants.csv",
     -1,
     2,
     {{true, "Row 1, column Description", "no column"},
      {false, "Row 3, column Recipient Org:Company Number", "another company number"}}},
    {"ids-unexpected-chars.xlsx",
     -1,
     3,
     {{true, "Sheet1 sheet, row 2, column Identifier", "line break"},
      {true, "Sheet1 sheet, row 2, column Funding Org:Identifier", "line break"},
      {true, "Sheet1 sheet, row 2, column Recipient Org:Identifier", "line break"}}},
    /* Two funders in one file are a critical finding of the standard's own quality tool. */
    {"multiple_funder_names_org_ids.json",
     -1,
     1,
     {{true, "grants[1].fundingOrganization[0].id", "another funder"}}},
    {"nulls.json",
     -1,
     -1,
     {{true, "grants[0].id", "missing"}, {true, "grants[1].amountAwarded", "missing"}}},
    {"oneof.csv",
     -1,
     -1,
     {{true, "Row 2, column Recipient Ind:Name", "no personal data"},
      {true, "Row 1, column Identifier", "no column"}}},
};

static int64_t grant_count(struct import_test *test)
{
    struct db *db = db_read(test->database, test->arena);
    const struct imports_list_page page = imports_list(db, &(struct imports_list_ask){.limit = 10});
    int64_t count = 0;
    for (size_t i = 0; i < page.count; i++)
        count += page.row[i].state == IMPORT_STATE_PUBLISHED ? page.row[i].rows_written : 0;
    db_read_end(db);
    return count;
}

static void each_fixture_is_imported_or_refused_with_every_problem_named(void **state)
{
    (void)state;
    int failures = 0, seen = 0;
    for (size_t i = 0; i < sizeof fixtures / sizeof *fixtures; i++) {
        const struct fixture *f = &fixtures[i];
        struct import_test *test = import_test_start();
        const char *path = data_file(
            test->arena, text_cstr(test->arena, text_format(test->arena, "fixtures/%s", f->name)));
        if (path) {
            seen++;
            const struct import_report report = import_path(test, path, "Funding Providers UK");
            bool good = report.ok == (f->grants >= 0) &&
                        grant_count(test) == (f->grants >= 0 ? f->grants : 0) &&
                        (f->errors < 0 || report.error_count == f->errors);
            for (size_t j = 0; j < 10 && f->say[j].words; j++)
                if (!report_says(test->arena, &report, f->say[j].error, f->say[j].where,
                                 f->say[j].words)) {
                    printf("%s: not said: %s ... %s\n", f->name, f->say[j].where, f->say[j].words);
                    good = false;
                }
            if (!good) {
                failures++;
                printf("%s: ok %d, %lld errors of %lld problems\n", f->name, report.ok,
                       (long long)report.error_count, (long long)report.problem_count);
                report_print(test->arena, &report);
            }
        }
        import_test_end(test);
    }
    if (seen == 0)
        skip();
    assert_int_equal(failures, 0);
}

/* ---- The real publication, as XLSX and as the official conversion to JSON ---- */

/* The register as it stands in the database, asked behind our own queries' backs. JOINED: the
 * engine's function that joins texts. */
#define EVERYTHING(JOINED)                                                                         \
    "SELECT g.reference || '|' || g.title || '|' || g.description || '|' || g.search || '|' || "   \
    "g.awarded || '|' ||"                                                                          \
    "  coalesce(CAST(g.asked AS text), '-') || '|' || g.awarded_on || '|' || "                     \
    "coalesce(CAST(g.starts_on AS text), '-') || '|' || "                                          \
    "coalesce(CAST(g.ends_on AS text), '-') || '|' ||"                                             \
    "  f.name || '|' || coalesce(f.identifier, '-') || '|' || p.name || '|' ||"                    \
    "  (SELECT " JOINED "(x, ';') FROM (SELECT t.name || '=' || coalesce(t.website, '') || "       \
    "coalesce(t.postcode, '') ||"                                                                  \
    "     coalesce(t.other_names, '') || (SELECT " JOINED                                          \
    "(n.scheme || ':' || n.value, ',') FROM "                                                      \
    "partner_identifiers n"                                                                        \
    "     WHERE n.partner_id = t.id) AS x FROM grant_seats s JOIN partners t ON t.id = "           \
    "s.partner_id WHERE s.grant_id = g.id"                                                         \
    "     ORDER BY s.id) seats) || '|' ||"                                                         \
    "  coalesce((SELECT " JOINED                                                                   \
    "(CAST(region AS text), ',') FROM grant_regions r WHERE r.grant_id = "                         \
    "g.id), '-') || "                                                                              \
    "'|' ||"                                                                                       \
    "  (SELECT " JOINED "(x, ';') FROM (SELECT e.name || '=' || e.value AS x FROM grant_extras e " \
    "WHERE e.grant_id = g.id"                                                                      \
    "     ORDER BY e.name) extras) || '|' ||"                                                      \
    "  (SELECT " JOINED                                                                            \
    "(a.kind || ':' || a.amount, ',') FROM award_entries a WHERE a.grant_id = "                    \
    "g.id)"                                                                                        \
    " FROM grants g JOIN funders f ON f.id = g.funder_id JOIN programmes p ON p.id = "             \
    "g.programme_id ORDER BY g.reference"

/* One text with everything that is known of each grant. */
static text everything_of(struct import_test *test, const char *path)
{
    const struct import_report report = import_path(test, path, "A B Charitable Trust");
    if (!report.ok)
        report_print(test->arena, &report);
    assert_true(report.ok);
    assert_int_equal(report.grants, 783);
    struct text_builder out = {.arena = test->arena};
    const struct texts lines = test_database_texts(
        test->arena, &test->place, TEST_SQL(EVERYTHING("group_concat"), EVERYTHING("string_agg")));
    for (size_t i = 0; i < lines.count; i++) {
        assert_non_null(lines.row[i].ptr);
        text_add(&out, lines.row[i]);
        text_add(&out, T("\n#\n"));
    }
    assert_int_equal(lines.count, 783);
    return text_built(&out);
}

static void the_real_file_is_the_same_as_xlsx_and_as_json(void **state)
{
    (void)state;
    struct import_test *a = import_test_start(), *b = import_test_start();
    const char *xlsx = data_file(a->arena, "real/abct-783.xlsx"),
               *json = data_file(b->arena, "real/abct-783.json");
    if (!xlsx || !json) {
        import_test_end(a);
        import_test_end(b);
        skip();
    }
    const text first = everything_of(a, xlsx), second = everything_of(b, json);
    assert_true(first.len > 500000);
    size_t line = 0;
    for (text x = first, y = second; x.ptr && y.ptr; line++) {
        const text xl = text_cut(&x, '\n'), yl = text_cut(&y, '\n');
        if (!text_eq(xl, yl))
            fail_msg("line %zu:\n%.*s\n%.*s", line, TEXT_ARG(xl), TEXT_ARG(yl));
    }
    assert_int_equal(first.len, second.len);
    import_test_end(a);
    import_test_end(b);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], IMPORT_CHILD_COMMAND) == 0)
        return import_child_main(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_fixture_is_imported_or_refused_with_every_problem_named),
        cmocka_unit_test(the_real_file_is_the_same_as_xlsx_and_as_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
