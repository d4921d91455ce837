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

static text migration_sql(const struct model *model, const struct migration *migration,
                          struct sql (*of)(const struct model *, const struct change *))
{
    struct text_builder sql = {.arena = model->arena};
    if (of == ddl_postgresql_of && migration == &model->migrations.at[0])
        text_add(&sql, text_trim(model->functions));
    for (size_t i = 0; i < migration->changes.count; i++) {
        const struct sql change = of(model, &migration->changes.at[i]);
        if (sql.len > 0 && change.out.len > 0)
            text_add_char(&sql, '\n');
        text_add(&sql, text_built(&change.out));
    }
    return text_built(&sql);
}

static void emit_migration(struct code *code, const struct model *model,
                           const struct migration *migration)
{
    const text sum = checksum_hex(model->arena, migration->source->content);
    code_add(code,
             "    {.number = %d,\n     .name = \"%.*s\",\n     .checksum = \"%.*s\",\n     .sqlite "
             "=\n        ",
             migration->source->number, TEXT_ARG(migration->source->name), TEXT_ARG(sum));
    code_string(code, migration_sql(model, migration, ddl_of));
    code_add(code, ",\n     .postgresql =\n        ");
    code_string(code, migration_sql(model, migration, ddl_postgresql_of));
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
    const struct made file = {.name = code.file, .content = text_built(&code.out)};
    list_add(model->arena, made, file);
}
