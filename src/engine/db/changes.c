/*
 * The capture of changes: see changes.h.
 *
 * SQLite calls note_change() for each row, in the middle of a statement. It adds a record to a log
 * in the write's arena; what goes wrong is noted and fails the commit, since nothing may unwind
 * through SQLite (law 4). Records of one row are put together at the end. A statement that ended in
 * a conflict was undone by SQLite, and its records go with it.
 */
#include "engine/db/changes.h"
#include "engine/db/db_private.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_RECORDS = 10000,        /* rows of one transaction */
    MOST_BYTES = 8 * 1024 * 1024 /* of their values */
};

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

void db_changes_unrecorded(struct db_write *write, const char *act)
{
    write->capture.bulk = true;
    write->capture.act = act;
}

const char *db_changes_act(const struct db_write *write)
{
    return write->capture.act;
}

size_t db_changes_so_far(const struct db_write *write)
{
    return write->capture.records;
}

/* ---- Noting ---- */

static struct db_value value_copy(struct capture *capture, sqlite3_value *from)
{
    switch (sqlite3_value_type(from)) {
    case SQLITE_INTEGER:
        return (struct db_value){.kind = DB_NUMBER, .number = sqlite3_value_int64(from)};
    case SQLITE_FLOAT:
        return (struct db_value){.kind = DB_DECIMAL, .real = sqlite3_value_double(from)};
    case SQLITE_TEXT:
    case SQLITE_BLOB: {
        const bool is_text = sqlite3_value_type(from) == SQLITE_TEXT;
        const void *const ptr =
            is_text ? (const void *)sqlite3_value_text(from) : sqlite3_value_blob(from);
        const size_t len = (size_t)sqlite3_value_bytes(from);
        capture->bytes += len;
        if (capture->bytes > MOST_BYTES || (len > 0 && !ptr))
            fail("more than the audit log keeps of one change");
        unsigned char *const own = arena_array(capture->arena, unsigned char, len + 1);
        if (len > 0)
            memcpy(own, ptr, len);
        return (struct db_value){.kind = is_text ? DB_STRING : DB_RAW,
                                 .content = {.ptr = own, .len = len}};
    }
    default:
        return (struct db_value){.kind = DB_ABSENT};
    }
}

/* Without copying: most columns of most updates are the same. */
static bool value_same(sqlite3_value *a, sqlite3_value *b)
{
    const int type = sqlite3_value_type(a);
    if (type != sqlite3_value_type(b))
        return false;
    switch (type) {
    case SQLITE_INTEGER:
        return sqlite3_value_int64(a) == sqlite3_value_int64(b);
    case SQLITE_FLOAT:
        return !(sqlite3_value_double(a) < sqlite3_value_double(b)) &&
               !(sqlite3_value_double(a) > sqlite3_value_double(b));
    case SQLITE_TEXT:
    case SQLITE_BLOB: {
        const void *const left = sqlite3_value_blob(a), *const right = sqlite3_value_blob(b);
        const int len = sqlite3_value_bytes(a);
        return len == sqlite3_value_bytes(b) &&
               (len == 0 || (left && right && memcmp(left, right, (size_t)len) == 0));
    }
    default:
        return true;
    }
}

static bool number_is(sqlite3_value *value, const char *digits)
{
    return sqlite3_value_type(value) == SQLITE_INTEGER &&
           sqlite3_value_int64(value) == strtoll(digits, NULL, 10);
}

/* A row from before its column was added has the column's default, and this hook calls it NULL. */
static bool was_default(const struct db_column *column, sqlite3_value *was, sqlite3_value *became)
{
    if (!column->fallback || sqlite3_value_type(was) != SQLITE_NULL)
        return false;
    if (sqlite3_value_type(became) != SQLITE_TEXT)
        return number_is(became, column->fallback);
    const char *const words = (const char *)sqlite3_value_text(became);
    return words && strcmp(words, column->fallback) == 0;
}

struct noting {
    struct capture *capture;
    sqlite3 *handle;
    const struct db_table *table;
    enum db_change_kind kind;
    int64_t row;
};

static void note_cell(struct noting *n, int at, struct record *record, struct db_cell *cells)
{
    const struct db_column *const column = &n->table->column[at];
    if (column->left_out)
        return;
    sqlite3_value *was = NULL, *became = NULL;
    const bool got_was =
        n->kind == DB_ADDED || sqlite3_preupdate_old(n->handle, at, &was) == SQLITE_OK;
    const bool got_became =
        n->kind == DB_REMOVED || sqlite3_preupdate_new(n->handle, at, &became) == SQLITE_OK;
    if (!got_was || !got_became)
        fail("what changed in %s cannot be seen", n->table->name);
    if (at == n->table->subject) {
        sqlite3_value *const subject = became ? became : was;
        record->change.subject = sqlite3_value_int64(subject);
    }
    if (was && became && (value_same(was, became) || was_default(column, was, became)))
        return;
    struct db_cell cell = {.column = column};
    if (was)
        cell.was = value_copy(n->capture, was);
    if (became)
        cell.became = value_copy(n->capture, became);
    if (cell.was.kind != DB_ABSENT || cell.became.kind != DB_ABSENT)
        cells[record->change.count++] = cell;
}

static void note_row(void *arg)
{
    struct noting *const n = arg;
    struct capture *const capture = n->capture;
    if (++capture->records > MOST_RECORDS)
        fail("more rows than the audit log keeps of one change");
    struct record *const record = arena_make(capture->arena, struct record);
    struct db_cell *const cells = arena_array(capture->arena, struct db_cell, n->table->count);
    *record = (struct record){.change = {.table = n->table,
                                         .row = n->row,
                                         .kind = n->kind,
                                         .cell = cells,
                                         .order = capture->records},
                              .before = capture->last};
    for (size_t i = 0; i < n->table->count; i++)
        note_cell(n, (int)i, record, cells);
    if (record->change.count > 0)
        capture->last = record;
}

void note_change(void *arg, sqlite3 *handle, int operation, const char *schema, const char *name,
                 sqlite3_int64 was_row, sqlite3_int64 row)
{
    struct capture *const capture = ((struct database *)arg)->capture;
    if (!capture || capture->broken || strcmp(schema, "main") != 0)
        return;
    const struct db_table *const table = db_table_find(name);
    if (!table || !table->audited)
        return;
    if (capture->bulk) {
        capture->unrecorded++;
        return;
    }
    const bool removes = operation == SQLITE_DELETE;
    struct noting noting = {.capture = capture,
                            .handle = handle,
                            .table = table,
                            .kind = removes                      ? DB_REMOVED
                                    : operation == SQLITE_INSERT ? DB_ADDED
                                                                 : DB_CHANGED,
                            .row = removes ? was_row : row};
    struct failure failure;
    if (!fail_try(note_row, &noting, &failure)) {
        capture->broken = true;
        memcpy(capture->why, failure.what, sizeof capture->why);
    }
}

void capture_check(const struct capture *capture)
{
    if (capture->broken)
        fail("database: this changes too much at once, or it cannot be recorded: %.300s. Bulk work "
             "says db_changes_unrecorded()",
             capture->why);
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
    return (struct db_changes){
        .row = out, .count = leave_made_again(out, kept), .unrecorded = capture->unrecorded};
}
