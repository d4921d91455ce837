/*
 * dictionary.md: what is kept, in which type, whether it is about people, and which statements read
 * it.
 */
#include "querygen.h"

/* A cell of a table: no bars, no line ends. */
static void add_cell(struct code *code, text words)
{
    for (size_t i = 0; i < words.len; i++) {
        if (words.ptr[i] == '|')
            text_add_char(&code->out, '\\');
        text_add_char(&code->out, words.ptr[i] == '\n' ? ' ' : words.ptr[i]);
    }
}

static void emit_readers(struct code *code, const struct model *model, text table)
{
    size_t written = 0;
    for (size_t m = 0; m < model->modules.count; m++)
        for (size_t s = 0; s < model->modules.at[m].statements.count; s++) {
            const struct statement *statement = &model->modules.at[m].statements.at[s];
            for (size_t t = 0; t < statement->tables.count; t++) {
                if (!text_eq(statement->tables.at[t], table))
                    continue;
                code_add(code, "%s%.*s/%.*s",
                         written++ > 0 ? ", " : "Read by: ", TEXT_ARG(model->modules.at[m].name),
                         TEXT_ARG(statement->name));
                for (size_t r = 0; r < statement->reads.count; r++)
                    if (text_eq(statement->reads.at[r].table, table))
                        code_add(code, " (%.*s)", TEXT_ARG(statement->reads.at[r].why));
                if (statement->people && statement->purpose.ptr)
                    code_add(code, " (%.*s)", TEXT_ARG(statement->purpose));
            }
        }
    code_add(code, written > 0 ? ".\n\n" : "Read by nothing yet.\n\n");
}

static void emit_columns(struct code *code, const struct table *table)
{
    code_add(code, "| column | type | absent | meaning |\n|---|---|---|---|\n");
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct column *column = &table->columns.at[i];
        code_add(code, "| %.*s | %.*s | %s | ", TEXT_ARG(column->name), TEXT_ARG(column->type.name),
                 column->not_null ? "never" : "may be");
        if (column->about_people)
            code_add(code, "**About people.** ");
        if (column->unaudited.ptr)
            code_add(code, "**Not in the audit log**: %.*s. ", TEXT_ARG(column->unaudited));
        if (column->secret)
            code_add(code, "**Secret**: the audit log keeps that it changed, never what it was. ");
        if (column->references.ptr)
            code_add(code, "In %.*s. ", TEXT_ARG(column->references));
        add_cell(code, column->comment);
        code_add(code, " |\n");
    }
    code_add(code, "\n");
}

static void emit_table(struct code *code, const struct model *model, const struct table *table)
{
    code_add(code, "## %.*s\n\n", TEXT_ARG(table->name));
    if (table->comment.ptr)
        code_add(code, "%.*s\n\n", TEXT_ARG(table->comment));
    if (table->about_people)
        code_add(
            code,
            "**About people**: counts leave only through disclosure; lists state a purpose.\n\n");
    if (table->is_protected)
        code_add(code, "**Protected**: each statement that reads it says why.\n\n");
    if (table->ledger)
        code_add(code, "**Ledger**: rows are added, never changed.\n\n");
    if (table->fleeting)
        code_add(code, "**Fleeting**: a backup does not keep its rows.\n\n");
    if (table->unaudited.ptr)
        code_add(code, "**Not in the audit log**: %.*s.\n\n", TEXT_ARG(table->unaudited));
    if (table->subject.ptr)
        code_add(code, "The audit log seals its values with the key of %.*s.\n\n",
                 TEXT_ARG(table->subject));
    if (table->behind.ptr)
        code_add(code, "Read through the view %.*s.\n\n", TEXT_ARG(table->behind));
    if (table->kind == RELATION_SEARCH)
        code_add(code,
                 "Words of %.*s, for searching. On PostgreSQL its columns are rowid and words "
                 "(`tsvector`); "
                 "%.*s_vocabulary counts the rows that have a word.\n\n",
                 TEXT_ARG(table->search_of), TEXT_ARG(table->name));
    if (table->kind == RELATION_TABLE && !number_column(table))
        code_add(code, "On PostgreSQL `place` numbers its rows, as rowid does on SQLite.\n\n");
    emit_columns(code, table);
    emit_readers(code, model, table->name);
}

static void emit_enum(struct code *code, const struct model *model, const struct enum_type *type)
{
    code_add(code, "## %.*s\n\n", TEXT_ARG(type->name));
    if (type->comment.ptr)
        code_add(code, "%.*s\n\n", TEXT_ARG(type->comment));
    code_add(code, "| stored | code | label | meaning |\n|---|---|---|---|\n");
    for (size_t i = 0; i < type->members.count; i++) {
        const struct member *member = &type->members.at[i];
        code_add(code, "| %zu | %.*s | ", i, TEXT_ARG(member->code));
        add_cell(code, member->label);
        code_add(code, " | ");
        add_cell(code, member->comment);
        code_add(code, " |\n");
    }
    code_add(code, "\n");
    emit_readers(code, model, type->name);
}

void emit_dictionary(const struct model *model, made_list *made)
{
    struct code code = {.out = {.arena = model->arena}, .file = T("dictionary.md")};
    code_add(
        &code,
        "# Data dictionary\n\nMade by querygen from the migrations and statements.\n\n"
        "Stored as: text as TEXT (on PostgreSQL `text COLLATE \"C\"`), bytes as BLOB (`bytea`), "
        "real as REAL (`double precision`), all other types as INTEGER (`bigint`). On PostgreSQL "
        "everything stands in the schema `holdfast`.\n\n");
    for (size_t i = 0; i < model->tables.count; i++) {
        const struct table *table = &model->tables.at[i];
        if (table->kind == RELATION_TABLE || table->kind == RELATION_SEARCH)
            emit_table(&code, model, table);
        else if (table->kind == RELATION_ENUM)
            emit_enum(&code, model, enum_find(model, table->name));
    }
    for (size_t i = 0; i < model->views.count; i++) {
        const struct view *view = &model->views.at[i];
        code_add(&code, "## %.*s\n\nA view. %.*s\n\n", TEXT_ARG(view->name),
                 TEXT_ARG(view->comment));
        emit_readers(&code, model, view->name);
    }
    const struct made file = {.name = code.file, .content = text_built(&code.out)};
    list_add(model->arena, made, file);
}
