/* What may be done about people: see may.h. */
#include "fund/people/may.h"
#include "fund/people/people.h"

uint32_t fund_role_bit(enum fund_role role)
{
    switch (role) {
    case FUND_ROLE_DIRECTOR:
        return ROLE_DIRECTOR;
    case FUND_ROLE_GRANT_MANAGER:
        return ROLE_GRANT_MANAGER;
    case FUND_ROLE_FINANCE:
        return ROLE_FINANCE;
    case FUND_ROLE_LEARNING_LEAD:
        return ROLE_LEARNING_LEAD;
    case FUND_ROLE_VIEWER:
        return ROLE_VIEWER;
    case FUND_ROLE_PAYMENTS:
        return ROLE_PAYMENTS;
    case FUND_ROLE_PANEL:
        return ROLE_PANEL;
    case FUND_ROLE_LEARNING_PARTNER:
        return ROLE_LEARNING_PARTNER;
    }
    fail("a role that is none: %d", (int)role);
}

uint32_t fund_roles_bits(const enum fund_role *role, size_t count)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < count; i++)
        bits |= fund_role_bit(role[i]);
    return bits;
}

uint32_t roles_may_give(uint32_t roles)
{
    return roles & ROLE_DIRECTOR        ? ROLE_ANY
           : roles & ROLE_GRANT_MANAGER ? ROLE_PARTNER | ROLE_GROUP
                                        : 0;
}

enum invitation_state invitation_state_of(opt_instant accepted_at, opt_instant withdrawn_at,
                                          instant ends_at, instant now)
{
    return accepted_at.some                   ? INVITATION_ACCEPTED
           : withdrawn_at.some                ? INVITATION_WITHDRAWN
           : instant_order(ends_at, now) <= 0 ? INVITATION_OLD
                                              : INVITATION_GOOD;
}

text invitation_mail_words(opt_mail_state mail, opt_address_state address)
{
    const bool back = address.some && address.it == ADDRESS_STATE_FAILING;
    if (back || (mail.some && mail.it == MAIL_STATE_RETURNED))
        return T("The mail to this address came back");
    if (mail.some && mail.it == MAIL_STATE_FAILED)
        return T("The mail to this address could not be sent");
    if (mail.some && mail.it == MAIL_STATE_DROPPED)
        return T("The mail to this address was given up");
    if (mail.some && mail.it == MAIL_STATE_UNSURE)
        return T("Perhaps the mail to this address did not arrive");
    return address.some ? T("The mail to this address is late") : TEXT_ABSENT;
}

text address_masked(struct arena *arena, text email)
{
    const ptrdiff_t at = text_find(email, T("@"));
    if (at < 1)
        return T("•••");
    /* A whole character, however many bytes it has. */
    size_t first = 1;
    while (first < (size_t)at && ((unsigned char)email.ptr[first] & 0xC0) == 0x80)
        first++;
    return text_format(arena, "%.*s•••%.*s", TEXT_ARG(text_slice(email, 0, first)),
                       TEXT_ARG(text_slice(email, (size_t)at, email.len)));
}

enum absence_fault absence_check(day from, day until, day today, bool self)
{
    if (day_order(until, from) < 0)
        return ABSENCE_BACKWARDS;
    if (day_order(until, today) < 0)
        return ABSENCE_OVER;
    if (day_between(from, until) >= ABSENCE_DAYS_MOST)
        return ABSENCE_LONG;
    return self ? ABSENCE_COVERED_BY_SELF : ABSENCE_FINE;
}

text absence_fault_words(enum absence_fault fault)
{
    switch (fault) {
    case ABSENCE_FINE:
        return TEXT_ABSENT;
    case ABSENCE_BACKWARDS:
        return T("The last day is before the first. Check both.");
    case ABSENCE_OVER:
        return T("That time is over already. Choose a last day from today on.");
    case ABSENCE_LONG:
        return T("That is more than a year. For so long, hand the grants over instead.");
    case ABSENCE_COVERED_BY_SELF:
        return T("Choose someone else to cover.");
    }
    fail("a fault that is none: %d", (int)fault);
}

day forget_on(day left_on, int64_t days_kept)
{
    ensure(days_kept >= 0 && days_kept < 100000);
    return day_add(left_on, (int32_t)days_kept);
}

bool forget_allowed(opt_day left_on, opt_instant shredded_at, day today)
{
    return left_on.some && !shredded_at.some && day_order(left_on.it, today) < 0;
}
