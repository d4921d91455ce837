/* Grants from a JSON package: each element of "grants" is flattened into cells as it goes by. See
 * read.h. */
#include "engine/files/json_read.h"
#include "fund/opendata/read.h"

#include <string.h>

struct flat {
    struct json_reader *reader;
    struct cell *cell; /* RECORD_CELLS_MAX */
    size_t count;
    char *bytes; /* RECORD_BYTES_MAX: paths and values */
    size_t used;
    char path[RECORD_PATH_MAX];
    const char *wrong; /* why this grant is too large to take */
};

static text keep(struct flat *flat, const char *ptr, size_t len)
{
    if (len > RECORD_BYTES_MAX - flat->used) {
        flat->wrong = "it is over 4 MB";
        return T("");
    }
    char *to = flat->bytes + flat->used;
    if (len > 0)
        memcpy(to, ptr, len);
    flat->used += len;
    return (text){.ptr = to, .len = len};
}

static void add_cell(struct flat *flat, size_t path_len, enum cell_kind kind, text value)
{
    if (flat->count == RECORD_CELLS_MAX) {
        flat->wrong = "it has over 2,000 values";
        return;
    }
    struct cell *cell = &flat->cell[flat->count++];
    cell->kind = kind;
    cell->path = keep(flat, flat->path, path_len);
    cell->column = TEXT_ABSENT;
    cell->value = keep(flat, value.ptr, value.len);
}

/* Adds "/name" to the path; returns its new length. */
static size_t add_name(struct flat *flat, size_t path_len, text name)
{
    const size_t slash = path_len > 0;
    if (name.len + slash > RECORD_PATH_MAX - path_len) {
        flat->wrong = "its names are too long";
        return path_len;
    }
    if (slash)
        flat->path[path_len] = '/';
    memcpy(flat->path + path_len + slash, name.ptr, name.len);
    return path_len + slash + name.len;
}

/* Flattens the value that begins with t, at most JSON_DEPTH_MAX deep. False: the JSON is broken;
 * *bad tells. */
static bool flatten(struct flat *flat, struct json_token t, size_t path_len, struct json_token *bad)
{
    switch (t.kind) {
    case TOKEN_STRING:
        add_cell(flat, path_len, CELL_TEXT, t.text);
        return true;
    case TOKEN_NUMBER:
        add_cell(flat, path_len, CELL_NUMBER, t.text);
        return true;
    case TOKEN_TRUE:
        add_cell(flat, path_len, CELL_FLAG, T("true"));
        return true;
    case TOKEN_FALSE:
        add_cell(flat, path_len, CELL_FLAG, T("false"));
        return true;
    case TOKEN_OBJECT:
        for (t = json_next(flat->reader); t.kind == TOKEN_KEY; t = json_next(flat->reader)) {
            const size_t inside = add_name(flat, path_len, t.text);
            if (!flatten(flat, json_next(flat->reader), inside, bad))
                return false;
        }
        break;
    case TOKEN_ARRAY:
        t = json_next(flat->reader);
        for (unsigned i = 0; t.kind != TOKEN_ARRAY_END && t.kind != TOKEN_BAD; i++) {
            char digits[16];
            size_t len = 0;
            for (unsigned n = i; len == 0 || n > 0; n /= 10)
                digits[sizeof digits - ++len] = (char)('0' + n % 10);
            const size_t inside =
                add_name(flat, path_len, (text){.ptr = digits + sizeof digits - len, .len = len});
            if (!flatten(flat, t, inside, bad))
                return false;
            t = json_next(flat->reader);
        }
        break;
    case TOKEN_NULL:
    case TOKEN_OBJECT_END:
    case TOKEN_ARRAY_END:
    case TOKEN_KEY:
    case TOKEN_END:
    case TOKEN_BAD:
        break;
    }
    *bad = t;
    return t.kind != TOKEN_BAD;
}

static void refuse_grant(struct sink *sink, struct arena *arena, int64_t index, const char *why)
{
    sink_problem(sink, &(struct frame_problem){
                           .error = true,
                           .row = index + 1,
                           .column = text_format(arena, "grants[%lld]", (long long)index),
                           .say = text_format(arena, "This cannot be read as a grant: %s.", why)});
}

/* Reads the list after its bracket. False: broken JSON. */
static bool read_list(struct arena *scratch, struct flat *flat, int64_t *index,
                      struct source *source, struct sink *sink, struct json_token *bad)
{
    for (;; ++*index) {
        const struct json_token t = json_next(flat->reader);
        if (t.kind == TOKEN_ARRAY_END)
            return true;
        flat->count = 0;
        flat->used = 0;
        flat->wrong = t.kind == TOKEN_OBJECT ? NULL : "it is not an object";
        *bad = t;
        if (t.kind == TOKEN_BAD || !flatten(flat, t, 0, bad))
            return false;
        if (flat->wrong) {
            refuse_grant(sink, scratch, *index, flat->wrong);
            arena_reset(scratch);
        } else {
            sink_record(sink,
                        &(struct record){
                            .row = *index, .json = true, .cell = flat->cell, .count = flat->count});
        }
        if (*index % 256 == 255)
            sink_progress(sink, source_taken(source), sink->size);
    }
}

void read_json(struct arena *arena, struct source *source, struct sink *sink)
{
    struct json_reader *reader = json_open(arena, source);
    struct arena *scratch = arena_new_in(arena, (size_t)1 << 20);
    struct flat *flat = arena_make(arena, struct flat);
    flat->reader = reader;
    flat->cell = arena_array(arena, struct cell, RECORD_CELLS_MAX);
    flat->bytes = arena_alloc(arena, RECORD_BYTES_MAX);
    int64_t index = 0;
    bool found = false;
    struct json_token t = json_next(reader);
    const bool is_object = t.kind == TOKEN_OBJECT;
    sink_sheet(sink, 0);
    if (is_object) {
        for (t = json_next(reader); t.kind == TOKEN_KEY; t = json_next(reader)) {
            const bool is_grants = text_eq(t.text, T("grants"));
            t = json_next(reader);
            if (t.kind == TOKEN_BAD)
                break;
            if (is_grants && t.kind == TOKEN_ARRAY) {
                found = true;
                if (!read_list(scratch, flat, &index, source, sink, &t))
                    break;
            } else if (!json_skip(reader, t, &t)) {
                break;
            }
        }
    }
    if (t.kind != TOKEN_BAD && (is_object || json_skip(reader, t, &t)))
        t = json_next(reader);
    if (t.kind == TOKEN_BAD)
        sink_refuse(sink, t.text);
    else if (!found)
        sink_refuse(sink, T("The file has no list named \"grants\" at its top, as a file in the "
                            "360Giving standard has."));
}
