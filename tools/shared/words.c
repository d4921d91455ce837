/*
 * Growing lists; which names C takes; text as a C string.
 */
#include "shared/shared.h"

void *list_room(struct arena *arena, void *at, size_t count, size_t *cap, size_t size)
{
    if (count < *cap)
        return at;
    const size_t grown = *cap == 0 ? 8 : *cap * 2;
    void *bigger = arena_grow(arena, at, *cap * size, grown * size);
    *cap = grown;
    return bigger;
}

bool is_word_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_word(char c)
{
    return is_word_start(c) || (c >= '0' && c <= '9');
}

bool name_is_plain(text name)
{
    static const char *const words[] = {
        "auto",   "break",    "bool",   "case",   "char",     "const",    "continue", "default",
        "do",     "double",   "else",   "enum",   "extern",   "float",    "for",      "goto",
        "if",     "inline",   "int",    "long",   "register", "restrict", "return",   "short",
        "signed", "sizeof",   "static", "struct", "switch",   "typedef",  "union",    "unsigned",
        "void",   "volatile", "while",  "true",   "false",    "typeof",   "asm"};
    if (name.len == 0 || name.len > 60 || name.ptr[0] < 'a' || name.ptr[0] > 'z')
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (!is_word(name.ptr[i]) || (name.ptr[i] >= 'A' && name.ptr[i] <= 'Z'))
            return false;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (text_eq(name, text_of(words[i])))
            return false;
    return true;
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
    case '\r':
        text_add(out, T("\\r"));
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

void c_string_add(struct text_builder *out, text value, size_t indent)
{
    size_t column = 0;
    text_add_char(out, '"');
    for (size_t i = 0; i < value.len; i++) {
        add_escaped(out, value.ptr[i]);
        column++;
        if (i + 1 < value.len && (value.ptr[i] == '\n' || (column > 90 && value.ptr[i] == ' '))) {
            text_add_format(out, "\"\n%*s\"", (int)indent, "");
            column = 0;
        }
    }
    text_add_char(out, '"');
}
