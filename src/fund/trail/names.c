/* Ids looked up to names: see names.h. */
#include "fund/trail/names.h"
#include "trail_queries.h"

#include <string.h>

typedef struct trail_name_rows (*names_fn)(struct db *db, text ids);

static const struct {
    const char *table;
    names_fn names;
} sources[] = {
    {"accounts", names_of_people},
    {"funders", names_of_funders},
    {"grant_records", names_of_grants},
    {"imports", names_of_imports},
    {"partner_records", names_of_partners},
    {"partnerships", names_of_partnerships},
    {"programme_purposes", names_of_purposes},
    {"programme_records", names_of_programmes},
    {"rounds", names_of_rounds},
};
enum { SOURCES = sizeof sources / sizeof *sources };

struct names {
    struct arena *arena;
    struct wanted {
        int64_t *id;
        size_t count, room;
        struct trail_name_rows found; /* by id, ascending */
    } of[SOURCES];
};

struct names *names_new(struct arena *arena)
{
    struct names *const names = arena_make(arena, struct names);
    names->arena = arena;
    return names;
}

/* SOURCES: none. */
static size_t source_of(const char *table)
{
    size_t i = 0;
    while (i < SOURCES && strcmp(sources[i].table, table) != 0)
        i++;
    return i;
}

void names_want(struct names *names, const char *table, int64_t id)
{
    const size_t source = source_of(table);
    if (source == SOURCES)
        return;
    struct wanted *const wanted = &names->of[source];
    if (wanted->count == wanted->room) {
        const size_t room = wanted->room ? wanted->room * 2 : 16;
        wanted->id = arena_grow(names->arena, wanted->id, wanted->room * sizeof *wanted->id,
                                room * sizeof *wanted->id);
        wanted->room = room;
    }
    wanted->id[wanted->count++] = id;
}

void names_load(struct names *names, struct db *db)
{
    for (size_t i = 0; i < SOURCES; i++) {
        struct wanted *const wanted = &names->of[i];
        if (wanted->count == 0)
            continue;
        struct text_builder ids = {.arena = names->arena};
        for (size_t n = 0; n < wanted->count; n++)
            text_add_format(&ids, "%c%lld", n == 0 ? '[' : ',', (long long)wanted->id[n]);
        text_add_char(&ids, ']');
        wanted->found = sources[i].names(db, text_built(&ids));
    }
}

text names_find(const struct names *names, const char *table, int64_t id)
{
    const size_t source = source_of(table);
    if (source == SOURCES)
        return TEXT_ABSENT;
    const struct trail_name_rows *const found = &names->of[source].found;
    size_t from = 0, to = found->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (found->row[middle].id < id)
            from = middle + 1;
        else
            to = middle;
    }
    return from < found->count && found->row[from].id == id ? found->row[from].name : TEXT_ABSENT;
}
