/*
 * Blocks as C: a function that appends a page, a partial, or a half of a layout to the response.
 */
#include "pagegen.h"

/* ---- HTML ---- */

/* A run of white space with a line break becomes one line break. */
static void emit_text(struct code *code, text words, bool keep_space)
{
    if (keep_space) {
        code_html(code, words);
        return;
    }
    for (size_t i = 0; i < words.len;) {
        size_t end = i;
        bool broken = false;
        while (end < words.len && is_space(words.ptr[end]))
            broken = words.ptr[end++] == '\n' || broken;
        if (broken && !code->after_break)
            code_html(code, T("\n"));
        else if (!broken && end > i && !code->after_break)
            code_html(code, text_slice(words, i, end));
        for (i = end; end < words.len && !is_space(words.ptr[end]); end++) {
        }
        code_html(code, text_slice(words, i, end));
        i = end;
    }
}

static void emit_print(struct code *code, const struct node *node, enum put_place place, bool alone)
{
    if (node->print == PRINT_QUERY)
        code_expression(code, "html_put_text(out, (", node->expression, "));");
    else if (node->print == PRINT_PLAIN)
        code_expression(code, "html_put_number(out, (", node->expression, "));");
    else if (place == PUT_TEXT)
        code_expression(code, "html_put(out, (", node->expression, "));");
    else if (place == PUT_ATTRIBUTE)
        code_expression(code, "html_put_attr(out, (", node->expression, "));");
    else if (alone)
        code_expression(code, "html_put_href(out, (", node->expression, "));");
    else
        code_expression(code, "html_put_url(out, (", node->expression, "));");
}

/* The page's own words in a value: the quotes around it are always double. */
static void emit_quoted(struct code *code, text words)
{
    for (size_t i = 0; i < words.len; i++)
        if (words.ptr[i] == '"')
            code_html(code, T("&quot;"));
        else
            code_html(code, text_slice(words, i, i + 1));
}

void emit_words(struct code *code, text words)
{
    for (size_t i = 0; i < words.len; i++)
        if (words.ptr[i] == '<')
            code_html(code, T("&lt;"));
        else
            code_html(code, text_slice(words, i, i + 1));
}

/* if / else if / else; inner writes a branch. */
#define EMIT_BRANCHES(code, node, inner)                                                           \
    do {                                                                                           \
        const bool after_break_ = (code)->after_break;                                             \
        for (size_t branch_ = 0; branch_ < (node)->branches.count; branch_++) {                    \
            open_branch((code), &(node)->branches.at[branch_], branch_ == 0, after_break_);        \
            const node_list *nodes_ = &(node)->branches.at[branch_].nodes;                         \
            inner;                                                                                 \
            code_close(code);                                                                      \
        }                                                                                          \
    } while (0)

static void open_branch(struct code *code, const struct branch *branch, bool first,
                        bool after_break)
{
    if (branch->condition.text.ptr) {
        code_expression(code, first ? "if (" : "else if (", branch->condition, ") {");
        code->depth += code->muted ? 0 : 1;
    } else {
        code_open(code, "else");
    }
    code->after_break = after_break; /* each branch follows what stood before the first */
}

static void emit_value_within(struct code *code, const node_list *value, enum put_place place,
                              bool alone)
{
    for (size_t i = 0; i < value->count; i++) {
        const struct node *node = value->at[i];
        const bool single = alone && value->count == 1;
        if (node->kind == NODE_TEXT && place == PUT_TEXT)
            emit_words(code, node->name);
        else if (node->kind == NODE_TEXT)
            emit_quoted(code, node->name);
        else if (node->kind == NODE_PRINT)
            emit_print(code, node, place, single);
        else if (node->kind == NODE_IF)
            EMIT_BRANCHES(code, node, emit_value_within(code, nodes_, place, single));
    }
}

void emit_value(struct code *code, const node_list *value, enum put_place place)
{
    emit_value_within(code, value, place, true);
}

static void emit_attribute(struct code *code, const struct node *node)
{
    const char *why = NULL;
    const enum put_place place =
        attribute_kind_of(node->name, &why) == ATTRIBUTE_URL ? PUT_URL : PUT_ATTRIBUTE;
    if (node->conditional) {
        code_expression(code, "if (", node->expression, ") {");
        code->depth += code->muted ? 0 : 1;
    }
    code_html_of(code, " %.*s", TEXT_ARG(node->name));
    if (node->has_value) {
        code_html(code, T("=\""));
        emit_value(code, &node->children, place);
        code_html(code, T("\""));
    }
    if (node->conditional)
        code_close(code);
}

void emit_attributes(struct code *code, const node_list *attributes, const char *without)
{
    for (size_t i = 0; i < attributes->count; i++) {
        const struct node *node = attributes->at[i];
        if (node->kind == NODE_IF)
            EMIT_BRANCHES(code, node, emit_attributes(code, nodes_, without));
        else if (!words_have(without, node->name))
            emit_attribute(code, node);
    }
}

/* Mails alone have their rules within them, from a file of assets/. */
static void emit_style(struct code *code, const struct node *node)
{
    if (code->muted)
        return;
    code_html(code, T("<style>"));
    code_flush(code);
    code_line(code, "html_style(out, T(\"%.*s\"));", TEXT_ARG(attribute_literal(node, "asset")));
    code_html(code, T("</style>"));
}

static void emit_element(struct code *code, const struct node *node, bool keep_space)
{
    const unsigned flags = node->element->flags;
    if (element_is(node, "form")) {
        if (!code->muted)
            emit_form(code, node);
    } else if (element_is(node, "repeat")) {
        emit_repeat(code, node);
    } else if (element_is(node, "field")) {
        emit_field(code, node);
    } else if (node->field) {
        emit_control(code, node);
    } else if (element_is(node, "option") && code->choosing) {
        emit_option(code, node);
    } else if (element_is(node, "style")) {
        emit_style(code, node);
    } else {
        code_html_of(code, "<%.*s", TEXT_ARG(node->name));
        emit_attributes(code, &node->attributes, " ");
        if (flags & ELEMENT_VOID) {
            code_html(code, T(">"));
        } else if (node->self_closed) {
            code_html(code, T("/>"));
        } else {
            code_html(code, T(">"));
            emit_nodes(code, &node->children, keep_space || (flags & ELEMENT_SPACE));
            code_html_of(code, "</%.*s>", TEXT_ARG(node->name));
        }
    }
}

/* ---- Directives ---- */

static void emit_for(struct code *code, const struct node *node, bool keep_space)
{
    const text name = node->name;
    code_open(code, "%s", "");
    code_expression(
        code,
        text_cstr(code->out.arena,
                  text_format(code->out.arena, "__extension__ const __auto_type %.*s_rows_ = (",
                              TEXT_ARG(name))),
        node->expression, ");");
    code_open(code, "for (size_t %.*s_index = 0; %.*s_index < %.*s_rows_.count; %.*s_index++)",
              TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name));
    code_line(code, "__extension__ const __auto_type %.*s = &%.*s_rows_.row[%.*s_index];",
              TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name));
    code_line(code, "(void)%.*s;", TEXT_ARG(name));
    emit_nodes(code, &node->branches.at[0].nodes, keep_space);
    code_close(code);
    if (node->branches.count > 1) {
        code_open(code, "if (%.*s_rows_.count == 0)", TEXT_ARG(name));
        emit_nodes(code, &node->branches.at[1].nodes, keep_space);
        code_close(code);
    }
    code_close(code);
}

static void emit_let(struct code *code, const struct node *node)
{
    struct arena *arena = code->out.arena;
    const bool muted = code->muted;
    if (muted && !code->second_half)
        return;
    code_flush(code);
    code->muted = false; /* a layout's second half knows the constants of its first */
    code_expression(code,
                    text_cstr(arena, text_format(arena, "__extension__ const __auto_type %.*s = (",
                                                 TEXT_ARG(node->name))),
                    node->expression, ");");
    code_line(code, "(void)%.*s;", TEXT_ARG(node->name));
    code->muted = muted;
}

static void emit_call(struct code *code, const struct node *node)
{
    struct arena *arena = code->out.arena;
    if (node->expression.text.len == 0)
        code_line(code, "part_%.*s(out);", TEXT_ARG(node->name));
    else
        code_expression(
            code, text_cstr(arena, text_format(arena, "part_%.*s(out, ", TEXT_ARG(node->name))),
            node->expression, ");");
}

void emit_nodes(struct code *code, const node_list *nodes, bool keep_space)
{
    for (size_t i = 0; i < nodes->count; i++) {
        const struct node *node = nodes->at[i];
        switch (node->kind) {
        case NODE_TEXT:
            emit_text(code, node->name, keep_space);
            break;
        case NODE_PRINT:
            emit_print(code, node, PUT_TEXT, false);
            break;
        case NODE_ELEMENT:
            emit_element(code, node, keep_space);
            break;
        case NODE_DOCTYPE:
            code_html(code, T("<!doctype html>"));
            break;
        case NODE_IF:
            if (!code->muted)
                EMIT_BRANCHES(code, node, emit_nodes(code, nodes_, keep_space));
            break;
        case NODE_FOR:
            if (!code->muted)
                emit_for(code, node, keep_space);
            break;
        case NODE_LET:
            emit_let(code, node);
            break;
        case NODE_CALL:
            emit_call(code, node);
            break;
        case NODE_CONTENT:
            code_flush(code);
            code->muted = !code->muted;
            break;
        case NODE_ATTRIBUTE:
            break;
        }
    }
}

/* ---- Functions ---- */

static const char *prefix_of(const struct block *block)
{
    switch (block->kind) {
    case BLOCK_PAGE:
        return "page";
    case BLOCK_PARTIAL:
        return "part";
    case BLOCK_LAYOUT:
        return "layout";
    }
    return "";
}

static void emit_signature(struct code *code, const struct block *block, const char *half,
                           const char *end)
{
    struct arena *arena = code->out.arena;
    const bool none = block->parameters.text.len == 0;
    const char *head =
        text_cstr(arena, text_format(arena, "void %s_%.*s%s(struct html *out%s", prefix_of(block),
                                     TEXT_ARG(block->name), half, none ? "" : ", "));
    if (none)
        code_line(code, "%s)%s", head, end);
    else
        code_expression(code, head, block->parameters,
                        text_cstr(arena, text_format(arena, ")%s", end)));
}

/* One half of the layout around a page. */
static void emit_around(struct code *code, const struct block *block, const char *half)
{
    struct arena *arena = code->out.arena;
    if (!block->around)
        return;
    if (block->layout_arguments.text.len == 0)
        code_line(code, "layout_%.*s_%s(out);", TEXT_ARG(block->layout), half);
    else
        code_expression(code,
                        text_cstr(arena, text_format(arena, "layout_%.*s_%s(out, ",
                                                     TEXT_ARG(block->layout), half)),
                        block->layout_arguments, ");");
}

static void emit_function(struct code *code, const struct block *block, const char *half,
                          bool second_half)
{
    const expression_list parameters = expression_split(code->out.arena, block->parameters);
    code_raw(code, "\n");
    emit_signature(code, block, half, "");
    code_line(code, "{");
    code->depth++;
    code_line(code, "const struct view *const view = out->view;");
    code_line(code, "(void)view;");
    for (size_t i = 0; i < parameters.count; i++)
        code_line(code, "(void)%.*s;", TEXT_ARG(parameter_name(parameters.at[i])));
    emit_around(code, block, "open");
    code->muted = code->second_half = second_half;
    emit_nodes(code, &block->nodes, false);
    code_flush(code);
    code->muted = code->second_half = false;
    emit_around(code, block, "close");
    code_close(code);
}

static bool is_of(const struct block *block, text module)
{
    return text_eq(block->source->module, module);
}

/* ---- Files ---- */

static void emit_header(const struct program *program, text module, struct code *code)
{
    struct text_builder guard = {.arena = program->arena};
    for (size_t i = 0; i < module.len; i++)
        text_add_char(&guard, module.ptr[i] >= 'a' && module.ptr[i] <= 'z'
                                  ? (char)(module.ptr[i] - 'a' + 'A')
                                  : module.ptr[i]);
    code_raw(code, "/* Made by pagegen from the pages of %.*s. */\n", TEXT_ARG(module));
    code_raw(code, "#ifndef %.*s_PAGES_H\n#define %.*s_PAGES_H\n\n", TEXT_ARG(text_built(&guard)),
             TEXT_ARG(text_built(&guard)));
    code_raw(code, "#include \"engine/web/form.h\"\n#include \"engine/web/html.h\"\n"
                   "#include \"engine/web/view.h\"\n");
    for (size_t i = 0; i < program->uses.count; i++) {
        const struct use *use = &program->uses.at[i];
        bool first = text_eq(use->module, module);
        for (size_t k = 0; k < i; k++)
            if (text_eq(program->uses.at[k].header, use->header) &&
                text_eq(program->uses.at[k].module, module))
                first = false;
        if (first)
            code_raw(code, "#include \"%.*s\"\n", TEXT_ARG(use->header));
    }
    for (size_t i = 0; i < program->contracts.count; i++)
        if (text_eq(program->contracts.at[i]->source->module, module))
            emit_form_types(code, program->contracts.at[i]);
    code_raw(code, "\n");
    for (size_t i = 0; i < program->blocks.count; i++) {
        const struct block *block = program->blocks.at[i];
        if (is_of(block, module))
            emit_signature(code, block, block->kind == BLOCK_LAYOUT ? "_open" : "", ";");
        if (is_of(block, module) && block->kind == BLOCK_LAYOUT)
            emit_signature(code, block, "_close", ";");
    }
    code_raw(code, "\n#endif\n");
}

static bool calls_into(const node_list *nodes, text module)
{
    for (size_t i = 0; i < nodes->count; i++) {
        const struct node *node = nodes->at[i];
        if (node->target && is_of(node->target, module))
            return true;
        if (calls_into(&node->children, module))
            return true;
        for (size_t k = 0; k < node->branches.count; k++)
            if (calls_into(&node->branches.at[k].nodes, module))
                return true;
    }
    return false;
}

/* Headers of the modules whose layouts and partials stand here. */
static void emit_neighbours(const struct program *program, text module, struct code *code)
{
    for (size_t i = 0; i < program->blocks.count; i++) {
        const text other = program->blocks.at[i]->source->module;
        bool first = !text_eq(other, module), used = false;
        for (size_t k = 0; k < i; k++)
            first = first && !text_eq(program->blocks.at[k]->source->module, other);
        for (size_t k = 0; first && k < program->blocks.count; k++) {
            const struct block *block = program->blocks.at[k];
            used =
                used || (is_of(block, module) && ((block->around && is_of(block->around, other)) ||
                                                  calls_into(&block->nodes, other)));
        }
        if (first && used)
            code_raw(code, "#include \"%.*s_pages.h\"\n", TEXT_ARG(other));
    }
}

static void emit_code(const struct program *program, text module, struct code *code)
{
    code_raw(code, "/* Made by pagegen from the pages of %.*s. */\n", TEXT_ARG(module));
    code_raw(code, "#include \"%.*s_pages.h\"\n", TEXT_ARG(module));
    emit_neighbours(program, module, code);
    code_raw(code, "#include <stddef.h>\n");
    for (size_t i = 0; i < program->contracts.count; i++)
        if (text_eq(program->contracts.at[i]->source->module, module))
            emit_form_spec(code, program->contracts.at[i]);
    emit_form_helpers(code, program, module);
    for (size_t i = 0; i < program->blocks.count; i++) {
        const struct block *block = program->blocks.at[i];
        if (!is_of(block, module))
            continue;
        if (block->kind == BLOCK_LAYOUT) {
            emit_function(code, block, "_open", false);
            emit_function(code, block, "_close", true);
        } else {
            emit_function(code, block, "", false);
        }
    }
}

static void add_file(struct arena *arena, made_list *made, struct code *code)
{
    const struct made file = {.name = code->file, .content = text_built(&code->out)};
    list_add(arena, made, file);
}

void emit_module(const struct program *program, text module, made_list *made)
{
    struct arena *arena = program->arena;
    struct code header = {.out = {.arena = arena}, .pending = {.arena = arena}};
    struct code code = {.out = {.arena = arena}, .pending = {.arena = arena}};
    header.file = text_format(arena, "%.*s_pages.h", TEXT_ARG(module));
    code.file = text_format(arena, "%.*s_pages.c", TEXT_ARG(module));
    emit_header(program, module, &header);
    emit_code(program, module, &code);
    add_file(arena, made, &header);
    add_file(arena, made, &code);
}
