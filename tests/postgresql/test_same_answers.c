/*
 * Both engines answer alike: the demo is made on each by the same actions, then every statement of
 * the registry is run on both with the same arguments, drawn by chance (draw.h). What it gives is
 * compared column by column, what it changes as the audit log is told it, and in the end every row
 * of every table. On PostgreSQL only: it has a database on each. The sequence is a seed's:
 *
 *     postgresql_test_same_answers [SEED [ROUNDS]]
 */
#include "engine/base/clock.h"
#include "engine/db/changes.h"
#include "fund/demo/demo.h"
#include "tests/postgresql/draw.h"
#include "tests/postgresql/pair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* ours */

static uint64_t seed = 4;
static size_t rounds = 2;
enum { MOST_TOLD = 40, MOST_PARAMETERS = 64 };

struct told {
    size_t count;
};

/* What differs, with all that it takes to see it again. */
static void tell(struct told *told, const struct db_statement *s, const char *given, text sqlite,
                 text postgresql)
{
    if (told->count++ < MOST_TOLD)
        print_error("%s:%d: %s\n  given %s\n  SQLite:     %.*s\n  PostgreSQL: %.*s\n", s->file,
                    s->line, s->name, given, (int)(sqlite.len < 1500 ? sqlite.len : 1500),
                    sqlite.ptr, (int)(postgresql.len < 1500 ? postgresql.len : 1500),
                    postgresql.ptr);
}

/* ---- One statement, on one engine ---- */

struct running {
    struct side *side;
    struct arena *arena;
    const struct db_statement *statement;
    const struct shape *shape;
    const struct drawn *given;
    struct text_builder out;
    struct db_write *write;
    bool ordered;
};

/* How well a row is found is each engine's own measure: what is found is compared where all of it
 * comes, and the order where it is another than that. */
static bool sorted_by_rank(const struct db_statement *s)
{
    return strstr(s->name, ",best,") != NULL;
}

static void bind(struct db_stmt *stmt, int index, const struct drawn *value)
{
    switch (value->kind) {
    case DRAWN_NOTHING:
        db_bind_null(stmt, index);
        return;
    case DRAWN_NUMBER:
        db_bind_int(stmt, index, value->number);
        return;
    case DRAWN_REAL:
        db_bind_real(stmt, index, value->real);
        return;
    case DRAWN_TEXT:
        db_bind_text(stmt, index, value->words);
        return;
    case DRAWN_BYTES:
        db_bind_bytes(stmt, index, value->raw);
        return;
    }
}

static void add_column(struct text_builder *out, struct db_stmt *stmt, int column, int type)
{
    if (db_column_null(stmt, column)) {
        text_add(out, T("-|"));
        return;
    }
    switch (type) {
    case DRAWN_NUMBER:
        text_add_format(out, "%lld|", (long long)db_column_int(stmt, column));
        return;
    case DRAWN_REAL: /* a sum's last digits depend on the order of its terms */
        text_add_format(out, "%.10g|", db_column_real(stmt, column));
        return;
    case DRAWN_TEXT: {
        const text words = db_column_text(stmt, column);
        text_add_format(out, "'%.*s'|", TEXT_ARG(words));
        return;
    }
    default: {
        const bytes raw = db_column_bytes(stmt, column);
        text_add_char(out, 'x');
        for (size_t i = 0; i < raw.len; i++)
            text_add_format(out, "%02x", (unsigned)raw.ptr[i]);
        text_add_char(out, '|');
    }
    }
}

static int text_compare(const void *a, const void *b)
{
    return text_order(*(const text *)a, *(const text *)b);
}

/* Rows that come in no order, or changes of one statement, are compared as a heap. */
static text lines_sorted(struct arena *arena, text lines)
{
    size_t count = 0;
    for (size_t i = 0; i < lines.len; i++)
        count += lines.ptr[i] == '\x1e';
    text *line = arena_array(arena, text, count + 1);
    text rest = lines;
    for (size_t i = 0; i < count; i++)
        line[i] = text_cut(&rest, '\x1e');
    qsort(line, count, sizeof *line, text_compare);
    struct text_builder out = {.arena = arena};
    for (size_t i = 0; i < count; i++)
        text_add_format(&out, "%.*s\n", TEXT_ARG(line[i]));
    return text_built(&out);
}

static void read_it(void *arg)
{
    struct running *r = arg;
    struct db *db = db_read(r->side->database, r->arena);
    struct db_stmt *stmt = db_stmt_begin(db, r->statement);
    for (int i = 0; i < r->shape->parameters; i++)
        bind(stmt, i + 1, &r->given[i]);
    size_t rows = 0;
    while (db_step(stmt) && rows++ < 5000) {
        for (int i = 0; i < r->shape->columns; i++)
            if (r->shape->column[i] != DRAWN_REAL || !sorted_by_rank(r->statement))
                add_column(&r->out, stmt, i, r->shape->column[i]);
        text_add_char(&r->out, '\x1e');
    }
    (void)db_stmt_end(stmt);
    db_read_end(db);
}

static text read_on(struct side *side, struct arena *arena, const struct db_statement *s,
                    const struct shape *shape, const struct drawn *given)
{
    struct running r = {.side = side,
                        .arena = arena,
                        .statement = s,
                        .shape = shape,
                        .given = given,
                        .out = {.arena = arena}};
    struct failure failure;
    if (!fail_try(read_it, &r, &failure)) {
        side->why = text_copy(arena, text_of(failure.what));
        return T("failed");
    }
    return text_built(&r.out);
}

/* ---- Changes, as the log is told them ---- */

static void add_value(struct text_builder *out, const struct db_value *value)
{
    switch (value->kind) {
    case DB_ABSENT:
        text_add_char(out, '-');
        return;
    case DB_NUMBER:
        text_add_format(out, "%lld", (long long)value->number);
        return;
    case DB_DECIMAL:
        text_add_format(out, "%.17g", value->real);
        return;
    case DB_STRING:
        text_add_format(out, "'%.*s'", (int)value->content.len, (const char *)value->content.ptr);
        return;
    case DB_RAW:
        text_add_char(out, 'x');
        for (size_t i = 0; i < value->content.len; i++)
            text_add_format(out, "%02x", (unsigned)value->content.ptr[i]);
        return;
    }
}

/* A place is given again on SQLite once its row is gone, and is not on PostgreSQL. */
static void add_changes(struct text_builder *out, struct db_write *write)
{
    const struct db_changes changes = db_changes_of(write);
    for (size_t i = 0; i < changes.count; i++) {
        const struct db_change *change = &changes.row[i];
        text_add_format(out, "%d %s %lld of %lld", (int)change->kind, change->table->name,
                        change->table->number == DB_NO_NUMBER ? 0LL : (long long)change->row,
                        (long long)change->subject);
        for (size_t c = 0; c < change->count; c++) {
            text_add_format(out, " %s ", change->cell[c].column->name);
            add_value(out, &change->cell[c].was);
            text_add_char(out, '>');
            add_value(out, &change->cell[c].became);
        }
        text_add_char(out, '\x1e');
    }
    text_add_format(out, "%lld unrecorded\x1e", (long long)changes.unrecorded);
}

static void write_it(void *arg)
{
    struct running *r = arg;
    struct db_stmt *stmt = db_stmt_begin_write(r->write, r->statement);
    for (int i = 0; i < r->shape->parameters; i++)
        bind(stmt, i + 1, &r->given[i]);
    if (r->statement->conflict_ignored) {
        if (db_step_conflict(stmt)) {
            text_add(&r->out, T("conflict\x1e"));
            add_changes(&r->out, r->write);
            return;
        }
    } else {
        while (db_step(stmt))
            text_add(&r->out, T("a row\x1e"));
    }
    const int64_t changed = db_stmt_end(stmt);
    text_add_format(&r->out, "%lld rows\x1e", (long long)changed);
    if (r->statement->returns_id && changed == 1)
        text_add_format(&r->out, "id %lld\x1e", (long long)db_last_id(r->write));
    add_changes(&r->out, r->write);
}

static text write_on(struct side *side, struct arena *arena, const struct db_statement *s,
                     const struct shape *shape, const struct drawn *given, struct db_write **write)
{
    struct running r = {.side = side,
                        .arena = arena,
                        .statement = s,
                        .shape = shape,
                        .given = given,
                        .out = {.arena = arena}};
    struct failure failure;
    *write = r.write = db_write_begin(side->database, arena);
    if (!fail_try(write_it, &r, &failure)) {
        side->why = text_copy(arena, text_of(failure.what));
        db_write_undo(r.write);
        *write = NULL;
        return T("failed");
    }
    return lines_sorted(arena, text_built(&r.out));
}

/* ---- All statements ---- */

static text given_words(struct arena *arena, const struct drawn *given, int count)
{
    struct text_builder out = {.arena = arena};
    for (int i = 0; i < count; i++) {
        const struct drawn *g = &given[i];
        if (g->kind == DRAWN_NUMBER)
            text_add_format(&out, "%lld, ", (long long)g->number);
        else if (g->kind == DRAWN_REAL)
            text_add_format(&out, "%g, ", g->real);
        else if (g->kind == DRAWN_TEXT)
            text_add_format(&out, "'%.*s', ", (int)(g->words.len < 200 ? g->words.len : 200),
                            g->words.ptr);
        else
            text_add_format(&out, g->kind == DRAWN_NOTHING ? "-, " : "x(%zu), ", g->raw.len);
    }
    return text_built(&out);
}

static void draw_all(struct draw *d, const struct db_statement *s, const struct shape *shape,
                     struct drawn *given)
{
    for (int i = 0; i < shape->parameters; i++)
        given[i] = draw_argument(d, s->sqlite, i + 1, shape->parameter[i]);
}

/* One row of several, whichever comes: that there is one is the answer. */
static text rows_there(struct arena *arena, const struct db_statement *s, text rows)
{
    if (strstr(s->sqlite, "ORDER BY") || !strstr(s->sqlite, " LIMIT 1") ||
        text_eq(rows, T("failed")))
        return rows;
    return text_format(arena, "%d rows", rows.len > 0);
}

static void compare_read(struct pair *pair, struct draw *d, const struct db_statement *s,
                         struct told *told)
{
    if (sorted_by_rank(s) && !strstr(s->name, ",first]"))
        return;
    struct arena *arena = arena_new((size_t)64 << 20);
    struct drawn given[MOST_PARAMETERS];
    const struct shape *shape = shape_of(pair, arena, s);
    draw_all(d, s, shape, given);
    if (sorted_by_rank(s))
        given[shape->parameters - 1] = drawn_number(1000);
    text a = read_on(&pair->sqlite, arena, s, shape, given);
    text b = read_on(&pair->postgresql, arena, s, shape, given);
    if ((!strstr(s->sqlite, "ORDER BY") || sorted_by_rank(s)) && !text_eq(a, T("failed")) &&
        !text_eq(b, T("failed"))) {
        a = lines_sorted(arena, a);
        b = lines_sorted(arena, b);
    }
    if (!text_eq(rows_there(arena, s, a), rows_there(arena, s, b))) {
        const text words = given_words(arena, given, shape->parameters);
        tell(told, s, text_cstr(arena, words), text_eq(a, T("failed")) ? pair->sqlite.why : a,
             text_eq(b, T("failed")) ? pair->postgresql.why : b);
    }
    arena_free(arena);
}

static void compare_write(struct pair *pair, struct draw *d, const struct db_statement *s,
                          struct told *told)
{
    struct arena *arena = arena_new((size_t)64 << 20);
    struct drawn given[MOST_PARAMETERS];
    const struct shape *shape = shape_of(pair, arena, s);
    draw_all(d, s, shape, given);
    struct db_write *on_sqlite, *on_postgresql;
    const text a = write_on(&pair->sqlite, arena, s, shape, given, &on_sqlite);
    const text b = write_on(&pair->postgresql, arena, s, shape, given, &on_postgresql);
    if (!text_eq(a, b)) {
        const text words = given_words(arena, given, shape->parameters);
        tell(told, s, text_cstr(arena, words), on_sqlite ? a : pair->sqlite.why,
             on_postgresql ? b : pair->postgresql.why);
    }
    /* What takes away much of the data is undone: later statements are to find some. */
    const bool keep = text_eq(a, b) && on_sqlite && a.len < 6000 && below(d, 2) == 0;
    if (on_sqlite)
        (keep ? db_write_commit : db_write_undo)(on_sqlite);
    if (on_postgresql)
        (keep ? db_write_commit : db_write_undo)(on_postgresql);
    if (!keep && strncmp(s->sqlite, "INSERT", 6) == 0)
        pair_number_alike(pair); /* an id that was given and undone is given again on SQLite */
    arena_free(arena);
}

static void same_answers_of_every_statement(void **state)
{
    struct pair *pair = *state;
    struct draw *d = arena_make(pair->arena, struct draw);
    struct told told = {0};
    d->arena = pair->arena;
    d->state = seed;
    printf("seed %llu, %zu rounds\n", (unsigned long long)seed, rounds);
    draw_from(d, pair->handle);
    size_t reads = 0, writes = 0;
    for (size_t round = 0; round < rounds; round++) {
        for (size_t i = 0; i < db_registry_count; i++)
            if (!db_registry[i]->writes) {
                compare_read(pair, d, db_registry[i], &told);
                reads++;
            }
        for (size_t i = 0; i < db_registry_count * 3; i++) {
            const struct db_statement *s = db_registry[i % db_registry_count];
            if (s->writes) {
                compare_write(pair, d, s, &told);
                writes++;
            }
        }
        draw_from(d, pair->handle);
    }
    printf("%zu reads and %zu writes run on both, %zu unlike\n", reads, writes, told.count);
    assert_int_equal(told.count, 0);
}

static void same_rows_of_every_table(void **state)
{
    struct pair *pair = *state;
    struct arena *arena = arena_new((size_t)512 << 20);
    size_t unlike = 0;
    int64_t rows = 0;
    for (size_t i = 0; i < db_table_count; i++)
        unlike += !pair_table_alike(pair, arena, &db_tables[i], &rows);
    printf("%lld rows of %zu tables compared\n", (long long)rows, db_table_count);
    arena_free(arena);
    assert_int_equal(unlike, 0);
}

static void watched(void *arg, struct db_write *write)
{
    (void)arg, (void)write;
}

static int begin(void **state)
{
    clock_set((instant){.raw = 1729245600}); /* 18 October 2024 */
    struct pair *pair = pair_open();
    struct side *sides[] = {&pair->sqlite, &pair->postgresql};
    for (size_t i = 0; i < 2; i++) {
        struct arena *arena = arena_new((size_t)64 << 20);
        struct db_write *write = db_write_begin(sides[i]->database, arena);
        demo_build(write);
        db_write_commit(write);
        arena_free(arena);
        demo_history(sides[i]->database, pair->arena);
        db_watch_set(sides[i]->database, &(struct db_watch){.before = watched, .after = watched});
    }
    *state = pair;
    return 0;
}

static int end(void **state)
{
    clock_clear();
    pair_close(*state);
    return 0;
}

int main(int count, char **argument)
{
    if (count > 1)
        seed = strtoull(argument[1], NULL, 10);
    if (count > 2)
        rounds = strtoull(argument[2], NULL, 10);
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_rows_of_every_table), /* as the demo makes them */
        cmocka_unit_test(same_answers_of_every_statement),
        cmocka_unit_test(same_rows_of_every_table),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
