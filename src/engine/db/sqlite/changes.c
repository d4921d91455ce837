/*
 * SQLite's capture of changes (see changes.h): its hook before a row changes.
 *
 * note_change() is called in the middle of a statement, for each row, also of what cascades and
 * triggers do. What goes wrong is noted and fails the commit, since nothing may unwind through
 * SQLite (law 4). A statement that ended in a conflict was undone by SQLite, and its records go
 * with it.
 */
#include "engine/db/capture.h"
#include "engine/db/sqlite/sqlite_private.h"

#include <stdlib.h>
#include <string.h>

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
        const size_t length = (size_t)sqlite3_value_bytes(from);
        return (struct db_value){.kind = is_text ? DB_STRING : DB_RAW,
                                 .content = capture_copy(capture, ptr, length)};
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

static void note_cell(struct noting *n, int at, struct db_change *change, struct db_cell *cells)
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
        change->subject = sqlite3_value_int64(subject);
    }
    if (was && became && (value_same(was, became) || was_default(column, was, became)))
        return;
    struct db_cell cell = {.column = column};
    if (was)
        cell.was = value_copy(n->capture, was);
    if (became)
        cell.became = value_copy(n->capture, became);
    if (cell.was.kind != DB_ABSENT || cell.became.kind != DB_ABSENT)
        cells[change->count++] = cell;
}

static void note_row(void *arg)
{
    struct noting *const n = arg;
    struct capture *const capture = n->capture;
    if (++capture->records > CAPTURE_MOST_RECORDS)
        fail("more rows than the audit log keeps of one change");
    struct db_cell *const cells = arena_array(capture->arena, struct db_cell, n->table->count);
    struct db_change change = {.table = n->table,
                               .row = n->row,
                               .kind = n->kind,
                               .cell = cells,
                               .order = capture->records};
    for (size_t i = 0; i < n->table->count; i++)
        note_cell(n, (int)i, &change, cells);
    if (change.count > 0)
        capture_add(capture, &change);
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
    if (!fail_try(note_row, &noting, &failure))
        capture_break(capture, failure.what);
}
