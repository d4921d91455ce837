/*
 * Names that become C: each statement's is its own in the whole program, and a row's belongs to the
 * statements of one module that share it.
 */
#include "querygen.h"

static void refuse(const struct model *model, struct statement *statement, const struct token *at,
                   const char *what, text word, const char *hint)
{
    report(model->errors, at, hint, "%s '%.*s'", what, TEXT_ARG(word));
    statement->good = false;
}

static bool same_results(const struct statement *a, const struct statement *b)
{
    bool same = a->results.count == b->results.count;
    for (size_t i = 0; same && i < a->results.count; i++)
        same = text_eq(a->results.at[i].name, b->results.at[i].name) &&
               type_same(a->results.at[i].type, b->results.at[i].type) &&
               a->results.at[i].null == b->results.at[i].null;
    return same;
}

static bool gives_rows(const struct statement *statement)
{
    return statement->kind == KIND_ONE || statement->kind == KIND_MAYBE ||
           statement->kind == KIND_MANY || statement->kind == KIND_PAGE;
}

void row_check(struct model *model, const struct module *module, struct statement *statement)
{
    if (!gives_rows(statement))
        return;
    for (size_t i = 0; i < model->rows.count; i++) {
        struct row *row = &model->rows.at[i];
        if (!text_eq(row->name, statement->row))
            continue;
        if (row->module != module || !statement->shared || !row->made_by->shared)
            refuse(model, statement, statement->at, "this row's name is taken:", row->name,
                   "only statements of one module share a row, each with `as`");
        else if (!same_results(row->made_by, statement))
            refuse(model, statement, statement->at,
                   "the columns are not those of the other statement with row", row->name,
                   "names, types and ?/! must agree, in the same order");
        row->listed = row->listed || statement->shared || statement->kind == KIND_MANY;
        return;
    }
    if (enum_find(model, statement->row)) {
        refuse(model, statement, statement->at, "this row's name is an enum's:", statement->row,
               "choose another");
        return;
    }
    const struct row row = {.name = statement->row,
                            .rows = statement->rows,
                            .made_by = statement,
                            .module = module,
                            .listed = statement->shared || statement->kind == KIND_MANY};
    list_add(model->arena, &model->rows, row);
}

void names_check(const struct model *model, struct statement *statement)
{
    struct type type;
    if (type_find(model, statement->name, &type))
        refuse(model, statement, statement->at, "a type is called so:", statement->name,
               "choose another name");
    for (size_t m = 0; m < model->modules.count; m++)
        for (size_t s = 0; s < model->modules.at[m].statements.count; s++) {
            const struct statement *other = &model->modules.at[m].statements.at[s];
            if (other == statement)
                return;
            if (text_eq(other->name, statement->name))
                refuse(model, statement, statement->at,
                       "another statement is called so:", statement->name,
                       "names are unique across modules");
        }
}
