/*
 * The standard markup of <field>, so that every form looks, speaks and is heard alike; and controls
 * written by hand, to which only what was typed and what is wrong is added.
 */
#include "pagegen.h"

/* What the contract takes from a control; the rest is written as it stands. */
#define TAKEN                                                                                      \
    " name label hint as required maxlength min max options few select repeated inline rows "

/* ---- Parts ---- */

void emit_described(struct code *code, const struct field *field, bool has_hint, bool invalid)
{
    if (has_hint) {
        code_html(code, T(" aria-describedby=\""));
        emit_field_id(code, field);
        code_html(code, T("-hint"));
        code_open(code, "if (wrong_)");
        code_html(code, T(" "));
        emit_field_id(code, field);
        code_html(code, T("-error"));
        code_close(code);
        code_html(code, T("\""));
    }
    if (has_hint && !invalid)
        return;
    code_open(code, "if (wrong_)");
    if (!has_hint) {
        code_html(code, T(" aria-describedby=\""));
        emit_field_id(code, field);
        code_html(code, T("-error\""));
    }
    if (invalid)
        code_html(code, T(" aria-invalid=\"true\""));
    code_close(code);
}

void emit_problem(struct code *code, const struct field *field, const char *tag)
{
    code_open(code, "if (wrong_)");
    code_html_of(code, "<%s class=\"error\" id=\"", tag);
    emit_field_id(code, field);
    code_html(code, T("-error\"><span class=\"vh\">Error: </span>"));
    code_line(code, "html_put_text(out, value_->error);");
    code_html_of(code, "</%s>\n", tag);
    code_close(code);
}

void emit_choices_open(struct code *code, const struct field *field)
{
    const text type = field->type;
    if (field->options.text.ptr) {
        code_expression(code, "const struct options options_ = (", field->options, ");");
        code_open(code, "for (size_t i_ = 0; i_ < options_.count; i_++)");
        code_line(code, "const text choice_ = options_.row[i_].value;");
        code_line(code, "const text label_ = options_.row[i_].label;");
    } else {
        code_open(code, "for (size_t i_ = 0; i_ < %.*s_table.count; i_++)", TEXT_ARG(type));
        code_line(code, "const text choice_ = %.*s_table.codes[i_];", TEXT_ARG(type));
        code_line(code, "const text label_ = %.*s_table.labels[i_];", TEXT_ARG(type));
    }
}

void emit_choices_close(struct code *code)
{
    code_close(code);
}

static void emit_class(struct code *code, const char *tag)
{
    code_html_of(code, "<%s class=\"field", tag);
    code_line(code, "if (wrong_)");
    code->depth++;
    code_html(code, T(" has-error"));
    code_flush(code);
    code->depth--;
    code_html(code, T("\""));
}

static bool is_skippable(const struct field *field)
{
    return !field->required && !field->in_line;
}

static void emit_label_words(struct code *code, const struct node *node)
{
    emit_words(code, attribute_literal(node, "label"));
    if (is_skippable(node->field) && node->field->kind != VALUE_FLAG)
        code_html(code, T(" <span class=\"opt\">(you can skip this)</span>"));
}

static void emit_hint(struct code *code, const struct field *field)
{
    if (!field->hint)
        return;
    code_html(code, T("<p class=\"hint\" id=\""));
    emit_field_id(code, field);
    code_html(code, T("-hint\">"));
    emit_value(code, &field->hint->children, PUT_TEXT);
    code_html(code, T("</p>\n"));
}

static void emit_id_and_name(struct code *code, const struct field *field)
{
    code_html(code, T(" id=\""));
    emit_field_id(code, field);
    code_html(code, T("\" name=\""));
    emit_field_name(code, field);
    code_html(code, T("\""));
}

static void emit_unless(struct code *code, const struct node *node, const char *name,
                        const char *attribute)
{
    if (!attribute_find(node, name))
        code_html_of(code, " %s", attribute);
}

/* ---- Kinds of <field> ---- */

static void emit_input(struct code *code, const struct node *node)
{
    const struct field *field = node->field;
    const enum value_kind kind = field->kind;
    const bool figure = kind == VALUE_PENCE || kind == VALUE_INT;
    if (kind == VALUE_PENCE)
        code_html(code, T("<span class=\"money\"><span aria-hidden=\"true\">£</span>"));
    code_html_of(code, "<input class=\"input%s\"", figure ? " input--num" : "");
    emit_id_and_name(code, field);
    code_html_of(code, " type=\"%s\"",
                 kind == VALUE_EMAIL  ? "email"
                 : kind == VALUE_URL  ? "url"
                 : kind == VALUE_FILE ? "file"
                                      : "text");
    if (kind == VALUE_TEXT)
        emit_unless(code, node, "dir", "dir=\"auto\"");
    if (kind == VALUE_EMAIL || kind == VALUE_URL)
        emit_unless(code, node, "spellcheck", "spellcheck=\"false\"");
    if (figure)
        emit_unless(code, node, "inputmode",
                    kind == VALUE_PENCE ? "inputmode=\"decimal\"" : "inputmode=\"numeric\"");
    emit_attributes(code, &node->attributes, TAKEN);
    if (kind != VALUE_FILE) {
        code_html(code, T(" value=\""));
        code_line(code, "html_put_text(out, form_typed(value_));");
        code_html(code, T("\""));
    }
    emit_described(code, field, field->hint != NULL, true);
    code_html(code, kind == VALUE_PENCE ? T("></span>") : T(">"));
}

/* The parser of HTML drops a first line break; the one typed stands after ours. */
static void emit_textarea(struct code *code, const struct node *node)
{
    code_html(code, T("<textarea class=\"input\""));
    emit_id_and_name(code, node->field);
    code_html(code, T(" rows=\""));
    if (attribute_find(node, "rows"))
        emit_value(code, &attribute_find(node, "rows")->children, PUT_ATTRIBUTE);
    else
        code_html(code, T("5"));
    code_html(code, T("\""));
    emit_unless(code, node, "dir", "dir=\"auto\"");
    emit_attributes(code, &node->attributes, TAKEN);
    emit_described(code, node->field, node->field->hint != NULL, true);
    code_html(code, T(">\n"));
    code_line(code, "html_put_text(out, form_typed(value_));");
    code_html(code, T("</textarea>"));
}

static void emit_option_rows(struct code *code, const struct field *field)
{
    code_html_of(code, "<option value=\"\">%s</option>\n", field->in_line ? "Any" : "Choose one");
    emit_choices_open(code, field);
    code_html(code, T("<option value=\""));
    code_line(code, "html_put_text(out, choice_);");
    code_html(code, T("\""));
    code_open(code, "if (form_has(value_, choice_))");
    code_html(code, T(" selected"));
    code_close(code);
    code_html(code, T(">"));
    code_line(code, "html_put_text(out, label_);");
    code_html(code, T("</option>\n"));
    emit_choices_close(code);
}

static void emit_select(struct code *code, const struct node *node)
{
    code_html(code, T("<select class=\"input\""));
    emit_id_and_name(code, node->field);
    emit_attributes(code, &node->attributes, TAKEN);
    emit_described(code, node->field, node->field->hint != NULL, true);
    code_html(code, T(">\n"));
    emit_option_rows(code, node->field);
    code_html(code, T("</select>"));
}

/* Rows of radios, or of checkboxes. The first has the field's id, for the summary's link. */
static void emit_ticks(struct code *code, const struct node *node)
{
    const struct field *field = node->field;
    const char *type = field->repeated ? "checkbox" : "radio";
    emit_choices_open(code, field);
    code_html_of(code, "<label class=\"choice\"><input type=\"%s\" id=\"", type);
    emit_field_id(code, field);
    code_open(code, "if (i_ > 0)");
    code_html(code, T("-"));
    code_line(code, "html_put_attr_size(out, i_);");
    code_close(code);
    code_html(code, T("\" name=\""));
    emit_field_name(code, field);
    code_html(code, T("\" value=\""));
    code_line(code, "html_put_text(out, choice_);");
    code_html(code, T("\""));
    code_open(code, "if (form_has(value_, choice_))");
    code_html(code, T(" checked"));
    code_close(code);
    code_html(code, T(">"));
    code_line(code, "html_put_text(out, label_);");
    code_html(code, T("</label>\n"));
    emit_choices_close(code);
    if (field->repeated || field->required)
        return;
    code_html(code, T("<label class=\"choice\"><input type=\"radio\" name=\""));
    emit_field_name(code, field);
    code_html(code, T("\" value=\"\""));
    code_open(code, "if (!text_present(form_typed(value_)))");
    code_html(code, T(" checked"));
    code_close(code);
    code_html_of(code, ">%s</label>\n", field->in_line ? "Any" : "Not said");
}

static void emit_fieldset(struct code *code, const struct node *node)
{
    const struct field *field = node->field;
    emit_class(code, "fieldset");
    emit_described(code, field, field->hint != NULL, false);
    code_html(code, T("><legend class=\"label\">"));
    emit_label_words(code, node);
    code_html(code, T("</legend>\n"));
    emit_hint(code, field);
    emit_problem(code, field, "p");
    emit_ticks(code, node);
    code_html(code, T("</fieldset>"));
}

static void emit_flag(struct code *code, const struct node *node)
{
    const struct field *field = node->field;
    emit_class(code, "div");
    code_html(code, T(">"));
    emit_hint(code, field);
    emit_problem(code, field, "p");
    code_html(code, T("<label class=\"choice\"><input type=\"checkbox\""));
    emit_id_and_name(code, field);
    code_html(code, T(" value=\"yes\""));
    code_open(code, "if (text_present(form_typed(value_)))");
    code_html(code, T(" checked"));
    code_close(code);
    emit_described(code, field, field->hint != NULL, true);
    code_html(code, T(">"));
    emit_label_words(code, node);
    code_html(code, T("</label>\n</div>"));
}

static bool has_choices(const struct field *field)
{
    return field->kind == VALUE_ENUM || field->options.text.ptr;
}

static bool has_select(const struct field *field)
{
    return has_choices(field) && !field->repeated &&
           (field->select || (field->options.text.ptr && !field->few));
}

void emit_field(struct code *code, const struct node *node)
{
    const struct field *field = node->field;
    emit_field_scope(code, field);
    if (field->kind == VALUE_FLAG) {
        emit_flag(code, node);
    } else if (has_choices(field) && !has_select(field)) {
        emit_fieldset(code, node);
    } else {
        emit_class(code, "div");
        code_html(code, T("><label class=\"label\" for=\""));
        emit_field_id(code, field);
        code_html(code, T("\">"));
        emit_label_words(code, node);
        code_html(code, T("</label>\n"));
        emit_hint(code, field);
        emit_problem(code, field, "p");
        if (has_select(field))
            emit_select(code, node);
        else if (field->kind == VALUE_LONGTEXT)
            emit_textarea(code, node);
        else
            emit_input(code, node);
        code_html(code, T("\n</div>"));
    }
    code_close(code);
}

/* ---- Controls written by hand ---- */

/* if (form_has(value_, the value)) { attribute } */
static void emit_when_chosen(struct code *code, const struct node *node, const char *attribute)
{
    const struct node *value = attribute_find(node, "value");
    if (!value) { /* a lone checkbox: any value is yes */
        code_open(code, "if (text_present(form_typed(value_)))");
    } else if (value->children.count == 1 && value->children.at[0]->kind == NODE_PRINT) {
        code_expression(code, "if (form_has(value_, (", value->children.at[0]->expression, "))) {");
        code->depth++;
    } else {
        struct code literal = {.out = {.arena = code->out.arena}};
        code_string(&literal, attribute_literal(node, "value"));
        code_open(code, "if (form_has(value_, T(%.*s)))", TEXT_ARG(text_built(&literal.out)));
    }
    code_html_of(code, " %s", attribute);
    code_close(code);
}

void emit_option(struct code *code, const struct node *node)
{
    code_html(code, T("<option"));
    emit_attributes(code, &node->attributes, " selected ");
    emit_when_chosen(code, node, "selected");
    code_html(code, T(">"));
    emit_nodes(code, &node->children, false);
    code_html(code, T("</option>"));
}

static void emit_select_children(struct code *code, const struct node *node)
{
    code_html(code, T(">"));
    code->choosing = true;
    if (node->children.count == 0)
        emit_option_rows(code, node->field);
    else
        emit_nodes(code, &node->children, false);
    code->choosing = false;
    code_html(code, T("</select>"));
}

void emit_control(struct code *code, const struct node *node)
{
    const struct field *field = node->field;
    const bool first = field->alone && field->at.offset == node->at.offset;
    const text type = attribute_literal(node, "type");
    const bool choice = is_choice(node);
    if (!field->given)
        emit_field_scope(code, field);
    code_html_of(code, "<%.*s", TEXT_ARG(node->name));
    emit_attributes(code, &node->attributes,
                    element_is(node, "textarea") ? " name label as required maxlength checked "
                                                 : " name label as required maxlength min max "
                                                   "repeated checked ");
    if (!field->hidden && first && !attribute_find(node, "id")) {
        code_html(code, T(" id=\""));
        emit_field_id(code, field);
        code_html(code, T("\""));
    }
    code_html(code, T(" name=\""));
    emit_field_name(code, field);
    code_html(code, T("\""));
    if (field->given) {
        code_html(code, T(">"));
        return;
    }
    if (choice) {
        emit_when_chosen(code, node, "checked");
        if (!attribute_find(node, "value"))
            code_html(code, T(" value=\"yes\""));
    } else if (!field->hidden) {
        emit_described(code, field, false, true);
    }
    if (element_is(node, "select")) {
        emit_select_children(code, node);
    } else if (element_is(node, "textarea")) {
        code_html(code, T(">\n"));
        code_line(code, "html_put_text(out, form_typed(value_));");
        code_html(code, T("</textarea>"));
    } else {
        if (!choice && !text_eq(type, T("file")) && !text_eq(type, T("password"))) {
            code_html(code, T(" value=\""));
            code_line(code, "html_put_text(out, form_typed(value_));");
            code_html(code, T("\""));
        }
        code_html(code, T(">"));
    }
    if (first && !field->hidden)
        emit_problem(code, field, "span");
    else
        code_line(code, "(void)wrong_;");
    code_close(code);
}
