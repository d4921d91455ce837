/*
 * Looking things up in the model: types, tables, views, enumerations, by name.
 */
#include "querygen.h"

bool type_same(struct type a, struct type b)
{
    return a.base == b.base && text_eq(a.name, b.name);
}

struct table *table_find(const struct model *model, text name)
{
    for (size_t i = 0; i < model->tables.count; i++)
        if (text_eq_fold(model->tables.at[i].name, name))
            return &model->tables.at[i];
    return NULL;
}

const struct column *column_find(const struct table *table, text name)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (text_eq_fold(table->columns.at[i].name, name))
            return &table->columns.at[i];
    return NULL;
}

const struct column *number_column(const struct table *table)
{
    if (table->id_type.ptr)
        return &table->columns.at[0];
    for (size_t i = 0; i < table->constraints.count; i++) {
        const struct span key = table->constraints.at[i]; /* PRIMARY KEY ( a ) */
        if (key.count != 5 || !token_is(&key.at[0], "PRIMARY"))
            continue;
        const struct column *column = column_find(table, key.at[3].text);
        const enum base_type base = column->type.base;
        return base == TYPE_TEXT || base == TYPE_BYTES || base == TYPE_REAL ? NULL : column;
    }
    return NULL;
}

const struct view *view_find(const struct model *model, text name)
{
    for (size_t i = 0; i < model->views.count; i++)
        if (text_eq_fold(model->views.at[i].name, name))
            return &model->views.at[i];
    return NULL;
}

bool view_shows_all(const struct view *view, text table)
{
    bool star = false, from = false;
    for (size_t i = 1; i < view->body.count; i++) {
        const struct token *token = &view->body.at[i];
        star = star ||
               (token_is(token, "*") && (token_is(token - 1, "SELECT") ||
                                         token_is(token - 1, ".") || token_is(token - 1, ",")));
        from = from || text_eq_fold(token->text, table);
    }
    return star && from;
}

struct enum_type *enum_find(const struct model *model, text name)
{
    for (size_t i = 0; i < model->enums.count; i++)
        if (text_eq(model->enums.at[i].name, name))
            return &model->enums.at[i];
    return NULL;
}

int member_find(const struct enum_type *type, text code)
{
    for (size_t i = 0; i < type->members.count; i++)
        if (text_eq(type->members.at[i].code, code))
            return (int)i;
    return -1;
}

bool type_find(const struct model *model, text name, struct type *out)
{
    static const char *const plain[] = {
        [TYPE_TEXT] = "text",          [TYPE_INT] = "int",     [TYPE_REAL] = "real",
        [TYPE_PENCE] = "pence",        [TYPE_DAY] = "day",     [TYPE_INSTANT] = "instant",
        [TYPE_FLAG] = "flag",          [TYPE_BYTES] = "bytes", [TYPE_PERCENT] = "percent",
        [TYPE_PEOPLE] = "people_count"};
    for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
        if (text_eq(name, text_of(plain[i]))) {
            *out = (struct type){.base = (enum base_type)i, .name = name};
            return true;
        }
    if (enum_find(model, name)) {
        *out = (struct type){.base = TYPE_ENUM, .name = name};
        return true;
    }
    for (size_t i = 0; i < model->tables.count; i++)
        if (model->tables.at[i].id_type.ptr && text_eq(model->tables.at[i].id_type, name)) {
            *out = (struct type){.base = TYPE_ID, .name = name};
            return true;
        }
    return false;
}
