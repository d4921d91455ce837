/* What a grant as a whole must have, once each of its cells was looked at (rules_cell.c): see
 * rules.h.
 */
#include "fund/opendata/rules_cell.h"
#include "fund/opendata/titles.h"

static void add_number(struct draft_party *party, struct partner_number number)
{
    for (size_t i = 0; i < party->numbers; i++)
        if (party->number[i].scheme == number.scheme &&
            text_eq(party->number[i].value, number.value))
            return;
    if (party->numbers < NUMBERS_MAX)
        party->number[party->numbers++] = number;
}

static void add_told_number(struct check *c, const struct cell *cell, struct draft_party *party,
                            struct partner_number number)
{
    if (number_lost_zeros(text_trim(cell->value), number))
        check_say(c, false, cell, cell->path,
                  text_format(c->arena, "%.*s had lost leading zeros and was read as %.*s.",
                              TEXT_ARG(quoted(c->arena, text_trim(cell->value))),
                              TEXT_ARG(number.value)));
    if (party->numbers > 0 && party->number[0].scheme == number.scheme &&
        !text_eq(party->number[0].value, number.value))
        check_say_of(c, false, cell,
                     number.scheme == IDENTIFIER_SCHEME_COMPANY
                         ? "is another company number than the identifier's; both are taken"
                         : "is another charity number than the identifier's; both are taken");
    add_number(party, number);
}

/* All numbers of one organisation. The same digits under another register (a Northern Ireland
 * number in the charity column) are no second number. */
static void check_numbers(struct check *c, size_t i)
{
    const struct cell *const id_cell = c->party_id[i], *const charity = c->charity[i],
                             *const company = c->company[i];
    struct draft_party *party = &c->draft->party[i];
    struct partner_number number;
    text id, words, why;
    if (id_cell && id_take(c, id_cell, &id)) {
        if (partner_organisation_parse(c->arena, id, &number)) {
            add_told_number(c, id_cell, party, number);
        } else if (partner_number_parse(c->arena, IDENTIFIER_SCHEME_OTHER, id, &id, &why)) {
            check_say_of(c, false, id_cell, "is not a number as that register writes it");
            add_number(party, (struct partner_number){IDENTIFIER_SCHEME_OTHER, id});
        } else {
            check_say_of(c, true, id_cell, "is longer than an organisation's identifier may be");
        }
    }
    if (charity && text_take(c, charity, IDENTIFIER_MOST, &words) &&
        !(party->numbers > 0 && text_eq(party->number[0].value, words))) {
        if (partner_charity_parse(c->arena, words, &number)) {
            add_told_number(c, charity, party, number);
        } else {
            check_say_of(c, false, charity, "is not a charity number");
            extra_keep(c, charity);
        }
    }
    if (company && text_take(c, company, IDENTIFIER_MOST, &words)) {
        number.scheme = IDENTIFIER_SCHEME_COMPANY;
        if (partner_number_parse(c->arena, number.scheme, words, &number.value, &why)) {
            add_told_number(c, company, party, number);
        } else {
            check_say_of(c, false, company, "is not a company number");
            extra_keep(c, company);
        }
    }
}

static void say_missing(struct check *c, unsigned which, text path)
{
    if (!(c->state->missing & (UINT32_C(1) << which)))
        check_say(c, true, NULL, path, T("This is missing, and every grant needs it."));
}

static void check_parties(struct check *c)
{
    if (c->to_person)
        return;
    for (size_t i = 0; i < c->draft->parties || i == 0; i++) {
        if (!c->party_has_id[i])
            say_missing(c, 8, text_format(c->arena, "recipientOrganization/%zu/id", i));
        if (!c->party_has_name[i])
            say_missing(c, 9, text_format(c->arena, "recipientOrganization/%zu/name", i));
        check_numbers(c, i);
    }
    if (c->draft->parties == 0)
        c->draft->parties = 1;
}

static void check_dates(struct check *c)
{
    struct grant_draft *d = c->draft;
    bool exact;
    day at;
    int64_t months;
    if (c->start && day_take(c, c->start, true, false, &at, &exact)) {
        d->starts_on = (opt_day){.some = true, .it = at};
        if (!exact)
            extra_keep(c, c->start);
    }
    if (c->end && day_take(c, c->end, true, true, &at, &exact)) {
        d->ends_on = (opt_day){.some = true, .it = at};
        if (!exact)
            extra_keep(c, c->end);
    }
    if (d->starts_on.some && !c->end && c->duration &&
        int_parse(text_trim(c->duration->value), &months) && months > 0 && months <= 600)
        d->ends_on = (opt_day){.some = true,
                               .it = day_add(day_add_months(d->starts_on.it, (int32_t)months), -1)};
    if (d->starts_on.some && d->ends_on.some && day_order(d->starts_on.it, d->ends_on.it) > 0) {
        check_say_of(c, false, c->start, "is after the planned end; neither date is taken");
        extra_keep(c, c->start);
        if (c->end)
            extra_keep(c, c->end);
        d->starts_on.some = d->ends_on.some = false;
    }
}

bool grant_check(struct arena *arena, const struct record *record, struct check_state *state,
                 struct grant_draft *draft, struct findings *findings)
{
    const size_t errors_before = findings->errors;
    *draft =
        (struct grant_draft){.extra = arena_array(arena, struct draft_extra, record->count + 1),
                             .left_out = arena_array(arena, bool, record->count + 1)};
    struct check c = {
        .arena = arena, .record = record, .state = state, .draft = draft, .findings = findings};
    for (size_t i = 0; i < record->count; i++)
        cell_check(&c, &record->cell[i]);
    for (unsigned i = 0; i < 8; i++)
        if (!c.has[i])
            say_missing(&c, i, required_paths[i].path);
    check_parties(&c);
    check_dates(&c);
    return findings->errors == errors_before;
}
