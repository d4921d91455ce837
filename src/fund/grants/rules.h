/*
 * What is allowed with grants: pure decisions. Each check returns what to tell the person, or an
 * absent text: fine.
 *
 * Private to fund/grants.
 */
#ifndef FUND_GRANTS_RULES_H
#define FUND_GRANTS_RULES_H

#include "fund/people/people.h"
#include "types.h"

/* Who may see a grant that is there: staff, and every partner with a seat in it, the lead partner
 * no more than a member (D2). seat: the hat's own organisation has one. */
struct access may_see_grant(struct hat hat, bool seat) must_use;
/* A regional partnership: staff. Its members see it through their grants. */
struct access may_see_partnership(struct hat hat) must_use;

/* An entry of the ledger beside the award as it stands. A5: less money without a reason is refused;
 * and no ledger goes below nothing. */
struct entry_check {
    text amount; /* what is wrong with the amount */
    text reason; /* or with the reason */
};
struct entry_check award_entry_check(struct arena *arena, enum award_kind kind, pence amount,
                                     text reason, pence awarded) must_use;

/* A grant's first award: not below nothing. */
text award_first_check(pence awarded) must_use;

/* D2: the parts must sum to the award; the difference is told in words. */
text split_check(struct arena *arena, pence awarded, const opt_pence *share, size_t count) must_use;

/* One part of the award: never more than it. */
text part_check(struct arena *arena, pence awarded, opt_pence share) must_use;

/* Lines say what the award pays for: never more than it. */
text lines_check(struct arena *arena, pence awarded, const pence *amount, size_t count) must_use;

text grant_dates_check(opt_day starts_on, opt_day ends_on) must_use;

/* A14: core and unrestricted money as a share of what the lines say. */
percent core_share(const enum restriction *restriction, const pence *amount, size_t count);

/* What was awarded, as a part of what was asked for. Absent when nothing was asked, or so little
 * (more than ten times it was awarded) that the figure says only that one of them is a slip. */
opt_percent award_share(pence awarded, opt_pence asked) must_use;

#endif
