/* Lines of a mail's head: see line.h. */
#include "engine/mail/line.h"

#include <string.h>

/* RFC 2047: an encoded word is at most 75 characters with its frame "=?UTF-8?B?…?=". */
enum { WORD_BYTES = 45, LINE_MOST = 76 };

struct mail_line mail_line(struct arena *arena, text t, size_t most)
{
    const text seen = t.ptr ? text_trim(text_visible(arena, t, false)) : T("");
    return (struct mail_line){.safe = text_head(seen, most)};
}

static bool is_plain(text t)
{
    for (size_t i = 0; i < t.len; i++)
        if ((unsigned char)t.ptr[i] < ' ' || (unsigned char)t.ptr[i] > '~')
            return false;
    return text_find(t, T("=?")) < 0;
}

static void add_base64(struct text_builder *out, text t)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < t.len; i += 3) {
        uint32_t n = 0;
        for (size_t k = 0; k < 3; k++)
            n = n << 8 | (i + k < t.len ? (unsigned char)t.ptr[i + k] : 0u);
        text_add_char(out, digits[n >> 18]);
        text_add_char(out, digits[n >> 12 & 63]);
        text_add_char(out, i + 1 < t.len ? digits[n >> 6 & 63] : '=');
        text_add_char(out, i + 2 < t.len ? digits[n & 63] : '=');
    }
}

/* Encoded words, each of whole characters, on a line of its own after the first. */
static void add_words(struct text_builder *out, text t)
{
    for (bool first = true; t.len > 0; first = false) {
        const text head = text_head(t, WORD_BYTES);
        text_add(out, first ? T("=?UTF-8?B?") : T("\r\n =?UTF-8?B?"));
        add_base64(out, head);
        text_add(out, T("?="));
        t = text_slice(t, head.len, t.len);
    }
}

/* Plain words, folded at spaces. */
static void add_plain(struct text_builder *out, text t, size_t column)
{
    while (t.ptr) {
        const text word = text_cut(&t, ' ');
        if (column > 0 && column + 1 + word.len > LINE_MOST && word.len > 0) {
            text_add(out, T("\r\n"));
            column = 0;
        }
        text_add_char(out, ' ');
        text_add(out, word);
        column += 1 + word.len;
    }
}

text line_header(struct arena *arena, const char *name, struct mail_line value)
{
    struct text_builder out = {.arena = arena};
    text_add_format(&out, "%s:", name);
    if (is_plain(value.safe)) {
        add_plain(&out, value.safe, out.len);
    } else {
        text_add_char(&out, ' ');
        add_words(&out, value.safe);
    }
    return text_built(&out);
}

text line_header_address(struct arena *arena, const char *name, struct mail_line person,
                         text address)
{
    struct text_builder out = {.arena = arena};
    text_add_format(&out, "%s: ", name);
    if (person.safe.len > 0 && is_plain(person.safe) && person.safe.len < 60) {
        text_add_char(&out, '"');
        for (size_t i = 0; i < person.safe.len; i++) {
            if (person.safe.ptr[i] == '"' || person.safe.ptr[i] == '\\')
                text_add_char(&out, '\\');
            text_add_char(&out, person.safe.ptr[i]);
        }
        text_add(&out, T("\"\r\n "));
    } else if (person.safe.len > 0) {
        add_words(&out, person.safe);
        text_add(&out, T("\r\n "));
    }
    text_add_format(&out, "<%.*s>", TEXT_ARG(address));
    return text_built(&out);
}
