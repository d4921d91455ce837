/*
 * Laws 7 and 8, and hidden tables, held at build time: who is counted, who is listed and why, which
 * statements may see a protected figure, and what is read only through its view. What a statement
 * reads was told by SQLite's authorizer, so views and subqueries hide nothing.
 */
#include "querygen.h"

bool is_aggregate(text function)
{
    static const char *const names[] = {"count",
                                        "sum",
                                        "total",
                                        "avg",
                                        "min",
                                        "max",
                                        "group_concat",
                                        "json_group_array",
                                        "json_group_object",
                                        "row_number",
                                        "rank",
                                        "dense_rank",
                                        "percent_rank",
                                        "cume_dist",
                                        "ntile"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (text_eq_fold(function, text_of(names[i])))
            return true;
    return false;
}

static bool is_about_people(const struct table *table, const char *column)
{
    const struct column *found = column_find(table, text_of(column));
    return table->about_people || (found && found->about_people);
}

static void refuse(const struct model *model, struct statement *statement, const char *what,
                   text name, const char *hint)
{
    report(model->errors, statement->at, hint, "%s '%.*s'", what, TEXT_ARG(name));
    statement->good = false;
}

static struct reads *reads_find(struct statement *statement, text table)
{
    for (size_t i = 0; i < statement->reads.count; i++)
        if (text_eq(statement->reads.at[i].table, table))
            return &statement->reads.at[i];
    return NULL;
}

/* A name may stand in quotes of any sort: SQLite takes even 'boxes' for a table. */
static bool token_names(struct arena *arena, const struct token *token, text table)
{
    const bool quoted = token->kind == TOKEN_QUOTED || token->kind == TOKEN_STRING;
    return (quoted || token->kind == TOKEN_WORD) &&
           text_eq_fold(quoted ? token_inner(arena, token) : token->text, table);
}

static bool span_names(struct arena *arena, struct span span, text table)
{
    for (size_t i = 0; i < span.count; i++)
        if (token_names(arena, &span.at[i], table))
            return true;
    return false;
}

static bool body_names(const struct model *model, const struct statement *statement, text table)
{
    if (span_names(model->arena, statement->shape.body, table))
        return true;
    for (size_t f = 0; f < statement->filters.count; f++)
        if (span_names(model->arena, statement->filters.at[f].where, table))
            return true;
    for (size_t s = 0; s < statement->sorts.count; s++)
        for (size_t k = 0; k < statement->sorts.at[s].keys.count; k++)
            if (span_names(model->arena, statement->sorts.at[s].keys.at[k].expression, table))
                return true;
    return false;
}

/* Through the table's own view or a trigger is fine; by name, or through another view, is not. */
static bool is_round_the_view(const struct model *model, const struct statement *statement,
                              const struct table *table, const struct seen *seen)
{
    if (!table->behind.ptr)
        return false;
    if (!seen->inside)
        return body_names(model, statement, table->name);
    const text inside = text_of(seen->inside);
    return view_find(model, inside) && !text_eq_fold(inside, table->behind);
}

/* What a statement changes it may look at; what it reads elsewhere it carries there. Triggers and
 * what references do on their own are the schema's. */
static bool is_its_own(const struct model *model, const struct statement *statement,
                       const struct table *table, const struct seen *seen)
{
    if (!statement->writes)
        return false;
    if (token_names(model->arena, &statement->shape.target, table->name))
        return statement->shape.returning.count == 0;
    return seen->inside ? view_find(model, text_of(seen->inside)) == NULL
                        : !body_names(model, statement, table->name);
}

static void note_table(const struct model *model, struct statement *statement, text name)
{
    for (size_t i = 0; i < statement->tables.count; i++)
        if (text_eq(statement->tables.at[i], name))
            return;
    list_add(model->arena, &statement->tables, name);
}

static bool span_counts(struct span span, struct span but)
{
    for (size_t i = 0; i + 1 < span.count; i++) {
        const struct token *token = &span.at[i];
        const bool passed = but.count > 0 && token >= but.at && token < but.at + but.count;
        if (!passed && token->kind == TOKEN_WORD && is_aggregate(token->text) &&
            token_is(token + 1, "("))
            return true;
    }
    return false;
}

/* Whether it counts elsewhere than in what it gives: to compare, to join, to filter. */
static bool compares_counts(const struct statement *statement)
{
    bool found = span_counts(statement->shape.body, statement->shape.list);
    for (size_t f = 0; f < statement->filters.count; f++)
        found = found || span_counts(statement->filters.at[f].where, (struct span){0});
    return found;
}

/* A cursor is in an address, for all to read. */
static void check_people_keys(const struct model *model, struct statement *statement)
{
    for (size_t s = 0; s < statement->sorts.count; s++)
        for (size_t k = 0; k < statement->sorts.at[s].keys.count; k++)
            if (statement->sorts.at[s].keys.at[k].stated)
                refuse(model, statement,
                       "nobody sorts by a count about people:", statement->sorts.at[s].name,
                       "sort by columns (law 7)");
}

static void check_people(const struct model *model, struct statement *statement, bool aggregates)
{
    if (aggregates)
        check_people_keys(model, statement);
    if (aggregates && compares_counts(statement) && !statement->purpose.ptr)
        refuse(model, statement,
               "a comparison with a count about people must state its purpose:", statement->name,
               "add a line:   purpose \"what for\" (law 7)");
    for (size_t i = 0; aggregates && i < statement->results.count; i++) {
        struct result *result = &statement->results.at[i];
        const bool untyped = statement->kind == KIND_COUNT && !statement->shape.items.at[i].typed;
        if (untyped)
            result->type = (struct type){TYPE_PEOPLE, T("people_count")};
        if (!result->plain && result->type.base != TYPE_PEOPLE)
            refuse(model, statement, "a count about people must be people_count:", result->name,
                   "write \"name:people_count\"; disclosure decides what may leave (law 7)");
    }
    const bool lists = statement->kind == KIND_MANY || statement->kind == KIND_PAGE;
    if (lists && !statement->purpose.ptr)
        refuse(model, statement, "a list about people must state its purpose:", statement->name,
               "add a line:   purpose \"what for\" (law 7)");
}

/* Tables whose reading must be declared; each is reported once. */
static void check_declared(const struct model *model, struct statement *statement,
                           const struct table *table, const struct seen *seen)
{
    const bool round = is_round_the_view(model, statement, table, seen);
    struct reads *reads = reads_find(statement, table->name);
    if (reads)
        reads->used = true;
    const bool asks = table->is_protected || round;
    if (!reads && asks && !is_its_own(model, statement, table, seen)) {
        refuse(model, statement,
               round ? "reads a table that stands behind a view:" : "reads a protected table:",
               table->name, "read through the view, or add a line:   reads TABLE \"why\" (law 8)");
        const struct reads known = {.table = table->name, .at = statement->at, .used = true};
        list_add(model->arena, &statement->reads, known);
    }
}

/* What PostgreSQL reads nobody has seen: the laws hold for it because it reads no more. */
static void check_regions(const struct model *model, struct statement *statement)
{
    const struct span one = statement->shape.body, other = statement->postgresql.body;
    for (size_t i = 0; i < model->tables.count + model->views.count; i++) {
        const text name = i < model->tables.count ? model->tables.at[i].name
                                                  : model->views.at[i - model->tables.count].name;
        if (span_names(model->arena, other, name) && !span_names(model->arena, one, name))
            refuse(model, statement, "read on PostgreSQL alone:", name,
                   "name the same tables and views in the region for SQLite (laws 7 and 8)");
    }
}

void guard_statement(const struct model *model, struct statement *statement, const seen_list *seen,
                     bool aggregates)
{
    for (size_t i = 0; i < seen->count; i++) {
        const struct seen *one = &seen->at[i];
        const struct table *table = table_find(model, text_of(one->table));
        const struct view *view = view_find(model, text_of(one->table));
        if (view)
            note_table(model, statement, view->name);
        if (!table) /* a view, or what a search keeps for itself */
            continue;
        note_table(model, statement, table->name);
        statement->people = statement->people || is_about_people(table, one->column);
        check_declared(model, statement, table, one);
    }
    check_regions(model, statement);
    if (statement->people)
        check_people(model, statement, aggregates);
    for (size_t i = 0; i < statement->reads.count; i++)
        if (!statement->reads.at[i].used) {
            report(model->errors, statement->reads.at[i].at, "take the line out",
                   "it does not read '%.*s'", TEXT_ARG(statement->reads.at[i].table));
            statement->good = false;
        }
}
