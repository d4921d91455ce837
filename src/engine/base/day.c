/*
 * Days and instants. Days are counted from 1970-01-01; the calendar's arithmetic is Howard
 * Hinnant's (days_from_civil), where a year starts in March so that the leap day is its last.
 *
 * London's clock is worked out here, not asked of the C library, whose time zone is one global
 * setting: an hour ahead from the last Sunday of March to the last Sunday of October, changing at
 * 01:00 UTC both times (the law since 1996).
 */
#include "engine/base/values.h"

enum {
    FIRST_YEAR = 1900,
    LAST_YEAR = 2199,
    SECONDS_A_DAY = 24 * 60 * 60,
    SECONDS_AN_HOUR = 60 * 60
};

static const char *const month_names[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};

/* ---- The calendar ------------------------------------------------------------------------------
 */

static int32_t days_to(int year, int month, int date)
{
    const int32_t y = month <= 2 ? year - 1 : year;
    const int32_t era = (y >= 0 ? y : y - 399) / 400;
    const int32_t year_of_era = y - era * 400;
    const int32_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + date - 1;
    const int32_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static void parts_of(int64_t days, int *year, int *month, int *date)
{
    const int64_t shifted = days + 719468;
    const int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    const int64_t day_of_era = shifted - era * 146097;
    const int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int64_t m = (5 * day_of_year + 2) / 153;
    *date = (int)(day_of_year - (153 * m + 2) / 5 + 1);
    *month = (int)(m < 10 ? m + 3 : m - 9);
    *year = (int)(year_of_era + era * 400 + (*month <= 2 ? 1 : 0));
}

static int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return lengths[month - 1] + (month == 2 && leap ? 1 : 0);
}

bool day_of(int year, int month, int date, day *out)
{
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || date < 1 ||
        date > month_length(year, month))
        return false;
    *out = (day){.raw = days_to(year, month, date)};
    return true;
}

void day_parts(day d, int *year, int *month, int *date)
{
    parts_of(d.raw, year, month, date);
}

/* A day that arithmetic came to, which must lie within the calendar's years. */
static day checked(int64_t days)
{
    if (days < days_to(FIRST_YEAR, 1, 1) || days > days_to(LAST_YEAR, 12, 31))
        fail("a day outside %d to %d: %lld days from 1970", FIRST_YEAR, LAST_YEAR, (long long)days);
    return (day){.raw = (int32_t)days};
}

day day_add(day d, int32_t days)
{
    return checked((int64_t)d.raw + days);
}

day day_add_months(day d, int32_t months)
{
    int year, month, date;
    day_parts(d, &year, &month, &date);
    const int64_t sum = (int64_t)year * 12 + (month - 1) + months;
    if (sum < FIRST_YEAR * 12 || sum > LAST_YEAR * 12 + 11)
        fail("a month outside %d to %d: %d months from %d", FIRST_YEAR, LAST_YEAR, (int)months,
             year);
    year = (int)(sum / 12);
    month = (int)(sum % 12) + 1;
    const int last = month_length(year, month);
    return (day){.raw = days_to(year, month, date < last ? date : last)};
}

int32_t day_between(day from, day to)
{
    return to.raw - from.raw;
}

int day_weekday(day d)
{
    return (int)(((d.raw + 3) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
}

int day_order(day a, day b)
{
    return (a.raw > b.raw) - (a.raw < b.raw);
}

/* ---- Days in words -----------------------------------------------------------------------------
 */

/* Days stand on every line of every list, and printf is the slowest way to write one. */
static text day_words(struct arena *arena, day d, bool with_date, size_t month_most)
{
    int year, month, date;
    day_parts(d, &year, &month, &date);
    char words[32];
    size_t at = 0;
    if (with_date && date >= 10)
        words[at++] = (char)('0' + date / 10);
    if (with_date) {
        words[at++] = (char)('0' + date % 10);
        words[at++] = ' ';
    }
    for (const char *name = month_names[month - 1]; *name && month_most > 0; month_most--)
        words[at++] = *name++;
    words[at++] = ' ';
    for (int unit = 1000; unit > 0; unit /= 10) /* a year has four digits: see checked() */
        words[at++] = (char)('0' + year / unit % 10);
    return text_copy(arena, (text){.ptr = words, .len = at});
}

enum { MONTH_WHOLE = 9, MONTH_SHORT = 3 }; /* letters at most */

text day_text(struct arena *arena, day d)
{
    return day_words(arena, d, true, MONTH_WHOLE);
}

text day_month_text(struct arena *arena, day d)
{
    return day_words(arena, d, false, MONTH_WHOLE);
}

text day_short(struct arena *arena, day d)
{
    return day_words(arena, d, true, MONTH_SHORT);
}

text day_iso(struct arena *arena, day d)
{
    int year, month, date;
    day_parts(d, &year, &month, &date);
    return text_format(arena, "%04d-%02d-%02d", year, month, date);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Takes 1 to most digits off the start. Returns how many, 0: none or more than that. */
static size_t number_cut(text *rest, size_t most, int *out)
{
    size_t digits = 0;
    int n = 0;
    while (digits < rest->len && is_digit(rest->ptr[digits])) {
        if (digits == most)
            return 0;
        n = n * 10 + (rest->ptr[digits++] - '0');
    }
    *rest = text_slice(*rest, digits, rest->len);
    *out = n;
    return digits;
}

/* Takes one of the separators and the spaces around it off the start; false: there is none. */
static bool separator_cut(text *rest)
{
    const text trimmed = text_trim(*rest);
    const bool space = trimmed.len < rest->len;
    const bool mark = trimmed.len && (trimmed.ptr[0] == '/' || trimmed.ptr[0] == '.' ||
                                      trimmed.ptr[0] == '-' || trimmed.ptr[0] == ',');
    *rest = mark ? text_trim(text_slice(trimmed, 1, trimmed.len)) : trimmed;
    return space || mark;
}

/* Takes "October", "oct" or "sept" off the start: 1 to 12, or 0. */
static int month_cut(text *rest)
{
    size_t length = 0;
    while (length < rest->len &&
           ((rest->ptr[length] | 0x20) >= 'a' && (rest->ptr[length] | 0x20) <= 'z'))
        length++;
    const text word = text_slice(*rest, 0, length);
    *rest = text_slice(*rest, length, rest->len);
    if (text_eq_fold(word, T("sept")))
        return 9;
    for (int month = 1; month <= 12; month++) {
        const text name = text_of(month_names[month - 1]);
        if (text_eq_fold(word, name) || text_eq_fold(word, text_slice(name, 0, 3)))
            return month;
    }
    return 0;
}

/* What may follow the day in an ISO date-time, which is then not looked at: the day counts as
 * written. */
static bool is_time(text t)
{
    if (!t.len || (t.ptr[0] != 'T' && t.ptr[0] != 't' && t.ptr[0] != ' '))
        return false;
    const text clock = text_slice(t, 1, t.len);
    if (clock.len < 5 || !is_digit(clock.ptr[0]) || !is_digit(clock.ptr[1]) || clock.ptr[2] != ':')
        return false;
    for (size_t i = 3; i < clock.len; i++) {
        const char c = clock.ptr[i];
        if (!is_digit(c) && c != ':' && c != '.' && c != '+' && c != '-' && c != 'Z' && c != 'z')
            return false;
    }
    return true;
}

static bool iso_parse(text t, day *out)
{
    int year, month, date;
    if (number_cut(&t, 4, &year) != 4 || !text_starts(t, T("-")))
        return false;
    t = text_slice(t, 1, t.len);
    if (number_cut(&t, 2, &month) != 2 || !text_starts(t, T("-")))
        return false;
    t = text_slice(t, 1, t.len);
    return number_cut(&t, 2, &date) == 2 && (!t.len || is_time(t)) &&
           day_of(year, month, date, out);
}

bool day_parse(text t, day *out)
{
    t = text_trim(t);
    if (iso_parse(t, out))
        return true;
    int year, month, date;
    if (!number_cut(&t, 2, &date))
        return false;
    static const text ordinals[] = {{"st", 2}, {"nd", 2}, {"rd", 2}, {"th", 2}};
    for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++) {
        if (text_starts(t, ordinals[i])) {
            t = text_slice(t, 2, t.len);
            break;
        }
    }
    if (!separator_cut(&t) || !t.len)
        return false;
    if (is_digit(t.ptr[0])) {
        if (!number_cut(&t, 2, &month))
            return false;
    } else {
        month = month_cut(&t);
    }
    if (!separator_cut(&t))
        return false;
    const size_t digits = number_cut(&t, 4, &year);
    if ((digits != 4 && digits != 2) || t.len)
        return false;
    if (digits == 2)
        year +=
            year < 70 ? 2000 : 1900; /* 69 is 2069: grants look ahead; nobody types 1969 as 69 */
    return day_of(year, month, date, out);
}

/* ---- Instants ----------------------------------------------------------------------------------
 */

instant instant_of(int64_t seconds)
{
    return (instant){.raw = seconds};
}

int64_t instant_seconds(instant i)
{
    return i.raw;
}

instant instant_add(instant i, int64_t seconds)
{
    instant sum;
    if (__builtin_add_overflow(i.raw, seconds, &sum.raw))
        fail("an instant overflows");
    return sum;
}

int instant_order(instant a, instant b)
{
    return (a.raw > b.raw) - (a.raw < b.raw);
}

static int64_t day_of_seconds(int64_t seconds)
{
    return seconds / SECONDS_A_DAY - (seconds % SECONDS_A_DAY < 0 ? 1 : 0);
}

/* 01:00 UTC on the month's last Sunday; months of 31 days. 1970-01-01 was a Thursday. */
static int64_t clock_change(int year, int month)
{
    const int32_t last = days_to(year, month, 31);
    const int32_t since_sunday = ((last + 4) % 7 + 7) % 7;
    return (int64_t)(last - since_sunday) * SECONDS_A_DAY + SECONDS_AN_HOUR;
}

/* Seconds as London's clock shows them. */
static int64_t in_london(instant i)
{
    const int64_t days = day_of_seconds(i.raw);
    checked(days);
    int year, month, date;
    parts_of(days, &year, &month, &date);
    const bool summer = i.raw >= clock_change(year, 3) && i.raw < clock_change(year, 10);
    return i.raw + (summer ? SECONDS_AN_HOUR : 0);
}

day instant_day(instant i)
{
    return checked(day_of_seconds(in_london(i)));
}

int instant_minute(instant i)
{
    const int64_t seconds = in_london(i);
    return (int)((seconds - day_of_seconds(seconds) * SECONDS_A_DAY) / 60);
}

/* The hour that spring leaves out is read by winter's clock, so it falls an hour later; the one
 * that autumn has twice is read by summer's, so it is the first. */
instant instant_at(day d, int minute)
{
    ensure(minute >= 0 && minute < 24 * 60);
    const instant winter = {.raw = (int64_t)d.raw * SECONDS_A_DAY + minute * 60};
    const instant summer = {.raw = winter.raw - SECONDS_AN_HOUR};
    return in_london(summer) == winter.raw ? summer : winter;
}

text instant_text(struct arena *arena, instant i)
{
    const int64_t seconds = in_london(i);
    const int64_t days = day_of_seconds(seconds);
    const int minutes = (int)((seconds - days * SECONDS_A_DAY) / 60);
    const text date = day_text(arena, checked(days));
    return text_format(arena, "%.*s, %02d:%02d", TEXT_ARG(date), minutes / 60, minutes % 60);
}

text instant_iso(struct arena *arena, instant i)
{
    const int64_t days = day_of_seconds(i.raw);
    const int of_day = (int)(i.raw - days * SECONDS_A_DAY);
    const text date = day_iso(arena, checked(days));
    return text_format(arena, "%.*sT%02d:%02d:%02dZ", TEXT_ARG(date), of_day / 3600,
                       of_day / 60 % 60, of_day % 60);
}
