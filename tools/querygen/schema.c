/*
 * Reads migrations into the model: enumerations, tables, views, searches, and the order in which
 * they came to be. What is here is what fund modules may say about storage; how an engine stores it
 * is ddl.c's business.
 */
#include "querygen.h"

struct parser {
    struct model *model;
    struct migration *migration;
    const struct source *source;
    struct lexed lexed;
    size_t at;
};

/* ---- Walking tokens ---- */

static const struct token *peek(const struct parser *parser)
{
    return &parser->lexed.tokens.at[parser->at];
}

static const struct token *take(struct parser *parser)
{
    const struct token *token = peek(parser);
    if (token->kind != TOKEN_END)
        parser->at++;
    return token;
}

static bool take_if(struct parser *parser, const char *word)
{
    if (!token_is(peek(parser), word))
        return false;
    parser->at++;
    return true;
}

static bool wrong(struct parser *parser, const char *wanted)
{
    const struct token *token = peek(parser);
    report(parser->model->errors, token,
           "the forms of a migration stand in tools/querygen/README.md",
           "expected %s, found '%.*s'", wanted, token->kind == TOKEN_END ? 3 : (int)token->text.len,
           token->kind == TOKEN_END ? "end" : token->text.ptr);
    return false;
}

static bool expect(struct parser *parser, const char *word)
{
    return take_if(parser, word) || wrong(parser, word);
}

/* A name that may become a name in C. */
static bool expect_name(struct parser *parser, const struct token **out)
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
    *out = take(parser);
    return true;
}

/* Tokens up to the next of: `;` outside parentheses. */
static struct span take_rest(struct parser *parser)
{
    const size_t from = parser->at;
    while (peek(parser)->kind != TOKEN_END && peek(parser)->kind != TOKEN_REGION &&
           !token_is(peek(parser), ";"))
        parser->at++;
    return (struct span){.at = &parser->lexed.tokens.at[from], .count = parser->at - from};
}

static bool take_parenthesised(struct parser *parser, struct span *out)
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
static text comment_above(const struct parser *parser, int line)
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

static text comment_beside(const struct parser *parser, int line)
{
    for (size_t i = 0; i < parser->lexed.comments.count; i++)
        if (parser->lexed.comments.at[i].line == line && !parser->lexed.comments.at[i].alone)
            return text_trim(parser->lexed.comments.at[i].text);
    return TEXT_ABSENT;
}

static void change_add(struct parser *parser, struct change change)
{
    list_add(parser->model->arena, &parser->migration->changes, change);
}

/* Tables, views, enumerations share one space of names. */
static bool name_free(struct parser *parser, const struct token *name)
{
    if (!table_find(parser->model, name->text) && !view_find(parser->model, name->text))
        return true;
    report(parser->model->errors, name, "choose another name", "'%.*s' is taken",
           TEXT_ARG(name->text));
    return false;
}

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

/* ---- Tables ---- */

/* `id grant_id PRIMARY KEY` makes the type grant_id. */
static bool make_id_type(struct parser *parser, struct table *table, const struct token *type)
{
    struct type taken;
    if (table->columns.count > 0 || !text_ends(type->text, T("_id")) ||
        !name_is_plain(type->text)) {
        report(parser->model->errors, type, "write it first, as: id thing_id PRIMARY KEY",
               "an id is a table's first column and its type ends in _id");
        return false;
    }
    if (type_find(parser->model, type->text, &taken)) {
        report(parser->model->errors, type, "each table has an id type of its own",
               "'%.*s' is a type already", TEXT_ARG(type->text));
        return false;
    }
    table->id_type = type->text;
    return true;
}

static bool read_default(struct parser *parser, struct column *column)
{
    const size_t from = parser->at;
    take_if(parser, "-");
    const enum token_kind kind = peek(parser)->kind;
    if (kind != TOKEN_NUMBER && kind != TOKEN_STRING && kind != TOKEN_MEMBER)
        return wrong(parser, "a number, a 'text' or @enum.member");
    take(parser);
    column->fallback =
        (struct span){.at = &parser->lexed.tokens.at[from], .count = parser->at - from};
    return true;
}

static bool read_references(struct parser *parser, const struct table *table, struct column *column)
{
    const struct token *name;
    if (!expect_name(parser, &name))
        return false;
    column->references = name->text;
    const struct table *other =
        text_eq(name->text, table->name) ? table : table_find(parser->model, name->text);
    if (!other || !other->id_type.ptr) {
        report(parser->model->errors, name, "reference a table that is made before and has an id",
               "no table '%.*s' with an id", TEXT_ARG(name->text));
        return false;
    }
    if (!text_eq(other->id_type, column->type.name)) {
        report(parser->model->errors, name, "give the column the type of what it references",
               "'%.*s' is %.*s, but ids of %.*s are %.*s", TEXT_ARG(column->name),
               TEXT_ARG(column->type.name), TEXT_ARG(name->text), TEXT_ARG(other->id_type));
        return false;
    }
    if (take_if(parser, "ON")) {
        if (!expect(parser, "DELETE") || !expect(parser, "CASCADE"))
            return false;
        column->cascade = true;
    }
    return true;
}

static bool read_column(struct parser *parser, struct table *table)
{
    struct model *model = parser->model;
    const struct token *name;
    const int line = peek(parser)->line;
    if (!expect_name(parser, &name))
        return false;
    if (column_find(table, name->text)) {
        report(model->errors, name, "take one away", "column '%.*s' stands twice",
               TEXT_ARG(name->text));
        return false;
    }
    const struct token *type = peek(parser);
    if (type->kind != TOKEN_WORD)
        return wrong(parser, "a type");
    take(parser);
    struct column column = {.name = name->text, .at = name};
    if (token_is(peek(parser), "PRIMARY") && text_eq(name->text, T("id"))) {
        parser->at++;
        if (!expect(parser, "KEY") || !make_id_type(parser, table, type))
            return false;
        column.type = (struct type){TYPE_ID, type->text};
        column.primary = column.not_null = true;
    } else if (table->id_type.ptr && text_eq(type->text, table->id_type)) {
        column.type = (struct type){TYPE_ID, type->text};
    } else if (!type_find(model, type->text, &column.type) || column.type.base == TYPE_PEOPLE) {
        report(model->errors, type,
               "types are text int real pence day instant flag bytes percent, ids and enums made "
               "before",
               "no type '%.*s'", TEXT_ARG(type->text));
        return false;
    }
    for (;;) {
        bool fine = true;
        if (take_if(parser, "NOT")) {
            fine = expect(parser, "NULL");
            column.not_null = true;
        } else if (take_if(parser, "DEFAULT")) {
            fine = read_default(parser, &column);
        } else if (take_if(parser, "REFERENCES")) {
            fine = read_references(parser, table, &column);
        } else if (take_if(parser, "ABOUT")) {
            fine = expect(parser, "PEOPLE");
            column.about_people = true;
        } else {
            break;
        }
        if (!fine)
            return false;
    }
    column.comment = comment_beside(parser, line);
    list_add(model->arena, &table->columns, column);
    return true;
}

/* PRIMARY KEY (a, b) or UNIQUE (a, b): columns that are there. */
static bool read_constraint(struct parser *parser, struct table *table)
{
    const size_t from = parser->at;
    if (take_if(parser, "PRIMARY") ? !expect(parser, "KEY") : !expect(parser, "UNIQUE"))
        return false;
    struct span columns = {0};
    if (!take_parenthesised(parser, &columns))
        return false;
    for (size_t i = 1; i + 1 < columns.count; i += 2)
        if (!column_find(table, columns.at[i].text)) {
            report(parser->model->errors, &columns.at[i], "name a column of this table",
                   "no column '%.*s'", TEXT_ARG(columns.at[i].text));
            return false;
        }
    const struct span whole = {.at = &parser->lexed.tokens.at[from], .count = parser->at - from};
    list_add(parser->model->arena, &table->constraints, whole);
    return true;
}

static bool read_table(struct parser *parser, int line)
{
    struct model *model = parser->model;
    const struct token *name;
    if (!expect_name(parser, &name) || !name_free(parser, name))
        return false;
    struct table table = {.name = name->text,
                          .at = name,
                          .comment = comment_above(parser, line),
                          .module = parser->source->module};
    if (!expect(parser, "("))
        return false;
    do {
        const bool constraint =
            token_is(peek(parser), "PRIMARY") || token_is(peek(parser), "UNIQUE");
        if (!(constraint ? read_constraint(parser, &table) : read_column(parser, &table)))
            return false;
    } while (take_if(parser, ","));
    if (!expect(parser, ")"))
        return false;
    for (;;) {
        if (take_if(parser, "ABOUT")) {
            if (!expect(parser, "PEOPLE"))
                return false;
            table.about_people = true;
        } else if (take_if(parser, "PROTECTED")) {
            table.is_protected = true;
        } else if (take_if(parser, "LEDGER")) {
            table.ledger = true;
        } else if (take_if(parser, "FLEETING")) {
            table.fleeting = true;
        } else if (take_if(parser, "BEHIND")) {
            if (!expect_name(parser, &table.behind_at))
                return false;
            table.behind = table.behind_at->text;
        } else {
            break;
        }
    }
    change_add(parser, (struct change){.kind = CHANGE_TABLE,
                                       .which = model->tables.count,
                                       .to = table.columns.count,
                                       .at = name});
    list_add(model->arena, &model->tables, table);
    return true;
}

static bool alter_table(struct parser *parser)
{
    const struct token *name;
    if (!expect_name(parser, &name))
        return false;
    struct table *table = table_find(parser->model, name->text);
    if (!table || table->kind != RELATION_TABLE) {
        report(parser->model->errors, name, "CREATE TABLE it first", "no table '%.*s'",
               TEXT_ARG(name->text));
        return false;
    }
    if (!expect(parser, "ADD") || !expect(parser, "COLUMN") || !read_column(parser, table))
        return false;
    change_add(parser, (struct change){.kind = CHANGE_COLUMN,
                                       .which = (size_t)(table - parser->model->tables.at),
                                       .from = table->columns.count - 1,
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
        {.name = T("doc"), .at = name, .type = {TYPE_INT, T("int")}, .not_null = true},
        {.name = T("cnt"), .at = name, .type = {TYPE_INT, T("int")}, .not_null = true}};
    for (size_t i = 0; i < 3; i++)
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
    if (sqlite) {
        const size_t from = opens->offset + opens->text.len;
        change_add(parser, (struct change){.kind = CHANGE_REGION,
                                           .raw = text_trim(text_slice(parser->source->content,
                                                                       from, ends->offset)),
                                           .at = opens});
    }
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
    } else if (!token_is(first, "INSERT") && !token_is(first, "UPDATE")) {
        return wrong(parser, "CREATE, ALTER, INSERT or UPDATE");
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
