/* What is decided about signing in: pure, no database. Private to fund/signin. */
#ifndef FUND_SIGNIN_RULES_H
#define FUND_SIGNIN_RULES_H

#include "engine/web/limit.h"
#include "fund/roles/roles.h"

#define MINUTE INT64_C(60)
#define HOUR INT64_C(3600)
#define DAY INT64_C(86400)

/* For so long whoever was let in by a link may press its button once more and is just let on. */
#define LINK_AGAIN_SECONDS MINUTE
/* So much a clock may be wrong by without anybody being shut out. */
#define CLOCK_SLACK_SECONDS (5 * MINUTE)
#define ALARMS_KEPT_SECONDS (30 * DAY)
#define FAILURES_KEPT_SECONDS (90 * DAY)
#define DEVICE_KEPT_DAYS 400
#define ADDRESS_LINK_SECONDS DAY
/* For so long after a link by mail let someone in they may take away a password that they forgot.
 */
#define JUST_MAILED_SECONDS (15 * MINUTE)

/* A session ends when it was not used for so long, and at the latest so long after it began. */
struct session_ends {
    int64_t idle, absolute;
};
struct session_ends session_ends_of(uint32_t roles);
bool session_is_over(uint32_t roles, instant made, instant used, instant now);

/* Who must have a second factor, and when it is asked for again. */
bool factor_is_wanted(uint32_t roles);
enum factor_step {
    FACTOR_NONE,  /* nothing is asked */
    FACTOR_ENROL, /* they must set one up first */
    FACTOR_ASK    /* a code is asked for */
};
enum factor_step factor_step(uint32_t roles, bool enrolled, opt_instant given, instant now);

/* The hat that someone begins with who has these roles of the fund's own; 0: none of them. */
uint32_t hat_first(uint32_t roles);
/* How many hats these roles are. */
unsigned hats_of(uint32_t roles);

/* Tries. Each names what it counts. */
extern const struct limit limit_links_of_source, limit_links_of_address, limit_passwords_of_source,
    limit_passwords_of_address, limit_passwords_of_device, limit_codes_of_session,
    limit_codes_of_account, limit_address_changes;

/* What is wrong with a new password, or absent. Length alone: no rule about kinds of characters,
 * which make passwords that are forgotten and guessed alike. */
#define PASSWORD_LEAST 12
#define PASSWORD_MOST 200
text password_fault(text password);

/* Where to go after signing in is in signin.h. */

/* "Firefox on Windows", from a User-Agent header: the family of the browser and what it runs on,
 * no version, so that an update changes nothing. */
text device_words(struct arena *arena, text agent);

#endif
