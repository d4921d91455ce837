/*
 * PostgreSQL's capture of changes (see changes.h): a trigger on each audited table tells the
 * writer's session of each row, as an INFO message with a code of our own, its values before and
 * after as JSON. libpq hands it to note_change() while it takes the statement's results, as SQLite
 * calls its hook; so nothing is fetched, and nothing of it is ever on the server's disk or, unless
 * its log_min_messages is info or debug, in its log.
 *
 * The trigger refuses whoever did not say how the changes of the session are taken: a change by
 * hand would have no entry. What goes wrong here is noted and fails the commit, since nothing may
 * unwind through libpq (law 4).
 */
#include "engine/db/postgresql/postgresql_private.h"

#include <stdlib.h>
#include <string.h>

static const char tells[] = "HF001"; /* as the trigger has it */

/* ---- A row, as row_to_json() writes it ---- */

/* A value as it stands in the message. */
struct field {
    const char *ptr; /* NULL: the row has no such column, or it is null */
    size_t length;
};

struct row {
    struct field *field; /* by column */
    struct field place;  /* of the number that is no column */
};

static bool field_is(const struct field *field, const char *name)
{
    return strlen(name) == field->length && memcmp(name, field->ptr, field->length) == 0;
}

/* Past a text's closing quote; NULL: there is none. */
static const char *quoted_end(const char *at)
{
    for (at++; *at && *at != '"'; at++)
        if (*at == '\\' && at[1])
            at++;
    return *at == '"' ? at + 1 : NULL;
}

/* "name": or a value, at *at, which moves past it and the mark behind it. */
static bool take_field(const char **at, struct field *out)
{
    const bool quoted = **at == '"';
    const char *const end = quoted ? quoted_end(*at) : *at + strcspn(*at, ",}");
    if (!end || !*end)
        return false;
    *out = (struct field){.ptr = *at + (quoted ? 1 : 0),
                          .length = (size_t)(end - *at) - (quoted ? 2 : 0)};
    if (!quoted && field_is(out, "null"))
        *out = (struct field){.ptr = NULL};
    *at = end + 1;
    return true;
}

/* Columns come in the table's order, but a schema may have more of them. */
static struct field *field_of(struct row *row, const struct db_table *table,
                              const struct field *name, size_t *expected)
{
    for (size_t i = 0; i < table->count; i++) {
        const size_t at = (*expected + i) % table->count;
        if (field_is(name, table->column[at].name)) {
            *expected = at + 1;
            return &row->field[at];
        }
    }
    return &row->place;
}

/* json is what a row was or became; "" when there was none, and then so says the answer. */
static bool row_read(struct capture *capture, const struct db_table *table, const char *json,
                     struct row *row)
{
    *row = (struct row){.field = arena_array(capture->arena, struct field, table->count)};
    if (*json != '{')
        return false;
    size_t expected = 0;
    const char *at = json + 1;
    while (*at) {
        struct field name, value;
        if (!take_field(&at, &name) || !take_field(&at, &value))
            fail("what changed in %s cannot be seen", table->name);
        *field_of(row, table, &name, &expected) = value;
    }
    return true;
}

/* ---- Its values ---- */

static unsigned hex_of(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
}

/* Unescaped where it stands in `out`, which is as long as it was. */
static size_t unescape(char *out, const struct field *field)
{
    size_t length = 0;
    for (size_t i = 0; i < field->length; i++) {
        char c = field->ptr[i];
        if (c == '\\' && ++i < field->length) {
            static const char names[] = "bfnrt", marks[] = "\b\f\n\r\t";
            c = field->ptr[i];
            const char *const known = strchr(names, c);
            if (known)
                c = marks[known - names];
            else if (c == 'u' && i + 4 < field->length) { /* of control characters only */
                c = (char)(hex_of(field->ptr[i + 3]) * 16 + hex_of(field->ptr[i + 4]));
                i += 4;
            }
        }
        out[length++] = c;
    }
    return length;
}

static struct db_value value_of_text(struct capture *capture, const struct field *field)
{
    char *const plain = arena_array(capture->arena, char, field->length + 1);
    return (struct db_value){.kind = DB_STRING,
                             .content = capture_copy(capture, plain, unescape(plain, field))};
}

/* Bytes come as \\x and two digits each. */
static struct db_value value_of_bytes(struct capture *capture, const struct field *field)
{
    const size_t length = field->length < 3 ? 0 : (field->length - 3) / 2;
    unsigned char *const raw = arena_array(capture->arena, unsigned char, length + 1);
    for (size_t i = 0; i < length; i++)
        raw[i] =
            (unsigned char)(hex_of(field->ptr[3 + 2 * i]) * 16 + hex_of(field->ptr[4 + 2 * i]));
    return (struct db_value){.kind = DB_RAW, .content = capture_copy(capture, raw, length)};
}

static int64_t number_of(const struct field *field)
{
    return field->ptr ? strtoll(field->ptr, NULL, 10) : 0;
}

static struct db_value value_of(struct capture *capture, const struct db_column *column,
                                const struct field *field)
{
    if (!field->ptr)
        return (struct db_value){.kind = DB_ABSENT};
    switch (column->type) {
    case DB_TEXT:
        return value_of_text(capture, field);
    case DB_BYTES:
        return value_of_bytes(capture, field);
    case DB_REAL:
        return (struct db_value){.kind = DB_DECIMAL, .real = strtod(field->ptr, NULL)};
    case DB_INT:
    case DB_PENCE:
    case DB_DAY:
    case DB_INSTANT:
    case DB_FLAG:
    case DB_PERCENT:
    case DB_ID:
    case DB_ENUM:
        break;
    }
    return (struct db_value){.kind = DB_NUMBER, .number = number_of(field)};
}

/* Without unescaping: most columns of most updates are the same. */
static bool field_same(const struct field *a, const struct field *b)
{
    return a->length == b->length && !a->ptr == !b->ptr &&
           (!a->ptr || memcmp(a->ptr, b->ptr, a->length) == 0);
}

/* ---- Noting ---- */

struct noting {
    struct capture *capture;
    const PGresult *message;
};

static const char *part_of(const struct noting *n, int part)
{
    const char *const words = PQresultErrorField(n->message, part);
    return words ? words : "";
}

static void note_cells(struct capture *capture, const struct row *was, const struct row *became,
                       struct db_change *change, struct db_cell *cells)
{
    for (size_t i = 0; i < change->table->count; i++) {
        const struct db_column *const column = &change->table->column[i];
        const struct field *const a = &was->field[i], *const b = &became->field[i];
        if (column->left_out || field_same(a, b))
            continue;
        cells[change->count++] = (struct db_cell){.column = column,
                                                  .was = value_of(capture, column, a),
                                                  .became = value_of(capture, column, b)};
    }
}

static void note_row(void *arg)
{
    struct noting *const n = arg;
    struct capture *const capture = n->capture;
    const struct db_table *const table = db_table_find(part_of(n, PG_DIAG_TABLE_NAME));
    if (!table || !table->audited)
        return;
    if (++capture->records > CAPTURE_MOST_RECORDS)
        fail("more rows than the audit log keeps of one change");
    struct row was, became;
    const bool there = row_read(capture, table, part_of(n, PG_DIAG_MESSAGE_PRIMARY), &was);
    const bool stays = row_read(capture, table, part_of(n, PG_DIAG_MESSAGE_DETAIL), &became);
    const struct row *const row = stays ? &became : &was;
    struct db_cell *const cells = arena_array(capture->arena, struct db_cell, table->count);
    struct db_change change = {
        .table = table,
        .row = number_of(table->number == DB_NO_NUMBER ? &row->place : &row->field[table->number]),
        .kind = !stays  ? DB_REMOVED
                : there ? DB_CHANGED
                        : DB_ADDED,
        .subject = table->subject == DB_NO_SUBJECT ? 0 : number_of(&row->field[table->subject]),
        .cell = cells,
        .order = capture->records};
    note_cells(capture, &was, &became, &change, cells);
    if (change.count > 0)
        capture_add(capture, &change);
}

static void note_change(void *arg, const PGresult *message)
{
    struct capture *const capture = ((struct database *)arg)->capture;
    const char *const code = PQresultErrorField(message, PG_DIAG_SQLSTATE);
    if (!capture || capture->broken || !code || strcmp(code, tells) != 0)
        return;
    struct noting noting = {.capture = capture, .message = message};
    struct failure failure;
    if (!fail_try(note_row, &noting, &failure))
        capture_break(capture, failure.what);
}

/* ---- How the session's changes are taken ---- */

/* The counter is of bulk work: it would not be worth a message for each row. */
void changes_open(struct connection *c, struct database *database)
{
    PQsetNoticeReceiver(c->postgresql->handle, note_change, database);
    pg_run(c, "CREATE TEMP SEQUENCE changes_count; SET holdfast.changes = 'unwatched'");
}

bool changes_watch(struct connection *c, const struct database *database)
{
    struct postgresql_connection *const p = c->postgresql;
    if (p->told || !database->watch.before)
        return true;
    /* Of the session, and so before a transaction, which could be undone. */
    p->told = pg_word(c, "SET holdfast.changes = 'told'") && pg_answers(c, NULL);
    return p->told;
}

void postgresql_changes_wait(struct db_write *write)
{
    struct connection *const c = write->db.connection;
    if (!pg_answers(c, NULL))
        pg_fail(c, "what was asked before");
}

void postgresql_changes_count(struct db_write *write)
{
    struct connection *const c = write->db.connection;
    postgresql_changes_wait(write);
    if (!pg_word(c, "SET LOCAL holdfast.changes = 'counted'") ||
        !pg_word(c, "SELECT setval('pg_temp.changes_count', 1, false)"))
        pg_fail(c, "bulk work");
}

int64_t postgresql_changes_counted(struct db_write *write)
{
    return pg_number(
        write->db.connection,
        "SELECT last_value - CASE WHEN is_called THEN 0 ELSE 1 END FROM pg_temp.changes_count");
}
