/* What differs between two fillings of a form: see form_changes.h. */
#include "engine/web/form_changes.h"

/* A typed value in words. */
static text in_words(const struct field_spec *field, text typed)
{
    if (field->kind == FIELD_FLAG)
        return text_present(typed) ? T("Yes") : T("No");
    for (size_t i = 0; field->members && i < field->members->count; i++)
        if (text_eq(typed, field->members->codes[i]))
            return field->members->labels[i];
    return typed;
}

static text value_in_words(struct arena *arena, const struct form_value *value)
{
    if (value->typed.count <= 1)
        return in_words(value->field, value->typed.count ? value->typed.row[0] : T(""));
    text *parts = arena_array(arena, text, value->typed.count);
    for (size_t i = 0; i < value->typed.count; i++)
        parts[i] = in_words(value->field, value->typed.row[i]);
    return text_join(arena, parts, value->typed.count, T(", "));
}

struct form_changes form_changes(struct arena *arena, const struct form_values *now,
                                 const struct form_values *mine)
{
    ensure(now->spec == mine->spec);
    const size_t fields = now->spec->field_count;
    struct form_change *row = arena_array(arena, struct form_change, fields + 1);
    size_t count = 0;
    for (size_t i = 0; i < fields; i++) {
        const struct form_change change = {
            .label = text_of(now->spec->field[i].label),
            .now = value_in_words(arena, &now->value[i]),
            .mine = value_in_words(arena, &mine->value[i]),
        };
        if (!text_eq(change.now, change.mine))
            row[count++] = change;
    }
    return (struct form_changes){.row = row, .count = count};
}
