/*
 * Opens a database that look.c found to be ours, or new, brings it up to date, and closes it.
 */
#include "engine/db/postgresql/postgresql_private.h"
#include "engine/db/away.h"
#include "engine/db/where.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

struct opening {
    struct arena *arena;
    const char *url;
    const char *beside;
    enum db_open_as as;
    bool create;
    struct database *database;
    text say;
};

/* They are named like the database, which may be named like a path. */
const char *pg_beside(struct arena *arena, const PGconn *conn)
{
    struct text_builder path = {.arena = arena};
    text_add(&path, T("./"));
    for (const char *c = PQdb(conn); *c; c++)
        text_add_char(&path, *c == '/' ? '_' : *c);
    return text_cstr(arena, text_built(&path));
}

static void open_for_reading(struct opening *o)
{
    struct connection *const c = &o->database->readers[o->database->used_readers++];
    postgresql_connection_open(c, o->database, false);
    if (postgresql_migrations_compare(o->arena, c, o->database->name, &o->say) == MIGRATIONS_BEHIND)
        o->say = text_format(
            o->arena,
            "%s was made by an older Holdfast. Bring it up to date with: holdfast migrate.",
            o->database->name);
}

/* Two servers would each let people in, and each think that the other's jobs and imports were left
 * by a server that died. */
static bool hold_serve(struct opening *o)
{
    if (o->as != DB_SERVE)
        return true;
    o->database->postgresql->served = serve_lock_take(&o->database->writer, SERVE_TRIES);
    if (!o->database->postgresql->served)
        o->say = text_format(
            o->arena,
            "%s is already being served. Stop that Holdfast first, or use the running one.",
            o->database->name);
    return o->database->postgresql->served;
}

static void open_for_writing(struct opening *o)
{
    struct connection *const c = &o->database->writer;
    postgresql_connection_open(c, o->database, true);
    if (hold_serve(o) &&
        postgresql_migrations_compare(o->arena, c, o->database->name, &o->say) == MIGRATIONS_BEHIND)
        postgresql_migrations_run(c);
}

static void name_session(struct postgresql_database *own)
{
    uint64_t chance;
    ensure(getrandom(&chance, sizeof chance, 0) == (ssize_t)sizeof chance);
    snprintf(own->session, sizeof own->session, "holdfast %016" PRIx64, chance);
}

struct filling {
    struct database *database;
    const char *url;
};

static void fill_body(void *arg)
{
    const struct filling *const f = arg;
    struct arena *const arena = f->database->arena;
    struct postgresql_database *const own = arena_make(arena, struct postgresql_database);
    *own = (struct postgresql_database){.url = text_cstr(arena, text_of(f->url))};
    name_session(own);
    f->database->postgresql = own;
}

struct database *pg_database_new(const char *url, const char *name, const char *path,
                                 enum db_open_as as)
{
    struct filling filling = {.database = database_new(&postgresql_engine, path, name, as),
                              .url = url};
    struct failure failure;
    if (!fail_try(fill_body, &filling, &failure)) {
        database_free(filling.database);
        fail_again(&failure);
    }
    return filling.database;
}

static void open_body(void *arg)
{
    struct opening *const o = arg;
    const enum pg_found found = pg_look(o->arena, o->url, o->as, o->create, &o->say);
    if (found == PG_REFUSED || found == PG_HALF)
        return;
    o->database = pg_database_new(o->url, text_cstr(o->arena, where_said(o->arena, o->url)),
                                  o->beside ? o->beside : "", o->as);
    o->as == DB_READ ? open_for_reading(o) : open_for_writing(o);
    if (!o->beside)
        o->database->path = pg_beside(
            o->database->arena, (o->as == DB_READ ? &o->database->readers[0] : &o->database->writer)
                                    ->postgresql->handle);
    /* Not before: one that cannot be reached from the start is refused, and not waited for. */
    o->database->away = away_new(o->database->arena);
}

static void release(struct database *database)
{
    database_disconnect(database);
    database_free(database);
}

struct db_opened postgresql_open(struct arena *arena, const char *url, const char *beside,
                                 enum db_open_as as, bool create)
{
    struct opening o = {.arena = arena,
                        .url = url,
                        .beside = beside,
                        .as = as,
                        .create = create && as != DB_READ,
                        .say = T("")};
    struct failure failure;
    const bool opened = fail_try(open_body, &o, &failure);
    /* A server that went away in between is said; what should not be is not. */
    if (o.database && (!opened || text_present(o.say))) {
        release(o.database);
        o.database = NULL;
    }
    if (!opened && failure.kind == FAILURE_BROKEN)
        fail_again(&failure);
    if (!opened)
        o.say = text_format(arena, "%s", failure.what);
    return (struct db_opened){.database = o.database, .say = o.say};
}

void postgresql_close(struct database *database)
{
    release(database);
}
