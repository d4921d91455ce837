/*
 * What both engines take and each means differently is refused, so that a statement has one
 * meaning: where absent values stand in an order, what is divided by zero, whether LIKE minds
 * capitals. What only one of them takes, the test that prepares every statement on both finds. In a
 * region each engine may say what it likes.
 */
#include "querygen.h"

/* ---- Columns by name, through views ---- */

static text item_alias(const struct item *item)
{
    const size_t count = item->tokens.count - (item->mark ? 1 : 0);
    return count > 0 ? item->tokens.at[count - 1].text : TEXT_ABSENT;
}

/* The column of a table that `name` of a table or view is; NULL when that is not to be seen. */
static const struct column *relation_column(const struct model *model, text relation, text name)
{
    const struct table *table = table_find(model, relation);
    if (table)
        return column_find(table, name);
    const struct view *view = view_find(model, relation);
    if (!view || view->uncertain)
        return NULL;
    struct shape shape = {0};
    select_read(model, view->body, &shape);
    const struct column *found = NULL;
    for (size_t i = 0; i < shape.items.count; i++) {
        const struct item *item = &shape.items.at[i];
        if (!item->star && !(item->plain && text_eq_fold(item_alias(item), name)))
            continue;
        for (size_t o = 0; !found && o < shape.origins.count; o++) {
            const struct origin *origin = &shape.origins.at[o];
            if (!item->qualifier.ptr || text_eq_fold(item->qualifier, origin->alias))
                found = relation_column(model, origin->name, item->star ? name : item->name);
        }
    }
    return found;
}

/* Whether `qualifier.name`, in a SELECT of that shape, is there in every row. */
static bool column_present(const struct model *model, const struct shape *shape, text qualifier,
                           text name)
{
    for (size_t o = 0; o < shape->origins.count; o++) {
        const struct origin *origin = &shape->origins.at[o];
        if (qualifier.ptr && !text_eq_fold(qualifier, origin->alias))
            continue;
        const struct column *column = relation_column(model, origin->name, name);
        if (column)
            return column->not_null && !origin->uncertain;
    }
    return false;
}

/* ---- Order ---- */

/* "name" of the list, with its type's `?`; or the column behind it. */
static bool names_item(const struct model *model, const struct shape *shape, text name,
                       bool *present)
{
    for (size_t i = 0; i < shape->items.count; i++) {
        const struct item *item = &shape->items.at[i];
        text alias = item_alias(item);
        const ptrdiff_t colon = alias.ptr ? text_find(alias, T(":")) : -1;
        if (colon >= 0)
            alias = text_slice(alias, 1, (size_t)colon);
        if (!alias.ptr || !text_eq_fold(alias, name))
            continue;
        *present = item->typed  ? !item->null
                   : item->mark ? item->mark == '!'
                                : column_present(model, shape, item->qualifier, item->name);
        return true;
    }
    return false;
}

/* A comparison with NULL, count() and coalesce() are never absent themselves. */
static bool is_never_absent(struct span key)
{
    const struct token *last = &key.at[key.count - 1];
    static const char *const names[] = {"count", "coalesce", "EXISTS"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (key.count > 1 && token_is(&key.at[0], names[i]) && span_skip(key, 1) == key.count)
            return true;
    return key.count > 2 && token_is(last, "NULL") &&
           (token_is(last - 1, "IS") || token_is(last - 1, "NOT"));
}

static bool key_present(const struct model *model, const struct shape *shape, struct span key)
{
    bool present = false;
    if (key.count == 0 || is_never_absent(key))
        return true;
    if (key.count == 1 && key.at[0].kind == TOKEN_WORD &&
        names_item(model, shape, key.at[0].text, &present))
        return present;
    /* Columns and numbers, added or compared: as present as all of them. */
    for (size_t i = 0; i < key.count; i++) {
        const struct token *token = &key.at[i];
        if (token->kind != TOKEN_WORD)
            continue;
        const bool qualified = i + 2 < key.count && token_is(&key.at[i + 1], ".");
        const text qualifier = qualified ? token->text : TEXT_ABSENT;
        i += qualified ? 2 : 0;
        if (!column_present(model, shape, qualifier, key.at[i].text))
            return false;
    }
    return true;
}

static void check_key(const struct model *model, struct statement *statement,
                      const struct shape *shape, struct span key)
{
    const size_t count = key.count;
    if (count > 1 && token_is(&key.at[count - 2], "NULLS"))
        return;
    if (count > 0 && (token_is(&key.at[count - 1], "DESC") || token_is(&key.at[count - 1], "ASC")))
        key.count--;
    if (key.count > 0 && token_is(&key.at[key.count - 1], "!"))
        return;
    if (key_present(model, shape, key))
        return;
    report(model->errors, &key.at[0],
           "say NULLS FIRST or NULLS LAST after it; ! after a key says that it is never absent",
           "the engines differ on where rows without this key stand");
    statement->good = false;
}

/* The innermost SELECT around the token at `at`: from it to the end of its parentheses, which may
 * be beyond those of a window. */
static struct span select_around(struct span span, size_t at)
{
    int depth = 0, windows = 0;
    size_t from = at, end = at;
    while (from > 0 && !(depth == 0 && token_is(&span.at[from], "SELECT"))) {
        from--;
        depth += token_is(&span.at[from], ")") ? 1 : token_is(&span.at[from], "(") ? -1 : 0;
        windows += depth < 0 ? 1 : 0;
        depth = depth < 0 ? 0 : depth;
    }
    for (; end < span.count; end++) {
        if (token_is(&span.at[end], "("))
            end = span_skip(span, end) - 1;
        else if (token_is(&span.at[end], ")") && windows-- == 0)
            break;
    }
    return span_cut(span, from, end);
}

static bool ends_order(const struct token *token)
{
    static const char *const words[] = {"LIMIT", ")", "ROWS", "RANGE", "GROUPS"};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (token_is(token, words[i]))
            return true;
    return false;
}

static void check_order(const struct model *model, struct statement *statement, struct span span,
                        size_t at)
{
    const struct span around = select_around(span, at);
    const size_t order = (size_t)(&span.at[at] - around.at);
    struct shape shape = {.with = statement->shape.with};
    select_read(model, around, &shape);
    size_t from = order + 2, i = from;
    for (; i < around.count && !ends_order(&around.at[i]); i++) {
        if (token_is(&around.at[i], "(")) {
            i = span_skip(around, i) - 1;
        } else if (token_is(&around.at[i], ",")) {
            check_key(model, statement, &shape, span_cut(around, from, i));
            from = i + 1;
        }
    }
    check_key(model, statement, &shape, span_cut(around, from, i));
}

static void check_orders(const struct model *model, struct statement *statement, struct span span)
{
    for (size_t i = 0; i + 2 < span.count; i++)
        if (token_is(&span.at[i], "ORDER") && token_is(&span.at[i + 1], "BY"))
            check_order(model, statement, span, i);
}

/* ---- Words ---- */

static void refuse(const struct model *model, struct statement *statement, const struct token *at,
                   const char *what, const char *hint)
{
    report(model->errors, at, hint, "%s", what);
    statement->good = false;
}

static bool divides_safely(struct span span, size_t at)
{
    const struct token *by = &span.at[at + 1];
    return (by->kind == TOKEN_NUMBER && !text_eq(by->text, T("0"))) || token_is(by, "nullif");
}

static bool is_plain_is(struct span span, size_t at)
{
    static const char *const after[] = {"NULL", "NOT", "DISTINCT"};
    for (size_t i = 0; i < sizeof(after) / sizeof(after[0]); i++)
        if (token_is(&span.at[at + 1], after[i]))
            return i != 1 || at + 2 >= span.count || token_is(&span.at[at + 2], "NULL") ||
                   token_is(&span.at[at + 2], "DISTINCT");
    return false;
}

static void check_word(const struct model *model, struct statement *statement, struct span span,
                       size_t at)
{
    const struct token *token = &span.at[at];
    if (token_is(token, "/") || token_is(token, "%")) {
        if (!divides_safely(span, at))
            refuse(model, statement, token, "what is divided by 0 is absent on one engine alone",
                   "divide by a number, or by nullif(x, 0)");
    } else if (token_is(token, "LIKE") || token_is(token, "GLOB")) {
        refuse(model, statement, token, "the engines differ on what a pattern finds",
               "compare a folded key, or use instr()");
    } else if (token_is(token, "MATCH") || token_is(token, "@@")) {
        refuse(model, statement, token, "each engine has its own word for a search",
               "write a region for each: MATCH :words, and words @@ search_query(:words)");
    } else if (token_is(token, "IS") && !is_plain_is(span, at)) {
        refuse(model, statement, token, "IS compares values on SQLite alone",
               "write IS NOT DISTINCT FROM, or IS DISTINCT FROM");
    } else if ((token_is(token, "min") || token_is(token, "max")) &&
               token_is(&span.at[at + 1], "(") && span_commas(span, at + 1) > 0) {
        refuse(model, statement, token, "the engines differ on the least of values that are absent",
               "write CASE WHEN");
    }
}

static void check_words(const struct model *model, struct statement *statement, struct span span)
{
    bool in_region = false;
    for (size_t i = 0; i + 1 < span.count; i++) {
        if (span.at[i].kind == TOKEN_REGION)
            in_region = !text_eq(span.at[i].text, T("--@ end"));
        if (!in_region)
            check_word(model, statement, span, i);
    }
}

void portable_check(const struct model *model, struct statement *statement)
{
    check_words(model, statement, statement->body);
    check_orders(model, statement, statement->shape.body);
    check_orders(model, statement, statement->postgresql.body);
    for (size_t f = 0; f < statement->filters.count; f++) {
        check_words(model, statement, statement->filters.at[f].where);
        check_orders(model, statement, statement->filters.at[f].where);
    }
}
