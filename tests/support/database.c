#include "tests/support/database.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

bool test_on_postgresql(void)
{
    const char *engine = getenv("HOLDFAST_TEST_ENGINE");
    if (!engine || strcmp(engine, "sqlite") == 0)
        return false;
    if (strcmp(engine, "postgresql") != 0)
        fail("HOLDFAST_TEST_ENGINE is \"%s\", not sqlite or postgresql", engine);
    return true;
}

struct list {
    text *row;
    size_t count;
};

/* Room is doubled when it is full: at each power of two. */
static void list_add(struct arena *arena, struct list *list, const char *value)
{
    const size_t n = list->count;
    const text *row = list->row;
    if ((n & (n - 1)) == 0) {
        list->row = arena_alloc(arena, (n ? 2 * n : 1) * sizeof *row);
        if (n)
            memcpy(list->row, row, n * sizeof *row);
    }
    list->row[list->count++] = value ? text_copy(arena, text_of(value)) : TEXT_ABSENT;
}

/* ---- PostgreSQL ---- */

/* The URL of another database of the server that tests/run started. */
static void server_url(char *out, size_t size, const char *database)
{
    const char *server = getenv("HOLDFAST_TEST_SERVER");
    const char *slash = server ? strrchr(server, '/') : NULL;
    if (!slash)
        fail("HOLDFAST_TEST_SERVER names no server: tests/support/postgresql.py starts one");
    ensure(snprintf(out, size, "%.*s/%s", (int)(slash - server), server, database) < (int)size);
}

static PGconn *server_connect(const char *url)
{
    PGconn *connection = PQconnectdb(url);
    if (PQstatus(connection) != CONNECTION_OK)
        fail("%s: %s", url, PQerrorMessage(connection));
    return connection;
}

static PGresult *server_run(PGconn *connection, const char *sql)
{
    PGresult *result = PQexec(connection, sql);
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        fail("%s (in %s)", PQerrorMessage(connection), sql);
    return result;
}

static void server_do(PGconn *connection, const char *sql)
{
    PQclear(server_run(connection, sql));
}

/* Copying files is faster than writing them into the log, 50 ms for 80. */
static void server_create(PGconn *server, const char *name, const char *like)
{
    char sql[256];
    snprintf(sql, sizeof sql, "CREATE DATABASE %s TEMPLATE %s%s", name, like,
             PQserverVersion(server) >= 150000 ? " STRATEGY file_copy" : "");
    server_do(server, sql);
}

/* Makes the database that others are copies of; named by its newest migration, so that a server
 * which outlives a build has one for each. */
static void template_make(PGconn *server, const char *name)
{
    char filling[64], sql[256];
    struct test_database place = {.beside = "/nowhere/template"};
    snprintf(filling, sizeof filling, "filling_%d", (int)getpid());
    server_create(server, filling, "template1");
    server_url(place.where, sizeof place.where, filling);
    struct arena *arena = arena_new((size_t)64 << 20);
    const struct db_opened opened = test_database_open(arena, &place, DB_COMMAND, true);
    if (!opened.database)
        fail("%s: %.*s", place.where, TEXT_ARG(opened.say));
    db_close(opened.database);
    arena_free(arena);
    snprintf(sql, sizeof sql, "ALTER DATABASE %s RENAME TO %s", filling, name);
    server_do(server, sql);
}

/* One process of all that run makes it; the others wait. */
static void template_find(PGconn *server, char *name, size_t size)
{
    char sql[256];
    snprintf(name, size, "ready_%.40s", db_migrations[db_migration_count - 1].checksum);
    snprintf(sql, sizeof sql, "SELECT FROM pg_database WHERE datname = '%s'", name);
    server_do(server, "SELECT pg_advisory_lock(1)");
    PGresult *found = server_run(server, sql);
    if (PQntuples(found) == 0)
        template_make(server, name);
    PQclear(found);
    server_do(server, "SELECT pg_advisory_unlock(1)");
}

static void server_new(struct test_database *place, bool bare)
{
    static unsigned made;
    char name[64], like[64] = "template1";
    server_url(place->where, sizeof place->where, "postgres");
    PGconn *server = server_connect(place->where);
    if (!bare)
        template_find(server, like, sizeof like);
    snprintf(name, sizeof name, "test_%d_%u", (int)getpid(), made++);
    server_create(server, name, like);
    server_url(place->where, sizeof place->where, name);
    PQfinish(server);
}

/* Whoever is in it is sent away. A worker of the server's own that cleans up in it cannot be, and
 * is waited for. */
static void server_drop(PGconn *server, const char *name)
{
    char sql[256];
    snprintf(sql, sizeof sql, "DROP DATABASE %s WITH (FORCE)", name);
    for (int again = 0; again < 100; again++) {
        PGresult *result = PQexec(server, sql);
        const bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
        const bool waits = strstr(PQresultErrorMessage(result), "process is being terminated");
        PQclear(result);
        if (done)
            return;
        if (!waits)
            break;
        (void)nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
    }
    fail("%s (in %s)", PQerrorMessage(server), sql);
}

static void server_gone(const struct test_database *place)
{
    char url[sizeof place->where];
    server_url(url, sizeof url, "postgres");
    PGconn *server = server_connect(url);
    server_drop(server, strrchr(place->where, '/') + 1);
    PQfinish(server);
}

/* As the program is: without the setting, its tables refuse to be changed by anybody else. */
static PGconn *server_of(const struct test_database *place)
{
    PGconn *connection = server_connect(place->where);
    server_do(connection, "SET search_path = holdfast, pg_temp; SET holdfast.changes = unwatched; "
                          "SET lock_timeout = '20s'");
    return connection;
}

static struct texts server_texts(struct arena *arena, const struct test_database *place,
                                 const char *sql)
{
    PGconn *connection = server_of(place);
    PGresult *result = server_run(connection, sql);
    struct list list = {.count = 0};
    for (int row = 0; row < PQntuples(result); row++)
        list_add(arena, &list, PQgetisnull(result, row, 0) ? NULL : PQgetvalue(result, row, 0));
    PQclear(result);
    PQfinish(connection);
    return (struct texts){.row = list.row, .count = list.count};
}

/* "postgresql://holdfast@%2Ftmp%2Fx/name" has its server's files in /tmp/x/data: so they lie in
 * clusters of tests/support/postgresql.py. */
static void server_files(const char *where, const char *database, char *out, size_t size)
{
    const char *host = strchr(where, '@');
    const char *end = strrchr(where, '/');
    size_t length = 0;
    for (host = host ? host + 1 : end; host < end && length + 1 < size; length++) {
        const bool slash = strncmp(host, "%2F", 3) == 0;
        out[length] = slash ? '/' : *host;
        host += slash ? 3 : 1;
    }
    ensure(snprintf(out + length, size - length, "/data/base/%s", database) < (int)(size - length));
}

/* A checkpoint is a superuser's. */
static void server_write_down(const struct test_database *place)
{
    char url[sizeof place->where];
    const char *host = strchr(place->where, '@');
    ensure(host && snprintf(url, sizeof url, "postgresql://postgres%s", host) < (int)sizeof url);
    PGconn *connection = server_connect(url);
    server_do(connection, "CHECKPOINT");
    PQfinish(connection);
}

/* ---- SQLite ---- */

static sqlite3 *file_of(const struct test_database *place, int flags)
{
    sqlite3 *handle;
    if (sqlite3_open_v2(place->where, &handle, flags, NULL) != SQLITE_OK)
        fail("%s: %s", place->where, sqlite3_errmsg(handle));
    return handle;
}

static void file_run(const struct test_database *place, const char *sql)
{
    sqlite3 *handle = file_of(place, SQLITE_OPEN_READWRITE);
    if (sqlite3_exec(handle, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail("%s: %s", sql, sqlite3_errmsg(handle));
    (void)sqlite3_close(handle);
}

static struct texts file_texts(struct arena *arena, const struct test_database *place,
                               const char *sql)
{
    struct list list = {.count = 0};
    sqlite3 *handle = file_of(place, SQLITE_OPEN_READONLY);
    sqlite3_stmt *stmt;
    if (sqlite3_prepare_v2(handle, sql, -1, &stmt, NULL) != SQLITE_OK)
        fail("%s: %s", sql, sqlite3_errmsg(handle));
    int rc;
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
        list_add(arena, &list, (const char *)sqlite3_column_text(stmt, 0));
    if (rc != SQLITE_DONE)
        fail("%s: %s", sql, sqlite3_errmsg(handle));
    (void)sqlite3_finalize(stmt);
    (void)sqlite3_close(handle);
    return (struct texts){.row = list.row, .count = list.count};
}

/* ---- Both ---- */

static void place_new(struct test_database *place, bool bare)
{
    const char *const temporary = getenv("TMPDIR");
    *place = (struct test_database){.folder = ""};
    ensure(snprintf(place->folder, sizeof place->folder, "%s/holdfast-XXXXXX",
                    temporary ? temporary : "/tmp") < (int)sizeof place->folder);
    if (!mkdtemp(place->folder))
        fail("%s: no such folder could be made: %s", place->folder, strerror(errno));
    snprintf(place->beside, sizeof place->beside, "%s/test.db", place->folder);
    if (test_on_postgresql())
        server_new(place, bare);
    else
        memcpy(place->where, place->beside, sizeof place->beside);
}

void test_database_new(struct test_database *place)
{
    place_new(place, false);
}

void test_database_bare(struct test_database *place)
{
    place_new(place, true);
}

struct db_opened test_database_open(struct arena *arena, const struct test_database *place,
                                    enum db_open_as as, bool create)
{
    return db_open_beside(arena, place->where, place->beside, as, create);
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *depth)
{
    (void)about, (void)kind, (void)depth;
    return remove(path);
}

void test_database_gone(const struct test_database *place)
{
    if (test_on_postgresql())
        server_gone(place);
    if (nftw(place->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS) != 0)
        fail("%s could not be removed: %s", place->folder, strerror(errno));
}

void test_database_run(const struct test_database *place, const char *sql)
{
    if (test_on_postgresql()) {
        PGconn *connection = server_of(place);
        server_do(connection, sql);
        PQfinish(connection);
    } else {
        file_run(place, sql);
    }
}

struct texts test_database_texts(struct arena *arena, const struct test_database *place,
                                 const char *sql)
{
    return test_on_postgresql() ? server_texts(arena, place, sql) : file_texts(arena, place, sql);
}

int64_t test_database_number(const struct test_database *place, const char *sql)
{
    struct arena *arena = arena_new((size_t)1 << 20);
    const struct texts rows = test_database_texts(arena, place, sql);
    char *end = NULL;
    const char *first = rows.count && rows.row[0].ptr ? text_cstr(arena, rows.row[0]) : "";
    const long long number = strtoll(first, &end, 10);
    if (end == first || *end)
        fail("%s: \"%s\" is no whole number", sql, first);
    arena_free(arena);
    return number;
}

static bool file_holds(struct arena *arena, const char *path, const char *words)
{
    FILE *file = fopen(path, "rb");
    if (!file) /* gone meanwhile, or a socket */
        return false;
    ensure(fseek(file, 0, SEEK_END) == 0);
    const long size = ftell(file);
    ensure(size >= 0 && fseek(file, 0, SEEK_SET) == 0);
    char *all = arena_alloc(arena, (size_t)size + 1);
    ensure(fread(all, 1, (size_t)size, file) == (size_t)size && fclose(file) == 0);
    return memmem(all, (size_t)size, words, strlen(words)) != NULL;
}

static bool folder_holds(const char *folder, const char *words)
{
    DIR *const files = opendir(folder);
    if (!files)
        fail("%s: %s", folder, strerror(errno));
    bool found = false;
    struct arena *const arena = arena_new((size_t)256 << 20);
    for (const struct dirent *one = readdir(files); one && !found; one = readdir(files)) {
        if (one->d_type == DT_REG)
            found = file_holds(
                arena, text_cstr(arena, text_format(arena, "%s/%s", folder, one->d_name)), words);
        arena_reset(arena);
    }
    arena_free(arena);
    (void)closedir(files);
    return found;
}

bool test_database_holds(const struct test_database *place, const char *words)
{
    if (folder_holds(place->folder, words))
        return true;
    if (!test_on_postgresql())
        return false;
    struct arena *const arena = arena_new((size_t)1 << 20);
    char files[sizeof place->where];
    server_files(
        place->where,
        text_cstr(arena, test_database_texts(
                             arena, place,
                             "SELECT oid FROM pg_database WHERE datname = current_database()")
                             .row[0]),
        files, sizeof files);
    arena_free(arena);
    server_write_down(place);
    return folder_holds(files, words);
}

const struct db_statement *test_statement(struct arena *arena, const char *sql, bool writes,
                                          unsigned place)
{
    char *const numbered = arena_alloc(arena, strlen(sql) + 1);
    strcpy(numbered, sql);
    for (char *at = numbered; (at = strchr(at, '?'));)
        *at = '$';
    struct db_statement *made = arena_alloc(arena, sizeof *made);
    const struct db_statement as = {.name = sql,
                                    .sqlite = sql,
                                    .postgresql = numbered,
                                    .writes = writes,
                                    .index = (unsigned)db_registry_count + place};
    memcpy(made, &as, sizeof as);
    return made;
}
