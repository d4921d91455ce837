/*
 * Cuts SQL into tokens that know their place, and keeps errors until the run's end. Comments go in
 * a list of their own: in a schema they describe, in statements they hold headers and directives.
 */
#include "querygen.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void report(struct errors *errors, const struct token *at, const char *hint, const char *format,
            ...)
{
    char what[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof(what), format, arguments);
    va_end(arguments);
    /* Both engines' words are made of one source: what is wrong with it is found twice. */
    for (size_t i = 0; i < errors->list.count; i++) {
        const struct error *known = &errors->list.at[i];
        if (known->line == at->line && known->column == at->column &&
            text_eq(known->path, at->source->path) && text_eq(known->what, text_of(what)))
            return;
    }
    const struct error error = {.path = at->source->path,
                                .line = at->line,
                                .column = at->column,
                                .what = text_copy(errors->arena, text_of(what)),
                                .hint = text_copy(errors->arena, text_of(hint))};
    list_add(errors->arena, &errors->list, error);
}

text errors_text(struct arena *arena, const struct errors *errors)
{
    struct text_builder out = {.arena = arena};
    for (size_t i = 0; i < errors->list.count && i < MAX_ERRORS; i++) {
        const struct error *error = &errors->list.at[i];
        text_add_format(&out, "%.*s:%d:%d: error: %.*s\n  hint: %.*s\n", TEXT_ARG(error->path),
                        error->line, error->column, TEXT_ARG(error->what), TEXT_ARG(error->hint));
    }
    if (errors->list.count > MAX_ERRORS)
        text_add_format(&out, "... and %zu more\n", errors->list.count - MAX_ERRORS);
    return text_built(&out);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ".../grants/schema/0003_grants.sql", ".../grants/queries.sql" or ".../postgresql/functions.sql".
 */
bool source_of(struct errors *errors, text path, text content, struct source *out)
{
    *out = (struct source){.path = path, .content = content};
    const struct token top = {.source = out, .line = 1, .column = 1};
    const struct token *keep = &top;
    text rest = path, part[3] = {{0}};
    while (rest.ptr) {
        part[0] = part[1];
        part[1] = part[2];
        part[2] = text_cut(&rest, '/');
    }
    text file = part[2];
    if (text_eq(file, T("queries.sql"))) {
        out->module = part[1];
    } else if (text_eq(part[1], T("postgresql")) && text_eq(file, T("functions.sql"))) {
        out->module = part[0];
        out->functions = true;
    } else if (text_eq(part[1], T("schema")) && text_ends(file, T(".sql")) && file.len > 9 &&
               file.ptr[4] == '_') {
        out->module = part[0];
        out->name = text_slice(file, 0, file.len - 4);
        for (size_t i = 0; i < 4; i++)
            out->number = is_digit(file.ptr[i]) && out->number >= 0
                              ? out->number * 10 + (file.ptr[i] - '0')
                              : -1;
    } else {
        out->number = -1;
    }
    if (out->number < 0 || (out->name.ptr && out->number == 0) || !name_is_plain(out->module)) {
        report(errors, keep, "call it MODULE/schema/NNNN_name.sql or MODULE/queries.sql",
               "neither a migration nor statements");
        return false;
    }
    if (!text_is_utf8(content)) {
        report(errors, keep, "save it as UTF-8, without NUL bytes", "not UTF-8");
        return false;
    }
    return true;
}

struct lexer {
    struct errors *errors;
    const struct source *source;
    size_t at, end;
    int line;
    size_t line_start; /* offset of the line's first byte */
};

static char lexer_peek(const struct lexer *lexer, size_t ahead)
{
    const size_t at = lexer->at + ahead;
    return at < lexer->end ? lexer->source->content.ptr[at] : '\0';
}

static void lexer_step(struct lexer *lexer, size_t count)
{
    for (; count > 0 && lexer->at < lexer->end; count--)
        if (lexer->source->content.ptr[lexer->at++] == '\n') {
            lexer->line++;
            lexer->line_start = lexer->at;
        }
}

/* Length of a quoted piece, doubled quotes inside; 0 when it does not end. */
static size_t quoted_length(const struct lexer *lexer, size_t from, char quote)
{
    for (size_t i = from + 1; lexer->at + i < lexer->end; i++) {
        if (lexer_peek(lexer, i) != quote)
            continue;
        if (lexer_peek(lexer, i + 1) != quote)
            return i + 1;
        i++;
    }
    return 0;
}

static size_t word_length(const struct lexer *lexer, size_t from)
{
    size_t length = from;
    while (is_word(lexer_peek(lexer, length)))
        length++;
    return length;
}

static size_t number_length(const struct lexer *lexer)
{
    size_t length = word_length(lexer, 0);
    while (lexer_peek(lexer, length) == '.' && is_digit(lexer_peek(lexer, length + 1)))
        length = word_length(lexer, length + 1);
    return length;
}

static size_t mark_length(const struct lexer *lexer)
{
    static const char *const longer[] = {
        "->>", "<=", ">=", "<>", "!=", "==", "||", "<<", ">>", "->", "::"};
    for (size_t i = 0; i < sizeof(longer) / sizeof(longer[0]); i++) {
        const size_t length = strlen(longer[i]);
        if (lexer->end - lexer->at >= length &&
            memcmp(lexer->source->content.ptr + lexer->at, longer[i], length) == 0)
            return length;
    }
    return 1;
}

/* The token at the lexer's place; *length is what it takes. */
static enum token_kind token_measure(const struct lexer *lexer, size_t *length)
{
    const char c = lexer_peek(lexer, 0), next = lexer_peek(lexer, 1);
    if (c == '\'') {
        *length = quoted_length(lexer, 0, c);
        return TOKEN_STRING;
    }
    if (c == '"') {
        *length = quoted_length(lexer, 0, c);
        return TOKEN_QUOTED;
    }
    if ((c == 'x' || c == 'X') && next == '\'') {
        *length = quoted_length(lexer, 1, next);
        return TOKEN_NUMBER;
    }
    if (is_digit(c)) {
        *length = number_length(lexer);
        return TOKEN_NUMBER;
    }
    if (is_word_start(c)) {
        *length = word_length(lexer, 0);
        return TOKEN_WORD;
    }
    if (c == ':' && is_word_start(next)) {
        *length = word_length(lexer, 1);
        return TOKEN_PARAM;
    }
    if (c == '@' && is_word_start(next)) {
        *length = word_length(lexer, 1);
        if (lexer_peek(lexer, *length) == '.')
            *length = word_length(lexer, *length + 1);
        return TOKEN_MEMBER;
    }
    *length = mark_length(lexer);
    return TOKEN_MARK;
}

static struct token token_here(const struct lexer *lexer, enum token_kind kind, size_t length)
{
    return (struct token){.kind = kind,
                          .text = text_slice(lexer->source->content, lexer->at, lexer->at + length),
                          .source = lexer->source,
                          .offset = lexer->at,
                          .line = lexer->line,
                          .column = (int)(lexer->at - lexer->line_start) + 1};
}

/* "-- words" to the line's end: a comment, or a region's mark. */
static void lex_dashes(struct lexer *lexer, struct lexed *lexed, int *last_line)
{
    size_t length = 2;
    while (lexer->at + length < lexer->end && lexer_peek(lexer, length) != '\n')
        length++;
    struct token token = token_here(lexer, TOKEN_REGION, length);
    token.text = text_trim(token.text);
    if (lexer_peek(lexer, 2) == '@') {
        list_add(lexer->errors->arena, &lexed->tokens, token);
        *last_line = lexer->line;
    } else {
        const struct comment comment = {.text = text_slice(token.text, 2, token.text.len),
                                        .offset = lexer->at + 2,
                                        .line = token.line,
                                        .column = token.column + 2,
                                        .alone = *last_line != token.line};
        list_add(lexer->errors->arena, &lexed->comments, comment);
    }
    lexer_step(lexer, length);
}

static void lex_range(struct lexer *lexer, struct lexed *lexed)
{
    int last_line = 0; /* of the last token */
    while (lexer->at < lexer->end) {
        const char c = lexer_peek(lexer, 0);
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            lexer_step(lexer, 1);
            continue;
        }
        if (c == '-' && lexer_peek(lexer, 1) == '-') {
            lex_dashes(lexer, lexed, &last_line);
            continue;
        }
        size_t length = 0;
        const enum token_kind kind = token_measure(lexer, &length);
        const struct token token = token_here(lexer, kind, length);
        if (length == 0) {
            report(lexer->errors, &token, "close it with the same quote",
                   "a quote that does not end");
            lexer->at = lexer->end;
            break;
        }
        list_add(lexer->errors->arena, &lexed->tokens, token);
        last_line = lexer->line;
        lexer_step(lexer, length);
    }
}

struct lexed lex(struct errors *errors, const struct source *source)
{
    struct lexer lexer = {
        .errors = errors, .source = source, .end = source->content.len, .line = 1};
    struct lexed lexed = {0};
    lex_range(&lexer, &lexed);
    const struct token end = token_here(&lexer, TOKEN_END, 0);
    list_add(errors->arena, &lexed.tokens, end);
    return lexed;
}

void lex_comment(struct errors *errors, const struct source *source, const struct comment *comment,
                 token_list *into)
{
    struct lexer lexer = {.errors = errors,
                          .source = source,
                          .at = comment->offset,
                          .end = comment->offset + comment->text.len,
                          .line = comment->line,
                          .line_start = comment->offset - (size_t)(comment->column - 1)};
    struct lexed lexed = {.tokens = {.at = into->at, .count = into->count, .cap = into->cap}};
    lex_range(&lexer, &lexed);
    *into = lexed.tokens;
}

bool token_is(const struct token *token, const char *word)
{
    return (token->kind == TOKEN_WORD || token->kind == TOKEN_MARK) &&
           text_eq_fold(token->text, text_of(word));
}

text token_inner(struct arena *arena, const struct token *token)
{
    const text whole = token->text;
    struct text_builder out = {.arena = arena};
    text_add(&out, T(""));
    for (size_t i = 1; i + 1 < whole.len; i++) {
        text_add_char(&out, whole.ptr[i]);
        if (whole.ptr[i] == whole.ptr[0])
            i++;
    }
    const text built = text_built(&out);
    return built.ptr ? built : T("");
}

text text_upper(struct arena *arena, text name)
{
    struct text_builder out = {.arena = arena};
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i];
        text_add_char(&out, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
    return text_built(&out);
}
