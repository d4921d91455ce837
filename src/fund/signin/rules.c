/* Ends, second factors, tries, passwords, and where one goes after signing in: see rules.h. */
#include "fund/signin/rules.h"
#include "fund/signin/signin.h"

#define NEXT_MOST 500

/* ---- Ends ---- */

struct session_ends session_ends_of(uint32_t roles)
{
    if (roles & (ROLE_STAFF | ROLE_PAYMENTS))
        return (struct session_ends){.idle = 2 * HOUR, .absolute = 12 * HOUR};
    return (struct session_ends){.idle = 14 * DAY, .absolute = 30 * DAY};
}

bool session_is_over(uint32_t roles, instant made, instant used, instant now)
{
    const struct session_ends ends = session_ends_of(roles);
    return instant_order(now, instant_add(made, ends.absolute)) >= 0 ||
           instant_order(now, instant_add(used, ends.idle)) >= 0 ||
           instant_order(made, instant_add(now, CLOCK_SLACK_SECONDS)) > 0;
}

/* ---- Second factors ---- */

bool factor_is_wanted(uint32_t roles)
{
    return (roles & (ROLE_STAFF | ROLE_PAYMENTS)) != 0;
}

enum factor_step factor_step(uint32_t roles, bool enrolled, opt_instant given, instant now)
{
    if (!enrolled)
        return factor_is_wanted(roles) ? FACTOR_ENROL : FACTOR_NONE;
    if (!given.some)
        return FACTOR_ASK;
    const bool again = (roles & (ROLE_PAYMENTS | ROLE_DIRECTOR)) != 0 &&
                       instant_order(now, instant_add(given.it, 12 * HOUR)) >= 0;
    return again ? FACTOR_ASK : FACTOR_NONE;
}

/* ---- Hats ---- */

static const uint32_t alone[] = {ROLE_PAYMENTS, ROLE_PANEL, ROLE_LEARNING_PARTNER};

uint32_t hat_first(uint32_t roles)
{
    if (roles & ROLE_STAFF)
        return ROLE_STAFF;
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
        if (roles & alone[i])
            return alone[i];
    return 0;
}

unsigned hats_of(uint32_t roles)
{
    unsigned hats = (roles & ROLE_STAFF) != 0;
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
        hats += (roles & alone[i]) != 0;
    return hats;
}

/* ---- Tries ---- */

/* A source may be a whole office behind one address; an address tried is one person's. */
const struct limit limit_links_of_source = {"link.source", 20, 10 * MINUTE};
const struct limit limit_links_of_address = {"link.address", 5, HOUR};
const struct limit limit_passwords_of_source = {"password.source", 30, 10 * MINUTE};
const struct limit limit_passwords_of_address = {"password.address", 10, 15 * MINUTE};
const struct limit limit_passwords_of_device = {"password.device", 10, 15 * MINUTE};
const struct limit limit_codes_of_session = {"code.session", 5, 15 * MINUTE};
const struct limit limit_codes_of_account = {"code.account", 30, DAY};
const struct limit limit_address_changes = {"address.account", 5, HOUR};

/* ---- Passwords ---- */

text password_fault(text password)
{
    size_t characters = 0;
    for (size_t i = 0; i < password.len; i++)
        characters += ((unsigned char)password.ptr[i] & 0xc0) != 0x80;
    if (characters < PASSWORD_LEAST)
        return T(
            "Use at least 12 characters. Three or four words that have nothing to do with each "
            "other are easy to remember and hard to guess");
    return TEXT_ABSENT;
}

/* ---- After signing in ---- */

text signin_next(text asked)
{
    const text first = T("/");
    if (!text_starts(asked, first) || text_starts(asked, T("//")) ||
        text_starts(asked, T("/sign-")) || asked.len > NEXT_MOST)
        return first;
    for (size_t i = 0; i < asked.len; i++)
        if (asked.ptr[i] == '\\' || (unsigned char)asked.ptr[i] < 0x21)
            return first; /* some browsers read a backslash as a slash */
    return asked;
}
