/*
 * Writes the statements of a page. Each combination of filters, sort and place is a statement of
 * its own: `:p IS NULL OR x = :p` hides the index from SQLite, and OFFSET reads all that it skips.
 * A place is a row value of the sort's keys; rows without the first key are a second list after the
 * first.
 */
#include "querygen.h"

static bool sort_lacks(const struct sort *sort)
{
    return sort->keys.at[0].null;
}

size_t sort_places(const struct sort *sort)
{
    return sort_lacks(sort) ? PLACE_COUNT : PLACE_BEFORE + 1;
}

size_t page_places(const struct statement *statement)
{
    size_t places = 0;
    for (size_t i = 0; i < statement->sorts.count; i++)
        places += sort_places(&statement->sorts.at[i]);
    return places;
}

static bool is_backwards(enum page_place place)
{
    return place == PLACE_BEFORE || place == PLACE_LACKING_BEFORE || place == PLACE_LAST;
}

static bool is_lacking(enum page_place place)
{
    return place == PLACE_LACKING_FIRST || place == PLACE_LACKING_AFTER ||
           place == PLACE_LACKING_BEFORE;
}

/* A count needs the columns only where they decide how many rows there are. */
static bool count_needs_list(const struct statement *statement)
{
    return statement->shape.group.count > 0 || statement->shape.distinct;
}

/* Numbers what this variant binds: header parameters, then filters. Returns how many. */
static int number_all(struct sql *sql, const struct statement *statement, unsigned filters,
                      bool list)
{
    int count = 0;
    for (size_t i = 0; i < statement->parameters.count; i++) {
        const struct parameter *parameter = &statement->parameters.at[i];
        if ((list && parameter->in_list) || parameter->in_rest ||
            (parameter->filters & filters) != 0)
            sql->numbers[i] = ++count;
    }
    for (size_t i = 0; i < statement->filters.count; i++)
        if (statement->filters.at[i].typed && (filters & (1U << i)) != 0)
            sql->numbers[MAX_PARAMETERS + i] = ++count;
    return count;
}

/* ---- Where the page begins ---- */

static void add_key(struct sql *sql, const struct model *model, const struct sort_key *key,
                    const char *operator, int number)
{
    sql_render(sql, model, key->expression);
    text_add_format(&sql->out, " %s ", operator);
    sql_add_parameter(sql, number, key->type.base);
}

static const char *key_operator(const struct sort_key *key, bool backwards)
{
    return key->descending != backwards ? "<" : ">";
}

/* Keys of one direction compare as a row value; mixed ones as a <= x AND (a < x OR ...), of which
 * the first part finds the index. */
static void add_keyset(struct sql *sql, const struct model *model, const struct sort *sort,
                       size_t first, bool backwards, int number)
{
    bool agree = true;
    const size_t count = sort->keys.count;
    for (size_t i = first; i < count; i++)
        agree = agree && sort->keys.at[i].descending == sort->keys.at[first].descending;
    if (first + 1 == count) {
        add_key(sql, model, &sort->keys.at[first], key_operator(&sort->keys.at[first], backwards),
                number);
    } else if (agree) {
        for (size_t i = first; i < count; i++) {
            sql_add(sql, i == first ? "(" : ", ");
            sql_render(sql, model, sort->keys.at[i].expression);
        }
        text_add_format(&sql->out, ") %s ", key_operator(&sort->keys.at[first], backwards));
        for (size_t i = first; i < count; i++) {
            sql_add(sql, i == first ? "(" : ", ");
            sql_add_parameter(sql, number + (int)(i - first), sort->keys.at[i].type.base);
        }
        sql_add(sql, ")");
    } else {
        const struct sort_key *key = &sort->keys.at[first];
        const char *operator= key_operator(key, backwards);
        add_key(sql, model, key, operator[0] == '<' ? "<=" : ">=", number);
        sql_add(sql, " AND (");
        add_key(sql, model, key, operator, number);
        sql_add(sql, " OR (");
        add_keyset(sql, model, sort, first + 1, backwards, number + 1);
        sql_add(sql, "))");
    }
}

static void add_place(struct sql *sql, const struct model *model, const struct sort *sort,
                      enum page_place place, int number, const char **join)
{
    const struct sort_key *first = &sort->keys.at[0];
    const bool starts = place == PLACE_FIRST || place == PLACE_LAST || place == PLACE_LACKING_FIRST;
    if (is_lacking(place)) {
        sql_add(sql, *join);
        sql_render(sql, model, first->expression);
        sql_add(sql, " IS NULL");
        *join = " AND ";
    } else if (starts && sort_lacks(sort)) {
        /* IS NOT NULL is a bound for PostgreSQL; SQLite needs another to seek past the NULLs. */
        sql_add(sql, *join);
        sql_render(sql, model, first->expression);
        sql_add(sql, sql->engine == SQL_POSTGRESQL   ? " IS NOT NULL"
                     : first->type.base == TYPE_TEXT ? " >= ''"
                                                     : " >= -9e999");
        *join = " AND ";
    }
    if (starts)
        return;
    sql_add(sql, *join);
    add_keyset(sql, model, sort, is_lacking(place) ? 1 : 0, is_backwards(place), number);
    *join = " AND ";
}

/* ---- The whole statement ---- */

static void add_conditions(struct sql *sql, const struct model *model,
                           const struct statement *statement, unsigned filters, const char **join)
{
    const struct span where = shape_for(statement, sql->engine)->where;
    if (where.count > 0) {
        text_add_format(&sql->out, "%s(", *join);
        sql_render(sql, model, where);
        sql_add(sql, ")");
        *join = " AND ";
    }
    for (size_t i = 0; i < statement->filters.count; i++) {
        if ((filters & (1U << i)) == 0)
            continue;
        text_add_format(&sql->out, "%s(", *join);
        sql_render(sql, model, statement->filters.at[i].where);
        sql_add(sql, ")");
        *join = " AND ";
    }
}

static void add_select(struct sql *sql, const struct model *model, const struct shape *shape)
{
    sql_add(sql, shape->distinct ? " SELECT DISTINCT " : " SELECT ");
    sql_render(sql, model, shape->list);
}

/* A key among the columns: what the cursor holds of a row. */
static void add_key_column(struct sql *sql, const struct model *model, const struct sort_key *key)
{
    const bool cast = sql->engine == SQL_POSTGRESQL && key->stated;
    sql_add(sql, cast ? ", (" : ", ");
    sql_render(sql, model, key->expression);
    if (cast)
        text_add_format(&sql->out, ")::%s", postgresql_type(key->type.base));
}

static void add_order(struct sql *sql, const struct model *model, const struct sort *sort,
                      enum page_place place)
{
    const size_t first = is_lacking(place) ? 1 : 0;
    for (size_t i = first; i < sort->keys.count; i++) {
        sql_add(sql, i == first ? " ORDER BY " : ", ");
        sql_render(sql, model, sort->keys.at[i].expression);
        if (sort->keys.at[i].descending != is_backwards(place))
            sql_add(sql, " DESC");
    }
}

struct sql page_sql(const struct model *model, const struct statement *statement,
                    enum sql_engine engine, unsigned filters, const struct sort *sort,
                    enum page_place place)
{
    struct sql sql = {.out = {.arena = model->arena}, .engine = engine, .statement = statement};
    const struct shape *shape = shape_for(statement, engine);
    const int count = number_all(&sql, statement, filters, true);
    sql_render(&sql, model, shape->with);
    add_select(&sql, model, shape);
    for (size_t i = 0; i < sort->keys.count; i++)
        add_key_column(&sql, model, &sort->keys.at[i]);
    sql_render(&sql, model, shape->from);
    const char *join = " WHERE ";
    add_conditions(&sql, model, statement, filters, &join);
    add_place(&sql, model, sort, place, count + 1, &join);
    sql_render(&sql, model, shape->group);
    add_order(&sql, model, sort, place);
    const bool starts = place == PLACE_FIRST || place == PLACE_LAST || place == PLACE_LACKING_FIRST;
    const size_t keys = starts ? 0 : sort->keys.count - (is_lacking(place) ? 1 : 0);
    sql_add(&sql, " LIMIT ");
    sql_add_parameter(&sql, count + (int)keys + 1, TYPE_INT);
    return sql;
}

struct sql page_count_sql(const struct model *model, const struct statement *statement,
                          enum sql_engine engine, unsigned filters)
{
    struct sql sql = {.out = {.arena = model->arena}, .engine = engine, .statement = statement};
    const struct shape *shape = shape_for(statement, engine);
    const bool list = count_needs_list(statement);
    const int count = number_all(&sql, statement, filters, list);
    sql_render(&sql, model, shape->with);
    sql_add(&sql, " SELECT count(*) FROM (");
    if (list)
        add_select(&sql, model, shape);
    else
        sql_add(&sql, "SELECT 1");
    sql_render(&sql, model, shape->from);
    const char *join = " WHERE ";
    add_conditions(&sql, model, statement, filters, &join);
    sql_render(&sql, model, shape->group);
    sql_add(&sql, " LIMIT ");
    sql_add_parameter(&sql, count + 1, TYPE_INT);
    /* PostgreSQL 15 wants a name for what is counted. */
    sql_add(&sql, engine == SQL_POSTGRESQL ? ") counted" : ")");
    return sql;
}

text page_variant_name(const struct model *model, const struct statement *statement,
                       unsigned filters, const struct sort *sort, enum page_place place)
{
    static const char *const places[] = {[PLACE_FIRST] = "first",
                                         [PLACE_AFTER] = "after",
                                         [PLACE_BEFORE] = "before",
                                         [PLACE_LACKING_FIRST] = "lacking first",
                                         [PLACE_LACKING_AFTER] = "lacking after",
                                         [PLACE_LACKING_BEFORE] = "lacking before",
                                         [PLACE_LAST] = "last"};
    struct text_builder out = {.arena = model->arena};
    text_add_format(&out, "%.*s/%.*s%s[", TEXT_ARG(statement->source->module),
                    TEXT_ARG(statement->name), sort ? "" : "_count");
    for (size_t i = 0, written = 0; i < statement->filters.count; i++)
        if ((filters & (1U << i)) != 0)
            text_add_format(&out, "%s%.*s", written++ > 0 ? "+" : "",
                            TEXT_ARG(statement->filters.at[i].name));
    if (filters == 0)
        text_add(&out, T("all"));
    if (sort)
        text_add_format(&out, ",%.*s,%s", TEXT_ARG(sort->name), places[place]);
    text_add_char(&out, ']');
    return text_built(&out);
}

struct sql statement_sql(const struct model *model, const struct statement *statement,
                         enum sql_engine engine)
{
    struct sql sql = {.out = {.arena = model->arena}, .engine = engine, .statement = statement};
    for (size_t i = 0; i < statement->parameters.count; i++)
        sql.numbers[i] = (int)i + 1;
    sql_render(&sql, model, shape_for(statement, engine)->body);
    if (engine == SQL_POSTGRESQL && ignores_conflicts(statement))
        sql_add(&sql, " ON CONFLICT DO NOTHING");
    if (engine == SQL_POSTGRESQL && statement->kind == KIND_INSERT)
        sql_add(&sql, " RETURNING id"); /* SQLite's connection knows it by itself */
    return sql;
}
