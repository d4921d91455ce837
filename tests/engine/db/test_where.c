/*
 * What is said of where a database is: never a password, however the URL is written.
 */
#include "engine/base/arena.h"
#include "engine/db/where.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>

#include <cmocka.h>

static const struct {
    const char *where, *said;
} rows[] = {
    {"fund.db", "fund.db"},
    {"/var/lib/holdfast/a:b@c/fund.db", "/var/lib/holdfast/a:b@c/fund.db"},
    {"postgresql:fund", "postgresql:fund"},
    {"postgresql://ana@host/fund", "postgresql://ana@host/fund"},
    {"postgres://ana:secret@host:5433/fund", "postgres://ana@host:5433/fund"},
    {"postgresql://:secret@host/fund", "postgresql://host/fund"},
    {"postgresql://ana:sec?ret@host/fund", "postgresql://ana@host/fund"},
    {"postgresql://ana:secret@one:5432,[::1]:5433/fund?target_session_attrs=read-write",
     "postgresql://ana@one:5432,[::1]:5433/fund?target_session_attrs=read-write"},
    {"postgresql://%2Frun%2Fpostgresql/fund", "postgresql://%2Frun%2Fpostgresql/fund"},
    {"postgresql:///fund?host=/run/postgresql&password=secret&sslmode=require",
     "postgresql:///fund?host=/run/postgresql&sslmode=require"},
    {"postgresql://host/fund?sslpassword=secret&user=ana", "postgresql://host/fund?user=ana"},
    {"postgresql://", "postgresql://"},
    {"postgresql:///", "postgresql:///"},
};

/* Each is a password that somebody forgot to encode: libpq takes parts of it for something else. */
static const char *const not_plain[] = {
    "postgresql://ana:sec@ret@host/fund",
    "postgresql://ana:sec/ret@host/fund",
    "postgresql://ana:12/34@host/fund",
    "postgresql://ana:secret",
    "postgresql://ana:secret/fund",
    "postgresql://ana:12?s/ecret@host/fund",
    "postgresql://ana:12?secret=/@host/fund",
    "postgresql://host/fund?p%61ssword=secret",
    "postgresql://host/fund?password=sec&ret",
    "postgresql://host/fund/secret",
};

static void nothing_of_a_password_is_said(void **state)
{
    (void)state;
    struct arena *const arena = arena_new(1 << 20);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const text said = where_said(arena, rows[i].where);
        assert_string_equal(text_cstr(arena, said), rows[i].said);
    }
    arena_free(arena);
}

static void of_a_url_that_is_not_plain_nothing_is_said(void **state)
{
    (void)state;
    struct arena *const arena = arena_new(1 << 20);
    for (size_t i = 0; i < sizeof not_plain / sizeof *not_plain; i++) {
        assert_false(where_is_plain(not_plain[i]));
        assert_true(text_eq(where_said(arena, not_plain[i]), T("postgresql://…")));
    }
    arena_free(arena);
}

static void a_url_is_told_from_a_path(void **state)
{
    (void)state;
    assert_true(where_is_url("postgresql://h/d") && where_is_url("postgres:///d"));
    assert_false(where_is_url("postgresql:/h/d") || where_is_url("./postgresql://h/d"));
    assert_false(where_is_url("") || where_is_url("fund.db"));
    static const char *const mistaken[] = {"postgre://h/d",           "mysql://h/d",
                                           "PostgreSQL://h/d",        "postgresql:/h/d",
                                           "host=127.0.0.1 dbname=f", "dbname=f host=::1"};
    for (size_t i = 0; i < sizeof mistaken / sizeof *mistaken; i++)
        assert_true(text_present(where_mistaken(mistaken[i])));
    static const char *const meant[] = {"postgresql://h/d", "postgres:///d", "./postgresql://h/d",
                                        "/srv/a://b",       "fund.db",       "",
                                        "hosts.db"};
    for (size_t i = 0; i < sizeof meant / sizeof *meant; i++)
        assert_false(text_present(where_mistaken(meant[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_of_a_password_is_said),
        cmocka_unit_test(of_a_url_that_is_not_plain_nothing_is_said),
        cmocka_unit_test(a_url_is_told_from_a_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
