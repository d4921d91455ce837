/* What is allowed with grants: see rules.h. */
#include "fund/grants/rules.h"

#include "fund/grants/grants.h"

struct access may_see_grant(struct hat hat, bool seat)
{
    if (hat.roles & ROLE_STAFF)
        return access_all(WHY_STAFF);
    if ((hat.roles & ROLE_PARTNER) && hat.of != 0 && seat)
        return access_own(WHY_OWN_SEAT);
    return access_none(hat.roles & ROLE_PARTNER ? WHY_NOT_THEIRS : WHY_NOT_THEIR_WORK);
}

struct access may_see_partnership(struct hat hat)
{
    return hat.roles & ROLE_STAFF ? access_all(WHY_STAFF) : access_none(WHY_NOT_THEIR_WORK);
}

static bool is_less_than_nothing(pence p)
{
    return pence_order(p, pence_of(0)) < 0;
}

/* An award and an uplift only ever add; a variation and a correction may take away. */
static bool may_reduce(enum award_kind kind)
{
    switch (kind) {
    case AWARD_KIND_AWARD:
    case AWARD_KIND_UPLIFT:
        return false;
    case AWARD_KIND_VARIATION:
    case AWARD_KIND_CORRECTION:
        return true;
    }
    fail("no such kind of award: %d", (int)kind);
}

struct entry_check award_entry_check(struct arena *arena, enum award_kind kind, pence amount,
                                     text reason, pence awarded)
{
    struct entry_check check = {.amount = TEXT_ABSENT, .reason = TEXT_ABSENT};
    if (pence_is_zero(amount))
        check.amount = T("Enter an amount other than nothing.");
    else if (is_less_than_nothing(amount) && !may_reduce(kind))
        check.amount = T("An award or an uplift adds money. To take money away, choose a variation "
                         "or a correction.");
    else if (is_less_than_nothing(pence_add(awarded, amount)))
        check.amount = text_format(arena, "That would leave less than nothing: the award is %.*s.",
                                   TEXT_ARG(pence_text(arena, awarded)));
    if (is_less_than_nothing(amount) && !text_present(text_trim(reason)))
        check.reason = T("Say why there is less money. The partner will want to know, and so will "
                         "whoever reads this in five years.");
    return check;
}

text award_first_check(pence awarded)
{
    return is_less_than_nothing(awarded) ? T("An award cannot be less than nothing.") : TEXT_ABSENT;
}

text split_check(struct arena *arena, pence awarded, const opt_pence *share, size_t count)
{
    pence sum = pence_of(0);
    for (size_t i = 0; i < count; i++) {
        if (!share[i].some)
            continue;
        if (is_less_than_nothing(share[i].it))
            return T("A part cannot be less than nothing.");
        sum = pence_add(sum, share[i].it);
    }
    const int order = pence_order(sum, awarded);
    if (order == 0)
        return TEXT_ABSENT;
    return text_format(arena, "The parts come to %.*s. That is %.*s %s than the award of %.*s.",
                       TEXT_ARG(pence_text(arena, sum)),
                       TEXT_ARG(pence_text(arena, order > 0 ? pence_less(sum, awarded)
                                                            : pence_less(awarded, sum))),
                       order > 0 ? "more" : "less", TEXT_ARG(pence_text(arena, awarded)));
}

text part_check(struct arena *arena, pence awarded, opt_pence share)
{
    if (share.some && is_less_than_nothing(share.it))
        return T("A part cannot be less than nothing.");
    if (!share.some || pence_order(share.it, awarded) <= 0)
        return TEXT_ABSENT;
    return text_format(arena, "A part cannot be more than the award, which is %.*s.",
                       TEXT_ARG(pence_text(arena, awarded)));
}

text lines_check(struct arena *arena, pence awarded, const pence *amount, size_t count)
{
    pence sum = pence_of(0);
    for (size_t i = 0; i < count; i++) {
        if (is_less_than_nothing(amount[i]))
            return T("A line cannot be less than nothing.");
        sum = pence_add(sum, amount[i]);
    }
    if (pence_order(sum, awarded) <= 0)
        return TEXT_ABSENT;
    return text_format(arena, "The lines come to %.*s. That is %.*s more than the award of %.*s.",
                       TEXT_ARG(pence_text(arena, sum)),
                       TEXT_ARG(pence_text(arena, pence_less(sum, awarded))),
                       TEXT_ARG(pence_text(arena, awarded)));
}

text grant_dates_check(opt_day starts_on, opt_day ends_on)
{
    return starts_on.some && ends_on.some && day_order(ends_on.it, starts_on.it) < 0
               ? T("The end comes before the start. Check both dates.")
               : TEXT_ABSENT;
}

percent core_share(const enum restriction *restriction, const pence *amount, size_t count)
{
    pence all = pence_of(0), core = pence_of(0);
    for (size_t i = 0; i < count; i++) {
        all = pence_add(all, amount[i]);
        if (restriction[i] != RESTRICTION_RESTRICTED)
            core = pence_add(core, amount[i]);
    }
    return pence_share(core, all);
}

#define SHARE_MOST 10 /* times what was asked for */

opt_percent award_share(pence awarded, opt_pence asked)
{
    const bool told = asked.some && pence_whole(asked.it) > 0 &&
                      pence_whole(awarded) / SHARE_MOST <= pence_whole(asked.it);
    opt_percent share = {.some = told};
    if (told)
        share.it = pence_share(awarded, asked.it);
    return share;
}

/* On every line of a list: no printf. */
static text ends_in(struct arena *arena, text first, text second)
{
    const text parts[] = {T("Ends in"), first, second};
    return text_join(arena, parts, text_present(second) ? 3 : 2, T(" "));
}

text grant_time_left(struct arena *arena, opt_day ends_on, day today)
{
    if (!ends_on.some)
        return T("No end date");
    const int32_t days = day_between(today, ends_on.it);
    if (days < 0)
        return text_join(arena, (const text[]){T("Ended in"), day_month_text(arena, ends_on.it)}, 2,
                         T(" "));
    if (days == 0)
        return T("Ends today");
    if (days < 60)
        return ends_in(arena, int_words(arena, days, T("day"), T("days")), TEXT_ABSENT);
    /* Whole months that are left, by the calendar and not by thirties. */
    int year, month, date, end_year, end_month;
    day_parts(today, &year, &month, &date);
    day_parts(ends_on.it, &end_year, &end_month, &date);
    int32_t months = (end_year - year) * 12 + end_month - month;
    if (day_order(day_add_months(today, months), ends_on.it) > 0)
        months--;
    if (months < 24)
        return ends_in(arena, int_words(arena, months, T("month"), T("months")), TEXT_ABSENT);
    const int32_t years = months / 12, over = months % 12;
    const text whole = int_words(arena, years, T("year"), T("years"));
    if (over == 0)
        return ends_in(arena, whole, TEXT_ABSENT);
    const text more[] = {T("and"), int_words(arena, over, T("month"), T("months"))};
    return ends_in(arena, whole, text_join(arena, more, 2, T(" ")));
}
