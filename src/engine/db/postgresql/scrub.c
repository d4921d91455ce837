/*
 * Forgetting for good. PostgreSQL keeps a deleted row until a VACUUM takes it out and its bytes in
 * the page's free room until that is used again, the words of a deleted row in a search's index
 * until that is built anew, and samples of columns for the planner until the next ANALYZE. So what
 * is about people is written anew, with its indexes (VACUUM FULL); these tables are small.
 *
 * A row that some session may still see stays: sessions that look at a moment before now are waited
 * for. What stays anyhow, and is said in docs/postgresql.md: the write-ahead log, in the server's
 * folder for some minutes and in an archive for as long as that is kept, and backups.
 */
#include "engine/db/postgresql/postgresql_private.h"
#include "engine/db/tables.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { TRIES = 50, PAUSE_NANOSECONDS = 100 * 1000 * 1000 };

/* Sessions of this database, of any program, that look at a moment before the one that $1 says, and
 * one more where a transaction of any database began before it and has not ended: a session that
 * looks from now on looks at that transaction's moment, VACUUM's own too. What other roles'
 * sessions look at is shown to nobody; Holdfast's own are of one role. */
static const char count_older[] =
    "SELECT (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
    "pg_backend_pid() AND age(backend_xmin) > age($1::xid)) + "
    "(age(pg_snapshot_xmin(pg_current_snapshot())::xid) > age($1::xid))::int";
static const char select_now[] = "SELECT pg_snapshot_xmax(pg_current_snapshot())::xid";

static bool older_have_ended(struct arena *arena, struct connection *c)
{
    const char *const now[] = {PQgetvalue(pg_rows(arena, c, select_now, 0, NULL), 0, 0)};
    for (int i = 0; i < TRIES; i++) {
        if (pg_whole(pg_rows(arena, c, count_older, 1, now), 0, 0) == 0)
            return true;
        nanosleep(&(struct timespec){.tv_nsec = PAUSE_NANOSECONDS}, NULL);
    }
    return false;
}

/* The names are querygen's: they need no quotes. */
static void run_on(struct arena *arena, struct connection *c, const char *act, const char *name)
{
    pg_run(c, text_cstr(arena, text_format(arena, "%s %s", act, name)));
}

struct scrubbing {
    struct arena *arena;
    struct connection *c;
};

static void take_out(void *arg)
{
    const struct scrubbing *const s = arg;
    for (size_t i = 0; i < db_table_count; i++)
        if (db_tables[i].subject != DB_NO_SUBJECT)
            run_on(s->arena, s->c, "VACUUM (FULL, ANALYZE)", db_tables[i].name);
    for (size_t i = 0; db_people_searches[i]; i++)
        run_on(s->arena, s->c, "VACUUM (FULL, ANALYZE)", db_people_searches[i]);
}

/* In a session of its own: PostgreSQL vacuums in no transaction, and the writer goes on meanwhile.
 */
bool postgresql_scrub(struct database *database, struct arena *arena)
{
    struct scrubbing s = {.arena = arena, .c = pg_session(arena, database, false)};
    struct failure failure;
    const bool alone = older_have_ended(arena, s.c);
    pg_run(s.c, "SET lock_timeout = '5s'");
    const bool done = fail_try(take_out, &s, &failure);
    const bool in_the_way = strcmp(s.c->postgresql->state, STATE_LOCKED) == 0;
    postgresql_connection_close(s.c);
    if (!done && !in_the_way)
        fail_again(&failure);
    return alone && done;
}

/* A sequence gives a number once, also to a transaction that was taken back. */
static const char select_given[] =
    "SELECT coalesce(max(pg_sequence_last_value(d.objid)), 0) FROM pg_depend d JOIN pg_class c ON "
    "c.oid = d.objid AND c.relkind = 'S' JOIN pg_attribute a ON a.attrelid = d.refobjid AND "
    "a.attnum = d.refobjsubid WHERE d.classid = 'pg_class'::regclass AND d.refclassid = "
    "'pg_class'::regclass AND d.deptype = 'i' AND a.attname = 'id' AND d.refobjid = "
    "to_regclass('holdfast.' || quote_ident($1))";

int64_t postgresql_ids_given(struct db *db, const char *table)
{
    return pg_whole(pg_rows(db->arena, db->connection, select_given, 1, &table), 0, 0);
}

/* Its answer is taken as the write is released. Where it comes to nothing, or another process was
 * quicker, a later one makes up for it. */
void postgresql_ids_reach(struct db_write *write, const char *table, int64_t id)
{
    char sql[160];
    ensure(snprintf(sql, sizeof sql, "SELECT setval('holdfast.%s_id_seq', %lld)", table,
                    (long long)id) < (int)sizeof sql);
    const bool on_its_way = pg_word(write->db.connection, sql);
    (void)on_its_way;
}
