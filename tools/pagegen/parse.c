/*
 * Makes a tree of each block. One recursive reader serves the three contexts that a page has:
 * content, the inside of a tag, and the value of an attribute; in each, directives may stand, and
 * each branch of one is read by itself, so that what it opens it must also close.
 */
#include "pagegen.h"
#include <string.h>

struct node *parser_add(struct parser *parser, node_list *into, enum node_kind kind,
                        struct place at)
{
    struct node *node = arena_make(parser->program->arena, struct node);
    node->kind = kind;
    node->at = at;
    list_add(parser->program->arena, into, node);
    return node;
}

struct place parser_place(struct parser *parser)
{
    return place_at(&parser->scan, parser->scan.at);
}

bool parser_ended(const struct parser *parser)
{
    return parser->scan.at >= parser->scan.source->content.len;
}

text parser_since(const struct parser *parser, size_t from)
{
    return text_slice(parser->scan.source->content, from, parser->scan.at);
}

void parser_skip_space(struct parser *parser)
{
    while (is_space(scan_char(&parser->scan, 0)))
        parser->scan.at++;
}

/* Past the next `end`, or to the end of the file. */
static void skip_past(struct parser *parser, const char *end, const char *what)
{
    const struct place start = parser_place(parser);
    while (!parser_ended(parser) && !scan_sees(&parser->scan, end))
        parser->scan.at++;
    if (parser_ended(parser))
        report(parser->program->errors, start, "end it", "%s does not end", what);
    else
        parser->scan.at += strlen(end);
}

/* ---- Directives ---- */

/* The word of a directive that is next, without taking it. */
static text directive_word(const struct parser *parser)
{
    const text content = parser->scan.source->content;
    size_t at = parser->scan.at + 2;
    while (at < content.len && is_space(content.ptr[at]))
        at++;
    const size_t from = at;
    while (at < content.len && is_word(content.ptr[at]))
        at++;
    return text_slice(content, from, at);
}

static bool ends_branch(text word)
{
    return text_eq(word, T("end")) || text_eq(word, T("elif")) || text_eq(word, T("else")) ||
           text_eq(word, T("page")) || text_eq(word, T("partial")) || text_eq(word, T("layout")) ||
           text_eq(word, T("use"));
}

/* Takes {% end %}, or reports that it is not there. */
static void expect_end(struct parser *parser, struct place start, text what)
{
    if (scan_sees(&parser->scan, "{%") && text_eq(directive_word(parser), T("end"))) {
        struct expression rest = scan_braces(&parser->scan, "%}");
        expression_word(&rest);
        if (rest.text.len > 0)
            report(parser->program->errors, rest.at, "write {% end %}",
                   "something stands after end");
        return;
    }
    report(parser->program->errors, start, "close it with {% end %}", "{%% %.*s %%} is not closed",
           TEXT_ARG(what));
}

static void parse_branch(struct parser *parser, struct node *node, enum context context,
                         struct expression condition)
{
    const size_t open = parser->open.count;
    struct branch branch = {.condition = condition};
    list_add(parser->program->arena, &parser->open, TEXT_ABSENT);
    parse_nodes(parser, context, &branch.nodes);
    parser->open.count = open;
    list_add(parser->program->arena, &node->branches, branch);
}

static void parse_if(struct parser *parser, struct node *node, enum context context,
                     struct expression condition)
{
    bool had_else = false;
    expression_check(parser->program->errors, condition);
    parse_branch(parser, node, context, condition);
    while (scan_sees(&parser->scan, "{%")) {
        const text word = directive_word(parser);
        const bool is_else = text_eq(word, T("else"));
        if (!is_else && !text_eq(word, T("elif")))
            break;
        struct expression rest = scan_braces(&parser->scan, "%}");
        expression_word(&rest);
        if (had_else)
            report(parser->program->errors, rest.at, "else comes last", "%.*s after else",
                   TEXT_ARG(word));
        if (is_else && rest.text.len > 0)
            report(parser->program->errors, rest.at, "write elif with a condition",
                   "else with a condition");
        if (!is_else)
            expression_check(parser->program->errors, rest);
        had_else = had_else || is_else;
        parse_branch(parser, node, context, is_else ? (struct expression){.at = rest.at} : rest);
    }
    expect_end(parser, node->at, T("if"));
}

/* x in expr */
static void parse_for(struct parser *parser, struct node *node, enum context context,
                      struct expression rest)
{
    const struct place at = rest.at;
    node->name = expression_word(&rest);
    if (!is_name(node->name))
        report(parser->program->errors, at, "write {% for x in xs %}",
               "a loop without the name of a row");
    struct expression in = rest;
    if (text_eq(expression_word(&in), T("in"))) {
        node->expression = in;
        expression_check(parser->program->errors, in);
    } else {
        report(parser->program->errors, rest.at, "write {% for x in xs %}", "a loop without in");
    }
    parse_branch(parser, node, context, node->expression);
    if (scan_sees(&parser->scan, "{%") && text_eq(directive_word(parser), T("else"))) {
        struct expression after = scan_braces(&parser->scan, "%}");
        expression_word(&after);
        if (after.text.len > 0)
            report(parser->program->errors, after.at, "else stands alone", "else with a condition");
        parse_branch(parser, node, context, (struct expression){.at = after.at});
    }
    expect_end(parser, node->at, T("for"));
}

static void parse_let(struct parser *parser, struct node *node, struct expression rest)
{
    node->name = expression_word(&rest);
    if (!is_name(node->name))
        report(parser->program->errors, node->at, "write {% let name = expression %}",
               "a constant without a name");
    if (rest.text.len > 1 && rest.text.ptr[0] == '=' && rest.text.ptr[1] != '=') {
        node->expression = expression_slice(rest, 1, rest.text.len);
        expression_check(parser->program->errors, node->expression);
    } else {
        report(parser->program->errors, rest.at, "write {% let name = expression %}",
               "a constant without a value");
    }
}

static void parse_call(struct parser *parser, struct node *node, struct expression rest)
{
    struct expression after;
    if (!expression_call(rest, &node->name, &node->expression, &after) || after.text.len > 0)
        report(parser->program->errors, rest.at, "write {% call name(arguments) %}",
               "this calls nothing");
    else if (node->expression.text.len > 0)
        expression_check(parser->program->errors, node->expression);
}

/* A directive that is next, and ends no branch. */
static void parse_directive(struct parser *parser, enum context context, node_list *into)
{
    struct errors *errors = parser->program->errors;
    const struct place at = parser_place(parser);
    struct expression rest = scan_braces(&parser->scan, "%}");
    const text word = expression_word(&rest);
    if (text_eq(word, T("if"))) {
        parse_if(parser, parser_add(parser, into, NODE_IF, at), context, rest);
    } else if (context == IN_CONTENT && text_eq(word, T("for"))) {
        parse_for(parser, parser_add(parser, into, NODE_FOR, at), context, rest);
    } else if (context == IN_CONTENT && text_eq(word, T("let"))) {
        parse_let(parser, parser_add(parser, into, NODE_LET, at), rest);
    } else if (context == IN_CONTENT && text_eq(word, T("call"))) {
        parse_call(parser, parser_add(parser, into, NODE_CALL, at), rest);
    } else if (context == IN_CONTENT && text_eq(word, T("content"))) {
        parser_add(parser, into, NODE_CONTENT, at);
        if (rest.text.len > 0)
            report(errors, rest.at, "write {% content %}", "something stands after content");
    } else if (context == IN_CONTENT) {
        report(errors, at, "there are: if elif else for let call content end",
               "unknown directive '%.*s'", TEXT_ARG(word));
    } else {
        report(errors, at, "in a tag or a value only {% if %} may stand",
               "'%.*s' cannot stand in a tag", TEXT_ARG(word));
        if (text_eq(word, T("for"))) /* reads on past its end */
            parse_for(parser, parser_add(parser, into, NODE_FOR, at), context, rest);
    }
}

static void parse_print(struct parser *parser, node_list *into)
{
    struct node *node = parser_add(parser, into, NODE_PRINT, parser_place(parser));
    struct expression whole = scan_braces(&parser->scan, "}}"), rest = whole;
    const text word = expression_word(&rest);
    /* `plain (x)` would be a call of C; a word and then a name is none. */
    const bool marked = rest.text.len > 0 && is_word(rest.text.ptr[0]);
    node->expression = whole;
    if (marked && text_eq(word, T("plain"))) {
        node->print = PRINT_PLAIN;
        node->expression = rest;
    } else if (marked && text_eq(word, T("query"))) {
        node->print = PRINT_QUERY;
        node->expression = rest;
    }
    expression_check(parser->program->errors, node->expression);
}

/* At "</": true when it closes what is open in this branch. Otherwise reports and skips it. */
static bool closes_open(struct parser *parser)
{
    const struct place at = parser_place(parser);
    const size_t start = parser->scan.at;
    parser->scan.at += 2;
    const text name = parser_name(parser);
    for (size_t i = parser->open.count; i > 0 && parser->open.at[i - 1].ptr; i--)
        if (text_eq(parser->open.at[i - 1], name)) {
            parser->scan.at = start;
            return true;
        }
    while (!parser_ended(parser) && scan_char(&parser->scan, 0) != '>' &&
           scan_char(&parser->scan, 0) != '<' && scan_char(&parser->scan, 0) != '{')
        parser->scan.at++;
    if (scan_char(&parser->scan, 0) == '>')
        parser->scan.at++;
    const struct element *element = element_find(name);
    if (element && (element->flags & ELEMENT_VOID))
        report(parser->program->errors, at, "take it out", "<%.*s> has no end tag", TEXT_ARG(name));
    else
        report(parser->program->errors, at, "each element closes in the branch that opened it",
               "</%.*s> closes nothing that is open here", TEXT_ARG(name));
    return false;
}

/* At "<". False: the content ends here. */
static bool parse_angle(struct parser *parser, node_list *into)
{
    if (scan_sees(&parser->scan, "<!--")) {
        skip_past(parser, "-->", "a comment");
    } else if (scan_sees(&parser->scan, "</")) {
        return !closes_open(parser);
    } else if (scan_char(&parser->scan, 1) == '!') {
        const struct place at = parser_place(parser);
        const size_t from = parser->scan.at;
        skip_past(parser, ">", "<!");
        parser_add(parser, into, NODE_DOCTYPE, at);
        if (!text_eq_fold(parser_since(parser, from), T("<!doctype html>")))
            report(parser->program->errors, at, "write <!doctype html>", "an unknown declaration");
    } else if ((scan_char(&parser->scan, 1) | 0x20) >= 'a' &&
               (scan_char(&parser->scan, 1) | 0x20) <= 'z') {
        parse_element(parser, into);
    } else if (scan_sees(&parser->scan, "<{{")) {
        report(parser->program->errors, parser_place(parser), "write the name out",
               "a value in an element's name");
        parser->scan.at++;
    } else {
        report(parser->program->errors, parser_place(parser), "write &lt;",
               "a < that begins no tag");
        parser->scan.at++;
    }
    return true;
}

/* A run of what the page itself says. */
static void parse_text(struct parser *parser, enum context context, node_list *into)
{
    struct node *node = parser_add(parser, into, NODE_TEXT, parser_place(parser));
    const size_t from = parser->scan.at;
    for (;; parser->scan.at++) {
        const char c = scan_char(&parser->scan, 0), next = scan_char(&parser->scan, 1);
        if (parser_ended(parser) || (c == '{' && (next == '{' || next == '%' || next == '#')) ||
            (context == IN_CONTENT && c == '<') || (context == IN_VALUE && c == parser->quote))
            break;
    }
    node->name = parser_since(parser, from);
}

/* One piece. False: what is next is not of this list. */
static bool parse_piece(struct parser *parser, enum context context, node_list *into)
{
    const char c = scan_char(&parser->scan, 0);
    if (scan_sees(&parser->scan, "{#")) {
        skip_past(parser, "#}", "a comment");
    } else if (scan_sees(&parser->scan, "{%")) {
        if (ends_branch(directive_word(parser)))
            return false;
        parse_directive(parser, context, into);
    } else if (context == IN_TAG) {
        if (c == '>' || c == '<' || (c == '/' && scan_char(&parser->scan, 1) == '>'))
            return false;
        if (is_space(c))
            parser->scan.at++;
        else
            parse_attribute(parser, into);
    } else if (scan_sees(&parser->scan, "{{")) {
        parse_print(parser, into);
    } else if (context == IN_CONTENT && c == '<') {
        return parse_angle(parser, into);
    } else if (context == IN_VALUE && c == parser->quote) {
        return false;
    } else {
        parse_text(parser, context, into);
    }
    return true;
}

void parse_nodes(struct parser *parser, enum context context, node_list *into)
{
    if (parser->depth >= MAX_DEPTH) {
        report(parser->program->errors, parser_place(parser), "make a partial of a part of it",
               "nested too deep");
        parser->scan.at = parser->scan.source->content.len;
        return;
    }
    parser->depth++;
    while (!parser_ended(parser) && parse_piece(parser, context, into)) {
    }
    parser->depth--;
}

/* ---- Blocks ---- */

/* Line breaks beside a block's directives are the file's, not the page's. */
static void trim_ends(node_list *nodes)
{
    if (nodes->count == 0)
        return;
    struct node *first = nodes->at[0], *last = nodes->at[nodes->count - 1];
    size_t from = 0, to = 0;
    if (first->kind == NODE_TEXT) {
        while (from < first->name.len && is_space(first->name.ptr[from]))
            from++;
        first->name = text_slice(first->name, from, first->name.len);
    }
    if (last->kind == NODE_TEXT) {
        for (to = last->name.len; to > 0 && is_space(last->name.ptr[to - 1]); to--) {
        }
        last->name = text_slice(last->name, 0, to);
    }
}

/* page NAME(params) in LAYOUT(args) */
static void parse_block(struct parser *parser, enum block_kind kind, text word, struct place at,
                        struct expression head)
{
    struct program *program = parser->program;
    struct block *block = arena_make(program->arena, struct block);
    struct expression rest;
    *block = (struct block){.kind = kind, .at = at, .source = parser->scan.source};
    if (!expression_call(head, &block->name, &block->parameters, &rest) || !is_name(block->name))
        report(program->errors, head.at, "write NAME(parameters), the name in lower case",
               "a %.*s without a name and parameters", TEXT_ARG(word));
    if (block->parameters.text.len > 0)
        expression_check(program->errors, block->parameters);
    struct expression in = rest, after = rest;
    if (kind == BLOCK_PAGE && text_eq(expression_word(&in), T("in"))) {
        if (!expression_call(in, &block->layout, &block->layout_arguments, &after)) {
            report(program->errors, in.at, "write in LAYOUT(arguments)", "a page in no layout");
            block->layout = TEXT_ABSENT;
        } else if (block->layout_arguments.text.len > 0)
            expression_check(program->errors, block->layout_arguments);
    }
    if (after.text.len > 0)
        report(program->errors, after.at, "close the directive there",
               "something stands after the %.*s's parameters", TEXT_ARG(word));
    for (;;) {
        parse_nodes(parser, IN_CONTENT, &block->nodes);
        const text next = scan_sees(&parser->scan, "{%") ? directive_word(parser) : TEXT_ABSENT;
        if (!next.ptr || (!text_eq(next, T("elif")) && !text_eq(next, T("else"))))
            break;
        report(program->errors, parser_place(parser), "it belongs in an {% if %}",
               "%.*s without if", TEXT_ARG(next));
        scan_braces(&parser->scan, "%}");
    }
    expect_end(parser, at, word);
    trim_ends(&block->nodes);
    list_add(program->arena, &program->blocks, block);
}

static void parse_use(struct parser *parser, struct place at, struct expression rest)
{
    struct program *program = parser->program;
    const text t = rest.text;
    bool fine = t.len > 4 && t.ptr[0] == '"' && text_ends(t, T(".h\""));
    for (size_t i = 1; fine && i + 1 < t.len; i++)
        fine = is_word(t.ptr[i]) || t.ptr[i] == '/' || t.ptr[i] == '.' || t.ptr[i] == '-';
    if (!fine) {
        report(program->errors, at, "write {% use \"engine/web/server.h\" %}", "use of no header");
        return;
    }
    const struct use use = {
        .header = text_slice(t, 1, t.len - 1), .module = parser->scan.source->module, .at = at};
    list_add(program->arena, &program->uses, use);
}

void parse_source(struct program *program, const struct source *source)
{
    struct parser parser = {
        .program = program,
        .scan = {.arena = program->arena, .errors = program->errors, .source = source}};
    while (parser_skip_space(&parser), !parser_ended(&parser)) {
        const struct place at = parser_place(&parser);
        if (scan_sees(&parser.scan, "{#")) {
            skip_past(&parser, "#}", "a comment");
            continue;
        }
        if (!scan_sees(&parser.scan, "{%")) {
            report(program->errors, at, "begin a block: {% page NAME(parameters) %}",
                   "this stands outside of all blocks");
            while (!parser_ended(&parser) && !scan_sees(&parser.scan, "{%") &&
                   !scan_sees(&parser.scan, "{#"))
                parser.scan.at++;
            continue;
        }
        struct expression rest = scan_braces(&parser.scan, "%}");
        const text word = expression_word(&rest);
        parser.open.count = 0;
        if (text_eq(word, T("page")))
            parse_block(&parser, BLOCK_PAGE, word, at, rest);
        else if (text_eq(word, T("partial")))
            parse_block(&parser, BLOCK_PARTIAL, word, at, rest);
        else if (text_eq(word, T("layout")))
            parse_block(&parser, BLOCK_LAYOUT, word, at, rest);
        else if (text_eq(word, T("use")))
            parse_use(&parser, at, rest);
        else
            report(program->errors, at, "blocks are: page partial layout use",
                   "'%.*s' cannot stand outside of a block", TEXT_ARG(word));
    }
}
