/*
 * Money is whole pence, days are days, instants are seconds (law 6).
 *
 * Each is a struct of one number, so that adding pounds to days does not compile. `.raw` may be
 * touched only here, in values.c, in engine/db, and in generated code; `make lint` says so
 * elsewhere. An opt_ type is a value that may be absent: look at .some before .it.
 */
#ifndef ENGINE_BASE_VALUES_H
#define ENGINE_BASE_VALUES_H

#include "engine/base/text.h"

typedef struct pence {
    int64_t raw;
} pence;
typedef struct day {
    int32_t raw; /* days since 1970-01-01 */
} day;
typedef struct instant {
    int64_t raw; /* seconds since 1970-01-01T00:00:00Z */
} instant;
/* A part of a whole in hundredths of a percent; prints as "46.25". For charts and shares. */
typedef struct percent {
    int32_t raw;
} percent;
/* A number of people that disclosure has not passed (law 7): nothing can print it. */
typedef struct people_count {
    int64_t raw;
} people_count;
typedef struct bytes {
    const unsigned char *ptr;
    size_t len;
} bytes;

#define OPTIONAL(type)                                                                             \
    typedef struct opt_##type {                                                                    \
        bool some;                                                                                 \
        type it;                                                                                   \
    } opt_##type
OPTIONAL(pence);
OPTIONAL(day);
OPTIONAL(instant);
OPTIONAL(percent);
OPTIONAL(people_count);
typedef struct opt_int {
    bool some;
    int64_t it;
} opt_int;
typedef struct opt_real {
    bool some;
    double it;
} opt_real;
typedef struct opt_flag {
    bool some;
    bool it;
} opt_flag;

/* An enum's members as querygen lists them: enum value i has code and label i. */
struct enum_table {
    const text *codes;
    const text *labels;
    size_t count;
};

/* Money. Sums that overflow fail(). */
pence pence_of(int64_t whole_pence);
pence pence_pounds(int64_t pounds);
int64_t pence_whole(pence p);
pence pence_add(pence a, pence b);
pence pence_less(pence a, pence b);
int pence_order(pence a, pence b); /* <0, 0, >0 */
bool pence_is_zero(pence p);
percent pence_share(pence part, pence whole); /* 0 when whole is 0 */
/* part/count-th equal share, the remainder going to the first shares: the sum is exact. */
pence pence_split(pence whole, size_t index, size_t count);
/* "£20,000", "£12.50", "-£3". */
text pence_text(struct arena *arena, pence p);
/* "£8.21m", "£20k", "£950": for figures at a glance. */
text pence_short(struct arena *arena, pence p);
/* "20000.00" for CSV and JSON. */
text pence_plain(struct arena *arena, pence p);
/* Accepts "20000", "£20,000", "20,000.50", "20k", "1.2m". False: not an amount, or over
 * £1,000,000,000,000. */
bool pence_parse(text t, pence *out) must_use;

/* Days, in the Gregorian calendar, 1900-01-01 to 2199-12-31. */
bool day_of(int year, int month, int date, day *out) must_use; /* false: no such day */
void day_parts(day d, int *year, int *month, int *date);
day day_today(void); /* in Europe/London; HOLDFAST_TODAY=YYYY-MM-DD in a test or demo overrides */
void day_set_today(day d); /* the demo's clock: "as at 18 October 2024" */
day day_add(day d, int32_t days);
day day_add_months(day d, int32_t months); /* the 31st becomes the month's last day */
int32_t day_between(day from, day to);     /* days, negative when to comes first */
int day_order(day a, day b);
int day_weekday(day d);                          /* Monday is 0 */
text day_text(struct arena *arena, day d);       /* "18 October 2024" */
text day_month_text(struct arena *arena, day d); /* "October 2024" */
text day_short(struct arena *arena, day d);      /* "18 Oct 2024" */
text day_iso(struct arena *arena, day d);        /* "2024-10-18" */
/* Accepts 2024-10-18, 18/10/2024, 18.10.24, 18 10 2024, 18 October 2024, 18 oct 2024, and ISO
 * date-times. */
bool day_parse(text t, day *out) must_use;

instant instant_now(void); /* clock.h lets a test set it */
instant instant_of(int64_t seconds);
int64_t instant_seconds(instant i);
instant instant_add(instant i, int64_t seconds);
int instant_order(instant a, instant b);
day instant_day(instant i);            /* in Europe/London */
int instant_minute(instant i);         /* of London's day: 8:30 is 510 */
instant instant_at(day d, int minute); /* when London's clock shows it, the first time */
text instant_text(struct arena *arena, instant i); /* "18 October 2024, 14:05" in Europe/London */
text instant_iso(struct arena *arena, instant i);  /* "2024-10-18T13:05:00Z" */

/* The nearest hundredth of a percent; 0 of nothing. What no percent can hold becomes the largest or
 * smallest that can, over 21 million percent. */
percent percent_of(int64_t part, int64_t whole);
text percent_text(struct arena *arena, percent p);  /* "46.25" */
text percent_round(struct arena *arena, percent p); /* "46" */

bool int_parse(text t, int64_t *out) must_use; /* decimal, commas allowed, no sign but '-' */
text int_text(struct arena *arena, int64_t n); /* "9,860" */
/* "1 grant", "0 grants", "9,860 grants" */
text int_words(struct arena *arena, int64_t n, text one, text many);
/* The same without an arena or a sign, in the caller's room. */
enum { DIGITS_MOST = 32 };
text digits_in(char room[static DIGITS_MOST], uint64_t n, bool commas);

text bytes_hex(struct arena *arena, bytes b);
bool bytes_from_hex(struct arena *arena, text t, bytes *out) must_use;

#endif
