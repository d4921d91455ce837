/*
 * PostgreSQL as the target of a copy: the schema holdfast_copying, which becomes holdfast.
 *
 * References are dropped while rows come in, and made again from their own words, which are kept in
 * the table `copying_references` meanwhile; triggers are switched off table by table. Both need no
 * more rights than the owner of the tables has. The table `copying` keeps the mark of the source.
 * The lock of whoever serves is held, so that two do not copy into one database.
 */
#include "engine/db/postgresql/copy_rows.h"
#include "engine/db/where.h"

#include <stdio.h>
#include <string.h>

static const char make_schema[] = "CREATE SCHEMA holdfast_copying";
static const char use_schema[] =
    "SET search_path = holdfast_copying, pg_temp; SET holdfast.changes = 'unwatched'";
/* The server looks now and then whether we are still there, where it can: a long piece of work for
 * nobody would keep the next one waiting. */
static const char be_left[] = "DO $$ BEGIN SET client_connection_check_interval = 500; "
                              "EXCEPTION WHEN invalid_parameter_value THEN NULL; END $$";
static const char make_notes[] = "CREATE TABLE copying (mark text NOT NULL);"
                                 "CREATE TABLE copying_references (of text, name text, words text);"
                                 "CREATE TABLE copying_indexes (words text)";
static const char throw_away[] = "DROP SCHEMA IF EXISTS holdfast_copying CASCADE";
static const char to_lower[] =
    "DO $$ DECLARE r record; BEGIN "
    "FOR r IN SELECT c.conrelid::regclass AS of, c.conname AS name, pg_get_constraintdef(c.oid) AS "
    "words "
    "FROM pg_constraint c WHERE c.connamespace = 'holdfast_copying'::regnamespace AND c.contype = "
    "'f' LOOP "
    "INSERT INTO copying_references VALUES (r.of::text, r.name, r.words); "
    "EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', r.of, r.name); "
    "END LOOP; "
    "FOR r IN SELECT i.indexrelid::regclass AS name, pg_get_indexdef(i.indexrelid) AS words "
    "FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
    "WHERE c.relnamespace = 'holdfast_copying'::regnamespace "
    "AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid) LOOP "
    "INSERT INTO copying_indexes VALUES (r.words); "
    "EXECUTE format('DROP INDEX %s', r.name); "
    "END LOOP; "
    "FOR r IN SELECT DISTINCT t.tgrelid::regclass AS of FROM pg_trigger t JOIN pg_class c ON c.oid "
    "= t.tgrelid "
    "WHERE c.relnamespace = 'holdfast_copying'::regnamespace AND NOT t.tgisinternal LOOP "
    "EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', r.of); "
    "END LOOP; END $$";
static const char to_raise[] =
    "DO $$ DECLARE r record; BEGIN "
    "FOR r IN DELETE FROM copying_indexes RETURNING words LOOP EXECUTE r.words; END LOOP; "
    "FOR r IN DELETE FROM copying_references RETURNING of, name, words LOOP "
    "EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s', r.of, r.name, r.words); "
    "END LOOP; "
    "FOR r IN SELECT DISTINCT t.tgrelid::regclass AS of FROM pg_trigger t JOIN pg_class c ON c.oid "
    "= t.tgrelid "
    "WHERE c.relnamespace = 'holdfast_copying'::regnamespace AND NOT t.tgisinternal LOOP "
    "EXECUTE format('ALTER TABLE %s ENABLE TRIGGER USER', r.of); "
    "END LOOP; END $$";
static const char make_whole[] =
    "BEGIN; DROP TABLE copying, copying_references, copying_indexes; "
    "DROP SCHEMA IF EXISTS holdfast; ALTER SCHEMA holdfast_copying RENAME TO holdfast; COMMIT";

static text target_mark(struct copy_side *side, struct arena *arena)
{
    return pg_side_text(pg_side_of(side), arena, "SELECT mark FROM copying", 0, NULL);
}

static void target_set_mark(struct copy_side *side, text mark)
{
    struct pg_side *const s = pg_side_of(side);
    const char *const value[] = {text_cstr(s->arena, mark)};
    PQclear(pg_query(s->c, "INSERT INTO copying (mark) VALUES ($1)", 1, value));
}

static void target_lower(struct copy_side *side)
{
    pg_run(pg_side_of(side)->c, to_lower);
}

static void target_empty(struct copy_side *side, const struct db_table *table)
{
    pg_run(pg_side_of(side)->c, table->postgresql.empty);
}

static void target_set_given(struct copy_side *side, const struct db_table *table, int64_t given)
{
    struct pg_side *const s = pg_side_of(side);
    char number[DIGITS_MOST];
    snprintf(number, sizeof number, "%lld", (long long)(given > 0 ? given : 1));
    const char *const value[] = {table->name, pg_number_name(table), number,
                                 given > 0 ? "true" : "false"};
    PQclear(pg_query(s->c, "SELECT setval(pg_get_serial_sequence($1, $2), $3::bigint, $4::boolean)",
                     4, value));
}

static void target_make_search(struct copy_side *side, const struct db_search *search)
{
    pg_run(pg_side_of(side)->c, search->rebuild_postgresql);
}

/* Tables' own names, as querygen wrote them. VACUUM marks pages as seen by all too, which reading
 * from an index alone depends on. */
static void analyze(struct pg_side *s)
{
    struct arena *const arena = arena_new_in(s->arena, 1 << 20);
    for (size_t i = 0; i < db_table_count; i++)
        pg_run(s->c,
               text_cstr(arena, text_format(arena, "VACUUM (ANALYZE) %s", db_tables[i].name)));
    for (size_t i = 0; db_searches[i].name; i++)
        pg_run(s->c, text_cstr(arena, text_format(arena, "VACUUM (ANALYZE) %s, %s_vocabulary",
                                                  db_searches[i].name, db_searches[i].name)));
    arena_reset(arena);
}

static void raise_body(void *side)
{
    pg_run(((struct pg_side *)side)->c, to_raise);
}

static bool target_raise(struct copy_side *side, struct arena *arena, text *say)
{
    struct pg_side *const s = pg_side_of(side);
    struct failure failure;
    if (!fail_try(raise_body, s, &failure)) {
        if (strcmp(s->c->postgresql->state, STATE_REFERENCE) != 0)
            fail_again(&failure);
        *say = text_format(arena, "a row points to one that is not there (%s).",
                           s->c->postgresql->words);
        return false;
    }
    analyze(s);
    return true;
}

static bool target_publish(struct copy_side *side, struct arena *arena, text *say)
{
    struct pg_side *const s = pg_side_of(side);
    text stranger;
    if (!pg_schema_check(arena, s->c, "holdfast_copying", &stranger)) {
        *say =
            text_format(arena,
                        "what stands in it is not what Holdfast made (%.*s): somebody changed it "
                        "while it was half made. Find out who; then begin again with --anew.",
                        TEXT_ARG(stranger));
        return false;
    }
    pg_run(s->c, make_whole);
    s->temporary = false;
    return true;
}

static bool source_is_ours(struct copy_side *side, struct arena *arena, text *stranger)
{
    struct pg_side *const s = pg_side_of(side);
    struct connection *const c = pg_session(arena, s->source, true);
    const bool is_ours = pg_schema_check(arena, c, "holdfast", stranger);
    postgresql_connection_close(c);
    return is_ours;
}

static const struct copy_engine engine = {.is_ours = source_is_ours,
                                          .extent = pg_copy_extent,
                                          .given = pg_copy_given,
                                          .read = pg_copy_read,
                                          .next = pg_copy_next,
                                          .read_end = pg_copy_read_end,
                                          .mark = target_mark,
                                          .set_mark = target_set_mark,
                                          .lower = target_lower,
                                          .write = pg_copy_write,
                                          .put = pg_copy_put,
                                          .write_end = pg_copy_write_end,
                                          .empty = target_empty,
                                          .set_given = target_set_given,
                                          .make_search = target_make_search,
                                          .raise = target_raise,
                                          .publish = target_publish};

static void throw_away_body(void *side)
{
    struct pg_side *const s = side;
    pg_run(s->c, "ROLLBACK");
    pg_run(s->c, throw_away);
}

static void close_side(void *arg)
{
    struct pg_side *const s = arg;
    struct failure failure;
    if (s->temporary && s->c && s->c->postgresql && !fail_try(throw_away_body, s, &failure))
        fprintf(stderr, "holdfast: %s: %s\n", s->side.name, failure.what);
    pg_copy_rows_close(s);
    if (!s->made)
        return;
    database_disconnect(s->made);
    database_free(s->made);
    s->made = NULL;
}

static struct pg_side *side_make(struct arena *arena, const char *name)
{
    struct pg_side *const s = arena_make(arena, struct pg_side);
    *s = (struct pg_side){.side = {.engine = &engine, .name = name}, .arena = arena};
    arena_on_close(arena, close_side, s);
    return s;
}

struct copy_side *postgresql_copy_source(struct arena *arena, struct db *db)
{
    struct pg_side *const s = side_make(arena, db_name(db->database));
    s->source = db->database;
    s->c = db->connection;
    if (!db->begun)
        postgresql_read_begin(db);
    db->begun = true;
    pg_run(s->c, "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0");
    return &s->side;
}

static const char which_migrations[] =
    "SELECT string_agg(number || ' ' || checksum, ',' ORDER BY number) FROM migrations";

/* Half a copy that another version of this program began has other tables. */
static bool is_current(struct pg_side *s, text *say)
{
    struct text_builder known = {.arena = s->arena};
    for (size_t i = 0; i < db_migration_count; i++)
        text_add_format(&known, "%s%d %s", i > 0 ? "," : "", db_migrations[i].number,
                        db_migrations[i].checksum);
    if (text_eq(pg_side_text(s, s->arena, which_migrations, 0, NULL), text_built(&known)))
        return true;
    *say = text_format(s->arena,
                       "%s holds half a copy that another version of Holdfast began. To throw it "
                       "away and copy from the beginning, run this again with --anew.",
                       s->side.name);
    return false;
}

/* All of it or nothing: half a copy has all its tables. */
static void tables_make(struct pg_side *s)
{
    pg_run(s->c, "BEGIN");
    pg_run(s->c, make_schema);
    pg_run(s->c, make_notes);
    pg_migrations_run_all(s->c);
    pg_run(s->c, "COMMIT");
}

/* A session of its own, which holds the lock of who serves. */
static bool session_open(struct pg_side *s, struct copy_target *asked)
{
    s->made = pg_database_new(asked->ask->to, s->side.name, "", DB_COMMAND);
    s->c = &s->made->writer;
    postgresql_connection_open(s->c, s->made, true);
    asked->beside =
        asked->ask->beside ? asked->ask->beside : pg_beside(s->arena, s->c->postgresql->handle);
    if (!serve_lock_take(s->c, SERVE_TRIES)) {
        asked->say =
            text_format(s->arena, "%s is copied into by another Holdfast. Wait for it, or stop it.",
                        s->side.name);
        return false;
    }
    pg_run(s->c, use_schema);
    pg_run(s->c, be_left);
    return true;
}

/* A schema made beforehand for a role that may make none cannot be taken: the copy needs another
 * until it is whole. */
static bool may_make(struct pg_side *s, struct copy_target *asked)
{
    if (pg_number(s->c, "SELECT has_database_privilege(current_database(), 'CREATE')::int") == 1)
        return true;
    asked->say =
        text_format(s->arena,
                    "The role of %s may make no schema in its database. As its owner, in "
                    "psql: GRANT CREATE ON DATABASE \"%s\" TO \"%s\"",
                    s->side.name, PQdb(s->c->postgresql->handle), PQuser(s->c->postgresql->handle));
    return false;
}

static bool tables_open(struct pg_side *s, struct copy_target *asked, enum pg_found found)
{
    asked->is_half = found == PG_HALF && !asked->ask->anew;
    if (asked->is_half)
        return is_current(s, &asked->say);
    if (!may_make(s, asked))
        return false;
    pg_run(s->c, throw_away);
    s->temporary = asked->ask->moment;
    tables_make(s);
    return true;
}

/* Which server, and which of its databases. */
static text identity(struct pg_side *s, struct database *database)
{
    struct connection *const c = pg_session(s->arena, database, false);
    s->c = c;
    const text id = pg_side_text(
        s, s->arena,
        "SELECT system_identifier || ' ' || (SELECT oid FROM pg_database WHERE datname = "
        "current_database()) FROM pg_control_system()",
        0, NULL);
    postgresql_connection_close(c);
    s->c = NULL;
    return id;
}

static bool is_source(struct pg_side *s, const struct db_copy_ask *ask)
{
    if (ask->from->engine != &postgresql_engine)
        return false;
    s->made = pg_database_new(ask->to, s->side.name, "", DB_COMMAND);
    return text_eq(identity(s, s->made), identity(s, ask->from));
}

struct copy_side *postgresql_copy_target(struct arena *arena, struct copy_target *asked)
{
    const char *const url = asked->ask->to;
    struct pg_side *const s = side_make(arena, text_cstr(arena, where_said(arena, url)));
    text say = T("");
    const enum pg_found found = pg_look(arena, url, DB_COMMAND, true, &say);
    switch (found) {
    case PG_REFUSED:
        asked->say = say;
        return NULL;
    case PG_OURS:
        asked->say =
            is_source(s, asked->ask)
                ? text_format(arena, "%s is the database that is to be copied. Name an empty one.",
                              s->side.name)
                : text_format(arena,
                              "%s holds a Holdfast database already, and a copy is never made "
                              "over anything. Name an empty one.",
                              s->side.name);
        return NULL;
    case PG_EMPTY:
    case PG_HALF:
        break;
    }
    if (found == PG_HALF && asked->ask->moment) {
        asked->say = say;
        return NULL;
    }
    return session_open(s, asked) && tables_open(s, asked, found) ? &s->side : NULL;
}

bool postgresql_hold(struct arena *arena, struct database *database, text *say)
{
    struct connection *const c = &database->writer;
    postgresql_connection_open(c, database, false);
    pg_run(c, "SET idle_session_timeout = 0");
    if (serve_lock_take(c, SERVE_TRIES))
        return true;
    *say = text_format(arena, "%s is being served, or copied. Stop that Holdfast first.",
                       database->name);
    return false;
}
