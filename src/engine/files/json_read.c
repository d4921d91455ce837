/* Reads JSON a token at a time: see json_read.h. A state and a stack of bits instead of recursion.
 */
#include "engine/files/json_read.h"

#include <string.h>

#define NUMBER_MAX 100

enum expect {
    EXPECT_VALUE,
    EXPECT_VALUE_OR_END, /* after [ */
    EXPECT_KEY_OR_END,   /* after { */
    EXPECT_KEY,          /* after , in an object */
    EXPECT_COMMA_OR_END,
    EXPECT_NOTHING,
    EXPECT_OVER
};

struct json_reader {
    struct arena *arena;
    struct source *source;
    enum expect expect;
    bool in_object[JSON_DEPTH_MAX];
    unsigned depth;
    int64_t line;
    uint64_t line_start;
    char *buffer; /* JSON_STRING_MAX */
    size_t used;
};

struct json_reader *json_open(struct arena *arena, struct source *source)
{
    struct json_reader *r = arena_make(arena, struct json_reader);
    r->arena = arena;
    r->source = source;
    r->line = 1;
    r->buffer = arena_alloc(arena, JSON_STRING_MAX);
    if (source_peek(source) == 0xEF)
        for (int i = 0; i < 3 && source_peek(source) >= 0x80; i++)
            (void)source_next(source);
    return r;
}

static struct json_token bad(struct json_reader *r, const char *what)
{
    r->expect = EXPECT_OVER;
    const uint64_t at = source_taken(r->source) - r->line_start + 1;
    return (struct json_token){
        .kind = TOKEN_BAD,
        .text = r->source->broken
                    ? T("The file could not be read to its end.")
                    : text_format(r->arena, "The JSON is broken at line %lld, character %llu: %s.",
                                  (long long)r->line, (unsigned long long)at, what)};
}

static int skip_space(struct json_reader *r)
{
    for (;;) {
        const int c = source_peek(r->source);
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
            return c;
        (void)source_next(r->source);
        if (c == '\n') {
            r->line++;
            r->line_start = source_taken(r->source);
        }
    }
}

static bool add(struct json_reader *r, int c)
{
    if (r->used == JSON_STRING_MAX)
        return false;
    r->buffer[r->used++] = (char)c;
    return true;
}

static bool add_code_point(struct json_reader *r, unsigned u)
{
    if (u < 0x80)
        return add(r, (int)u);
    if (u < 0x800)
        return add(r, (int)(0xC0 | (u >> 6))) && add(r, (int)(0x80 | (u & 0x3F)));
    if (u < 0x10000)
        return add(r, (int)(0xE0 | (u >> 12))) && add(r, (int)(0x80 | ((u >> 6) & 0x3F))) &&
               add(r, (int)(0x80 | (u & 0x3F)));
    return add(r, (int)(0xF0 | (u >> 18))) && add(r, (int)(0x80 | ((u >> 12) & 0x3F))) &&
           add(r, (int)(0x80 | ((u >> 6) & 0x3F))) && add(r, (int)(0x80 | (u & 0x3F)));
}

static bool read_hex4(struct json_reader *r, unsigned *out)
{
    *out = 0;
    for (int i = 0; i < 4; i++) {
        const int v = hex_digit((char)source_next(r->source)); /* -1 at the end is no digit */
        if (v < 0)
            return false;
        *out = *out * 16 + (unsigned)v;
    }
    return true;
}

#define REPLACEMENT 0xFFFDu

/* After "\u". A lone surrogate becomes the replacement character. NULL, or what is wrong. */
static const char *read_unicode(struct json_reader *r)
{
    unsigned u;
    if (!read_hex4(r, &u))
        return "four hexadecimal digits should follow \\u";
    while (u >= 0xD800 && u <= 0xDBFF && source_peek(r->source) == '\\') {
        (void)source_next(r->source);
        if (source_peek(r->source) != 'u') {
            /* Some other escape follows the lone half: it is read by itself. */
            return add_code_point(r, REPLACEMENT) ? "" : "a text is longer than 1 MB";
        }
        (void)source_next(r->source);
        unsigned low;
        if (!read_hex4(r, &low))
            return "four hexadecimal digits should follow \\u";
        if (low >= 0xDC00 && low <= 0xDFFF) {
            u = 0x10000 + ((u - 0xD800) << 10) + (low - 0xDC00);
            break;
        }
        if (!add_code_point(r, REPLACEMENT))
            return "a text is longer than 1 MB";
        u = low;
    }
    if (u == 0)
        return "a text holds a NUL character";
    if (u >= 0xD800 && u <= 0xDFFF)
        u = REPLACEMENT;
    return add_code_point(r, u) ? NULL : "a text is longer than 1 MB";
}

/* After a backslash. NULL, "" when another escape's backslash was already taken, or what is wrong.
 */
static const char *read_escape(struct json_reader *r)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    const int c = source_next(r->source);
    if (c == 'u')
        return read_unicode(r);
    const char *at = c > 0 ? strchr(from, c) : NULL;
    if (!at)
        return "there is no such escape";
    return add(r, to[at - from]) ? NULL : "a text is longer than 1 MB";
}

/* Reads a string after its opening quote into the buffer. NULL, or what is wrong. */
static const char *read_string(struct json_reader *r)
{
    r->used = 0;
    for (;;) {
        const int c = source_next(r->source);
        if (c == '"')
            break;
        if (c < 0)
            return "the file ends inside a text";
        if (c == '\\') {
            const char *wrong;
            do
                wrong = read_escape(r);
            while (wrong && !*wrong);
            if (wrong)
                return wrong;
        } else if (c < 0x20) {
            return "a text holds a control character";
        } else if (!add(r, c)) {
            return "a text is longer than 1 MB";
        }
    }
    if (!text_is_utf8((text){.ptr = r->buffer, .len = r->used}))
        return "a text is not UTF-8";
    return NULL;
}

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static bool add_digits(struct json_reader *r)
{
    if (!is_digit(source_peek(r->source)))
        return false;
    while (is_digit(source_peek(r->source)))
        if (r->used == NUMBER_MAX || !add(r, source_next(r->source)))
            return false;
    return true;
}

/* NULL, or what is wrong. */
static const char *read_number(struct json_reader *r)
{
    static const char wrong[] =
        "this is not a number as JSON writes it, or it is over 100 digits long";
    struct source *s = r->source;
    r->used = 0;
    if (source_peek(s) == '-')
        (void)add(r, source_next(s));
    const bool zero = source_peek(s) == '0';
    const size_t from = r->used;
    if (!add_digits(r) || (zero && r->used > from + 1))
        return wrong;
    if (source_peek(s) == '.') {
        (void)add(r, source_next(s));
        if (!add_digits(r))
            return wrong;
    }
    if ((source_peek(s) | 0x20) == 'e') {
        (void)add(r, source_next(s));
        if (source_peek(s) == '-' || source_peek(s) == '+')
            (void)add(r, source_next(s));
        if (!add_digits(r))
            return wrong;
    }
    return NULL;
}

static struct json_token token(const struct json_reader *r, enum json_kind kind)
{
    return (struct json_token){.kind = kind, .text = {.ptr = r->buffer, .len = r->used}};
}

static void after_value(struct json_reader *r)
{
    r->expect = r->depth == 0 ? EXPECT_NOTHING : EXPECT_COMMA_OR_END;
}

static struct json_token open_nested(struct json_reader *r, bool object)
{
    if (r->depth == JSON_DEPTH_MAX)
        return bad(r, "it is nested over 32 levels deep");
    (void)source_next(r->source);
    r->in_object[r->depth++] = object;
    r->expect = object ? EXPECT_KEY_OR_END : EXPECT_VALUE_OR_END;
    r->used = 0;
    return token(r, object ? TOKEN_OBJECT : TOKEN_ARRAY);
}

static struct json_token close_nested(struct json_reader *r)
{
    (void)source_next(r->source);
    r->depth--;
    const bool object = r->in_object[r->depth];
    after_value(r);
    r->used = 0;
    return token(r, object ? TOKEN_OBJECT_END : TOKEN_ARRAY_END);
}

static struct json_token read_word(struct json_reader *r, const char *word, enum json_kind kind)
{
    for (const char *p = word; *p; p++)
        if (source_next(r->source) != *p)
            return bad(r, "a value was expected");
    after_value(r);
    r->used = 0;
    return token(r, kind);
}

static struct json_token read_value(struct json_reader *r, int c)
{
    const char *wrong;
    switch (c) {
    case '{':
        return open_nested(r, true);
    case '[':
        return open_nested(r, false);
    case 't':
        return read_word(r, "true", TOKEN_TRUE);
    case 'f':
        return read_word(r, "false", TOKEN_FALSE);
    case 'n':
        return read_word(r, "null", TOKEN_NULL);
    case '"':
        (void)source_next(r->source);
        wrong = read_string(r);
        if (wrong)
            return bad(r, wrong);
        after_value(r);
        return token(r, TOKEN_STRING);
    default:
        if (c != '-' && !is_digit(c))
            return bad(r, c < 0 ? "the file ends too early" : "a value was expected");
        wrong = read_number(r);
        if (wrong)
            return bad(r, wrong);
        after_value(r);
        return token(r, TOKEN_NUMBER);
    }
}

static struct json_token read_key(struct json_reader *r, int c)
{
    if (c != '"')
        return bad(r, c < 0 ? "the file ends too early" : "a name in double quotes was expected");
    (void)source_next(r->source);
    const char *wrong = read_string(r);
    if (wrong)
        return bad(r, wrong);
    if (skip_space(r) != ':')
        return bad(r, "a colon was expected");
    (void)source_next(r->source);
    r->expect = EXPECT_VALUE;
    return token(r, TOKEN_KEY);
}

struct json_token json_next(struct json_reader *r)
{
    int c = skip_space(r);
    if (r->expect == EXPECT_COMMA_OR_END) {
        const bool object = r->in_object[r->depth - 1];
        if (c == (object ? '}' : ']'))
            return close_nested(r);
        if (c != ',')
            return bad(r, c < 0 ? "the file ends too early"
                                : "a comma or a closing bracket was expected");
        (void)source_next(r->source);
        r->expect = object ? EXPECT_KEY : EXPECT_VALUE;
        c = skip_space(r);
    }
    switch (r->expect) {
    case EXPECT_VALUE_OR_END:
        return c == ']' ? close_nested(r) : read_value(r, c);
    case EXPECT_VALUE:
        return read_value(r, c);
    case EXPECT_KEY_OR_END:
        return c == '}' ? close_nested(r) : read_key(r, c);
    case EXPECT_KEY:
        return read_key(r, c);
    case EXPECT_NOTHING:
        if (c >= 0)
            return bad(r, "something follows the end");
        if (r->source->broken)
            return bad(r, "");
        r->used = 0;
        return token(r, TOKEN_END);
    case EXPECT_COMMA_OR_END:
    case EXPECT_OVER:
        break;
    }
    return bad(r, "reading is over");
}

bool json_skip(struct json_reader *r, struct json_token begin, struct json_token *wrong)
{
    if (begin.kind != TOKEN_OBJECT && begin.kind != TOKEN_ARRAY)
        return true;
    const unsigned until = r->depth - 1;
    while (r->depth > until) {
        const struct json_token t = json_next(r);
        if (t.kind == TOKEN_BAD) {
            *wrong = t;
            return false;
        }
    }
    return true;
}
