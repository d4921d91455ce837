/*
 * Working days: weekends, the bank holidays of three nations, and days on which the fund is closed.
 *
 * Bank holidays follow the Banking and Financial Dealings Act 1971 and the proclamations of each
 * year, which have been the same for decades: so they are reckoned here and not kept. The days that
 * were proclaimed once, or moved once, stand in a table; a future one is entered as a closed day
 * until it stands here.
 */
#include "fund/settings/settings.h"

enum { SATURDAY = 5, WEEK_DAYS = 7, MONDAY_TO_FRIDAY = 31 };

#define EW (1U << NATION_ENGLAND_WALES)
#define SC (1U << NATION_SCOTLAND)
#define NI (1U << NATION_NORTHERN_IRELAND)
#define ALL (EW | SC | NI)

static day date_of(int year, int month, int date)
{
    day d;
    if (!day_of(year, month, date, &d))
        fail("no such day: %d-%d-%d", year, month, date);
    return d;
}

static day first_monday(int year, int month)
{
    const day first = date_of(year, month, 1);
    return day_add(first, (WEEK_DAYS - day_weekday(first)) % WEEK_DAYS);
}

static day last_monday_of_may_or_august(int year, int month)
{
    const day last = date_of(year, month, 31);
    return day_add(last, -day_weekday(last));
}

/* Easter Sunday of the Gregorian calendar, by the anonymous rule that Nature printed in 1876. */
static day easter_sunday(int year)
{
    const int a = year % 19, b = year / 100, c = year % 100;
    const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int n = h + l - 7 * m + 114;
    return date_of(year, n / 31, n % 31 + 1);
}

/* Days that were proclaimed for one year alone, or moved in it. */
struct one_off {
    int year, month, date; /* when it was */
    const char *name;
    int from_month, from_date; /* the day by rule that it stood in for; 0: one more */
    unsigned nations;
};
static const struct one_off one_offs[] = {
    {2011, 4, 29, "Wedding of Prince William", 0, 0, ALL},
    {2012, 6, 4, "Spring bank holiday", 5, 28, ALL},
    {2012, 6, 5, "Diamond Jubilee", 0, 0, ALL},
    {2020, 5, 8, "Early May bank holiday (VE day)", 5, 4, ALL},
    {2022, 6, 2, "Spring bank holiday", 5, 30, ALL},
    {2022, 6, 3, "Platinum Jubilee", 0, 0, ALL},
    {2022, 9, 19, "State funeral of Queen Elizabeth II", 0, 0, ALL},
    {2023, 5, 8, "Coronation of King Charles III", 0, 0, ALL},
    {2026, 6, 15, "World Cup", 0, 0, SC},
};

struct holidays {
    struct bank_holiday *row;
    size_t count;
};

static bool holds(const struct holidays *holidays, day d)
{
    for (size_t i = 0; i < holidays->count; i++)
        if (day_order(holidays->row[i].on, d) == 0)
            return true;
    return false;
}

/* In order: a year has a dozen. */
static void add(struct holidays *holidays, day on, text name)
{
    ensure(holidays->count < BANK_HOLIDAYS_MOST);
    size_t at = holidays->count++;
    for (; at > 0 && day_order(holidays->row[at - 1].on, on) > 0; at--)
        holidays->row[at] = holidays->row[at - 1];
    holidays->row[at] = (struct bank_holiday){.on = on, .name = name};
}

/* A day by rule; where it was moved, it is among the one-offs. */
static void add_ruled(struct holidays *holidays, enum nation nation, day on, text name)
{
    int year, month, date;
    day_parts(on, &year, &month, &date);
    for (size_t i = 0; i < sizeof one_offs / sizeof *one_offs; i++)
        if (one_offs[i].year == year && one_offs[i].from_month == month &&
            one_offs[i].from_date == date && (one_offs[i].nations & (1U << nation)))
            return;
    add(holidays, on, name);
}

struct fixed {
    int month, date;
    const char *name;
    unsigned nations;
};

/*
 * Days with a date. One that falls on a weekend is kept on the next day that is neither weekend nor
 * a bank holiday itself: so those that fall on working days are entered first.
 */
static void add_fixed(struct holidays *holidays, enum nation nation, int year)
{
    static const struct fixed fixed[] = {
        {1, 1, "New Year’s Day", ALL},   {1, 2, "2 January", SC},
        {3, 17, "St Patrick’s Day", NI}, {7, 12, "Battle of the Boyne", NI},
        {11, 30, "St Andrew’s Day", SC}, {12, 25, "Christmas Day", ALL},
        {12, 26, "Boxing Day", ALL},
    };
    enum { COUNT = sizeof fixed / sizeof *fixed };
    for (int weekend = 0; weekend <= 1; weekend++)
        for (size_t i = 0; i < COUNT; i++) {
            day on = date_of(year, fixed[i].month, fixed[i].date);
            if (!(fixed[i].nations & (1U << nation)) || (day_weekday(on) >= SATURDAY) != weekend)
                continue;
            while (day_weekday(on) >= SATURDAY || holds(holidays, on))
                on = day_add(on, 1);
            add(holidays, on, text_of(fixed[i].name));
        }
}

size_t bank_holidays(enum nation nation, int year,
                     struct bank_holiday out[static BANK_HOLIDAYS_MOST])
{
    struct holidays holidays = {.row = out};
    const bool scotland = nation == NATION_SCOTLAND;
    const day easter = easter_sunday(year);
    add_fixed(&holidays, nation, year);
    add(&holidays, day_add(easter, -2), T("Good Friday"));
    if (!scotland)
        add(&holidays, day_add(easter, 1), T("Easter Monday"));
    add_ruled(&holidays, nation, first_monday(year, 5), T("Early May bank holiday"));
    add_ruled(&holidays, nation, last_monday_of_may_or_august(year, 5), T("Spring bank holiday"));
    add_ruled(&holidays, nation,
              scotland ? first_monday(year, 8) : last_monday_of_may_or_august(year, 8),
              T("Summer bank holiday"));
    for (size_t i = 0; i < sizeof one_offs / sizeof *one_offs; i++)
        if (one_offs[i].year == year && (one_offs[i].nations & (1U << nation)))
            add(&holidays, date_of(year, one_offs[i].month, one_offs[i].date),
                text_of(one_offs[i].name));
    return holidays.count;
}

text bank_holiday_name(day d, enum nation nation)
{
    struct bank_holiday holidays[BANK_HOLIDAYS_MOST];
    int year, month, date;
    day_parts(d, &year, &month, &date);
    const size_t count = bank_holidays(nation, year, holidays);
    for (size_t i = 0; i < count; i++)
        if (day_order(holidays[i].on, d) == 0)
            return holidays[i].name;
    return TEXT_ABSENT;
}

bool working_day_is(day d, const struct calendar *calendar)
{
    const unsigned week = calendar->week ? calendar->week : MONDAY_TO_FRIDAY;
    if (!(week & (1U << day_weekday(d))))
        return false;
    for (size_t i = 0; i < calendar->closed_count; i++)
        if (day_order(calendar->closed[i], d) == 0)
            return false;
    return !bank_holiday_name(d, calendar->nation).ptr;
}

day working_day_add(day from, int days, const struct calendar *calendar)
{
    const int step = days < 0 ? -1 : 1;
    int left = days * step;
    day at = from;
    if (left == 0)
        while (!working_day_is(at, calendar))
            at = day_add(at, 1);
    while (left > 0) {
        at = day_add(at, step);
        left -= working_day_is(at, calendar);
    }
    return at;
}

int working_days_between(day from, day to, const struct calendar *calendar)
{
    if (day_order(from, to) > 0)
        return -working_days_between(to, from, calendar);
    int days = 0;
    for (day at = from; day_order(at, to) < 0;) {
        at = day_add(at, 1);
        days += working_day_is(at, calendar);
    }
    return days;
}
