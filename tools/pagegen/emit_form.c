/*
 * Forms as C: the struct of values, the table that form_parse reads, and the form itself with what
 * every form has (once, version, the summary of problems).
 */
#include "pagegen.h"
#include <inttypes.h>

/* ---- Types ---- */

/* Of one value, as in the struct. */
static text value_type(struct arena *arena, const struct field *field, bool optional)
{
    switch (field->kind) {
    case VALUE_TEXT:
    case VALUE_LONGTEXT:
    case VALUE_EMAIL:
    case VALUE_URL:
        return T("text");
    case VALUE_PENCE:
        return optional ? T("opt_pence") : T("pence");
    case VALUE_DAY:
        return optional ? T("opt_day") : T("day");
    case VALUE_INT:
        return optional ? T("opt_int") : T("int64_t");
    case VALUE_FLAG:
        return T("bool");
    case VALUE_FILE:
        return T("struct upload");
    case VALUE_ENUM:
        return text_format(arena, optional ? "opt_%.*s" : "enum %.*s", TEXT_ARG(field->type));
    case VALUE_ID:
        return text_format(arena, optional ? "opt_%.*s" : "%.*s", TEXT_ARG(field->type));
    }
    return TEXT_ABSENT;
}

static void emit_member(struct code *code, const struct field *field)
{
    const text type = value_type(code->out.arena, field, !field->required && !field->repeated);
    if (field->repeated) {
        code_line(code, "struct {");
        code_line(code, "    const %.*s *row;", TEXT_ARG(type));
        code_line(code, "    size_t count;");
        code_line(code, "} %.*s;", TEXT_ARG(field->name));
    } else {
        code_line(code, "%.*s %.*s;", TEXT_ARG(type), TEXT_ARG(field->name));
    }
}

void emit_form_types(struct code *code, const struct contract *contract)
{
    const text name = contract->name;
    for (size_t i = 0; i < contract->groups.count; i++) {
        const struct group *group = contract->groups.at[i];
        code_raw(code, "\nstruct %.*s_%.*s {\n", TEXT_ARG(name), TEXT_ARG(group->name));
        code->depth++;
        for (size_t k = 0; k < group->fields.count; k++)
            emit_member(code, group->fields.at[k]);
        code->depth--;
        code_raw(code, "};\n");
    }
    code_raw(code, "\nstruct %.*s_form {\n", TEXT_ARG(name));
    code->depth++;
    for (size_t i = 0; i < contract->fields.count; i++)
        emit_member(code, contract->fields.at[i]);
    for (size_t i = 0; i < contract->groups.count; i++) {
        const text group = contract->groups.at[i]->name;
        code_line(code, "struct {");
        code_line(code, "    const struct %.*s_%.*s *row;", TEXT_ARG(name), TEXT_ARG(group));
        code_line(code, "    size_t count;");
        code_line(code, "} %.*s;", TEXT_ARG(group));
    }
    code->depth--;
    code_raw(code, "};\nextern const struct form_spec %.*s_form_spec;\n", TEXT_ARG(name));
}

/* ---- Tables ---- */

static const char *kind_name(enum value_kind kind)
{
    static const char *const names[] = {
        [VALUE_TEXT] = "FIELD_TEXT",   [VALUE_LONGTEXT] = "FIELD_LONGTEXT",
        [VALUE_EMAIL] = "FIELD_EMAIL", [VALUE_URL] = "FIELD_URL",
        [VALUE_PENCE] = "FIELD_PENCE", [VALUE_DAY] = "FIELD_DAY",
        [VALUE_INT] = "FIELD_INT",     [VALUE_FLAG] = "FIELD_FLAG",
        [VALUE_FILE] = "FIELD_FILE",   [VALUE_ENUM] = "FIELD_ENUM",
        [VALUE_ID] = "FIELD_ID"};
    return names[kind];
}

/* INT64_MIN has no literal. */
static void emit_bound(struct code *code, const char *name, int64_t bound)
{
    if (bound == INT64_MIN)
        code_raw(code, ", .has_%s = true, .%s = INT64_MIN", name, name);
    else
        code_raw(code, ", .has_%s = true, .%s = INT64_C(%" PRId64 ")", name, name, bound);
}

static size_t group_index(const struct contract *contract, const struct group *group)
{
    size_t i = 0;
    while (i < contract->groups.count && contract->groups.at[i] != group)
        i++;
    return i;
}

/* The struct's name after "struct ". */
static void emit_struct_name(struct code *code, const struct contract *contract,
                             const struct group *group)
{
    if (group)
        code_raw(code, "%.*s_%.*s", TEXT_ARG(contract->name), TEXT_ARG(group->name));
    else
        code_raw(code, "%.*s_form", TEXT_ARG(contract->name));
}

static void emit_field_spec(struct code *code, const struct field *field)
{
    const struct contract *contract = field->contract;
    code_raw(code, "    {.name = \"%.*s\", .label = ", TEXT_ARG(field->name));
    code_string(code, field->label);
    code_raw(code, ", .kind = %s, .index = %u", kind_name(field->kind), field->index);
    if (field->required)
        code_raw(code, ", .required = true");
    if (field->repeated)
        code_raw(code, ", .repeated = true");
    if (field->max_length > 0)
        code_raw(code, ", .max_length = %" PRIu32, field->max_length);
    if (field->has_min)
        emit_bound(code, "min", field->min);
    if (field->has_max)
        emit_bound(code, "max", field->max);
    if (field->kind == VALUE_ENUM)
        code_raw(code, ", .members = &%.*s_table", TEXT_ARG(field->type));
    if (field->group)
        code_raw(code, ", .group = &%.*s_groups[%zu]", TEXT_ARG(contract->name),
                 group_index(contract, field->group));
    code_raw(code, ",\n     .offset = offsetof(struct ");
    emit_struct_name(code, contract, field->group);
    code_raw(code, ", %.*s)},\n", TEXT_ARG(field->name));
}

static void emit_enum_check(struct code *code, const struct field *field)
{
    if (field->kind == VALUE_ENUM)
        code_raw(
            code,
            "_Static_assert(sizeof(enum %.*s) == sizeof(int), \"form_parse stores an int\");\n",
            TEXT_ARG(field->type));
}

static void emit_groups(struct code *code, const struct contract *contract)
{
    const text name = contract->name;
    code_raw(code, "static const struct group_spec %.*s_groups[%zu];\n", TEXT_ARG(name),
             contract->groups.count);
    for (size_t i = 0; i < contract->groups.count; i++) {
        const struct group *group = contract->groups.at[i];
        for (size_t k = 0; k < group->fields.count; k++)
            emit_enum_check(code, group->fields.at[k]);
        code_raw(code, "static const struct field_spec %.*s_%.*s_fields[] = {\n", TEXT_ARG(name),
                 TEXT_ARG(group->name));
        for (size_t k = 0; k < group->fields.count; k++)
            emit_field_spec(code, group->fields.at[k]);
        code_raw(code, "};\n");
    }
    code_raw(code, "static const struct group_spec %.*s_groups[%zu] = {\n", TEXT_ARG(name),
             contract->groups.count);
    for (size_t i = 0; i < contract->groups.count; i++) {
        const struct group *group = contract->groups.at[i];
        const text part = group->name;
        code_raw(code,
                 "    {.name = \"%.*s\", .field = %.*s_%.*s_fields, .field_count = %zu,\n"
                 "     .row_size = sizeof(struct %.*s_%.*s), .max_rows = %" PRId64 ",\n"
                 "     .offset = offsetof(struct %.*s_form, %.*s)},\n",
                 TEXT_ARG(part), TEXT_ARG(name), TEXT_ARG(part), group->fields.count,
                 TEXT_ARG(name), TEXT_ARG(part), group->max, TEXT_ARG(name), TEXT_ARG(part));
    }
    code_raw(code, "};\n");
}

void emit_form_spec(struct code *code, const struct contract *contract)
{
    const text name = contract->name;
    code_raw(code, "\n");
    if (contract->groups.count > 0)
        emit_groups(code, contract);
    for (size_t i = 0; i < contract->fields.count; i++)
        emit_enum_check(code, contract->fields.at[i]);
    if (contract->fields.count > 0) {
        code_raw(code, "static const struct field_spec %.*s_fields[] = {\n", TEXT_ARG(name));
        for (size_t i = 0; i < contract->fields.count; i++)
            emit_field_spec(code, contract->fields.at[i]);
        code_raw(code, "};\n");
    }
    code_raw(code, "const struct form_spec %.*s_form_spec = {\n    .name = \"%.*s\",\n",
             TEXT_ARG(name), TEXT_ARG(name));
    if (contract->fields.count > 0)
        code_raw(code, "    .field = %.*s_fields,\n    .field_count = %zu,\n", TEXT_ARG(name),
                 contract->fields.count);
    if (contract->groups.count > 0)
        code_raw(code, "    .group = %.*s_groups,\n    .group_count = %zu,\n", TEXT_ARG(name),
                 contract->groups.count);
    code_raw(code, "    .size = sizeof(struct %.*s_form),\n%s};\n", TEXT_ARG(name),
             contract->multipart ? "    .multipart = true,\n" : "");
}

/* ---- The summary of problems ---- */

static bool has_summary(const struct contract *contract)
{
    return contract->post && contract->values.text.ptr;
}

static void emit_summary_rows(struct code *code)
{
    code_open(code, "for (size_t i = 0; i < values->count; i++)");
    code_line(code, "const struct form_value *const value = &values->value[i];");
    code_line(code, "if (!text_present(value->error))");
    code_line(code, "    continue;");
    code_html(code, T("<li><a href=\"#"));
    code_line(code, "html_put_text(out, prefix);");
    code_html(code, T("-"));
    code_open(code, "if (value->field->group)");
    code_line(code, "html_put_text(out, text_of(value->field->group->name));");
    code_html(code, T("-"));
    code_line(code, "html_put_attr_size(out, value->row);");
    code_html(code, T("-"));
    code_close(code);
    code_line(code, "html_put_text(out, text_of(value->field->name));");
    code_html(code, T("\">"));
    code_line(code, "html_put_text(out, value->error);");
    code_html(code, T("</a></li>\n"));
    code_close(code);
}

void emit_form_helpers(struct code *code, const struct program *program, text module)
{
    bool needed = false;
    for (size_t i = 0; i < program->contracts.count; i++)
        needed = needed || (text_eq(program->contracts.at[i]->source->module, module) &&
                            has_summary(program->contracts.at[i]));
    if (!needed)
        return;
    code_raw(code, "\n/* What is wrong with a form as a whole and with each field, in links. */\n"
                   "static void put_problems(struct html *out, const struct form_values *values, "
                   "text prefix,\n                         text title)\n{\n");
    code->depth++;
    code_line(code, "if (values->error_count == 0 && !text_present(values->whole_error))");
    code_line(code, "    return;");
    code_html(code, T("<div class=\"error-summary\" role=\"alert\" tabindex=\"-1\" "
                      "aria-labelledby=\""));
    code_line(code, "html_put_text(out, title);");
    code_html(code, T("\"><h2 id=\""));
    code_line(code, "html_put_text(out, title);");
    code_html(code, T("\">There is a problem</h2>\n<p>Nothing was lost: what you typed is still "
                      "here.</p>\n<ul>\n"));
    code_open(code, "if (text_present(values->whole_error))");
    code_html(code, T("<li>"));
    code_line(code, "html_put_text(out, values->whole_error);");
    code_html(code, T("</li>\n"));
    code_close(code);
    emit_summary_rows(code);
    code_html(code, T("</ul></div>\n"));
    code_close(code);
}

/* ---- The form ---- */

static void emit_hidden(struct code *code, const struct contract *contract)
{
    code_html(code, T("<input type=\"hidden\" name=\"once\" value=\""));
    code_line(code, "html_put_text(out, view_once(out->arena, view));");
    code_html(code, T("\">\n"));
    if (!contract || !contract->version.text.ptr)
        return;
    code_html(code, T("<input type=\"hidden\" name=\"version\" value=\""));
    if (contract->values.text.ptr) /* of what the person saw when they began */
        code_expression(code, "html_put_plain(out, values_->version != 0 ? values_->version : (",
                        contract->version, "));");
    else
        code_expression(code, "html_put_attr(out, (", contract->version, "));");
    code_html(code, T("\">\n"));
}

static void emit_summary(struct code *code, const struct contract *contract)
{
    const text prefix = contract->prefix;
    if (text_eq(prefix, T("f")))
        code_line(code, "put_problems(out, values_, T(\"f\"), T(\"error-summary-title\"));");
    else
        code_line(code, "put_problems(out, values_, T(\"%.*s\"), T(\"%.*s-error-summary-title\"));",
                  TEXT_ARG(prefix), TEXT_ARG(prefix));
}

void emit_form(struct code *code, const struct node *form)
{
    const struct contract *contract = form->contract;
    const bool post = text_eq(attribute_literal(form, "method"), T("post"));
    const bool values = contract && contract->values.text.ptr;
    if (values) {
        code_open(code, "%s", "");
        code_expression(code, "const struct form_values *const values_ = (", contract->values,
                        ");");
    }
    code_html(code, T("<form"));
    emit_attributes(code, &form->attributes, " contract values version prefix ");
    if (contract && contract->multipart)
        code_html(code, T(" enctype=\"multipart/form-data\""));
    code_html(code, contract ? T(" novalidate>\n") : T(">"));
    if (post)
        emit_hidden(code, contract);
    if (contract && has_summary(contract))
        emit_summary(code, contract);
    emit_nodes(code, &form->children, false);
    code_html(code, T("</form>"));
    if (values)
        code_close(code);
}

void emit_repeat(struct code *code, const struct node *node)
{
    code_expression(code, "for (size_t row = 0; row < (size_t)(", node->group->rows, "); row++) {");
    code->depth++;
    emit_nodes(code, &node->children, false);
    code_close(code);
}

/* ---- What fields are made of ---- */

void emit_field_id(struct code *code, const struct field *field)
{
    code_html_of(code, "%.*s-", TEXT_ARG(field->contract->prefix));
    if (field->group) {
        code_html_of(code, "%.*s-", TEXT_ARG(field->group->name));
        code_line(code, "html_put_attr_size(out, row);");
        code_html(code, T("-"));
    }
    code_html(code, field->name);
}

void emit_field_name(struct code *code, const struct field *field)
{
    if (field->group) {
        code_html_of(code, "%.*s.", TEXT_ARG(field->group->name));
        code_line(code, "html_put_attr_size(out, row);");
        code_html(code, T("."));
    }
    code_html(code, field->name);
}

void emit_field_scope(struct code *code, const struct field *field)
{
    const struct contract *contract = field->contract;
    code_open(code, "%s", "");
    if (field->group)
        code_line(code,
                  "const struct form_value *const value_ = "
                  "form_value_in(values_, &%.*s_groups[%zu], row, %u);",
                  TEXT_ARG(contract->name), group_index(contract, field->group), field->index);
    else
        code_line(code, "const struct form_value *const value_ = form_value_at(values_, %u);",
                  field->index);
    code_line(code, "const bool wrong_ = text_present(value_->error);");
}
