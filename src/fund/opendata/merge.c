/* Two records of the same Identifier as one: see merge.h. */
#include "fund/opendata/merge.h"

#include <string.h>

struct build *build_new(struct arena *arena)
{
    struct build *build = arena_make(arena, struct build);
    build->cell = arena_array(arena, struct cell, RECORD_CELLS_MAX);
    build->record.cell = build->cell;
    return build;
}

/* plannedDates/0/startDate: the list, the place in it, and what follows. */
struct list_path {
    text list;
    int64_t index;
    text rest; /* absent: the element itself */
};

static bool split_path(text path, struct list_path *out)
{
    out->rest = path;
    out->list = text_cut(&out->rest, '/');
    if (!out->rest.ptr)
        return false;
    const text index = text_cut(&out->rest, '/');
    return index.len > 0 && index.len <= 6 && int_parse(index, &out->index) && out->index >= 0;
}

static const struct cell *cell_at(const struct record *record, text path)
{
    for (size_t i = 0; i < record->count; i++)
        if (text_eq(record->cell[i].path, path))
            return &record->cell[i];
    return NULL;
}

static text list_path_text(struct arena *arena, text list, int64_t index, text rest)
{
    return rest.ptr ? text_format(arena, "%.*s/%lld/%.*s", TEXT_ARG(list), (long long)index,
                                  TEXT_ARG(rest))
                    : text_format(arena, "%.*s/%lld", TEXT_ARG(list), (long long)index);
}

static void add(struct build *into, struct cell cell, text path)
{
    if (into->record.count == RECORD_CELLS_MAX) {
        into->full = true;
        return;
    }
    cell.path = path;
    into->cell[into->record.count++] = cell;
}

/* Whether the element that begins at from's cell has, cell by cell, an equal at index in into. */
static bool element_is_in(struct arena *arena, const struct build *into, const struct record *from,
                          struct list_path which, int64_t index)
{
    for (size_t i = 0; i < from->count; i++) {
        struct list_path p;
        if (!split_path(from->cell[i].path, &p) || !text_eq(p.list, which.list) ||
            p.index != which.index)
            continue;
        const struct cell *same =
            cell_at(&into->record, list_path_text(arena, p.list, index, p.rest));
        if (!same || !text_eq(same->value, from->cell[i].value))
            return false;
    }
    return true;
}

/* Where an element of from goes: the place of the same id, or of an equal one, or a new one at the
 * end. */
static int64_t place_of(struct arena *arena, const struct build *into, const struct record *from,
                        struct list_path which, bool *there)
{
    const struct cell *id = cell_at(from, list_path_text(arena, which.list, which.index, T("id")));
    int64_t next = 0;
    *there = true;
    for (size_t i = 0; i < into->record.count; i++) {
        struct list_path p;
        if (!split_path(into->cell[i].path, &p) || !text_eq(p.list, which.list))
            continue;
        if (p.index >= next)
            next = p.index + 1;
        if (id && p.rest.ptr && text_eq(p.rest, T("id")) && text_eq(into->cell[i].value, id->value))
            return p.index;
    }
    for (int64_t k = 0; k < next; k++)
        if (element_is_in(arena, into, from, which, k))
            return k;
    *there = false;
    return next;
}

/* Adds one cell of an element at its place. A list inside (locations of an organisation) grows at
 * its end. */
static void add_at(struct arena *arena, struct build *into, const struct cell *cell, text list,
                   int64_t index, text rest)
{
    text path = list_path_text(arena, list, index, rest);
    const struct cell *same = cell_at(&into->record, path);
    struct list_path inner;
    while (same && !text_eq(same->value, cell->value) && rest.ptr && split_path(rest, &inner)) {
        rest = list_path_text(arena, inner.list, inner.index + 1, inner.rest);
        path = list_path_text(arena, list, index, rest);
        same = cell_at(&into->record, path);
    }
    if (!same)
        add(into, *cell, path);
}

bool build_merge(struct arena *arena, struct build *into, const struct record *from)
{
    struct list_path p, q;
    for (size_t i = 0; i < from->count; i++) {
        const struct cell *same =
            split_path(from->cell[i].path, &p) ? NULL : cell_at(&into->record, from->cell[i].path);
        if (same && !text_eq(same->value, from->cell[i].value))
            return false;
    }
    for (size_t i = 0; i < from->count; i++) {
        if (!split_path(from->cell[i].path, &p)) {
            if (!cell_at(&into->record, from->cell[i].path))
                add(into, from->cell[i], from->cell[i].path);
            continue;
        }
        /* The first cell of an element takes the whole element along. */
        bool taken = false;
        for (size_t j = 0; j < i && !taken; j++)
            taken =
                split_path(from->cell[j].path, &q) && text_eq(q.list, p.list) && q.index == p.index;
        if (taken)
            continue;
        bool there;
        const int64_t place = place_of(arena, into, from, p, &there);
        for (size_t j = i; j < from->count; j++)
            if (split_path(from->cell[j].path, &q) && text_eq(q.list, p.list) && q.index == p.index)
                add_at(arena, into, &from->cell[j], q.list, place, q.rest);
    }
    return true;
}
