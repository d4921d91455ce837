/*
 * schema.c: enumerations' tables and functions, and the migrations as SQLite runs them.
 */
#include "querygen.h"

static void emit_texts(struct code *code, const struct enum_type *type, const char *what,
                       bool labels)
{
    code_add(code, "static const text %.*s_%s[] = {", TEXT_ARG(type->name), what);
    for (size_t i = 0; i < type->members.count; i++) {
        const text value = labels ? type->members.at[i].label : type->members.at[i].code;
        code_add(code, "%s\n    {.ptr = ", i > 0 ? "," : "");
        code_string(code, value);
        code_add(code, ", .len = %zu}", value.len);
    }
    code_add(code, "};\n");
}

static void emit_enum(struct code *code, const struct enum_type *type)
{
    const text name = type->name;
    emit_texts(code, type, "codes", false);
    emit_texts(code, type, "labels", true);
    code_add(code,
             "const struct enum_table %.*s_table = {.codes = %.*s_codes, .labels = %.*s_labels, "
             ".count = %zu};\n",
             TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), type->members.count);
    code_add(code,
             "enum %.*s %.*s_of(int64_t raw)\n"
             "{\n"
             "    if (raw < 0 || raw >= %zu)\n"
             "        fail(\"%.*s: %%lld is no member\", (long long)raw);\n"
             "    return (enum %.*s)raw;\n"
             "}\n",
             TEXT_ARG(name), TEXT_ARG(name), type->members.count, TEXT_ARG(name), TEXT_ARG(name));
    code_add(code,
             "text %.*s_label(enum %.*s value)\n"
             "{\n"
             "    return %.*s_labels[%.*s_of((int64_t)value)];\n"
             "}\n",
             TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name));
    code_add(code,
             "text %.*s_code(enum %.*s value)\n"
             "{\n"
             "    return %.*s_codes[%.*s_of((int64_t)value)];\n"
             "}\n",
             TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name));
    code_add(code,
             "bool %.*s_from_code(text code, enum %.*s *out)\n"
             "{\n"
             "    for (int i = 0; i < %zu; i++)\n"
             "        if (text_eq(code, %.*s_codes[i])) {\n"
             "            *out = (enum %.*s)i;\n"
             "            return true;\n"
             "        }\n"
             "    return false;\n"
             "}\n\n",
             TEXT_ARG(name), TEXT_ARG(name), type->members.count, TEXT_ARG(name), TEXT_ARG(name));
}

static void emit_migration(struct code *code, const struct model *model,
                           const struct migration *migration)
{
    struct text_builder sql = {.arena = model->arena};
    for (size_t i = 0; i < migration->changes.count; i++) {
        const struct sql change = ddl_of(model, &migration->changes.at[i]);
        if (i > 0)
            text_add_char(&sql, '\n');
        text_add(&sql, text_built(&change.out));
    }
    const text sum = checksum_hex(model->arena, migration->source->content);
    code_add(code,
             "    {.number = %d,\n     .name = \"%.*s\",\n     .checksum = \"%.*s\",\n     .sqlite "
             "=\n        ",
             migration->source->number, TEXT_ARG(migration->source->name), TEXT_ARG(sum));
    code_string(code, text_built(&sql));
    code_add(code, "},\n");
}

static void emit_fleeting(struct code *code, const struct model *model)
{
    code_add(code, "const char *const db_fleeting_tables[] = {");
    for (size_t i = 0; i < model->tables.count; i++)
        if (model->tables.at[i].fleeting)
            code_add(code, "\"%.*s\", ", TEXT_ARG(model->tables.at[i].name));
    code_add(code, "NULL};\n");
}

/* ---- The tables, for the capture of changes ---- */

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

static void emit_table_row(struct code *code, const struct table *table)
{
    code_add(code, "    {.name = \"%.*s\", .column = columns_of_%.*s, .count = %zu, .subject = ",
             TEXT_ARG(table->name), TEXT_ARG(table->name), table->columns.count);
    if (table->subject.ptr)
        code_add(code, "%zu", (size_t)(column_find(table, table->subject) - table->columns.at));
    else
        code_add(code, "DB_NO_SUBJECT");
    code_add(code, "%s%s},\n", table->fleeting || table->unaudited.ptr ? "" : ", .audited = true",
             table->is_protected ? ", .is_protected = true" : "");
}

/* In the order of their names, so that one is found in a few steps. */
static void emit_tables(struct code *code, const struct model *model)
{
    for (size_t i = 0; i < model->tables.count; i++)
        if (model->tables.at[i].kind == RELATION_TABLE)
            emit_table_columns(code, model, &model->tables.at[i]);
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

void emit_schema(const struct model *model, made_list *made)
{
    struct code code = {.out = {.arena = model->arena}, .file = T("schema.c")};
    code_add(&code, "/* Made by querygen from the migrations. */\n"
                    "#include \"engine/db/db.h\"\n"
                    "#include \"engine/db/tables.h\"\n"
                    "#include \"types.h\"\n\n"
                    "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n");
    for (size_t i = 0; i < model->enums.count; i++)
        emit_enum(&code, &model->enums.at[i]);
    code_add(&code, "const struct db_migration db_migrations[] = {\n");
    for (size_t i = 0; i < model->migrations.count; i++)
        emit_migration(&code, model, &model->migrations.at[i]);
    if (model->migrations.count == 0)
        code_add(&code, "    {.number = 0},\n");
    code_add(&code, "};\nconst size_t db_migration_count = %zu;\n", model->migrations.count);
    emit_fleeting(&code, model);
    emit_tables(&code, model);
    emit_people_searches(&code, model);
    const struct made file = {.name = code.file, .content = text_built(&code.out)};
    list_add(model->arena, made, file);
}
