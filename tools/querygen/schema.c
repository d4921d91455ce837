/*
 * Reads migrations into the model: enumerations, tables, views, searches, and the order in which
 * they came to be. What is here is what fund modules may say about storage; how an engine stores it
 * is ddl.c's business.
 */
#include "parser.h"

/* ---- Enumerations ---- */

static bool read_member(struct parser *parser, struct enum_type *type)
{
    const struct token *code = peek(parser);
    if (code->kind != TOKEN_WORD)
        return wrong(parser, "a member");
    take(parser);
    if (member_find(type, code->text) >= 0) {
        report(parser->model->errors, code, "take one away", "'%.*s' is a member already",
               TEXT_ARG(code->text));
        return false;
    }
    if (peek(parser)->kind != TOKEN_STRING)
        return wrong(parser, "a label in 'quotes'");
    const struct token *label = take(parser);
    const struct member member = {.code = code->text,
                                  .label = token_inner(parser->model->arena, label)};
    list_add(parser->model->arena, &type->members, member);
    return true;
}

/* The comment beside a member stands after its comma, so it is read once the line is done. */
static void member_describe(const struct parser *parser, struct enum_type *type, int line)
{
    type->members.at[type->members.count - 1].comment = comment_beside(parser, line);
}

static bool read_enum(struct parser *parser, int line)
{
    struct model *model = parser->model;
    const struct token *name;
    struct type taken;
    if (!expect_name(parser, &name) || !name_free(parser, name))
        return false;
    if (type_find(model, name->text, &taken)) {
        report(model->errors, name, "choose another name", "'%.*s' is a type already",
               TEXT_ARG(name->text));
        return false;
    }
    struct enum_type type = {
        .name = name->text, .at = name, .comment = comment_above(parser, line)};
    if (!expect(parser, "("))
        return false;
    do {
        const int member_line = peek(parser)->line;
        if (!read_member(parser, &type))
            return false;
        member_describe(parser, &type, member_line);
    } while (take_if(parser, ","));
    if (!expect(parser, ")"))
        return false;
    change_add(parser, (struct change){.kind = CHANGE_ENUM,
                                       .which = model->enums.count,
                                       .to = type.members.count,
                                       .at = name});
    list_add(model->arena, &model->enums, type);

    struct table table = {
        .name = name->text, .kind = RELATION_ENUM, .at = name, .module = parser->source->module};
    const struct column columns[] = {
        {.name = T("id"),
         .at = name,
         .type = {TYPE_ENUM, name->text},
         .not_null = true,
         .primary = true},
        {.name = T("code"), .at = name, .type = {TYPE_TEXT, T("text")}, .not_null = true},
        {.name = T("label"), .at = name, .type = {TYPE_TEXT, T("text")}, .not_null = true}};
    for (size_t i = 0; i < 3; i++)
        list_add(model->arena, &table.columns, columns[i]);
    list_add(model->arena, &model->tables, table);
    return true;
}

static bool alter_enum(struct parser *parser)
{
    const struct token *name;
    if (!expect_name(parser, &name))
        return false;
    struct enum_type *type = enum_find(parser->model, name->text);
    if (!type) {
        report(parser->model->errors, name, "CREATE ENUM it first", "no enum '%.*s'",
               TEXT_ARG(name->text));
        return false;
    }
    const size_t from = type->members.count;
    const int line = name->line;
    if (!expect(parser, "ADD") || !read_member(parser, type))
        return false;
    member_describe(parser, type, line);
    change_add(parser, (struct change){.kind = CHANGE_ENUM,
                                       .which = (size_t)(type - parser->model->enums.at),
                                       .from = from,
                                       .to = from + 1,
                                       .at = name});
    return true;
}

/* ---- Views, searches ---- */

static bool read_view(struct parser *parser, int line)
{
    const struct token *name;
    if (!expect_name(parser, &name) || !name_free(parser, name) || !expect(parser, "AS"))
        return false;
    struct view view = {.name = name->text,
                        .at = name,
                        .comment = comment_above(parser, line),
                        .module = parser->source->module,
                        .body = take_rest(parser)};
    static const char *const doubts[] = {"LEFT", "RIGHT", "FULL", "UNION", "EXCEPT", "INTERSECT"};
    for (size_t i = 0; i < view.body.count; i++)
        for (size_t j = 0; j < sizeof(doubts) / sizeof(doubts[0]); j++)
            view.uncertain = view.uncertain || token_is(&view.body.at[i], doubts[j]);
    list_add(parser->model->arena, &parser->model->views, view);
    return true;
}

static bool read_search(struct parser *parser, int line)
{
    struct model *model = parser->model;
    const struct token *name, *of, *word;
    if (!expect_name(parser, &name) || !name_free(parser, name) || !expect(parser, "ON") ||
        !expect_name(parser, &of) || !expect(parser, "("))
        return false;
    const struct table *base = table_find(model, of->text);
    if (!base || !base->id_type.ptr) {
        report(model->errors, of, "search a table that has an id", "no table '%.*s' with an id",
               TEXT_ARG(of->text));
        return false;
    }
    struct table search = {.name = name->text,
                           .kind = RELATION_SEARCH,
                           .at = name,
                           .comment = comment_above(parser, line),
                           .module = parser->source->module,
                           .about_people = base->about_people,
                           .search_of = base->name};
    do {
        if (!expect_name(parser, &word))
            return false;
        const struct column *column = column_find(base, word->text);
        if (!column || column->type.base != TYPE_TEXT) {
            report(model->errors, word, "name text columns of the table",
                   "no text column '%.*s' in '%.*s'", TEXT_ARG(word->text), TEXT_ARG(of->text));
            return false;
        }
        const struct column copy = {.name = column->name,
                                    .at = word,
                                    .type = column->type,
                                    .not_null = column->not_null,
                                    .about_people = column->about_people};
        list_add(model->arena, &search.columns, copy);
    } while (take_if(parser, ","));
    if (!expect(parser, ")"))
        return false;
    change_add(parser,
               (struct change){.kind = CHANGE_SEARCH, .which = model->tables.count, .at = name});
    list_add(model->arena, &model->tables, search);

    struct table vocabulary = {
        .name = text_format(model->arena, "%.*s_vocabulary", TEXT_ARG(name->text)),
        .kind = RELATION_VOCABULARY,
        .at = name,
        .module = search.module,
        .about_people = search.about_people,
        .search_of = search.name};
    const struct column columns[] = {
        {.name = T("term"), .at = name, .type = {TYPE_TEXT, T("text")}, .not_null = true},
        {.name = T("doc"), .at = name, .type = {TYPE_INT, T("int")}, .not_null = true}};
    for (size_t i = 0; i < 2; i++)
        list_add(model->arena, &vocabulary.columns, columns[i]);
    list_add(model->arena, &model->tables, vocabulary);
    return true;
}

/* ---- A file ---- */

static void read_region(struct parser *parser)
{
    const struct token *opens = take(parser);
    while (peek(parser)->kind != TOKEN_END && peek(parser)->kind != TOKEN_REGION)
        parser->at++;
    const struct token *ends = peek(parser);
    const bool sqlite = text_eq(opens->text, T("--@ sqlite"));
    if ((!sqlite && !text_eq(opens->text, T("--@ postgresql"))) ||
        !text_eq(ends->text, T("--@ end"))) {
        report(parser->model->errors, opens,
               "write --@ sqlite or --@ postgresql, and --@ end after it",
               "a region that does not open or end as it should");
        take(parser);
        return;
    }
    take(parser);
    const size_t from = opens->offset + opens->text.len;
    change_add(parser, (struct change){.kind = CHANGE_REGION,
                                       .engine = sqlite ? SQL_SQLITE : SQL_POSTGRESQL,
                                       .raw = text_trim(
                                           text_slice(parser->source->content, from, ends->offset)),
                                       .at = opens});
}

static bool read_change(struct parser *parser)
{
    const struct token *first = peek(parser);
    const size_t from = parser->at;
    if (take_if(parser, "CREATE")) {
        if (take_if(parser, "ENUM"))
            return read_enum(parser, first->line);
        if (take_if(parser, "TABLE"))
            return read_table(parser, first->line);
        if (take_if(parser, "SEARCH"))
            return read_search(parser, first->line);
        const bool view = take_if(parser, "VIEW");
        if (view && !read_view(parser, first->line))
            return false;
        if (!view && !token_is(peek(parser), "UNIQUE") && !token_is(peek(parser), "INDEX"))
            return wrong(parser, "TABLE, ENUM, VIEW, SEARCH or INDEX");
    } else if (take_if(parser, "ALTER")) {
        if (take_if(parser, "ENUM"))
            return alter_enum(parser);
        return take_if(parser, "TABLE") ? alter_table(parser) : wrong(parser, "TABLE or ENUM");
    } else if (take_if(parser, "DROP")) {
        if (!token_is(peek(parser), "INDEX"))
            return wrong(parser, "INDEX: only an index holds nothing of its own");
    } else if (!token_is(first, "INSERT") && !token_is(first, "UPDATE")) {
        return wrong(parser, "CREATE, ALTER, DROP, INSERT or UPDATE");
    }
    take_rest(parser);
    const struct span body = {.at = &parser->lexed.tokens.at[from], .count = parser->at - from};
    change_add(parser, (struct change){.kind = CHANGE_SQL, .body = body, .at = first});
    return true;
}

void schema_read(struct model *model, const struct source *source)
{
    const struct migration empty = {.source = source};
    list_add(model->arena, &model->migrations, empty);
    struct parser parser = {.model = model,
                            .source = source,
                            .migration = &model->migrations.at[model->migrations.count - 1],
                            .lexed = lex(model->errors, source)};
    const comment_list *comments = &parser.lexed.comments;
    if (comments->count == 0 || comments->at[0].line != 1)
        report(model->errors, peek(&parser), "write a comment on the first line",
               "a migration starts by saying what for");
    else
        parser.migration->comment = text_trim(comments->at[0].text);
    while (peek(&parser)->kind != TOKEN_END) {
        if (peek(&parser)->kind == TOKEN_REGION) {
            read_region(&parser);
        } else if (!read_change(&parser) || !expect(&parser, ";")) {
            take_rest(&parser); /* go on with the next one */
            take_if(&parser, ";");
        }
    }
}
