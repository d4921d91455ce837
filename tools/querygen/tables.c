/*
 * Reads CREATE TABLE and ALTER TABLE: columns, and the marks that the laws stand on.
 */
#include "parser.h"

/* `id grant_id PRIMARY KEY` makes the type grant_id. */
static bool make_id_type(struct parser *parser, struct table *table, const struct token *type)
{
    struct type taken;
    if (table->columns.count > 0 || !text_ends(type->text, T("_id")) ||
        !name_is_plain(type->text)) {
        report(parser->model->errors, type, "write it first, as: id thing_id PRIMARY KEY",
               "an id is a table's first column and its type ends in _id");
        return false;
    }
    if (type_find(parser->model, type->text, &taken)) {
        report(parser->model->errors, type, "each table has an id type of its own",
               "'%.*s' is a type already", TEXT_ARG(type->text));
        return false;
    }
    table->id_type = type->text;
    return true;
}

static bool read_default(struct parser *parser, struct column *column)
{
    const size_t from = parser->at;
    take_if(parser, "-");
    const enum token_kind kind = peek(parser)->kind;
    if (kind != TOKEN_NUMBER && kind != TOKEN_STRING && kind != TOKEN_MEMBER)
        return wrong(parser, "a number, a 'text' or @enum.member");
    take(parser);
    column->fallback =
        (struct span){.at = &parser->lexed.tokens.at[from], .count = parser->at - from};
    return true;
}

static bool read_references(struct parser *parser, const struct table *table, struct column *column)
{
    const struct token *name;
    if (!expect_name(parser, &name))
        return false;
    column->references = name->text;
    const struct table *other =
        text_eq(name->text, table->name) ? table : table_find(parser->model, name->text);
    if (!other || !other->id_type.ptr) {
        report(parser->model->errors, name, "reference a table that is made before and has an id",
               "no table '%.*s' with an id", TEXT_ARG(name->text));
        return false;
    }
    if (!text_eq(other->id_type, column->type.name)) {
        report(parser->model->errors, name, "give the column the type of what it references",
               "'%.*s' is %.*s, but ids of %.*s are %.*s", TEXT_ARG(column->name),
               TEXT_ARG(column->type.name), TEXT_ARG(name->text), TEXT_ARG(other->id_type));
        return false;
    }
    if (take_if(parser, "ON")) {
        if (!expect(parser, "DELETE") || !expect(parser, "CASCADE"))
            return false;
        column->cascade = true;
    }
    return true;
}

static bool read_unaudited(struct parser *parser, text *unaudited)
{
    const struct token *why = peek(parser);
    if (why->kind != TOKEN_QUOTED || why->text.len < 3)
        return wrong(parser, "the reason in \"quotes\"");
    *unaudited = token_inner(parser->model->arena, take(parser));
    return true;
}

static bool read_column(struct parser *parser, struct table *table)
{
    struct model *model = parser->model;
    const struct token *name;
    const int line = peek(parser)->line;
    if (!expect_name(parser, &name))
        return false;
    if (column_find(table, name->text)) {
        report(model->errors, name, "take one away", "column '%.*s' stands twice",
               TEXT_ARG(name->text));
        return false;
    }
    const struct token *type = peek(parser);
    if (type->kind != TOKEN_WORD)
        return wrong(parser, "a type");
    take(parser);
    struct column column = {.name = name->text, .at = name};
    if (token_is(peek(parser), "PRIMARY") && text_eq(name->text, T("id"))) {
        parser->at++;
        if (!expect(parser, "KEY") || !make_id_type(parser, table, type))
            return false;
        column.type = (struct type){TYPE_ID, type->text};
        column.primary = column.not_null = true;
    } else if (table->id_type.ptr && text_eq(type->text, table->id_type)) {
        column.type = (struct type){TYPE_ID, type->text};
    } else if (!type_find(model, type->text, &column.type) || column.type.base == TYPE_PEOPLE) {
        report(model->errors, type,
               "types are text int real pence day instant flag bytes percent, ids and enums made "
               "before",
               "no type '%.*s'", TEXT_ARG(type->text));
        return false;
    }
    for (;;) {
        bool fine = true;
        if (take_if(parser, "NOT")) {
            fine = expect(parser, "NULL");
            column.not_null = true;
        } else if (take_if(parser, "DEFAULT")) {
            fine = read_default(parser, &column);
        } else if (take_if(parser, "REFERENCES")) {
            fine = read_references(parser, table, &column);
        } else if (take_if(parser, "ABOUT")) {
            fine = expect(parser, "PEOPLE");
            column.about_people = true;
        } else if (take_if(parser, "SECRET")) {
            column.secret = true;
        } else if (take_if(parser, "UNAUDITED")) {
            fine = read_unaudited(parser, &column.unaudited);
        } else {
            break;
        }
        if (!fine)
            return false;
    }
    column.comment = comment_beside(parser, line);
    list_add(model->arena, &table->columns, column);
    return true;
}

/* PRIMARY KEY (a, b) or UNIQUE (a, b): columns that are there. */
static bool read_constraint(struct parser *parser, struct table *table)
{
    const size_t from = parser->at;
    if (take_if(parser, "PRIMARY") ? !expect(parser, "KEY") : !expect(parser, "UNIQUE"))
        return false;
    struct span columns = {0};
    if (!take_parenthesised(parser, &columns))
        return false;
    for (size_t i = 1; i + 1 < columns.count; i += 2)
        if (!column_find(table, columns.at[i].text)) {
            report(parser->model->errors, &columns.at[i], "name a column of this table",
                   "no column '%.*s'", TEXT_ARG(columns.at[i].text));
            return false;
        }
    const struct span whole = {.at = &parser->lexed.tokens.at[from], .count = parser->at - from};
    list_add(parser->model->arena, &table->constraints, whole);
    return true;
}

/* ---- What the audit log must know of a table ---- */

/* SUBJECT column: an id, so that a key can be found and destroyed by it. */
static bool read_subject(struct parser *parser, struct table *table)
{
    const struct token *name;
    if (!expect_name(parser, &name))
        return false;
    const struct column *column = column_find(table, name->text);
    if (!column || column->type.base != TYPE_ID) {
        report(parser->model->errors, name, "name the column with the id of the person it is about",
               "no id column '%.*s' in '%.*s'", TEXT_ARG(name->text), TEXT_ARG(table->name));
        return false;
    }
    table->subject = column->name;
    return true;
}

/* COLUMN name SECRET, or UNAUDITED "why" */
static bool read_column_mark(struct parser *parser, struct table *table)
{
    const struct token *name;
    if (!expect_name(parser, &name))
        return false;
    for (size_t i = 0; i < table->columns.count; i++)
        if (text_eq(table->columns.at[i].name, name->text)) {
            if (take_if(parser, "UNAUDITED"))
                return read_unaudited(parser, &table->columns.at[i].unaudited);
            table->columns.at[i].secret = true;
            return expect(parser, "SECRET");
        }
    report(parser->model->errors, name, "name a column of this table", "no column '%.*s'",
           TEXT_ARG(name->text));
    return false;
}

/* On PostgreSQL the rows' own number stands in a column of this name. */
static bool place_free(struct parser *parser, const struct table *table, const struct token *at)
{
    const struct column *place = column_find(table, T("place"));
    if (!place || number_column(table))
        return true;
    report(parser->model->errors, at, "choose another name for the column, or give the table an id",
           "'place' numbers the rows of a table without an id");
    return false;
}

bool read_table(struct parser *parser, int line)
{
    struct model *model = parser->model;
    const struct token *name;
    if (!expect_name(parser, &name) || !name_free(parser, name))
        return false;
    struct table table = {.name = name->text,
                          .at = name,
                          .comment = comment_above(parser, line),
                          .module = parser->source->module};
    if (!expect(parser, "("))
        return false;
    do {
        const bool constraint =
            token_is(peek(parser), "PRIMARY") || token_is(peek(parser), "UNIQUE");
        if (!(constraint ? read_constraint(parser, &table) : read_column(parser, &table)))
            return false;
    } while (take_if(parser, ","));
    if (!expect(parser, ")"))
        return false;
    for (;;) {
        if (take_if(parser, "ABOUT")) {
            if (!expect(parser, "PEOPLE"))
                return false;
            table.about_people = true;
        } else if (take_if(parser, "PROTECTED")) {
            table.is_protected = true;
        } else if (take_if(parser, "LEDGER")) {
            table.ledger = true;
        } else if (take_if(parser, "FLEETING")) {
            table.fleeting = true;
        } else if (take_if(parser, "BEHIND")) {
            if (!expect_name(parser, &table.behind_at))
                return false;
            table.behind = table.behind_at->text;
        } else if (take_if(parser, "SUBJECT")) {
            if (!read_subject(parser, &table))
                return false;
        } else if (take_if(parser, "UNAUDITED")) {
            if (!read_unaudited(parser, &table.unaudited))
                return false;
        } else {
            break;
        }
    }
    if (!place_free(parser, &table, name))
        return false;
    change_add(parser, (struct change){.kind = CHANGE_TABLE,
                                       .which = model->tables.count,
                                       .to = table.columns.count,
                                       .audited = !table.fleeting && !table.unaudited.ptr,
                                       .at = name});
    list_add(model->arena, &model->tables, table);
    return true;
}

bool alter_table(struct parser *parser)
{
    const struct token *name;
    if (!expect_name(parser, &name))
        return false;
    struct table *table = table_find(parser->model, name->text);
    if (!table || table->kind != RELATION_TABLE) {
        report(parser->model->errors, name, "CREATE TABLE it first", "no table '%.*s'",
               TEXT_ARG(name->text));
        return false;
    }
    /* Marks change nothing that is stored. */
    if (take_if(parser, "SUBJECT"))
        return read_subject(parser, table);
    if (take_if(parser, "UNAUDITED")) {
        if (!table->fleeting && !table->unaudited.ptr)
            change_add(parser, (struct change){.kind = CHANGE_UNAUDITED,
                                               .which = (size_t)(table - parser->model->tables.at),
                                               .at = name});
        return read_unaudited(parser, &table->unaudited);
    }
    if (take_if(parser, "COLUMN"))
        return read_column_mark(parser, table);
    if (!expect(parser, "ADD") || !expect(parser, "COLUMN") || !read_column(parser, table) ||
        !place_free(parser, table, name))
        return false;
    change_add(parser, (struct change){.kind = CHANGE_COLUMN,
                                       .which = (size_t)(table - parser->model->tables.at),
                                       .from = table->columns.count - 1,
                                       .at = name});
    return true;
}
