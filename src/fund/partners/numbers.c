/*
 * Numbers of registers, as people copy them from anywhere and as open data brings them, written as
 * the registers write them: one organisation must not stand here twice because a spreadsheet ate a
 * leading zero. The only place that knows their shapes: forms, search and imports all ask here, so
 * that what one of them wrote no other refuses.
 */
#include "fund/partners/partners.h"
#include "fund/partners/rules.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool all_digits(text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (!is_digit(t.ptr[i]))
            return false;
    return t.len > 0;
}

static bool one_line(text t)
{
    for (size_t i = 0; i < t.len; i++)
        if ((unsigned char)t.ptr[i] < 0x20)
            return false;
    return true;
}

static text without(text t, text prefix)
{
    return text_starts(t, prefix) ? text_slice(t, prefix.len, t.len) : t;
}

/* Capitals, without spaces. */
static text tidy(struct arena *arena, text typed)
{
    struct text_builder out = {.arena = arena};
    for (size_t i = 0; i < typed.len; i++) {
        const char c = typed.ptr[i];
        if (c != ' ')
            text_add_char(&out, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
    return text_built(&out);
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

static bool charity_number(text t, text *value)
{
    *value = without_zeros(t);
    return all_digits(t) && value->len >= 5 && value->len <= 7;
}

/* 01234567; SC123456; R0000123, as old ones in Northern Ireland; IP27671R, a society's. */
static bool company_number(struct arena *arena, text t, text *value)
{
    if (all_digits(t)) {
        if (t.len < 4 || t.len > 8)
            return false;
        *value = with_zeros(arena, T(""), t, 8);
        return without_zeros(t).len > 0;
    }
    if (t.len < 6 || t.len > 8 || !is_capital(t.ptr[0]))
        return false;
    if (t.len == 8 && (is_capital(t.ptr[1]) || is_digit(t.ptr[1])) &&
        all_digits(text_slice(t, 2, 7)) && (is_digit(t.ptr[7]) || is_capital(t.ptr[7]))) {
        *value = t;
        return true;
    }
    const text digits = text_slice(t, 2, t.len);
    if (!is_capital(t.ptr[1]) || !all_digits(digits))
        return false;
    *value = with_zeros(arena, text_slice(t, 0, 2), digits, 6);
    return true;
}

static bool scottish_number(struct arena *arena, text t, text *value)
{
    const text digits = without(t, T("SC"));
    if (!all_digits(digits) || digits.len < 5 || digits.len > 6)
        return false;
    *value = with_zeros(arena, T("SC"), digits, 6);
    return true;
}

static bool ni_number(text t, text *value)
{
    *value = without(t, T("NIC"));
    return all_digits(*value) && value->len >= 5 && value->len <= 7;
}

/* NFC as forms give it, so that a number that an import wrote comes back from a form the same. */
static bool other_number(struct arena *arena, text typed, text *value)
{
    *value = text_trim(text_nfc(arena, typed));
    return value->len > 0 && value->len <= PARTNER_NUMBER_BYTES && one_line(*value);
}

/* Open data's name for a register, in front of its numbers. */
static text prefix_of(enum identifier_scheme scheme)
{
    switch (scheme) {
    case IDENTIFIER_SCHEME_CHARITY:
        return T("GB-CHC-");
    case IDENTIFIER_SCHEME_COMPANY:
        return T("GB-COH-");
    case IDENTIFIER_SCHEME_SCOTTISH:
        return T("GB-SC-");
    case IDENTIFIER_SCHEME_NI:
        return T("GB-NIC-");
    case IDENTIFIER_SCHEME_OWN:
    case IDENTIFIER_SCHEME_OTHER:
        break;
    }
    return TEXT_ABSENT;
}

static bool number_of(struct arena *arena, enum identifier_scheme scheme, text typed, text *value)
{
    const text t = without(tidy(arena, typed), prefix_of(scheme));
    switch (scheme) {
    case IDENTIFIER_SCHEME_CHARITY:
        return charity_number(t, value);
    case IDENTIFIER_SCHEME_COMPANY:
        return company_number(arena, t, value);
    case IDENTIFIER_SCHEME_SCOTTISH:
        return scottish_number(arena, t, value);
    case IDENTIFIER_SCHEME_NI:
        return ni_number(t, value);
    case IDENTIFIER_SCHEME_OWN:
    case IDENTIFIER_SCHEME_OTHER:
        return other_number(arena, typed, value);
    }
    fail("a register that is none: %d", (int)scheme);
}

/* What stands after "is not". */
static text shape_of(enum identifier_scheme scheme)
{
    switch (scheme) {
    case IDENTIFIER_SCHEME_CHARITY:
        return T("a charity number of England and Wales: those have five to seven digits, such as "
                 "1164883");
    case IDENTIFIER_SCHEME_COMPANY:
        return T("a company number: those have eight digits, or two letters and six digits, such "
                 "as 01234567 or SC123456");
    case IDENTIFIER_SCHEME_SCOTTISH:
        return T("a Scottish charity number: those are SC and six digits, such as SC012345");
    case IDENTIFIER_SCHEME_NI:
        return T("a charity number of Northern Ireland: those have six digits, such as NIC100012");
    case IDENTIFIER_SCHEME_OWN:
    case IDENTIFIER_SCHEME_OTHER:
        break;
    }
    return T("a number that can be kept: it is longer than a hundred letters");
}

bool partner_number_parse(struct arena *arena, enum identifier_scheme scheme, text typed,
                          text *value, text *say)
{
    if (number_of(arena, scheme, typed, value))
        return true;
    *say = text_format(arena, "\u201c%.*s\u201d is not %.*s. Check it, or leave it out for now.",
                       TEXT_ARG(typed), TEXT_ARG(shape_of(scheme)));
    return false;
}

bool partner_charity_parse(struct arena *arena, text typed, struct partner_number *number)
{
    const text t = without(tidy(arena, typed), prefix_of(IDENTIFIER_SCHEME_CHARITY));
    number->scheme = text_starts(t, T("SC"))    ? IDENTIFIER_SCHEME_SCOTTISH
                     : text_starts(t, T("NIC")) ? IDENTIFIER_SCHEME_NI
                                                : IDENTIFIER_SCHEME_CHARITY;
    return number_of(arena, number->scheme, t, &number->value);
}

bool partner_organisation_parse(struct arena *arena, text id, struct partner_number *number)
{
    const text t = tidy(arena, id);
    number->scheme = IDENTIFIER_SCHEME_OTHER;
    for (int i = 0; i < IDENTIFIER_SCHEME_COUNT; i++) {
        const text prefix = prefix_of((enum identifier_scheme)i);
        if (prefix.ptr && text_starts(t, prefix))
            number->scheme = (enum identifier_scheme)i;
    }
    return number_of(arena, number->scheme, id, &number->value);
}

bool partner_number_like(struct arena *arena, text typed, text *value)
{
    static const enum identifier_scheme schemes[] = {
        IDENTIFIER_SCHEME_CHARITY, IDENTIFIER_SCHEME_NI, IDENTIFIER_SCHEME_COMPANY,
        IDENTIFIER_SCHEME_SCOTTISH};
    const text t = tidy(arena, typed);
    if (t.len < 5)
        return false;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (schemes[i] != IDENTIFIER_SCHEME_COMPANY && all_digits(t) && t.len == 8)
            continue; /* eight digits are a company's */
        if (number_of(arena, schemes[i], typed, value))
            return true;
    }
    return false;
}
