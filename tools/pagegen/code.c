/*
 * C under construction. HTML that the page itself wrote is held back until other code comes, so
 * that neighbours become one html_static; lines are counted, so that #line can lead to the page and
 * back.
 */
#include "pagegen.h"
#include <stdarg.h>
#include <stdio.h>

#define MAX_LITERAL 3000 /* ISO C promises 4095 characters of a string */

static void add_format(struct text_builder *out, const char *format, va_list arguments)
    like_printf(2, 0);

static void add_format(struct text_builder *out, const char *format, va_list arguments)
{
    char small[512];
    va_list again;
    va_copy(again, arguments);
    const int length = vsnprintf(small, sizeof(small), format, arguments);
    if (length >= 0 && (size_t)length < sizeof(small)) {
        text_add(out, (text){.ptr = small, .len = (size_t)length});
    } else if (length > 0) {
        char *large = arena_array(out->arena, char, (size_t)length + 1);
        vsnprintf(large, (size_t)length + 1, format, again);
        text_add(out, (text){.ptr = large, .len = (size_t)length});
    }
    va_end(again);
}

static void indent(struct code *code)
{
    for (int i = 0; i < code->depth; i++)
        text_add(&code->out, T("    "));
}

void code_raw(struct code *code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_format(&code->out, format, arguments);
    va_end(arguments);
}

void code_line(struct code *code, const char *format, ...)
{
    va_list arguments;
    code_flush(code);
    if (code->muted)
        return;
    code->after_break = false;
    va_start(arguments, format);
    indent(code);
    add_format(&code->out, format, arguments);
    text_add_char(&code->out, '\n');
    va_end(arguments);
}

void code_open(struct code *code, const char *format, ...)
{
    va_list arguments;
    code_flush(code);
    if (code->muted)
        return;
    va_start(arguments, format);
    indent(code);
    const size_t before = code->out.len;
    add_format(&code->out, format, arguments);
    text_add(&code->out, code->out.len > before ? T(" {\n") : T("{\n"));
    va_end(arguments);
    code->depth++;
}

void code_close(struct code *code)
{
    code_flush(code);
    if (code->muted)
        return;
    code->depth--;
    code->after_break = false;
    indent(code);
    text_add(&code->out, T("}\n"));
}

/* ---- #line ---- */

static void line_back(struct code *code)
{
    for (; code->counted < code->out.len; code->counted++)
        code->line += code->out.ptr[code->counted] == '\n' ? 1 : 0;
    code_raw(code, "#line %d \"%.*s\"\n", code->line + 2, TEXT_ARG(code->file));
}

void code_expression(struct code *code, const char *before, struct expression expression,
                     const char *after)
{
    code_flush(code);
    if (code->muted)
        return;
    code->after_break = false;
    code_raw(code, "#line %d ", expression.at.line);
    code_string(code, expression.at.source->path);
    text_add_char(&code->out, '\n');
    indent(code);
    text_add(&code->out, text_of(before));
    text_add(&code->out, expression.text);
    text_add(&code->out, text_of(after));
    text_add_char(&code->out, '\n');
    line_back(code);
}

/* ---- HTML ---- */

void code_html(struct code *code, text html)
{
    if (code->muted || html.len == 0)
        return;
    text_add(&code->pending, html);
    code->after_break = html.ptr[html.len - 1] == '\n';
}

void code_html_of(struct code *code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (!code->muted)
        add_format(&code->pending, format, arguments);
    code->after_break = false;
    va_end(arguments);
}

static void add_escaped(struct text_builder *out, char c)
{
    switch (c) {
    case '\n':
        text_add(out, T("\\n"));
        break;
    case '\t':
        text_add(out, T("\\t"));
        break;
    case '"':
    case '\\':
        text_add_char(out, '\\');
        text_add_char(out, c);
        break;
    case '?':
        if (out->len > 0 && out->ptr[out->len - 1] == '?') /* no trigraphs */
            text_add_char(out, '\\');
        text_add_char(out, c);
        break;
    default:
        if ((unsigned char)c < 0x20 || c == 0x7f)
            text_add_format(out, "\\%03o", (unsigned)(unsigned char)c);
        else
            text_add_char(out, c);
    }
}

/* Broken into lines at line ends, and at spaces after some 90 columns. */
void code_string(struct code *code, text value)
{
    size_t column = 0;
    text_add_char(&code->out, '"');
    for (size_t i = 0; i < value.len; i++) {
        add_escaped(&code->out, value.ptr[i]);
        column++;
        if (i + 1 < value.len && (value.ptr[i] == '\n' || (column > 90 && value.ptr[i] == ' '))) {
            text_add(&code->out, T("\"\n"));
            indent(code);
            text_add(&code->out, T("            \""));
            column = 0;
        }
    }
    text_add_char(&code->out, '"');
}

void code_flush(struct code *code)
{
    const text html = text_built(&code->pending);
    for (size_t from = 0; from < html.len;) {
        size_t to = html.len - from > MAX_LITERAL ? from + MAX_LITERAL : html.len;
        while (to < html.len && ((unsigned char)html.ptr[to] & 0xC0) == 0x80)
            to--; /* not within a character */
        indent(code);
        text_add(&code->out, T("html_static(out, "));
        code_string(code, text_slice(html, from, to));
        code_raw(code, ", %zu);\n", to - from);
        from = to;
    }
    code->pending.len = 0;
}
