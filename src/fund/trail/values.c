/* Values of the audit log in words: see values.h. */
#include "fund/trail/values.h"
#include "fund/people/people.h"

#include <string.h>

enum { WORDS_MOST = 600 }; /* bytes of a text that are shown; its record has the rest */

void trail_value_want(const struct trail_value *value, struct names *names)
{
    if (value->table && value->column->type == DB_ID && value->it.kind == AUDIT_NUMBER)
        names_want(names, value->column->of, value->it.number);
}

static bool is_roles(const struct trail_value *value)
{
    return strcmp(value->table->name, "accounts") == 0 && strcmp(value->column->name, "roles") == 0;
}

/* "grant manager, director": the bits of accounts.roles. */
static text roles_words(struct arena *arena, int64_t roles)
{
    struct text_builder out = {.arena = arena};
    for (uint32_t bit = 1; bit != 0 && bit <= (uint32_t)roles; bit <<= 1) {
        if (!((uint32_t)roles & bit))
            continue;
        text name = people_role_name(bit);
        text_add(&out, out.len > 0 ? T(", ") : T(""));
        for (size_t i = 0; i < name.len; i++)
            text_add_char(&out, name.ptr[i] == '_' ? ' ' : name.ptr[i]);
        if (name.len == 0)
            text_add_format(&out, "role %u", bit);
    }
    return out.len > 0 ? text_built(&out) : T("none");
}

static day day_from(int64_t days)
{
    day epoch;
    ensure(day_of(1970, 1, 1, &epoch));
    return day_add(epoch, (int32_t)days);
}

static text number_words(const struct trail_value *value, struct arena *arena,
                         const struct names *names)
{
    const int64_t number = value->it.number;
    switch (value->column->type) {
    case DB_PENCE:
        return pence_text(arena, pence_of(number));
    case DB_DAY:
        return day_text(arena, day_from(number));
    case DB_INSTANT:
        return instant_text(arena, instant_of(number));
    case DB_FLAG:
        return number ? T("yes") : T("no");
    case DB_PERCENT:
        return text_format(arena, "%.*s%%",
                           TEXT_ARG(percent_text(arena, percent_of(number, 10000))));
    case DB_ENUM:
        if (number >= 0 && (size_t)number < value->column->member->count)
            return value->column->member->labels[number];
        break;
    case DB_ID: {
        const text name = names_find(names, value->column->of, number);
        if (text_present(name))
            return name;
        return text_format(arena, "no. %lld", (long long)number);
    }
    case DB_TEXT:
    case DB_REAL:
    case DB_BYTES:
    case DB_INT:
        break;
    }
    return is_roles(value) ? roles_words(arena, number) : int_text(arena, number);
}

/* One line, in quotation marks: what somebody typed is not taken for the page's own words. */
static text typed_words(struct arena *arena, text words)
{
    const text head = text_head(words, WORDS_MOST);
    struct text_builder out = {.arena = arena};
    text_add(&out, T("“"));
    for (size_t i = 0; i < head.len; i++)
        text_add_char(&out, head.ptr[i] == '\n' || head.ptr[i] == '\r' ? ' ' : head.ptr[i]);
    text_add(&out, head.len < words.len ? T("…”") : T("”"));
    return text_built(&out);
}

text trail_value_words(const struct trail_value *value, struct arena *arena,
                       const struct names *names)
{
    switch (value->it.kind) {
    case AUDIT_ABSENT:
        return T("nothing");
    case AUDIT_FORGOTTEN:
        return T("(forgotten)");
    case AUDIT_NUMBER:
        return number_words(value, arena, names);
    case AUDIT_REAL:
        return text_format(arena, "%g", value->it.real);
    case AUDIT_TEXT:
        return typed_words(arena, value->it.words);
    case AUDIT_BYTES:
        return T("(not words)");
    }
    return T("");
}

bool trail_value_wants_label(const struct trail_value *value)
{
    switch (value->column->type) {
    case DB_TEXT:
    case DB_ID:
    case DB_ENUM:
    case DB_PENCE:
        return false;
    case DB_INT:
    case DB_REAL:
    case DB_DAY:
    case DB_INSTANT:
    case DB_FLAG:
    case DB_BYTES:
    case DB_PERCENT:
        return true;
    }
    return true;
}
