/*
 * Finds the parts of a statement's body: enough of SQL's grammar to know which word stands for
 * which column and where a page's conditions go. What SQL means is SQLite's business (check.c).
 */
#include "querygen.h"

struct span span_cut(struct span span, size_t from, size_t to)
{
    if (to > span.count)
        to = span.count;
    if (from > to)
        from = to;
    return (struct span){.at = span.at + from, .count = to - from};
}

size_t span_skip(struct span span, size_t at)
{
    int depth = 0;
    for (; at < span.count; at++) {
        depth += token_is(&span.at[at], "(") ? 1 : token_is(&span.at[at], ")") ? -1 : 0;
        if (depth <= 0)
            return at + 1;
    }
    return span.count;
}

size_t span_commas(struct span span, size_t at)
{
    size_t commas = 0;
    for (size_t i = at + 1, end = span_skip(span, at) - 1; i < end; i++) {
        if (token_is(&span.at[i], "("))
            i = span_skip(span, i) - 1;
        else
            commas += token_is(&span.at[i], ",") ? 1 : 0;
    }
    return commas;
}

/* The next of the words outside parentheses, from `at`; span.count when there is none. */
static size_t find_word(struct span span, size_t at, const char *const *words, size_t word_count)
{
    while (at < span.count) {
        if (token_is(&span.at[at], "(")) {
            at = span_skip(span, at);
            continue;
        }
        const bool compares =
            at > 0 && token_is(&span.at[at], "FROM") && token_is(&span.at[at - 1], "DISTINCT");
        for (size_t i = 0; i < word_count && !compares; i++)
            if (token_is(&span.at[at], words[i]))
                return at;
        at++;
    }
    return span.count;
}

#define FIND(span, at, ...)                                                                        \
    find_word((span), (at), (const char *const[]){__VA_ARGS__},                                    \
              sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* ---- The list of columns ---- */

/* "total:pence?" -> its type. */
static void read_alias(const struct model *model, const struct token *token, struct item *item)
{
    const text inner = token_inner(model->arena, token);
    const ptrdiff_t colon = text_find(inner, T(":"));
    if (colon < 0)
        return;
    text type = text_slice(inner, (size_t)colon + 1, inner.len);
    item->null = text_ends(type, T("?"));
    if (item->null)
        type.len--;
    item->typed = true;
    if (!type_find(model, type, &item->type)) {
        report(model->errors, token,
               "write \"name:type\" or \"name:type?\" with a type of the schema", "no type '%.*s'",
               TEXT_ARG(type));
        item->type = (struct type){TYPE_INT, T("int")};
    }
}

static struct item read_item(const struct model *model, struct span tokens)
{
    struct item item = {.tokens = tokens};
    struct span rest = tokens;
    if (rest.count > 0 &&
        (token_is(&rest.at[rest.count - 1], "?") || token_is(&rest.at[rest.count - 1], "!"))) {
        item.mark = rest.at[rest.count - 1].text.ptr[0];
        rest.count--;
    }
    if (rest.count > 0 && rest.at[rest.count - 1].kind == TOKEN_QUOTED) {
        read_alias(model, &rest.at[rest.count - 1], &item);
        rest.count--;
        if (rest.count > 0 && token_is(&rest.at[rest.count - 1], "AS"))
            rest.count--;
    } else if (rest.count > 2 && token_is(&rest.at[rest.count - 2], "AS")) {
        rest.count -= 2;
    }
    if (rest.count == 0)
        return item;
    item.star = token_is(&rest.at[rest.count - 1], "*");
    if (rest.count == 1 && rest.at[0].kind == TOKEN_WORD) {
        item.plain = true;
        item.name = rest.at[0].text;
    } else if (rest.count == 3 && token_is(&rest.at[1], ".") && rest.at[2].kind == TOKEN_WORD) {
        item.plain = true;
        item.qualifier = rest.at[0].text;
        item.name = rest.at[2].text;
    }
    return item;
}

void items_read(const struct model *model, struct span list, struct arm *arm)
{
    for (size_t from = 0; from <= list.count;) {
        const size_t to = FIND(list, from, ",");
        const struct item item = read_item(model, span_cut(list, from, to));
        list_add(model->arena, &arm->items, item);
        from = to + 1;
    }
}

/* ---- FROM ---- */

static bool names_with(struct span with, text name)
{
    for (size_t i = 0; i + 1 < with.count; i++) {
        if (token_is(&with.at[i], "("))
            i = span_skip(with, i) - 1;
        else if (with.at[i].kind == TOKEN_WORD && text_eq_fold(with.at[i].text, name) &&
                 (token_is(&with.at[i + 1], "AS") || token_is(&with.at[i + 1], "(")))
            return true;
    }
    return false;
}

static struct origin read_origin(const struct model *model, struct span with, struct span tokens)
{
    struct origin origin = {0};
    size_t at = 0;
    if (tokens.count == 0)
        return origin;
    if (token_is(&tokens.at[0], "(")) {
        origin.uncertain = true;
        at = span_skip(tokens, 0);
    } else {
        origin.name = origin.alias = tokens.at[0].text;
        const struct view *view = view_find(model, origin.name);
        origin.uncertain = (view && view->uncertain) || names_with(with, origin.name);
        at = 1;
        if (tokens.count > 1 && token_is(&tokens.at[1], "(")) { /* json_each(...) and the like */
            origin.uncertain = true;
            at = span_skip(tokens, 1);
        }
    }
    if (at < tokens.count && token_is(&tokens.at[at], "AS"))
        at++;
    if (at < tokens.count && tokens.at[at].kind == TOKEN_WORD && !token_is(&tokens.at[at], "ON") &&
        !token_is(&tokens.at[at], "USING") && !token_is(&tokens.at[at], "INDEXED") &&
        !token_is(&tokens.at[at], "NOT"))
        origin.alias = tokens.at[at].text;
    return origin;
}

static bool is_join_word(const struct token *token)
{
    static const char *const words[] = {"JOIN",  "LEFT",  "RIGHT",   "FULL", "OUTER",
                                        "INNER", "CROSS", "NATURAL", ","};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (token_is(token, words[i]))
            return true;
    return false;
}

/* from: what stands after FROM. */
static void read_origins(const struct model *model, struct shape *shape, struct span from)
{
    size_t at = 0;
    bool left = false, right = false;
    while (at < from.count) {
        size_t end = FIND(from, at, "JOIN", "LEFT", "RIGHT", "FULL", "OUTER", "INNER", "CROSS",
                          "NATURAL", ",");
        struct origin origin = read_origin(model, shape->with, span_cut(from, at, end));
        origin.uncertain = origin.uncertain || left;
        for (size_t i = 0; right && i < shape->origins.count; i++)
            shape->origins.at[i].uncertain = true;
        list_add(model->arena, &shape->origins, origin);
        left = right = false;
        for (; end < from.count && is_join_word(&from.at[end]); end++) {
            left = left || token_is(&from.at[end], "LEFT") || token_is(&from.at[end], "FULL");
            right = right || token_is(&from.at[end], "RIGHT") || token_is(&from.at[end], "FULL");
        }
        at = end;
    }
}

/* ---- The whole ---- */

/* One SELECT of a body, from its SELECT to `end`; the last one's ORDER BY and LIMIT go to tail. */
static size_t read_arm(const struct model *model, struct shape *shape, struct span body, size_t at)
{
    struct arm arm = {0};
    const size_t start = at++;
    bool distinct = false;
    if (at < body.count && (token_is(&body.at[at], "DISTINCT") || token_is(&body.at[at], "ALL")))
        distinct = token_is(&body.at[at++], "DISTINCT");
    const size_t end =
        FIND(body, at, "UNION", "EXCEPT", "INTERSECT", "ORDER", "LIMIT", "RETURNING", "CONFLICT");
    const size_t from = FIND(span_cut(body, 0, end), at, "FROM", "WHERE", "GROUP", "WINDOW");
    arm.list = span_cut(body, at, from);
    arm.whole = span_cut(body, start, end);
    items_read(model, arm.list, &arm);
    if (shape->arms.count == 0) {
        const struct span part = span_cut(body, 0, end);
        const size_t where = FIND(part, from, "WHERE", "GROUP", "HAVING", "WINDOW");
        const size_t group = FIND(part, where, "GROUP", "HAVING", "WINDOW");
        shape->distinct = distinct;
        shape->list = arm.list;
        shape->from = span_cut(part, from, where);
        shape->where = span_cut(part, where + 1, group);
        shape->group = span_cut(part, group, end);
        shape->tail = span_cut(body, end, body.count);
        read_origins(model, shape, span_cut(shape->from, 1, shape->from.count));
        shape->items.at = arm.items.at;
        shape->items.count = shape->items.cap = arm.items.count;
    }
    list_add(model->arena, &shape->arms, arm);
    return end;
}

void select_read(const struct model *model, struct span span, struct shape *out)
{
    if (span.count > 0 && token_is(&span.at[0], "SELECT"))
        read_arm(model, out, span, 0);
}

static void read_write(const struct model *model, struct shape *shape, struct span body,
                       size_t verb)
{
    size_t at = verb + 1;
    shape->inserts = token_is(&body.at[verb], "INSERT") || token_is(&body.at[verb], "REPLACE");
    if (at + 1 < body.count && token_is(&body.at[at], "OR"))
        at += 2;
    if (at < body.count && (token_is(&body.at[at], "INTO") || token_is(&body.at[at], "FROM")))
        at++;
    if (at < body.count)
        shape->target = body.at[at];
    shape->values = FIND(body, at, "VALUES") < body.count;
    shape->upserts = FIND(body, at, "CONFLICT") < body.count;
    const size_t returning = FIND(body, at, "RETURNING");
    if (returning == body.count)
        return;
    struct arm arm = {0};
    shape->returning = span_cut(body, returning + 1, body.count);
    items_read(model, shape->returning, &arm);
    shape->items.at = arm.items.at;
    shape->items.count = shape->items.cap = arm.items.count;
}

const struct shape *shape_for(const struct statement *statement, enum sql_engine engine)
{
    return engine == SQL_SQLITE ? &statement->shape : &statement->postgresql;
}

bool ignores_conflicts(const struct statement *statement)
{
    return statement->conflict_ok && statement->postgresql.inserts &&
           statement->postgresql.values && !statement->postgresql.upserts;
}

bool shape_find(const struct model *model, struct statement *statement, enum sql_engine engine)
{
    struct shape *shape = engine == SQL_SQLITE ? &statement->shape : &statement->postgresql;
    const struct span body = shape->body = span_for(model, statement->body, engine);
    const size_t verb = FIND(body, 0, "SELECT", "VALUES", "INSERT", "REPLACE", "UPDATE", "DELETE");
    if (verb == body.count || !(verb == 0 || token_is(&body.at[0], "WITH"))) {
        report(model->errors, body.count > 0 ? &body.at[0] : statement->at,
               "write SELECT, INSERT, UPDATE or DELETE, perhaps after WITH",
               "a statement of another sort");
        return false;
    }
    shape->with = span_cut(body, 0, verb);
    if (!token_is(&body.at[verb], "SELECT")) {
        read_write(model, shape, body, verb);
        return true;
    }
    for (size_t at = verb; at < body.count && token_is(&body.at[at], "SELECT");) {
        at = read_arm(model, shape, body, at);
        if (at < body.count &&
            (token_is(&body.at[at], "UNION") || token_is(&body.at[at], "EXCEPT") ||
             token_is(&body.at[at], "INTERSECT")))
            at += at + 1 < body.count && token_is(&body.at[at + 1], "ALL") ? 2 : 1;
        else
            break;
    }
    /* The tail of a compound is what follows its last arm. */
    if (shape->arms.count > 1) {
        const struct span last = shape->arms.at[shape->arms.count - 1].whole;
        shape->tail = span_cut(body, (size_t)(last.at - body.at) + last.count, body.count);
    }
    return true;
}
