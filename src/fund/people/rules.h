/* What is decided about signing in. Private to fund/people. */
#ifndef FUND_PEOPLE_RULES_H
#define FUND_PEOPLE_RULES_H

#include "engine/base/values.h"

#define SESSION_SECONDS                                                                            \
    INT64_C(43200) /* twelve hours: a long day; then the link or the button again */
#define LINK_SECONDS INT64_C(86400)

/* Someone to be in the demo. */
struct demo_role {
    text code;  /* as the form sends it */
    text label; /* "Grant manager" */
    text can;   /* what they may do, in a few words */
    uint32_t roles;
};
#define DEMO_ROLES 4
struct demo_roles {
    const struct demo_role *row;
    size_t count;
};
struct demo_roles demo_roles(struct arena *arena);
/* NULL: no such role. */
const struct demo_role *demo_role_find(const struct demo_roles *roles, text code) must_use;

/* Where to go after signing in: a path of this site that was asked for, else the first page. */
text sign_in_next(text asked);

#endif
