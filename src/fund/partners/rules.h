/*
 * What is decided about partners without looking anything up. Private to fund/partners.
 */
#ifndef FUND_PARTNERS_RULES_H
#define FUND_PARTNERS_RULES_H

#include "engine/base/values.h"
#include "fund/people/people.h"
#include "types.h"

/* Who may see a partner that is there: staff, and its own people. own: it is the hat's. */
struct access may_see_partner(struct hat hat, bool own) must_use;

/* Whether what was typed into a search is a register's number, and how registers write it.
 * "GB-CHC-1164883" is, too. */
bool partner_number_like(struct arena *arena, text typed, text *value) must_use;

/* The filter "asylum-2": registered for asylum and protection at level 2 or above; as the statement
 * wants it. */
bool partner_registered_parse(text typed, int64_t *out) must_use;

#endif
