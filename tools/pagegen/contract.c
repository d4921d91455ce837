/*
 * What a form promises: its fields, read off <field>, <repeat> and controls with as=.
 */
#include "pagegen.h"
#include "engine/base/values.h"
#include <stdint.h>

/* Attributes that pagegen takes for itself; the rest are written as they are. */
static const char field_attributes[] =
    " name label hint as required maxlength min max options few select repeated inline rows "
    "autocomplete dir lang accept list spellcheck inputmode enterkeyhint ";

static bool attribute_is_plain(struct program *program, const struct node *attribute)
{
    if (attribute->kind == NODE_ATTRIBUTE && !attribute->conditional)
        return true;
    report(program->errors, attribute->at, "set {% if %} around the whole field instead",
           "what a field is cannot depend on a condition");
    return false;
}

/* The literal value; reports when it is missing or holds a value. */
static text literal_needed(struct program *program, const struct node *node, const char *name)
{
    const struct node *attribute = attribute_find(node, name);
    if (!attribute) {
        report(program->errors, node->at, "every run of the page needs the same",
               "<%.*s> without %s", TEXT_ARG(node->name), name);
        return T("");
    }
    const text literal = attribute_literal(node, name);
    if (!literal.ptr || literal.len == 0)
        report(program->errors, attribute->at, "write it out", "%s must be plain words", name);
    return literal.ptr ? literal : T("");
}

/* The five entities whose meaning pagegen knows; sets *fine to false at another. */
static text decoded(struct arena *arena, text t, bool *fine)
{
    static const struct {
        const char *name, *character;
    } entities[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};
    const size_t count = sizeof(entities) / sizeof(entities[0]);
    struct text_builder out = {.arena = arena};
    text_add(&out, T(""));
    for (size_t i = 0; i < t.len;) {
        size_t k = t.ptr[i] == '&' ? 0 : count;
        while (k < count && !text_starts(text_slice(t, i, t.len), text_of(entities[k].name)))
            k++;
        if (k < count) {
            text_add(&out, text_of(entities[k].character));
            i += text_of(entities[k].name).len;
            continue;
        }
        if (t.ptr[i] == '&' && i + 1 < t.len && !is_space(t.ptr[i + 1]))
            *fine = false;
        text_add_char(&out, t.ptr[i++]);
    }
    return text_built(&out);
}

static text label_of(struct program *program, const struct node *node, text name)
{
    const char *from = attribute_find(node, "label") ? "label" : "aria-label";
    const struct node *attribute = attribute_find(node, from);
    bool fine = true;
    if (attribute) {
        const text label = decoded(program->arena, literal_needed(program, node, from), &fine);
        if (!fine)
            report(program->errors, attribute->at, "write the character itself",
                   "an entity in a label");
        return label;
    }
    if (element_is(node, "field"))
        literal_needed(program, node, "label");
    struct text_builder out = {.arena = program->arena};
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i] == '_' ? ' ' : name.ptr[i];
        text_add_char(&out, i == 0 && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
    text_add(&out, T(""));
    return text_built(&out);
}

/* ---- <form> and <repeat> ---- */

static struct expression raw_expression(const struct node *node, const char *name)
{
    const struct node *attribute = attribute_find(node, name);
    return attribute ? attribute->expression : (struct expression){.at = node->at};
}

struct contract *contract_of(struct program *program, struct node *form)
{
    const text method = attribute_literal(form, "method");
    const bool post = text_eq(method, T("post"));
    if (!post && !text_eq(method, T("get")))
        report(program->errors, form->at, "write method=\"post\" or method=\"get\"",
               "<form> without a method");
    if (!attribute_find(form, "action"))
        report(program->errors, form->at, "say where it goes: action=\"/...\"",
               "<form> without an action");
    for (const char *const *own = (const char *const[]){"enctype", "novalidate", NULL}; *own; own++)
        if (attribute_find(form, *own))
            report(program->errors, attribute_find(form, *own)->at, "take it out",
                   "pagegen writes %s itself", *own);
    if (!attribute_find(form, "contract")) {
        report(program->errors, form->at, "name it, or write contract=\"none\"",
               "<form> without a contract");
        return NULL;
    }
    const text name = literal_needed(program, form, "contract");
    if (text_eq(name, T("none")))
        return NULL;
    struct contract *contract = arena_make(program->arena, struct contract);
    const text prefix = attribute_literal(form, "prefix");
    *contract = (struct contract){.at = form->at,
                                  .source = form->at.source,
                                  .name = name,
                                  .post = post,
                                  .prefix = text_present(prefix) ? prefix : T("f"),
                                  .values = raw_expression(form, "values"),
                                  .version = raw_expression(form, "version")};
    if (!is_name(name))
        report(program->errors, form->at, "lower case, such as grant_edit",
               "'%.*s' is no name for a contract", TEXT_ARG(name));
    if (!is_name(contract->prefix))
        report(program->errors, form->at, "lower case, such as edit", "'%.*s' is no prefix for ids",
               TEXT_ARG(contract->prefix));
    if (!post && contract->version.text.ptr)
        report(program->errors, contract->version.at, "only a change has a version",
               "a version in a form that changes nothing");
    for (size_t i = 0; i < program->contracts.count; i++)
        if (text_eq(program->contracts.at[i]->name, name)) {
            const struct place other = program->contracts.at[i]->at;
            report(program->errors, form->at, "put the form in a partial, and call that",
                   "the contract %.*s stands at %.*s:%d too", TEXT_ARG(name),
                   TEXT_ARG(other.source->path), other.line);
        }
    list_add(program->arena, &program->contracts, contract);
    return contract;
}

static bool name_check(struct program *program, const struct contract *contract,
                       const struct node *node, text name)
{
    if (!is_name(name) || text_eq(name, T("once")) || text_eq(name, T("version")) ||
        text_eq(name, T("row"))) {
        if (name.len > 0)
            report(program->errors, node->at, "lower case, and not once, version or row",
                   "'%.*s' is no name for a field", TEXT_ARG(name));
        return false;
    }
    for (size_t i = 0; i < contract->groups.count; i++)
        if (text_eq(contract->groups.at[i]->name, name)) {
            report(program->errors, node->at, "give it another name",
                   "the form has a group %.*s already", TEXT_ARG(name));
            return false;
        }
    return true;
}

struct group *contract_group(struct program *program, struct contract *contract, struct node *node)
{
    struct group *group = arena_make(program->arena, struct group);
    *group = (struct group){.at = node->at,
                            .name = literal_needed(program, node, "name"),
                            .rows = raw_expression(node, "rows")};
    name_check(program, contract, node, group->name);
    for (size_t i = 0; i < contract->fields.count; i++)
        if (text_eq(contract->fields.at[i]->name, group->name))
            report(program->errors, node->at, "give it another name",
                   "the form has a field %.*s already", TEXT_ARG(group->name));
    if (!int_parse(literal_needed(program, node, "max"), &group->max) || group->max < 1 ||
        group->max > 1000)
        report(program->errors, node->at, "1 to 1000", "max is not a number of rows");
    if (!group->rows.text.ptr)
        report(program->errors, node->at, "say how many are shown: rows=\"expression\"",
               "<repeat> without rows");
    for (size_t i = 0; i < node->attributes.count; i++)
        if (attribute_is_plain(program, node->attributes.at[i]) &&
            !words_have(" name max rows ", node->attributes.at[i]->name))
            report(program->errors, node->attributes.at[i]->at, "it has name, max and rows",
                   "<repeat> has no %.*s", TEXT_ARG(node->attributes.at[i]->name));
    if (contract->groups.count == MAX_GROUPS)
        report(program->errors, node->at, "split the form", "more than %d groups", MAX_GROUPS);
    list_add(program->arena, &contract->groups, group);
    return group;
}

/* ---- Fields ---- */

static void read_type(struct program *program, struct field *field, const struct node *node)
{
    static const char *const kinds[] = {
        [VALUE_TEXT] = "text", [VALUE_LONGTEXT] = "longtext", [VALUE_EMAIL] = "email",
        [VALUE_URL] = "url",   [VALUE_PENCE] = "pence",       [VALUE_DAY] = "day",
        [VALUE_INT] = "int",   [VALUE_FLAG] = "flag",         [VALUE_FILE] = "file"};
    field->type = literal_needed(program, node, "as");
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (text_eq(field->type, text_of(kinds[i]))) {
            field->kind = (enum value_kind)i;
            return;
        }
    if (field->type.len > 0 && !is_name(field->type))
        report(program->errors, node->at,
               "text longtext email url pence day int flag file, an id type or an enum",
               "'%.*s' is no type", TEXT_ARG(field->type));
    field->kind = text_ends(field->type, T("_id")) ? VALUE_ID : VALUE_ENUM;
}

/* A bound in the field's own unit: pounds for pence, 2024-10-18 for a day. */
static bool read_bound(struct program *program, const struct field *field, const struct node *node,
                       const char *name, int64_t *out)
{
    const struct node *attribute = attribute_find(node, name);
    if (!attribute)
        return false;
    const text literal = literal_needed(program, node, name);
    pence money;
    day date;
    bool fine = false;
    if (field->kind == VALUE_INT) {
        fine = int_parse(literal, out);
    } else if (field->kind == VALUE_PENCE && pence_parse(literal, &money)) {
        *out = pence_whole(money);
        fine = true;
    } else if (field->kind == VALUE_DAY && day_parse(literal, &date)) {
        *out = date.raw;
        fine = true;
    }
    if (!fine)
        report(program->errors, attribute->at,
               "pence in pounds, a day as 2024-10-18, an int as it is",
               "'%.*s' is no bound of this field", TEXT_ARG(literal));
    return fine;
}

static void read_limits(struct program *program, struct field *field, const struct node *node)
{
    int64_t length = 0;
    if (attribute_find(node, "maxlength")) {
        const bool words = field->kind == VALUE_TEXT || field->kind == VALUE_LONGTEXT ||
                           field->kind == VALUE_EMAIL || field->kind == VALUE_URL;
        if (!words || !int_parse(literal_needed(program, node, "maxlength"), &length) ||
            length < 1 || length > 1000000)
            report(program->errors, attribute_find(node, "maxlength")->at,
                   "a number of characters, for what holds words", "this field has no maxlength");
        else
            field->max_length = (uint32_t)length;
    }
    field->has_min = read_bound(program, field, node, "min", &field->min);
    field->has_max = read_bound(program, field, node, "max", &field->max);
    if (field->has_min && field->has_max && field->min > field->max)
        report(program->errors, node->at, "exchange them", "min is more than max");
}

static void wrong_look(struct program *program, const struct node *node, const char *name,
                       const char *hint)
{
    report(program->errors, attribute_find(node, name)->at, hint, "%s does not fit this field",
           name);
}

/* What only <field> has. */
static void read_look(struct program *program, struct field *field, const struct node *node)
{
    const bool choice = field->kind == VALUE_ENUM || field->kind == VALUE_ID;
    field->hint = attribute_find(node, "hint");
    field->options = raw_expression(node, "options");
    field->few = attribute_find(node, "few") != NULL;
    field->select = attribute_find(node, "select") != NULL;
    field->in_line = attribute_find(node, "inline") != NULL;
    const bool options = field->options.text.ptr != NULL;
    if (options && !choice && field->kind != VALUE_TEXT)
        wrong_look(program, node, "options", "options are for ids, enums and text");
    if (field->kind == VALUE_ID && !options)
        report(program->errors, node->at, "say which: options=\"expression\"",
               "an id is chosen from options");
    if (field->few && !options)
        wrong_look(program, node, "few", "it makes radios of options");
    if (field->select && field->kind != VALUE_ENUM)
        wrong_look(program, node, "select", "it makes a select of an enum");
    if (field->repeated && (field->few || field->select))
        wrong_look(program, node, "repeated", "it has checkboxes, neither few nor select");
    if (attribute_find(node, "rows") && field->kind != VALUE_LONGTEXT)
        wrong_look(program, node, "rows", "rows are for longtext");
    for (size_t i = 0; i < node->attributes.count; i++) {
        const struct node *attribute = node->attributes.at[i];
        if (attribute_is_plain(program, attribute) &&
            !words_have(field_attributes, attribute->name) &&
            !text_starts(attribute->name, T("data-")))
            report(program->errors, attribute->at, field_attributes + 1, "<field> has no %.*s",
                   TEXT_ARG(attribute->name));
    }
    if (node->children.count > 0)
        report(program->errors, node->at, "write <field .../>", "<field> holds something");
}

/* Hand-written: that the control suits the type. */
static void check_control(struct program *program, struct field *field, const struct node *node)
{
    const text type = attribute_literal(node, "type");
    const bool ticked = is_choice(node);
    field->hidden = text_eq(type, T("hidden"));
    if (element_is(node, "input") && !text_present(type))
        report(program->errors, node->at, "say type=\"text\", or which", "<input> without a type");
    if ((field->kind == VALUE_FILE) != text_eq(type, T("file")))
        report(program->errors, node->at, "type=\"file\" and as=\"file\" go together",
               "a file's control and type differ");
    if (element_is(node, "input") && !ticked && !field->hidden && attribute_find(node, "value"))
        report(program->errors, attribute_find(node, "value")->at,
               "take it out; form_fill_text and its like set one", "the value is what was typed");
    if (ticked && field->kind != VALUE_FLAG && !value_is_simple(node))
        report(program->errors, node->at, "write value=\"...\", or one {{ expression }}",
               "a choice without a value");
    if (element_is(node, "textarea") && node->children.count > 0)
        report(program->errors, node->at, "take it out; form_fill_text sets a value",
               "the text is what was typed");
    if (element_is(node, "select") && node->children.count == 0 && field->kind != VALUE_ENUM)
        report(program->errors, node->at, "write its options", "a select without options");
    field->given = field->hidden && attribute_find(node, "value");
    field->required = field->required || field->given;
}

static struct field *field_find(const struct contract *contract, const struct group *group,
                                text name)
{
    const size_t count = group ? group->fields.count : contract->fields.count;
    for (size_t i = 0; i < count; i++) {
        struct field *field = group ? group->fields.at[i] : contract->fields.at[i];
        if (text_eq(field->name, name))
            return field;
    }
    return NULL;
}

/* Radios, and checkboxes of one repeated field, share it. */
static bool shares(const struct field *before, const struct field *field, const struct node *node)
{
    const text type = attribute_literal(node, "type");
    return (text_eq(type, T("radio")) || (text_eq(type, T("checkbox")) && field->repeated)) &&
           text_eq(before->type, field->type) && before->repeated == field->repeated;
}

struct field *contract_field(struct program *program, struct contract *contract,
                             struct group *group, struct node *node)
{
    struct field *field = arena_make(program->arena, struct field);
    contract->tried = true;
    field->at = node->at;
    field->contract = contract;
    field->group = group;
    field->name = literal_needed(program, node, "name");
    if (!name_check(program, contract, node, field->name))
        return NULL;
    field->required = attribute_find(node, "required") != NULL;
    field->repeated = attribute_find(node, "repeated") != NULL;
    read_type(program, field, node);
    field->label = label_of(program, node, field->name);
    if (element_is(node, "field"))
        read_look(program, field, node);
    else
        check_control(program, field, node);
    read_limits(program, field, node);
    const bool choice =
        field->kind == VALUE_ENUM || field->kind == VALUE_ID ||
        (field->kind == VALUE_TEXT && (field->options.text.ptr || !element_is(node, "field")));
    if (field->repeated && !choice)
        report(program->errors, node->at, "repeated is for enums, ids and text with options",
               "this field cannot be repeated");
    if (field->kind == VALUE_FILE && !contract->post)
        report(program->errors, node->at, "write method=\"post\"", "a file in a query");
    contract->multipart = contract->multipart || field->kind == VALUE_FILE;
    struct field *before = field_find(contract, group, field->name);
    if (before && !element_is(node, "field") && shares(before, field, node))
        return before;
    if (before) {
        report(program->errors, node->at, "one field, one control",
               "the form has a field %.*s already", TEXT_ARG(field->name));
        return NULL;
    }
    field->index = (unsigned)(group ? group->fields.count : contract->fields.count);
    if (field->index >= MAX_FORM_FIELDS)
        report(program->errors, node->at, "split the form", "more than %d fields", MAX_FORM_FIELDS);
    if (group)
        list_add(program->arena, &group->fields, field);
    else
        list_add(program->arena, &contract->fields, field);
    return field;
}

void contract_finish(struct program *program, struct contract *contract)
{
    bool typed = contract->groups.count > 0;
    for (size_t i = 0; i < contract->fields.count; i++)
        typed = typed || !contract->fields.at[i]->given;
    if (!contract->tried && contract->groups.count == 0)
        report(program->errors, contract->at, "write contract=\"none\"",
               "the contract %.*s has no fields", TEXT_ARG(contract->name));
    for (size_t i = 0; i < contract->groups.count; i++)
        if (contract->groups.at[i]->fields.count == 0)
            report(program->errors, contract->groups.at[i]->at, "write a <field> in it",
                   "the group %.*s has no fields", TEXT_ARG(contract->groups.at[i]->name));
    if (typed && !contract->values.text.ptr)
        report(program->errors, contract->at,
               "values=\"form\", with a parameter const struct form_values *form",
               "the contract %.*s forgets what was typed", TEXT_ARG(contract->name));
}

bool value_is_simple(const struct node *node)
{
    const struct node *value = attribute_find(node, "value");
    return value && value->children.count <= 1 &&
           (value->children.count == 0 || value->children.at[0]->kind != NODE_IF);
}

bool is_choice(const struct node *node)
{
    const text type = attribute_literal(node, "type");
    return text_eq(type, T("radio")) || text_eq(type, T("checkbox"));
}

text field_id_literal(struct arena *arena, const struct field *field)
{
    if (field->group)
        return TEXT_ABSENT;
    return text_format(arena, "%.*s-%.*s", TEXT_ARG(field->contract->prefix),
                       TEXT_ARG(field->name));
}
