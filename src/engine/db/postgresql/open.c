/*
 * Reaches a server, decides whether the database is ours, brings it up to date, and closes it.
 */
#include "engine/db/postgresql/postgresql_private.h"
#include "engine/db/where.h"

#include <string.h>

struct opening {
    struct arena *arena;
    const char *url;
    const char *beside;
    enum db_open_as as;
    bool create;
    struct database *database;
    text say;
};

static const char has_schema[] =
    "SELECT count(*) FROM pg_catalog.pg_namespace WHERE nspname = 'holdfast'";

/* The URL's database, as libpq reads it: the name of the files beside it. */
static const char *name_of_database(struct connection *c)
{
    return PQdb(c->postgresql->handle);
}

static void open_body(void *arg)
{
    struct opening *const o = arg;
    const text said = where_said(o->arena, o->url);
    o->database = database_new(&postgresql_engine, o->beside ? o->beside : "",
                               text_cstr(o->arena, said), o->as);
    o->database->postgresql = arena_make(o->database->arena, struct postgresql_database);
    *o->database->postgresql =
        (struct postgresql_database){.url = text_cstr(o->database->arena, text_of(o->url))};
    struct connection *const c = &o->database->writer;
    postgresql_connection_open(c, o->database, true);
    if (!o->beside)
        o->database->path =
            text_cstr(o->database->arena, text_format(o->arena, "./%s", name_of_database(c)));
    if (pg_number(c, has_schema) == 0 && !o->create) {
        o->say =
            text_format(o->arena, "There is no Holdfast in %.*s. Make one with: holdfast init.",
                        TEXT_ARG(said));
        return;
    }
    if (o->as == DB_SERVE && !(o->database->postgresql->served = serve_lock_take(c))) {
        o->say = text_format(o->arena, "%.*s is already being served.", TEXT_ARG(said));
        return;
    }
    if (postgresql_migrations_compare(o->arena, c, o->database->name, &o->say) == MIGRATIONS_BEHIND)
        postgresql_migrations_run(c);
}

static void release(struct database *database)
{
    database_disconnect(database);
    database_free(database);
}

struct db_opened postgresql_open(struct arena *arena, const char *url, const char *beside,
                                 enum db_open_as as, bool create)
{
    struct opening o = {
        .arena = arena, .url = url, .beside = beside, .as = as, .create = create, .say = T("")};
    struct failure failure;
    const bool opened = fail_try(open_body, &o, &failure);
    if (!opened)
        o.say = text_format(arena, "%s", failure.what);
    if (text_present(o.say) && o.database) {
        release(o.database);
        o.database = NULL;
    }
    return (struct db_opened){.database = o.database, .say = o.say};
}

void postgresql_close(struct database *database)
{
    release(database);
}
