/* Roles and where one goes after signing in: see rules.h. Roles say what someone does for the fund,
 * nothing about who they are (E4). */
#include "fund/people/rules.h"
#include "fund/people/people.h"

#define NEXT_MOST 500

struct demo_roles demo_roles(struct arena *arena)
{
    const struct demo_role all[DEMO_ROLES] = {
        {ROLE_GRANT_MANAGER, T("Grant manager"), T("Grants, partners, programmes and imports.")},
        {ROLE_VIEWER, T("Viewer"), T("Sees everything, changes nothing.")},
        {ROLE_FINANCE, T("Finance"), T("Pledges and contributions.")},
        {ROLE_DIRECTOR, T("Director"), T("All of it.")},
    };
    struct demo_role *row = arena_array(arena, struct demo_role, DEMO_ROLES);
    for (size_t i = 0; i < DEMO_ROLES; i++)
        row[i] = all[i];
    return (struct demo_roles){.row = row, .count = DEMO_ROLES};
}

static const struct {
    uint32_t role;
    const char *name;
} role_names[] = {{ROLE_VIEWER, "viewer"},
                  {ROLE_GRANT_MANAGER, "grant_manager"},
                  {ROLE_FINANCE, "finance"},
                  {ROLE_DIRECTOR, "director"}};

text people_role_name(uint32_t role)
{
    for (size_t i = 0; i < sizeof role_names / sizeof *role_names; i++)
        if (role_names[i].role == role)
            return text_of(role_names[i].name);
    fail("no one role: %x", (unsigned)role);
}

bool people_role_of(text name, uint32_t *role)
{
    for (size_t i = 0; i < sizeof role_names / sizeof *role_names; i++)
        if (text_eq(text_of(role_names[i].name), name)) {
            *role = role_names[i].role;
            return true;
        }
    return false;
}

const struct demo_role *demo_role_find(const struct demo_roles *roles, text name)
{
    uint32_t role;
    if (people_role_of(name, &role))
        for (size_t i = 0; i < roles->count; i++)
            if (roles->row[i].role == role)
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
