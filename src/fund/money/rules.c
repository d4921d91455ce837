/* What is allowed with the pool's money: see rules.h. */
#include "fund/money/rules.h"

struct access may_see_funder(struct hat hat, bool own)
{
    if (hat.roles & ROLE_STAFF)
        return access_all(WHY_STAFF);
    if (hat.roles & ROLE_CO_FUNDER)
        return own ? access_own(WHY_PAYS_IN) : access_none(WHY_NOT_THEIRS);
    return access_none(WHY_NOT_THEIR_WORK);
}

/* What both ledgers share: an entry says something, a negative one says why and leaves no total
 * below nothing. */
static struct money_check entry_check(struct arena *arena, pence amount, text reason, pence total,
                                      const char *what)
{
    struct money_check check = {.amount = TEXT_ABSENT, .reason = TEXT_ABSENT, .to_on = TEXT_ABSENT};
    const pence nothing = pence_of(0);
    if (pence_is_zero(amount))
        check.amount = T("Enter an amount other than nothing.");
    else if (pence_order(pence_add(total, amount), nothing) < 0)
        check.amount = text_format(arena, "That takes away more than was %s: %.*s.", what,
                                   TEXT_ARG(pence_text(arena, total)));
    if (pence_order(amount, nothing) < 0 && !text_present(text_trim(reason)))
        check.reason = T("Say why there is less money.");
    return check;
}

struct money_check pledge_check(struct arena *arena, pence amount, text reason, day from_on,
                                day to_on, pence pledged)
{
    struct money_check check = entry_check(arena, amount, reason, pledged, "pledged");
    if (day_order(to_on, from_on) < 0)
        check.to_on = T("The end comes before the start. Check both dates.");
    return check;
}

struct money_check contribution_check(struct arena *arena, pence amount, text reason,
                                      pence received)
{
    return entry_check(arena, amount, reason, received, "received");
}
