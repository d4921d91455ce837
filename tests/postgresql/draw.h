/*
 * Arguments for any statement, drawn by chance: what the data holds in the column that the
 * parameter is compared with or written to, what it holds elsewhere, edges, and nothing. The chance
 * is a seed's, which is printed, so that what was found is found again.
 */
#ifndef TESTS_POSTGRESQL_DRAW_H
#define TESTS_POSTGRESQL_DRAW_H

#include "engine/db/search.h"
#include "engine/db/tables.h"

#include <ctype.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct drawn {
    enum { DRAWN_NOTHING, DRAWN_NUMBER, DRAWN_REAL, DRAWN_TEXT, DRAWN_BYTES } kind;
    int64_t number;
    double real;
    text words;
    bytes raw;
};

/* Values of one column's name, of whatever table. */
struct pool {
    char name[64];
    struct drawn value[64];
    size_t count;
};

struct draw {
    struct arena *arena;
    uint64_t state;
    struct pool pool[512];
    size_t pools;
};

/* ---- Chance (splitmix64) ---- */

static inline uint64_t chance(struct draw *d)
{
    uint64_t z = d->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static inline size_t below(struct draw *d, size_t most)
{
    return (size_t)(chance(d) % most);
}

/* ---- What the data holds ---- */

static inline struct pool *pool_of(struct draw *d, const char *name, bool make)
{
    for (size_t i = 0; i < d->pools; i++)
        if (strcmp(d->pool[i].name, name) == 0)
            return &d->pool[i];
    if (!make || d->pools == sizeof d->pool / sizeof *d->pool)
        return NULL;
    struct pool *pool = &d->pool[d->pools++];
    *pool = (struct pool){.count = 0};
    snprintf(pool->name, sizeof pool->name, "%s", name);
    return pool;
}

/* Once the pool is full, a new value takes an old one's place. */
static inline void pool_put(struct draw *d, struct pool *pool, struct drawn value)
{
    const size_t room = sizeof pool->value / sizeof *pool->value;
    pool->value[pool->count < room ? pool->count++ : below(d, room)] = value;
}

static inline void pool_read(struct draw *d, sqlite3_stmt *stmt, int column, const char *name)
{
    struct drawn value = {.kind = DRAWN_NOTHING};
    const text words = {.ptr = (const char *)sqlite3_column_blob(stmt, column),
                        .len = (size_t)sqlite3_column_bytes(stmt, column)};
    switch (sqlite3_column_type(stmt, column)) {
    case SQLITE_INTEGER:
        value = (struct drawn){.kind = DRAWN_NUMBER, .number = sqlite3_column_int64(stmt, column)};
        break;
    case SQLITE_FLOAT:
        value = (struct drawn){.kind = DRAWN_REAL, .real = sqlite3_column_double(stmt, column)};
        break;
    case SQLITE_TEXT:
        value = (struct drawn){.kind = DRAWN_TEXT,
                               .words = words.len > 0 ? text_copy(d->arena, words) : T("")};
        break;
    case SQLITE_BLOB:
        if (words.len > 100000)
            return;
        value = (struct drawn){.kind = DRAWN_BYTES};
        value.raw.ptr = (const unsigned char *)text_copy(d->arena, words).ptr;
        value.raw.len = words.len;
        break;
    default:
        return;
    }
    struct pool *pool = pool_of(d, name, true);
    if (pool)
        pool_put(d, pool, value);
}

/* Some rows of every table. */
static inline void draw_from(struct draw *d, sqlite3 *handle)
{
    for (size_t t = 0; t < db_table_count; t++) {
        char sql[200];
        snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY rowid * 7919 %% 101 LIMIT 40",
                 db_tables[t].name);
        sqlite3_stmt *stmt = NULL;
        ensure(sqlite3_prepare_v2(handle, sql, -1, &stmt, NULL) == SQLITE_OK);
        while (sqlite3_step(stmt) == SQLITE_ROW)
            for (int i = 0; i < sqlite3_column_count(stmt); i++)
                pool_read(d, stmt, i, sqlite3_column_name(stmt, i));
        sqlite3_finalize(stmt);
    }
}

/* ---- What a parameter is for ---- */

/* Where ?n stands in the statement; NULL: nowhere. */
static inline const char *parameter_in(const char *sql, int n)
{
    char mark[16];
    snprintf(mark, sizeof mark, "?%d", n);
    const size_t length = strlen(mark);
    for (const char *at = sql; (at = strstr(at, mark)) != NULL; at += length)
        if (!isdigit((unsigned char)at[length]))
            return at;
    return NULL;
}

static inline bool is_name(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* The word that ends before `end`, without its alias; empty when none does. */
static inline const char *word_before(const char *sql, const char *end, char word[static 64])
{
    while (end > sql && end[-1] == ' ')
        end--;
    const char *start = end;
    while (start > sql && is_name(start[-1]))
        start--;
    const size_t length = (size_t)(end - start) < 63 ? (size_t)(end - start) : 63;
    memcpy(word, start, length);
    word[length] = 0;
    return start;
}

/* The column of INSERT INTO t (a, b, ...) VALUES (?1, ?2, ...) whose value stands at `at`. */
static inline bool inserted_column(const char *sql, const char *at, char name[static 64])
{
    const char *values = strstr(sql, "VALUES ("), *names = strchr(sql, '(');
    if (strncmp(sql, "INSERT INTO ", 12) != 0 || !values || !names || names > values || at < values)
        return false;
    size_t place = 0;
    int depth = 0;
    for (const char *c = values + 8; c < at; c++) {
        depth += (*c == '(') - (*c == ')');
        place += *c == ',' && depth == 0;
    }
    for (names++; place > 0 && *names && *names != ')'; names++)
        place -= *names == ',';
    names += strspn(names, " ");
    const size_t length = strcspn(names, ",) ");
    if (depth < 0 || place > 0 || length == 0 || length > 63)
        return false;
    memcpy(name, names, length);
    name[length] = 0;
    return true;
}

/* Nothing, put where the row's number stands, is a number that SQLite finds. */
static inline bool is_number_of_row(const char *sql, const char *name)
{
    char table[64];
    if (sscanf(sql, "INSERT INTO %63[a-z_0-9]", table) != 1 || !db_table_find(table))
        return false;
    const struct db_table *into = db_table_find(table);
    return into->number != DB_NO_NUMBER && strcmp(into->column[into->number].name, name) == 0;
}

enum parameter_use { USE_COLUMN, USE_LIMIT, USE_MATCH, USE_LIST, USE_UNKNOWN };

/* What the parameter is for, and of which column when that can be seen. */
static inline enum parameter_use parameter_use(const char *sql, int n, char name[static 64])
{
    const char *at = parameter_in(sql, n);
    name[0] = 0;
    if (!at)
        return USE_UNKNOWN;
    if (inserted_column(sql, at, name))
        return USE_COLUMN;
    const char *before = word_before(sql, at, name);
    if (strcmp(name, "LIMIT") == 0 || strcmp(name, "OFFSET") == 0)
        return USE_LIMIT;
    if (strcmp(name, "MATCH") == 0)
        return USE_MATCH;
    if (name[0] == 0 && at > sql && at[-1] == '(') {
        (void)word_before(sql, at - 1, name);
        if (strcmp(name, "json_each") == 0)
            return USE_LIST;
    }
    /* a = ?n, a >= ?n, a IS NOT DISTINCT FROM ?n, a BETWEEN ?n AND ... */
    while (before > sql &&
           (name[0] == 0 || (isupper((unsigned char)name[0]) && !name[1]) ||
            strcmp(name, "FROM") == 0 || strcmp(name, "DISTINCT") == 0 ||
            strcmp(name, "NOT") == 0 || strcmp(name, "IS") == 0 || strcmp(name, "BETWEEN") == 0)) {
        const char *end = before;
        while (end > sql && strchr(" =<>!+", end[-1]))
            end--;
        if (end == before && name[0] == 0)
            break;
        before = word_before(sql, end, name);
    }
    return name[0] && islower((unsigned char)name[0]) ? USE_COLUMN : USE_UNKNOWN;
}

/* ---- Drawing ---- */

static inline struct drawn drawn_text(const char *words)
{
    return (struct drawn){.kind = DRAWN_TEXT, .words = text_of(words)};
}

static inline struct drawn drawn_number(int64_t number)
{
    return (struct drawn){.kind = DRAWN_NUMBER, .number = number};
}

/* Whole numbers go no further than any of the program's own: sums of two stay whole on both. */
static inline struct drawn draw_edge(struct draw *d, int kind)
{
    static const int64_t numbers[] = {0,    1,     2,     3,     -1,         7,
                                      10,   100,   19000, 20000, 1700000000, 1900000000,
                                      9999, 54321, -300,  5000,  100000000,  1000000000000000};
    static const double reals[] = {0, 1, 0.5, -0.25, 51.5074, 1e300, 1e-300, 0.1};
    static const char *const texts[] = {"",
                                        " ",
                                        "a",
                                        "%",
                                        "_",
                                        "%_\\",
                                        "o'brien",
                                        "\"quoted\"",
                                        "; DROP--",
                                        "\xc3\xa9t\xc3\xa9",
                                        "e\xcc\x81",
                                        "\xc4\xb0\xc3\x9f",
                                        "\xf0\x9f\x8f\xa0",
                                        "new\nline",
                                        "ZZZ",
                                        "zzz\xef\xbf\xbd",
                                        "0",
                                        "-1",
                                        "2024-10-18",
                                        "[]"};
    switch (kind) {
    case DRAWN_NUMBER:
        return drawn_number(numbers[below(d, sizeof numbers / sizeof *numbers)]);
    case DRAWN_REAL:
        return (struct drawn){.kind = DRAWN_REAL,
                              .real = reals[below(d, sizeof reals / sizeof *reals)]};
    case DRAWN_TEXT:
        return drawn_text(texts[below(d, sizeof texts / sizeof *texts)]);
    default: {
        static const unsigned char raw[] = {0, 1, 255, '\\', 'x', '\'', 0, 9};
        const size_t from = below(d, sizeof raw);
        return (struct drawn){.kind = DRAWN_BYTES,
                              .raw = {.ptr = raw + from, .len = sizeof raw - from}};
    }
    }
}

static inline struct drawn draw_pooled(struct draw *d, const struct pool *pool, int kind)
{
    for (int tries = 0; pool && pool->count > 0 && tries < 20; tries++) {
        const struct drawn *value = &pool->value[below(d, pool->count)];
        if ((int)value->kind == kind)
            return *value;
    }
    return draw_edge(d, kind);
}

static inline struct drawn draw_list(struct draw *d)
{
    struct text_builder out = {.arena = d->arena};
    const size_t count = below(d, 6);
    text_add(&out, T("["));
    for (size_t i = 0; i < count; i++)
        text_add_format(&out, "%s%zu", i > 0 ? "," : "", below(d, 50));
    text_add(&out, T("]"));
    return (struct drawn){.kind = DRAWN_TEXT, .words = text_built(&out)};
}

static inline struct drawn draw_match(struct draw *d)
{
    static const char *const columns[] = {"name", "title", "description", "search", "aim"};
    const struct drawn from = draw_pooled(d, pool_of(d, columns[below(d, 5)], false), DRAWN_TEXT);
    text words = from.words;
    /* A few of its words, the last one perhaps unfinished. */
    for (size_t skip = below(d, 4); skip > 0; skip--) {
        text rest = words;
        (void)text_cut(&rest, ' ');
        if (rest.ptr && rest.len > 0)
            words = rest;
    }
    size_t most = 3 + below(d, 20);
    while (most < words.len && ((unsigned char)words.ptr[most] & 0xc0) == 0x80)
        most++; /* between letters */
    const text match = search_match(d->arena, text_slice(words, 0, most));
    return text_present(match) ? (struct drawn){.kind = DRAWN_TEXT, .words = match}
                               : drawn_text("\"advice\"*");
}

/* kind: what the statement's parameter takes. */
static inline struct drawn draw_argument(struct draw *d, const char *sql, int n, int kind)
{
    char name[64];
    const enum parameter_use use = parameter_use(sql, n, name);
    switch (use) {
    case USE_LIMIT: { /* which rows of a subquery's come is anybody's guess: then all */
        const char *at = parameter_in(sql, n);
        at += 1 + strspn(at + 1, "0123456789");
        return drawn_number(*at == ')' ? 100000 : (int64_t)below(d, 40));
    }
    case USE_MATCH:
        return draw_match(d);
    case USE_LIST:
        return draw_list(d);
    case USE_COLUMN:
    case USE_UNKNOWN:
        break;
    }
    const size_t dice = below(d, 20);
    if (dice == 0 && !is_number_of_row(sql, name))
        return (struct drawn){.kind = DRAWN_NOTHING};
    if (dice <= 3)
        return draw_edge(d, kind);
    const struct pool *pool = use == USE_COLUMN ? pool_of(d, name, false) : NULL;
    if (!pool && dice < 12)
        pool = &d->pool[below(d, d->pools)];
    return draw_pooled(d, pool, kind);
}

#endif
