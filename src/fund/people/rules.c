/* Whom the demo lets one be: see rules.h. Roles say what someone does for the fund, nothing about
 * who they are (E4). */
#include "fund/people/rules.h"
#include "fund/people/people.h"

#define NEXT_MOST 500

struct demo_roles demo_roles(struct arena *arena)
{
    const struct demo_role all[DEMO_ROLES] = {
        {T("grant_manager"), T("Grant manager"), T("Grants, partners, programmes and imports."),
         ROLE_GRANT_MANAGER},
        {T("viewer"), T("Viewer"), T("Sees everything, changes nothing."), ROLE_VIEWER},
        {T("finance"), T("Finance"), T("Pledges and contributions."), ROLE_FINANCE},
        {T("director"), T("Director"), T("All of it."), ROLE_DIRECTOR},
    };
    struct demo_role *row = arena_array(arena, struct demo_role, DEMO_ROLES);
    for (size_t i = 0; i < DEMO_ROLES; i++)
        row[i] = all[i];
    return (struct demo_roles){.row = row, .count = DEMO_ROLES};
}

const struct demo_role *demo_role_find(const struct demo_roles *roles, text code)
{
    for (size_t i = 0; i < roles->count; i++)
        if (text_eq(roles->row[i].code, code))
            return &roles->row[i];
    return NULL;
}

text sign_in_next(text asked)
{
    const text first = T("/");
    if (!text_starts(asked, first) || text_starts(asked, T("//")) ||
        text_starts(asked, T("/sign-")) || asked.len > NEXT_MOST)
        return first;
    for (size_t i = 0; i < asked.len; i++)
        if (asked.ptr[i] == '\\' || (unsigned char)asked.ptr[i] < 0x21)
            return first; /* some browsers read a backslash as a slash */
    return asked;
}
