/* Amounts, regions, names, days: the small pieces of rules.h. */
#include "fund/opendata/rules.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool all_digits(text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (!is_digit(t.ptr[i]))
            return false;
    return t.len > 0;
}

/* ---- Amounts ---- */

#define DIGITS_KEPT 40
#define PENCE_MAX INT64_C(100000000000000) /* a million million pounds */

/* A decimal number: its digits without leading zeros, and how many of them stand after the point.
 */
struct decimal {
    bool negative;
    char digit[DIGITS_KEPT];
    int64_t count, after_point;
};

static bool decimal_parse(text t, struct decimal *out)
{
    *out = (struct decimal){.negative = t.len > 0 && t.ptr[0] == '-'};
    size_t i = out->negative, any = 0;
    bool point = false;
    for (; i < t.len && (is_digit(t.ptr[i]) || (t.ptr[i] == '.' && !point)); i++) {
        if (t.ptr[i] == '.') {
            point = true;
            continue;
        }
        any++;
        out->after_point += point;
        if (out->count == 0 && t.ptr[i] == '0')
            continue;
        if (out->count == DIGITS_KEPT)
            return false;
        out->digit[out->count++] = t.ptr[i];
    }
    if (any == 0)
        return false;
    if (i == t.len)
        return true;
    if ((t.ptr[i] | 0x20) != 'e')
        return false;
    text exponent = text_slice(t, i + 1, t.len);
    if (text_starts(exponent, T("+")))
        exponent = text_slice(exponent, 1, exponent.len);
    int64_t power;
    if (exponent.len == 0 || exponent.len > 4 || !int_parse(exponent, &power))
        return false;
    out->after_point -= power;
    return true;
}

bool is_decimal(text t)
{
    struct decimal d;
    return decimal_parse(t, &d);
}

/* The digit of parts of a penny at place k, counted from the point; 0 in front of the number's own.
 */
static char tail_digit(const struct decimal *d, int64_t tail, int64_t k)
{
    const int64_t at = d->count - tail + k;
    return at < 0 ? '0' : d->digit[at];
}

bool amount_parse(text t, pence *out)
{
    struct decimal d;
    if (!decimal_parse(t, &d))
        return false;
    const int64_t tail = d.after_point - 2; /* digits below a penny; negative: zeros to add */
    int64_t whole = 0;
    for (int64_t i = 0; d.count > 0 && i < d.count - tail; i++) {
        whole = whole * 10 + (i < d.count ? d.digit[i] - '0' : 0);
        if (whole > PENCE_MAX)
            return false;
    }
    /* Floating point's dust: the first four digits below a penny are all 0, or all 9. Anything else
     * is part of a penny. */
    bool all_zero = true, zeros = tail > 4, nines = tail > 4;
    for (int64_t k = 0; k < tail; k++) {
        const char digit = tail_digit(&d, tail, k);
        all_zero = all_zero && digit == '0';
        zeros = zeros && (k >= 4 || digit == '0');
        nines = nines && (k >= 4 || digit == '9');
        if (k >= 4 && !all_zero)
            break;
    }
    if (!all_zero && !nines && (!zeros || whole == 0))
        return false;
    whole += nines;
    *out = pence_of(d.negative ? -whole : whole);
    return true;
}

/* ---- Register numbers ---- */

bool number_lost_zeros(text written, struct partner_number number)
{
    size_t kept = 0;
    for (size_t i = written.len; i > 0 && written.ptr[i - 1] != '-'; i--)
        kept += written.ptr[i - 1] != ' ';
    return number.scheme == IDENTIFIER_SCHEME_COMPANY && kept < number.value.len;
}

/* ---- Regions ---- */

bool region_parse(text t, enum region *out)
{
    static const struct {
        text code; /* the code, or what it starts with */
        enum region region;
    } codes[] = {
        {{"E12000001", 9}, REGION_NORTH_EAST},
        {{"E12000002", 9}, REGION_NORTH_WEST},
        {{"E12000003", 9}, REGION_YORKSHIRE_HUMBER},
        {{"E12000004", 9}, REGION_EAST_MIDLANDS},
        {{"E12000005", 9}, REGION_WEST_MIDLANDS},
        {{"E12000006", 9}, REGION_EAST_ENGLAND},
        {{"E12000007", 9}, REGION_LONDON},
        {{"E12000008", 9}, REGION_SOUTH_EAST},
        {{"E12000009", 9}, REGION_SOUTH_WEST},
        {{"E09", 3}, REGION_LONDON},
        {{"S", 1}, REGION_SCOTLAND},
        {{"W", 1}, REGION_WALES},
        {{"N", 1}, REGION_NORTHERN_IRELAND},
    };
    static const struct {
        text name;
        enum region region;
    } names[] = {
        {{"East", 4}, REGION_EAST_ENGLAND},
        {{"Greater London", 14}, REGION_LONDON},
        {{"Yorkshire and Humber", 20}, REGION_YORKSHIRE_HUMBER},
        {{"Yorkshire and Humberside", 24}, REGION_YORKSHIRE_HUMBER},
    };
    const bool is_code = t.len == 9 && all_digits(text_slice(t, 1, 9));
    for (size_t i = 0; is_code && i < sizeof codes / sizeof *codes; i++)
        if (text_starts(t, codes[i].code)) {
            *out = codes[i].region;
            return true;
        }
    for (size_t i = 0; i < REGION_COUNT; i++)
        if (text_eq_fold(t, region_label((enum region)i))) {
            *out = (enum region)i;
            return true;
        }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_eq_fold(t, names[i].name)) {
            *out = names[i].region;
            return true;
        }
    return false;
}

/* ---- Words ---- */

static bool is_address_char(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '-' || c == '_';
}

bool has_email(text t)
{
    for (size_t i = 1; i + 1 < t.len; i++) {
        if (t.ptr[i] != '@' || !is_address_char(t.ptr[i - 1]))
            continue;
        size_t end = i + 1;
        bool dot = false;
        for (; end < t.len && is_address_char(t.ptr[end]); end++)
            dot = dot || (t.ptr[end] == '.' && end > i + 1 && end + 1 < t.len &&
                          is_address_char(t.ptr[end + 1]));
        if (dot)
            return true;
    }
    return false;
}

bool names_alike(struct arena *arena, text a, text b)
{
    const text x = partner_name_key(arena, a), y = partner_name_key(arena, b);
    for (text rest = x; rest.ptr;) {
        const text word = text_cut(&rest, ' ');
        for (text other = y; word.len >= 3 && other.ptr;)
            if (text_eq(word, text_cut(&other, ' ')))
                return true;
    }
    return text_eq(x, y);
}

/* ---- Days ---- */

bool file_day_parse(struct arena *arena, text t, bool last, day *out, bool *usual, bool *part)
{
    const bool starts_iso = t.len >= 10 && all_digits(text_slice(t, 0, 4)) && t.ptr[4] == '-' &&
                            all_digits(text_slice(t, 5, 7)) && t.ptr[7] == '-' &&
                            all_digits(text_slice(t, 8, 10));
    int64_t year, month = last ? 12 : 1;
    *part = false;
    *usual = starts_iso && (t.len == 10 || t.ptr[10] == 'T');
    if (starts_iso)
        return (t.len == 10 || t.ptr[10] == 'T' || t.ptr[10] == ' ') &&
               day_parse(text_slice(t, 0, 10), out);
    if ((t.len == 4 || (t.len == 7 && t.ptr[4] == '-')) && int_parse(text_slice(t, 0, 4), &year) &&
        (t.len == 4 || int_parse(text_slice(t, 5, 7), &month))) {
        *part = true;
        *usual = true;
        if (month < 1 || month > 12 || !day_of((int)year, (int)month, 1, out))
            return false;
        if (last)
            *out = day_add(day_add_months(*out, 1), -1);
        return true;
    }
    /* 24-07-2014, which is day_parse's 24/07/2014. */
    struct text_builder slashed = {.arena = arena};
    const bool dashes = t.len == 10 && t.ptr[2] == '-' && t.ptr[5] == '-';
    for (size_t i = 0; i < t.len; i++)
        text_add_char(&slashed, dashes && t.ptr[i] == '-' ? '/' : t.ptr[i]);
    return day_parse(text_built(&slashed), out);
}

text draft_programme(const struct grant_draft *draft)
{
    return text_present(draft->programme)        ? draft->programme
           : text_present(draft->programme_code) ? draft->programme_code
                                                 : T("No programme named");
}
