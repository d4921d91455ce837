/*
 * The one parser of forms, and the values that pages show again; see form.h.
 *
 * Pairs are laid out once as `value`: a place for each field, then one for each field of each row
 * of each group, with rows that nobody filled in left out. Pages, errors and the struct count rows
 * alike.
 */
#include "engine/web/form_pairs.h"

#include <string.h>

enum { MOST_GROUPS = 8, MOST_ROW_NUMBER = 100000, DEFAULT_MOST_ROWS = 200 };

static bool name_is(text name, const char *wanted)
{
    return text_eq(name, text_of(wanted));
}

/* ---- Places ---- */

static void values_place(struct form_values *values, const struct field_spec *field, size_t fields,
                         size_t row, size_t *at)
{
    for (size_t i = 0; i < fields; i++)
        values->value[(*at)++] =
            (struct form_value){.field = &field[i], .row = row, .error = TEXT_ABSENT};
}

/* Places for spec's fields, with that many rows in each group. */
static struct form_values *values_new(struct arena *arena, const struct form_spec *spec,
                                      const size_t *rows)
{
    ensure(spec->group_count <= MOST_GROUPS);
    struct form_values *values = arena_make(arena, struct form_values);
    values->arena = arena;
    values->spec = spec;
    values->count = spec->field_count;
    for (size_t g = 0; g < spec->group_count; g++) {
        values->group_rows[g] = rows ? rows[g] : 0;
        values->count += values->group_rows[g] * spec->group[g].field_count;
    }
    values->value = arena_array(arena, struct form_value, values->count);
    size_t at = 0;
    values_place(values, spec->field, spec->field_count, 0, &at);
    for (size_t g = 0; g < spec->group_count; g++)
        for (size_t r = 0; r < values->group_rows[g]; r++)
            values_place(values, spec->group[g].field, spec->group[g].field_count, r, &at);
    return values;
}

static size_t group_number(const struct form_spec *spec, const struct group_spec *group)
{
    for (size_t g = 0; g < spec->group_count; g++)
        if (&spec->group[g] == group)
            return g;
    fail("form %s: a group of another form", spec->name);
}

/* Where the row's first field stands. */
static size_t row_start(const struct form_values *values, size_t group, size_t row)
{
    size_t at = values->spec->field_count;
    for (size_t g = 0; g < group; g++)
        at += values->group_rows[g] * values->spec->group[g].field_count;
    return at + row * values->spec->group[group].field_count;
}

struct form_values *form_blank(struct arena *arena, const struct form_spec *spec)
{
    return values_new(arena, spec, NULL);
}

const struct form_value *form_value_at(const struct form_values *values, unsigned index)
{
    ensure(index < values->spec->field_count);
    return &values->value[index];
}

const struct form_value *form_value_in(const struct form_values *values,
                                       const struct group_spec *group, size_t row, unsigned field)
{
    const size_t g = group_number(values->spec, group);
    ensure(field < group->field_count);
    if (row < values->group_rows[g])
        return &values->value[row_start(values, g, row) + field];
    /* An empty row that the page offers beyond those filled in. */
    struct form_value *empty = arena_make(values->arena, struct form_value);
    *empty = (struct form_value){.field = &group->field[field], .row = row, .error = TEXT_ABSENT};
    return empty;
}

text form_typed(const struct form_value *value)
{
    return value->typed.count ? value->typed.row[0] : T("");
}

bool form_has(const struct form_value *value, text option)
{
    for (size_t i = 0; i < value->typed.count; i++)
        if (text_eq(value->typed.row[i], option))
            return true;
    return false;
}

/* ---- Filling in what is there now ---- */

static struct form_value *value_named(struct form_values *values, const char *field)
{
    for (size_t i = 0; i < values->spec->field_count; i++)
        if (strcmp(values->spec->field[i].name, field) == 0)
            return &values->value[i];
    fail("form %s has no field %s", values->spec->name, field);
}

static void value_set(struct form_values *values, struct form_value *value, text one)
{
    text *row = arena_make(values->arena, text);
    *row = one;
    value->typed = (struct texts){.row = row, .count = one.ptr ? 1 : 0};
}

void form_fill_text(struct form_values *values, const char *field, text value)
{
    value_set(values, value_named(values, field), value);
}

/* Whole pounds as "20,000", others as "1,250.50": the £ stands before the field. */
void form_fill_pence(struct form_values *values, const char *field, pence value)
{
    const text shown = pence_text(values->arena, value);
    struct text_builder plain = {.arena = values->arena};
    for (size_t i = 0; i < shown.len; i++)
        if ((unsigned char)shown.ptr[i] < 0x80)
            text_add_char(&plain, shown.ptr[i]);
    form_fill_text(values, field, text_built(&plain));
}

void form_fill_day(struct form_values *values, const char *field, day value)
{
    form_fill_text(values, field, day_text(values->arena, value));
}

void form_fill_int(struct form_values *values, const char *field, int64_t value)
{
    form_fill_text(values, field, text_format(values->arena, "%lld", (long long)value));
}

void form_fill_flag(struct form_values *values, const char *field, bool value)
{
    form_fill_text(values, field, value ? T("1") : TEXT_ABSENT);
}

void form_fill_texts(struct form_values *values, const char *field, struct texts value)
{
    value_named(values, field)->typed = value;
}

static size_t group_named(const struct form_spec *spec, const char *group)
{
    for (size_t g = 0; g < spec->group_count; g++)
        if (strcmp(spec->group[g].name, group) == 0)
            return g;
    fail("form %s has no group %s", spec->name, group);
}

static struct form_value *value_in_row(struct form_values *values, const char *group, size_t row,
                                       const char *field)
{
    const size_t g = group_named(values->spec, group);
    const struct group_spec *spec = &values->spec->group[g];
    ensure(row < values->group_rows[g]);
    for (size_t i = 0; i < spec->field_count; i++)
        if (strcmp(spec->field[i].name, field) == 0)
            return &values->value[row_start(values, g, row) + i];
    fail("form %s: group %s has no field %s", values->spec->name, group, field);
}

/* Makes room for rows up to this one; what stands already keeps its values. */
static void group_widen(struct form_values *values, size_t g, size_t row)
{
    size_t rows[MOST_GROUPS];
    for (size_t i = 0; i < values->spec->group_count; i++)
        rows[i] = values->group_rows[i];
    rows[g] = row + 1;
    struct form_values *wider = values_new(values->arena, values->spec, rows);
    memcpy(wider->value, values->value, values->spec->field_count * sizeof *values->value);
    for (size_t i = 0; i < values->spec->group_count; i++)
        memcpy(&wider->value[row_start(wider, i, 0)], &values->value[row_start(values, i, 0)],
               values->group_rows[i] * values->spec->group[i].field_count * sizeof *values->value);
    values->value = wider->value;
    values->count = wider->count;
    values->group_rows[g] = row + 1;
}

void form_fill_group_text(struct form_values *values, const char *group, size_t row,
                          const char *field, text value)
{
    const size_t g = group_named(values->spec, group);
    if (row >= values->group_rows[g])
        group_widen(values, g, row);
    value_set(values, value_in_row(values, group, row, field), value);
}

/* ---- Refusing ---- */

static void value_refuse(struct form_values *values, struct form_value *value, text say)
{
    if (!value->error.ptr)
        values->error_count++;
    value->error = say;
}

void form_refuse(struct form_values *values, const char *field, text say)
{
    if (field) {
        value_refuse(values, value_named(values, field), say);
        return;
    }
    if (!values->whole_error.ptr)
        values->error_count++;
    values->whole_error = say;
}

void form_refuse_row(struct form_values *values, const char *group, size_t row, const char *field,
                     text say)
{
    value_refuse(values, value_in_row(values, group, row, field), say);
}

/* ---- Parsing ---- */

/* A pair's place: "title", or "seat.3.title". */
struct pair_place {
    bool in_group;
    size_t group, row, field;
};

static bool pair_place(const struct form_spec *spec, text name, struct pair_place *place)
{
    for (size_t i = 0; i < spec->field_count; i++)
        if (name_is(name, spec->field[i].name)) {
            *place = (struct pair_place){.field = i};
            return true;
        }
    text rest = name;
    const text group = text_cut(&rest, '.');
    const text row = text_cut(&rest, '.');
    int64_t number;
    if (!rest.ptr || row.len == 0 || row.len > 6 || row.ptr[0] == '-' || !int_parse(row, &number) ||
        number > MOST_ROW_NUMBER)
        return false;
    for (size_t g = 0; g < spec->group_count; g++)
        for (size_t i = 0; i < spec->group[g].field_count && name_is(group, spec->group[g].name);
             i++)
            if (name_is(rest, spec->group[g].field[i].name)) {
                *place = (struct pair_place){
                    .in_group = true, .group = g, .row = (size_t)number, .field = i};
                return true;
            }
    return false;
}

/* The id of the record that a row stands for comes along unseen: alone it fills no row. */
static bool fills_row(const struct field_spec *field, text value)
{
    return text_trim(value).len > 0 && !(field->kind == FIELD_ID && strcmp(field->name, "id") == 0);
}

/* Row numbers as sent, of rows with something in them, in order. */
struct rows_sent {
    size_t number[FORM_MOST_PAIRS];
    size_t count;
};

static void rows_add(struct rows_sent *rows, size_t number)
{
    size_t at = rows->count;
    while (at > 0 && rows->number[at - 1] > number)
        at--;
    if (at > 0 && rows->number[at - 1] == number)
        return;
    memmove(&rows->number[at + 1], &rows->number[at], (rows->count - at) * sizeof *rows->number);
    rows->number[at] = number;
    rows->count++;
}

static bool rows_find(const struct rows_sent *rows, size_t number, size_t *row)
{
    for (size_t i = 0; i < rows->count; i++)
        if (rows->number[i] == number) {
            *row = i;
            return true;
        }
    return false;
}

/* A file for each value that is one. */
static const struct upload *typed_add(struct form_values *values, struct form_value *value,
                                      const struct form_pair *pair)
{
    if (pair->unreadable)
        value_refuse(values, value,
                     text_format(values->arena,
                                 "%s has characters that cannot be read: write it again",
                                 value->field->label));
    if (value->field->kind == FIELD_FILE)
        return &pair->file;
    if (value->typed.count && !value->field->repeated)
        return NULL; /* the first counts */
    text *row = arena_array(values->arena, text, value->typed.count + 1);
    if (value->typed.count)
        memcpy(row, value->typed.row, value->typed.count * sizeof *row);
    row[value->typed.count] = pair->value;
    value->typed = (struct texts){.row = row, .count = value->typed.count + 1};
    return NULL;
}

static void version_read(struct form_values *values, const struct form_pairs *pairs)
{
    int64_t version;
    if (int_parse(form_pairs_find(pairs, T("version")), &version) && version > 0)
        values->version = version;
}

/* Parses every place into the struct; group rows into arrays of their own. */
static void values_parse(struct form_values *values, const struct upload *const *file,
                         unsigned char *out)
{
    const struct form_spec *spec = values->spec;
    unsigned char *row[MOST_GROUPS] = {0};
    for (size_t g = 0; g < spec->group_count; g++) {
        row[g] = arena_alloc_array(values->arena, values->group_rows[g], spec->group[g].row_size);
        const struct texts list = {.row = (const void *)row[g], .count = values->group_rows[g]};
        memcpy(out + spec->group[g].offset, &list, sizeof list); /* every list lies alike */
    }
    for (size_t i = 0; i < values->count; i++) {
        struct form_value *value = &values->value[i];
        unsigned char *at = out;
        if (value->field->group) {
            const size_t g = group_number(spec, value->field->group);
            at = row[g] + value->row * spec->group[g].row_size;
        }
        if (value->error.ptr)
            continue;
        const text error = form_field_parse(values->arena, value->field, value->typed, file[i], at);
        if (error.ptr)
            value_refuse(values, value, error);
    }
}

bool form_parse_pairs(struct arena *arena, const struct form_spec *spec,
                      const struct form_pairs *pairs, void *out, struct form_values **values)
{
    ensure(spec->group_count <= MOST_GROUPS);
    struct rows_sent *sent = arena_array(arena, struct rows_sent, spec->group_count);
    struct pair_place *place = arena_array(arena, struct pair_place, pairs->count);
    bool *known = arena_array(arena, bool, pairs->count);
    size_t rows[MOST_GROUPS] = {0};
    text refusal = pairs->refusal;
    for (size_t i = 0; i < pairs->count; i++) {
        known[i] = pair_place(spec, pairs->row[i].name, &place[i]);
        if (known[i] && place[i].in_group &&
            fills_row(&spec->group[place[i].group].field[place[i].field], pairs->row[i].value))
            rows_add(&sent[place[i].group], place[i].row);
    }
    for (size_t g = 0; g < spec->group_count; g++) {
        const size_t most = spec->group[g].max_rows ? spec->group[g].max_rows : DEFAULT_MOST_ROWS;
        rows[g] = sent[g].count < most ? sent[g].count : most;
        if (sent[g].count > most)
            refusal = text_format(arena, "There is room for %zu rows here, and %zu were sent", most,
                                  sent[g].count);
    }
    struct form_values *made = values_new(arena, spec, rows);
    const struct upload **file = arena_alloc_array(arena, made->count, sizeof *file);
    *values = made;
    version_read(made, pairs);
    for (size_t i = 0; i < pairs->count; i++) {
        size_t at = place[i].field, row;
        if (!known[i])
            continue;
        if (place[i].in_group) {
            if (!rows_find(&sent[place[i].group], place[i].row, &row) ||
                row >= rows[place[i].group])
                continue;
            at += row_start(made, place[i].group, row);
        }
        const struct upload *sent_file = typed_add(made, &made->value[at], &pairs->row[i]);
        if (sent_file && !file[at])
            file[at] = sent_file;
    }
    if (refusal.ptr)
        form_refuse(made, NULL, refusal);
    else
        values_parse(made, file, out);
    return made->error_count == 0;
}

bool form_parse(struct arena *arena, const struct form_spec *spec, text body, void *out,
                struct form_values **values)
{
    const struct form_pairs pairs = form_pairs_url(arena, body);
    return form_parse_pairs(arena, spec, &pairs, out, values);
}

bool form_parse_multipart(struct arena *arena, const struct form_spec *spec, text body,
                          text boundary, void *out, struct form_values **values)
{
    const struct form_pairs pairs = form_pairs_multipart(arena, body, boundary);
    return form_parse_pairs(arena, spec, &pairs, out, values);
}
