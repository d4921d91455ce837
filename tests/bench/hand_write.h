/* How the rival writes a page and its values: a part of hand.c, which includes it once. */
#ifndef HAND_WRITE_H
#define HAND_WRITE_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};

/* ---- The page: one growing buffer ---- */

struct page {
    char *ptr;
    size_t len, cap;
};

static void put(struct page *p, const char *ptr, size_t len)
{
    if (p->cap - p->len < len) {
        while (p->cap - p->len < len)
            p->cap = p->cap ? p->cap * 2 : 32768;
        p->ptr = realloc(p->ptr, p->cap);
        if (!p->ptr)
            abort();
    }
    memcpy(p->ptr + p->len, ptr, len);
    p->len += len;
}
#define PUT(p, literal) put((p), (literal), sizeof(literal) - 1)

static void say(struct page *p, const char *words)
{
    put(p, words, strlen(words));
}

static void escape(struct page *p, const char *s, size_t len)
{
    size_t from = 0;
    for (size_t i = 0; i < len; i++) {
        const char *as;
        switch (s[i]) {
        case '&':
            as = "&amp;";
            break;
        case '<':
            as = "&lt;";
            break;
        case '>':
            as = "&gt;";
            break;
        case '"':
            as = "&quot;";
            break;
        case '\'':
            as = "&#39;";
            break;
        default:
            continue;
        }
        put(p, s + from, i - from);
        say(p, as);
        from = i + 1;
    }
    put(p, s + from, len - from);
}

static void number(struct page *p, long long n, bool commas)
{
    char digits[32];
    size_t at = sizeof digits;
    int count = 0;
    unsigned long long size = n < 0 ? 0ULL - (unsigned long long)n : (unsigned long long)n;
    do {
        if (commas && count && count % 3 == 0)
            digits[--at] = ',';
        digits[--at] = (char)('0' + size % 10);
        size /= 10;
        count++;
    } while (size);
    if (n < 0)
        digits[--at] = '-';
    put(p, digits + at, sizeof digits - at);
}

static void two(struct page *p, long long n)
{
    const char pair[2] = {(char)('0' + n / 10), (char)('0' + n % 10)};
    put(p, pair, 2);
}

static void money(struct page *p, long long amount)
{
    if (amount < 0)
        PUT(p, "-");
    const long long size = amount < 0 ? -amount : amount;
    PUT(p, "£");
    number(p, size / 100, true);
    if (size % 100) {
        PUT(p, ".");
        two(p, size % 100);
    }
}

static long long share(long long part, long long whole) /* in hundredths of a percent */
{
    return whole ? (part * 10000 + whole / 2) / whole : 0;
}

static void share_put(struct page *p, long long hundredths)
{
    number(p, hundredths / 100, false);
    PUT(p, ".");
    two(p, hundredths % 100);
}

/* ---- Days ---- */

struct date {
    int year, month, day;
};

static struct date date_of(long long days)
{
    const long long z = days + 719468, era = z / 146097, doe = z - era * 146097;
    const long long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const long long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), m = (5 * doy + 2) / 153;
    const int month = (int)(m < 10 ? m + 3 : m - 9);
    return (struct date){(int)(yoe + era * 400 + (month <= 2)), month,
                         (int)(doy - (153 * m + 2) / 5 + 1)};
}

static void date_put(struct page *p, long long days, bool brief)
{
    const struct date d = date_of(days);
    number(p, d.day, false);
    PUT(p, " ");
    if (brief)
        put(p, months[d.month - 1], 3);
    else
        say(p, months[d.month - 1]);
    PUT(p, " ");
    number(p, d.year, false);
}

static void time_left(struct page *p, bool known, long long ends, long long today)
{
    if (!known) {
        PUT(p, "No end date");
        return;
    }
    const struct date e = date_of(ends), t = date_of(today);
    if (ends < today) {
        PUT(p, "Ended in ");
        say(p, months[e.month - 1]);
        PUT(p, " ");
        number(p, e.year, false);
        return;
    }
    if (ends == today) {
        PUT(p, "Ends today");
        return;
    }
    PUT(p, "Ends in ");
    if (ends - today < 60) {
        number(p, ends - today, false);
        say(p, ends - today == 1 ? " day" : " days");
        return;
    }
    const int left = (e.year - t.year) * 12 + e.month - t.month - (t.day > e.day);
    if (left >= 24) {
        number(p, left / 12, false);
        PUT(p, " years");
        if (left % 12 == 0)
            return;
        PUT(p, " and ");
        number(p, left % 12, false);
        say(p, left % 12 == 1 ? " month" : " months");
        return;
    }
    number(p, left, false);
    PUT(p, " months");
}

#endif
