/*
 * MODULE_queries.h and .c: row structs and one function a statement; and registry.c.
 *
 * #line leads the compiler's errors and the debugger to the statement in its .sql file.
 */
#include "querygen.h"

#define STMT "stmt"

/* ---- Values ---- */

/* C that reads a column which is not NULL. */
static text read_column(struct arena *arena, struct type type, size_t i)
{
    const text c = type_c(arena, type, false);
    switch (type.base) {
    case TYPE_TEXT:
        return text_format(arena, "column_text(" STMT ", %zu)", i);
    case TYPE_BYTES:
        return text_format(arena, "column_bytes(" STMT ", %zu)", i);
    case TYPE_INT:
        return text_format(arena, "db_column_int(" STMT ", %zu)", i);
    case TYPE_REAL:
        return text_format(arena, "db_column_real(" STMT ", %zu)", i);
    case TYPE_FLAG:
        return text_format(arena, "db_column_int(" STMT ", %zu) != 0", i);
    case TYPE_DAY:
    case TYPE_PERCENT:
        return text_format(arena, "(%.*s){.raw = column_int32(" STMT ", %zu)}", TEXT_ARG(c), i);
    case TYPE_ENUM:
        return text_format(arena, "%.*s_of(db_column_int(" STMT ", %zu))", TEXT_ARG(type.name), i);
    case TYPE_PENCE:
    case TYPE_INSTANT:
    case TYPE_PEOPLE:
    case TYPE_ID:
        return text_format(arena, "(%.*s){.raw = db_column_int(" STMT ", %zu)}", TEXT_ARG(c), i);
    }
    return TEXT_ABSENT;
}

static bool is_nullable_itself(struct type type)
{
    return type.base == TYPE_TEXT || type.base == TYPE_BYTES;
}

static bool has_raw(struct type type)
{
    return type.base == TYPE_PENCE || type.base == TYPE_DAY || type.base == TYPE_INSTANT ||
           type.base == TYPE_PERCENT || type.base == TYPE_PEOPLE || type.base == TYPE_ID;
}

/* value is C for a parameter or a member; an opt_ value that is absent binds NULL. */
void emit_bind(struct code *code, const char *indent, struct type type, bool optional, text value,
               const char *index)
{
    if (is_nullable_itself(type)) {
        code_add(code, "%sdb_bind_%s(" STMT ", %s, %.*s);\n", indent,
                 type.base == TYPE_TEXT ? "text" : "bytes", index, TEXT_ARG(value));
        return;
    }
    const char *how = type.base == TYPE_REAL ? "real" : "int";
    const char *it = optional ? ".it" : "", *raw = has_raw(type) ? ".raw" : "";
    const char *cast = type.base == TYPE_ENUM ? "(int64_t)" : "";
    if (!optional) {
        code_add(code, "%sdb_bind_%s(" STMT ", %s, %s%.*s%s%s);\n", indent, how, index, cast,
                 TEXT_ARG(value), it, raw);
        return;
    }
    code_add(code,
             "%sif (%.*s.some)\n"
             "%s    db_bind_%s(" STMT ", %s, %s%.*s%s%s);\n"
             "%selse\n"
             "%s    db_bind_null(" STMT ", %s);\n",
             indent, TEXT_ARG(value), indent, how, index, cast, TEXT_ARG(value), it, raw, indent,
             indent, index);
}

/* ---- Rows ---- */

static void emit_row_struct(struct code *header, const struct row *row)
{
    const struct statement *made_by = row->made_by;
    code_line(header, made_by->at);
    code_add(header, "struct %.*s {\n", TEXT_ARG(row->name));
    for (size_t i = 0; i < made_by->results.count; i++) {
        const struct result *result = &made_by->results.at[i];
        const text type = type_c(header->out.arena, result->type, result->null);
        code_add(header, "    %.*s %.*s;%s\n", TEXT_ARG(type), TEXT_ARG(result->name),
                 result->null && is_nullable_itself(result->type) ? " /* or absent */" : "");
    }
    code_add(header, "};\n");
    if (row->listed)
        code_add(header,
                 "struct %.*s {\n"
                 "    const struct %.*s *row;\n"
                 "    size_t count;\n"
                 "};\n",
                 TEXT_ARG(row->rows), TEXT_ARG(row->name));
    code_line_back(header);
    code_add(header, "\n");
}

static void emit_row_reader(struct code *body, const struct row *row)
{
    struct arena *arena = body->out.arena;
    const struct statement *made_by = row->made_by;
    code_line(body, made_by->at);
    code_add(body, "static void %.*s_read(struct db_stmt *" STMT ", struct %.*s *row)\n{\n",
             TEXT_ARG(row->name), TEXT_ARG(row->name));
    for (size_t i = 0; i < made_by->results.count; i++) {
        const struct result *result = &made_by->results.at[i];
        const text value = read_column(arena, result->type, i);
        if (result->null && is_nullable_itself(result->type))
            code_add(body, "    row->%.*s = db_column_%s(" STMT ", %zu);\n", TEXT_ARG(result->name),
                     result->type.base == TYPE_TEXT ? "text" : "bytes", i);
        else if (result->null) {
            const text type = type_c(arena, result->type, true);
            code_add(body,
                     "    if (!db_column_null(" STMT
                     ", %zu))\n        row->%.*s = (%.*s){.some = true, .it = %.*s};\n",
                     i, TEXT_ARG(result->name), TEXT_ARG(type), TEXT_ARG(value));
        } else
            code_add(body, "    row->%.*s = %.*s;\n", TEXT_ARG(result->name), TEXT_ARG(value));
    }
    code_add(body, "}\n");
    code_line_back(body);
    code_add(body, "\n");
}

/* What the readers of this module need, and no more: an unused static function is a warning. */
static void emit_helpers(struct code *body, const struct model *model, const struct module *module)
{
    bool texts = false, bytes = false, int32 = false;
    for (size_t r = 0; r < model->rows.count; r++) {
        const struct row *row = &model->rows.at[r];
        for (size_t i = 0; row->module == module && i < row->made_by->results.count; i++) {
            const struct result *result = &row->made_by->results.at[i];
            texts = texts || (result->type.base == TYPE_TEXT && !result->null);
            bytes = bytes || (result->type.base == TYPE_BYTES && !result->null);
            int32 = int32 || result->type.base == TYPE_DAY || result->type.base == TYPE_PERCENT;
        }
    }
    static const char helper[] =
        "static %s column_%s(struct db_stmt *" STMT ", int column)\n"
        "{\n"
        "    if (db_column_null(" STMT ", column))\n"
        "        fail(\"a column that is never absent is: %%d\", column);\n"
        "    return db_column_%s(" STMT ", column);\n"
        "}\n\n";
    if (texts)
        code_add(body, helper, "text", "text", "text");
    if (bytes)
        code_add(body, helper, "bytes", "bytes", "bytes");
    if (int32)
        code_add(body, "static int32_t column_int32(struct db_stmt *" STMT ", int column)\n"
                       "{\n"
                       "    const int64_t value = db_column_int(" STMT ", column);\n"
                       "    if (value < INT32_MIN || value > INT32_MAX)\n"
                       "        fail(\"a column is out of range: %%d\", column);\n"
                       "    return (int32_t)value;\n"
                       "}\n\n");
}

/* ---- Functions ---- */

static const char *handle_of(const struct statement *statement)
{
    return statement->writes ? "struct db_write *db" : "struct db *db";
}

void emit_parameters(struct code *code, const struct statement *statement)
{
    for (size_t i = 0; i < statement->parameters.count; i++) {
        const struct parameter *parameter = &statement->parameters.at[i];
        const text type = type_c(code->out.arena, parameter->type, parameter->optional);
        code_add(code, ", %.*s %.*s", TEXT_ARG(type), TEXT_ARG(parameter->c_name));
    }
}

/* What the function gives, with what stands before its name. */
static void emit_result(struct code *code, const struct statement *statement)
{
    switch (statement->kind) {
    case KIND_ONE:
        code_add(code, "struct %.*s ", TEXT_ARG(statement->row));
        break;
    case KIND_MAYBE:
        code_add(code, "const struct %.*s *", TEXT_ARG(statement->row));
        break;
    case KIND_MANY:
        code_add(code, "struct %.*s ", TEXT_ARG(statement->rows));
        break;
    case KIND_EXEC:
        code_add(code, "int64_t ");
        break;
    case KIND_INSERT:
        code_add(code, "%.*s ", TEXT_ARG(statement->insert_type));
        break;
    case KIND_COUNT:
        code_add(code,
                 statement->results.at[0].type.base == TYPE_PEOPLE ? "people_count " : "int64_t ");
        break;
    case KIND_PAGE:
        break;
    }
}

static void emit_prototype(struct code *code, const struct statement *statement)
{
    emit_result(code, statement);
    code_add(code, "%.*s(%s", TEXT_ARG(statement->name), handle_of(statement));
    emit_parameters(code, statement);
    code_add(code, "%s)",
             statement->kind == KIND_INSERT && statement->conflict_ok ? ", bool *conflict" : "");
}

static void emit_ask_prototype(struct code *code, const struct statement *statement)
{
    const text name = statement->name;
    code_add(code, "struct %.*s_asked %.*s_ask(struct db *db", TEXT_ARG(name), TEXT_ARG(name));
    emit_parameters(code, statement);
    code_add(code, ")");
}

static void emit_take_prototype(struct code *code, const struct statement *statement)
{
    emit_result(code, statement);
    code_add(code, "%.*s_take(struct %.*s_asked asked)", TEXT_ARG(statement->name),
             TEXT_ARG(statement->name));
}

static void emit_begin(struct code *body, const struct module *module,
                       const struct statement *statement)
{
    code_add(body, "    struct db_stmt *" STMT " = db_stmt_begin%s(db, &%.*s_statements[%zu]);\n",
             statement->writes ? "_write" : "", TEXT_ARG(module->name), statement->first);
    for (size_t i = 0; i < statement->parameters.count; i++) {
        const struct parameter *parameter = &statement->parameters.at[i];
        const text index = text_format(body->out.arena, "%zu", i + 1);
        emit_bind(body, "    ", parameter->type, parameter->optional, parameter->c_name,
                  text_cstr(body->out.arena, index));
    }
}

static void emit_many(struct code *body, const struct statement *statement)
{
    const text row = statement->row;
    code_add(
        body,
        "    struct arena *arena = db_arena(%s);\n"
        "    struct %.*s *rows = NULL;\n"
        "    size_t count = 0, cap = 0;\n"
        "    while (db_step(" STMT ")) {\n"
        "        if (count == cap) {\n"
        "            const size_t grown = cap == 0 ? 16 : cap * 2;\n"
        "            rows = arena_grow(arena, rows, cap * sizeof(*rows), grown * sizeof(*rows));\n"
        "            cap = grown;\n"
        "        }\n"
        "        rows[count] = (struct %.*s){0};\n"
        "        %.*s_read(" STMT ", &rows[count++]);\n"
        "    }\n"
        "    db_stmt_end(" STMT ");\n"
        "    return (struct %.*s){.row = rows, .count = count};\n",
        statement->writes ? "db_of(db)" : "db", TEXT_ARG(row), TEXT_ARG(row), TEXT_ARG(row),
        TEXT_ARG(statement->rows));
}

static void emit_body(struct code *body, const struct statement *statement)
{
    const text name = statement->name, row = statement->row;
    switch (statement->kind) {
    case KIND_ONE:
        code_add(body,
                 "    if (!db_step(" STMT "))\n"
                 "        fail(\"%.*s: no row\");\n"
                 "    struct %.*s row = {0};\n"
                 "    %.*s_read(" STMT ", &row);\n"
                 "    db_stmt_end(" STMT ");\n"
                 "    return row;\n",
                 TEXT_ARG(name), TEXT_ARG(row), TEXT_ARG(row));
        return;
    case KIND_MAYBE:
        code_add(body,
                 "    struct %.*s *row = NULL;\n"
                 "    if (db_step(" STMT ")) {\n"
                 "        row = arena_make(db_arena(%s), struct %.*s);\n"
                 "        %.*s_read(" STMT ", row);\n"
                 "    }\n"
                 "    db_stmt_end(" STMT ");\n"
                 "    return row;\n",
                 TEXT_ARG(row), statement->writes ? "db_of(db)" : "db", TEXT_ARG(row),
                 TEXT_ARG(row));
        return;
    case KIND_MANY:
        emit_many(body, statement);
        return;
    case KIND_EXEC:
        if (statement->conflict_ok)
            code_add(body, "    if (db_step_conflict(" STMT "))\n"
                           "        return 0;\n");
        else
            code_add(body,
                     "    if (db_step(" STMT "))\n"
                     "        fail(\"%.*s: gave a row\");\n",
                     TEXT_ARG(name));
        code_add(body, "    return db_stmt_end(" STMT ");\n");
        return;
    case KIND_INSERT:
        if (statement->conflict_ok)
            code_add(body,
                     "    *conflict = db_step_conflict(" STMT ");\n"
                     "    if (*conflict)\n"
                     "        return (%.*s){.raw = 0};\n",
                     TEXT_ARG(statement->insert_type));
        else
            code_add(body,
                     "    if (db_step(" STMT "))\n"
                     "        fail(\"%.*s: gave a row\");\n",
                     TEXT_ARG(name));
        code_add(body,
                 "    if (db_stmt_end(" STMT ") != 1)\n"
                 "        fail(\"%.*s: did not insert one row\");\n"
                 "    return (%.*s){.raw = db_last_id(db)};\n",
                 TEXT_ARG(name), TEXT_ARG(statement->insert_type));
        return;
    case KIND_COUNT: {
        const bool people = statement->results.at[0].type.base == TYPE_PEOPLE;
        code_add(body,
                 "    if (!db_step(" STMT "))\n"
                 "        fail(\"%.*s: no row\");\n"
                 "    const int64_t count = db_column_int(" STMT ", 0);\n"
                 "    db_stmt_end(" STMT ");\n"
                 "    return %s;\n",
                 TEXT_ARG(name), people ? "(people_count){.raw = count}" : "count");
        return;
    }
    case KIND_PAGE:
        return;
    }
}

static void emit_statement_data(struct code *body, const struct module *module)
{
    code_add(body, "const struct db_statement %.*s_statements[] = {\n", TEXT_ARG(module->name));
    size_t index = module->first;
    for (size_t s = 0; s < module->statements.count; s++) {
        const struct statement *statement = &module->statements.at[s];
        for (size_t v = 0; v < statement->variants.count; v++, index++) {
            const struct variant *variant = &statement->variants.at[v];
            code_add(body, "    {.name = \"%.*s\",\n     .sqlite =\n        ",
                     TEXT_ARG(variant->name));
            code_string(body, variant->sqlite);
            code_add(body, ",\n     .postgresql =\n        ");
            code_string(body, variant->postgresql);
            code_add(body,
                     ",\n     .columns = \"%.*s\",\n     .file = ", TEXT_ARG(variant->columns));
            code_string(body, statement->source->path);
            code_add(body, ",\n     .line = %d,\n     .index = %zu%s%s%s%s%s%s%s},\n",
                     statement->at->line, index, statement->writes ? ",\n     .writes = true" : "",
                     statement->kind == KIND_INSERT ? ",\n     .returns_id = true" : "",
                     ignores_conflicts(statement) ? ",\n     .conflict_ignored = true" : "",
                     variant->plan_each ? ",\n     .plan_each = true" : "",
                     variant->paged ? ",\n     .paged = true" : "",
                     statement->scan_ok ? ",\n     .scan_ok = true" : "",
                     statement->sort_ok ? ",\n     .sort_ok = true" : "");
        }
    }
    code_add(body, "};\n\n");
}

/* Asked ahead: the pair beside the function. */
static void emit_header_pair(struct code *header, const struct statement *statement)
{
    const text name = statement->name;
    code_add(
        header,
        "/* The same in two steps: others may be asked between them, and PostgreSQL answers all "
        "at once.\n * What is given to the first must live until the second. */\n"
        "struct %.*s_asked {\n    struct db *db;\n    struct db_stmt *" STMT ";\n};\n",
        TEXT_ARG(name));
    emit_ask_prototype(header, statement);
    code_add(header, " must_use;\n");
    emit_take_prototype(header, statement);
    code_add(header, " must_use;\n");
}

static void emit_header_function(struct code *header, const struct statement *statement)
{
    code_comment(header, statement->prose);
    code_line(header, statement->at);
    emit_prototype(header, statement);
    code_add(header, "%s;\n", statement->kind == KIND_MAYBE ? " must_use" : "");
    if (statement->asks_ahead)
        emit_header_pair(header, statement);
    code_line_back(header);
    code_add(header, "\n");
}

static void emit_pair(struct code *body, const struct module *module,
                      const struct statement *statement)
{
    const text name = statement->name;
    const bool needs_db = statement->kind == KIND_MAYBE || statement->kind == KIND_MANY;
    emit_ask_prototype(body, statement);
    code_add(body, "\n{\n");
    emit_begin(body, module, statement);
    code_add(body,
             "    db_stmt_ask(" STMT ");\n"
             "    return (struct %.*s_asked){.db = db, ." STMT " = " STMT "};\n}\n\n",
             TEXT_ARG(name));
    emit_take_prototype(body, statement);
    code_add(body, "\n{\n%s    struct db_stmt *" STMT " = asked." STMT ";\n",
             needs_db ? "    struct db *db = asked.db;\n" : "");
    emit_body(body, statement);
    code_add(body, "}\n\n");
}

static void emit_function(struct code *body, const struct module *module,
                          const struct statement *statement)
{
    code_line(body, statement->at);
    if (statement->asks_ahead)
        emit_pair(body, module, statement);
    emit_prototype(body, statement);
    code_add(body, "\n{\n");
    if (statement->asks_ahead) {
        const text name = statement->name;
        code_add(body, "    return %.*s_take(%.*s_ask(db", TEXT_ARG(name), TEXT_ARG(name));
        for (size_t i = 0; i < statement->parameters.count; i++)
            code_add(body, ", %.*s", TEXT_ARG(statement->parameters.at[i].c_name));
        code_add(body, "));\n");
    } else {
        emit_begin(body, module, statement);
        emit_body(body, statement);
    }
    code_add(body, "}\n");
    code_line_back(body);
    code_add(body, "\n");
}

void emit_queries(const struct model *model, const struct module *module, made_list *made)
{
    struct arena *arena = model->arena;
    const text upper = text_upper(arena, module->name);
    struct code header = {.out = {.arena = arena},
                          .file = text_format(arena, "%.*s_queries.h", TEXT_ARG(module->name))};
    struct code body = {.out = {.arena = arena},
                        .file = text_format(arena, "%.*s_queries.c", TEXT_ARG(module->name))};
    code_add(&header,
             "/* Made by querygen from the statements of %.*s. */\n"
             "#ifndef %.*s_QUERIES_H\n#define %.*s_QUERIES_H\n\n#include "
             "\"engine/db/db.h\"\n#include \"types.h\"\n\n",
             TEXT_ARG(module->name), TEXT_ARG(upper), TEXT_ARG(upper));
    code_add(&body,
             "/* Made by querygen from the statements of %.*s. */\n#include \"%.*s\"\n\n"
             "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n",
             TEXT_ARG(module->name), TEXT_ARG(header.file));
    if (module->variants > 0) {
        code_add(&body,
                 "extern const struct db_statement %.*s_statements[]; /* for registry.c */\n",
                 TEXT_ARG(module->name));
        emit_statement_data(&body, module);
    }
    emit_helpers(&body, model, module);
    for (size_t i = 0; i < model->rows.count; i++)
        if (model->rows.at[i].module == module) {
            emit_row_struct(&header, &model->rows.at[i]);
            emit_row_reader(&body, &model->rows.at[i]);
        }
    for (size_t i = 0; i < module->statements.count; i++) {
        const struct statement *statement = &module->statements.at[i];
        if (statement->kind == KIND_PAGE) {
            emit_page_types(&header, statement);
            emit_page_functions(&body, module, statement);
            continue;
        }
        emit_header_function(&header, statement);
        emit_function(&body, module, statement);
    }
    code_add(&header, "#endif\n");
    const struct made files[] = {{header.file, text_built(&header.out)},
                                 {body.file, text_built(&body.out)}};
    list_add(arena, made, files[0]);
    list_add(arena, made, files[1]);
}

void emit_registry(const struct model *model, made_list *made)
{
    struct code code = {.out = {.arena = model->arena}, .file = T("registry.c")};
    size_t total = 0;
    code_add(
        &code,
        "/* Made by querygen: every statement of the program. */\n#include \"engine/db/db.h\"\n\n");
    for (size_t m = 0; m < model->modules.count; m++)
        if (model->modules.at[m].variants > 0)
            code_add(&code, "extern const struct db_statement %.*s_statements[];\n",
                     TEXT_ARG(model->modules.at[m].name));
    code_add(&code, "\nconst struct db_statement *const db_registry[] = {\n");
    for (size_t m = 0; m < model->modules.count; m++)
        for (size_t i = 0; i < model->modules.at[m].variants; i++, total++)
            code_add(&code, "    &%.*s_statements[%zu],\n", TEXT_ARG(model->modules.at[m].name), i);
    if (total == 0)
        code_add(&code, "    NULL,\n");
    code_add(&code, "};\nconst size_t db_registry_count = %zu;\n", total);
    const struct made file = {.name = code.file, .content = text_built(&code.out)};
    list_add(model->arena, made, file);
}
