/*
 * C under construction: indentation is the caller's, lines are counted so that #line can lead to
 * the .sql file and back.
 */
#include "querygen.h"
#include <stdarg.h>

void code_add(struct code *code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    text_add_list(&code->out, format, arguments);
    va_end(arguments);
}

void code_string(struct code *code, text value)
{
    c_string_add(&code->out, value, 8);
}

void code_comment(struct code *code, text prose)
{
    text rest = prose;
    text_add(&code->out, T("/* "));
    for (bool first = true; rest.ptr; first = false) {
        if (!first)
            text_add(&code->out, T("\n * "));
        const text line = text_cut(&rest, '\n');
        for (size_t i = 0; i < line.len; i++) {
            text_add_char(&code->out, line.ptr[i]);
            const char next = i + 1 < line.len ? line.ptr[i + 1] : '\0';
            if ((line.ptr[i] == '*' && next == '/') || (line.ptr[i] == '/' && next == '*'))
                text_add_char(&code->out, ' ');
        }
    }
    text_add(&code->out, T(" */\n"));
}

void code_line(struct code *code, const struct token *at)
{
    code_add(code, "#line %d ", at->line);
    struct code path = {.out = {.arena = code->out.arena}};
    code_string(&path, at->source->path);
    text_add(&code->out, text_built(&path.out));
    text_add_char(&code->out, '\n');
}

void code_line_back(struct code *code)
{
    for (; code->counted < code->out.len; code->counted++)
        code->line += code->out.ptr[code->counted] == '\n' ? 1 : 0;
    code_add(code, "#line %d \"%.*s\"\n", code->line + 2,
             TEXT_ARG(code->file)); /* the line after this one */
}

text type_c(struct arena *arena, struct type type, bool null)
{
    switch (type.base) {
    case TYPE_TEXT:
    case TYPE_BYTES:
        return type.name;
    case TYPE_INT:
        return null ? T("opt_int") : T("int64_t");
    case TYPE_REAL:
        return null ? T("opt_real") : T("double");
    case TYPE_FLAG:
        return null ? T("opt_flag") : T("bool");
    case TYPE_ENUM:
        return text_format(arena, null ? "opt_%.*s" : "enum %.*s", TEXT_ARG(type.name));
    case TYPE_PENCE:
    case TYPE_DAY:
    case TYPE_INSTANT:
    case TYPE_PERCENT:
    case TYPE_PEOPLE:
    case TYPE_ID:
        return null ? text_format(arena, "opt_%.*s", TEXT_ARG(type.name)) : type.name;
    }
    return TEXT_ABSENT;
}
