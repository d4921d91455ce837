/*
 * Rows of a PostgreSQL database as a copy reads and writes them.
 *
 * They are read one at a time as the server sends them, and written with COPY in its binary form:
 * so neither side ever holds more than a row and a buffer, and no value is put in words on its way.
 */
#include "engine/db/postgresql/copy_rows.h"

#include <stdlib.h>
#include <string.h>

enum {
    OUT_BYTES = 64 * 1024,
    OID_INT8 = 20,
    WORDS_MOST = 400, /* bytes of what the server says */
    NUMBER_BYTES = 8
};

struct pg_side *pg_side_of(struct copy_side *side)
{
    return (struct pg_side *)side;
}

text pg_side_text(struct pg_side *s, struct arena *arena, const char *sql, int count,
                  const char *const *parameter)
{
    PGresult *const result = pg_query(s->c, sql, count, parameter);
    text out = TEXT_ABSENT;
    if (PQntuples(result) > 0 && !PQgetisnull(result, 0, 0))
        out = text_copy(arena, (text){.ptr = PQgetvalue(result, 0, 0),
                                      .len = (size_t)PQgetlength(result, 0, 0)});
    PQclear(result);
    return out;
}

/* Takes the result, and ends the work with the server's words, but for those about values. */
_Noreturn static void rows_fail(struct pg_side *s, PGresult *result)
{
    const char *const said = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    const char *const words = said ? said : PQerrorMessage(s->c->postgresql->handle);
    const text line = text_copy(s->arena, (text){.ptr = words, .len = strcspn(words, "\n")});
    PQclear(result);
    fail("%s: %.*s", s->side.name, TEXT_ARG(text_head(line, WORDS_MOST)));
}

/* Rows have the session to themselves. */
static PGconn *rows_begin(struct pg_side *s)
{
    PGconn *const handle = s->c->postgresql->handle;
    if (!pg_answers(s->c, NULL) || PQexitPipelineMode(handle) != 1)
        pg_fail(s->c, s->side.name);
    return handle;
}

static void rows_end(struct pg_side *s)
{
    if (PQenterPipelineMode(s->c->postgresql->handle) != 1)
        rows_fail(s, NULL);
}

/* ---- Numbers as the server has them ------------------------------------------------------------
 */

static uint64_t word_from(const char *from)
{
    uint64_t number = 0;
    for (int i = 0; i < NUMBER_BYTES; i++)
        number = number << 8 | (unsigned char)from[i];
    return number;
}

static void word_to(uint64_t number, size_t size, char *out)
{
    for (size_t i = 0; i < size; i++)
        out[i] = (char)(unsigned char)(number >> (8 * (size - 1 - i)));
}

/* ---- Reading -----------------------------------------------------------------------------------
 */

static int64_t number_in(const PGresult *result, int column, int64_t absent)
{
    return PQgetisnull(result, 0, column) ? absent
                                          : strtoll(PQgetvalue(result, 0, column), NULL, 10);
}

struct copy_extent pg_copy_extent(struct copy_side *side, const struct db_table *table)
{
    PGresult *const result = pg_query(pg_side_of(side)->c, table->postgresql.extent, 0, NULL);
    const struct copy_extent extent = {.count = number_in(result, 0, 0),
                                       .highest = number_in(result, 1, COPY_BEFORE_ALL)};
    PQclear(result);
    return extent;
}

const char *pg_number_name(const struct db_table *table)
{
    const struct db_column *const number = copy_column(table, copy_number(table));
    return number ? number->name : "place";
}

int64_t pg_copy_given(struct copy_side *side, const struct db_table *table)
{
    const char *const of[] = {table->name, pg_number_name(table)};
    PGresult *const result =
        pg_query(pg_side_of(side)->c,
                 "SELECT pg_sequence_last_value(pg_get_serial_sequence($1, $2)::regclass)", 2, of);
    const int64_t given = number_in(result, 0, 0);
    PQclear(result);
    return given;
}

void pg_copy_read(struct copy_side *side, const struct db_table *table, int64_t after)
{
    struct pg_side *const s = pg_side_of(side);
    const Oid type[] = {OID_INT8};
    char room[NUMBER_BYTES];
    const char *const value[] = {room};
    const int length[] = {NUMBER_BYTES}, format[] = {1};
    pg_copy_read_end(side);
    word_to((uint64_t)after, NUMBER_BYTES, room);
    s->read_table = table;
    PGconn *const handle = rows_begin(s);
    if (!PQsendQueryParams(handle, table->postgresql.read, 1, type, value, length, format, 1))
        rows_fail(s, NULL);
    s->reading = true;
    if (!PQsetSingleRowMode(handle))
        rows_fail(s, NULL);
}

static struct db_value value_from(struct pg_side *s, size_t at)
{
    const int column = (int)at, length = PQgetlength(s->row, 0, column);
    const char *const from = PQgetvalue(s->row, 0, column);
    struct db_value value = {.kind = DB_ABSENT};
    if (PQgetisnull(s->row, 0, column))
        return value;
    switch (copy_kind(s->read_table, at)) {
    case DB_STRING:
    case DB_RAW:
        value.kind = copy_kind(s->read_table, at) == DB_STRING ? DB_STRING : DB_RAW;
        value.content = (struct bytes){.ptr = (const unsigned char *)from, .len = (size_t)length};
        break;
    case DB_DECIMAL: {
        const uint64_t bits = word_from(from);
        ensure(length == NUMBER_BYTES);
        value.kind = DB_DECIMAL;
        memcpy(&value.real, &bits, sizeof bits);
        break;
    }
    default:
        ensure(length == NUMBER_BYTES);
        value.kind = DB_NUMBER;
        value.number = (int64_t)word_from(from);
    }
    return value;
}

bool pg_copy_next(struct copy_side *side, struct db_value *value)
{
    struct pg_side *const s = pg_side_of(side);
    PQclear(s->row);
    s->row = PQgetResult(s->c->postgresql->handle);
    const ExecStatusType status = PQresultStatus(s->row);
    if (status != PGRES_SINGLE_TUPLE && status != PGRES_TUPLES_OK) {
        PGresult *const failed = s->row;
        s->row = NULL;
        rows_fail(s, failed);
    }
    if (status == PGRES_TUPLES_OK) { /* the end, and nothing in it */
        pg_copy_read_end(side);
        return false;
    }
    for (size_t i = 0; i < copy_values(s->read_table); i++)
        value[i] = value_from(s, i);
    return true;
}

/* Rows that were not asked for any more are not waited for. */
static void leave_off(struct pg_side *s)
{
    char why[256];
    PGcancel *const cancel = PQgetCancel(s->c->postgresql->handle);
    if (cancel)
        (void)PQcancel(cancel, why, sizeof why);
    PQfreeCancel(cancel);
}

void pg_copy_read_end(struct copy_side *side)
{
    struct pg_side *const s = pg_side_of(side);
    if (!s->reading)
        return;
    if (PQresultStatus(s->row) == PGRES_SINGLE_TUPLE)
        leave_off(s);
    PQclear(s->row);
    s->row = NULL;
    for (PGresult *rest; (rest = PQgetResult(s->c->postgresql->handle));)
        PQclear(rest);
    s->reading = false;
    rows_end(s);
}

void pg_copy_rows_close(struct pg_side *s)
{
    PQclear(s->row);
    s->row = NULL;
}

/* ---- Writing -----------------------------------------------------------------------------------
 */

static void out_send(struct pg_side *s)
{
    if (s->out_len > 0 && PQputCopyData(s->c->postgresql->handle, s->out, (int)s->out_len) != 1)
        rows_fail(s, NULL);
    s->out_len = 0;
}

static void out_add(struct pg_side *s, const void *from, size_t length)
{
    if (length > OUT_BYTES - s->out_len)
        out_send(s);
    if (length > OUT_BYTES) {
        if (PQputCopyData(s->c->postgresql->handle, from, (int)length) != 1)
            rows_fail(s, NULL);
        return;
    }
    memcpy(s->out + s->out_len, from, length);
    s->out_len += length;
}

static void out_number(struct pg_side *s, uint64_t number, size_t size)
{
    char room[NUMBER_BYTES];
    word_to(number, size, room);
    out_add(s, room, size);
}

enum { LENGTH_BYTES = 4, COUNT_BYTES = 2 };

void pg_copy_write(struct copy_side *side, const struct db_table *table)
{
    struct pg_side *const s = pg_side_of(side);
    static const char signature[] = "PGCOPY\n\377\r\n"; /* with its NUL */
    if (!s->out)
        s->out = arena_array(s->arena, char, OUT_BYTES);
    s->out_len = 0;
    s->written_table = table;
    PGresult *const result = PQexec(rows_begin(s), table->postgresql.write);
    if (PQresultStatus(result) != PGRES_COPY_IN)
        rows_fail(s, result);
    PQclear(result);
    out_add(s, signature, sizeof signature);
    out_number(s, 0, LENGTH_BYTES); /* flags */
    out_number(s, 0, LENGTH_BYTES); /* a longer head */
}

/* PostgreSQL would say so too, and not of which row. */
static void check_text(struct pg_side *s, int64_t row, size_t at, const struct db_value *value)
{
    const text words = {.ptr = (const char *)value->content.ptr, .len = value->content.len};
    if (!text_is_utf8(words))
        fail("row %lld of %s: what stands in %s is no text that PostgreSQL takes (a broken letter, "
             "or a NUL)",
             (long long)row, s->written_table->name, copy_column(s->written_table, at)->name);
}

static void put_value(struct pg_side *s, int64_t row, size_t at, const struct db_value *value)
{
    uint64_t bits;
    switch (value->kind) {
    case DB_ABSENT:
        out_number(s, UINT64_MAX, LENGTH_BYTES);
        return;
    case DB_NUMBER:
        out_number(s, NUMBER_BYTES, LENGTH_BYTES);
        out_number(s, (uint64_t)value->number, NUMBER_BYTES);
        return;
    case DB_DECIMAL:
        memcpy(&bits, &value->real, sizeof bits);
        out_number(s, NUMBER_BYTES, LENGTH_BYTES);
        out_number(s, bits, NUMBER_BYTES);
        return;
    case DB_STRING:
        check_text(s, row, at, value);
        break;
    case DB_RAW:
        break;
    }
    out_number(s, value->content.len, LENGTH_BYTES);
    if (value->content.len > 0)
        out_add(s, value->content.ptr, value->content.len);
}

void pg_copy_put(struct copy_side *side, const struct db_value *value)
{
    struct pg_side *const s = pg_side_of(side);
    const size_t count = copy_values(s->written_table);
    out_number(s, count, COUNT_BYTES);
    for (size_t i = 0; i < count; i++)
        put_value(s, value[copy_number(s->written_table)].number, i, &value[i]);
}

void pg_copy_write_end(struct copy_side *side)
{
    struct pg_side *const s = pg_side_of(side);
    out_number(s, UINT64_MAX, COUNT_BYTES);
    out_send(s);
    PGconn *const handle = s->c->postgresql->handle;
    if (PQputCopyEnd(handle, NULL) != 1)
        rows_fail(s, NULL);
    for (PGresult *result; (result = PQgetResult(handle)); PQclear(result))
        if (PQresultStatus(result) != PGRES_COMMAND_OK)
            rows_fail(s, result);
    rows_end(s);
}
