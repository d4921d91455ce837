/*
 * The elements of HTML and SVG that pages may use, and what each may hold; and attributes that need
 * care. What is not here is an error: no iframe, object, embed or base, and nothing of SVG that
 * moves or runs.
 */
#include "pagegen.h"
#include <string.h>

enum {
    VOID = ELEMENT_VOID,
    SVG = ELEMENT_SVG,
    BLOCK = ELEMENT_BLOCK,
    WORDS = ELEMENT_WORDS,
    TEXT = ELEMENT_TEXT,
    EMPTY = ELEMENT_EMPTY,
    SPACE = ELEMENT_SPACE,
    CONTROL = ELEMENT_CONTROL,
    INTERACTIVE = ELEMENT_INTERACTIVE,
    OURS = ELEMENT_OURS
};

static const struct element elements[] = {
    {"html", BLOCK, "", " head body "},
    {"head", BLOCK, " html ", NULL},
    {"body", BLOCK, " html ", NULL},
    {"title", TEXT, NULL, NULL},
    {"meta", VOID, NULL, NULL},
    {"link", VOID, " head ", NULL},
    {"script", EMPTY, NULL, NULL},
    {"style", EMPTY, NULL, NULL},
    {"noscript", 0, NULL, NULL},
    {"template", 0, NULL, NULL},

    {"header", BLOCK, NULL, NULL},
    {"footer", BLOCK, NULL, NULL},
    {"main", BLOCK, NULL, NULL},
    {"nav", BLOCK, NULL, NULL},
    {"section", BLOCK, NULL, NULL},
    {"article", BLOCK, NULL, NULL},
    {"aside", BLOCK, NULL, NULL},
    {"search", BLOCK, NULL, NULL},
    {"hgroup", BLOCK, NULL, NULL},
    {"div", BLOCK, NULL, NULL},
    {"address", BLOCK, NULL, NULL},
    {"blockquote", BLOCK, NULL, NULL},
    {"figure", BLOCK, NULL, NULL},
    {"figcaption", BLOCK, " figure ", NULL},
    {"hr", VOID | BLOCK, NULL, NULL},
    {"p", BLOCK | WORDS, NULL, NULL},
    {"pre", BLOCK | WORDS | SPACE, NULL, NULL},
    {"h1", BLOCK | WORDS, NULL, NULL},
    {"h2", BLOCK | WORDS, NULL, NULL},
    {"h3", BLOCK | WORDS, NULL, NULL},
    {"h4", BLOCK | WORDS, NULL, NULL},
    {"h5", BLOCK | WORDS, NULL, NULL},
    {"h6", BLOCK | WORDS, NULL, NULL},
    {"ul", BLOCK, NULL, " li template "},
    {"ol", BLOCK, NULL, " li template "},
    {"menu", BLOCK, NULL, " li template "},
    {"li", BLOCK, " ul ol menu ", NULL},
    {"dl", BLOCK, NULL, " dt dd div template "},
    {"dt", BLOCK, " dl div ", NULL},
    {"dd", BLOCK, " dl div ", NULL},
    {"details", BLOCK, NULL, NULL},
    {"summary", BLOCK, " details ", NULL},
    {"dialog", BLOCK, NULL, NULL},

    {"table", BLOCK, NULL, " caption colgroup thead tbody tfoot tr template "},
    {"caption", BLOCK, " table ", NULL},
    {"colgroup", BLOCK, " table ", " col template "},
    {"col", VOID | BLOCK, " colgroup ", NULL},
    {"thead", BLOCK, " table ", " tr template "},
    {"tbody", BLOCK, " table ", " tr template "},
    {"tfoot", BLOCK, " table ", " tr template "},
    {"tr", BLOCK, " table thead tbody tfoot template ", " th td template "},
    {"th", BLOCK, " tr template ", NULL},
    {"td", BLOCK, " tr template ", NULL},

    {"form", BLOCK, NULL, NULL},
    {"fieldset", BLOCK, NULL, NULL},
    {"legend", BLOCK, " fieldset ", NULL},
    {"label", WORDS, NULL, NULL},
    {"input", VOID | CONTROL, NULL, NULL},
    {"select", CONTROL | INTERACTIVE, NULL, " option optgroup hr "},
    {"textarea", CONTROL | INTERACTIVE | TEXT | SPACE, NULL, NULL},
    {"option", TEXT, " select optgroup datalist ", NULL},
    {"optgroup", 0, " select ", " option "},
    {"datalist", 0, NULL, " option "},
    {"button", WORDS | INTERACTIVE, NULL, NULL},
    {"output", WORDS, NULL, NULL},
    {"progress", WORDS, NULL, NULL},
    {"meter", WORDS, NULL, NULL},

    {"a", INTERACTIVE, NULL, NULL},
    {"abbr", WORDS, NULL, NULL},
    {"b", WORDS, NULL, NULL},
    {"bdi", WORDS, NULL, NULL},
    {"bdo", WORDS, NULL, NULL},
    {"br", VOID, NULL, NULL},
    {"cite", WORDS, NULL, NULL},
    {"code", WORDS, NULL, NULL},
    {"data", WORDS, NULL, NULL},
    {"del", 0, NULL, NULL},
    {"dfn", WORDS, NULL, NULL},
    {"em", WORDS, NULL, NULL},
    {"i", WORDS, NULL, NULL},
    {"img", VOID, NULL, NULL},
    {"ins", 0, NULL, NULL},
    {"kbd", WORDS, NULL, NULL},
    {"mark", WORDS, NULL, NULL},
    {"q", WORDS, NULL, NULL},
    {"s", WORDS, NULL, NULL},
    {"samp", WORDS, NULL, NULL},
    {"small", WORDS, NULL, NULL},
    {"span", WORDS, NULL, NULL},
    {"strong", WORDS, NULL, NULL},
    {"sub", WORDS, NULL, NULL},
    {"sup", WORDS, NULL, NULL},
    {"time", WORDS, NULL, NULL},
    {"u", WORDS, NULL, NULL},
    {"var", WORDS, NULL, NULL},
    {"wbr", VOID, NULL, NULL},
    {"picture", 0, NULL, " source img "},
    {"source", VOID, " picture audio video ", NULL},
    {"audio", INTERACTIVE, NULL, NULL},
    {"video", INTERACTIVE, NULL, NULL},
    {"track", VOID, " audio video ", NULL},

    {"svg", 0, NULL, NULL},
    {"g", SVG, NULL, NULL},
    {"defs", SVG, NULL, NULL},
    {"symbol", SVG, NULL, NULL},
    {"use", SVG, NULL, NULL},
    {"path", SVG, NULL, NULL},
    {"rect", SVG, NULL, NULL},
    {"circle", SVG, NULL, NULL},
    {"ellipse", SVG, NULL, NULL},
    {"line", SVG, NULL, NULL},
    {"polyline", SVG, NULL, NULL},
    {"polygon", SVG, NULL, NULL},
    {"text", SVG, NULL, NULL},
    {"tspan", SVG, " text tspan a ", NULL},
    {"desc", SVG | TEXT, NULL, NULL},
    {"clipPath", SVG, NULL, NULL},
    {"mask", SVG, NULL, NULL},
    {"pattern", SVG, NULL, NULL},
    {"marker", SVG, NULL, NULL},
    {"linearGradient", SVG, NULL, NULL},
    {"radialGradient", SVG, NULL, NULL},
    {"stop", SVG, " linearGradient radialGradient ", NULL},

    {"field", BLOCK | VOID | CONTROL | OURS, NULL, NULL},
    {"repeat", OURS, NULL, NULL},
};

const struct element *element_find(text name)
{
    for (size_t i = 0; i < sizeof(elements) / sizeof(elements[0]); i++)
        if (text_eq(text_of(elements[i].name), name))
            return &elements[i];
    return NULL;
}

bool element_is(const struct node *node, const char *name)
{
    return node->kind == NODE_ELEMENT && text_eq(node->name, text_of(name));
}

bool words_have(const char *words, text word)
{
    for (const char *at = words; (at = strchr(at, ' ')) != NULL; at++)
        if (strncmp(at + 1, word.ptr, word.len) == 0 && at[1 + word.len] == ' ' && word.len > 0)
            return true;
    return false;
}

enum attribute_kind attribute_kind_of(text name, const char **why)
{
    *why = NULL;
    if (text_eq_fold(name, T("style")))
        *why = "give it a class and write the rule in assets/app.css";
    else if (name.len > 2 && text_eq_fold(text_slice(name, 0, 2), T("on")))
        *why = "listen for the event in assets/app.js";
    else if (text_eq(name, T("placeholder")))
        *why = "say it in the label or the hint, which stay";
    else if (words_have(" srcdoc srcset ping data xlink:href http background autofocus ", name))
        *why = "pages do without it";
    if (*why)
        return ATTRIBUTE_FORBIDDEN;
    return words_have(" href src action formaction poster cite ", name) ? ATTRIBUTE_URL
                                                                        : ATTRIBUTE_PLAIN;
}

/* ---- The attributes of one ---- */

struct node *attribute_find(const struct node *element, const char *name)
{
    for (size_t i = 0; i < element->attributes.count; i++) {
        struct node *attribute = element->attributes.at[i];
        if (attribute->kind == NODE_ATTRIBUTE && !attribute->conditional &&
            text_eq(attribute->name, text_of(name)))
            return attribute;
    }
    return NULL;
}

text attribute_literal(const struct node *element, const char *name)
{
    const struct node *attribute = attribute_find(element, name);
    if (!attribute || !attribute->has_value || attribute->children.count > 1)
        return TEXT_ABSENT;
    if (attribute->children.count == 0)
        return T("");
    return attribute->children.at[0]->kind == NODE_TEXT ? attribute->children.at[0]->name
                                                        : TEXT_ABSENT;
}

bool attribute_always(const node_list *attributes, const char *name)
{
    for (size_t i = 0; i < attributes->count; i++) {
        const struct node *node = attributes->at[i];
        if (node->kind == NODE_ATTRIBUTE && !node->conditional &&
            text_eq(node->name, text_of(name)))
            return true;
        if (node->kind != NODE_IF || node->branches.count == 0 ||
            node->branches.at[node->branches.count - 1].condition.text.ptr)
            continue;
        bool all = true;
        for (size_t k = 0; k < node->branches.count; k++)
            all = all && attribute_always(&node->branches.at[k].nodes, name);
        if (all)
            return true;
    }
    return false;
}
