/*
 * Reads queries.sql: for each statement the comment above it (prose, header, directives) and its
 * body.
 */
#include "querygen.h"

/* One comment block, cut into the header's and the directives' tokens. */
struct reader {
    struct model *model;
    struct statement *statement;
    token_list tokens;
    size_t at, end;
};

static const struct token *peek(const struct reader *reader)
{
    static const struct token nothing = {.kind = TOKEN_END};
    return reader->at < reader->end ? &reader->tokens.at[reader->at] : &nothing;
}

static const struct token *take(struct reader *reader)
{
    const struct token *token = peek(reader);
    if (reader->at < reader->end)
        reader->at++;
    return token;
}

static bool take_if(struct reader *reader, const char *word)
{
    if (!token_is(peek(reader), word))
        return false;
    reader->at++;
    return true;
}

static bool wrong(struct reader *reader, const char *wanted, const char *hint)
{
    const bool over = reader->at >= reader->end;
    const struct token *token = &reader->tokens.at[over ? reader->end - 1 : reader->at];
    report(reader->model->errors, token, hint, "expected %s%s%.*s'", wanted,
           over ? " after '" : ", found '", TEXT_ARG(token->text));
    return false;
}

static const char HEADER_HINT[] =
    "write: name(parameter type, ...) :one|:maybe|:many|:exec|:insert|:count|:page N [as row]";

/* ---- The header ---- */

/* Names in the C function that a parameter may not hide. */
static text parameter_c_name(const struct model *model, text name)
{
    static const char *const locals[] = {"db",  "stmt", "row",      "rows", "count", "cap",
                                         "ask", "at",   "conflict", "id",   "arena"};
    struct type type;
    bool taken = !name_is_plain(name) || type_find(model, name, &type);
    for (size_t i = 0; i < sizeof(locals) / sizeof(locals[0]); i++)
        taken = taken || text_eq(name, text_of(locals[i]));
    return taken ? text_format(model->arena, "%.*s_", TEXT_ARG(name)) : name;
}

static bool name_used(const struct statement *statement, text name)
{
    for (size_t i = 0; i < statement->parameters.count; i++)
        if (text_eq(statement->parameters.at[i].name, name))
            return true;
    for (size_t i = 0; i < statement->filters.count; i++)
        if (text_eq(statement->filters.at[i].name, name))
            return true;
    return false;
}

static bool read_type(struct reader *reader, const struct token *word, struct type *out)
{
    if (type_find(reader->model, word->text, out) && out->base != TYPE_PEOPLE)
        return true;
    report(reader->model->errors, word,
           "use a type of the schema: text int real pence day instant flag bytes percent, an id, "
           "an enum",
           "no type '%.*s'", TEXT_ARG(word->text));
    return false;
}

static bool read_parameter(struct reader *reader)
{
    struct statement *statement = reader->statement;
    const struct token *name = take(reader);
    if (name->kind != TOKEN_WORD) {
        reader->at--;
        return wrong(reader, "a parameter", HEADER_HINT);
    }
    const struct token *type = peek(reader)->kind == TOKEN_WORD ? take(reader) : name;
    struct parameter parameter = {
        .name = name->text, .c_name = parameter_c_name(reader->model, name->text), .at = name};
    if (!read_type(reader, type, &parameter.type))
        return false;
    parameter.optional = take_if(reader, "?");
    if (name_used(statement, name->text) || statement->parameters.count == MAX_PARAMETERS) {
        report(reader->model->errors, name, "give each its own name; at most 32",
               "parameter '%.*s' stands twice, or there are too many", TEXT_ARG(name->text));
        return false;
    }
    list_add(reader->model->arena, &statement->parameters, parameter);
    return true;
}

static bool read_kind(struct reader *reader)
{
    static const char *const kinds[] = {
        [KIND_ONE] = ":one",   [KIND_MAYBE] = ":maybe",   [KIND_MANY] = ":many",
        [KIND_EXEC] = ":exec", [KIND_INSERT] = ":insert", [KIND_COUNT] = ":count",
        [KIND_PAGE] = ":page"};
    struct statement *statement = reader->statement;
    const struct token *kind = peek(reader);
    for (size_t i = 0; kind->kind == TOKEN_PARAM && i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (text_eq(kind->text, text_of(kinds[i]))) {
            statement->kind = (enum statement_kind)i;
            take(reader);
            if (statement->kind != KIND_PAGE)
                return true;
            const struct token *size = take(reader);
            if (size->kind == TOKEN_NUMBER && size->text.len < 5)
                for (size_t d = 0; d < size->text.len; d++)
                    statement->page_size =
                        statement->page_size * 10 + (size_t)(size->text.ptr[d] - '0');
            if (statement->page_size >= 1 && statement->page_size <= MAX_PAGE)
                return true;
            report(reader->model->errors, kind, "write :page 25",
                   "a page has between 1 and %d rows", MAX_PAGE);
            return false;
        }
    return wrong(reader, "a kind", HEADER_HINT);
}

static bool read_header(struct reader *reader)
{
    struct statement *statement = reader->statement;
    statement->at = take(reader);
    statement->name = statement->at->text;
    if (!name_is_plain(statement->name)) {
        report(reader->model->errors, statement->at,
               "use lower_case letters, digits and _, and no word of C", "'%.*s' cannot be a name",
               TEXT_ARG(statement->name));
        return false;
    }
    if (!take_if(reader, "("))
        return wrong(reader, "'('", HEADER_HINT);
    if (!take_if(reader, ")")) {
        do {
            if (!read_parameter(reader))
                return false;
        } while (take_if(reader, ","));
        if (!take_if(reader, ")"))
            return wrong(reader, "')'", HEADER_HINT);
    }
    if (!read_kind(reader))
        return false;
    statement->row = text_format(reader->model->arena, "%.*s_row", TEXT_ARG(statement->name));
    statement->rows = text_format(reader->model->arena, "%.*s_rows", TEXT_ARG(statement->name));
    if (take_if(reader, "as")) {
        const struct token *row = take(reader);
        if (row->kind != TOKEN_WORD || !name_is_plain(row->text)) {
            reader->at--;
            return wrong(reader, "the row's name after as", HEADER_HINT);
        }
        statement->shared = true;
        statement->row = row->text;
        statement->rows = text_format(reader->model->arena, "%.*s_rows", TEXT_ARG(row->text));
    }
    return reader->at >= reader->end || wrong(reader, "nothing more", HEADER_HINT);
}

/* ---- Directives ---- */

static bool read_quoted(struct reader *reader, text *out)
{
    const struct token *token = peek(reader);
    if (token->kind != TOKEN_QUOTED || token->text.len < 5)
        return wrong(reader, "a reason in \"quotes\"",
                     "say why, for the one who reads this next year");
    *out = token_inner(reader->model->arena, take(reader));
    return true;
}

static struct span rest_of(const struct reader *reader)
{
    return (struct span){.at = &reader->tokens.at[reader->at], .count = reader->end - reader->at};
}

static bool read_filter(struct reader *reader)
{
    struct statement *statement = reader->statement;
    static const char hint[] = "write: filter name [type] : condition";
    const struct token *name = take(reader);
    struct filter filter = {.name = name->text, .at = name};
    if (name->kind != TOKEN_WORD || !name_is_plain(name->text)) {
        reader->at--;
        return wrong(reader, "a filter's name", hint);
    }
    if (peek(reader)->kind == TOKEN_WORD) {
        filter.typed = true;
        if (!read_type(reader, take(reader), &filter.type))
            return false;
    }
    if (!take_if(reader, ":") || reader->at >= reader->end)
        return wrong(reader, "':' and a condition", hint);
    static const char *const members[] = {"sort", "at", "limit"};
    bool taken = name_used(statement, name->text);
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
        taken = taken || token_is(name, members[i]);
    if (taken || statement->filters.count == MAX_FILTERS) {
        report(reader->model->errors, name,
               "give it another name; sort, at and limit are taken; at most 12 filters",
               "filter '%.*s' stands twice, or there are too many", TEXT_ARG(name->text));
        return false;
    }
    filter.where = rest_of(reader);
    list_add(reader->model->arena, &statement->filters, filter);
    return true;
}

/* A key: expression [as "name:type"] [?|!] [asc|desc]. */
static bool read_sort_key(struct reader *reader, struct span tokens, struct sort_key *key)
{
    if (tokens.count > 0 && (token_is(&tokens.at[tokens.count - 1], "desc") ||
                             token_is(&tokens.at[tokens.count - 1], "asc"))) {
        key->descending = token_is(&tokens.at[tokens.count - 1], "desc");
        tokens.count--;
    }
    struct arm arm = {0};
    items_read(reader->model, tokens, &arm);
    if (arm.items.count == 0 || arm.items.at[0].tokens.count == 0)
        return wrong(reader, "a sort key", "write: sort name : a desc, b");
    key->expression = tokens;
    key->mark = arm.items.at[0].mark;
    if (arm.items.at[0].typed) {
        if (tokens.count < 3 || !token_is(&tokens.at[tokens.count - 2], "AS"))
            return wrong(reader, "AS before \"name:type\"",
                         "write: sort name : rank AS \"rank:real\", id");
        key->expression = span_cut(tokens, 0, tokens.count - 2);
        key->stated = true;
        key->type = arm.items.at[0].type;
        key->null = arm.items.at[0].null;
    } else if (key->mark) {
        key->expression = span_cut(tokens, 0, tokens.count - 1);
    }
    return true;
}

static bool read_sort(struct reader *reader)
{
    static const char hint[] = "write: sort name : a desc, b";
    const struct token *name = take(reader);
    if (name->kind != TOKEN_WORD || !name_is_plain(name->text)) {
        reader->at--;
        return wrong(reader, "a sort's name", hint);
    }
    if (!take_if(reader, ":") || reader->at >= reader->end)
        return wrong(reader, "':' and sort keys", hint);
    struct sort sort = {.name = name->text, .at = name};
    for (size_t i = 0; i < reader->statement->sorts.count; i++)
        if (text_eq(reader->statement->sorts.at[i].name, name->text)) {
            report(reader->model->errors, name, "give it another name", "sort '%.*s' stands twice",
                   TEXT_ARG(name->text));
            return false;
        }
    const struct span rest = rest_of(reader);
    for (size_t from = 0, i = 0; i <= rest.count; i++) {
        if (i < rest.count && token_is(&rest.at[i], "("))
            i = span_skip(rest, i) - 1;
        else if (i == rest.count || token_is(&rest.at[i], ",")) {
            struct sort_key key = {0};
            if (!read_sort_key(reader, span_cut(rest, from, i), &key))
                return false;
            list_add(reader->model->arena, &sort.keys, key);
            from = i + 1;
        }
    }
    list_add(reader->model->arena, &reader->statement->sorts, sort);
    return true;
}

static bool read_directive(struct reader *reader)
{
    struct statement *statement = reader->statement;
    static const char hint[] = "directives are purpose, reads, scan ok, sort ok, plan each, ask "
                               "ahead, conflict ok, filter, sort";
    text why;
    if (take_if(reader, "filter"))
        return read_filter(reader);
    if (take_if(reader, "purpose")) {
        if (!read_quoted(reader, &statement->purpose))
            return false;
    } else if (take_if(reader, "reads")) {
        struct reads reads = {.table = peek(reader)->text, .at = peek(reader)};
        if (take(reader)->kind != TOKEN_WORD) {
            reader->at--;
            return wrong(reader, "a table", "write: reads table \"why\"");
        }
        if (!read_quoted(reader, &reads.why))
            return false;
        list_add(reader->model->arena, &statement->reads, reads);
    } else if (take_if(reader, "scan")) {
        if (!take_if(reader, "ok"))
            return wrong(reader, "ok", hint);
        if (!read_quoted(reader, &why))
            return false;
        statement->scan_ok = true;
    } else if (take_if(reader, "sort")) {
        if (!token_is(peek(reader), "ok") || reader->at + 1 >= reader->end ||
            reader->tokens.at[reader->at + 1].kind != TOKEN_QUOTED)
            return read_sort(reader);
        take(reader);
        if (!read_quoted(reader, &why))
            return false;
        statement->sort_ok = true;
    } else if (take_if(reader, "plan")) {
        if (!take_if(reader, "each"))
            return wrong(reader, "each", hint);
        if (peek(reader)->kind == TOKEN_WORD)
            statement->plan_each_sort = take(reader);
        if (!read_quoted(reader, &why))
            return false;
        statement->plan_each = true;
    } else if (take_if(reader, "ask")) {
        if (!take_if(reader, "ahead"))
            return wrong(reader, "ahead", hint);
        statement->asks_ahead = true;
    } else if (take_if(reader, "conflict")) {
        if (!take_if(reader, "ok"))
            return wrong(reader, "ok", hint);
        statement->conflict_ok = true;
    } else {
        return wrong(reader, "a directive", hint);
    }
    return reader->at >= reader->end || wrong(reader, "nothing more on the line", hint);
}

/* ---- A comment block ---- */

static size_t indent_of(const struct comment *comment)
{
    size_t indent = 0;
    while (indent < comment->text.len && comment->text.ptr[indent] == ' ')
        indent++;
    return indent;
}

/* "-- name(" with nothing between, and a kind after ")" unless that stands on a later line: a
 * header. */
static bool is_header(const struct comment *comment)
{
    if (indent_of(comment) != 1)
        return false;
    const text words = text_trim(comment->text);
    const ptrdiff_t opens = text_find(words, T("("));
    return opens > 0 && text_find(text_slice(words, 0, (size_t)opens), T(" ")) < 0 &&
           (text_find(words, T(") :")) >= 0 || text_find(words, T(")")) < 0);
}

/* A line deeper than four spaces goes on with the line above it. */
static void read_block(struct reader *reader, const struct comment *comment, size_t count)
{
    struct statement *statement = reader->statement;
    struct model *model = reader->model;
    struct text_builder prose = {.arena = model->arena};
    size_t i = 0;
    for (; !is_header(&comment[i]); i++) {
        if (prose.len > 0)
            text_add_char(&prose, '\n');
        text_add(&prose, text_trim(comment[i].text));
    }
    statement->prose = text_built(&prose);
    for (bool header = true; i < count; header = false) {
        reader->tokens = (token_list){0}; /* earlier ones stay where spans point at them */
        do
            lex_comment(model->errors, statement->source, &comment[i++], &reader->tokens);
        while (i < count && indent_of(&comment[i]) > 4);
        reader->at = 0;
        reader->end = reader->tokens.count;
        if (reader->end == 0) {
            statement->good = statement->good && !header; /* an open quote, reported already */
            if (header)
                return;
            continue;
        }
        if (!header && indent_of(&comment[i - 1]) < 2)
            report(model->errors, &reader->tokens.at[0],
                   "prose stands above the header; directives have two spaces",
                   "a line that is no directive");
        else if (header ? !read_header(reader) : !read_directive(reader))
            statement->good = false;
        if (header && !statement->good)
            return;
    }
    if (!text_present(statement->prose)) {
        report(model->errors, statement->at, "write a line above the header",
               "say what the statement is for");
        statement->good = false;
    }
}

/* ---- The body ---- */

/* What a page needs beyond a statement. */
static void check_page(struct model *model, struct statement *statement, const struct shape *shape)
{
    const char *what = NULL;
    if (shape->tail.count > 0)
        what = "a page has no ORDER BY or LIMIT of its own";
    else if (shape->arms.count != 1)
        what = "a page is one SELECT";
    else if (statement->sorts.count == 0)
        what = "a page has at least one sort";
    if (!what)
        return;
    report(model->errors, statement->at, "the compiler writes order and limit, from sorts", "%s",
           what);
    statement->good = false;
}

/* A directive below its statement would be lost without a word. */
static void refuse_strays(struct model *model, const struct source *source,
                          const struct comment *comment, size_t count)
{
    static const char *const words[] = {"purpose", "reads",    "scan",   "plan",
                                        "ask",     "conflict", "filter", "sort"};
    for (size_t i = 0; i < count; i++) {
        token_list tokens = {0};
        if (indent_of(&comment[i]) < 2 || indent_of(&comment[i]) > 4)
            continue;
        lex_comment(model->errors, source, &comment[i], &tokens);
        for (size_t w = 0; tokens.count > 0 && w < sizeof(words) / sizeof(words[0]); w++)
            if (token_is(&tokens.at[0], words[w]))
                report(model->errors, &tokens.at[0],
                       "directives stand between the header and the SQL",
                       "a directive without a header above it");
    }
}

static void read_statement(struct model *model, struct module *module, const struct lexed *lexed,
                           size_t from_comment, size_t to_comment, struct span body)
{
    struct statement statement = {
        .source = module->source, .at = &body.at[0], .good = true, .body = body};
    size_t header = from_comment;
    while (header < to_comment && !is_header(&lexed->comments.at[header]))
        header++;
    if (header == to_comment) {
        report(model->errors, &body.at[0], HEADER_HINT, "a statement without a header");
        return;
    }
    size_t first = header;
    while (first > from_comment && lexed->comments.at[first - 1].alone &&
           lexed->comments.at[first - 1].line == lexed->comments.at[first].line - 1)
        first--;
    refuse_strays(model, module->source, &lexed->comments.at[from_comment], first - from_comment);
    struct reader reader = {.model = model, .statement = &statement};
    read_block(&reader, &lexed->comments.at[first], to_comment - first);
    if (!statement.good)
        return;
    if (statement.kind != KIND_PAGE && (statement.filters.count > 0 || statement.sorts.count > 0)) {
        report(model->errors, statement.at, "make it :page, or take them out",
               "only a page has filters and sorts");
        return;
    }
    statement.good =
        shape_find(model, &statement, SQL_SQLITE) && shape_find(model, &statement, SQL_POSTGRESQL);
    for (int i = 0; statement.good && statement.kind == KIND_PAGE && i < 2; i++)
        check_page(model, &statement, shape_for(&statement, (enum sql_engine)i));
    if (statement.good)
        parameters_check(model, &statement);
    list_add(model->arena, &module->statements, statement);
}

/* Whether a statement ends at token i: at its `;`, or, where that stands in a region, at the last
 * region's end. */
static bool ends_statement(const token_list *tokens, size_t i, bool *in_region)
{
    const struct token *token = &tokens->at[i];
    if (token->kind == TOKEN_REGION) {
        *in_region = !text_eq(token->text, T("--@ end"));
        return !*in_region && i > 0 && token_is(&tokens->at[i - 1], ";") &&
               tokens->at[i + 1].kind != TOKEN_REGION;
    }
    return token->kind == TOKEN_END || (token_is(token, ";") && !*in_region);
}

void statements_read(struct model *model, const struct source *source)
{
    struct module module = {.name = source->module, .source = source};
    const struct lexed lexed = lex(model->errors, source);
    size_t comment = 0, from = 0;
    bool in_region = false;
    for (size_t i = 0; i < lexed.tokens.count; i++) {
        const struct token *token = &lexed.tokens.at[i];
        if (!ends_statement(&lexed.tokens, i, &in_region))
            continue;
        const size_t count = i - from + (token->kind == TOKEN_REGION ? 1 : 0);
        const struct span body = {.at = &lexed.tokens.at[from], .count = count};
        size_t end = comment; /* comments before the body's first token are its own; those inside
                                 are dropped */
        while (body.count > 0 && end < lexed.comments.count &&
               lexed.comments.at[end].offset < body.at[0].offset)
            end++;
        if (body.count > 0 && token->kind == TOKEN_END)
            report(model->errors, &body.at[body.count - 1], "end each statement with ;",
                   "a statement without an end");
        else if (body.count > 0)
            read_statement(model, &module, &lexed, comment, end, body);
        else
            refuse_strays(model, source, &lexed.comments.at[comment],
                          lexed.comments.count - comment);
        comment = end;
        while (comment < lexed.comments.count && lexed.comments.at[comment].offset < token->offset)
            comment++;
        from = i + 1;
    }
    list_add(model->arena, &model->modules, module);
}
