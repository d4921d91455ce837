/* What each hat sees of each kind of record, and the words for it: see access.h. */
#include "fund/people/people.h"

text access_why_words(enum access_why why)
{
    switch (why) {
    case WHY_STAFF:
        return T("They are staff of the fund.");
    case WHY_EDITOR:
        return T("Grant managers and directors look after these.");
    case WHY_DIRECTOR:
        return T("They are a director.");
    case WHY_MONEY:
        return T("They look after the fund’s money.");
    case WHY_OWN_SEAT:
        return T("Their organisation has a seat in it.");
    case WHY_OWN_ORGANISATION:
        return T("It is their own organisation.");
    case WHY_HOST:
        return T("It is the organisation that hosts their group.");
    case WHY_SELF:
        return T("It is about themselves.");
    case WHY_LOOKED_AFTER:
        return T("They look after it.");
    case WHY_COVER:
        return T("They cover for the person who looks after it.");
    case WHY_PAYS_IN:
        return T("Their organisation pays into the fund.");
    case WHY_PAYS_OUT:
        return T("They pay what was agreed.");
    case WHY_PANEL:
        return T("It is before the panel.");
    case WHY_LEARNING:
        return T("It is part of what is learnt together.");
    case WHY_CONTACTS:
        return T("Grant managers invite and help the people of partners.");
    case WHY_NOT_THEIRS:
        return T("It belongs to another organisation.");
    case WHY_NOT_THEIR_WORK:
        return T("Nothing they do for the fund needs it.");
    case WHY_HIDDEN:
        return T("It came with an import that is not published.");
    case WHY_SEALED:
        return T("It is told in confidence, and no page shows it.");
    case WHY_NO_HAT:
        return T("They have no part in the fund at present.");
    }
    fail("a reason that is none: %d", (int)why);
}

text access_extent_words(enum access_extent extent)
{
    switch (extent) {
    case ACCESS_NONE:
        return T("None");
    case ACCESS_OWN:
        return T("Their own");
    case ACCESS_ALL:
        return T("All");
    }
    fail("an extent that is none: %d", (int)extent);
}

text access_kind_label(enum access_kind kind)
{
    static const char *const labels[] = {
#define ACCESS_KIND_LABEL(name, label) [ACCESS_##name] = label,
        ACCESS_KINDS(ACCESS_KIND_LABEL)
#undef ACCESS_KIND_LABEL
    };
    ensure(kind < ACCESS_KIND_COUNT);
    return text_of(labels[kind]);
}

/* Staff read the whole work of the fund; what is about people, only for those whose work it is. */
static struct access of_staff(uint32_t roles, enum access_kind kind)
{
    const bool director = roles & ROLE_DIRECTOR;
    switch (kind) {
    case ACCESS_GRANT:
    case ACCESS_PARTNER:
    case ACCESS_PARTNERSHIP:
    case ACCESS_PROGRAMME:
    case ACCESS_POOL:
    case ACCESS_IMPORT:
    case ACCESS_TRAIL:
        return access_all(WHY_STAFF);
    case ACCESS_NEED:
        return access_none(WHY_SEALED);
    case ACCESS_PERSON:
        return director                     ? access_all(WHY_DIRECTOR)
               : roles & ROLE_GRANT_MANAGER ? access_own(WHY_CONTACTS)
                                            : access_none(WHY_NOT_THEIR_WORK);
    case ACCESS_SETTING:
        return director ? access_all(WHY_DIRECTOR) : access_none(WHY_NOT_THEIR_WORK);
    case ACCESS_COLLEAGUE:
    case ACCESS_KIND_COUNT:
        break;
    }
    return access_none(WHY_NOT_THEIR_WORK);
}

/* People of a partner, and of a group that speaks for itself within one. */
static struct access of_partner(uint32_t role, enum access_kind kind)
{
    switch (kind) {
    case ACCESS_GRANT:
        return role == ROLE_PARTNER ? access_own(WHY_OWN_SEAT) : access_none(WHY_NOT_THEIRS);
    case ACCESS_PARTNER:
        return access_own(role == ROLE_PARTNER ? WHY_OWN_ORGANISATION : WHY_HOST);
    case ACCESS_COLLEAGUE:
        return access_own(WHY_OWN_ORGANISATION);
    case ACCESS_TRAIL:
        return role == ROLE_PARTNER ? access_own(WHY_OWN_ORGANISATION)
                                    : access_none(WHY_NOT_THEIRS);
    case ACCESS_NEED:
        return access_none(WHY_SEALED);
    case ACCESS_PARTNERSHIP:
    case ACCESS_PROGRAMME:
    case ACCESS_POOL:
    case ACCESS_IMPORT:
    case ACCESS_PERSON:
    case ACCESS_SETTING:
    case ACCESS_KIND_COUNT:
        break;
    }
    return access_none(WHY_NOT_THEIR_WORK);
}

static struct access of_co_funder(enum access_kind kind)
{
    if (kind == ACCESS_POOL)
        return access_own(WHY_PAYS_IN);
    if (kind == ACCESS_COLLEAGUE)
        return access_own(WHY_OWN_ORGANISATION);
    return access_none(kind == ACCESS_NEED ? WHY_SEALED : WHY_NOT_THEIR_WORK);
}

struct access access_of_kind(struct hat hat, enum access_kind kind)
{
    if (hat.roles == 0)
        return access_none(WHY_NO_HAT);
    if (hat.roles & ROLE_STAFF)
        return of_staff(hat.roles, kind);
    if (hat.roles & (ROLE_PARTNER | ROLE_GROUP))
        return of_partner(hat.roles, kind);
    if (hat.roles & ROLE_CO_FUNDER)
        return of_co_funder(kind);
    /* Payments, panel, learning partner: their own rooms come with their own work. */
    return access_none(kind == ACCESS_NEED ? WHY_SEALED : WHY_NOT_THEIR_WORK);
}
