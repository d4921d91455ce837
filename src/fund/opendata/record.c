/* The bytes of records and frames: see record.h. Numbers are little-endian; a text is its length
 * and its bytes. */
#include "fund/opendata/record.h"

#include <string.h>

#define ABSENT UINT32_MAX

static void put_number(struct text_builder *out, uint64_t n, unsigned size)
{
    for (unsigned i = 0; i < size; i++)
        text_add_char(out, (char)(unsigned char)(n >> (8 * i)));
}

static void put_text(struct text_builder *out, text t)
{
    put_number(out, t.ptr ? (uint32_t)t.len : ABSENT, 4);
    if (t.len > 0)
        text_add(out, t);
}

/* Leaves room for the head; end_frame fills it in. */
static size_t begin_frame(struct text_builder *out, enum frame_kind kind)
{
    const size_t at = out->len;
    text_add_char(out, (char)kind);
    put_number(out, 0, 4);
    return at;
}

static void end_frame(struct text_builder *out, size_t at)
{
    const uint64_t size = out->len - at - FRAME_HEAD_SIZE;
    ensure(size <= FRAME_BYTES_MAX);
    for (unsigned i = 0; i < 4; i++)
        out->ptr[at + 1 + i] = (char)(unsigned char)(size >> (8 * i));
}

static void put_record(struct text_builder *out, const struct record *record, bool columns)
{
    put_text(out, record->sheet);
    put_number(out, (uint64_t)record->row, 8);
    put_number(out, record->json, 1);
    put_number(out, record->count, 4);
    for (size_t i = 0; i < record->count; i++) {
        const struct cell *cell = &record->cell[i];
        put_number(out, cell->kind, 1);
        put_text(out, cell->path);
        put_text(out, columns ? cell->column : TEXT_ABSENT);
        put_text(out, cell->value);
    }
}

void frame_record(struct text_builder *out, const struct record *record)
{
    const size_t at = begin_frame(out, FRAME_RECORD);
    put_record(out, record, true);
    end_frame(out, at);
}

text record_body(struct arena *arena, const struct record *record)
{
    struct text_builder out = {.arena = arena};
    put_record(&out, record, false);
    return text_built(&out);
}

void frame_problem(struct text_builder *out, const struct frame_problem *problem)
{
    const size_t at = begin_frame(out, FRAME_PROBLEM);
    put_number(out, problem->error, 1);
    put_text(out, problem->sheet);
    put_number(out, (uint64_t)problem->row, 8);
    put_text(out, problem->column);
    put_text(out, problem->say);
    end_frame(out, at);
}

void frame_sheet(struct text_builder *out, uint32_t missing)
{
    const size_t at = begin_frame(out, FRAME_SHEET);
    put_number(out, missing, 4);
    end_frame(out, at);
}

void frame_progress(struct text_builder *out, uint64_t done, uint64_t of)
{
    const size_t at = begin_frame(out, FRAME_PROGRESS);
    put_number(out, done, 8);
    put_number(out, of, 8);
    end_frame(out, at);
}

void frame_end(struct text_builder *out)
{
    end_frame(out, begin_frame(out, FRAME_END));
}

/* ---- Reading: nothing that comes from the other side is believed ---- */

struct cursor {
    const unsigned char *ptr;
    size_t left;
    bool ok;
};

static uint64_t get_number(struct cursor *c, unsigned size)
{
    if (c->left < size) {
        c->ok = false;
        c->left = 0;
        return 0;
    }
    uint64_t n = 0;
    for (unsigned i = 0; i < size; i++)
        n |= (uint64_t)c->ptr[i] << (8 * i);
    c->ptr += size;
    c->left -= size;
    return n;
}

static text get_text(struct cursor *c)
{
    const uint64_t len = get_number(c, 4);
    if (len == ABSENT)
        return TEXT_ABSENT;
    if (len > c->left) {
        c->ok = false;
        return TEXT_ABSENT;
    }
    const text t = {.ptr = (const char *)c->ptr, .len = (size_t)len};
    c->ptr += len;
    c->left -= (size_t)len;
    c->ok = c->ok && text_is_utf8(t);
    return t;
}

static struct cursor cursor_of(bytes body)
{
    return (struct cursor){.ptr = body.ptr, .left = body.len, .ok = true};
}

bool frame_head(const unsigned char head[static FRAME_HEAD_SIZE], enum frame_kind *kind,
                size_t *size)
{
    struct cursor c = cursor_of((bytes){.ptr = head + 1, .len = FRAME_HEAD_SIZE - 1});
    *size = (size_t)get_number(&c, 4);
    if (head[0] >= FRAME_KIND_COUNT || *size > FRAME_BYTES_MAX)
        return false;
    *kind = (enum frame_kind)head[0];
    return true;
}

bool read_record(struct arena *arena, bytes body, struct record *record)
{
    struct cursor c = cursor_of(body);
    record->sheet = get_text(&c);
    record->row = (int64_t)(get_number(&c, 8) & INT32_MAX);
    record->json = get_number(&c, 1) != 0;
    record->count = (size_t)get_number(&c, 4);
    if (!c.ok || record->count > RECORD_CELLS_MAX)
        return false;
    struct cell *cell = arena_array(arena, struct cell, record->count + 1);
    for (size_t i = 0; i < record->count; i++) {
        const uint64_t kind = get_number(&c, 1);
        if (kind >= CELL_KIND_COUNT)
            return false;
        cell[i].kind = (enum cell_kind)kind;
        cell[i].path = get_text(&c);
        cell[i].column = get_text(&c);
        cell[i].value = get_text(&c);
        if (!c.ok || !cell[i].path.ptr || !cell[i].value.ptr || cell[i].path.len > RECORD_PATH_MAX)
            return false;
    }
    record->cell = cell;
    return c.ok && c.left == 0;
}

bool read_problem(bytes body, struct frame_problem *problem)
{
    struct cursor c = cursor_of(body);
    problem->error = get_number(&c, 1) != 0;
    problem->sheet = get_text(&c);
    problem->row = (int64_t)(get_number(&c, 8) & INT32_MAX);
    problem->column = get_text(&c);
    problem->say = get_text(&c);
    return c.ok && c.left == 0 && problem->say.ptr;
}

bool read_sheet(bytes body, uint32_t *missing)
{
    struct cursor c = cursor_of(body);
    *missing = (uint32_t)get_number(&c, 4);
    return c.ok && c.left == 0;
}

bool read_progress(bytes body, uint64_t *done, uint64_t *of)
{
    struct cursor c = cursor_of(body);
    *done = get_number(&c, 8) & INT64_MAX;
    *of = get_number(&c, 8) & INT64_MAX;
    return c.ok && c.left == 0;
}
