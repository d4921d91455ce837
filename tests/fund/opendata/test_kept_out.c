/*
 * What an import keeps out: personal data, amounts that cannot be, grants over a programme's cap,
 * grants that are another funder's here, and files that are something else. And what it forgets.
 */
#include "import_test.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct import_test *test;

static int set_up(void **state)
{
    (void)state;
    test = import_test_start();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    import_test_end(test);
    return 0;
}

static int64_t ask(const char *sql)
{
    return test_database_number(&test->place, sql);
}

#define HEAD                                                                                       \
    "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Funding "                     \
    "Org:Identifier,Funding Org:Name,"                                                             \
    "Recipient Org:Identifier,Recipient Org:Name,Recipient Org:Charity Number,Recipient "          \
    "Org:Company Number\n"
#define ROW(id, org, name, charity, company)                                                       \
    id ",Title " id ",What for,GBP,1000.50,2024-05-01,GB-CHC-1000147,The Funder," org "," name     \
       "," charity "," company "\n"

static const struct import_watch nobody = {.progress = NULL};

static struct import_report stage(const char *content, const char *funder)
{
    return import_bytes(test,
                        (bytes){.ptr = (const unsigned char *)content, .len = strlen(content)},
                        funder, false);
}

/* Changes what our own statements do not. */
static void run(const char *sql)
{
    test_database_run(&test->place, sql);
}

static void I10_nothing_about_people_is_stored_not_even_while_it_waits(void **state)
{
    (void)state;
    const struct import_report report =
        stage("Identifier,Title,Description,Currency,Amount Awarded,Award Date,Funding "
              "Org:Identifier,Funding Org:Name,Recipient Org:Identifier,Recipient Org:Name,"
              "Recipient Org:Email,Applicant Email,Notes about people,Amount Needed,Remarks,Theme\n"
              "360G-x-1,T,D,GBP,10,2024-05-01,GB-CHC-1000147,F,GB-CHC-1164883,P,"
              "secret1@p.example,secret2@p.example,Jane Secret3 has LEX,990088,call 07700 "
              "900123,Advice\n"
              "360G-x-2,T,D,GBP,10,2024-05-01,GB-CHC-1000147,F,GB-CHC-1164883,P,"
              "secret1@p.example,secret2@p.example,Jane Secret3 has LEX,990088,fine,Advice\n",
              "F");
    report_print(test->arena, &report);
    assert_true(report.ok);
    assert_int_equal(report.problem_count, 5); /* once a column */
    assert_true(report_says(test->arena, &report, false, "Row 2, column Notes about people",
                            "about people"));
    assert_int_equal(ask("SELECT count(*) FROM import_rows WHERE record LIKE '%secret%' OR record "
                         "LIKE '%990088%' OR record LIKE '%900123%'"),
                     0);
    assert_int_equal(
        ask(TEST_SQL(
            "SELECT count(*) FROM import_rows WHERE instr(record, 'Advice') > 0",
            "SELECT count(*) FROM import_rows WHERE position('Advice'::bytea IN record) > 0")),
        2);
    /* What a person decides by. */
    assert_int_equal(ask("SELECT count(*) FROM import_extras WHERE name IN ('Remarks', 'Theme')"),
                     2);
    assert_int_equal(ask("SELECT count(*) FROM import_extras"), 2);
    assert_true(import_write(test->arena, test->database, report.import, &nobody));
    assert_int_equal(ask("SELECT count(*) FROM grant_extras"), 3);
    assert_int_equal(ask("SELECT count(*) FROM grant_extras WHERE value NOT IN ('Advice', "
                         "'fine')"),
                     0);
}

static void A2_a_grant_over_a_programme_s_cap_is_refused_in_a_file_too(void **state)
{
    (void)state;
#define CAPPED(id, amount, programme)                                                              \
    id ",T,D,GBP," amount ",2024-05-01,GB-CHC-1000147,F,GB-CHC-1164883,P," programme "\n"
#define CAPPED_HEAD                                                                                \
    "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Funding Org:Identifier,"      \
    "Funding Org:Name,Recipient Org:Identifier,Recipient Org:Name,Grant Programme:Title\n"
    assert_true(
        import_text(test, CAPPED_HEAD CAPPED("360G-x-1", "30000", "Infrastructure"), "F").ok);
    run("UPDATE programme_records SET cap = 2000000");
    const struct import_report report = import_text(
        test,
        CAPPED_HEAD CAPPED("360G-x-1", "30000", "Infrastructure") /* stays as it is */
        CAPPED("360G-x-2", "20000", "infrastructure") CAPPED("360G-x-3", "900000", "Infrastructure")
            CAPPED("360G-x-4", "900000", "Other"),
        "f");
    assert_false(report.ok);
    assert_int_equal(report.error_count, 1);
    assert_true(report_says(test->arena, &report, true, "Row 4, column Amount Awarded",
                            "Infrastructure: one grant can be at most \u00a320,000"));
    assert_int_equal(ask("SELECT count(*) FROM grants"), 1);
    /* Another funder's programme of that name is another programme. */
    assert_true(
        import_text(test, CAPPED_HEAD CAPPED("360G-y-3", "900000", "Infrastructure"), "G").ok);
}

static void amounts_that_no_total_could_hold_are_refused(void **state)
{
    (void)state;
    struct text_builder out = {.arena = test->arena};
    text_add(&out, T(HEAD));
    for (int i = 0; i < 102; i++)
        text_add_format(&out,
                        "360G-x-%d,T,D,GBP,1000000000,2024-05-01,GB-CHC-1000147,F,"
                        "GB-CHC-1164883,P,,\n",
                        i);
    const struct import_report report = import_bytes(
        test, (bytes){.ptr = (const unsigned char *)out.ptr, .len = out.len}, "F", true);
    assert_int_equal(report.error_count, 1);
    assert_true(report_says(test->arena, &report, true, "Row 102, column Amount Awarded",
                            "\u00a3100,000,000,000"));
}

static void identifiers_that_are_another_funder_s_here_are_refused(void **state)
{
    (void)state;
    const char *content = HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", "")
        ROW("360G-x-2", "GB-CHC-1164883", "Partner One", "", "")
            ROW("own-3", "GB-CHC-1164883", "Partner One", "", "");
    assert_true(import_text(test, content, "Harbour Fund").ok);
    const struct import_report report = import_text(test, content, "Harbor Fund");
    report_print(test->arena, &report);
    assert_false(report.ok);
    assert_int_equal(report.error_count, 1);
    assert_true(report_says(test->arena, &report, true, "'360G-x-1' and another are here already",
                            "grants of 'Harbour Fund'"));
    assert_int_equal(ask("SELECT count(*) FROM grants"), 3);
    assert_int_equal(ask("SELECT count(*) FROM funders"), 1);
    /* A funder's own numbers are its own. */
    assert_true(
        import_text(test, HEAD ROW("own-3", "GB-CHC-1164883", "Partner One", "", ""), "Harbor Fund")
            .ok);
}

static void that_the_file_names_another_funder_is_the_first_note(void **state)
{
    (void)state;
    const struct import_report report =
        import_text(test, HEAD ROW("x-1", "GB-CHC-1164883", "Partner One", "", ""), "Someone Else");
    assert_true(report.ok);
    assert_true(report.problems.count >= 2);
    assert_true(text_starts(report.problems.row[0].say,
                            T("The file says that the funder is 'The Funder'")));
}

static void what_is_not_of_the_standard_at_all_is_said_in_one_line(void **state)
{
    (void)state;
    const struct import_report report = import_text(
        test, "Dear all,\nthe grants are,as ever,in the other file,as ever\nJane\n", "F");
    assert_int_equal(report.problem_count, 1);
    assert_true(
        report_says(test->arena, &report, true, "This does not look like 360Giving data", ""));
}

/* A file of another kind: one line, which names what it is and what is taken. */
static void a_file_of_another_kind_is_named_in_one_line(void **state)
{
    (void)state;
    static const struct {
        bytes content;
        const char *begins;
    } tried[] = {
#define FILE_OF(words) {(const unsigned char *)(words), sizeof(words) - 1}
        {FILE_OF(""), "The file is empty."},
        {FILE_OF("\xEF\xBB\xBF \r\n\r\n"), "The file is empty."},
        {FILE_OF("Minutes of the meeting\n\nThe panel agreed on ten grants.\n"),
         "This is plain text"},
        {FILE_OF("Grants"), "This is plain text"},
        {FILE_OF("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n"), "This is a PDF"},
        {FILE_OF("<!DOCTYPE html>\n<title>Our grants</title>"), "This is a web page"},
        {FILE_OF("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), "This is neither text nor a workbook"},
        {FILE_OF("Dear all,\nthe grants are,as ever,in the other file\n"),
         "This does not look like 360Giving data"},
#undef FILE_OF
    };
    for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
        const struct import_report report = import_bytes(test, tried[i].content, "F", true);
        assert_int_equal(report.problem_count, 1);
        if (!report_says(test->arena, &report, true, tried[i].begins,
                         "Give 360Giving data: a JSON, XLSX or CSV file."))
            fail_msg("not '%s': %.*s", tried[i].begins, TEXT_ARG(report.problems.row[0].say));
    }
}

static void an_undone_import_takes_its_problems_along(void **state)
{
    (void)state;
    const struct import_report report = import_text(
        test, HEAD ROW("x-1", "GB-CHC-1164883", "Partner One", "TBC", ""), "Someone Else");
    assert_true(report.ok);
    assert_true(ask("SELECT count(*) FROM import_problems") > 0);
    struct db_write *write = db_write_begin(test->database, test->arena);
    text say;
    assert_true(import_undo(test->arena, write, report.import, &say));
    db_write_commit(write);
    import_tidy(test->arena, test->database, report.import, &nobody);
    assert_int_equal(ask("SELECT count(*) FROM import_problems"), 0);
}

static void a_refused_file_s_problems_go_after_thirty_days(void **state)
{
    (void)state;
    assert_false(
        import_text(test, HEAD "x-1,T,D,GBP,abc,2024-05-01,GB-CHC-1,F,GB-CHC-1164883,P\n", "F").ok);
    import_sweep(test->arena, test->database, import_id_of(INT64_MAX), &nobody);
    assert_true(ask("SELECT count(*) FROM import_problems") > 0);
    run("UPDATE imports SET started_at = started_at - 31 * 24 * 3600");
    import_sweep(test->arena, test->database, import_id_of(INT64_MAX), &nobody);
    assert_int_equal(ask("SELECT count(*) FROM import_problems"), 0);
    assert_int_equal(ask("SELECT errors FROM imports"), 1);
}

/* However it came about: an identifier used again, or a partner that someone rewrote. */
static void a_partner_that_is_another_by_now_gets_none_of_the_grants(void **state)
{
    (void)state;
    assert_true(import_text(test, HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", ""),
                            "The Funder")
                    .ok);
    const struct import_report report =
        stage(HEAD ROW("360G-y-1", "GB-CHC-1164883", "Partner One", "", ""), "Second Funder");
    assert_true(report.ok);
    run("UPDATE partner_identifiers SET value = '9999999'; "
        "UPDATE partner_records SET name = 'Someone Else', name_key = 'someone else'");
    assert_true(import_write(test->arena, test->database, report.import, &nobody));
    assert_int_equal(ask("SELECT count(*) FROM partners"), 2);
    assert_int_equal(ask("SELECT count(*) FROM grant_seats s JOIN partners p ON p.id = "
                         "s.partner_id JOIN grants g ON g.id = s.grant_id WHERE g.reference = "
                         "'360G-y-1' AND p.name = 'Partner One'"),
                     1);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], IMPORT_CHILD_COMMAND) == 0)
        return import_child_main(argc, argv);
#define T_(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T_(I10_nothing_about_people_is_stored_not_even_while_it_waits),
        T_(A2_a_grant_over_a_programme_s_cap_is_refused_in_a_file_too),
        T_(amounts_that_no_total_could_hold_are_refused),
        T_(identifiers_that_are_another_funder_s_here_are_refused),
        T_(that_the_file_names_another_funder_is_the_first_note),
        T_(what_is_not_of_the_standard_at_all_is_said_in_one_line),
        T_(a_file_of_another_kind_is_named_in_one_line),
        T_(an_undone_import_takes_its_problems_along),
        T_(a_refused_file_s_problems_go_after_thirty_days),
        T_(a_partner_that_is_another_by_now_gets_none_of_the_grants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
