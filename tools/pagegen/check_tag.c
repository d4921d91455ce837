/*
 * One tag by itself: that each attribute stands once and may stand at all, that what elements need
 * is there, and where a value is printed into a URL.
 */
#include "pagegen.h"
#include <string.h>

/* ---- URLs ---- */

/* What is known where the next piece of a URL stands. */
struct url {
    bool begun;   /* the page's own words always stand before */
    bool decided; /* a / ? or #: no scheme can follow */
    bool in_host; /* after //, before the next / */
    bool asked;   /* there was a "?" */
};

/* Without a scheme, or with one that cannot run. */
static void check_scheme(struct program *program, const struct node *node, bool first)
{
    size_t end = 0;
    while (end < node->name.len && !strchr("/?#:&", node->name.ptr[end]))
        end++;
    if (end == node->name.len || strchr("/?#", node->name.ptr[end]))
        return;
    const text scheme = text_slice(node->name, 0, end + 1);
    if (!first || !words_have(" http: https: mailto: tel: ", scheme))
        report(program->errors, node->at, "http, https, mailto, tel, or a path of this site",
               "a link to '%.*s'", TEXT_ARG(scheme));
}

static void url_words(struct url *url, text words)
{
    url->begun = true;
    for (size_t i = 0; i < words.len; i++) {
        const char c = words.ptr[i];
        const bool slashes = c == '/' && i + 1 < words.len && words.ptr[i + 1] == '/';
        if (!strchr("/?#", c))
            continue;
        url->in_host = slashes && !url->decided;
        url->decided = true;
        url->asked = url->asked || c == '?';
        i += slashes ? 1 : 0;
    }
}

static void check_url_print(struct program *program, const struct node *node, const struct url *url,
                            bool alone)
{
    if (node->print == PRINT_QUERY && !url->asked)
        report(program->errors, node->at, "it follows a ?, as in href=\"?{{ query q }}\"",
               "a query outside of a URL's query");
    else if (!url->begun && !alone)
        report(program->errors, node->at,
               "begin with the page's own words, or let one expression be all of it",
               "a value at the beginning of a URL");
    else if (url->in_host)
        report(program->errors, node->at, "write the host out, and a / after it",
               "a value in a URL's host");
}

static struct url check_url(struct program *program, const node_list *nodes, struct url url,
                            bool alone);

/* After {% if %} only that is known which every branch says. */
static struct url check_url_if(struct program *program, const struct node *node, struct url url,
                               bool alone)
{
    struct url after = {.begun = true, .decided = true, .asked = true};
    bool has_else = false;
    for (size_t i = 0; i < node->branches.count; i++) {
        const struct branch *branch = &node->branches.at[i];
        const struct url end = check_url(program, &branch->nodes, url, alone);
        after.begun = after.begun && end.begun;
        after.decided = after.decided && end.decided;
        after.asked = after.asked && end.asked;
        after.in_host = after.in_host || end.in_host;
        has_else = has_else || !branch->condition.text.ptr;
    }
    if (!has_else) {
        after.begun = url.begun;
        after.decided = url.decided;
        after.asked = url.asked;
        after.in_host = after.in_host || url.in_host;
    }
    return after;
}

static struct url check_url(struct program *program, const node_list *nodes, struct url url,
                            bool alone)
{
    for (size_t i = 0; i < nodes->count; i++) {
        const struct node *node = nodes->at[i];
        const bool single = alone && nodes->count == 1;
        if (node->kind == NODE_TEXT) {
            if (!url.decided)
                check_scheme(program, node, i == 0 && !url.begun);
            url_words(&url, node->name);
        } else if (node->kind == NODE_PRINT) {
            check_url_print(program, node, &url, single);
        } else if (node->kind == NODE_IF) {
            url = check_url_if(program, node, url, single);
        }
    }
    return url;
}

/* ---- Other values ---- */

static void refuse_prints(struct program *program, const node_list *nodes, bool all,
                          const char *hint, const char *what)
{
    for (size_t i = 0; i < nodes->count; i++) {
        const struct node *node = nodes->at[i];
        if (node->kind == NODE_PRINT && (all || node->print == PRINT_QUERY))
            report(program->errors, node->at, hint, "%s", what);
        for (size_t k = 0; k < node->branches.count; k++)
            refuse_prints(program, &node->branches.at[k].nodes, all, hint, what);
    }
}

static void check_attribute(struct program *program, const struct node *element,
                            const struct node *attribute)
{
    const char *why = NULL;
    const enum attribute_kind kind = attribute_kind_of(attribute->name, &why);
    const text tag = element->name;
    const bool ours = element->element && (element->element->flags & ELEMENT_OURS);
    if (attribute->expression.text.ptr && !attribute->conditional)
        return; /* values= and its like hold C */
    if (kind == ATTRIBUTE_FORBIDDEN) {
        report(program->errors, attribute->at, why, "the attribute %.*s",
               TEXT_ARG(attribute->name));
        return;
    }
    if (kind == ATTRIBUTE_URL && !ours && attribute->conditional && attribute->has_value) {
        report(program->errors, attribute->at, "set {% if %} around the attribute",
               "%.*s? is not for URLs", TEXT_ARG(attribute->name));
    } else if (kind == ATTRIBUTE_URL && !ours) {
        check_url(program, &attribute->children, (struct url){0}, true);
        return;
    }
    refuse_prints(program, &attribute->children, false, "it follows a ? in href",
                  "a query outside of a URL");
    if (text_eq(tag, T("meta")) && attribute_find(element, "http-equiv"))
        refuse_prints(program, &attribute->children, true, "write it out",
                      "a value in <meta http-equiv>");
    if (text_eq(attribute->name, T("id")) && attribute->has_value && attribute->children.count == 0)
        report(program->errors, attribute->at, "name it", "an empty id");
}

/* ---- Duplicates ---- */

typedef LIST(text) text_list;

static bool listed(const text_list *names, text name)
{
    for (size_t i = 0; i < names->count; i++)
        if (text_eq_fold(names->at[i], name))
            return true;
    return false;
}

/* Branches of one {% if %} may each have what the others have. */
static void check_attributes(struct program *program, const struct node *element,
                             const node_list *attributes, text_list *names)
{
    for (size_t i = 0; i < attributes->count; i++) {
        const struct node *node = attributes->at[i];
        if (node->kind == NODE_ATTRIBUTE) {
            if (listed(names, node->name))
                report(program->errors, node->at, "keep one", "the attribute %.*s stands twice",
                       TEXT_ARG(node->name));
            list_add(program->arena, names, node->name);
            check_attribute(program, element, node);
            continue;
        }
        text_list after = {0};
        for (size_t k = 0; k < node->branches.count; k++) {
            text_list branch = {0};
            for (size_t n = 0; n < names->count; n++)
                list_add(program->arena, &branch, names->at[n]);
            check_attributes(program, element, &node->branches.at[k].nodes, &branch);
            for (size_t n = names->count; n < branch.count; n++)
                list_add(program->arena, &after, branch.at[n]);
        }
        for (size_t n = 0; n < after.count; n++)
            list_add(program->arena, names, after.at[n]);
    }
}

/* ---- What elements need ---- */

static void need(struct program *program, const struct node *element, const char *tag,
                 const char *name, const char *hint)
{
    if (element_is(element, tag) && !attribute_always(&element->attributes, name))
        report(program->errors, element->at, hint, "<%s> without %s", tag, name);
}

void check_tag(struct program *program, const struct node *element)
{
    text_list names = {0};
    check_attributes(program, element, &element->attributes, &names);
    need(program, element, "html", "lang", "write lang=\"en-GB\"");
    need(program, element, "img", "alt", "say what it shows, or alt=\"\" where it only adorns");
    need(program, element, "button", "type", "write type=\"submit\" or type=\"button\"");
    need(program, element, "th", "scope", "write scope=\"col\" or scope=\"row\"");
    need(program, element, "script", "src", "put the script in assets/app.js");
    if (element_is(element, "style") && !text_present(attribute_literal(element, "asset")))
        report(program->errors, element->at,
               "put the rule in assets/app.css; a mail's layout writes asset=\"mail.css\"",
               "<style> without asset");
    const text type = attribute_literal(element, "type");
    if (element_is(element, "a") && text_eq(attribute_literal(element, "target"), T("_blank"))) {
        const text rel = attribute_literal(element, "rel");
        if (!rel.ptr || text_find(rel, T("noopener")) < 0)
            report(program->errors, element->at, "write rel=\"noopener\"",
                   "a new window without rel=\"noopener\"");
    }
    if (element_is(element, "input") && text_eq(type, T("number")))
        report(program->errors, element->at, "write type=\"text\" inputmode=\"numeric\"",
               "type=\"number\" loses what people type");
    if (element_is(element, "input") &&
        words_have(" submit button reset image ", type.ptr ? type : T("")))
        report(program->errors, element->at, "write <button>", "an <input> as a button");
}
