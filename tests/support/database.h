/*
 * A database of its own for each test, on the engine that the environment names, and a way to look
 * into it and to change it behind the program's back.
 *
 * HOLDFAST_TEST_ENGINE=postgresql and HOLDFAST_TEST_SERVER=postgresql://… (tests/run gives both):
 * a database on that server. Otherwise a SQLite file. A test that is about one engine's own says
 * `On SQLite only: why` or `On PostgreSQL only: why` in its file's first comment; every other that
 * includes this is run by tests/run on both.
 */
#ifndef TESTS_SUPPORT_DATABASE_H
#define TESTS_SUPPORT_DATABASE_H

#include "engine/db/db.h"

struct test_database {
    char folder[64];  /* of the test's own; goes away with the database */
    char where[512];  /* what db_open() and --db take: a path in the folder, or a URL */
    char beside[128]; /* how the files beside the database begin */
};

bool test_on_postgresql(void);

/* One of two, by the engine: for the few statements that tests cannot write for both. */
#define TEST_SQL(sqlite, postgresql) (test_on_postgresql() ? (postgresql) : (sqlite))

/* A place for a new database: test_database_open(…, create) makes it, or, on PostgreSQL, finds it
 * as just made: it is a copy of one that has all migrations and no rows. */
void test_database_new(struct test_database *place);
/* The same, but there is nothing in it yet on PostgreSQL either. */
void test_database_bare(struct test_database *place);
struct db_opened test_database_open(struct arena *arena, const struct test_database *place,
                                    enum db_open_as as, bool create) must_use;
/* Removes the database and the folder. Nothing may be open; what is open on PostgreSQL is cut. */
void test_database_gone(const struct test_database *place);

/* Runs statements behind the program's back; fail()s when one does not run. */
void test_database_run(const struct test_database *place, const char *sql);
/* The first column of each row, as text; absent for NULL. */
struct texts test_database_texts(struct arena *arena, const struct test_database *place,
                                 const char *sql);
/* The first column of the first row; fail()s when there is no row or no number in it. */
int64_t test_database_number(const struct test_database *place, const char *sql);

/* Whether these words stand anywhere in the files of the database, or beside it in its folder; on
 * PostgreSQL once the server has written what it had in memory, and without its write-ahead log. */
bool test_database_holds(const struct test_database *place, const char *words);

/* A statement of a test's own, for db_stmt_begin(): parameters are ?1, ?2 … in `sql`, and stand as
 * $1, $2 … in PostgreSQL's. `place` counts from 0: its place in the cache, beyond the registry's.
 * Lives in the arena. */
const struct db_statement *test_statement(struct arena *arena, const char *sql, bool writes,
                                          unsigned place);

#endif
