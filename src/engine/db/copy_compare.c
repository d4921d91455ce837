/*
 * Both sides of a copy read again, a row of one beside the row of the other.
 *
 * The checksum is over values and not over what an engine stores, so that it is the same on both: a
 * byte for the kind, then a number or a decimal as eight bytes, highest first, or text and bytes as
 * their length and themselves. A decimal of minus nothing is nothing: SQLite knows no other.
 */
#include "engine/db/copy_private.h"

#include <sodium.h>
#include <string.h>

enum { CHECKSUM = 32, WORD = 8 };

static void word_of(uint64_t number, unsigned char out[static WORD])
{
    for (int i = 0; i < WORD; i++)
        out[i] = (unsigned char)(number >> (8 * (WORD - 1 - i)));
}

static uint64_t bits_of(double real)
{
    const double plain = real + 0.0; /* minus nothing becomes nothing */
    uint64_t bits;
    memcpy(&bits, &plain, sizeof bits);
    return bits;
}

static void sum_value(crypto_generichash_state *sum, const struct db_value *value)
{
    unsigned char head[1 + WORD] = {(unsigned char)value->kind};
    switch (value->kind) {
    case DB_ABSENT:
        crypto_generichash_update(sum, head, 1);
        return;
    case DB_NUMBER:
        word_of((uint64_t)value->number, head + 1);
        break;
    case DB_DECIMAL:
        word_of(bits_of(value->real), head + 1);
        break;
    case DB_STRING:
    case DB_RAW:
        word_of(value->content.len, head + 1);
        break;
    }
    crypto_generichash_update(sum, head, sizeof head);
    if (value->content.len > 0)
        crypto_generichash_update(sum, value->content.ptr, value->content.len);
}

static bool values_same(const struct db_value *one, const struct db_value *other)
{
    if (one->kind != other->kind)
        return false;
    switch (one->kind) {
    case DB_ABSENT:
        return true;
    case DB_NUMBER:
        return one->number == other->number;
    case DB_DECIMAL:
        return bits_of(one->real) == bits_of(other->real);
    case DB_STRING:
    case DB_RAW:
        return one->content.len == other->content.len &&
               (one->content.len == 0 ||
                memcmp(one->content.ptr, other->content.ptr, one->content.len) == 0);
    }
    return false;
}

struct compare {
    struct arena *arena;
    const struct db_table *table;
    struct copy_end {
        struct copy_side *side;
        struct db_value *value;
        bool more;
        crypto_generichash_state sum;
    } from, to;
    text difference;
};

static void end_next(struct copy_end *end, size_t count)
{
    end->more = end->side->engine->next(end->side, end->value);
    for (size_t i = 0; end->more && i < count; i++)
        sum_value(&end->sum, &end->value[i]);
}

static void end_begin(struct compare *c, struct copy_end *end, struct copy_side *side)
{
    end->side = side;
    end->value = arena_array(c->arena, struct db_value, copy_values(c->table));
    crypto_generichash_init(&end->sum, NULL, 0, CHECKSUM);
    side->engine->read(side, c->table, COPY_BEFORE_ALL);
}

static text end_checksum(struct arena *arena, struct copy_end *end)
{
    unsigned char sum[CHECKSUM];
    end->side->engine->read_end(end->side);
    crypto_generichash_final(&end->sum, sum, sizeof sum);
    return bytes_hex(arena, (bytes){.ptr = sum, .len = sizeof sum});
}

static int64_t number_at(const struct compare *c, const struct copy_end *end)
{
    return end->value[copy_number(c->table)].number;
}

static void row_lacks(struct compare *c, const struct copy_end *has, const struct copy_end *lacks)
{
    c->difference = text_format(c->arena, "row %lld of %s is in %s and not in %s.",
                                (long long)number_at(c, has), c->table->name, has->side->name,
                                lacks->side->name);
}

/* Whether the rows at hand are the same; else the difference says which is not. */
static bool rows_same(struct compare *c)
{
    const struct copy_end *const from = &c->from, *const to = &c->to;
    if (!to->more || (from->more && number_at(c, from) < number_at(c, to)))
        row_lacks(c, from, to);
    else if (!from->more || number_at(c, from) > number_at(c, to))
        row_lacks(c, to, from);
    for (size_t i = 0; i < copy_values(c->table) && !text_present(c->difference); i++)
        if (!values_same(&from->value[i], &to->value[i]))
            c->difference = text_format(
                c->arena, "row %lld of %s is not the same in both: %s differs.",
                (long long)number_at(c, from), c->table->name, copy_column(c->table, i)->name);
    return !text_present(c->difference);
}

bool copy_compare(struct arena *arena, struct copy_side *from, struct copy_side *to,
                  const struct db_table *table, int64_t every,
                  bool (*each)(void *arg, int64_t rows), void *arg, struct copy_compared *out)
{
    struct compare *const c = arena_make(arena, struct compare);
    const size_t count = copy_values(table);
    *c = (struct compare){.arena = arena, .table = table, .difference = TEXT_ABSENT};
    end_begin(c, &c->from, from);
    end_begin(c, &c->to, to);
    int64_t rows = 0, untold = 0;
    bool goes_on = true;
    for (;;) {
        end_next(&c->from, count);
        end_next(&c->to, count);
        if ((!c->from.more && !c->to.more) || !rows_same(c))
            break;
        rows++;
        if (++untold == every) {
            untold = 0;
            if (!(goes_on = each(arg, every)))
                break;
        }
    }
    const text of_from = end_checksum(arena, &c->from), of_to = end_checksum(arena, &c->to);
    if (goes_on && !text_present(c->difference)) {
        goes_on = each(arg, untold);
        ensure(text_eq(of_from, of_to));
    }
    *out = (struct copy_compared){.rows = rows, .checksum = of_from, .difference = c->difference};
    return goes_on;
}
