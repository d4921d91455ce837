/*
 * C under construction. HTML that the page itself wrote is held back until other code comes, so
 * that neighbours become one html_static; lines are counted, so that #line can lead to the page and
 * back.
 */
#include "pagegen.h"
#include <stdarg.h>

#define MAX_LITERAL 3000 /* ISO C promises 4095 characters of a string */

static void indent(struct code *code)
{
    for (int i = 0; i < code->depth; i++)
        text_add(&code->out, T("    "));
}

void code_raw(struct code *code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    text_add_list(&code->out, format, arguments);
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
    text_add_list(&code->out, format, arguments);
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
    text_add_list(&code->out, format, arguments);
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
        text_add_list(&code->pending, format, arguments);
    code->after_break = false;
    va_end(arguments);
}

void code_string(struct code *code, text value)
{
    c_string_add(&code->out, value, 4 * (size_t)code->depth + 12);
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
