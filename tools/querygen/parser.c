/*
 * Walking the tokens of one migration.
 */
#include "parser.h"

const struct token *peek(const struct parser *parser)
{
    return &parser->lexed.tokens.at[parser->at];
}

const struct token *take(struct parser *parser)
{
    const struct token *token = peek(parser);
    if (token->kind != TOKEN_END)
        parser->at++;
    return token;
}

bool take_if(struct parser *parser, const char *word)
{
    if (!token_is(peek(parser), word))
        return false;
    parser->at++;
    return true;
}

bool wrong(struct parser *parser, const char *wanted)
{
    const struct token *token = peek(parser);
    report(parser->model->errors, token,
           "the forms of a migration stand in tools/querygen/README.md",
           "expected %s, found '%.*s'", wanted, token->kind == TOKEN_END ? 3 : (int)token->text.len,
           token->kind == TOKEN_END ? "end" : token->text.ptr);
    return false;
}

bool expect(struct parser *parser, const char *word)
{
    return take_if(parser, word) || wrong(parser, word);
}

/* What PostgreSQL keeps for itself. SQLite or C refuse the others of its words, or nobody would
 * write them. */
static bool is_kept(text name)
{
    static const char *const words[] = {"all",
                                        "analyse",
                                        "analyze",
                                        "and",
                                        "any",
                                        "array",
                                        "as",
                                        "asc",
                                        "asymmetric",
                                        "authorization",
                                        "binary",
                                        "both",
                                        "case",
                                        "cast",
                                        "check",
                                        "collate",
                                        "collation",
                                        "column",
                                        "concurrently",
                                        "constraint",
                                        "create",
                                        "cross",
                                        "current_catalog",
                                        "current_date",
                                        "current_role",
                                        "current_schema",
                                        "current_time",
                                        "current_timestamp",
                                        "current_user",
                                        "default",
                                        "deferrable",
                                        "desc",
                                        "distinct",
                                        "do",
                                        "else",
                                        "end",
                                        "except",
                                        "false",
                                        "fetch",
                                        "for",
                                        "foreign",
                                        "freeze",
                                        "from",
                                        "full",
                                        "grant",
                                        "group",
                                        "having",
                                        "ilike",
                                        "in",
                                        "initially",
                                        "inner",
                                        "intersect",
                                        "into",
                                        "is",
                                        "isnull",
                                        "join",
                                        "lateral",
                                        "leading",
                                        "left",
                                        "like",
                                        "limit",
                                        "localtime",
                                        "localtimestamp",
                                        "natural",
                                        "not",
                                        "notnull",
                                        "null",
                                        "offset",
                                        "on",
                                        "only",
                                        "or",
                                        "order",
                                        "outer",
                                        "overlaps",
                                        "placing",
                                        "primary",
                                        "references",
                                        "returning",
                                        "right",
                                        "select",
                                        "session_user",
                                        "similar",
                                        "some",
                                        "symmetric",
                                        "table",
                                        "tablesample",
                                        "then",
                                        "to",
                                        "trailing",
                                        "true",
                                        "union",
                                        "unique",
                                        "user",
                                        "using",
                                        "variadic",
                                        "verbose",
                                        "when",
                                        "where",
                                        "window",
                                        "with"};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (text_eq_fold(name, text_of(words[i])))
            return true;
    return false;
}

/* A name that may become a name in C, and the beginning of one on PostgreSQL, which cuts names
 * after 63 letters. */
bool expect_name(struct parser *parser, const struct token **out)
{
    const struct token *token = peek(parser);
    if (token->kind != TOKEN_WORD)
        return wrong(parser, "a name");
    if (!name_is_plain(token->text)) {
        report(parser->model->errors, token,
               "use lower_case letters, digits and _, and no word of C", "'%.*s' cannot be a name",
               TEXT_ARG(token->text));
        return false;
    }
    if (is_kept(token->text) || token->text.len > MAX_NAME) {
        report(parser->model->errors, token, "choose another name, of at most 45 letters",
               "'%.*s' cannot be a name on PostgreSQL", TEXT_ARG(token->text));
        return false;
    }
    *out = take(parser);
    return true;
}

/* Tokens up to the next of: `;` outside parentheses. */
struct span take_rest(struct parser *parser)
{
    const size_t from = parser->at;
    while (peek(parser)->kind != TOKEN_END && peek(parser)->kind != TOKEN_REGION &&
           !token_is(peek(parser), ";"))
        parser->at++;
    return (struct span){.at = &parser->lexed.tokens.at[from], .count = parser->at - from};
}

bool take_parenthesised(struct parser *parser, struct span *out)
{
    const size_t from = parser->at;
    if (!token_is(peek(parser), "("))
        return wrong(parser, "(");
    int depth = 0;
    do {
        const struct token *token = take(parser);
        if (token->kind == TOKEN_END)
            return wrong(parser, ")");
        depth += token_is(token, "(") ? 1 : token_is(token, ")") ? -1 : 0;
    } while (depth > 0);
    *out = (struct span){.at = &parser->lexed.tokens.at[from], .count = parser->at - from};
    return true;
}

/* Comment lines that end on the line above `line`, joined. */
text comment_above(const struct parser *parser, int line)
{
    const comment_list *comments = &parser->lexed.comments;
    size_t end = comments->count;
    while (end > 0 && comments->at[end - 1].line >= line)
        end--;
    size_t from = end;
    for (int above = line - 1;
         from > 0 && comments->at[from - 1].line == above && comments->at[from - 1].alone; above--)
        from--;
    struct text_builder out = {.arena = parser->model->arena};
    for (size_t i = from; i < end; i++) {
        if (i > from)
            text_add_char(&out, ' ');
        text_add(&out, text_trim(comments->at[i].text));
    }
    return text_built(&out);
}

text comment_beside(const struct parser *parser, int line)
{
    for (size_t i = 0; i < parser->lexed.comments.count; i++)
        if (parser->lexed.comments.at[i].line == line && !parser->lexed.comments.at[i].alone)
            return text_trim(parser->lexed.comments.at[i].text);
    return TEXT_ABSENT;
}

void change_add(struct parser *parser, struct change change)
{
    list_add(parser->model->arena, &parser->migration->changes, change);
}

/* Tables, views, enumerations share one space of names. */
bool name_free(struct parser *parser, const struct token *name)
{
    if (!table_find(parser->model, name->text) && !view_find(parser->model, name->text))
        return true;
    report(parser->model->errors, name, "choose another name", "'%.*s' is taken",
           TEXT_ARG(name->text));
    return false;
}
