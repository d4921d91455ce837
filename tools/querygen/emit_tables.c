/*
 * The tables in schema.c, for what looks at any table: the capture of changes, and copying from one
 * database into another. See engine/db/tables.h.
 */
#include "querygen.h"

/* ---- Columns ---- */

static const char *type_name(enum base_type base)
{
    switch (base) {
    case TYPE_TEXT:
        return "DB_TEXT";
    case TYPE_INT:
    case TYPE_PEOPLE:
        return "DB_INT";
    case TYPE_REAL:
        return "DB_REAL";
    case TYPE_PENCE:
        return "DB_PENCE";
    case TYPE_DAY:
        return "DB_DAY";
    case TYPE_INSTANT:
        return "DB_INSTANT";
    case TYPE_FLAG:
        return "DB_FLAG";
    case TYPE_BYTES:
        return "DB_BYTES";
    case TYPE_PERCENT:
        return "DB_PERCENT";
    case TYPE_ID:
        return "DB_ID";
    case TYPE_ENUM:
        return "DB_ENUM";
    }
    return "";
}

/* What a row has that was there before the column: the default, as a plain value. */
static void emit_fallback(struct code *code, const struct model *model, const struct column *column)
{
    if (!column->not_null || column->fallback.count == 0)
        return;
    struct sql sql = {.out = {.arena = model->arena}};
    if (column->fallback.at[0].kind == TOKEN_STRING)
        text_add(&sql.out, token_inner(model->arena, &column->fallback.at[0]));
    else
        sql_render(&sql, model, column->fallback);
    code_add(code, ", .fallback = ");
    code_string(code, text_built(&sql.out));
}

static void emit_table_columns(struct code *code, const struct model *model,
                               const struct table *table)
{
    code_add(code, "static const struct db_column columns_of_%.*s[] = {\n", TEXT_ARG(table->name));
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct column *column = &table->columns.at[i];
        code_add(code, "    {.name = \"%.*s\", .type = %s", TEXT_ARG(column->name),
                 type_name(column->type.base));
        for (size_t t = 0; column->type.base == TYPE_ID && t < model->tables.count; t++)
            if (text_eq(model->tables.at[t].id_type, column->type.name))
                code_add(code, ", .of = \"%.*s\"", TEXT_ARG(model->tables.at[t].name));
        if (column->type.base == TYPE_ENUM)
            code_add(code, ", .member = &%.*s_table", TEXT_ARG(column->type.name));
        emit_fallback(code, model, column);
        code_add(code, "%s%s%s},\n", column->secret ? ", .secret = true" : "",
                 column->unaudited.ptr ? ", .left_out = true" : "",
                 column->about_people || table->about_people ? ", .about_people = true" : "");
    }
    code_add(code, "};\n");
}

/* ---- Copying ---- */

struct words_of_copying {
    const char *number; /* what numbers the rows of a table without a number column */
    const char *parameter;
    text (*write)(struct arena *, const struct table *, text columns);
};

static text write_sqlite(struct arena *arena, const struct table *table, text columns)
{
    struct text_builder out = {.arena = arena};
    const size_t count = table->columns.count + (number_column(table) ? 0 : 1);
    text_add_format(&out, "INSERT INTO %.*s (%.*s) VALUES (", TEXT_ARG(table->name),
                    TEXT_ARG(columns));
    for (size_t i = 1; i <= count; i++)
        text_add_format(&out, "%s?%zu", i > 1 ? ", " : "", i);
    text_add_char(&out, ')');
    return text_built(&out);
}

static text write_postgresql(struct arena *arena, const struct table *table, text columns)
{
    return text_format(arena, "COPY %.*s (%.*s) FROM STDIN (FORMAT binary)", TEXT_ARG(table->name),
                       TEXT_ARG(columns));
}

static const struct words_of_copying copying_sqlite = {"rowid", "?1", write_sqlite};
static const struct words_of_copying copying_postgresql = {"place", "$1::bigint", write_postgresql};

static void emit_words(struct code *code, const char *member, text words)
{
    code_add(code, "%s = ", member);
    code_string(code, words);
}

static void emit_copying(struct code *code, const struct table *table, const char *engine,
                         const struct words_of_copying *of)
{
    struct arena *arena = code->out.arena;
    const struct column *column = number_column(table);
    const text name = table->name, number = column ? column->name : text_of(of->number);
    struct text_builder names = {.arena = arena};
    if (!column)
        text_add(&names, number);
    for (size_t i = 0; i < table->columns.count; i++)
        text_add_format(&names, "%s%.*s", names.len > 0 ? ", " : "",
                        TEXT_ARG(table->columns.at[i].name));
    const text columns = text_built(&names);
    code_add(code, ",\n     .%s = {", engine);
    emit_words(code, ".read",
               text_format(arena, "SELECT %.*s FROM %.*s WHERE %.*s > %s ORDER BY %.*s",
                           TEXT_ARG(columns), TEXT_ARG(name), TEXT_ARG(number), of->parameter,
                           TEXT_ARG(number)));
    emit_words(code, ",\n         .write", of->write(arena, table, columns));
    emit_words(code, ",\n         .extent",
               text_format(arena, "SELECT count(*), max(%.*s) FROM %.*s", TEXT_ARG(number),
                           TEXT_ARG(name)));
    emit_words(code, ",\n         .empty", text_format(arena, "DELETE FROM %.*s", TEXT_ARG(name)));
    code_add(code, "}");
}

/* ---- Tables ---- */

static bool refers_to(const struct table *table, text other)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (text_eq(table->columns.at[i].references, other))
            return true;
    return false;
}

static void emit_table_row(struct code *code, const struct table *table)
{
    code_add(code, "    {.name = \"%.*s\", .column = columns_of_%.*s, .count = %zu, .subject = ",
             TEXT_ARG(table->name), TEXT_ARG(table->name), table->columns.count);
    if (table->subject.ptr)
        code_add(code, "%zu", (size_t)(column_find(table, table->subject) - table->columns.at));
    else
        code_add(code, "DB_NO_SUBJECT");
    const struct column *number = number_column(table);
    if (number)
        code_add(code, ", .number = %zu", (size_t)(number - table->columns.at));
    else
        code_add(code, ", .number = DB_NO_NUMBER");
    code_add(code, "%s%s%s%s", table->fleeting || table->unaudited.ptr ? "" : ", .audited = true",
             table->fleeting ? ", .fleeting = true" : "",
             table->is_protected ? ", .is_protected = true" : "",
             refers_to(table, table->name) ? ", .refers_to_itself = true" : "");
    emit_copying(code, table, "sqlite", &copying_sqlite);
    emit_copying(code, table, "postgresql", &copying_postgresql);
    code_add(code, "},\n");
}

/* In the order of their names, so that one is found in a few steps. */
static void emit_by_name(struct code *code, const struct model *model)
{
    code_add(code, "const struct db_table db_tables[] = {\n");
    size_t count = 0;
    text last = T("");
    for (;;) {
        const struct table *next = NULL;
        for (size_t i = 0; i < model->tables.count; i++) {
            const struct table *table = &model->tables.at[i];
            if (table->kind == RELATION_TABLE && text_order(table->name, last) > 0 &&
                (!next || text_order(table->name, next->name) < 0))
                next = table;
        }
        if (!next)
            break;
        emit_table_row(code, next);
        last = next->name;
        count++;
    }
    if (count == 0)
        code_add(code, "    {.name = \"\"},\n");
    code_add(code, "};\nconst size_t db_table_count = %zu;\n", count);
}

/* Whether all that it refers to stands in `before` already, which has a mark for each table. */
static bool may_follow(const struct model *model, const struct table *table, const bool *before)
{
    for (size_t i = 0; i < model->tables.count; i++) {
        const struct table *other = &model->tables.at[i];
        if (other != table && other->kind == RELATION_TABLE && !before[i] &&
            refers_to(table, other->name))
            return false;
    }
    return true;
}

/* As they were made, but one that came to refer to a later one after that. */
static void emit_in_order(struct code *code, const struct model *model)
{
    bool *placed = arena_array(model->arena, bool, model->tables.count + 1);
    code_add(code, "const char *const db_tables_in_order[] = {");
    for (bool any = true, forced = false; any || !forced;) {
        forced = !any; /* tables that refer to each other: begin somewhere */
        any = false;
        for (size_t i = 0; i < model->tables.count && !(forced && any); i++) {
            const struct table *table = &model->tables.at[i];
            if (table->kind != RELATION_TABLE || placed[i] ||
                !(forced || may_follow(model, table, placed)))
                continue;
            code_add(code, "\"%.*s\", ", TEXT_ARG(table->name));
            placed[i] = any = true;
        }
    }
    code_add(code, "NULL};\n");
}

/* ---- Searches ---- */

static void emit_searches(struct code *code, const struct model *model)
{
    code_add(code, "const struct db_search db_searches[] = {\n");
    for (size_t i = 0; i < model->tables.count; i++) {
        const struct table *search = &model->tables.at[i];
        if (search->kind != RELATION_SEARCH)
            continue;
        code_add(code, "    {.name = \"%.*s\"", TEXT_ARG(search->name));
        emit_words(code, ",\n     .rebuild_sqlite",
                   text_format(model->arena, "INSERT INTO %.*s (%.*s) VALUES ('rebuild')",
                               TEXT_ARG(search->name), TEXT_ARG(search->name)));
        emit_words(code, ",\n     .rebuild_postgresql",
                   search_postgresql_rebuild(model->arena, search));
        emit_words(code, ",\n     .check_postgresql",
                   search_postgresql_check(model->arena, search));
        code_add(code, "},\n");
    }
    code_add(code, "    {.name = NULL}};\n");
}

static void emit_people_searches(struct code *code, const struct model *model)
{
    code_add(code, "const char *const db_people_searches[] = {");
    for (size_t i = 0; i < model->tables.count; i++) {
        const struct table *table = &model->tables.at[i];
        if (table->kind == RELATION_SEARCH && table_find(model, table->search_of)->subject.ptr)
            code_add(code, "\"%.*s\", ", TEXT_ARG(table->name));
    }
    code_add(code, "NULL};\n");
}

void emit_tables(struct code *code, const struct model *model)
{
    for (size_t i = 0; i < model->tables.count; i++)
        if (model->tables.at[i].kind == RELATION_TABLE)
            emit_table_columns(code, model, &model->tables.at[i]);
    emit_by_name(code, model);
    emit_in_order(code, model);
    emit_searches(code, model);
    emit_people_searches(code, model);
}
