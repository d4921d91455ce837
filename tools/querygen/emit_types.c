/*
 * types.h: the id types and enumerations that pages, forms and C share.
 */
#include "querygen.h"

static void emit_id(struct code *code, text name)
{
    code_add(code,
             "typedef struct %.*s {\n"
             "    int64_t raw;\n"
             "} %.*s;\n"
             "typedef struct opt_%.*s {\n"
             "    bool some;\n"
             "    %.*s it;\n"
             "} opt_%.*s;\n",
             TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name));
    code_add(code,
             "/* For an id that came from outside, such as a URL; and for the audit log. */\n"
             "static inline %.*s %.*s_of(int64_t raw)\n"
             "{\n"
             "    return (%.*s){.raw = raw};\n"
             "}\n"
             "static inline int64_t %.*s_raw(%.*s id)\n"
             "{\n"
             "    return id.raw;\n"
             "}\n\n",
             TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name));
}

static void emit_enum(struct code *code, const struct enum_type *type)
{
    struct arena *arena = code->out.arena;
    const text name = type->name, upper = text_upper(arena, name);
    if (type->comment.ptr)
        code_comment(code, type->comment);
    code_add(code, "enum %.*s {\n", TEXT_ARG(name));
    for (size_t i = 0; i < type->members.count; i++) {
        const struct member *member = &type->members.at[i];
        const text code_name = text_upper(arena, member->code);
        code_add(code, "    %.*s_%.*s%s", TEXT_ARG(upper), TEXT_ARG(code_name),
                 i + 1 < type->members.count ? "," : "");
        if (member->comment.ptr) {
            code_add(code, " ");
            code_comment(code, member->comment);
        } else {
            code_add(code, "\n");
        }
    }
    code_add(code,
             "};\n"
             "#define %.*s_COUNT %zu\n"
             "typedef struct opt_%.*s {\n"
             "    bool some;\n"
             "    enum %.*s it;\n"
             "} opt_%.*s;\n",
             TEXT_ARG(upper), type->members.count, TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name));
    code_add(
        code,
        "extern const struct enum_table %.*s_table;\n"
        "text %.*s_label(enum %.*s value); /* for people */\n"
        "text %.*s_code(enum %.*s value);  /* for URLs and files */\n"
        "bool %.*s_from_code(text code, enum %.*s *out) must_use; /* false: no such member */\n"
        "enum %.*s %.*s_of(int64_t raw); /* as stored; fail()s when it is no member */\n\n",
        TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name),
        TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name));
}

void emit_types(const struct model *model, made_list *made)
{
    struct code code = {.out = {.arena = model->arena}, .file = T("types.h")};
    code_add(&code, "/* Made by querygen from the migrations: ids and enumerations. */\n"
                    "#ifndef TYPES_H\n#define TYPES_H\n\n"
                    "#include \"engine/base/values.h\"\n\n"
                    "/* X(type) for each id type. */\n"
                    "#define ID_TYPES(X)");
    for (size_t i = 0; i < model->tables.count; i++)
        if (model->tables.at[i].id_type.ptr)
            code_add(&code, " \\\n    X(%.*s)", TEXT_ARG(model->tables.at[i].id_type));
    code_add(&code, "\n\n");
    for (size_t i = 0; i < model->tables.count; i++)
        if (model->tables.at[i].id_type.ptr)
            emit_id(&code, model->tables.at[i].id_type);
    for (size_t i = 0; i < model->enums.count; i++)
        emit_enum(&code, &model->enums.at[i]);
    code_add(&code, "#endif\n");
    const struct made file = {.name = code.file, .content = text_built(&code.out)};
    list_add(model->arena, made, file);
}
