/* Who reads what in a history (laws 7, 8 and 9). */
#include "tests/fund/world.h"

#include "engine/audit/audit.h"
#include "engine/base/clock.h"
#include "engine/web/server.h"
#include "fund/people/people.h"
#include "fund/trail/trail.h"
#include "jobs_queries.h"

#include <unistd.h>

static struct vault *vault;
static struct world *w;

static void run(struct db_write *write, const char *sql)
{
    struct db_stmt *stmt = db_stmt_begin_write(write, test_statement(w->arena, sql, true, 0));
    while (db_step(stmt))
        ;
    (void)db_stmt_end(stmt);
}

/* An act of account 1 on grant 1, in a transaction of its own. */
static void act(const char *name, const char *const *sql)
{
    struct arena *arena = arena_new((size_t)4 << 20);
    struct db_write *write = db_write_begin(w->database, arena);
    for (; *sql; sql++)
        run(write, *sql);
    audit_act_add(write, &(struct audit_act){.act = text_of(name),
                                             .account = {.some = true, .it = 1},
                                             .kind = T("grant"),
                                             .record = {.some = true, .it = 1},
                                             .request = T("test")});
    db_write_commit(write);
    arena_free(arena);
}
#define ACT(name, ...) act((name), (const char *const[]){__VA_ARGS__, NULL})

static int begin(void **state)
{
    text say;
    if (world_begin(state) != 0)
        return -1;
    w = *state;
    vault = vault_open_keys(w->arena, w->database, true, &say);
    if (!vault || !audit_open(w->arena, w->database, vault, AUDIT_SIGNED_HEAD, &say))
        return -1;
    ACT("grant.add",
        "INSERT INTO accounts (name, email, roles, made_at) VALUES ('Ana Fund', 'a@f.example', 2, "
        "0)",
        "INSERT INTO funders (name, name_key, own) VALUES ('Trust', 'trust', 1)",
        "INSERT INTO programme_records (funder_id, name, name_key) VALUES (1, 'Advice', 'advice')",
        "INSERT INTO partner_records (name, name_key, made_at) VALUES ('Quayside', 'quayside', 0)",
        "INSERT INTO grant_records (reference, funder_id, programme_id, title, title_key, "
        "description, search, awarded, awarded_on, made_at) VALUES ('R-1', 1, 1, 'A door', 'a "
        "door', 'd', 's', 1000000, 19000, 0)");
    return 0;
}

/* The history of grant 1 in words, newest first; a line each. */
static const char *history(enum trail_reader reader, int64_t account)
{
    static struct app app;
    app = (struct app){.database = w->database, .vault = vault};
    struct request rq = {.arena = w->arena, .database = w->database, .app = &app};
    rq.view.viewer.account = account;
    struct db *db = db_read(w->database, w->arena);
    const struct trail_list list = trail_of_record(&rq, db, T("grant"), 1, reader, TEXT_ABSENT, 0);
    struct text_builder out = {.arena = w->arena};
    for (size_t i = 0; i < list.count; i++) {
        const struct trail_shown *entry = &list.row[i];
        text_add_format(&out, "%.*s|%.*s|%.*s\n", TEXT_ARG(entry->who), TEXT_ARG(entry->did),
                        TEXT_ARG(entry->because));
        for (size_t n = 0; n < entry->lines.count; n++) {
            const struct trail_line *line = &entry->lines.row[n];
            static const char *const kinds[] = {"changed", "set",   "cleared",
                                                "secret",  "added", "removed"};
            text_add_format(&out, "  %s %.*s: %.*s > %.*s\n", kinds[line->kind],
                            TEXT_ARG(line->what), TEXT_ARG(line->was), TEXT_ARG(line->became));
        }
    }
    db_read_end(db);
    return text_cstr(w->arena, text_built(&out));
}

static void law_9_a_history_reads_as_sentences(void **state)
{
    (void)state;
    ACT("grant.change", "UPDATE grant_records SET title = 'Two doors', ends_on = 20000, search = "
                        "'x', version = 2");
    ACT("grant.award",
        "INSERT INTO award_entries (grant_id, kind, amount, decided_on, reason, made_at) VALUES "
        "(1, 1, 500000, 19700, 'Rent went up', 0)",
        "UPDATE grant_records SET awarded = 1500000");
    ACT("grant.seat_add",
        "INSERT INTO grant_seats (grant_id, partner_id, kind, share) VALUES (1, 1, 0, 200000)");
    ACT("grant.change", "UPDATE grant_records SET ends_on = NULL");
    const char *said = history(TRAIL_STAFF, 2);
    assert_string_equal(
        text_cstr(w->arena, text_slice(text_of(said), 0,
                                       (size_t)text_find(text_of(said), T("Ana Fund|Added the")))),
        "Ana Fund|Changed the grant|\n"
        "  cleared end date: 4 October 2024 > \n"
        "Ana Fund|Added a partner to the grant|\n"
        "  added seat:  > Quayside, Lead partner, £2,000\n"
        "Ana Fund|Added or took away money|“Rent went up”\n"
        "  added change of the award:  > Uplift, £5,000, date of the decision 9 December 2023\n"
        "  changed award: £10,000 > £15,000\n"
        "Ana Fund|Changed the grant|\n"
        "  changed title: “A door” > “Two doors”\n"
        "  set end date:  > 4 October 2024\n");
    assert_null(strstr(said, "search"));
    assert_null(strstr(said, "version"));
    assert_non_null(strstr(history(TRAIL_STAFF, 1), "You|Changed the grant"));
}

static void law_8_a_protected_table_is_in_nobodys_history(void **state)
{
    (void)state;
    ACT("grant.need", "INSERT INTO grant_needs (grant_id, needed) VALUES (1, 98765400)");
    ACT("grant.need", "UPDATE grant_needs SET needed = 98765500");
    for (int reader = TRAIL_DIRECTOR; reader <= TRAIL_PARTNER; reader++) {
        const char *said = history((enum trail_reader)reader, 1);
        assert_null(strstr(said, "987,65"));
        assert_null(strstr(said, "needed"));
    }
}

static void what_is_about_people_is_for_directors(void **state)
{
    (void)state;
    assert_non_null(strstr(history(TRAIL_DIRECTOR, 2), "a@f.example"));
    assert_null(strstr(history(TRAIL_STAFF, 2), "a@f.example"));
    assert_null(strstr(history(TRAIL_PARTNER, 2), "a@f.example"));
    assert_null(strstr(history(TRAIL_SELF, 2), "a@f.example"));
    assert_non_null(strstr(history(TRAIL_SELF, 1), "a@f.example"));
}

static void E4_a_partner_sees_its_grant_and_nobodys_name_or_note(void **state)
{
    (void)state;
    ACT("grant.change", "INSERT INTO grant_methods (grant_id, method) VALUES (1, 1)");
    ACT("grant.change", "UPDATE grant_records SET title = 'Three doors'");
    const char *said = history(TRAIL_PARTNER, 9);
    assert_non_null(strstr(said, "Three doors"));
    assert_null(strstr(said, "Ana Fund"));
    assert_null(strstr(said, "influencing"));
    assert_null(strstr(said, "litigation"));
}

static void law_9_what_was_forgotten_says_so(void **state)
{
    (void)state;
    struct arena *arena = arena_new((size_t)4 << 20);
    struct db_write *write = db_write_begin(w->database, arena);
    vault_shred(write, 1);
    db_write_commit(write);
    arena_free(arena);
    const char *said = history(TRAIL_DIRECTOR, 2);
    assert_null(strstr(said, "a@f.example"));
    assert_non_null(strstr(said, "(forgotten)"));
    assert_non_null(strstr(said, "A door")); /* the initiative's own stays */
}

static void a_rename_elsewhere_is_not_this_grants_history(void **state)
{
    (void)state;
    struct arena *arena = arena_new((size_t)4 << 20);
    struct db_write *write = db_write_begin(w->database, arena);
    run(write, "UPDATE grant_records SET search = 'other'");
    run(write, "UPDATE partner_records SET name = 'Harbourside'");
    audit_add(write, "partner.change", 1);
    db_write_commit(write);
    arena_free(arena);
    assert_null(strstr(history(TRAIL_DIRECTOR, 2), "Harbourside"));
    assert_null(strstr(history(TRAIL_DIRECTOR, 2), "Changed the partner"));
}

/* The clock writes each day that is over once, and looks whether the log is whole. */
static void law_9_each_day_is_exported_by_the_clock(void **state)
{
    (void)state;
    const instant now = instant_now();
    struct app app = {.database = w->database,
                      .vault = vault,
                      .schedules = (const struct schedule *const[]){&trail_schedule, NULL}};
    const char *folder = audit_folder(w->arena, w->database);
    const char *file =
        text_cstr(w->arena, text_format(w->arena, "%s/%.*s.jsonl", folder,
                                        TEXT_ARG(day_iso(w->arena, instant_day(now)))));
    for (int days = 0; days < 3; days++) {
        struct arena *arena = arena_new((size_t)64 << 20);
        clock_set(instant_add(now, days * INT64_C(86400)));
        (void)jobs_tick(&app, NULL, arena, instant_now());
        arena_free(arena);
        assert_int_equal(access(file, F_OK), days == 0 ? -1 : 0);
    }
    clock_clear();
    struct db *db = db_read(w->database, w->arena);
    const struct job_run_row_rows runs = job_runs_list(db);
    assert_int_equal(runs.count, 2);
    assert_true(text_eq(runs.row[1].said, T("The log is whole.")));
    db_read_end(db);
}

struct ticking {
    const struct schedule_row *row;
    struct job_run run;
};

static void tick_row(void *arg)
{
    struct ticking *t = arg;
    (void)t->row->run(&t->run);
}

/* And not a note that stands before it. */
static void law_9_the_clock_says_what_is_wrong_with_the_log(void **state)
{
    (void)state;
    ACT("database.restore", "UPDATE funders SET name = 'Other' WHERE id = 1");
    ACT("grant.change", "UPDATE funders SET name = 'Another' WHERE id = 1");
    struct arena *own = arena_new((size_t)64 << 20);
    struct db_write *write = db_write_begin(w->database, own);
    run(write, TEST_SQL("DROP TRIGGER audit_entries_never_changed",
                        "ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_never_changed"));
    run(write, "UPDATE audit_entries SET act = 'other' WHERE id = 3");
    db_write_commit(write);
    struct app app = {.database = w->database, .vault = vault};
    struct ticking ticking = {.run = {.arena = own, .app = &app, .now = instant_now()}};
    for (size_t i = 0; i < trail_schedule.count; i++)
        if (strcmp(trail_schedule.row[i].name, "audit.verify") == 0)
            ticking.row = &trail_schedule.row[i];
    struct failure failure;
    assert_false(fail_try(tick_row, &ticking, &failure));
    arena_free(own);
    assert_non_null(strstr(failure.what, "entry 3"));
}

static void a_person_keeps_their_own_history_under_their_number(void **state)
{
    (void)state;
    const struct route *route = NULL;
    for (size_t i = 0; i < trail_routes.count; i++)
        if (strcmp(trail_routes.row[i].path, "/history/mine/csv") == 0)
            route = &trail_routes.row[i];
    assert_non_null(route);
    struct app app = {.database = w->database, .vault = vault};
    struct request rq = {.arena = w->arena,
                         .route = route,
                         .app = &app,
                         .view = {.viewer = {.account = 7, .roles = ROLE_VIEWER}}};
    struct db *db = db_read(w->database, w->arena);
    const text name = route->read(&rq, db, NULL).location;
    db_read_end(db);
    check_text(name, "history-person-7.csv");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(law_9_a_history_reads_as_sentences),
        TEST(law_8_a_protected_table_is_in_nobodys_history),
        TEST(what_is_about_people_is_for_directors),
        TEST(E4_a_partner_sees_its_grant_and_nobodys_name_or_note),
        TEST(law_9_what_was_forgotten_says_so),
        TEST(law_9_each_day_is_exported_by_the_clock),
        TEST(a_rename_elsewhere_is_not_this_grants_history),
        TEST(law_9_the_clock_says_what_is_wrong_with_the_log),
        TEST(a_person_keeps_their_own_history_under_their_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
