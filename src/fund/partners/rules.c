/*
 * Numbers of registers, as people copy them from anywhere, and as the registers write them: one
 * organisation must not stand here twice because a spreadsheet ate a leading zero.
 */
#include "fund/partners/rules.h"
#include "fund/partners/partners.h"

#define OWN_NUMBER_MOST 60

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

/* Capitals, without spaces, and without the prefix that open data writes in front. */
static text tidy(struct arena *arena, text typed, text prefix)
{
    struct text_builder out = {.arena = arena};
    for (size_t i = 0; i < typed.len; i++) {
        const char c = typed.ptr[i];
        if (c != ' ')
            text_add_char(&out, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
    const text t = text_built(&out);
    return text_starts(t, prefix) ? text_slice(t, prefix.len, t.len) : t;
}

static text without_zeros(text t)
{
    size_t zeros = 0;
    while (zeros < t.len && t.ptr[zeros] == '0')
        zeros++;
    return text_slice(t, zeros, t.len);
}

/* Digits with zeros in front, to a width of at most eight. */
static text with_zeros(struct arena *arena, text prefix, text digits, size_t width)
{
    return text_format(arena, "%.*s%.*s%.*s", TEXT_ARG(prefix), (int)(width - digits.len),
                       "00000000", TEXT_ARG(digits));
}

static bool charity_number(struct arena *arena, text typed, text *value)
{
    const text t = tidy(arena, typed, T("GB-CHC-"));
    *value = without_zeros(t);
    return all_digits(t) && t.len <= 7 && value->len >= 6;
}

static bool company_number(struct arena *arena, text typed, text *value)
{
    const text t = tidy(arena, typed, T("GB-COH-"));
    if (all_digits(t) && t.len >= 4 && t.len <= 8) {
        *value = with_zeros(arena, T(""), t, 8);
        return without_zeros(t).len > 0;
    }
    const text digits = text_slice(t, 2, t.len);
    if (t.len < 6 || t.len > 8 || is_digit(t.ptr[0]) || !all_digits(digits) || t.ptr[0] < 'A' ||
        t.ptr[0] > 'Z' || t.ptr[1] < 'A' || t.ptr[1] > 'Z')
        return false;
    *value = with_zeros(arena, text_slice(t, 0, 2), digits, 6);
    return true;
}

static bool scottish_number(struct arena *arena, text typed, text *value)
{
    const text t = tidy(arena, typed, T("GB-SC-"));
    const text digits = text_starts(t, T("SC")) ? text_slice(t, 2, t.len) : t;
    if (!all_digits(digits) || digits.len < 5 || digits.len > 6)
        return false;
    *value = with_zeros(arena, T("SC"), digits, 6);
    return value->ptr[2] == '0';
}

static bool ni_number(struct arena *arena, text typed, text *value)
{
    const text t = tidy(arena, typed, T("GB-NIC-"));
    *value = text_starts(t, T("NIC")) ? text_slice(t, 3, t.len) : t;
    return value->len == 6 && all_digits(*value) && text_starts(*value, T("10"));
}

bool partner_number_parse(struct arena *arena, enum identifier_scheme scheme, text typed,
                          text *value, text *say)
{
    bool good = false;
    text shape = T("");
    switch (scheme) {
    case IDENTIFIER_SCHEME_CHARITY:
        good = charity_number(arena, typed, value);
        shape = T("a charity number of England and Wales: those have six or seven digits, such as "
                  "1164883");
        break;
    case IDENTIFIER_SCHEME_COMPANY:
        good = company_number(arena, typed, value);
        shape = T("a company number: those have eight digits, or two letters and six digits, such "
                  "as 01234567 or SC123456");
        break;
    case IDENTIFIER_SCHEME_SCOTTISH:
        good = scottish_number(arena, typed, value);
        shape = T("a Scottish charity number: those are SC0 and five digits, such as SC012345");
        break;
    case IDENTIFIER_SCHEME_NI:
        good = ni_number(arena, typed, value);
        shape = T("a charity number of Northern Ireland: those are 10 and four digits, such as "
                  "NIC100012");
        break;
    case IDENTIFIER_SCHEME_OWN:
    case IDENTIFIER_SCHEME_OTHER:
        *value = text_trim(typed);
        good = value->len > 0 && value->len <= OWN_NUMBER_MOST;
        shape = T("a number: it is longer than sixty letters");
        break;
    }
    if (!good)
        *say =
            text_format(arena, "\u201c%.*s\u201d is not %.*s. Check it, or leave it out for now.",
                        TEXT_ARG(typed), TEXT_ARG(shape));
    return good;
}

bool partner_number_like(struct arena *arena, text typed, text *value)
{
    static const enum identifier_scheme schemes[] = {
        IDENTIFIER_SCHEME_CHARITY, IDENTIFIER_SCHEME_NI, IDENTIFIER_SCHEME_COMPANY,
        IDENTIFIER_SCHEME_SCOTTISH};
    const text t = tidy(arena, typed, T(""));
    text say;
    if (t.len < 6 || !is_digit(t.ptr[t.len - 1]))
        return false;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        const bool scottish = schemes[i] == IDENTIFIER_SCHEME_SCOTTISH;
        if (scottish && all_digits(t))
            continue; /* six digits are a charity number first */
        if (partner_number_parse(arena, schemes[i], typed, value, &say))
            return true;
    }
    return false;
}

bool partner_registered_parse(text typed, int64_t *out)
{
    text rest = typed, code = text_cut(&rest, '-');
    enum iaa_category category;
    int64_t level;
    if (!iaa_category_from_code(code, &category) || !int_parse(rest, &level) || level < 1 ||
        level > IAA_LEVEL_COUNT)
        return false;
    *out = (int64_t)category * 10 + (level - 1);
    return true;
}

text partner_name_key(struct arena *arena, text name)
{
    const text folded = text_trim(text_lower(arena, name));
    return text_starts(folded, T("the ")) && folded.len > 4
               ? text_trim(text_slice(folded, 4, folded.len))
               : folded;
}
