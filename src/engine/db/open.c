/*
 * Which engine a database is of, and what is the same of opening and closing on each.
 */
#include "engine/db/db_private.h"
#include "engine/db/where.h"

enum { DATABASE_MEMORY = 1 << 20 };

const struct db_engine *engine_of(const char *where)
{
    return where_is_url(where) ? &postgresql_engine : &sqlite_engine;
}

struct db_opened db_open_beside(struct arena *arena, const char *where, const char *beside,
                                enum db_open_as as, bool create)
{
    return engine_of(where)->open(arena, where, beside, as, create);
}

struct db_opened db_open(struct arena *arena, const char *where, enum db_open_as as, bool create)
{
    return db_open_beside(arena, where, NULL, as, create);
}

struct making {
    const struct db_engine *engine;
    const char *path, *name;
    enum db_open_as as;
    struct arena *memory;
    struct database *made;
};

static void make_body(void *arg)
{
    struct making *const m = arg;
    struct database *const database = arena_make(m->memory, struct database);
    *database = (struct database){.engine = m->engine, .arena = m->memory, .as = m->as};
    database->path = text_cstr(m->memory, text_of(m->path));
    database->name = text_cstr(m->memory, text_of(m->name));
    m->made = database;
}

struct database *database_new(const struct db_engine *engine, const char *path, const char *name,
                              enum db_open_as as)
{
    struct making making = {.engine = engine,
                            .path = path,
                            .name = name,
                            .as = as,
                            .memory = arena_new(DATABASE_MEMORY)};
    struct failure failure;
    if (!fail_try(make_body, &making, &failure)) {
        arena_free(making.memory);
        fail_again(&failure);
    }
    pthread_mutex_init(&making.made->mutex, NULL);
    pthread_cond_init(&making.made->freed, NULL);
    return making.made;
}

void database_disconnect(struct database *database)
{
    for (size_t i = 0; i < database->used_readers; i++)
        database->engine->connection_close(&database->readers[i]);
    database->engine->connection_close(&database->writer);
}

void database_free(struct database *database)
{
    pthread_cond_destroy(&database->freed);
    pthread_mutex_destroy(&database->mutex);
    arena_free(database->arena);
}

static bool in_use(const struct database *database)
{
    for (size_t i = 0; i < database->used_readers; i++)
        if (database->readers[i].borrowed)
            return true;
    return database->serving != database->next_ticket;
}

void db_close(struct database *database)
{
    if (!database)
        return;
    pthread_mutex_lock(&database->mutex);
    while (in_use(database))
        pthread_cond_wait(&database->freed, &database->mutex);
    pthread_mutex_unlock(&database->mutex);
    database->engine->close(database);
}

const char *db_path(const struct database *database)
{
    return database->path;
}

const char *db_name(const struct database *database)
{
    return database->name;
}

/* ---- What each engine does ---- */

bool db_scrub(struct database *database, struct arena *arena)
{
    return database->engine->scrub(database, arena);
}

int64_t db_ids_given(struct db *db, const char *table)
{
    ensure(db->connection);
    return db->database->engine->ids_given(db, table);
}

void db_ids_reach(struct db_write *write, const char *table, int64_t id)
{
    ensure(write->db.connection);
    write->db.database->engine->ids_reach(write, table, id);
}

bool db_backup(struct arena *arena, struct database *database, const char *to,
               void (*progress)(int64_t done, int64_t of), text *say)
{
    return database->engine->backup(arena, database, to, progress, say);
}

bool db_restore_beside(struct arena *arena, const char *from, const char *to, const char *beside,
                       bool (*agrees)(void *arg, struct db *backup, text *say), void *arg,
                       text *say)
{
    return engine_of(to)->restore(arena, from, to, beside, agrees, arg, say);
}

bool db_restore(struct arena *arena, const char *from, const char *to,
                bool (*agrees)(void *arg, struct db *backup, text *say), void *arg, text *say)
{
    return db_restore_beside(arena, from, to, NULL, agrees, arg, say);
}

bool db_verify(struct arena *arena, struct database *database, struct texts *says, text *unlooked)
{
    return database->engine->verify(arena, database, says, unlooked);
}
