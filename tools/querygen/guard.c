/*
 * Laws 7 and 8, and hidden tables, held at build time: who is counted, who is listed and why, which
 * statements may see a protected figure, and what is read only through its view. What a statement
 * reads was told by SQLite's authorizer, so views and subqueries hide nothing.
 */
#include "querygen.h"

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

static bool body_names(const struct statement *statement, text table)
{
    for (size_t i = 0; i < statement->body.count; i++)
        if (statement->body.at[i].kind == TOKEN_WORD &&
            text_eq_fold(statement->body.at[i].text, table))
            return true;
    for (size_t f = 0; f < statement->filters.count; f++)
        for (size_t i = 0; i < statement->filters.at[f].where.count; i++)
            if (text_eq_fold(statement->filters.at[f].where.at[i].text, table))
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
        return body_names(statement, table->name);
    const text inside = text_of(seen->inside);
    return view_find(model, inside) && !text_eq_fold(inside, table->behind);
}

static void note_table(const struct model *model, struct statement *statement, text name)
{
    for (size_t i = 0; i < statement->tables.count; i++)
        if (text_eq(statement->tables.at[i], name))
            return;
    list_add(model->arena, &statement->tables, name);
}

static void check_people(const struct model *model, struct statement *statement, bool aggregates,
                         const bool *has_origin)
{
    for (size_t i = 0; aggregates && i < statement->results.count; i++) {
        struct result *result = &statement->results.at[i];
        const bool untyped = statement->kind == KIND_COUNT && !statement->shape.items.at[i].typed;
        if (untyped)
            result->type = (struct type){TYPE_PEOPLE, T("people_count")};
        if (!has_origin[i] && result->type.base != TYPE_PEOPLE)
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
    if (!reads && !statement->writes && (table->is_protected || round)) {
        refuse(model, statement,
               round ? "reads a table that stands behind a view:" : "reads a protected table:",
               table->name, "read through the view, or add a line:   reads TABLE \"why\" (law 8)");
        const struct reads known = {.table = table->name, .at = statement->at, .used = true};
        list_add(model->arena, &statement->reads, known);
    }
}

void guard_statement(const struct model *model, struct statement *statement, const seen_list *seen,
                     bool aggregates, const bool *has_origin)
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
    if (statement->people)
        check_people(model, statement, aggregates, has_origin);
    for (size_t i = 0; i < statement->reads.count; i++)
        if (!statement->reads.at[i].used) {
            report(model->errors, statement->reads.at[i].at, "take the line out",
                   "it does not read '%.*s'", TEXT_ARG(statement->reads.at[i].table));
            statement->good = false;
        }
}
