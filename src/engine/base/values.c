/*
 * Money, shares, whole numbers and bytes: how they add up, read and print. Days and instants are in
 * day.c.
 *
 * Reading is strict where leniency would guess at money: "2,00" is refused, since it is two pounds
 * in one country and a typing error in another, and so is a third decimal place.
 */
#include "engine/base/values.h"

#include <string.h>

__extension__ typedef __int128 wide; /* a product of two amounts always fits */

enum { PENCE_A_POUND = 100 };
static const int64_t LARGEST_AMOUNT = INT64_C(100000000000000); /* £1,000,000,000,000 */

pence pence_of(int64_t whole_pence)
{
    return (pence){.raw = whole_pence};
}

pence pence_pounds(int64_t pounds)
{
    pence p;
    if (__builtin_mul_overflow(pounds, (int64_t)PENCE_A_POUND, &p.raw))
        fail("money overflows: %lld pounds", (long long)pounds);
    return p;
}

int64_t pence_whole(pence p)
{
    return p.raw;
}

pence pence_add(pence a, pence b)
{
    pence sum;
    if (__builtin_add_overflow(a.raw, b.raw, &sum.raw))
        fail("money overflows: %lld + %lld pence", (long long)a.raw, (long long)b.raw);
    return sum;
}

pence pence_less(pence a, pence b)
{
    pence rest;
    if (__builtin_sub_overflow(a.raw, b.raw, &rest.raw))
        fail("money overflows: %lld - %lld pence", (long long)a.raw, (long long)b.raw);
    return rest;
}

int pence_order(pence a, pence b)
{
    return (a.raw > b.raw) - (a.raw < b.raw);
}

bool pence_is_zero(pence p)
{
    return p.raw == 0;
}

/* a / b to the nearest, halves away from zero. b is not 0. */
static wide divided(wide a, wide b)
{
    if (b < 0) {
        a = -a;
        b = -b;
    }
    return a < 0 ? -((-a + b / 2) / b) : (a + b / 2) / b;
}

percent percent_of(int64_t part, int64_t whole)
{
    if (whole == 0)
        return (percent){.raw = 0};
    const wide hundredths = divided((wide)part * 10000, whole);
    return (percent){.raw = hundredths > INT32_MAX   ? INT32_MAX
                            : hundredths < INT32_MIN ? INT32_MIN
                                                     : (int32_t)hundredths};
}

percent pence_share(pence part, pence whole)
{
    return percent_of(part.raw, whole.raw);
}

pence pence_split(pence whole, size_t index, size_t count)
{
    ensure(count > 0 && count <= INT64_MAX && index < count);
    const int64_t share = whole.raw / (int64_t)count, left = whole.raw % (int64_t)count;
    if (left > 0)
        return (pence){.raw = share + ((int64_t)index < left ? 1 : 0)};
    return (pence){.raw = share - ((int64_t)index < -left ? 1 : 0)};
}

/* The size of n without its sign; that of INT64_MIN has no int64_t. */
static uint64_t size_of(int64_t n)
{
    return n < 0 ? UINT64_C(0) - (uint64_t)n : (uint64_t)n;
}

static const char *sign_of(int64_t n)
{
    return n < 0 ? "-" : "";
}

text digits_in(char room[static DIGITS_MOST], uint64_t n, bool commas)
{
    size_t at = DIGITS_MOST;
    unsigned written = 0;
    do {
        if (commas && written && written % 3 == 0)
            room[--at] = ',';
        room[--at] = (char)('0' + n % 10);
        n /= 10;
        written++;
    } while (n);
    return (text){.ptr = room + at, .len = DIGITS_MOST - at};
}

/* A figure is written from its right end. Figures stand on every line of every page, and printf is
 * the slowest way to write one. */
struct figure {
    char byte[64];
    size_t at; /* where it begins so far */
};

static void figure_begin(struct figure *f)
{
    f->at = sizeof f->byte;
}

static void figure_char(struct figure *f, char c)
{
    f->byte[--f->at] = c;
}

static void figure_number(struct figure *f, uint64_t n, bool commas)
{
    char room[DIGITS_MOST];
    const text digits = digits_in(room, n, commas);
    f->at -= digits.len;
    memcpy(f->byte + f->at, digits.ptr, digits.len);
}

/* ".07" */
static void figure_hundredths(struct figure *f, uint64_t n)
{
    figure_char(f, (char)('0' + n % 10));
    figure_char(f, (char)('0' + n / 10));
    figure_char(f, '.');
}

static text figure_end(struct arena *arena, struct figure *f, bool negative)
{
    if (negative)
        figure_char(f, '-');
    return text_copy(arena, (text){.ptr = f->byte + f->at, .len = sizeof f->byte - f->at});
}

/* "9,860". */
static text with_commas(struct arena *arena, uint64_t n)
{
    char room[DIGITS_MOST];
    return text_copy(arena, digits_in(room, n, true));
}

text pence_text(struct arena *arena, pence p)
{
    static const char sign[] = "£";
    const uint64_t size = size_of(p.raw);
    struct figure f;
    figure_begin(&f);
    if (size % PENCE_A_POUND)
        figure_hundredths(&f, size % PENCE_A_POUND);
    figure_number(&f, size / PENCE_A_POUND, true);
    for (size_t i = sizeof sign - 1; i > 0; i--)
        figure_char(&f, sign[i - 1]);
    return figure_end(arena, &f, p.raw < 0);
}

/* Three figures are enough at a glance: thousandths of the unit are rounded to the place that
 * leaves them, and zeros at the end go. What rounds up to the next unit is said in that. */
text pence_short(struct arena *arena, pence p)
{
    static const struct {
        uint64_t pence;
        const char *name;
    } units[] = {
        {UINT64_C(100000), "k"}, {UINT64_C(100000000), "m"}, {UINT64_C(100000000000), "bn"}};
    const size_t unit_count = sizeof units / sizeof *units;

    const uint64_t size = size_of(p.raw);
    if (size < units[0].pence)
        return pence_text(arena, p);
    size_t unit = 0;
    while (unit + 1 < unit_count && size >= units[unit + 1].pence)
        unit++;
    for (;; unit++) {
        const uint64_t hundredths =
            size / (units[unit].pence / 100); /* to see how many figures stand before the point */
        const unsigned places = hundredths < 1000 ? 2 : hundredths < 10000 ? 1 : 0;
        const uint64_t scale = places == 2 ? 100 : places == 1 ? 10 : 1;
        const uint64_t step = units[unit].pence / scale;
        const uint64_t rounded = (size + step / 2) / step;
        if (rounded >= 1000 * scale && unit + 1 < unit_count)
            continue;
        const uint64_t whole = rounded / scale, part = rounded % scale;
        const text number = with_commas(arena, whole);
        if (!part)
            return text_format(arena, "%s£%.*s%s", sign_of(p.raw), TEXT_ARG(number),
                               units[unit].name);
        if (places == 2 && part % 10)
            return text_format(arena, "%s£%.*s.%02u%s", sign_of(p.raw), TEXT_ARG(number),
                               (unsigned)part, units[unit].name);
        return text_format(arena, "%s£%.*s.%u%s", sign_of(p.raw), TEXT_ARG(number),
                           (unsigned)(places == 2 ? part / 10 : part), units[unit].name);
    }
}

text pence_plain(struct arena *arena, pence p)
{
    const uint64_t size = size_of(p.raw);
    return text_format(arena, "%s%llu.%02u", sign_of(p.raw),
                       (unsigned long long)(size / PENCE_A_POUND),
                       (unsigned)(size % PENCE_A_POUND));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits, in groups of three where there are commas: all of t, at most 18 of them. */
static bool whole_parse(text t, int64_t *out)
{
    const bool grouped = text_find(t, T(",")) >= 0;
    int64_t n = 0;
    unsigned digits = 0;
    for (size_t i = 0; i < t.len; i++) {
        if (grouped && (t.len - i) % 4 == 0) {
            if (t.ptr[i] != ',' || i == 0)
                return false;
            continue;
        }
        if (!is_digit(t.ptr[i]) || ++digits > 18)
            return false;
        n = n * 10 + (t.ptr[i] - '0');
    }
    *out = n;
    return digits > 0;
}

bool pence_parse(text t, pence *out)
{
    t = text_trim(t);
    if (text_starts(t, T("£")))
        t = text_trim(text_slice(t, T("£").len, t.len));
    int64_t unit = PENCE_A_POUND;
    if (text_ends(t, T("k")) || text_ends(t, T("K")))
        unit *= 1000;
    else if (text_ends(t, T("m")) || text_ends(t, T("M")))
        unit *= 1000000;
    if (unit != PENCE_A_POUND)
        t = text_trim(text_slice(t, 0, t.len - 1));

    text decimals = t;
    const text pounds = text_cut(&decimals, '.');
    int64_t whole;
    if (!whole_parse(pounds, &whole) || whole > LARGEST_AMOUNT / unit)
        return false;
    int64_t total = whole * unit;
    if (decimals.ptr && !decimals.len)
        return false;
    for (size_t i = 0; i < decimals.len; i++) {
        if (!is_digit(decimals.ptr[i]))
            return false;
        if (unit % 10)
            return false; /* a place for parts of a penny, or "1.000" for a thousand */
        unit /= 10;
        total += (decimals.ptr[i] - '0') * unit;
    }
    if (total > LARGEST_AMOUNT)
        return false;
    *out = (pence){.raw = total};
    return true;
}

text percent_text(struct arena *arena, percent p)
{
    const uint64_t size = size_of(p.raw);
    struct figure f;
    figure_begin(&f);
    figure_hundredths(&f, size % 100);
    figure_number(&f, size / 100, false);
    return figure_end(arena, &f, p.raw < 0);
}

text percent_round(struct arena *arena, percent p)
{
    const int64_t whole = (int64_t)divided(p.raw, 100);
    struct figure f;
    figure_begin(&f);
    figure_number(&f, size_of(whole), false);
    return figure_end(arena, &f, whole < 0);
}

bool int_parse(text t, int64_t *out)
{
    t = text_trim(t);
    const bool negative = text_starts(t, T("-"));
    int64_t size;
    if (!whole_parse(negative ? text_slice(t, 1, t.len) : t, &size))
        return false;
    *out = negative ? -size : size;
    return true;
}

text int_text(struct arena *arena, int64_t n)
{
    struct figure f;
    figure_begin(&f);
    figure_number(&f, size_of(n), true);
    return figure_end(arena, &f, n < 0);
}

text int_words(struct arena *arena, int64_t n, text one, text many)
{
    const text parts[] = {int_text(arena, n), n == 1 ? one : many};
    return text_join(arena, parts, 2, T(" "));
}

text bytes_hex(struct arena *arena, bytes b)
{
    static const char digits[] = "0123456789abcdef";
    char *ptr = arena_alloc_array(arena, b.len, 2);
    for (size_t i = 0; i < b.len; i++) {
        ptr[2 * i] = digits[b.ptr[i] >> 4];
        ptr[2 * i + 1] = digits[b.ptr[i] & 15];
    }
    return (text){.ptr = ptr, .len = 2 * b.len};
}

bool bytes_from_hex(struct arena *arena, text t, bytes *out)
{
    if (!t.ptr || t.len % 2)
        return false;
    unsigned char *ptr = arena_array(arena, unsigned char, t.len / 2);
    for (size_t i = 0; i < t.len / 2; i++) {
        const int high = hex_digit(t.ptr[2 * i]), low = hex_digit(t.ptr[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        ptr[i] = (unsigned char)(high << 4 | low);
    }
    *out = (bytes){.ptr = ptr, .len = t.len / 2};
    return true;
}
