/* Fuzzes what reads values that people type or edit: amounts, days, numbers, cursors, hex, UTF-8.
 */
#include "engine/db/db.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
    struct arena *arena;
    text t;
};

static void check(bool true_of_it)
{
    if (!true_of_it)
        abort();
}

static void read_money(struct arena *arena, text t)
{
    pence p, again;
    if (!pence_parse(t, &p))
        return;
    check(pence_whole(p) >= 0);
    check(pence_parse(pence_text(arena, p), &again) && pence_order(p, again) == 0);
    check(pence_parse(pence_plain(arena, p), &again) && pence_order(p, again) == 0);
    check(text_present(pence_short(arena, p)));
}

static void read_day(struct arena *arena, text t)
{
    day d, again;
    if (!day_parse(t, &d))
        return;
    check(day_parse(day_iso(arena, d), &again) && day_order(d, again) == 0);
    check(day_parse(day_text(arena, d), &again) && day_order(d, again) == 0);
}

static void read_number(struct arena *arena, text t)
{
    int64_t n, again;
    if (int_parse(t, &n))
        check(int_parse(int_text(arena, n), &again) && n == again);
}

static void read_cursor(struct arena *arena, text t)
{
    for (size_t count = 0; count < 4; count++) {
        struct db_cursor_value values[4];
        bool backwards;
        if (!db_cursor_read(arena, t, 0, &backwards, values, count))
            continue;
        check(text_eq(db_cursor_write(arena, 0, backwards, values, count), t));
    }
}

/* And what is made of any bytes reads back. */
static void write_cursor(struct arena *arena, text t)
{
    if (!text_is_utf8(t) || t.len > 1000)
        return;
    const struct db_cursor_value given[] = {{.kind = DB_CURSOR_TEXT, .string = t},
                                            {.kind = DB_CURSOR_INT, .number = (int64_t)t.len}};
    struct db_cursor_value values[2];
    bool backwards;
    check(db_cursor_read(arena, db_cursor_write(arena, 1, true, given, 2), 1, &backwards, values,
                         2) &&
          backwards);
    check(values[0].string.len == t.len && values[1].number == given[1].number);
}

static void read_text(struct arena *arena, text t)
{
    bytes b;
    if (bytes_from_hex(arena, t, &b))
        check(text_eq_fold(bytes_hex(arena, b), t));
    (void)text_length_utf16(t);
    check(text_trim(t).len <= t.len);
    check(text_distance(arena, text_slice(t, 0, 60), text_slice(t, 60, 120), 5) <= 5);
    if (!text_is_utf8(t))
        return;
    const text lower = text_lower(arena, t);
    check(text_is_utf8(lower));
    const text normal = text_nfc(arena, t);
    check(text_is_utf8(normal) && text_eq(text_nfc(arena, normal), normal));
}

static void read_all(void *arg)
{
    const struct input *in = arg;
    read_money(in->arena, in->t);
    read_day(in->arena, in->t);
    read_number(in->arena, in->t);
    read_cursor(in->arena, in->t);
    write_cursor(in->arena, in->t);
    read_text(in->arena, in->t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input in = {.arena = arena_new((size_t)64 << 20), .t = {(const char *)data, size}};
    struct failure failure;
    check(fail_try(read_all, &in, &failure));
    arena_free(in.arena);
    return 0;
}
