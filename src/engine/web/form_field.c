/*
 * One field's text to its value, and what to say when it does not fit. The sentences are the only
 * ones a person reads, so each says what to do, with the field's own label.
 */
#include "engine/web/form_pairs.h"

#include <string.h>

/* How values lie in a form's struct. An id is a struct of one number; an enum is an int. */
struct opt_enum {
    bool some;
    int it;
};
_Static_assert(sizeof(audit_entry_id) == sizeof(int64_t), "an id is one number");
_Static_assert(offsetof(opt_audit_entry_id, it) == offsetof(opt_int, it),
               "an absent id lies as an absent number");

size_t form_kind_size(enum field_kind kind)
{
    switch (kind) {
    case FIELD_TEXT:
    case FIELD_LONGTEXT:
    case FIELD_EMAIL:
    case FIELD_URL:
        return sizeof(text);
    case FIELD_PENCE:
        return sizeof(pence);
    case FIELD_DAY:
        return sizeof(day);
    case FIELD_INT:
    case FIELD_ID:
        return sizeof(int64_t);
    case FIELD_FLAG:
        return sizeof(bool);
    case FIELD_ENUM:
        return sizeof(int);
    case FIELD_FILE:
        return sizeof(struct upload);
    }
    fail("form: a field of kind %d", (int)kind);
}

static text say_missing(struct arena *arena, const struct field_spec *field)
{
    const char *what = "Fill in";
    switch (field->kind) {
    case FIELD_ENUM:
    case FIELD_ID:
        what = "Choose one of the answers";
        break;
    case FIELD_FLAG:
        what = "Tick the box";
        break;
    case FIELD_FILE:
        what = "Choose a file";
        break;
    case FIELD_TEXT:
    case FIELD_LONGTEXT:
    case FIELD_EMAIL:
    case FIELD_URL:
    case FIELD_PENCE:
    case FIELD_DAY:
    case FIELD_INT:
        break;
    }
    if (field->repeated && (field->kind == FIELD_ENUM || field->kind == FIELD_ID))
        what = "Choose at least one";
    return text_format(arena, "%s: %s", what, field->label);
}

/* ---- Text ---- */

static size_t most_units(const struct field_spec *field)
{
    if (field->max_length)
        return field->max_length;
    switch (field->kind) {
    case FIELD_LONGTEXT:
        return 5000;
    case FIELD_EMAIL:
        return 254;
    case FIELD_URL:
        return 2000;
    case FIELD_TEXT:
    case FIELD_PENCE:
    case FIELD_DAY:
    case FIELD_INT:
    case FIELD_FLAG:
    case FIELD_ENUM:
    case FIELD_ID:
    case FIELD_FILE:
        break;
    }
    return 200;
}

/* One @ with something before it, and after it names with a dot between. */
static bool is_email(text t)
{
    text rest = t;
    const text local = text_cut(&rest, '@');
    if (!local.len || !rest.ptr || text_find(rest, T("@")) >= 0 || text_find(t, T(" ")) >= 0 ||
        text_find(rest, T("..")) >= 0 || text_starts(rest, T(".")) || text_ends(rest, T(".")))
        return false;
    for (size_t i = 0; i < t.len; i++)
        if (strchr("<>(),;:\"\\[]", t.ptr[i]))
            return false;
    return text_find(rest, T(".")) > 0;
}

/* http or https, and a host without a name and password before it. */
static bool is_url(text t)
{
    const size_t scheme = text_starts(t, T("https://")) ? 8 : text_starts(t, T("http://")) ? 7 : 0;
    if (!scheme || scheme == t.len)
        return false;
    for (size_t i = 0; i < t.len; i++)
        if (t.ptr[i] == ' ' || strchr("<>\"\\^`{|}", t.ptr[i]))
            return false;
    const text rest = text_slice(t, scheme, t.len);
    size_t host = 0;
    while (host < rest.len && !strchr("/?#", rest.ptr[host]))
        host++;
    /* A name before an @ is no part of an address that is shown: it poses as another host. */
    if (text_find(text_slice(rest, 0, host), T("@")) >= 0)
        return false;
    const char first = t.ptr[scheme];
    return first != '/' && first != '?' && first != '#' && first != '.' && first != ':';
}

static text parse_text(struct arena *arena, const struct field_spec *field, text typed, text *out)
{
    text value = text_trim(text_visible(arena, typed, field->kind == FIELD_LONGTEXT));
    const size_t units = text_length_utf16(value), most = most_units(field);
    if (units > most)
        return text_format(arena, "%s is longer than %zu characters: shorten it by %zu",
                           field->label, most, units - most);
    if (field->kind == FIELD_EMAIL && !is_email(value))
        return T("Write the email address like name@example.org");
    if (field->kind == FIELD_URL) {
        /* "example.org/about" is how people say it. */
        if (text_find(value, T("://")) < 0 && text_find(value, T(".")) > 0 &&
            text_find(value, T(":")) < 0)
            value = text_format(arena, "https://%.*s", TEXT_ARG(value));
        if (!is_url(value))
            return T("Write the web address like https://example.org");
    }
    *out = value;
    return TEXT_ABSENT;
}

text form_text_take(struct arena *arena, const struct field_spec *field, text typed, text *out)
{
    if (!text_is_utf8(typed))
        return text_format(arena, "%s is not in UTF-8", field->label);
    const text error = parse_text(arena, field, typed, out);
    if (text_present(error) || out->len > 0 || !field->required)
        return error;
    return text_format(arena, "%s is empty", field->label);
}

/* ---- Numbers ---- */

static text say_bound(struct arena *arena, const struct field_spec *field, bool low, text bound)
{
    const char *words = field->kind == FIELD_DAY
                            ? (low ? "must be on or after" : "must be on or before")
                            : (low ? "must be at least" : "must be at most");
    return text_format(arena, "%s %s %.*s", field->label, words, TEXT_ARG(bound));
}

static text bound_text(struct arena *arena, const struct field_spec *field, int64_t bound)
{
    if (field->kind == FIELD_PENCE)
        return pence_text(arena, pence_of(bound));
    day epoch;
    if (field->kind == FIELD_DAY && day_of(1970, 1, 1, &epoch))
        return day_text(arena, day_add(epoch, (int32_t)bound));
    return int_text(arena, bound);
}

static text check_bounds(struct arena *arena, const struct field_spec *field, int64_t value)
{
    if (field->has_min && value < field->min)
        return say_bound(arena, field, true, bound_text(arena, field, field->min));
    if (field->has_max && value > field->max)
        return say_bound(arena, field, false, bound_text(arena, field, field->max));
    return TEXT_ABSENT;
}

static text parse_pence(struct arena *arena, const struct field_spec *field, text typed, pence *out)
{
    if (!pence_parse(typed, out))
        return T("Write the amount in pounds, like 20,000 or 1,250.50");
    return check_bounds(arena, field, pence_whole(*out));
}

static text parse_day(struct arena *arena, const struct field_spec *field, text typed, day *out)
{
    day epoch;
    if (!day_parse(typed, out) || !day_of(1970, 1, 1, &epoch))
        return T("Write the date like 18 October 2024 or 18/10/2024");
    return check_bounds(arena, field, day_between(epoch, *out));
}

static text parse_int(struct arena *arena, const struct field_spec *field, text typed, int64_t *out)
{
    if (!int_parse(typed, out))
        return T("Write a whole number, like 12");
    return check_bounds(arena, field, *out);
}

/* An id comes from a list that the page made: digits only, above 0. */
static text parse_id(text typed, int64_t *out)
{
    bool good = typed.len > 0 && typed.len <= 18 && typed.ptr[0] != '0';
    int64_t id = 0;
    for (size_t i = 0; i < typed.len && good; i++) {
        good = typed.ptr[i] >= '0' && typed.ptr[i] <= '9';
        id = id * 10 + (typed.ptr[i] - '0');
    }
    *out = good ? id : 0;
    return good ? TEXT_ABSENT : T("Choose one of the answers");
}

static text parse_enum(const struct field_spec *field, text typed, int *out)
{
    for (size_t i = 0; i < field->members->count; i++)
        if (text_eq(field->members->codes[i], typed)) {
            *out = (int)i;
            return TEXT_ABSENT;
        }
    return T("Choose one of the answers");
}

/* ---- Into the struct ---- */

/* Where a lone value goes: its place, or .it of an opt_, whose .some is set. */
#define PLACE(type, opt_type)                                                                      \
    (field->required || field->repeated ? (void *)place : (void *)(place + offsetof(opt_type, it)))

/* Parses one typed text, which is not empty, to place. */
static text parse_one(struct arena *arena, const struct field_spec *field, text typed,
                      unsigned char *place)
{
    const bool optional = !field->required && !field->repeated;
    text error = TEXT_ABSENT;
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_LONGTEXT:
    case FIELD_EMAIL:
    case FIELD_URL: {
        text value = TEXT_ABSENT;
        error = parse_text(arena, field, typed, &value);
        memcpy(place, &value, sizeof value);
        return error;
    }
    case FIELD_PENCE: {
        pence value;
        error = parse_pence(arena, field, typed, &value);
        if (!error.ptr)
            memcpy(PLACE(pence, opt_pence), &value, sizeof value);
        break;
    }
    case FIELD_DAY: {
        day value;
        error = parse_day(arena, field, typed, &value);
        if (!error.ptr)
            memcpy(PLACE(day, opt_day), &value, sizeof value);
        break;
    }
    case FIELD_INT:
    case FIELD_ID: {
        int64_t value;
        error = field->kind == FIELD_ID ? parse_id(typed, &value)
                                        : parse_int(arena, field, typed, &value);
        if (!error.ptr)
            memcpy(PLACE(int64_t, opt_int), &value, sizeof value);
        break;
    }
    case FIELD_ENUM: {
        int value = 0;
        error = parse_enum(field, typed, &value);
        if (!error.ptr)
            memcpy(PLACE(int, struct opt_enum), &value, sizeof value);
        break;
    }
    case FIELD_FLAG:
        *(bool *)place = true;
        return TEXT_ABSENT;
    case FIELD_FILE:
        fail("form: a file is not typed");
    }
    /* .some stands first in every opt_ type. */
    if (!error.ptr && optional)
        *(bool *)place = true;
    return error;
}
_Static_assert(offsetof(opt_pence, some) == 0 && offsetof(opt_day, some) == 0 &&
                   offsetof(opt_int, some) == 0 && offsetof(struct opt_enum, some) == 0,
               ".some stands first");

static text parse_file(struct arena *arena, const struct field_spec *field,
                       const struct upload *file, unsigned char *place)
{
    if (!file || !file->bytes.ptr)
        return field->required ? say_missing(arena, field) : TEXT_ABSENT;
    if (file->bytes.len == 0)
        return text_format(arena, "%.*s is empty: choose another file", TEXT_ARG(file->name));
    memcpy(place, file, sizeof *file);
    return TEXT_ABSENT;
}

static text parse_repeated(struct arena *arena, const struct field_spec *field, struct texts typed,
                           unsigned char *place)
{
    const size_t size = form_kind_size(field->kind);
    unsigned char *row = arena_alloc_array(arena, typed.count, size);
    size_t count = 0;
    for (size_t i = 0; i < typed.count; i++) {
        const text one = text_trim(typed.row[i]);
        if (one.len == 0)
            continue;
        const text error = parse_one(arena, field, one, row + count * size);
        if (error.ptr)
            return error;
        count++;
    }
    if (!count)
        return field->required ? say_missing(arena, field) : TEXT_ABSENT;
    const struct texts list = {.row = (const void *)row,
                               .count = count}; /* every list lies alike */
    memcpy(place, &list, sizeof list);
    return TEXT_ABSENT;
}

text form_field_parse(struct arena *arena, const struct field_spec *field, struct texts typed,
                      const struct upload *file, unsigned char *row)
{
    unsigned char *place = row + field->offset;
    if (field->kind == FIELD_FILE)
        return parse_file(arena, field, file, place);
    if (field->repeated)
        return parse_repeated(arena, field, typed, place);
    const text one = typed.count ? text_trim(typed.row[0]) : T("");
    if (one.len == 0)
        return field->required ? say_missing(arena, field) : TEXT_ABSENT;
    text error = parse_one(arena, field, one, place);
    /* Nothing but control characters was typed. */
    if (!error.ptr && field->required && form_kind_size(field->kind) == sizeof(text) &&
        field->kind <= FIELD_URL && ((const text *)(const void *)place)->len == 0)
        error = say_missing(arena, field);
    return error;
}
