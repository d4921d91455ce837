/*
 * What is allowed with the pool's money: pure decisions. Each check returns what to tell the
 * person, or an absent text: fine.
 *
 * Private to fund/money.
 */
#ifndef FUND_MONEY_RULES_H
#define FUND_MONEY_RULES_H

#include "fund/people/people.h"
#include "types.h"

/* Who may see a funder that is there: staff, and its own people. own: it is the hat's. */
struct access may_see_funder(struct hat hat, bool own) must_use;

struct money_check {
    text amount, reason, to_on;
};

/* A pledge: some amount; a withdrawal (below nothing) says why and is no more than what was
 * pledged; its time runs forward. */
struct money_check pledge_check(struct arena *arena, pence amount, text reason, day from_on,
                                day to_on, pence pledged) must_use;

/* Money that came in; less than nothing is a correction, says why, and takes back no more than
 * came. */
struct money_check contribution_check(struct arena *arena, pence amount, text reason,
                                      pence received) must_use;

#endif
