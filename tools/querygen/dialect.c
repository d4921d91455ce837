/*
 * What SQL as written is called on PostgreSQL. Sources keep to what both engines know, in SQLite's
 * words where those differ by name alone; here the names change:
 *
 *   group_concat(x, sep)         string_agg((x)::text, sep)
 *   char(n), instr(a, b)         chr(n), strpos(a, b)
 *   likelihood(x, p)             (x)
 *   json_each(list)              list_values(list), which a migration makes
 *   a CROSS JOIN b ON ...        a JOIN b ON ...; SQLite's word keeps its planner's order
 *   x'00ff'                      '\x00ff'::bytea
 *   x AS "total:pence"           (x)::bigint AS "total"
 *
 * Each works on tokens, so that what a place in the source means stays known.
 */
#include "querygen.h"

enum call { CALL_NONE, CALL_CONCAT, CALL_LIKELIHOOD };

/* What stands between two parentheses, or all of it. */
struct frame {
    enum call call;
    size_t item; /* where, in what is written, the list's present item begins */
    bool comma;  /* one has been met */
};

struct dialect {
    struct arena *arena;
    token_list out;
    LIST(struct frame) frames;
};

/* Words that stand where `at` does; without a space before them when they follow `before`. */
static struct token token_new(const struct token *at, const struct token *before, const char *words)
{
    struct token token = *at;
    token.kind = TOKEN_MARK;
    token.text = text_of(words);
    if (before)
        token.offset = before->offset + before->text.len;
    return token;
}

static void put(struct dialect *dialect, struct token token)
{
    list_add(dialect->arena, &dialect->out, token);
}

static void insert(struct dialect *dialect, size_t at, struct token token)
{
    put(dialect, token);
    for (size_t i = dialect->out.count - 1; i > at; i--)
        dialect->out.at[i] = dialect->out.at[i - 1];
    dialect->out.at[at] = token;
}

static struct frame *frame_of(const struct dialect *dialect)
{
    return &dialect->frames.at[dialect->frames.count - 1];
}

static void frame_open(struct dialect *dialect, enum call call)
{
    const struct frame frame = {.call = call, .item = dialect->out.count};
    list_add(dialect->arena, &dialect->frames, frame);
}

/* ---- Functions ---- */

/* The name of a function whose parenthesis stands at `opens`; how its arguments are to be read. */
static enum call call_name(struct dialect *dialect, struct span span, size_t opens)
{
    static const struct {
        const char *written, *named;
        enum call call;
    } names[] = {{"group_concat", "string_agg", CALL_CONCAT},
                 {"likelihood", "", CALL_LIKELIHOOD},
                 {"char", "chr", CALL_NONE},
                 {"instr", "strpos", CALL_NONE},
                 {"json_each", "list_values", CALL_NONE}};
    const struct token *word = &span.at[opens - 1];
    for (size_t i = 0; word->kind == TOKEN_WORD && i < sizeof(names) / sizeof(names[0]); i++) {
        if (!token_is(word, names[i].written))
            continue;
        dialect->out.at[dialect->out.count - 1].text = text_of(names[i].named);
        return names[i].call;
    }
    return CALL_NONE;
}

static void take_open(struct dialect *dialect, struct span span, size_t at)
{
    const enum call call = at > 0 ? call_name(dialect, span, at) : CALL_NONE;
    put(dialect, span.at[at]);
    if (call == CALL_CONCAT)
        put(dialect, token_new(&span.at[at], &span.at[at], "("));
    frame_open(dialect, call);
}

static void take_close(struct dialect *dialect, const struct token *token)
{
    const struct frame *frame = frame_of(dialect);
    if (frame->call == CALL_CONCAT && !frame->comma)
        put(dialect, token_new(token, token - 1, ")::text, ','"));
    put(dialect, *token);
    if (dialect->frames.count > 1) /* what is not balanced, SQLite has refused */
        dialect->frames.count--;
}

/* Returns how far it went beyond the comma. */
static size_t take_comma(struct dialect *dialect, struct span span, size_t at)
{
    struct frame *frame = frame_of(dialect);
    if (frame->call == CALL_LIKELIHOOD) {
        size_t end = at;
        while (end < span.count && !token_is(&span.at[end], ")"))
            end++;
        return end - at - 1;
    }
    if (frame->call == CALL_CONCAT && !frame->comma)
        put(dialect, token_new(&span.at[at], &span.at[at - 1], ")::text"));
    frame->comma = true;
    put(dialect, span.at[at]);
    frame->item = dialect->out.count;
    return 0;
}

/* ---- Joins, literals, types ---- */

/* Whether the join that begins at `at` says ON. */
static bool join_says_on(struct span span, size_t at)
{
    static const char *const ends[] = {"JOIN",   "LEFT",  "INNER", "CROSS",   ",",
                                       "WHERE",  "GROUP", "ORDER", "LIMIT",   ")",
                                       "HAVING", "UNION", "RIGHT", "NATURAL", "FULL"};
    for (size_t i = at + 2; i < span.count; i++) {
        if (token_is(&span.at[i], "(")) {
            i = span_skip(span, i) - 1;
            continue;
        }
        if (token_is(&span.at[i], "ON"))
            return true;
        for (size_t w = 0; w < sizeof(ends) / sizeof(ends[0]); w++)
            if (token_is(&span.at[i], ends[w]))
                return false;
    }
    return false;
}

static bool is_bytes(const struct token *token)
{
    return token->kind == TOKEN_NUMBER && (token->text.ptr[0] == 'x' || token->text.ptr[0] == 'X');
}

static void take_bytes(struct dialect *dialect, const struct token *token)
{
    const text digits = text_slice(token->text, 2, token->text.len - 1);
    struct token bytes = *token;
    bytes.text = text_format(dialect->arena, "'\\x%.*s'::bytea", TEXT_ARG(digits));
    put(dialect, bytes);
}

/* The expression before an alias with a type, cast to it. A flag may be a condition. */
static void cast_item(struct dialect *dialect, const struct model *model, const struct token *alias)
{
    const text inner = token_inner(dialect->arena, alias);
    const ptrdiff_t colon = text_find(inner, T(":"));
    if (colon < 0)
        return;
    text name = text_slice(inner, (size_t)colon + 1, inner.len);
    name.len -= text_ends(name, T("?")) ? 1 : 0;
    struct type type = {.base = TYPE_INT};
    if (!type_find(model, name, &type)) /* reported as the statement was read */
        return;
    size_t end = dialect->out.count; /* of the expression */
    if (end > 0 && token_is(&dialect->out.at[end - 1], "AS"))
        end--;
    if (end == 0)
        return;
    const text close = text_format(dialect->arena, ")%s::%s", type.base == TYPE_FLAG ? "::int" : "",
                                   postgresql_type(type.base));
    insert(dialect, end,
           token_new(alias, &dialect->out.at[end - 1], text_cstr(dialect->arena, close)));
    insert(dialect, frame_of(dialect)->item, token_new(alias, NULL, "("));
}

/* Whether an item of a list begins after the token at `at`. */
static bool begins_item(struct span span, size_t at)
{
    const struct token *token = &span.at[at];
    const bool more = token_is(token, "DISTINCT") || token_is(token, "ALL");
    return token_is(token, "SELECT") || token_is(token, "RETURNING") ||
           (more && (at == 0 || token_is(token - 1, "SELECT")));
}

struct span dialect_of(const struct model *model, struct span span)
{
    struct dialect dialect = {.arena = model->arena};
    frame_open(&dialect, CALL_NONE);
    for (size_t i = 0; i < span.count; i++) {
        const struct token *token = &span.at[i];
        if (token_is(token, "("))
            take_open(&dialect, span, i);
        else if (token_is(token, ")"))
            take_close(&dialect, token);
        else if (token_is(token, ","))
            i += take_comma(&dialect, span, i);
        else if (token_is(token, "CROSS") && join_says_on(span, i))
            continue;
        else if (is_bytes(token))
            take_bytes(&dialect, token);
        else {
            if (token->kind == TOKEN_QUOTED)
                cast_item(&dialect, model, token);
            put(&dialect, *token);
        }
        if (begins_item(span, i))
            frame_of(&dialect)->item = dialect.out.count;
    }
    return (struct span){.at = dialect.out.at, .count = dialect.out.count};
}
