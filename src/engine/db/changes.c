/*
 * The capture of changes: see changes.h. What is the same on every engine: records, added by the
 * engine as capture.h says, and put together when somebody asks, those of one row into one change.
 */
#include "engine/db/capture.h"
#include "engine/db/db_private.h"

#include <stdio.h>
#include <string.h>

struct record {
    struct db_change change;
    struct record *before; /* the one that came before it */
};

void db_watch_set(struct database *database, const struct db_watch *watch)
{
    ensure(!database->watch.before);
    database->watch = *watch;
}

bool db_watched(struct db_write *write)
{
    return write->db.database->watch.before != NULL;
}

void **db_watch_note(struct db_write *write)
{
    return &write->note;
}

const char *db_changes_act(const struct db_write *write)
{
    return write->capture.act;
}

void db_changes_unrecorded(struct db_write *write, const char *act)
{
    if (!write->capture.bulk)
        write->db.database->engine->changes_count(write);
    write->capture.bulk = true;
    write->capture.act = act;
}

size_t db_changes_so_far(struct db_write *write)
{
    write->db.database->engine->changes_wait(write);
    return write->capture.records;
}

/* ---- Records ---- */

bytes capture_copy(struct capture *capture, const void *from, size_t length)
{
    capture->bytes += length;
    if (capture->bytes > CAPTURE_MOST_BYTES || (length > 0 && !from))
        fail("more than the audit log keeps of one change");
    unsigned char *const own = arena_array(capture->arena, unsigned char, length + 1);
    if (length > 0)
        memcpy(own, from, length);
    return (bytes){.ptr = own, .len = length};
}

void capture_add(struct capture *capture, const struct db_change *change)
{
    struct record *const record = arena_make(capture->arena, struct record);
    *record = (struct record){.change = *change, .before = capture->last};
    capture->last = record;
}

void capture_break(struct capture *capture, const char *why)
{
    capture->broken = true;
    snprintf(capture->why, sizeof capture->why, "%s", why);
}

void capture_check(const struct capture *capture)
{
    if (capture->broken)
        fail("database: this changes too much at once, or it cannot be recorded: %.300s. Bulk work "
             "says db_changes_unrecorded()",
             capture->why);
}

struct record *capture_mark(const struct capture *capture)
{
    return capture->last;
}

void capture_back_to(struct capture *capture, struct record *mark)
{
    capture->last = mark;
}

/* ---- Putting together ---- */

struct merged {
    struct db_change change;
    struct db_cell *cells; /* by column; untouched ones have column NULL */
    struct merged *next;   /* of the same bucket */
};

static void merge_cells(struct merged *into, const struct db_change *change)
{
    for (size_t i = 0; i < change->count; i++) {
        const struct db_cell *const from = &change->cell[i];
        struct db_cell *const cell = &into->cells[from->column - into->change.table->column];
        if (!cell->column)
            *cell = *from;
        else
            cell->became = from->became;
    }
}

/* What two steps come to: a row made and taken away again was never there. */
static void merge_kinds(struct merged *into, enum db_change_kind kind, bool *gone)
{
    const enum db_change_kind had = into->change.kind;
    if (had == DB_ADDED && kind == DB_REMOVED)
        *gone = true;
    else if (had == DB_ADDED && *gone && kind == DB_ADDED)
        *gone = false;
    else if (had == DB_REMOVED && kind == DB_ADDED)
        into->change.kind = DB_CHANGED;
    else if (had == DB_CHANGED && kind == DB_REMOVED)
        into->change.kind = DB_REMOVED;
}

static bool same(const struct db_value *a, const struct db_value *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case DB_ABSENT:
        return true;
    case DB_NUMBER:
        return a->number == b->number;
    case DB_DECIMAL:
        return !(a->real < b->real) && !(a->real > b->real);
    case DB_STRING:
    case DB_RAW:
        return a->content.len == b->content.len &&
               memcmp(a->content.ptr, b->content.ptr, a->content.len) == 0;
    }
    return false;
}

/* Cells that in the end are as they were are left out. */
static bool finish(struct merged *merged)
{
    size_t count = 0;
    for (size_t i = 0; i < merged->change.table->count; i++)
        if (merged->cells[i].column && !same(&merged->cells[i].was, &merged->cells[i].became))
            merged->cells[count++] = merged->cells[i];
    merged->change.cell = merged->cells;
    merged->change.count = count;
    return count > 0;
}

/* An id of its own is never given twice. */
static bool has_own_id(const struct db_table *table)
{
    return table->column->type == DB_ID && strcmp(table->column->of, table->name) == 0;
}

static bool is_own_id(const struct db_table *table, const struct db_cell *cell)
{
    return cell->column == table->column && has_own_id(table);
}

/* A form that writes its list anew takes all rows away and makes them again: those that are as
 * they were, but for their ids, did not change. */
static bool made_again(const struct db_change *removed, const struct db_change *added)
{
    if (removed->table != added->table || removed->count != added->count)
        return false;
    for (size_t i = 0; i < removed->count; i++)
        if (removed->cell[i].column != added->cell[i].column ||
            (!is_own_id(removed->table, &removed->cell[i]) &&
             !same(&removed->cell[i].was, &added->cell[i].became)))
            return false;
    return true;
}

/* All that are left, in their order. Of very many, none is looked for. */
static size_t leave_made_again(struct db_change *change, size_t count)
{
    enum { LOOKED_AT_MOST = 1000 };
    size_t kept = 0;
    for (size_t i = 0; i < count && count <= LOOKED_AT_MOST; i++)
        for (size_t j = i + 1; j < count && change[i].kind == DB_REMOVED; j++)
            if (change[j].kind == DB_ADDED && change[j].count > 0 &&
                made_again(&change[i], &change[j])) {
                change[i].count = change[j].count = 0;
                break;
            }
    for (size_t i = 0; i < count; i++)
        if (change[i].count > 0)
            change[kept++] = change[i];
    return kept;
}

/* Oldest first: the log is kept newest first. */
static const struct record **records_in_order(const struct capture *capture, size_t *count)
{
    *count = 0;
    for (const struct record *r = capture->last; r; r = r->before)
        ++*count;
    const struct record **const order =
        arena_array(capture->arena, const struct record *, *count + 1);
    size_t at = *count;
    for (const struct record *r = capture->last; r; r = r->before)
        order[--at] = r;
    return order;
}

struct db_changes db_changes_of(struct db_write *write)
{
    struct capture *const capture = &write->capture;
    const struct db_engine *const engine = write->db.database->engine;
    engine->changes_wait(write);
    capture_check(capture);
    size_t count;
    const struct record *const *const order = records_in_order(capture, &count);
    size_t buckets = 16;
    while (buckets < count * 2)
        buckets *= 2;
    struct merged **const bucket = arena_array(capture->arena, struct merged *, buckets);
    struct merged *const all = arena_array(capture->arena, struct merged, count + 1);
    bool *const gone = arena_array(capture->arena, bool, count + 1);
    size_t made = 0;
    for (size_t i = 0; i < count; i++) {
        const struct db_change *const change = &order[i]->change;
        const size_t table = (size_t)(change->table - db_tables);
        struct merged **const place =
            &bucket[((uint64_t)change->row * 0x9e3779b97f4a7c15u + table * 31) & (buckets - 1)];
        struct merged *found = *place;
        while (found && (found->change.table != change->table || found->change.row != change->row))
            found = found->next;
        if (found && found->change.kind == DB_REMOVED && change->kind == DB_ADDED &&
            !has_own_id(change->table))
            found = NULL; /* a row's place is given again, and it is another row */
        if (!found) {
            found = &all[made++];
            *found = (struct merged){
                .change = *change,
                .cells = arena_array(capture->arena, struct db_cell, change->table->count),
                .next = *place};
            *place = found;
        } else {
            merge_kinds(found, change->kind, &gone[found - all]);
        }
        found->change.subject = change->subject;
        merge_cells(found, change);
    }
    struct db_change *const out = arena_array(capture->arena, struct db_change, made + 1);
    size_t kept = 0;
    for (size_t i = 0; i < made; i++)
        if (!gone[i] && finish(&all[i]))
            out[kept++] = all[i].change;
    return (struct db_changes){.row = out,
                               .count = leave_made_again(out, kept),
                               .unrecorded = capture->bulk ? engine->changes_counted(write) : 0};
}
