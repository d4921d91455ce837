/*
 * The triggers that tell of changes (law 9): no table is forgotten, and nobody goes round them
 * unseen. On PostgreSQL only: SQLite's hook needs no trigger.
 */
#include "engine/db/tables.h"
#include "tests/support/database.h"

#include <libpq-fe.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#undef fail /* ours */

struct captured {
    struct test_database place;
    struct arena *arena;
};

static int begin(void **state)
{
    struct arena *arena = arena_new((size_t)16 << 20);
    struct captured *c = arena_make(arena, struct captured);
    c->arena = arena;
    test_database_new(&c->place);
    *state = c;
    return 0;
}

static int end(void **state)
{
    struct captured *c = *state;
    test_database_gone(&c->place);
    arena_free(c->arena);
    return 0;
}

static void say_nothing(void *arg, const char *notice)
{
    (void)arg, (void)notice;
}

/* What a session that connects by hand is answered; "" when the statement ran. */
static const char *answered(struct captured *c, const char *url, const char *sql)
{
    PGconn *connection = PQconnectdb(url);
    assert_int_equal(PQstatus(connection), CONNECTION_OK);
    (void)PQsetNoticeProcessor(connection, say_nothing, NULL);
    PGresult *result = PQexec(connection, sql);
    const char *said = text_cstr(c->arena, text_of(PQresultErrorMessage(result)));
    PQclear(result);
    PQfinish(connection);
    return said;
}

static const char *by_hand(struct captured *c, const char *sql)
{
    return answered(c, c->place.where, sql);
}

static const char *superuser_of(struct captured *c)
{
    const char *at = strstr(c->place.where, "//holdfast@");
    assert_non_null(at);
    return text_cstr(
        c->arena, text_format(c->arena, "postgresql://postgres@%s", at + sizeof "//holdfast@" - 1));
}

static void check_refused(const char *said)
{
    const bool refused = strstr(said, "are changed by Holdfast alone") != NULL;
    if (!refused)
        print_error("it was answered: %s\n", *said ? said : "done");
    assert_true(refused);
    assert_non_null(strstr(said, "HINT:  Make the change on Holdfast's pages"));
}

static void law_9_every_audited_table_tells_its_changes(void **state)
{
    struct captured *c = *state;
    size_t audited = 0;
    for (size_t i = 0; i < db_table_count; i++) {
        const struct db_table *table = &db_tables[i];
        /* 29: after each row, of INSERT, DELETE and UPDATE; 34: before TRUNCATE. */
        const text sql = text_format(
            c->arena,
            "SELECT count(*) FROM pg_trigger g JOIN pg_proc f ON f.oid = g.tgfoid WHERE g.tgrelid "
            "= "
            "'%s'::regclass AND f.proname = 'note_change' AND f.pronamespace = "
            "'holdfast'::regnamespace AND g.tgenabled = 'O' AND g.tgqual IS NULL AND (g.tgname, "
            "g.tgtype) IN (('Changes', 29), ('Changes_none', 34))",
            table->name);
        const int64_t found = test_database_number(&c->place, text_cstr(c->arena, sql));
        if (found != (table->audited ? 2 : 0))
            print_error("%s has %lld triggers\n", table->name, (long long)found);
        assert_int_equal(found, table->audited ? 2 : 0);
        audited += table->audited;
    }
    assert_true(audited > 40);
}

#define BY_HAND "INSERT INTO holdfast.funders (name, name_key, own) VALUES ('T', 't', 0)"
#define FUNDER "SET holdfast.changes = 'unwatched'; " BY_HAND ";"

static void law_9_a_change_by_hand_is_refused_and_says_what_to_do(void **state)
{
    struct captured *c = *state;
    static const char *const changes[] = {
        BY_HAND,
        FUNDER "RESET holdfast.changes; UPDATE holdfast.funders SET name = 'U'",
        FUNDER "RESET holdfast.changes; DELETE FROM holdfast.funders",
        FUNDER "TRUNCATE holdfast.funders CASCADE",
        "SET holdfast.changes = 'yes'; " BY_HAND,
        "SET holdfast.changes = ''; " BY_HAND,
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        check_refused(by_hand(c, changes[i]));
    assert_int_equal(test_database_number(&c->place, "SELECT count(*) FROM funders"), 0);
}

/* Not the role that owns the tables, and it makes as if it were the program; even a superuser's
 * slip is seen. */
static void law_9_another_role_is_refused_whatever_it_says(void **state)
{
    struct captured *c = *state;
    static const char *const modes[] = {"told", "counted", "unwatched"};
    const char *superuser = superuser_of(c);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        const text sql = text_format(c->arena,
                                     "CREATE TEMP SEQUENCE changes_count; SET holdfast.changes = "
                                     "'%s'; %s",
                                     modes[i], BY_HAND);
        check_refused(answered(c, superuser, text_cstr(c->arena, sql)));
    }
    check_refused(answered(c, superuser, "TRUNCATE holdfast.funders CASCADE"));
    /* Nor may another role put the trigger on a table of its own, to have it run as the owner. */
    assert_non_null(
        strstr(answered(c, superuser,
                        "CREATE TABLE public.mine (a int); ALTER "
                        "TABLE public.mine OWNER TO pg_monitor; GRANT USAGE ON SCHEMA "
                        "holdfast TO pg_monitor; SET ROLE pg_monitor; CREATE TRIGGER t AFTER "
                        "INSERT ON public.mine FOR EACH ROW EXECUTE FUNCTION "
                        "holdfast.note_change()"),
               "permission denied for function"));
}

/* Each change is told as a message: a server that logs such would keep what was forgotten here. */
static void law_9_a_server_that_logs_what_is_told_is_found(void **state)
{
    struct captured *c = *state;
    static const char *const settings[] = {"log_min_messages = info", "log_min_messages = debug1",
                                           "log_statement = 'all'", "log_min_messages = notice"};
    const char *name = strrchr(c->place.where, '/') + 1;
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        const text reset = text_format(c->arena, "ALTER DATABASE \"%s\" RESET ALL", name);
        const text set = text_format(c->arena, "ALTER DATABASE \"%s\" SET %s", name, settings[i]);
        assert_string_equal(answered(c, superuser_of(c), text_cstr(c->arena, reset)), "");
        assert_string_equal(answered(c, superuser_of(c), text_cstr(c->arena, set)), "");
        const struct db_opened opened = test_database_open(c->arena, &c->place, DB_COMMAND, false);
        assert_non_null(opened.database);
        struct texts says;
        assert_true(db_verify(c->arena, opened.database, &says, &(text){.len = 0}));
        bool found = false;
        for (size_t line = 0; line < says.count; line++)
            found = found || text_find(says.row[line], T("what people write here")) >= 0;
        assert_int_equal(found, i < 3);
        db_close(opened.database);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(law_9_every_audited_table_tells_its_changes, begin, end),
        cmocka_unit_test_setup_teardown(law_9_a_change_by_hand_is_refused_and_says_what_to_do,
                                        begin, end),
        cmocka_unit_test_setup_teardown(law_9_another_role_is_refused_whatever_it_says, begin, end),
        cmocka_unit_test_setup_teardown(law_9_a_server_that_logs_what_is_told_is_found, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
