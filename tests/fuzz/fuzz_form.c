/* Any bytes as a form: it parses or says why, and shows again what was typed. */
#include "engine/web/form_pairs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct row {
    text name;
    opt_pence amount;
    opt_int id;
};
struct made {
    text title, note, email, url;
    opt_pence amount;
    opt_day on;
    opt_int people;
    bool agreed;
    struct {
        const text *row;
        size_t count;
    } words;
    struct {
        const struct row *row;
        size_t count;
    } rows;
};
static const struct group_spec groups[1];
static const struct field_spec row_fields[] = {
    {.name = "name",
     .label = "Name",
     .kind = FIELD_TEXT,
     .required = true,
     .offset = offsetof(struct row, name),
     .group = groups},
    {.name = "amount",
     .label = "Amount",
     .kind = FIELD_PENCE,
     .offset = offsetof(struct row, amount),
     .group = groups},
    {.name = "id",
     .label = "Id",
     .kind = FIELD_ID,
     .offset = offsetof(struct row, id),
     .group = groups},
};
static const struct group_spec groups[1] = {{.name = "g",
                                             .field = row_fields,
                                             .field_count = 3,
                                             .row_size = sizeof(struct row),
                                             .offset = offsetof(struct made, rows),
                                             .max_rows = 9}};
#define FIELD(n, k, ...)                                                                           \
    {                                                                                              \
        .name = #n, .label = #n, .kind = k, .offset = offsetof(struct made, n), __VA_ARGS__        \
    }
static const struct field_spec fields[] = {
    FIELD(title, FIELD_TEXT, .required = true),
    FIELD(note, FIELD_LONGTEXT, .max_length = 20),
    FIELD(email, FIELD_EMAIL, .required = false),
    FIELD(url, FIELD_URL, .required = false),
    FIELD(amount, FIELD_PENCE, .has_min = true, .min = 5),
    FIELD(on, FIELD_DAY, .has_max = true, .max = 20000),
    FIELD(people, FIELD_INT, .has_min = true),
    FIELD(agreed, FIELD_FLAG, .required = false),
    FIELD(words, FIELD_TEXT, .repeated = true),
};
static const struct form_spec spec = {.name = "fuzz",
                                      .field = fields,
                                      .field_count = sizeof fields / sizeof *fields,
                                      .group = groups,
                                      .group_count = 1,
                                      .size = sizeof(struct made)};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new((size_t)256 << 20);
    struct made made = {0};
    struct form_values *values;
    const bool good =
        form_parse(arena, &spec, (text){.ptr = (const char *)data, .len = size}, &made, &values);
    ensure(good == (values->error_count == 0));
    ensure(!good || text_is_utf8(made.title));
    for (size_t i = 0; i < values->count; i++)
        ensure(text_is_utf8(form_typed(&values->value[i])) && text_is_utf8(values->value[i].error));
    for (size_t i = 0; good && i < made.rows.count; i++)
        ensure(made.rows.row[i].name.len > 0);
    arena_free(arena);
    return 0;
}
