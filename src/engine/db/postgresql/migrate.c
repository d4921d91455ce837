/*
 * Brings the schema up to date: the table `migrations` says which have run, with the checksum that
 * each had then. A migration runs once, in a transaction of its own together with its line in that
 * table, behind the lock of the writer; the first one makes the schema too. One that was cut off
 * has not happened.
 */
#include "engine/db/postgresql/postgresql_private.h"

#include <stdio.h>
#include <stdlib.h>

/* Asked first: who may make no schema may still own one that was made for him. */
static const char has_schema[] =
    "SELECT count(*) FROM pg_catalog.pg_namespace WHERE nspname = 'holdfast'";
static const char create_table[] =
    "CREATE TABLE IF NOT EXISTS migrations (number bigint PRIMARY KEY, "
    "name text NOT NULL, checksum text NOT NULL, at bigint NOT NULL)";
static const char has_table[] =
    "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = 'holdfast' AND tablename = "
    "'migrations'";
static const char select_rows[] = "SELECT number, name, checksum FROM migrations ORDER BY number";
/* A migration may take long, and waits for readers to end, and for whoever else migrates. */
static const char begin_in_turn[] =
    "BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '5min'; "
    "SELECT pg_advisory_xact_lock(1213156420, 1)";

enum migrations_state postgresql_migrations_compare(struct arena *arena, struct connection *c,
                                                    const char *name, text *say)
{
    *say = T("");
    if (pg_number(c, has_table) == 0)
        return MIGRATIONS_BEHIND;
    PGresult *const rows = pg_query(c, select_rows, 0, NULL);
    const int count = PQntuples(rows);
    for (int i = 0; i < count && !text_present(*say); i++)
        *say = migration_fault(arena, name, strtoll(PQgetvalue(rows, i, 0), NULL, 10),
                               PQgetvalue(rows, i, 1), PQgetvalue(rows, i, 2));
    PQclear(rows);
    if (text_present(*say))
        return MIGRATIONS_REFUSED;
    return (size_t)count == db_migration_count ? MIGRATIONS_CURRENT : MIGRATIONS_BEHIND;
}

bool pg_has_run(struct connection *c, int number)
{
    char digits[16];
    snprintf(digits, sizeof digits, "%d", number);
    PGresult *const rows = pg_query(c, "SELECT 1 FROM migrations WHERE number = $1::bigint", 1,
                                    (const char *const[]){digits});
    const bool found = PQntuples(rows) > 0;
    PQclear(rows);
    return found;
}

static void record(struct connection *c, const struct db_migration *migration)
{
    char digits[16], at[32];
    snprintf(digits, sizeof digits, "%d", migration->number);
    snprintf(at, sizeof at, "%lld", (long long)instant_seconds(instant_now()));
    const char *const values[] = {digits, migration->name, migration->checksum, at};
    PQclear(pg_query(c,
                     "INSERT INTO migrations (number, name, checksum, at) VALUES ($1::bigint, "
                     "$2::text, $3::text, $4::bigint)",
                     4, values));
}

void pg_migrations_table(struct connection *c)
{
    pg_run(c, create_table);
}

static void run(struct connection *c, const struct db_migration *migration)
{
    if (migration->postgresql && *migration->postgresql)
        pg_run(c, migration->postgresql);
    record(c, migration);
}

void pg_migrations_run_all(struct connection *c)
{
    pg_migrations_table(c);
    for (size_t i = 0; i < db_migration_count; i++)
        run(c, &db_migrations[i]);
}

void postgresql_migrations_run(struct connection *c)
{
    for (size_t i = 0; i < db_migration_count; i++) {
        pg_run(c, begin_in_turn);
        if (pg_number(c, has_schema) == 0)
            pg_run(c, "CREATE SCHEMA holdfast");
        pg_migrations_table(c);
        if (!pg_has_run(c, db_migrations[i].number))
            run(c, &db_migrations[i]);
        pg_run(c, "COMMIT");
    }
}
