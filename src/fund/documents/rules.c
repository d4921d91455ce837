/* Who may see and add documents: see documents.h. */
#include "fund/documents/documents.h"

struct access may_see_document(struct hat hat, const struct document_facts *facts)
{
    if (hat.roles & ROLE_STAFF)
        return access_all(WHY_STAFF);
    if (!(hat.roles & ROLE_PARTNER))
        return access_none(WHY_NOT_THEIR_WORK);
    if (facts->withdrawn && !facts->added)
        return access_none(WHY_NOT_THEIRS);
    if (facts->partner.some)
        return partner_id_raw(facts->partner.it) == hat.of ? access_own(WHY_OWN_ORGANISATION)
                                                           : access_none(WHY_NOT_THEIRS);
    return facts->grant.some && facts->seat ? access_own(WHY_OWN_SEAT)
                                            : access_none(WHY_NOT_THEIRS);
}

bool may_add_document(uint32_t roles)
{
    return (roles & (ROLE_EDITOR | ROLE_PARTNER)) != 0;
}

struct access may_withdraw_document(struct hat hat, const struct document_facts *facts)
{
    const struct access seen = may_see_document(hat, facts);
    if (!may_add_document(hat.roles))
        return access_none(WHY_NOT_THEIR_WORK);
    return hat.roles & ROLE_PARTNER && !facts->added ? access_none(WHY_NOT_THEIRS) : seen;
}
