/*
 * Elements and their attributes: names, quoted values, and the end tag that each must find.
 */
#include "pagegen.h"

static bool is_attribute_char(char c)
{
    return is_word(c) || c == '-' || c == ':' || c == '.' || c == '@';
}

/* name?="expression" or name?="value: expression" */
static void parse_conditional(struct parser *parser, struct node *attribute, struct place value_at)
{
    const struct expression whole = {.text = attribute->written, .at = value_at};
    size_t at = 0;
    while (at < whole.text.len && (is_word(whole.text.ptr[at]) || whole.text.ptr[at] == '-'))
        at++;
    attribute->conditional = true;
    attribute->has_value = false;
    attribute->expression = expression_slice(whole, 0, whole.text.len);
    if (at > 0 && at + 1 < whole.text.len && whole.text.ptr[at] == ':' &&
        is_space(whole.text.ptr[at + 1])) {
        struct node *value = parser_add(parser, &attribute->children, NODE_TEXT, value_at);
        value->name = text_slice(whole.text, 0, at);
        attribute->has_value = true;
        attribute->expression = expression_slice(whole, at + 1, whole.text.len);
    }
    attribute->written = TEXT_ABSENT;
    expression_check(parser->program->errors, attribute->expression);
}

/* These hold C, not text with {{ }}. */
static bool holds_expression(text tag, text name)
{
    return (text_eq(tag, T("form")) && words_have(" values version ", name)) ||
           (text_eq(tag, T("repeat")) && text_eq(name, T("rows"))) ||
           (text_eq(tag, T("field")) && text_eq(name, T("options")));
}

static void parse_value(struct parser *parser, struct node *attribute, bool raw, bool conditional)
{
    struct errors *errors = parser->program->errors;
    const char quote = scan_char(&parser->scan, 0);
    if (quote != '"' && quote != '\'') {
        report(errors, parser_place(parser), "put it in double quotes", "an unquoted attribute");
        while (!parser_ended(parser) && !is_space(scan_char(&parser->scan, 0)) &&
               scan_char(&parser->scan, 0) != '>')
            parser->scan.at++;
        return;
    }
    parser->scan.at++;
    const struct place value_at = parser_place(parser);
    const size_t from = parser->scan.at;
    attribute->has_value = true;
    if (raw || conditional) {
        while (!parser_ended(parser) && scan_char(&parser->scan, 0) != quote)
            parser->scan.at++;
    } else {
        const char outer = parser->quote;
        parser->quote = quote;
        parse_nodes(parser, IN_VALUE, &attribute->children);
        parser->quote = outer;
    }
    attribute->written = parser_since(parser, from);
    if (scan_char(&parser->scan, 0) == quote)
        parser->scan.at++;
    else
        report(errors, value_at, "close the quote", "a value that does not end");
    if (conditional) {
        parse_conditional(parser, attribute, value_at);
    } else if (raw) {
        attribute->expression = (struct expression){.text = attribute->written, .at = value_at};
        attribute->expression =
            expression_slice(attribute->expression, 0, attribute->expression.text.len);
        expression_check(errors, attribute->expression);
    }
}

void parse_attribute(struct parser *parser, node_list *into)
{
    struct errors *errors = parser->program->errors;
    const struct place at = parser_place(parser);
    const size_t from = parser->scan.at;
    while (is_attribute_char(scan_char(&parser->scan, 0)))
        parser->scan.at++;
    const text name = parser_since(parser, from);
    if (name.len == 0) {
        const char c = scan_char(&parser->scan, 0);
        parser->scan.at++;
        if (c == '{')
            report(errors, at, "only whole attributes, within {% if %}",
                   "a value cannot stand in a tag");
        else
            report(errors, at, "write name=\"value\"", "'%c' cannot stand in a tag", c);
        if (c == '{' && scan_char(&parser->scan, 0) == '{') {
            parser->scan.at--;
            scan_braces(&parser->scan, "}}");
        }
        return;
    }
    struct node *attribute = parser_add(parser, into, NODE_ATTRIBUTE, at);
    attribute->name = name;
    const bool conditional = scan_char(&parser->scan, 0) == '?';
    parser->scan.at += conditional ? 1 : 0;
    if (scan_sees(&parser->scan, "{{")) {
        report(errors, parser_place(parser), "write the name out",
               "a value in an attribute's name");
        scan_braces(&parser->scan, "}}");
    }
    parser_skip_space(parser);
    if (scan_char(&parser->scan, 0) != '=') {
        if (conditional)
            report(errors, at, "write name?=\"expression\"", "'%.*s?' without an expression",
                   TEXT_ARG(name));
        return;
    }
    parser->scan.at++;
    parser_skip_space(parser);
    text tag = TEXT_ABSENT;
    if (parser->open.count > 0)
        tag = parser->open.at[parser->open.count - 1];
    parse_value(parser, attribute, tag.ptr && holds_expression(tag, name), conditional);
}

/* Names of SVG keep their case; of HTML all are lower. */
text parser_name(struct parser *parser)
{
    const size_t from = parser->scan.at;
    while (is_word(scan_char(&parser->scan, 0)) || scan_char(&parser->scan, 0) == '-')
        parser->scan.at++;
    return parser_since(parser, from);
}

void parse_element(struct parser *parser, node_list *into)
{
    struct errors *errors = parser->program->errors;
    const size_t open = parser->open.count;
    struct node *node = parser_add(parser, into, NODE_ELEMENT, parser_place(parser));
    parser->scan.at++;
    node->name = parser_name(parser);
    node->element = element_find(node->name);
    if (!node->element)
        report(errors, node->at, "names are lower-case; see tools/pagegen/elements.c",
               "unknown element <%.*s>", TEXT_ARG(node->name));
    if (scan_sees(&parser->scan, "{{"))
        report(errors, parser_place(parser), "write the name out", "a value in an element's name");
    list_add(parser->program->arena, &parser->open, node->name);
    parse_nodes(parser, IN_TAG, &node->attributes);
    if (scan_char(&parser->scan, 0) == '/') {
        node->self_closed = true;
        parser->scan.at++;
    }
    if (scan_char(&parser->scan, 0) == '>')
        parser->scan.at++;
    else
        report(errors, node->at, "end it with >", "the tag <%.*s does not end",
               TEXT_ARG(node->name));
    const unsigned flags = node->element ? node->element->flags : 0;
    if (node->self_closed && node->element && !(flags & (ELEMENT_VOID | ELEMENT_SVG)))
        report(errors, node->at, "write the end tag", "<%.*s> cannot close itself",
               TEXT_ARG(node->name));
    if (!node->self_closed && !(flags & ELEMENT_VOID)) {
        parse_nodes(parser, IN_CONTENT, &node->children);
        struct node end = {.name = TEXT_ABSENT};
        if (scan_sees(&parser->scan, "</")) {
            parser->scan.at += 2;
            const size_t at = parser->scan.at;
            end.name = parser_name(parser);
            if (text_eq(end.name, node->name)) {
                parser_skip_space(parser);
                if (scan_char(&parser->scan, 0) == '>')
                    parser->scan.at++;
                else
                    report(errors, parser_place(parser), "end it with >",
                           "the tag </%.*s does not end", TEXT_ARG(end.name));
            } else {
                parser->scan.at = at - 2; /* belongs to one further out */
                end.name = TEXT_ABSENT;
            }
        }
        if (!end.name.ptr)
            report(errors, node->at, "each element closes in the branch that opened it",
                   "<%.*s> is not closed", TEXT_ARG(node->name));
    }
    parser->open.count = open;
}
