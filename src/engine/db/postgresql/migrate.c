/*
 * Brings the schema up to date: the table `migrations` says which have run, with the checksum that
 * each had then. A migration runs once, in a transaction of its own together with its line in that
 * table, behind the lock of the writer.
 */
#include "engine/db/postgresql/postgresql_private.h"

#include <stdio.h>
#include <stdlib.h>

static const char create_table[] =
    "CREATE SCHEMA IF NOT EXISTS holdfast;"
    "CREATE TABLE IF NOT EXISTS holdfast.migrations (number bigint PRIMARY KEY, "
    "name text NOT NULL, checksum text NOT NULL, at bigint NOT NULL)";
static const char has_table[] =
    "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = 'holdfast' AND tablename = "
    "'migrations'";
static const char select_rows[] = "SELECT number, name, checksum FROM migrations ORDER BY number";
static const char begin_in_turn[] = "BEGIN; SELECT pg_advisory_xact_lock(1213156420, 1)";

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

static bool has_run(struct connection *c, int number)
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

void postgresql_migrations_run(struct connection *c)
{
    pg_run(c, begin_in_turn);
    pg_run(c, create_table);
    pg_run(c, "COMMIT");
    for (size_t i = 0; i < db_migration_count; i++) {
        const struct db_migration *const migration = &db_migrations[i];
        pg_run(c, begin_in_turn);
        if (!has_run(c, migration->number)) {
            if (migration->postgresql && *migration->postgresql)
                pg_run(c, migration->postgresql);
            record(c, migration);
        }
        pg_run(c, "COMMIT");
    }
}
