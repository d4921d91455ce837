/* What a filter asks for, and how names are sorted and matched. */
#include "fund/partners/rules.h"
#include "fund/partners/partners.h"

struct access may_see_partner(struct hat hat, bool own)
{
    if (hat.roles & ROLE_STAFF)
        return access_all(WHY_STAFF);
    if (hat.roles & ROLE_PARTNER)
        return own ? access_own(WHY_OWN_ORGANISATION) : access_none(WHY_NOT_THEIRS);
    return access_none(WHY_NOT_THEIR_WORK);
}

bool partner_registered_parse(text typed, int64_t *out)
{
    text rest = typed, code = text_cut(&rest, '-');
    enum iaa_category category;
    int64_t level;
    if (!iaa_category_from_code(code, &category) || !int_parse(rest, &level) || level < 1 ||
        level > IAA_LEVEL_COUNT)
        return false;
    *out = (int64_t)category * 10 + (level - 1);
    return true;
}

text partner_name_key(struct arena *arena, text name)
{
    const text key = sort_key(arena, text_trim(name));
    return text_starts(key, T("the ")) ? text_trim(text_slice(key, 4, key.len)) : key;
}
