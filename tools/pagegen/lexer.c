/*
 * Where things stand in a source, what is wrong with it, and the C inside of it. An expression is
 * copied into C as it is, so here it is made sure that it is one expression and nothing more: law 2
 * would be worth little if {{ x); html_static(out, y, n); (x }} were one.
 */
#include "pagegen.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- Errors ---- */

void report(struct errors *errors, struct place at, const char *hint, const char *format, ...)
{
    char what[400];
    va_list arguments;
    if (errors->list.count >= 20 * MAX_ERRORS) {
        errors->cut = true;
        return;
    }
    va_start(arguments, format);
    vsnprintf(what, sizeof(what), format, arguments);
    va_end(arguments);
    const struct error error = {.at = at,
                                .what = text_copy(errors->arena, text_of(what)),
                                .hint = text_copy(errors->arena, text_of(hint))};
    list_add(errors->arena, &errors->list, error);
}

/* As the sources were given, then as a reader meets them. Insertion: what was reported stands
 * nearly in order already. */
static void errors_sort(struct errors *errors)
{
    for (size_t i = 1; i < errors->list.count; i++) {
        const struct error error = errors->list.at[i];
        size_t at = i;
        for (; at > 0; at--) {
            const struct error *before = &errors->list.at[at - 1];
            const int order = before->at.source == error.at.source  ? 0
                              : before->at.source < error.at.source ? -1
                                                                    : 1;
            if (order < 0 || (order == 0 && before->at.offset <= error.at.offset))
                break;
            errors->list.at[at] = *before;
        }
        errors->list.at[at] = error;
    }
}

text errors_text(struct arena *arena, struct errors *errors)
{
    struct text_builder out = {.arena = arena};
    errors_sort(errors);
    for (size_t i = 0; i < errors->list.count && i < MAX_ERRORS; i++) {
        const struct error *error = &errors->list.at[i];
        text_add_format(&out, "%.*s:%d:%d: error: %.*s\n", TEXT_ARG(error->at.source->path),
                        error->at.line, error->at.column, TEXT_ARG(error->what));
        if (error->hint.ptr)
            text_add_format(&out, "  hint: %.*s\n", TEXT_ARG(error->hint));
    }
    if (errors->cut || errors->list.count > MAX_ERRORS)
        text_add_format(&out, "... and more\n");
    return text_built(&out);
}

/* ---- Characters and places ---- */

bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* A name that ends in _ is the compiler's own: value_, wrong_. */
bool is_name(text name)
{
    return name_is_plain(name) && name.ptr[name.len - 1] != '_';
}

struct place place_at(struct scanner *scan, size_t offset)
{
    if (scan->known.line == 0 || offset < scan->known.offset)
        scan->known = (struct place){.source = scan->source, .line = 1, .column = 1};
    for (; scan->known.offset < offset; scan->known.offset++) {
        const char c = scan->source->content.ptr[scan->known.offset];
        if (c == '\n') {
            scan->known.line++;
            scan->known.column = 1;
        } else if (((unsigned char)c & 0xC0) != 0x80) {
            scan->known.column++;
        }
    }
    return scan->known;
}

char scan_char(const struct scanner *scan, size_t ahead)
{
    const size_t at = scan->at + ahead;
    return at < scan->source->content.len ? scan->source->content.ptr[at] : '\0';
}

bool scan_sees(const struct scanner *scan, const char *words)
{
    const size_t length = strlen(words);
    return scan->source->content.len - scan->at >= length &&
           memcmp(scan->source->content.ptr + scan->at, words, length) == 0;
}

/* ---- Expressions ---- */

struct expression expression_slice(struct expression whole, size_t from, size_t to)
{
    while (from < to && is_space(whole.text.ptr[from]))
        from++;
    while (to > from && is_space(whole.text.ptr[to - 1]))
        to--;
    for (size_t i = 0; i < from; i++) {
        const char c = whole.text.ptr[i];
        if (c == '\n') {
            whole.at.line++;
            whole.at.column = 1;
        } else if (((unsigned char)c & 0xC0) != 0x80) {
            whole.at.column++;
        }
    }
    whole.at.offset += from;
    whole.text = (text){.ptr = whole.text.ptr + from, .len = to - from};
    return whole;
}

/* The index after a C string or character that starts at `at`; the text's length, or a line's end,
 * when it does not end. */
static size_t quoted_end(text t, size_t at)
{
    const char quote = t.ptr[at++];
    while (at < t.len && t.ptr[at] != quote && t.ptr[at] != '\n')
        at += t.ptr[at] == '\\' && at + 1 < t.len ? 2 : 1;
    return at < t.len && t.ptr[at] == quote ? at + 1 : t.len < at ? t.len : at;
}

struct expression scan_braces(struct scanner *scan, const char *end)
{
    const text content = scan->source->content;
    const struct place start = place_at(scan, scan->at);
    const size_t from = scan->at + 2;
    const bool print = end[0] == '}';
    int braces = 0;
    size_t at = from;
    while (at < content.len) {
        const char c = content.ptr[at];
        if (c == end[0] && at + 1 < content.len && content.ptr[at + 1] == end[1] && braces == 0)
            break;
        const size_t quoted = c == '"' || c == '\'' ? quoted_end(content, at) : at;
        if (quoted > at + 1 && content.ptr[quoted - 1] == c) {
            at = quoted;
            continue;
        } /* else no quote at all; expression_check will say so */
        if (print && c == '{')
            braces++;
        if (print && c == '}' && braces > 0)
            braces--;
        at++;
    }
    if (at >= content.len) {
        report(scan->errors, start, print ? "end it with }}" : "end it with %}",
               "%.2s does not end", content.ptr + scan->at);
        scan->at = content.len;
    } else {
        scan->at = at + 2;
    }
    const struct expression whole = {
        .text = text_slice(content, from, at < content.len ? at : content.len),
        .at = place_at(scan, from)};
    return expression_slice(whole, 0, whole.text.len);
}

static char bracket_partner(char c)
{
    switch (c) {
    case ')':
        return '(';
    case ']':
        return '[';
    case '}':
        return '{';
    default:
        return '\0';
    }
}

static bool sees(text t, size_t at, const char *words)
{
    return text_starts(text_slice(t, at, t.len), text_of(words));
}

static bool refuse(struct errors *errors, struct expression e, size_t at, const char *hint,
                   const char *what)
{
    report(errors, expression_slice(e, at, e.text.len).at, hint, "%s", what);
    return false;
}

/* Identifiers that would reach the response around its escaping. */
static bool word_check(struct errors *errors, struct expression e, size_t from, size_t to)
{
    const text word = text_slice(e.text, from, to);
    if (text_starts(word, T("html_")) || text_eq(word, T("asm")) || text_starts(word, T("__")))
        return refuse(errors, e, from, "print a value with {{ }}; there is no raw output",
                      "this name is not for pages");
    if (text_eq(word, T("out")) && !sees(e.text, to, "->arena"))
        return refuse(errors, e, from, "only out->arena may be named",
                      "the response is not for expressions");
    return true;
}

/* What has a meaning in C outside strings that no expression of a page needs. */
static bool mark_check(struct errors *errors, struct expression e, size_t at)
{
    static const char *const comments[] = {"//", "/*"};
    static const char *const marks[] = {";",  "#",  "\\", "`",  "$", "@",
                                        "<%", "%>", "<:", ":>", "%:"};
    for (size_t i = 0; i < sizeof(comments) / sizeof(comments[0]); i++)
        if (sees(e.text, at, comments[i]))
            return refuse(errors, e, at, "put it before, in {# #}", "a comment in an expression");
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
        if (sees(e.text, at, marks[i])) {
            report(errors, expression_slice(e, at, e.text.len).at, "write one C expression",
                   "%s in an expression", marks[i]);
            return false;
        }
    return true;
}

bool expression_check(struct errors *errors, struct expression e)
{
    char open[64];
    size_t depth = 0;
    if (e.text.len == 0)
        return refuse(errors, e, 0, "write a C expression", "an empty expression");
    if (text_find(e.text, T("\?\?")) >= 0)
        return refuse(errors, e, 0, "write one question mark: C may read more as a trigraph",
                      "?? in an expression");
    for (size_t at = 0; at < e.text.len;) {
        const char c = e.text.ptr[at];
        if (c == '"' || c == '\'') {
            const size_t end = quoted_end(e.text, at);
            if (end - at < 2 || e.text.ptr[end - 1] != c)
                return refuse(errors, e, at, "end it on the same line",
                              "a quote that does not end");
            at = end;
        } else if (is_word(c)) {
            const size_t from = at;
            while (at < e.text.len && is_word(e.text.ptr[at]))
                at++;
            if (!word_check(errors, e, from, at))
                return false;
        } else {
            if (!mark_check(errors, e, at))
                return false;
            if (c == '(' || c == '[' || c == '{') {
                if (depth == sizeof(open))
                    return refuse(errors, e, at, "make it simpler", "too many brackets");
                open[depth++] = c;
            } else if (bracket_partner(c)) {
                if (depth == 0 || open[--depth] != bracket_partner(c))
                    return refuse(errors, e, at, "write one C expression",
                                  "a bracket that closes nothing");
            }
            at++;
        }
    }
    return depth == 0 || refuse(errors, e, 0, "close it", "a bracket that is not closed");
}

text expression_word(struct expression *e)
{
    size_t length = 0;
    while (length < e->text.len && is_word(e->text.ptr[length]))
        length++;
    const text word = text_slice(e->text, 0, length);
    *e = expression_slice(*e, length, e->text.len);
    return word;
}

/* The index of the first of `marks` outside strings and brackets, or the length. */
static size_t outside_brackets(text t, size_t at, const char *marks)
{
    size_t depth = 0;
    while (at < t.len) {
        const char c = t.ptr[at];
        if (c == '"' || c == '\'') {
            at = quoted_end(t, at);
            continue;
        }
        if (depth == 0 && strchr(marks, c))
            return at;
        if (c == '(' || c == '[' || c == '{')
            depth++;
        else if (bracket_partner(c) && depth > 0)
            depth--;
        at++;
    }
    return t.len;
}

bool expression_call(struct expression whole, text *name, struct expression *inner,
                     struct expression *rest)
{
    struct expression after = whole;
    *name = expression_word(&after);
    *inner = *rest = expression_slice(whole, whole.text.len, whole.text.len);
    if (name->len == 0 || after.text.len == 0 || after.text.ptr[0] != '(')
        return false;
    const size_t end = outside_brackets(after.text, 1, ")");
    if (end == after.text.len)
        return false;
    *inner = expression_slice(after, 1, end);
    *rest = expression_slice(after, end + 1, after.text.len);
    return true;
}

expression_list expression_split(struct arena *arena, struct expression list)
{
    expression_list parts = {0};
    for (size_t at = 0; list.text.len > 0 && at <= list.text.len;) {
        const size_t end = outside_brackets(list.text, at, ",");
        const struct expression part = expression_slice(list, at, end);
        list_add(arena, &parts, part);
        at = end + 1;
    }
    return parts;
}

text parameter_name(struct expression parameter)
{
    size_t from = parameter.text.len;
    while (from > 0 && is_word(parameter.text.ptr[from - 1]))
        from--;
    return text_slice(parameter.text, from, parameter.text.len);
}
