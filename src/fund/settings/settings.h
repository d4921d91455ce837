/*
 * What the people who run the fund set for themselves, and the calendar that follows from it.
 *
 * Words, colours and the logo are read anew for every page by one statement (settings_shown), so
 * that a change is there at once for everybody, whichever process made it.
 */
#ifndef FUND_SETTINGS_H
#define FUND_SETTINGS_H

#include "engine/mail/hours.h"
#include "engine/web/route.h"
#include "settings_queries.h" /* struct settings_row, settings_find(db): always one row */

/* ---- The calendar: pure ---- */

/* When the fund works. Zeroed: Monday to Friday, the bank holidays of England and Wales. */
struct calendar {
    enum nation nation;
    unsigned week; /* bits, Monday first; 0: Monday to Friday */
    const day *closed;
    size_t closed_count; /* one-off days, in order */
};

/* The bank holidays of a year, in order; at most BANK_HOLIDAYS_MOST of them. The law's own names.
 * By rule, and the one-off days that were proclaimed up to 2026. */
struct bank_holiday {
    day on;
    text name;
};
enum { BANK_HOLIDAYS_MOST = 16 };
size_t bank_holidays(enum nation nation, int year,
                     struct bank_holiday out[static BANK_HOLIDAYS_MOST]) must_use;
/* Absent: the day is none. */
text bank_holiday_name(day d, enum nation nation);

bool working_day_is(day d, const struct calendar *calendar) must_use;
/* The working day that comes so many working days after (before, when negative). 0: the day
 * itself, or the next one that is worked. */
day working_day_add(day from, int days, const struct calendar *calendar) must_use;
/* How many working days come after `from` up to and with `to`; negative when to comes first. */
int working_days_between(day from, day to, const struct calendar *calendar) must_use;

/* ---- As set ---- */

/* The fund's own: nation, week, closed days. Two statements. Lives in db's arena. */
struct calendar settings_calendar(struct db *db);

/* For struct app: the hours and days on which people may be written to. */
void settings_mail_hours(struct db *db, struct mail_hours *hours);
/* The same: answers go to the fund's contact, where there is one. */
void settings_mail_reply(struct db *db, text *name, text *address);

/* For struct app: puts name, theme and logo into the view of a page. One statement, which is asked
 * before it, or NULL. */
const void *settings_show_ask(struct db *db);
void settings_show(struct db *db, const void *asked, struct view *view);

extern const struct routes settings_routes;

#endif
