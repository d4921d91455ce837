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
    const char *label;
} role_names[] = {{ROLE_VIEWER, "viewer", "Viewer"},
                  {ROLE_GRANT_MANAGER, "grant_manager", "Grant manager"},
                  {ROLE_FINANCE, "finance", "Finance"},
                  {ROLE_DIRECTOR, "director", "Director"},
                  {ROLE_LEARNING_LEAD, "learning_lead", "Learning lead"},
                  {ROLE_PAYMENTS, "payments", "Payments"},
                  {ROLE_PANEL, "panel", "Panel"},
                  {ROLE_PARTNER, "partner", "Partner"},
                  {ROLE_GROUP, "group", "Group"},
                  {ROLE_CO_FUNDER, "co_funder", "Co-funder"},
                  {ROLE_LEARNING_PARTNER, "learning_partner", "Learning partner"}};
_Static_assert(sizeof role_names / sizeof *role_names == ROLE_COUNT, "each role has a name");

text people_role_name(uint32_t role)
{
    for (size_t i = 0; i < sizeof role_names / sizeof *role_names; i++)
        if (role_names[i].role == role)
            return text_of(role_names[i].name);
    fail("no one role: %x", (unsigned)role);
}

text people_role_label(uint32_t role)
{
    for (size_t i = 0; i < ROLE_COUNT; i++)
        if (role_names[i].role == role)
            return text_of(role_names[i].label);
    fail("no one role: %x", (unsigned)role);
}

text people_hat_label(struct arena *arena, uint32_t roles)
{
    /* Whoever may do all of it is that, whatever else they do. */
    if (roles & ROLE_DIRECTOR)
        return people_role_label(ROLE_DIRECTOR);
    text label[ROLE_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < ROLE_COUNT; i++)
        if (roles & role_names[i].role)
            label[count++] = text_of(role_names[i].label);
    if (count < 2)
        return count ? label[0] : T("");
    struct text_builder words = {.arena = arena};
    text_add(&words, label[0]);
    for (size_t i = 1; i < count; i++)
        text_add_format(&words, "%s%.*s", i + 1 == count ? " and " : ", ",
                        TEXT_ARG(text_lower(arena, label[i])));
    return text_built(&words);
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
