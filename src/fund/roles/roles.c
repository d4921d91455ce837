/* Names of roles: see roles.h. */
#include "fund/roles/roles.h"

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
                  {ROLE_PANEL, "panel", "Panel member"},
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
