/* What may be done about people: pure decisions. Private to fund/people. */
#ifndef FUND_PEOPLE_MAY_H
#define FUND_PEOPLE_MAY_H

#include "engine/base/values.h"
#include "types.h"

/* ---- Roles ---- */

/* The bit of a role of the fund's own, and the bits of several. */
uint32_t fund_role_bit(enum fund_role role);
uint32_t fund_roles_bits(const enum fund_role *role, size_t count);

/* The roles that someone with these may give or invite to: a director all, a grant manager those of
 * partners and groups. */
uint32_t roles_may_give(uint32_t roles);

/* ---- Invitations ---- */

#define INVITATION_DAYS 14
#define INVITATION_SECONDS (INT64_C(86400) * INVITATION_DAYS)
/* For so long an invitation that ended is still known, to say what became of it. */
#define INVITATION_KEPT_SECONDS (INT64_C(86400) * 90)

/* So many invitations go from one person in a day: more would be a flood, whoever it is. */
enum { INVITATIONS_A_DAY = 50 };
/* Sent again, it waits so long: a second press is no second mail. */
#define INVITATION_PAUSE_SECONDS INT64_C(120)

enum invitation_state {
    INVITATION_GOOD,
    INVITATION_ACCEPTED,
    INVITATION_WITHDRAWN,
    INVITATION_OLD
};
enum invitation_state invitation_state_of(opt_instant accepted_at, opt_instant withdrawn_at,
                                          instant ends_at, instant now);

/* What became of the mail, where it did not arrive or is late, for whoever invited; else absent.
 * address: what mail servers said of the address since it was sent. */
text invitation_mail_words(opt_mail_state mail, opt_address_state address);

/* "n•••@brackwater.example": enough to know one's own by, for a page that strangers may open. */
text address_masked(struct arena *arena, text email);

/* ---- Away ---- */

#define ABSENCE_DAYS_MOST 366

enum absence_fault {
    ABSENCE_FINE,
    ABSENCE_BACKWARDS, /* it ends before it begins */
    ABSENCE_OVER,      /* it is over already */
    ABSENCE_LONG,      /* more than a year: that is leaving */
    ABSENCE_COVERED_BY_SELF
};
enum absence_fault absence_check(day from, day until, day today, bool self) must_use;
text absence_fault_words(enum absence_fault fault);

/* ---- Forgetting ---- */

/* The day on which someone who left is forgotten, by the days that settings give. */
day forget_on(day left_on, int64_t days_kept);
/* Whether a director may do so sooner, when asked: from the day after, so that a slip can be put
 * back. */
bool forget_allowed(opt_day left_on, opt_instant shredded_at, day today) must_use;

#endif
