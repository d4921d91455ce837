/*
 * When a mail goes: rules, and nothing else. In quiet hours, 19:00 to 8:00 and all of a weekend or
 * bank holiday by London's clock, nothing goes but what someone waits for.
 */
#ifndef ENGINE_MAIL_HOURS_H
#define ENGINE_MAIL_HOURS_H

#include "engine/db/db.h"
#include "types.h"

struct mail_hours {
    int from, to; /* minutes of the day: 8:00 is 480 */
    /* Whether nobody is to be written to on this day; NULL: Saturdays and Sundays. */
    bool (*rests)(const void *calendar, day d);
    const void *calendar;
};
#define MAIL_HOURS_FROM (8 * 60)
#define MAIL_HOURS_TO (19 * 60)

struct app;
/* As the application sets them (app->mail_hours). */
struct mail_hours hours_of(const struct app *app, struct db *db);

/* Whether what is not urgent may go now. */
bool hours_open(const struct mail_hours *hours, instant now) must_use;
/* Now when they are open, else when they next open. */
instant hours_next(const struct mail_hours *hours, instant now);
/* When a mail of this kind goes to someone who chose so; *digest: together with others. none: the
 * mail is not to be made. */
instant hours_due(const struct mail_hours *hours, instant now, enum mail_kind kind,
                  enum mail_choice choice, bool *digest);

/* Pauses after a try that came to nothing: a minute, then longer, half a day at most. tries: how
 * many there were. */
instant hours_retry(instant now, int64_t tries);
/* Three days after the first try it is given up. */
bool hours_give_up(instant first_try, instant now) must_use;

#endif
