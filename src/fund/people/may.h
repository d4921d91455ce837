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

enum invitation_state {
    INVITATION_GOOD,
    INVITATION_ACCEPTED,
    INVITATION_WITHDRAWN,
    INVITATION_OLD
};
enum invitation_state invitation_state_of(opt_instant accepted_at, opt_instant withdrawn_at,
                                          instant ends_at, instant now);

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

/* The day from which the name of someone who left may be forgotten. */
day forget_from(day left_on);
#define FORGET_AFTER_MONTHS 72 /* six years: how long agreements and what was paid are kept */

#endif
