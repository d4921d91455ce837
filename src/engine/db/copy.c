/*
 * The way of a copy, the same whichever engines its ends are of.
 *
 * The target is made by its own migrations, so that nothing of the source's schema is believed.
 * References and triggers are off while rows come in, a table after the other, each in the order of
 * its row numbers and in transactions of some thousand: so the highest number that a table of half
 * a copy has says where it is to be gone on with. The mark that is kept in it says of which
 * database, and at which moment of its log, the half is.
 */
#include "engine/db/copy_private.h"
#include "engine/db/db_private.h"

#include <string.h>

enum {
    COPY_MEMORY = 1 << 30,
    MOST_ROWS = 5000,      /* in one transaction */
    MOST_BYTES = 8 << 20,  /* likewise */
    VALUE_BYTES = 8,       /* what a number counts as */
    ROWS_BETWEEN = 1 << 12 /* two words about progress, while both sides are compared */
};

struct copying {
    struct arena *arena; /* the caller's, for what is told */
    struct arena *own;   /* both ends' */
    const struct db_copy_ask *ask;
    struct db *reader;
    struct copy_side *from, *to;
    text mark;
    const struct db_table *table; /* the one at hand; NULL: all */
    enum db_copy_step step;
    int64_t done, of;
    struct db_copied *copied;
    text say; /* present: the copy is refused */
};

static bool is_numbered(const struct db_table *table)
{
    return table->number != DB_NO_NUMBER;
}

size_t copy_values(const struct db_table *table)
{
    return table->count + (is_numbered(table) ? 0 : 1);
}

size_t copy_number(const struct db_table *table)
{
    return is_numbered(table) ? (size_t)table->number : 0;
}

const struct db_column *copy_column(const struct db_table *table, size_t value)
{
    return is_numbered(table) ? &table->column[value]
           : value > 0        ? &table->column[value - 1]
                              : NULL;
}

bool copy_gives_ids(const struct db_table *table)
{
    const struct db_column *const number = copy_column(table, copy_number(table));
    return number && number->of && strcmp(number->of, table->name) == 0;
}

int copy_kind(const struct db_table *table, size_t value)
{
    const struct db_column *const column = copy_column(table, value);
    if (!column)
        return DB_NUMBER;
    switch (column->type) {
    case DB_TEXT:
        return DB_STRING;
    case DB_REAL:
        return DB_DECIMAL;
    case DB_BYTES:
        return DB_RAW;
    case DB_INT:
    case DB_PENCE:
    case DB_DAY:
    case DB_INSTANT:
    case DB_FLAG:
    case DB_PERCENT:
    case DB_ID:
    case DB_ENUM:
        return DB_NUMBER;
    }
    return DB_NUMBER;
}

static const char *name_of_source(const struct copying *c)
{
    return c->ask->from_name ? c->ask->from_name : db_name(c->ask->from);
}

static bool refuse(struct copying *c, text say)
{
    c->say = text_copy(c->arena, say);
    return false;
}

/* Whether to go on. */
static bool tell(struct copying *c)
{
    if (!c->ask->progress ||
        c->ask->progress(c->ask->arg, c->step, c->table ? c->table->name : "", c->done, c->of))
        return true;
    c->copied->stopped = true;
    return false;
}

/* ---- Rows --------------------------------------------------------------------------------------
 */

static size_t row_bytes(const struct db_table *table, const struct db_value *value)
{
    size_t size = 0;
    for (size_t i = 0; i < copy_values(table); i++)
        size += VALUE_BYTES + value[i].content.len;
    return size;
}

/* One transaction's rows; false: there are no more. */
static bool copy_some(struct copying *c, struct db_value *value)
{
    size_t rows = 0, size = 0;
    bool more = true;
    c->to->engine->write(c->to, c->table);
    while (rows < MOST_ROWS && size < MOST_BYTES &&
           (more = c->from->engine->next(c->from, value))) {
        c->to->engine->put(c->to, value);
        size += row_bytes(c->table, value);
        rows++;
    }
    c->to->engine->write_end(c->to);
    c->done += (int64_t)rows;
    return more;
}

static bool copy_rows(struct copying *c)
{
    struct db_value *const value = arena_array(c->own, struct db_value, copy_values(c->table));
    const struct copy_extent there = c->to->engine->extent(c->to, c->table);
    bool goes_on = true, more = true;
    c->from->engine->read(c->from, c->table, there.highest);
    while (more && (goes_on = tell(c)))
        more = copy_some(c, value);
    c->from->engine->read_end(c->from);
    return goes_on;
}

static bool copied_at_all(const struct db_table *table)
{
    return !table->fleeting;
}

static void count_rows(struct copying *c)
{
    for (size_t i = 0; i < db_table_count; i++)
        if (copied_at_all(&db_tables[i])) {
            c->of += c->from->engine->extent(c->from, &db_tables[i]).count;
            c->done += c->to->engine->extent(c->to, &db_tables[i]).count;
        }
}

static bool copy_tables(struct copying *c)
{
    bool goes_on = true;
    c->step = DB_COPY_ROWS;
    count_rows(c);
    for (size_t i = 0; i < db_table_count && goes_on; i++) {
        c->table = &db_tables[i];
        goes_on = !copied_at_all(c->table) || copy_rows(c);
    }
    return goes_on;
}

/* An id that was given and whose row is gone is not given again, in tables whose rows stay behind
 * too. */
static void copy_given(struct copying *c)
{
    for (size_t i = 0; i < db_table_count; i++) {
        const struct db_table *const table = &db_tables[i];
        const int64_t given = c->from->engine->given(c->from, table);
        const struct copy_extent there = c->to->engine->extent(c->to, table);
        c->to->engine->set_given(c->to, table, given > there.highest ? given : there.highest);
    }
}

/* ---- The beginning, and the end ----------------------------------------------------------------
 */

/* The source as it is now. */
static void look_at_source(struct copying *c)
{
    if (c->reader)
        db_read_end(c->reader);
    c->reader = db_read(c->ask->from, c->own);
    c->mark = c->ask->mark ? c->ask->mark(c->ask->arg, c->reader) : T("one moment");
    c->from = c->ask->from->engine->copy_source(c->own, c->reader);
}

/* Rows that a stranger's triggers wrote are no record of anything. */
static bool source_is_ours(struct copying *c)
{
    text stranger = T("");
    if (c->from->engine->is_ours(c->from, c->own, &stranger))
        return true;
    return refuse(c,
                  text_format(c->own,
                              "%s is not as Holdfast makes it: its tables, triggers and views are "
                              "others (see %.*s). Somebody changed it by other means. Copy the "
                              "last good backup of it.",
                              name_of_source(c), TEXT_ARG(stranger)));
}

static bool open_target(struct copying *c)
{
    struct copy_target target = {.ask = c->ask, .say = T("")};
    c->to = engine_of(c->ask->to)->copy_target(c->own, &target);
    if (!c->to)
        return refuse(c, target.say);
    c->copied->to = text_cstr(c->arena, text_of(c->to->name));
    c->copied->beside = text_cstr(c->arena, text_of(target.beside));
    const text mark = target.is_half ? c->to->engine->mark(c->to, c->own) : TEXT_ABSENT;
    if (mark.ptr && !text_eq(mark, c->mark))
        return refuse(
            c,
            text_format(c->own,
                        "There is half a copy for %s, of another database or of this one before "
                        "it was changed. To throw that half away and copy %s from its beginning, "
                        "run this again with --anew.",
                        c->to->name, name_of_source(c)));
    c->to->engine->lower(c->to);
    if (mark.ptr)
        return true;
    /* What migrations put into new tables is in the source too, as it has become. */
    for (size_t i = 0; i < db_table_count; i++)
        c->to->engine->empty(c->to, &db_tables[i]);
    c->to->engine->set_mark(c->to, c->mark);
    return true;
}

/* Searches, and then references and indexes as one piece more. */
static bool make_searches(struct copying *c)
{
    c->step = DB_COPY_FINISH;
    c->table = NULL;
    for (c->done = 0, c->of = 1; db_searches[c->of - 1].name; c->of++)
        ;
    for (const struct db_search *search = db_searches; search->name; search++, c->done++) {
        if (!tell(c))
            return false;
        c->to->engine->make_search(c->to, search);
    }
    return tell(c);
}

static bool finish_target(struct copying *c)
{
    text say = T("");
    copy_given(c);
    if (!make_searches(c))
        return false;
    if (!c->to->engine->raise(c->to, c->own, &say))
        return refuse(c, text_format(c->own,
                                     "%s cannot be copied as it is: %.*s `holdfast verify` says "
                                     "more.",
                                     name_of_source(c), TEXT_ARG(say)));
    return tell(c);
}

static bool compared_some(void *arg, int64_t rows)
{
    struct copying *const c = arg;
    c->done += rows;
    return tell(c);
}

static bool compare_table(struct copying *c, struct db_copied_table *told)
{
    struct copy_compared compared;
    if (!copy_compare(c->arena, c->from, c->to, c->table, ROWS_BETWEEN, compared_some, c,
                      &compared))
        return false;
    if (text_present(compared.difference))
        return refuse(
            c, text_format(c->own,
                           "The copy is not what %s holds: %.*s It was not put to use. Run this "
                           "again with --anew to copy from the beginning.",
                           name_of_source(c), TEXT_ARG(compared.difference)));
    *told = (struct db_copied_table){
        .name = c->table->name, .rows = compared.rows, .checksum = compared.checksum};
    c->copied->rows += compared.rows;
    return true;
}

/* Read again from the source as it is now: what a command wrote to it meanwhile is not in the copy.
 */
static bool compare_tables(struct copying *c)
{
    const text mark = c->mark;
    struct db_copied_table *const told =
        arena_array(c->arena, struct db_copied_table, db_table_count);
    c->copied->table = told;
    if (!c->ask->moment)
        look_at_source(c);
    if (!text_eq(mark, c->mark))
        return refuse(c, text_format(c->own,
                                     "%s was changed while it was copied. Let nobody use it, and "
                                     "run this again with --anew.",
                                     name_of_source(c)));
    c->step = DB_COPY_COMPARE;
    c->table = NULL;
    count_rows(c);
    c->done = 0;
    for (size_t i = 0; i < db_table_count; i++) {
        c->table = &db_tables[i];
        if (copied_at_all(c->table) && !compare_table(c, &told[c->copied->count++]))
            return false;
    }
    return true;
}

static bool publish(struct copying *c)
{
    text say = T("");
    return c->to->engine->publish(c->to, c->own, &say) || refuse(c, say);
}

struct run {
    struct copying *c;
    bool done;
};

/* May fail(): then what the copy has so far stays as it is. */
static void run_body(void *arg)
{
    struct run *const run = arg;
    struct copying *const c = run->c;
    look_at_source(c);
    run->done = source_is_ours(c) && open_target(c) && copy_tables(c) && finish_target(c) &&
                compare_tables(c) && publish(c);
}

static text words_of_failure(const struct copying *c, const char *what)
{
    const char *const from = name_of_source(c);
    if (!c->to)
        return text_format(c->arena, "The copy could not be begun: %s. %s was not changed.", what,
                           from);
    if (c->ask->moment)
        return text_format(c->arena,
                           "The copy could not be made: %s. Nothing of it is left, and %s "
                           "was not changed.",
                           what, from);
    return text_format(c->arena,
                       "The copy stopped%s%s: %s. %s was not changed. Mend that and run the same "
                       "command again: it goes on from where it stopped.",
                       c->table ? " at the table " : "", c->table ? c->table->name : "", what,
                       from);
}

static text words_of_stop(const struct copying *c)
{
    if (c->ask->moment)
        return T("Stopped. Nothing of the copy is left.");
    return T("Stopped, as asked. Run the same command again: it goes on from where it stopped.");
}

bool db_copy(struct arena *arena, const struct db_copy_ask *ask, struct db_copied *copied,
             text *say)
{
    struct copying *const c = arena_make(arena, struct copying);
    struct run run = {.c = c};
    struct failure failure;
    *copied = (struct db_copied){.count = 0};
    *c = (struct copying){.arena = arena,
                          .own = arena_new_in(arena, COPY_MEMORY),
                          .ask = ask,
                          .copied = copied,
                          .say = T("")};
    if (!fail_try(run_body, &run, &failure))
        c->say = words_of_failure(c, failure.what);
    else if (copied->stopped)
        c->say = words_of_stop(c);
    arena_reset(c->own);
    *say = c->say;
    return run.done;
}

bool db_hold(struct arena *arena, struct database *database, text *say)
{
    *say = T("");
    return database->engine->hold(arena, database, say);
}
