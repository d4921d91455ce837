/*
 * Walks each block once, as a reader of the page would meet it: nesting, ids, labels, forms, calls.
 * Branches of one {% if %} never meet, so each is walked as if the others were not there.
 */
#include "pagegen.h"
#include <string.h>

/* An id, a label's `for`, or a control, by how it is written in the source. */
struct seen {
    text written;
    struct place at;
    bool hidden; /* in a branch that does not meet the present one */
    bool labelled;
};
typedef LIST(struct seen) seen_list;

struct walk {
    struct program *program;
    struct block *block;
    LIST(const struct node *) open; /* elements */
    seen_list ids, labels, controls;
    bool in_form;
    struct contract *contract;
    struct group *group;
    unsigned loops;           /* {% for %} around here */
    unsigned branches;        /* {% if %} around here */
    unsigned contents;        /* {% content %} seen */
    const struct node *label; /* around here */
    bool label_filled;
};

static void walk_nodes(struct walk *walk, const node_list *nodes);

static void complain(struct walk *walk, const struct node *node, const char *hint, const char *what)
{
    report(walk->program->errors, node->at, hint, "%s", what);
}

/* ---- Nesting ---- */

/* The nearest element around, looking through <repeat>; NULL at a block's top. */
static const struct node *parent_of(const struct walk *walk)
{
    for (size_t i = walk->open.count; i > 0; i--)
        if (!element_is(walk->open.at[i - 1], "repeat"))
            return walk->open.at[i - 1];
    return NULL;
}

static const struct node *around(const struct walk *walk, unsigned flag)
{
    for (size_t i = walk->open.count; i > 0; i--)
        if (walk->open.at[i - 1]->element && (walk->open.at[i - 1]->element->flags & flag))
            return walk->open.at[i - 1];
    return NULL;
}

static void check_nesting(struct walk *walk, const struct node *node)
{
    struct errors *errors = walk->program->errors;
    const struct node *parent = parent_of(walk), *outer;
    const unsigned flags = node->element->flags;
    if (parent && parent->element) {
        const struct element *holder = parent->element;
        const bool svg = (flags & ELEMENT_SVG) != 0;
        const bool in_svg = (holder->flags & ELEMENT_SVG) || element_is(parent, "svg");
        if ((node->element->parents && !words_have(node->element->parents, parent->name)) ||
            (holder->children && !element_is(node, "repeat") &&
             !words_have(holder->children, node->name)) ||
            ((holder->flags & ELEMENT_TEXT) != 0) || (svg && !in_svg) ||
            (in_svg && !svg && !element_is(node, "a") && !element_is(node, "title") &&
             !element_is(node, "svg")))
            report(errors, node->at, "see tools/pagegen/elements.c for what may hold it",
                   "<%.*s> cannot stand in <%.*s>", TEXT_ARG(node->name), TEXT_ARG(parent->name));
    }
    if ((flags & ELEMENT_BLOCK) && (outer = around(walk, ELEMENT_WORDS)) != NULL &&
        outer->element && !element_is(node, "field"))
        report(errors, node->at, "it holds words only; close it before",
               "<%.*s> cannot stand in <%.*s>", TEXT_ARG(node->name), TEXT_ARG(outer->name));
    if ((flags & (ELEMENT_INTERACTIVE | ELEMENT_CONTROL)) &&
        (outer = around(walk, ELEMENT_INTERACTIVE)) != NULL &&
        !(outer->element->flags & ELEMENT_TEXT) && !outer->element->children)
        report(errors, node->at, "only one of them can be pressed", "<%.*s> cannot stand in <%.*s>",
               TEXT_ARG(node->name), TEXT_ARG(outer->name));
}

static bool is_blank(text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (!is_space(t.ptr[i]))
            return false;
    return true;
}

/* Words where only elements may stand. */
static void check_words(struct walk *walk, const struct node *node)
{
    const struct node *parent = parent_of(walk);
    if (!parent || !parent->element || (node->kind == NODE_TEXT && is_blank(node->name)))
        return;
    if (parent->element->flags & ELEMENT_EMPTY)
        complain(walk, node,
                 node->kind == NODE_PRINT ? "give it in a data- attribute"
                                          : "put it in assets/app.js or app.css",
                 node->kind == NODE_PRINT ? "a value in a script or style"
                                          : "a script or style with content");
    else if (parent->element->children)
        report(walk->program->errors, node->at, "put them in an element",
               "words cannot stand in <%.*s>", TEXT_ARG(parent->name));
}

/* ---- Ids and labels ---- */

static struct seen *seen_find(seen_list *list, text written)
{
    for (size_t i = 0; i < list->count; i++)
        if (!list->at[i].hidden && text_eq(list->at[i].written, written))
            return &list->at[i];
    return NULL;
}

static void add_id(struct walk *walk, text id, struct place at)
{
    const struct seen seen = {.written = id, .at = at};
    const struct seen *before = seen_find(&walk->ids, id);
    if (before)
        report(walk->program->errors, at, "give one of them another (of a form: prefix=\"...\")",
               "the id %.*s stands in line %d too", TEXT_ARG(id), before->at.line);
    list_add(walk->program->arena, &walk->ids, seen);
}

static const struct node *id_of(const node_list *attributes)
{
    for (size_t i = 0; i < attributes->count; i++) {
        const struct node *node = attributes->at[i];
        if (node->kind == NODE_ATTRIBUTE && !node->conditional && text_eq(node->name, T("id")))
            return node;
        for (size_t k = 0; k < node->branches.count; k++) {
            const struct node *inner = id_of(&node->branches.at[k].nodes);
            if (inner)
                return inner;
        }
    }
    return NULL;
}

static void check_id(struct walk *walk, const struct node *node)
{
    const struct node *id = id_of(&node->attributes);
    if (!id || !id->has_value)
        return;
    bool literal = true;
    for (size_t i = 0; i < id->children.count; i++)
        literal = literal && id->children.at[i]->kind == NODE_TEXT;
    if (!literal)
        return;
    if (walk->loops > 0 || walk->group)
        report(walk->program->errors, id->at, "put a part in it that changes",
               "the id %.*s stands in a loop", TEXT_ARG(id->written));
    add_id(walk, id->written, id->at);
}

static bool has_any(const struct node *node, const char *name)
{
    return attribute_always(&node->attributes, name);
}

static void add_control(struct walk *walk, const struct node *node, text id, bool labelled)
{
    const struct seen seen = {.written = id, .at = node->at, .labelled = labelled};
    list_add(walk->program->arena, &walk->controls, seen);
}

static void note_control(struct walk *walk, const struct node *node)
{
    const text type = attribute_literal(node, "type");
    const struct node *id = id_of(&node->attributes);
    if (text_eq(type, T("hidden")))
        return;
    walk->label_filled = walk->label_filled || walk->label;
    text written = id ? id->written : TEXT_ABSENT;
    if (!written.ptr && node->field)
        written = field_id_literal(walk->program->arena, node->field);
    add_control(walk, node, written.ptr ? written : T(""),
                walk->label || has_any(node, "aria-label") || has_any(node, "aria-labelledby"));
}

static void check_labels(struct walk *walk)
{
    struct errors *errors = walk->program->errors;
    for (size_t i = 0; i < walk->controls.count; i++)
        walk->controls.at[i].hidden = false;
    for (size_t i = 0; i < walk->labels.count; i++) {
        const struct seen *label = &walk->labels.at[i];
        bool found = false;
        for (size_t k = 0; k < walk->controls.count; k++)
            if (text_eq(walk->controls.at[k].written, label->written))
                found = walk->controls.at[k].labelled = true;
        if (!found)
            report(errors, label->at, "give a control in this block that id",
                   "a label for '%.*s', which is not there", TEXT_ARG(label->written));
    }
    for (size_t i = 0; i < walk->controls.count; i++)
        if (!walk->controls.at[i].labelled)
            report(errors, walk->controls.at[i].at,
                   "write <label for=\"its id\">, or aria-label=\"...\"",
                   "a control without a label");
}

/* ---- Forms ---- */

static void enter_form(struct walk *walk, struct node *node)
{
    if (walk->in_form)
        complain(walk, node, "close the one before", "a form in a form");
    walk->in_form = true;
    walk->contract = node->contract = contract_of(walk->program, node);
    if (walk->contract && (walk->loops > 0 || walk->group))
        complain(walk, node, "put it after the loop, or contract=\"none\"",
                 "a contract in a loop has the same ids again");
    if (walk->contract && walk->contract->post && walk->contract->values.text.ptr) {
        const text prefix = walk->contract->prefix;
        add_id(walk,
               text_eq(prefix, T("f")) ? T("error-summary-title")
                                       : text_format(walk->program->arena,
                                                     "%.*s-error-summary-title", TEXT_ARG(prefix)),
               node->at);
    }
}

static void leave_form(struct walk *walk)
{
    if (walk->contract)
        contract_finish(walk->program, walk->contract);
    walk->in_form = false;
    walk->contract = NULL;
}

/* A control's own id must be the one that the error summary links to. */
static void check_control_id(struct walk *walk, const struct node *node)
{
    const struct node *id = attribute_find(node, "id");
    const text wanted = field_id_literal(walk->program->arena, node->field);
    if (id && wanted.ptr && !is_choice(node) && !text_eq(id->written, wanted))
        report(walk->program->errors, id->at, "the error summary links to that",
               "this id must be %.*s", TEXT_ARG(wanted));
}

static void check_control(struct walk *walk, struct node *node)
{
    const bool ours = element_is(node, "field");
    const bool as = attribute_find(node, "as") != NULL;
    const bool choice = is_choice(node);
    if (!walk->in_form) {
        if (!attribute_find(node, "form"))
            complain(walk, node, "put it in a <form>", "a control outside of a form");
    } else if (!walk->contract) {
        complain(walk, node, "give the form a contract",
                 "a control in a form with contract=\"none\"");
    } else if (!ours && !as) {
        complain(walk, node, "say its type: as=\"text\", or another",
                 "a control that is not in the contract");
    } else {
        if (walk->loops > 0 && (ours || !choice))
            complain(walk, node, "write <repeat> around it", "a field in a loop");
        node->field = contract_field(walk->program, walk->contract, walk->group, node);
    }
    if (node->field && !ours)
        check_control_id(walk, node);
    const bool first = node->field && node->field->at.offset == node->at.offset;
    if (first)
        node->field->alone = walk->loops == 0;
    if (first && node->field->alone && !node->field->group && !node->field->hidden &&
        !attribute_find(node, "id"))
        add_id(walk, field_id_literal(walk->program->arena, node->field), node->at);
    if (!ours)
        note_control(walk, node);
    else if (node->field)
        add_control(walk, node, T(""), true);
}

static void enter_group(struct walk *walk, struct node *node)
{
    if (!walk->contract)
        complain(walk, node, "put it in a form with a contract", "<repeat> outside of a contract");
    else if (walk->group || walk->loops > 0)
        complain(walk, node, "one group at a time", "<repeat> in a loop");
    else
        walk->group = node->group = contract_group(walk->program, walk->contract, node);
}

/* ---- Elements ---- */

static bool holds_element(const node_list *nodes, const char *name)
{
    for (size_t i = 0; i < nodes->count; i++) {
        const struct node *node = nodes->at[i];
        if (element_is(node, name))
            return true;
        for (size_t k = 0; k < node->branches.count; k++)
            if (holds_element(&node->branches.at[k].nodes, name))
                return true;
    }
    return false;
}

static void check_element(struct walk *walk, struct node *node)
{
    const struct node *target;
    check_nesting(walk, node);
    check_tag(walk->program, node);
    check_id(walk, node);
    if (element_is(node, "table") && !holds_element(&node->children, "caption"))
        complain(walk, node, "say what it holds: <caption>", "<table> without <caption>");
    if (element_is(node, "button") && text_eq(attribute_literal(node, "type"), T("submit")) &&
        !walk->in_form && !attribute_find(node, "form"))
        complain(walk, node, "put it in a <form>", "a button that sends no form");
    if (element_is(node, "label") && (target = attribute_find(node, "for")) != NULL) {
        const struct seen seen = {.written = target->written, .at = node->at};
        list_add(walk->program->arena, &walk->labels, seen);
    }
    if (element_is(node, "option") && walk->contract && !value_is_simple(node))
        complain(walk, node, "write value=\"...\", or one {{ expression }}",
                 "an option without a value");
    if (node->element->flags & ELEMENT_CONTROL)
        check_control(walk, node);
}

static void walk_element(struct walk *walk, struct node *node)
{
    if (!node->element) {
        walk_nodes(walk, &node->children);
        return;
    }
    const struct walk before = *walk;
    const bool form = element_is(node, "form"), label = element_is(node, "label");
    check_element(walk, node);
    if (form)
        enter_form(walk, node);
    if (element_is(node, "repeat"))
        enter_group(walk, node);
    if (label) {
        walk->label = node;
        walk->label_filled = false;
    }
    list_add(walk->program->arena, &walk->open, node);
    walk_nodes(walk, &node->children);
    walk->open.count--;
    if (label) {
        if (!walk->label_filled && !attribute_find(node, "for"))
            complain(walk, node, "write for=\"id of the control\"", "<label> without a control");
        walk->label_filled = before.label_filled;
    }
    if (form) {
        leave_form(walk);
        walk->in_form = before.in_form;
        walk->contract = before.contract;
    }
    walk->group = before.group;
    walk->label = before.label;
}

/* ---- Directives ---- */

static void hide(seen_list *list, size_t from, size_t to, bool hidden)
{
    for (size_t i = from; i < to; i++)
        list->at[i].hidden = hidden;
}

static void walk_if(struct walk *walk, struct node *node)
{
    const size_t ids = walk->ids.count, controls = walk->controls.count;
    walk->branches++;
    for (size_t i = 0; i < node->branches.count; i++) {
        hide(&walk->ids, ids, walk->ids.count, true);
        hide(&walk->controls, controls, walk->controls.count, true);
        walk_nodes(walk, &node->branches.at[i].nodes);
    }
    hide(&walk->ids, ids, walk->ids.count, false);
    hide(&walk->controls, controls, walk->controls.count, false);
    walk->branches--;
}

static void check_variable(struct walk *walk, const struct node *node)
{
    if (words_have(" out view row ", node->name))
        report(walk->program->errors, node->at, "out, view and row have a meaning",
               "'%.*s' is no name here", TEXT_ARG(node->name));
}

static void walk_for(struct walk *walk, struct node *node)
{
    check_variable(walk, node);
    walk->loops++;
    if (node->branches.count > 0)
        walk_nodes(walk, &node->branches.at[0].nodes);
    walk->loops--;
    if (node->branches.count > 1)
        walk_nodes(walk, &node->branches.at[1].nodes);
}

static void check_arguments(struct walk *walk, struct place at, const struct block *target,
                            struct expression arguments)
{
    struct arena *arena = walk->program->arena;
    const size_t given = expression_split(arena, arguments).count;
    const size_t wanted = expression_split(arena, target->parameters).count;
    if (given != wanted)
        report(walk->program->errors, at,
               text_cstr(arena, text_format(arena, "it is %.*s(%.*s)", TEXT_ARG(target->name),
                                            TEXT_ARG(target->parameters.text))),
               "%.*s takes %zu arguments, not %zu", TEXT_ARG(target->name), wanted, given);
}

static void walk_call(struct walk *walk, struct node *node)
{
    node->target = block_find(walk->program, BLOCK_PARTIAL, node->name);
    if (!node->target)
        report(walk->program->errors, node->at, "its file must be among the sources of the run",
               "no partial is called %.*s", TEXT_ARG(node->name));
    else
        check_arguments(walk, node->at, node->target, node->expression);
}

static void walk_content(struct walk *walk, const struct node *node)
{
    if (walk->block->kind != BLOCK_LAYOUT)
        complain(walk, node, "it is for layouts", "{% content %} outside of a layout");
    else if (walk->branches > 0 || walk->loops > 0 || walk->in_form)
        complain(walk, node, "put it outside of directives and forms",
                 "{% content %} that may not be reached");
    walk->contents++;
}

static void walk_doctype(struct walk *walk, const struct node *node)
{
    if (walk->block->kind != BLOCK_LAYOUT || walk->open.count > 0 || walk->branches > 0)
        complain(walk, node, "it begins a layout", "a doctype inside of a page");
}

static void walk_nodes(struct walk *walk, const node_list *nodes)
{
    for (size_t i = 0; i < nodes->count; i++) {
        struct node *node = nodes->at[i];
        switch (node->kind) {
        case NODE_TEXT:
            check_words(walk, node);
            break;
        case NODE_PRINT:
            check_words(walk, node);
            if (node->print == PRINT_QUERY)
                complain(walk, node, "it follows a ? in href", "a query outside of a URL");
            break;
        case NODE_ELEMENT:
            walk_element(walk, node);
            break;
        case NODE_DOCTYPE:
            walk_doctype(walk, node);
            break;
        case NODE_IF:
            walk_if(walk, node);
            break;
        case NODE_FOR:
            walk_for(walk, node);
            break;
        case NODE_LET:
            check_variable(walk, node);
            break;
        case NODE_CALL:
            walk_call(walk, node);
            break;
        case NODE_CONTENT:
            walk_content(walk, node);
            break;
        case NODE_ATTRIBUTE:
            break;
        }
    }
}

/* ---- Blocks ---- */

static void check_parameters(struct program *program, const struct block *block)
{
    const expression_list list = expression_split(program->arena, block->parameters);
    for (size_t i = 0; i < list.count; i++) {
        const struct expression whole = list.at[i];
        const text name = parameter_name(whole);
        if (name.len == 0 || name.len == whole.text.len)
            report(program->errors, whole.at, "write a type and a name", "this is no parameter");
        else if (!is_name(name) || words_have(" out view row ", name))
            report(program->errors, whole.at, "lower case, and not out, view or row",
                   "'%.*s' is no name for a parameter", TEXT_ARG(name));
    }
}

static void check_block(struct program *program, struct block *block)
{
    struct walk walk = {.program = program, .block = block};
    check_parameters(program, block);
    if (block->layout.ptr) {
        block->around = block_find(program, BLOCK_LAYOUT, block->layout);
        if (!block->around)
            report(program->errors, block->at, "its file must be among the sources of the run",
                   "no layout is called %.*s", TEXT_ARG(block->layout));
        else
            check_arguments(&walk, block->at, block->around, block->layout_arguments);
    }
    walk_nodes(&walk, &block->nodes);
    check_labels(&walk);
    if (block->kind == BLOCK_LAYOUT && walk.contents != 1)
        report(program->errors, block->at, "write {% content %} once",
               "a layout with %u places for its content", walk.contents);
}

void check_program(struct program *program)
{
    for (size_t i = 0; i < program->blocks.count; i++) {
        struct block *block = program->blocks.at[i];
        const struct block *first = block_find(program, block->kind, block->name);
        if (first != block)
            report(program->errors, block->at, "give it another name", "%.*s stands at %.*s:%d too",
                   TEXT_ARG(block->name), TEXT_ARG(first->source->path), first->at.line);
        check_block(program, block);
    }
}
