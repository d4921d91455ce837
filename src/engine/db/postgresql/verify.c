/*
 * Whether the database as a whole is sound: what PostgreSQL promises and what only we know. The
 * server keeps references and constraints by itself, unless somebody switched that off for a
 * while; and it does not look at what lies on its disk until it is asked for it. So every row is
 * read, and every reference followed.
 */
#include "engine/db/postgresql/postgresql_private.h"
#include "engine/db/tables.h"

#include <string.h>

enum { FAULTS_SHOWN = 20 };

struct verifying {
    struct arena *arena;
    struct connection *c;
    const char *said;
    struct findings findings;
    text unlooked; /* absent, or what could not be looked at */
};

static void add(struct verifying *v, text line)
{
    findings_add(&v->findings, line);
}

/* ---- Migrations and the schema */

static bool migrations_check(struct verifying *v)
{
    text say;
    switch (postgresql_migrations_compare(v->arena, v->c, v->said, &say)) {
    case MIGRATIONS_CURRENT:
        return true;
    case MIGRATIONS_BEHIND: /* it was refused, or brought up to date, when it was opened */
        add(v, T("The list of migrations has lost lines since the database was opened. Restore a "
                 "backup."));
        return false;
    case MIGRATIONS_REFUSED:
        add(v, say);
        return false;
    }
    return false;
}

static const char select_may_make[] =
    "SELECT NOT pg_is_in_recovery() AND has_database_privilege(current_database(), 'CREATE'), "
    "NOT pg_is_in_recovery() AND pg_get_userbyid(n.nspowner) = session_user FROM pg_namespace n "
    "WHERE n.nspname = 'holdfast'";

static bool schema_is_ours(struct verifying *v)
{
    text stranger;
    const PGresult *const may = pg_rows(v->arena, v->c, select_may_make, 0, NULL);
    if (!pg_true(may, 0, 0) && pg_true(may, 0, 1)) {
        v->unlooked =
            T("Whether the tables, triggers and views are those that Holdfast makes cannot be "
              "looked at: give this role the right to make a schema beside them, with GRANT "
              "CREATE ON DATABASE, and verify again.");
        return true;
    }
    if (!pg_true(may, 0, 0)) {
        add(v, T("Not looked at: whether the tables, triggers and views are those that Holdfast "
                 "makes. For that, verify as the role that owns them, on the server that takes "
                 "writes."));
        return true;
    }
    if (pg_schema_check(v->arena, v->c, "holdfast", &stranger))
        return true;
    add(v, text_format(v->arena,
                       "The tables, triggers and views are not those that Holdfast makes: see "
                       "%.*s. Somebody changed the database by other means.",
                       TEXT_ARG(stranger)));
    return false;
}

/* ---- Rows */

/* One question for each table or reference, written by the server, which quotes its own names. */
static const char select_tables[] =
    "SELECT c.relname::text, format('SELECT sum(length(t::text)) FROM holdfast.%I t', c.relname) "
    "FROM pg_class c WHERE c.relnamespace = 'holdfast'::regnamespace AND c.relkind = 'r' ORDER BY "
    "1";
static const char select_references[] =
    "SELECT c.relname || '.' || (SELECT string_agg(a.attname, ', ') FROM pg_attribute a WHERE "
    "a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)), p.relname::text, "
    "format('SELECT count(*) FROM holdfast.%I c WHERE %s AND NOT EXISTS (SELECT 1 FROM holdfast.%I "
    "p WHERE %s)', c.relname, "
    "(SELECT string_agg(format('c.%I IS NOT NULL', a.attname), ' AND ') FROM pg_attribute a WHERE "
    "a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)), p.relname, "
    "(SELECT string_agg(format('p.%I = c.%I', pa.attname, ca.attname), ' AND ') FROM "
    "unnest(k.conkey, k.confkey) AS u (child, parent) JOIN pg_attribute ca ON ca.attrelid = "
    "k.conrelid AND ca.attnum = u.child JOIN pg_attribute pa ON pa.attrelid = k.confrelid AND "
    "pa.attnum = u.parent)) "
    "FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = "
    "k.confrelid WHERE k.contype = 'f' AND k.connamespace = 'holdfast'::regnamespace ORDER BY 1";

struct reading {
    struct verifying *v;
    const char *sql;
    int64_t number;
};

static void read_number(void *arg)
{
    struct reading *const r = arg;
    const PGresult *const rows = pg_rows(r->v->arena, r->v->c, r->sql, 0, NULL);
    r->number = pg_whole(rows, 0, 0);
}

/* What a question that may hit a damaged page answers; false: `say` and the server's words were
 * added to what was found. */
static bool ask_number(struct verifying *v, const char *sql, text say, int64_t *number)
{
    struct reading reading = {.v = v, .sql = sql};
    struct failure failure;
    if (fail_try(read_number, &reading, &failure)) {
        *number = reading.number;
        return true;
    }
    /* In a session that has ended everything fails, and nothing of it is the database's fault. */
    if (pg_lost(v->c))
        fail_again(&failure);
    add(v, text_format(v->arena, "%.*s: %s", TEXT_ARG(say), failure.what));
    return false;
}

static bool rows_check(struct verifying *v)
{
    const PGresult *const tables = pg_rows(v->arena, v->c, select_tables, 0, NULL);
    bool sound = true;
    int64_t length;
    for (int i = 0; i < PQntuples(tables); i++)
        sound = ask_number(v, PQgetvalue(tables, i, 1),
                           text_format(v->arena, "The table %.*s cannot be read through",
                                       TEXT_ARG(pg_text(tables, i, 0))),
                           &length) &&
                sound;
    return sound;
}

static bool references_check(struct verifying *v)
{
    const PGresult *const references = pg_rows(v->arena, v->c, select_references, 0, NULL);
    int64_t faults = 0;
    bool readable = true;
    for (int i = 0; i < PQntuples(references); i++) {
        const text from = pg_text(references, i, 0), to = pg_text(references, i, 1);
        int64_t lost = 0;
        readable = ask_number(v, PQgetvalue(references, i, 2),
                              text_format(v->arena, "References of %.*s cannot be checked",
                                          TEXT_ARG(from)),
                              &lost) &&
                   readable;
        if (lost > 0 && ++faults <= FAULTS_SHOWN)
            add(v, text_format(v->arena, "%.*s of %.*s %s to a row of %.*s that is not there.",
                               TEXT_ARG(int_words(v->arena, lost, T("row"), T("rows"))),
                               TEXT_ARG(from), lost == 1 ? "points" : "point", TEXT_ARG(to)));
    }
    return readable && faults == 0;
}

static bool search_check(struct verifying *v, const struct db_search *search)
{
    int64_t wrong = 0;
    const bool readable = ask_number(
        v, search->check_postgresql,
        text_format(v->arena, "The search %s cannot be read through", search->name), &wrong);
    if (wrong > 0)
        add(v, text_format(
                   v->arena, "The search %s is wrong about %.*s.", search->name,
                   TEXT_ARG(int_words(v->arena, wrong, T("row or word"), T("rows and words")))));
    return readable && wrong == 0;
}

static bool searches_check(struct verifying *v)
{
    bool sound = true;
    for (const struct db_search *search = db_searches; search->name; search++)
        sound = search_check(v, search) && sound;
    return sound;
}

/* ---- The server */

/* Said, and not wrong in what is there now: what a power cut would do, and what the server writes
 * down elsewhere. is: a regular expression. */
static const struct {
    const char *setting, *is, *say;
} dangers[] = {
    {"fsync", "^off$",
     "fsync is off on this server: when its machine stops, what was saved can be lost and "
     "the database broken. Set it to on, and restart the server."},
    {"full_page_writes", "^off$",
     "full_page_writes is off on this server: when its machine stops, pages can "
     "be left half-written. Set it to on, and reload the server."},
    {"synchronous_commit", "^off$",
     "synchronous_commit is off: when the server's machine stops, what people "
     "were told is saved can be lost. Set it to on."},
    /* Each change is told as an INFO message. */
    {"log_min_messages", "^(debug|info)",
     "log_min_messages is so low on this server that its log holds what people write here, and "
     "forgetting a person does not reach it. Set it to notice or warning."},
    {"log_statement", "^(mod|all)$",
     "log_statement makes this server's log hold what people write here, and forgetting a person "
     "does not reach it. Set it to none or ddl."},
    {"log_min_duration_statement", "^[0-9]",
     "log_min_duration_statement makes this server's log hold what people write here, and "
     "forgetting a person does not reach it. Set it to -1."},
    {"log_min_duration_sample", "^[0-9]",
     "log_min_duration_sample makes this server's log hold what people write here. Set it to -1."},
    {"log_transaction_sample_rate", "[1-9]",
     "log_transaction_sample_rate makes this server's log hold what people write here. Set it to "
     "0."},
    {"zero_damaged_pages", "^on$",
     "zero_damaged_pages is on: the server throws away what it cannot read, and says nothing. Set "
     "it to off, and restore a backup."},
    {"ignore_checksum_failure", "^on$",
     "ignore_checksum_failure is on: damaged pages are taken for whole ones. Set it to off."},
    {"session_replication_role", "^(replica|local)$",
     "session_replication_role keeps triggers silent for this role: references are not held, and "
     "the audit log sees nothing. Somebody set it; find out who, and set it to origin."},
};

static void note_server(struct verifying *v)
{
    for (size_t i = 0; i < sizeof dangers / sizeof *dangers; i++) {
        const char *const asked[] = {dangers[i].setting, dangers[i].is};
        const PGresult *const set =
            pg_rows(v->arena, v->c, "SELECT current_setting($1, true) ~ $2", 2, asked);
        if (pg_true(set, 0, 0))
            add(v, text_format(v->arena, "Danger: %s", dangers[i].say));
    }
    PGconn *const handle = v->c->postgresql->handle;
    const char *const host = PQhost(handle);
    if (!PQsslInUse(handle) && host && host[0] != '/' && strcmp(host, "localhost") != 0 &&
        strncmp(host, "127.", 4) != 0 && strcmp(host, "::1") != 0)
        add(v, T("Danger: the connection to this server is not encrypted, and whoever stands "
                 "between reads and changes all of it. Write sslmode=verify-full and sslrootcert "
                 "into the URL."));
    const PGresult *const sums =
        pg_rows(v->arena, v->c, "SELECT current_setting('data_checksums') = 'on'", 0, NULL);
    const char *const version = PQparameterStatus(v->c->postgresql->handle, "server_version");
    add(v, text_format(v->arena, "PostgreSQL %s, %s.", version ? version : "",
                       pg_true(sums, 0, 0) ? "with checksums on its pages"
                                           : "without checksums on its pages (pg_checksums adds "
                                             "them): a failing disk may go unnoticed"));
}

static bool verify_all(struct verifying *v)
{
    /* Nothing at all can be asked of tables that are not what their names say. */
    if (!migrations_check(v) || !schema_is_ours(v))
        return false;
    /* One moment of the database, for all that follows. */
    pg_run(v->c, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const bool rows = rows_check(v);
    const bool sound = rows && references_check(v) && searches_check(v);
    pg_run(v->c, "ROLLBACK");
    return sound;
}

bool postgresql_verify(struct arena *arena, struct database *database, struct texts *says,
                       text *unlooked)
{
    struct verifying v = {.arena = arena,
                          .c = pg_session(arena, database, false),
                          .said = database->name,
                          .findings = {.arena = arena}};
    const bool sound = verify_all(&v);
    note_server(&v);
    postgresql_connection_close(v.c);
    *says = (struct texts){.row = v.findings.row, .count = v.findings.count};
    *unlooked = v.unlooked;
    return sound;
}
