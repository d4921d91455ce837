/*
 * SQL as written becomes SQL as an engine runs it: numbers for parameters and members of
 * enumerations, no marks that are the compiler's alone. What is another word on PostgreSQL is
 * dialect.c's business; which tables and triggers an engine needs, ddl.c's.
 */
#include "querygen.h"

void sql_add(struct sql *sql, const char *words)
{
    text_add(&sql->out, text_of(words));
}

struct span span_for(const struct model *model, struct span span, enum sql_engine engine)
{
    static const char *const other[] = {
        [SQL_SQLITE] = "--@ postgresql", [SQL_POSTGRESQL] = "--@ sqlite"};
    token_list kept = {0};
    bool skipping = false, regions = false;
    for (size_t i = 0; i < span.count; i++)
        regions = regions || span.at[i].kind == TOKEN_REGION;
    if (!regions)
        return span;
    for (size_t i = 0; i < span.count; i++) {
        const struct token *token = &span.at[i];
        if (token->kind == TOKEN_REGION)
            skipping = text_eq(token->text, text_of(other[engine]));
        else if (!skipping && !token_is(token, ";"))
            list_add(model->arena, &kept, *token);
    }
    return (struct span){.at = kept.at, .count = kept.count};
}

const char *postgresql_type(enum base_type base)
{
    switch (base) {
    case TYPE_TEXT:
        return "text";
    case TYPE_REAL:
        return "double precision";
    case TYPE_BYTES:
        return "bytea";
    case TYPE_INT:
    case TYPE_PENCE:
    case TYPE_DAY:
    case TYPE_INSTANT:
    case TYPE_FLAG:
    case TYPE_PERCENT:
    case TYPE_PEOPLE:
    case TYPE_ID:
    case TYPE_ENUM:
        return "bigint";
    }
    return "";
}

void sql_add_parameter(struct sql *sql, int number, enum base_type base)
{
    if (sql->engine == SQL_SQLITE)
        text_add_format(&sql->out, "?%d", number);
    else
        text_add_format(&sql->out, "$%d::%s", number, postgresql_type(base));
}

static void render_parameter(struct sql *sql, text name)
{
    const struct statement *statement = sql->statement;
    for (size_t i = 0; statement && i < statement->parameters.count; i++)
        if (text_eq(statement->parameters.at[i].name, name)) {
            sql_add_parameter(sql, sql->numbers[i], statement->parameters.at[i].type.base);
            return;
        }
    for (size_t i = 0; statement && i < statement->filters.count; i++)
        if (text_eq(statement->filters.at[i].name, name)) {
            sql_add_parameter(sql, sql->numbers[MAX_PARAMETERS + i],
                              statement->filters.at[i].type.base);
            return;
        }
    sql_add_parameter(sql, 0, TYPE_INT); /* a migration has none: the engine says so */
}

static void render_member(struct sql *sql, const struct model *model, const struct token *token)
{
    const text whole = text_slice(token->text, 1, token->text.len);
    const ptrdiff_t dot = text_find(whole, T("."));
    const struct enum_type *type =
        dot < 0 ? NULL : enum_find(model, text_slice(whole, 0, (size_t)dot));
    const int member = type ? member_find(type, text_slice(whole, (size_t)dot + 1, whole.len)) : -1;
    if (member < 0)
        report(model->errors, token, "write @enum.member, both made before",
               "no enum member '%.*s'", TEXT_ARG(token->text));
    text_add_format(&sql->out, "%d", member);
}

/* `?` and `!` after an alias, and the type in "total:pence", are for the compiler alone. */
static void render_token(struct sql *sql, const struct model *model, const struct token *token)
{
    switch (token->kind) {
    case TOKEN_MEMBER:
        render_member(sql, model, token);
        return;
    case TOKEN_PARAM:
        render_parameter(sql, text_slice(token->text, 1, token->text.len));
        return;
    case TOKEN_QUOTED: {
        const ptrdiff_t colon = text_find(token->text, T(":"));
        text_add(&sql->out, colon < 0 ? token->text : text_slice(token->text, 0, (size_t)colon));
        if (colon >= 0)
            text_add_char(&sql->out, '"');
        return;
    }
    case TOKEN_REGION:
    case TOKEN_END:
        return;
    case TOKEN_WORD:
    case TOKEN_NUMBER:
    case TOKEN_STRING:
    case TOKEN_MARK:
        if (!token_is(token, "?") && !token_is(token, "!"))
            text_add(&sql->out, token->text);
        return;
    }
}

void sql_render(struct sql *sql, const struct model *model, struct span span)
{
    span = span_for(model, span, sql->engine);
    if (sql->engine == SQL_POSTGRESQL)
        span = dialect_of(model, span);
    size_t end = 0; /* offset after the token before */
    for (size_t i = 0; i < span.count; i++) {
        const struct token *token = &span.at[i];
        const size_t len = sql->out.len;
        if (end != token->offset && len > 0 && sql->out.ptr[len - 1] != ' ' &&
            sql->out.ptr[len - 1] != '(')
            text_add_char(&sql->out, ' ');
        const struct place place = {.offset = sql->out.len, .token = token};
        list_add(sql->out.arena, &sql->places, place);
        render_token(sql, model, token);
        end = token->offset + token->text.len;
    }
}

const struct token *sql_place(const struct sql *sql, long offset)
{
    const struct token *found = NULL;
    for (size_t i = 0; i < sql->places.count; i++)
        if (!found || (long)sql->places.at[i].offset <= offset)
            found = sql->places.at[i].token;
    return found;
}
