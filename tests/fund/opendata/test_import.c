/*
 * The life of an import: all or nothing, hidden until published, matched by numbers, undone without
 * a trace, and swept when it was killed. The database's file is asked directly, behind our own
 * queries' backs.
 */
#include "import_test.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <time.h>

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

static void a_file_is_imported_whole(void **state)
{
    (void)state;
    const struct import_report report =
        import_text(test,
                    HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", "")
                        ROW("360G-x-2", "GB-COH-1234567", "Partner Two", "", ""),
                    "The Funder");
    report_print(test->arena, &report);
    assert_true(report.ok);
    assert_int_equal(report.grants, 2);
    assert_int_equal(report.new_partners, 2);
    assert_int_equal(
        ask("SELECT count(*) FROM grants WHERE awarded = 100050 AND title LIKE 'Title 360G-x-_'"),
        2);
    assert_int_equal(ask("SELECT sum(amount) FROM award_entries WHERE kind = 0"), 200100);
    assert_int_equal(ask("SELECT count(*) FROM grant_seats s JOIN seat_kind k ON k.id = s.kind "
                         "WHERE k.code = 'lead'"),
                     2);
    assert_int_equal(ask("SELECT count(*) FROM partner_identifiers WHERE value = '01234567'"), 1);
    assert_int_equal(ask("SELECT count(*) FROM funders WHERE name = 'The Funder' AND identifier = "
                         "'GB-CHC-1000147'"),
                     1);
    assert_int_equal(
        ask(TEST_SQL(
            "SELECT count(*) FROM grant_search WHERE grant_search MATCH 'Partner'",
            "SELECT count(*) FROM grant_search WHERE words @@ search_query('\"Partner\"')")),
        2);
    assert_int_equal(
        ask("SELECT (SELECT count(*) FROM import_rows) + (SELECT count(*) FROM import_partners)"),
        0);
}

static void one_mistake_refuses_all_of_it(void **state)
{
    (void)state;
    const struct import_report report = import_text(
        test,
        HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "",
                 "") "360G-x-2,T,D,GBP,abc,2024-05-01,GB-CHC-1000147,The Funder,GB-CHC-2345678,P\n",
        "The Funder");
    assert_false(report.ok);
    assert_int_equal(report.error_count, 1);
    assert_true(report_says(test->arena, &report, true,
                            "Row 3, column Amount Awarded: 'abc' is not an amount", ""));
    assert_int_equal(
        ask("SELECT (SELECT count(*) FROM grant_records) + (SELECT count(*) FROM partner_records) +"
            " (SELECT count(*) FROM funders) + (SELECT count(*) FROM import_rows)"),
        0);
}

static void organisations_are_one_by_any_number(void **state)
{
    (void)state;
    /* The third row says that the first two are one; the fourth knows it by its company number. */
    const struct import_report report =
        import_text(test,
                    HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", "")
                        ROW("360G-x-2", "GB-COH-01234567", "Partner One Ltd", "", "")
                            ROW("360G-x-3", "360G-own-7", "Partner One", "1164883", "1234567")
                                ROW("360G-x-4", "GB-COH-01234567", "Partner One", "", ""),
                    "The Funder");
    report_print(test->arena, &report);
    assert_true(report.ok);
    assert_int_equal(report.new_partners, 1);
    assert_int_equal(ask("SELECT count(*) FROM partners"), 1);
    assert_int_equal(ask("SELECT count(*) FROM partner_identifiers"), 3);
    assert_int_equal(ask("SELECT count(*) FROM grant_seats"), 4);
    assert_int_equal(ask("SELECT count(*) FROM partners WHERE other_names = 'Partner One Ltd'"), 1);
}

static void a_company_s_number_counts_beside_a_charity_s_that_was_told_twice(void **state)
{
    (void)state;
    const struct import_report report =
        import_text(test,
                    HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "1164883", "01234567")
                        ROW("360G-x-2", "GB-COH-01234567", "Partner One", "", ""),
                    "The Funder");
    assert_true(report.ok);
    assert_int_equal(report.new_partners, 1);
}

static void the_same_name_alone_merges_nothing(void **state)
{
    (void)state;
    const struct import_report report =
        import_text(test,
                    HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", "")
                        ROW("360G-x-2", "GB-CHC-2345678", "the partner one", "", ""),
                    "The Funder");
    assert_true(report.ok);
    assert_int_equal(report.new_partners, 2);
    assert_true(report_says(test->arena, &report, false, "2 organisations in the file",
                            "no number in common"));
    const struct import_report again = import_text(
        test, HEAD ROW("360G-x-3", "GB-CHC-3456789", "PARTNER ONE", "", ""), "The Funder");
    assert_int_equal(again.new_partners, 1);
    assert_true(report_says(test->arena, &again, false,
                            "'PARTNER ONE' has the name of a partner here", ""));
}

static void partners_that_are_here_are_matched_and_left_alone(void **state)
{
    (void)state;
    assert_true(import_text(test, HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", ""),
                            "The Funder")
                    .ok);
    const struct import_report report = import_text(
        test, HEAD ROW("360G-x-2", "GB-COH-01234567", "Another Name Entirely", "1164883", ""),
        "The Funder");
    assert_true(report.ok);
    assert_int_equal(report.matched_partners, 1);
    assert_int_equal(report.new_partners, 0);
    assert_int_equal(ask("SELECT count(*) FROM partners WHERE name = 'Partner One'"), 1);
    assert_int_equal(ask("SELECT count(*) FROM grant_seats"), 2);
}

static void numbers_of_two_partners_here_are_a_problem(void **state)
{
    (void)state;
    assert_true(import_text(test,
                            HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", "")
                                ROW("360G-x-2", "GB-COH-01234567", "Partner Two", "", ""),
                            "The Funder")
                    .ok);
    const struct import_report report = import_text(
        test, HEAD ROW("360G-x-3", "GB-COH-01234567", "Which", "1164883", ""), "The Funder");
    assert_false(report.ok);
    assert_true(report_says(test->arena, &report, true, "Row 2", "belong to two partners here"));
    assert_int_equal(ask("SELECT count(*) FROM grants"), 2);
}

static void grants_that_are_here_stay_as_they_are(void **state)
{
    (void)state;
    const char *content = HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", "");
    assert_true(import_text(test, content, "The Funder").ok);
    const struct import_report same = import_text(test, content, "The Funder");
    assert_true(same.ok);
    assert_true(
        report_says(test->arena, &same, false, "The very same file was imported before", ""));
    const struct import_report report =
        import_text(test,
                    HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", "")
                        ROW("360G-x-2", "GB-CHC-1164883", "Partner One", "", ""),
                    "The Funder");
    assert_true(report.ok);
    assert_int_equal(report.already_here, 1);
    assert_int_equal(report.grants, 1);
    assert_int_equal(ask("SELECT count(*) FROM grants"), 2);
    assert_int_equal(ask("SELECT count(*) FROM award_entries"), 2);
}

static void a_dry_run_leaves_no_trace(void **state)
{
    (void)state;
    const char *content = HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", "");
    const char *path =
        text_cstr(test->arena, text_format(test->arena, "%s/dry.csv", test->place.folder));
    FILE *file = fopen(path, "w");
    fputs(content, file);
    fclose(file);
    const struct import_options options = {.funder = T("The Funder"), .dry_run = true};
    struct import_report report;
    assert_true(import_360giving(test->arena, test->database, path, &options, &report));
    (void)remove(path);
    assert_int_equal(report.grants, 1);
    assert_int_equal(report.new_partners, 1);
    assert_int_equal(
        ask("SELECT (SELECT count(*) FROM imports) + (SELECT count(*) FROM grant_records) + "
            "(SELECT count(*) FROM funders) +"
            " (SELECT count(*) FROM import_rows) + (SELECT count(*) FROM import_partners)"),
        0);
}

/* ---- Publishing and undoing ---- */

static import_id staged(const char *content)
{
    const struct import_report report =
        import_bytes(test, (bytes){.ptr = (const unsigned char *)content, .len = strlen(content)},
                     "The Funder", false);
    report_print(test->arena, &report);
    assert_true(report.ok);
    return report.import;
}

static const struct import_watch nobody = {.progress = NULL};

static void nothing_is_seen_before_it_is_published(void **state)
{
    (void)state;
    const import_id import = staged(HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", ""));
    assert_int_equal(
        ask("SELECT (SELECT count(*) FROM grant_records) + (SELECT count(*) FROM partner_records)"),
        0);
    assert_true(import_write(test->arena, test->database, import, &nobody));
    assert_int_equal(ask("SELECT count(*) FROM grants"), 1);
    assert_int_equal(ask("SELECT count(*) FROM programmes WHERE name = 'No programme named'"), 1);
    assert_false(import_write(test->arena, test->database, import, &nobody)); /* pressed twice */
    assert_int_equal(ask("SELECT count(*) FROM grants"), 1);
}

static bool undo(import_id import, text *say)
{
    struct db_write *write = db_write_begin(test->database, test->arena);
    const bool done = import_undo(test->arena, write, import, say);
    if (done)
        db_write_commit(write);
    else
        db_write_undo(write);
    return done;
}

static void undoing_takes_out_all_that_came(void **state)
{
    (void)state;
    const import_id import = staged(HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", ""));
    assert_true(import_write(test->arena, test->database, import, &nobody));
    text say;
    assert_true(undo(import, &say));
    assert_int_equal(ask("SELECT (SELECT count(*) FROM grants) + (SELECT count(*) FROM partners) + "
                         "(SELECT count(*) FROM programmes)"),
                     0);
    import_tidy(test->arena, test->database, import, &nobody);
    assert_int_equal(
        ask("SELECT (SELECT count(*) FROM grant_records) + (SELECT count(*) FROM partner_records) +"
            " (SELECT count(*) FROM programme_records) + (SELECT count(*) FROM "
            "partner_identifiers) +"
            " (SELECT count(*) FROM award_entries) + (SELECT count(*) FROM grant_seats) + (SELECT "
            "count(*) FROM funders)"),
        0);
    assert_false(undo(import, &say));
}

static void undoing_is_refused_when_another_grant_needs_a_partner_of_it(void **state)
{
    (void)state;
    const import_id import = staged(HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", ""));
    assert_true(import_write(test->arena, test->database, import, &nobody));
    assert_true(import_text(test, HEAD ROW("360G-y-1", "GB-CHC-1164883", "Partner One", "", ""),
                            "Second Funder")
                    .ok);
    text say;
    assert_false(undo(import, &say));
    assert_true(text_find(say, T("'Partner One'")) >= 0 &&
                text_find(say, T("'Title 360G-y-1'")) >= 0);
    assert_int_equal(ask("SELECT count(*) FROM grants"), 2);
}

static void sweep(void)
{
    struct arena *arena = arena_new((size_t)64 << 20);
    const struct import_lock *lock = import_lock(arena, test->database);
    assert_non_null(lock);
    import_sweep(arena, test->database, import_id_of(INT64_MAX), &nobody);
    arena_free(arena);
}

static void change_state(import_id import, enum import_state was, enum import_state becomes)
{
    struct db_write *write = db_write_begin(test->database, test->arena);
    assert_int_equal(import_state_change(write, import, was, becomes), 1);
    db_write_commit(write);
}

/* As an undo that nothing refused. */
static void hide(import_id import)
{
    struct db_write *write = db_write_begin(test->database, test->arena);
    assert_int_equal(import_hide(write, import), 1);
    db_write_commit(write);
}

static int64_t hidden_but_needed(void)
{
    struct db *db = db_read(test->database, test->arena);
    const int64_t count = import_verify_hidden(db);
    db_read_end(db);
    return count;
}

static void undoing_is_refused_while_a_checked_import_counts_on_a_partner_of_it(void **state)
{
    (void)state;
    const import_id first = staged(HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", ""));
    assert_true(import_write(test->arena, test->database, first, &nobody));
    const import_id second = staged(HEAD ROW("360G-y-1", "GB-CHC-1164883", "Partner One", "", ""));
    text say;
    assert_false(undo(first, &say));
    assert_true(text_find(say, T("not published yet")) >= 0);
    assert_int_equal(ask("SELECT count(*) FROM grants"), 1);
    assert_true(undo(second, &say)); /* thrown away */
    assert_true(undo(first, &say));
}

static void undoing_is_refused_while_another_import_is_being_written(void **state)
{
    (void)state;
    const import_id first = staged(HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", ""));
    assert_true(import_write(test->arena, test->database, first, &nobody));
    const import_id second = staged(HEAD ROW("360G-y-1", "GB-CHC-2345678", "Partner Two", "", ""));
    change_state(second, IMPORT_STATE_READY, IMPORT_STATE_WRITING);
    text say;
    assert_false(undo(first, &say));
    assert_true(text_find(say, T("is being written")) >= 0);
    change_state(second, IMPORT_STATE_WRITING, IMPORT_STATE_READY);
    assert_true(undo(first, &say));
}

static void a_partner_that_went_with_its_import_is_made_anew(void **state)
{
    (void)state;
    const import_id first = staged(HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", ""));
    assert_true(import_write(test->arena, test->database, first, &nobody));
    const import_id second = staged(HEAD ROW("360G-y-1", "GB-CHC-1164883", "Partner One", "", ""));
    hide(first);
    import_tidy(test->arena, test->database, first, &nobody);
    assert_true(import_write(test->arena, test->database, second, &nobody));
    assert_int_equal(ask("SELECT count(*) FROM grants"), 1);
    assert_int_equal(ask("SELECT count(*) FROM partners p JOIN partner_identifiers n ON "
                         "n.partner_id = p.id JOIN grant_seats s ON s.partner_id = p.id"),
                     1);
    assert_int_equal(hidden_but_needed(), 0);
}

static void what_an_undone_import_left_keeps_nothing_from_the_next(void **state)
{
    (void)state;
    const import_id first = staged(HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", ""));
    assert_true(import_write(test->arena, test->database, first, &nobody));
    const import_id second = staged(HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", ""));
    hide(first); /* and not removed yet */
    assert_true(import_write(test->arena, test->database, second, &nobody));
    assert_int_equal(ask("SELECT count(*) FROM grants WHERE reference = '360G-x-1'"), 1);
    assert_int_equal(ask("SELECT count(*) FROM partners p JOIN partner_identifiers n ON "
                         "n.partner_id = p.id WHERE n.value = '1164883'"),
                     1);
    assert_int_equal(ask("SELECT count(*) FROM grant_records"), 1);
}

/* The state that a fault of ours left in a database: serve must start all the same. */
static void one_import_that_cannot_be_tidied_hinders_no_other(void **state)
{
    (void)state;
    const import_id first = staged(HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", ""));
    assert_true(import_write(test->arena, test->database, first, &nobody));
    assert_true(import_text(test, HEAD ROW("360G-y-1", "GB-CHC-1164883", "Partner One", "", ""),
                            "Second Funder")
                    .ok);
    const import_id cut = staged(HEAD ROW("360G-z-1", "GB-CHC-3456789", "Partner Three", "", ""));
    change_state(cut, IMPORT_STATE_READY, IMPORT_STATE_READING);
    assert_int_equal(hidden_but_needed(), 0);
    hide(first);
    assert_int_equal(hidden_but_needed(), 1);
    sweep();
    assert_int_equal(ask("SELECT count(*) FROM imports i JOIN import_state s ON s.id = i.state "
                         "WHERE s.code = 'refused'"),
                     1);
    assert_int_equal(ask("SELECT count(*) FROM import_rows"), 0);
    assert_int_equal(ask("SELECT count(*) FROM partner_records WHERE name = 'Partner One'"), 1);
    /* And the next import begins. */
    assert_true(import_text(test, HEAD ROW("360G-z-1", "GB-CHC-3456789", "Partner Three", "", ""),
                            "Third Funder")
                    .ok);
}

static struct import_report import_titled(size_t length)
{
    struct text_builder out = {.arena = test->arena};
    text_add(&out, T(HEAD "360G-x-1,"));
    for (size_t i = 0; i < length; i++)
        text_add(&out, T("\u00c9"));
    text_add(&out, T(",What for,GBP,10,2024-05-01,GB-CHC-1000147,The Funder,GB-CHC-1164883,P,,\n"));
    return import_bytes(test, (bytes){.ptr = (const unsigned char *)out.ptr, .len = out.len},
                        "The Funder", true);
}

static void a_title_longer_than_lists_have_room_for_is_refused(void **state)
{
    (void)state;
    const struct import_report report = import_titled(TITLE_MOST + 1);
    assert_false(report.ok);
    assert_int_equal(report.error_count, 1);
    assert_true(report_says(test->arena, &report, true, "Row 2, column Title",
                            "longer than the 500 characters"));
    assert_true(import_titled(TITLE_MOST).ok);
    assert_int_equal(ask("SELECT length(title_key) FROM grants"), SORT_KEY_CHARACTERS);
}

static void a_partner_s_name_or_another_value_may_not_be_endless(void **state)
{
    (void)state;
    struct text_builder name = {.arena = test->arena};
    while (name.len < 30000)
        text_add(&name, T("Long name "));
    const text file = text_format(
        test->arena,
        "%s360G-x-1,T,What for,GBP,10,2024-05-01,GB-CHC-1000147,F,GB-CHC-1164883,%.*s,,\n", HEAD,
        TEXT_ARG(text_built(&name)));
    const struct import_report report =
        import_text(test, text_cstr(test->arena, file), "The Funder");
    assert_true(report_says(test->arena, &report, true, "Row 2, column Recipient Org:Name",
                            "longer than the 300 characters"));
    const text extra = text_format(
        test->arena,
        "Notes,Identifier,Title,Description,Currency,Amount Awarded,Award Date,Funding "
        "Org:Identifier,Funding Org:Name,Recipient Org:Identifier,Recipient Org:Name\n"
        "%.*s,360G-x-1,T,What for,GBP,10,2024-05-01,GB-CHC-1000147,F,GB-CHC-1164883,P\n",
        TEXT_ARG(text_built(&name)));
    const struct import_report second =
        import_text(test, text_cstr(test->arena, extra), "The Funder");
    assert_int_equal(second.error_count, 1);
    assert_true(report_says(test->arena, &second, true, "Row 2, column Notes",
                            "longer than the 20000 characters"));
}

/* ---- Killed ---- */

struct killer {
    enum import_step step;
};

static void kill_self(void *arg, enum import_step step, int64_t done, int64_t of)
{
    (void)of;
    const struct killer *killer = arg;
    if (step == killer->step && (step != IMPORT_WRITING || done > 0))
        (void)kill(getpid(), SIGKILL);
}

/* Imports 4,000 grants in a process that kills itself at that step. */
static void import_and_die(const char *path, enum import_step step)
{
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct arena *arena = arena_new((size_t)256 << 20);
        struct killer killer = {.step = step};
        const struct import_options options = {.funder = T("The Funder"),
                                               .publish = true,
                                               .progress = kill_self,
                                               .progress_arg = &killer};
        struct import_report report;
        const struct db_opened opened = test_database_open(arena, &test->place, DB_COMMAND, false);
        _exit(opened.database && import_360giving(arena, opened.database, path, &options, &report)
                  ? 7
                  : 8);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (!WIFSIGNALED(status))
        fail_msg("step %d: it was not killed but ended with %d", (int)step, WEXITSTATUS(status));
}

static void killed_in_the_middle_it_is_unseen_and_swept_at_the_next_start(void **state)
{
    (void)state;
    const char *path =
        text_cstr(test->arena, text_format(test->arena, "%s/kill.csv", test->place.folder));
    FILE *file = fopen(path, "w");
    fputs(HEAD, file);
    for (int i = 0; i < 4000; i++)
        fprintf(file,
                "360G-x-%d,Title,What for,GBP,10,2024-05-01,GB-CHC-1000147,The "
                "Funder,GB-CHC-%d,Partner %d,,\n",
                i, 1000000 + i % 800, i % 800);
    fclose(file);
    static const enum import_step steps[] = {IMPORT_READING, IMPORT_MATCHING, IMPORT_WRITING};
    for (size_t i = 0; i < 3; i++) {
        import_and_die(path, steps[i]);
        assert_int_equal(
            ask("SELECT (SELECT count(*) FROM grants) + (SELECT count(*) FROM partners)"), 0);
        sweep();
        assert_int_equal(ask("SELECT (SELECT count(*) FROM grant_records) + (SELECT count(*) FROM "
                             "partner_records) +"
                             " (SELECT count(*) FROM import_rows) + (SELECT count(*) FROM "
                             "import_partners) + (SELECT count(*) FROM funders)"),
                         0);
        assert_int_equal(ask("SELECT count(*) FROM imports i JOIN import_state s ON s.id = i.state "
                             "WHERE s.code <> 'refused'"),
                         0);
    }
    const struct import_report report = import_path(test, path, "The Funder");
    assert_true(report.ok);
    assert_int_equal(ask("SELECT count(*) FROM grants"), 4000);
    (void)remove(path);
}

static void two_imports_at_once_are_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_new((size_t)1 << 20);
    assert_non_null(import_lock(arena, test->database));
    const struct import_report report = import_text(
        test, HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", ""), "The Funder");
    assert_false(report.ok);
    assert_true(report_says(test->arena, &report, true, "Another import is under way", ""));
    arena_free(arena);
    assert_true(import_text(test, HEAD ROW("360G-x-1", "GB-CHC-1164883", "Partner One", "", ""),
                            "The Funder")
                    .ok);
}

static void problems_are_listed_up_to_a_thousand_and_all_counted(void **state)
{
    (void)state;
    struct text_builder out = {.arena = test->arena};
    text_add(&out, text_of(HEAD));
    for (int i = 0; i < 1500; i++)
        text_add_format(&out,
                        "360G-x-%d,Title,What for,EUR,10,2024-05-01,GB-CHC-1000147,The "
                        "Funder,GB-CHC-1164883,P,,\n",
                        i);
    const struct import_report report = import_bytes(
        test, (bytes){.ptr = (const unsigned char *)out.ptr, .len = out.len}, "The Funder", true);
    assert_int_equal(report.error_count, 1500);
    assert_int_equal(report.problems.count, 1000);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], IMPORT_CHILD_COMMAND) == 0)
        return import_child_main(argc, argv);
#define T_(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T_(a_file_is_imported_whole),
        T_(one_mistake_refuses_all_of_it),
        T_(organisations_are_one_by_any_number),
        T_(a_company_s_number_counts_beside_a_charity_s_that_was_told_twice),
        T_(the_same_name_alone_merges_nothing),
        T_(partners_that_are_here_are_matched_and_left_alone),
        T_(numbers_of_two_partners_here_are_a_problem),
        T_(grants_that_are_here_stay_as_they_are),
        T_(a_dry_run_leaves_no_trace),
        T_(nothing_is_seen_before_it_is_published),
        T_(undoing_takes_out_all_that_came),
        T_(undoing_is_refused_when_another_grant_needs_a_partner_of_it),
        T_(undoing_is_refused_while_a_checked_import_counts_on_a_partner_of_it),
        T_(undoing_is_refused_while_another_import_is_being_written),
        T_(a_partner_that_went_with_its_import_is_made_anew),
        T_(what_an_undone_import_left_keeps_nothing_from_the_next),
        T_(one_import_that_cannot_be_tidied_hinders_no_other),
        T_(a_title_longer_than_lists_have_room_for_is_refused),
        T_(a_partner_s_name_or_another_value_may_not_be_endless),
        T_(killed_in_the_middle_it_is_unseen_and_swept_at_the_next_start),
        T_(two_imports_at_once_are_refused),
        T_(problems_are_listed_up_to_a_thousand_and_all_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
